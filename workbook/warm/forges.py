"""Starting forges and asking them: the side of those who want a process.

A forge is as good as what it imported. ``stamp`` says what that was: the interpreter, the installed packages,
the files of ``workbook`` itself and the settings that libraries read while they load. A forge is only asked by
who has the same stamp, so that an edit or an upgrade never meets an old one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from workbook.errors import WorkbookError
from workbook.warm import wire
from workbook.warm.forge import SETTINGS

START_SECONDS = 60
"""How long a forge may take to import everything."""

IDLE_SECONDS = 120.0
"""How long a shared forge stays without work."""

_SOCKET_PATH_LIMIT = 107
"""A Unix socket's path has at most so many bytes on Linux."""

_READ_WHILE_LOADING = ("PYTHON", "MPL", "OMP_", "OPENBLAS", "MKL", "NUMPY", "PANDAS", "JUPYTER_", "LD_", "LANG", "LC_")


class NoForge(WorkbookError):
    """Why there is no forge here, in a line."""


class Copy:
    """A process that a forge made, in the manner of ``subprocess.Popen``.

    It lives no longer than this object's connection: closing it, or the end of the process that holds it, ends
    the copy and all that it started.
    """

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        self._pidfd = pidfd

    def poll(self) -> int | None:
        """How it ended: an exit status, or a signal's number below 0; None while it runs."""
        while self.returncode is None:
            try:
                message, files = wire.receive(self._connection, wait=False)
            except BlockingIOError:
                return None
            wire.close(files)
            self._note(message)
        return self.returncode

    def _note(self, message: dict[str, Any] | None) -> None:
        if message is None:
            # The forge has died, and the system kills its copies; the pidfd cannot mean another process.
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            self.returncode = -signal.SIGKILL
        elif "exit" in message:
            self.returncode = message["exit"]
        if self.returncode is not None:
            self.close()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; raises ``subprocess.TimeoutExpired``."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise subprocess.TimeoutExpired("copy", timeout or 0)
            select.select([self._connection], [], [], left)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to its process group."""
        if self.returncode is None:
            with contextlib.suppress(OSError):
                wire.send(self._connection, {"signal": int(number)})

    def kill(self) -> None:
        """Kill it and all that it started."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it and all that it started to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let go of it, which ends it."""
        self._connection.close()
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()


def ask(
    path: Path, entry: str, argv: Sequence[str], *, env: Mapping[str, str], cwd: str | None = None,
    files: Sequence[int] = (),
) -> Copy:  # fmt: skip
    """Have the forge at a socket make a copy.

    Parameters
    ----------
    entry
        The function it is to run, as ``module:name``.
    files
        Standard input, output and errors, then what the function is given.

    Raises
    ------
    NoForge
        If it does not answer or refuses.
    """
    connection = wire.new_socket()
    try:
        connection.settimeout(START_SECONDS)
        connection.connect(str(path))
        peer = _peer(connection)
        order = {
            "entry": entry, "argv": list(argv), "env": dict(env), "cwd": str(cwd or os.getcwd()),
            "umask": _umask(), "forge": peer,
        }  # fmt: skip
        wire.send(connection, order, files)
        answer, received = wire.receive(connection)
    except OSError as error:
        connection.close()
        raise NoForge(f"the forge does not answer: {error.strerror or error}") from None
    if answer is None or "pid" not in answer:
        connection.close()
        raise NoForge((answer or {}).get("refused", "the forge has gone"))
    connection.settimeout(None)
    return Copy(connection, answer["pid"], received[0])


def _peer(connection: socket.socket) -> int:
    """The process id of a connection's other side."""
    return int.from_bytes(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], sys.byteorder)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


class OwnForge:
    """A forge of one's own, as a context: it, its copies and its folder go when the context or its process ends.

    Raises
    ------
    NoForge
        On entering, where there can be none; says why.
    """

    def __init__(self) -> None:
        self.folder = Path()
        self._is_ready = False

    @property
    def path(self) -> Path:
        """Its socket."""
        return self.folder / "forge"

    def __enter__(self) -> OwnForge:
        self.begin()
        self.ready()
        return self

    def begin(self) -> None:
        """Start it, without waiting until it is ready."""
        _check_system()
        self.folder = Path(tempfile.mkdtemp(prefix="workbook-"))
        try:
            self._process = _start(self.path, 0)
        except BaseException:
            self.folder.rmdir()
            raise

    def ready(self) -> None:
        """Wait until it can be asked."""
        if self._is_ready:
            return
        try:
            _await(self._process)
            self._is_ready = True
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *error: object) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def shared() -> Path:
    """The socket of a forge that serves every process of this user with the same stamp; started if need be.

    It ends by itself after a while without work, or once its socket is removed.

    Raises
    ------
    NoForge
        Where there can be none; says why.
    """
    import fcntl

    _check_system()
    folder = runtime_folder()
    path = folder / f"forge-{stamp()}"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _answers(path):
            path.unlink(missing_ok=True)
            process = _start(path, IDLE_SECONDS)
            try:
                _await(process)
            finally:
                for stream in (process.stdin, process.stdout):
                    if stream:
                        stream.close()
            _retained.append(process)
    return path


_retained: list[subprocess.Popen[bytes]] = []
"""Shared forges that this process happened to start; they outlive it."""


def _answers(path: Path) -> bool:
    with wire.new_socket() as connection:
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


def runtime_folder() -> Path:
    """The folder of this user's shared forge and its kernels' sockets, which nobody else can enter; raises NoForge."""
    if sys.platform != "linux":
        raise NoForge("it needs Linux")
    base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    folder = Path(base) / f"workbook-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or folder.is_symlink():
        raise NoForge(f"{folder} is open to others")
    return folder


def _check_system() -> None:
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        raise NoForge("it needs Linux")
    if os.environ.get("WORKBOOK_WARM", "1").lower() in ("0", "no", "off", "false"):
        raise NoForge("WORKBOOK_WARM switches it off")


def _start(path: Path, idle: float) -> subprocess.Popen[bytes]:
    if len(os.fsencode(path)) > _SOCKET_PATH_LIMIT:
        raise NoForge(f"the path of its socket would be too long: {path}")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONSTARTUP", "IPYTHONDIR")}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "workbook.warm.forge", str(path), str(idle)],
        env={**environment, **SETTINGS},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )


def _await(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    readable, _, _ = select.select([process.stdout], [], [], START_SECONDS)
    said = process.stdout.readline().decode().strip() if readable else ""
    if said != "ready":
        process.kill()
        process.wait()
        raise NoForge(said or "it did not start")


def stamp() -> str:
    """A name for all that a forge started now would have loaded, as 16 hexadecimal digits."""
    from workbook.stamps import code_state

    read = sorted((name, value) for name, value in os.environ.items() if name.startswith(_READ_WHILE_LOADING))
    return hashlib.sha256(repr((_interpreter(), read, code_state())).encode()).hexdigest()[:16]


@cache
def _interpreter() -> tuple[str, str, str]:
    return sys.executable, sys.version, sys.prefix
