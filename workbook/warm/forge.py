"""The forge: a process that has imported everything once, and forks itself for whoever asks.

**Nothing here may start a thread, an event loop or a ZMQ context before the fork**: a copy has only the thread
that forked it, so locks that another thread held would stay held for ever. BLAS is therefore told to use one
thread before it loads, and the forge counts its threads before it offers its services.

Whoever asks keeps the connection open for as long as it wants the copy to live. The forge tells it the process
id and hands it a pidfd, later how the copy ended; it passes on signals, and kills the copy's whole process
group when the connection closes or when the copy itself has ended, so that no child of a cell stays behind.
Should the forge die, the system kills its copies (``PR_SET_PDEATHSIG``).
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbook.warm import wire

# Set before anything that reads them is loaded.
SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""The environment a forge is started with: one thread, the backend that a kernel would choose, one order of sets."""


@dataclass
class _Copy:
    """A process that was forked: who asked for it, and how to know of its end."""

    pid: int
    pidfd: int
    connection: socket.socket
    wanted: bool = True


@dataclass(frozen=True)
class Order:
    """What a copy is asked to become, and the files that came with it: standard input, output, errors, others."""

    message: dict[str, Any]
    files: list[int]


@dataclass
class Forge:
    """The loop of a forge.

    Parameters
    ----------
    path
        Where its socket is.
    lifeline
        A file whose end means that the forge's owner has gone; None if it belongs to nobody.
    idle
        Seconds without a copy after which a forge that belongs to nobody ends.
    """

    path: Path
    lifeline: int | None
    idle: float
    _copies: dict[int, _Copy] = field(default_factory=dict)
    _connections: dict[int, socket.socket] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._listener = wire.new_socket()
        self._listener.bind(str(self.path))
        self._listener.listen(128)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        if self.lifeline is not None:
            self._selector.register(self.lifeline, selectors.EVENT_READ, None)

    def serve(self) -> Order | None:
        """Wait and fork. Comes back in a copy, with its order; and in the forge itself at the end, with None."""
        last = time.monotonic()
        while True:
            ready = self._selector.select(None if self.lifeline is not None else min(self.idle / 4, 2.0))
            for key, _ in ready:
                if key.data is None:
                    self._end()
                    return None
                if order := key.data(key.fileobj):
                    return order
            if self._copies or self._connections:
                last = time.monotonic()
            elif self.lifeline is None and (time.monotonic() - last > self.idle or not self.path.exists()):
                self._end()
                return None

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        self._connections[connection.fileno()] = connection
        self._selector.register(connection, selectors.EVENT_READ, self._hear)

    def _hear(self, connection: socket.socket) -> Order | None:
        """A message: the order that opens a connection, or a signal to pass on. None: the other side has gone."""
        try:
            message, files = wire.receive(connection, wait=False)
        except OSError:
            message, files = None, []
        copy = next((copy for copy in self._copies.values() if copy.connection is connection), None)
        if message is None:
            self._hang_up(connection, copy)
        elif "signal" in message:
            if copy:
                self._signal(copy, message["signal"])
        elif copy is None:
            return self._fork(connection, Order(message, files))
        wire.close(files)
        return None

    def _fork(self, connection: socket.socket, order: Order) -> Order | None:
        try:
            pid = os.fork()
        except OSError as error:
            self._tell(connection, {"refused": f"cannot fork: {error.strerror}"})
            wire.close(order.files)
            return None
        if pid == 0:
            self._leave()
            return order
        # Both sides do this: whoever comes first, nobody can signal the copy before it leads a group of its own.
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        pidfd = os.pidfd_open(pid)
        copy = self._copies[pid] = _Copy(pid, pidfd, connection)
        self._selector.register(pidfd, selectors.EVENT_READ, lambda _: self._collect(copy))
        self._tell(connection, {"pid": pid}, [pidfd])
        wire.close(order.files)
        return None

    def _leave(self) -> None:
        """In a copy: let go of all that is the forge's."""
        os.setpgid(0, 0)
        self._selector.close()
        self._listener.close()
        for connection in self._connections.values():
            connection.close()
        for copy in self._copies.values():
            os.close(copy.pidfd)
        if self.lifeline is not None:
            os.close(self.lifeline)

    def _tell(self, connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()) -> None:
        with contextlib.suppress(OSError):
            wire.send(connection, message, files)

    def _signal(self, copy: _Copy, number: int) -> None:
        # Until it is collected below, its process id and its group cannot belong to anybody else.
        with contextlib.suppress(OSError):
            os.killpg(copy.pid, number)

    def _hang_up(self, connection: socket.socket, copy: _Copy | None) -> None:
        self._selector.unregister(connection)
        self._connections.pop(connection.fileno(), None)
        connection.close()
        if copy:
            copy.wanted = False
            self._signal(copy, signal.SIGKILL)

    def _collect(self, copy: _Copy) -> None:
        """A copy has ended: so must whatever it started; then say how it ended."""
        self._signal(copy, signal.SIGKILL)
        _, status, _ = os.wait4(copy.pid, 0)
        self._selector.unregister(copy.pidfd)
        os.close(copy.pidfd)
        del self._copies[copy.pid]
        if copy.wanted:
            self._tell(copy.connection, {"exit": os.waitstatus_to_exitcode(status)})

    def _end(self) -> None:
        """Nobody wants the forge any more: end the copies, and leave nothing behind."""
        for copy in self._copies.values():
            self._signal(copy, signal.SIGKILL)
        for copy in self._copies.values():
            os.waitpid(copy.pid, 0)
        if self.lifeline is not None:  # the folder was made for this forge alone
            shutil.rmtree(self.path.parent, ignore_errors=True)
        else:
            self.path.unlink(missing_ok=True)


def heat() -> None:
    """Import what runs need, draw and write one figure that nobody sees, and settle the memory for sharing."""
    import ctypes  # noqa: F401 the copies need it at once
    import importlib

    for name in (
        "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.oinspect",
        "IPython.extensions.storemagic", "faulthandler",
        "ipykernel.debugger", "ipykernel.ipkernel", "ipykernel.kernelapp", "matplotlib.pyplot",
        "papermill.execute", "psutil", "tornado.platform.asyncio",
        "tornado.queues", "workbook.accepted", "workbook.annotate", "workbook.cards", "workbook.html",
        "workbook.pages", "workbook.parameters", "workbook.select", "workbook.single", "workbook.tables",
    ):  # fmt: skip
        importlib.import_module(name)
    for package in ("workbook.charts", "workbook.findings", "workbook.analysis"):
        folder = Path(str(importlib.import_module(package).__file__)).parent
        for path in sorted(folder.glob("[a-z]*.py")):
            importlib.import_module(f"{package}.{path.stem}")
    _draw()
    gc.collect()
    gc.freeze()  # else every collection in a copy would touch, and so copy, all of the shared memory


def _draw() -> None:
    # Finding the fonts and the first layout of a text take most of the time of a first figure.
    import pandas

    from workbook.charts.frame import describe, mark, new_axes
    from workbook.svg import inline_svg

    axes = new_axes(None)
    (line,) = axes.plot([0, 1], [0, 1], "o", label="one")
    mark(line, href="#s1", label="one")
    axes.set_title("one", weight="bold")
    axes.legend()
    inline_svg(describe(axes, title="one", alt="one", caption="one", data=pandas.DataFrame({"one": [1]})))


def threads() -> int:
    """How many threads the process has, those of libraries included."""
    return len(os.listdir("/proc/self/task"))


def main(arguments: list[str]) -> None:
    """Run a forge: ``SOCKET IDLE``; with an IDLE of 0 the end of standard input ends it."""
    path, idle = Path(arguments[0]), float(arguments[1])
    try:
        heat()
    except Exception as error:  # say why, whatever it is: who waits then starts an ordinary kernel
        print(f"it could not warm up: {type(error).__name__}: {error}".splitlines()[0], flush=True)
        return
    if threads() > 1:
        print(f"{threads()} threads are running, and a fork would lose all but one", flush=True)
        return
    forge = Forge(path, None if idle else os.dup(0), idle)
    print("ready", flush=True)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    if order := forge.serve():
        from workbook.warm.copies import become

        become(order.message, order.files)


if __name__ == "__main__":
    main(sys.argv[1:])
