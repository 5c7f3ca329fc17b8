"""Kernels that belong to one run: the interpreter that runs the workbook, a private folder, nothing left
behind.

A notebook names its kernel "python3", which on a given machine may lead to any Python, with the user's
IPython start-up files and a shared history. A run's kernel is instead always ``sys.executable``; its
connection file, sockets and IPython folder are in a folder that only the user can read and that goes when the
run ends; it is in a process group of its own, which is killed whatever way the run ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from types import TracebackType
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from workbook.warm.forges import Copy

_SOCKET_PATH_LIMIT = 90
"""A Unix socket's path has at most 104 to 108 bytes, depending on the system; names in the folder take some.
"""


@dataclass(frozen=True)
class Host:
    """What a run is given to run on.

    Attributes
    ----------
    forge
        Socket of the forge (``workbook.warm``) that its kernel comes from; empty for a kernel of its own.
    folder
        Where its private folder is made; empty for the system's temporary folder.
    memory
        Bytes of data that its kernel may hold; 0 for no limit.
    environment
        Environment variables for its kernel besides those of this process.
    """

    forge: str = ""
    folder: str = ""
    memory: int = 0
    environment: tuple[tuple[str, str], ...] = ()


class OwnInterpreter(KernelSpecManager):
    """Finds "python3" in the running interpreter, wherever Jupyter's search path would lead."""

    forge = ""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The specification of a kernel; any name but ours is looked up as usual."""
        if kernel_name not in ("python3", "workbook"):
            return super().get_kernel_spec(kernel_name)
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        warm = {"provisioner_name": "workbook-warm", "config": {"forge": self.forge}}
        metadata = {"kernel_provisioner": warm} if self.forge else {}
        return KernelSpec(argv=argv, display_name="Python 3", language="python", metadata=metadata)


class Client(AsyncKernelClient):
    """A client that takes a kernel for ready once it has answered.

    jupyter_client then waits for a fifth of a second of silence, so that a first request may not be mistaken
    for an earlier one; nbclient tells messages apart by the request they belong to.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait for the kernel's first answer and for its output channel; raises RuntimeError."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + (timeout or 60)
        while loop.time() < deadline:
            self.kernel_info()
            with contextlib.suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=0.2)
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")


class Kernel:
    """The kernel of one run, as a context: on leaving it, the kernel and all that it started are gone."""

    def __init__(self, host: Host | None = None) -> None:
        self.host = host or Host()
        self._folder = tempfile.TemporaryDirectory(
            prefix="workbook-", dir=self.host.folder or None, ignore_cleanup_errors=True
        )
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
        manager.kernel_spec_manager.forge = self.host.forge
        manager.client_factory = Client
        manager.connection_file = str(self.path / "kernel.json")
        if os.name == "posix" and len(str(self.path)) < _SOCKET_PATH_LIMIT:
            manager.transport = "ipc"
            manager.ip = str(self.path / "socket")
        with (self.path / "stderr").open("wb") as stderr:
            await launch(**{**options, "env": self._environment(), "stdout": stderr, "stderr": stderr})
        self._bound()
        await self._listening(manager)
        if self.stopped:
            self.kill()
            raise RuntimeError("stopped before the kernel was ready")

    def _bound(self) -> None:
        """Limit the kernel's memory, where the system knows how."""
        process = self._process()
        if process is not None and self.host.memory and sys.platform == "linux":
            import resource

            with contextlib.suppress(OSError, ValueError):
                resource.prlimit(process.pid, resource.RLIMIT_DATA, (self.host.memory, self.host.memory))

    async def _listening(self, manager: Any) -> None:
        # Who connects before a Unix socket is there tries again only after a tenth of a second.
        path = Path(f"{manager.ip}-{manager.iopub_port}")
        while manager.transport == "ipc" and not path.exists() and await manager.is_alive():
            await asyncio.sleep(0.004)

    def memory(self) -> int:
        """The most memory in bytes that the kernel has held so far; 0 if that is not known."""
        process = self._process()
        with contextlib.suppress(OSError, ValueError, IndexError, AttributeError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            return int(status.partition("VmHWM:")[2].split()[0]) * 1024
        return 0

    def _environment(self) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONSTARTUP", "IPYTHONDIR")}
        return (
            environment
            | dict(self.host.environment)
            | {
                "IPYTHONDIR": str(self.path / "ipython"),
                "PYTHONHASHSEED": "0",  # so that a set shown in an output has one order
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else a warning that depends on how Python was built
            }
        )

    def stop(self) -> None:
        """Kill the kernel now, and keep it from starting if it has not yet; safe within a signal handler."""
        self.stopped = True
        self.kill()

    def kill(self) -> None:
        """Kill the kernel's process group, if there is one."""
        process = self._process()
        if process is None:
            return
        if isinstance(process, Copy):
            process.kill()  # its forge ends the whole group, in this case and when the kernel ends by itself
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
