"""Kernels that belong to one run: the interpreter that runs the workbook, a private folder, nothing left
behind.

A notebook names its kernel "python3", which on a given machine may lead to any Python, with the user's
IPython start-up files and a shared history. A run's kernel is instead always ``sys.executable``; its
connection file, sockets and IPython folder are in a folder that only the user can read and that goes when the
run ends; it is in a process group of its own, which is killed whatever way the run ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

_SOCKET_PATH_LIMIT = 90
"""A Unix socket's path has at most 104 to 108 bytes, depending on the system; names in the folder take some.
"""


class OwnInterpreter(KernelSpecManager):
    """Finds "python3" in the running interpreter, wherever Jupyter's search path would lead."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification of a kernel; any name but "python3" is looked up as usual."""
        if kernel_name != "python3":
            return super().get_kernel_spec(kernel_name)
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="Python 3", language="python")


class Kernel:
    """The kernel of one run, as a context: on leaving it, the kernel and all that it started are gone."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="workbook-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self.stopped = False
        self._manager: Any = None

    def __enter__(self) -> Kernel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.kill()
        self._folder.cleanup()

    @property
    def options(self) -> dict[str, Any]:
        """What nbclient needs in order to start this kernel and no other."""
        return {
            "kernel_manager_class": self._manager_class(),
            "extra_arguments": ["--HistoryManager.enabled=False"],
            "shutdown_kernel": "immediate",
        }

    def _manager_class(self) -> type[AsyncKernelManager]:
        kernel = self

        class Manager(AsyncKernelManager):
            """Starts the run's kernel; nbclient wants a class."""

            async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
                await kernel.start(super().start_kernel, self, options)

        return Manager

    async def start(self, launch: Any, manager: Any, options: dict[str, Any]) -> None:
        """Start the process through its manager, unless the run was stopped meanwhile."""
        self._manager = manager
        manager.kernel_spec_manager = OwnInterpreter()
        manager.connection_file = str(self.path / "kernel.json")
        if os.name == "posix" and len(str(self.path)) < _SOCKET_PATH_LIMIT:
            manager.transport = "ipc"
            manager.ip = str(self.path / "socket")
        with (self.path / "stderr").open("wb") as stderr:
            await launch(**{**options, "env": self._environment(), "stdout": stderr, "stderr": stderr})
        if self.stopped:
            self.kill()
            raise RuntimeError("stopped before the kernel was ready")

    def _environment(self) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONSTARTUP", "IPYTHONDIR")}
        return environment | {
            "IPYTHONDIR": str(self.path / "ipython"),
            "PYTHONHASHSEED": "0",  # so that a set shown in an output has one order
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else a warning that depends on how Python was built
        }

    def stop(self) -> None:
        """Kill the kernel now, and keep it from starting if it has not yet; safe within a signal handler."""
        self.stopped = True
        self.kill()

    def kill(self) -> None:
        """Kill the kernel's process group, if there is one."""
        process = self._process()
        if process is None:
            return
        # The group may outlive the kernel: a process that a cell started still counts.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()

    def death(self) -> str:
        """How a kernel that is no longer there ended, in words: by which signal, or with which exit status."""
        process = self._process()
        status = process.poll() if process is not None else None
        if status is None:
            return "it no longer answers"
        if status >= 0:
            return f"exit status {status}"
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name
        return f"signal {-status}"

    def last_words(self) -> str:
        """What the kernel's process wrote outside any cell, such as why it could not start: the last error, or line."""
        with contextlib.suppress(OSError):
            lines = (self.path / "stderr").read_text("utf-8", "replace").split("\n")
            written = [line.strip() for line in lines if line.strip()]
            errors = [line for line in written if "Error" in line]
            return (errors or written or [""])[-1]
        return ""

    def _process(self) -> Any:
        return self._manager.provisioner.process if self._manager and self._manager.provisioner else None
