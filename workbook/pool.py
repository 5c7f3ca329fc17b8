"""Several tasks at a time on this machine: as many workers as there are cores, all from one forge.

The forge imports everything once; the workers and their kernels are copies of it. When the program that holds
the pool ends, in whatever way, the forge ends too, and with it the workers, their kernels, what these started,
and the folder in which they all kept their sockets. Without a forge the workers are ordinary processes.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from workbook.kernels import Host
from workbook.tasks import Result, Task, perform
from workbook.warm.forge import SETTINGS
from workbook.warm.forges import Copy, NoForge, OwnForge, ask

Say = Callable[[str], None]
_SPARE = 0.8
"""The part of the free memory that all runs may fill together."""


@dataclass(frozen=True)
class Event:
    """Something a task has come to: its start (cell 0), a cell, or its end with a result."""

    task: Task
    cell: int = 0
    cells: int = 0
    result: Result | None = None


@dataclass
class _Worker:
    process: Copy | subprocess.Popen[bytes]
    connection: Connection
    task: Task | None = None
    tries: int = field(default=0)
    began: float = 0.0


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fair_memory(jobs: int) -> int:
    """The bytes that each of some runs at a time may take so that none starves the others; 0 if not known."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/meminfo", encoding="ascii") as file:
        return int(int(file.read().partition("MemAvailable:")[2].split()[0]) * 1024 * _SPARE / jobs)
    return 0


class Pool:
    """Workers, as a context.

    Parameters
    ----------
    jobs
        How many runs at a time; by default one a core.
    memory
        Bytes that each kernel may hold; by default a fair share of what is free.
    say
        Told, once, why there is no forge, if there is none.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, SIGTERM or SIGHUP; all workers and kernels are gone once the context is left.
    """

    def __init__(self, jobs: int | None = None, *, memory: int | None = None, say: Say = lambda line: None) -> None:
        self.jobs = jobs or cores()
        self.memory = fair_memory(self.jobs) if memory is None else memory
        self._say = say
        self._forge: OwnForge | None = None
        self._workers: list[_Worker] = []
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Pool:
        """Start the forge; it warms up while the caller goes on."""
        try:
            forge = OwnForge()
            forge.begin()
            self._forge = forge
        except NoForge as reason:
            self._do_without(reason)
        with contextlib.suppress(ValueError):  # not in the main thread: signals do not reach us
            for name in ("SIGTERM", "SIGHUP"):
                if number := getattr(signal, name, None):
                    self._before[number] = signal.signal(number, _interrupt)
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            self._dismiss(worker)
        if self._forge:
            self._forge.__exit__(*error)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _do_without(self, reason: NoForge) -> None:
        self._say(f"no warm kernels ({reason}); ordinary ones serve")
        self._forge = None

    def perform(self, tasks: Iterable[Task]) -> Iterator[Event]:
        """Perform tasks in order, as many at a time as there are jobs; yields what they come to as it happens.

        A worker that dies is replaced, and its task begun again if it has tries left.
        """
        if self._forge:
            try:
                self._forge.ready()
            except NoForge as reason:
                self._do_without(reason)
        if os.name != "posix":  # workers need sockets that can be handed on
            for task in tasks:
                yield Event(task)
                yield Event(task, result=perform(task, self._host()))
            return
        waiting = deque((task, 0) for task in tasks)
        busy: list[_Worker] = []
        while waiting or busy:
            while waiting and len(busy) < self.jobs:
                worker = self._free()
                worker.task, worker.tries = waiting.popleft()
                worker.tries += 1
                worker.began = time.monotonic()
                busy.append(worker)
                yield Event(worker.task)
                with contextlib.suppress(OSError):  # it has died: found out below
                    worker.connection.send((worker.task, self._host()))
            for connection in wait([worker.connection for worker in busy]):
                worker = next(worker for worker in busy if worker.connection is connection)
                event = self._hear(worker)
                if event is None or event.result:
                    busy.remove(worker)
                if event:
                    yield event
                elif worker.task and worker.tries < worker.task.tries:
                    waiting.appendleft((worker.task, worker.tries))
                elif worker.task:
                    seconds = time.monotonic() - worker.began
                    yield Event(worker.task, result=Result("", "", "its worker died", seconds, 0, worker.tries))

    def _hear(self, worker: _Worker) -> Event | None:
        """What a worker says; None if it has died, in which case it is dismissed."""
        assert worker.task is not None
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            self._dismiss(worker)
            return None
        if said[0] == "cell":
            return Event(worker.task, said[1], said[2])
        task, worker.task = worker.task, None
        return Event(task, result=said[1])

    def _host(self) -> Host:
        if self._forge:
            return Host(str(self._forge.path), str(self._forge.folder), self.memory)
        return Host(memory=self.memory)

    def _free(self) -> _Worker:
        for worker in self._workers:
            if worker.task is None:
                return worker
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._worker_process(theirs.fileno())
        worker = _Worker(process, Connection(ours.detach()))
        self._workers.append(worker)
        return worker

    def _worker_process(self, number: int) -> Copy | subprocess.Popen[bytes]:
        if self._forge:
            try:
                return self._forked(self._forge, number)
            except NoForge as reason:
                self._do_without(reason)
        command = [sys.executable, "-m", "workbook.workers", str(number)]
        environment = {**os.environ, **SETTINGS}
        del environment["MPLBACKEND"]
        return subprocess.Popen(
            command, env=environment, pass_fds=[number], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def _forked(self, forge: OwnForge, number: int) -> Copy:
        null = os.open(os.devnull, os.O_RDWR)
        try:
            # What a library may print belongs into no report; a failure comes back as a result.
            files = [null, null, 2, number]
            return ask(forge.path, "workbook.workers:serve", ["workbook"], env=os.environ, files=files)
        finally:
            os.close(null)

    def _dismiss(self, worker: _Worker) -> None:
        worker.connection.close()
        if isinstance(worker.process, Copy):
            worker.process.close()
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            if worker.task is None:
                worker.process.wait(5)
                return
        worker.process.terminate()  # which it passes on to its kernel
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.process.wait(10)
            return
        worker.process.kill()
        worker.process.wait()


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
