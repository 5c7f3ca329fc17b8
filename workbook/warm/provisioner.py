"""The official way in: a kernel provisioner, named in a kernel specification, for every client of jupyter_client.

A specification whose ``metadata`` says ``{"kernel_provisioner": {"provisioner_name": "workbook-warm"}}`` is
served by a forge; with ``"config": {"forge": PATH}`` by that one, else by the one that all of the user's
programs share. Whatever keeps a forge from serving, the kernel is started in the ordinary way, and the reason
is said once.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import warnings
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode

from workbook.warm.forges import Copy, NoForge, ask, runtime_folder, shared

ENTRY = "workbook.warm.copies:kernel"
_SOCKET_PATH_LIMIT = 90
_told: set[str] = set()


class WarmProvisioner(LocalProvisioner):
    """Gets its kernel from a forge."""

    forge = Unicode("", help="Socket of the forge to ask; empty for the one that programs share.").tag(config=True)

    async def pre_launch(self, **options: Any) -> dict[str, Any]:
        """Have client and kernel talk through sockets that only the user can reach, in place of open TCP ports."""
        manager = self.parent
        with contextlib.suppress(NoForge, OSError):
            if manager is not None and manager.transport == "tcp":
                address = str(runtime_folder() / f"kernel-{self.kernel_id[:8]}")
                if len(address) < _SOCKET_PATH_LIMIT:
                    manager.cache_ports = False
                    manager.transport, manager.ip = "ipc", address
        return await super().pre_launch(**options)

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Have a kernel forked, or start it in the ordinary way."""
        try:
            copy = self._forked(cmd, options)
        except NoForge as reason:
            self._tell_once(str(reason))
            return await super().launch_kernel(cmd, **options)
        self.process = copy  # type: ignore[assignment] # it has what is used of a Popen
        self.pid = copy.pid
        self.pgid = None  # so that signals go through the forge, which knows whether the group is still the kernel's
        self.cwd = options.get("cwd") or Path.cwd()
        return self.connection_info

    def _forked(self, command: list[str], options: dict[str, Any]) -> Copy:
        if len(command) < 3 or command[1:3] != ["-m", "ipykernel_launcher"]:
            raise NoForge("its specification starts something other than ipykernel")
        path = Path(self.forge) if self.forge else shared()
        null = os.open(os.devnull, os.O_RDONLY)
        try:
            files = [null, _number(options.get("stdout"), 1), _number(options.get("stderr"), 2)]
            argv, environment = ["ipykernel_launcher", *command[3:]], options.get("env") or os.environ
            return ask(path, ENTRY, argv, env=environment, cwd=options.get("cwd"), files=files)
        finally:
            os.close(null)

    def _tell_once(self, reason: str) -> None:
        if reason not in _told:
            _told.add(reason)
            warnings.warn(f"No warm kernel ({reason}); the ordinary one serves.", RuntimeWarning, stacklevel=2)

    async def wait(self) -> int | None:
        """Wait for the kernel's end; a fork ends in thousandths of a second, so it is asked often."""
        if not isinstance(self.process, Copy):
            return await super().wait()
        while (status := self.process.poll()) is None:
            await asyncio.sleep(0.002)
        self.process = None
        return status


def _number(stream: Any, otherwise: int) -> int:
    if stream is None:
        return otherwise
    return int(stream if isinstance(stream, int) else stream.fileno())
