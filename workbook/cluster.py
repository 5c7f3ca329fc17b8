"""Runs on other machines, through a Dask scheduler that is already there (``workbook[dask]``).

A worker needs ``workbook`` installed in the same version, and nothing else: the notebook and the dataset are sent
to it, the executed notebook and its page come back, all as bytes, so that no disk has to be shared. A worker that
dies costs the runs it was busy with another try elsewhere. The project that a worker unpacks is its own, and goes
when the worker goes.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from workbook.errors import WorkbookError
from workbook.fingerprints import digest
from workbook.kernels import Host
from workbook.package import DESCRIPTOR, read_package
from workbook.pool import Event
from workbook.stamps import code_fingerprint
from workbook.sweepfiles import Sweep
from workbook.tasks import Result, Task, perform

AHEAD = 4
"""Runs on their way for each thread of the cluster: enough that none waits for the next."""

CONNECT_SECONDS = 20

Bundle = dict[str, bytes]
"""A small project, by path: what a run reads."""


class Cluster:
    """A connection to a scheduler, as a context.

    Raises
    ------
    WorkbookError
        On entering, if Dask is not installed or the scheduler does not answer.
    """

    def __init__(
        self, address: str, plan: Sweep, memory: int | None = None, *, say: Callable[[str], None] = lambda line: None
    ) -> None:
        self._address = address
        self._bundle = bundle(plan)
        self._memory = memory or 0
        self._say = say
        self._client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client
        except ImportError:
            raise WorkbookError("--dask needs Dask: pip install 'workbook[dask]'") from None
        try:
            self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise WorkbookError(f"--dask {self._address}: no scheduler answers: {error}") from None
        self._say(f"{len(self._threads())} workers of {self._address}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()  # what is still on its way is dropped by the scheduler

    def _threads(self) -> dict[str, int]:
        return dict(self._client.nthreads())

    def perform(self, tasks: Iterable[Task]) -> Iterator[Event]:
        """Perform tasks on the cluster, as ``Pool.perform`` does on this machine; yields ends as they come."""
        from distributed import as_completed

        waiting = iter(tasks)
        sent: dict[str, Task] = {}
        # Sent once to every worker; hash=False: its content need not be hashed again.
        (project,) = self._client.scatter([self._bundle], broadcast=bool(self._threads()), hash=False)
        done = as_completed(loop=self._client.loop)  # type: ignore[no-untyped-call]
        most = AHEAD * max(sum(self._threads().values()), 1)
        self._send(waiting, most, project, sent, done)
        for future in done:
            task = sent.pop(future.key)
            self._send(waiting, most - len(sent), project, sent, done)
            yield Event(task, result=_result(future, task))
            future.release()

    def _send(self, waiting: Iterator[Task], room: int, project: Any, sent: dict[str, Task], done: Any) -> None:
        for task in [task for _, task in zip(range(room), waiting, strict=False)]:
            future = self._client.submit(
                perform_away, replace(task, path=f"notebooks/{Path(task.path).name}"), project, self._memory,
                code_fingerprint(), pure=False, retries=0,
            )  # fmt: skip
            sent[future.key] = task
            done.add(future)


def _result(future: Any, task: Task) -> Result:
    try:
        return future.result()
    except Exception as error:  # whatever a cluster can come up with must not stop the other runs
        killed = type(error).__name__ in ("KilledWorker", "CancelledError", "FutureCancelledError")
        reason = "the workers it was given to died" if killed else f"{type(error).__name__}: {error}"
        return Result("", "", " ".join(reason.split())[:300])


def bundle(plan: Sweep) -> Bundle:
    """What the runs of a sweep read: the notebook, and the dataset with its text."""
    files = {f"notebooks/{plan.notebook.name}": plan.notebook.read_bytes()}
    for path in [plan.data / DESCRIPTOR, *sorted(plan.data.glob("*.csv"))]:
        files[f"data/{plan.data.name}/{path.name}"] = path.read_bytes()
    package, _ = read_package(plan.data, plan.data.name)
    text = (plan.data / package.source.text).resolve()
    files[Path(os.path.relpath(text, plan.data.resolve().parent.parent)).as_posix()] = text.read_bytes()
    return files


_unpacked: dict[str, tempfile.TemporaryDirectory[str]] = {}
_unpacking = threading.Lock()


def _project(files: Bundle) -> Path:
    """The project of a bundle on this machine, unpacked once for each worker."""
    key = digest(repr(sorted((name, digest(content)) for name, content in files.items())).encode())
    with _unpacking:
        if key not in _unpacked:
            folder = tempfile.TemporaryDirectory(prefix="workbook-", ignore_cleanup_errors=True)
            for name, content in files.items():
                path = (Path(folder.name) / name).resolve()
                if not path.is_relative_to(Path(folder.name).resolve()):
                    raise WorkbookError(f"{name}: lies outside of the project")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _unpacked[key] = folder
        return Path(_unpacked[key].name)


_forges: list[Any] = []


def _host(memory: int) -> Host:
    """A forge for this worker, started with its first run; it goes when the worker goes."""
    from workbook.warm.forges import NoForge, OwnForge

    with _unpacking:
        if not _forges:
            forge = OwnForge()
            try:
                _forges.append(forge.__enter__())
            except NoForge:
                _forges.append(None)
    forge_or_none = _forges[0]
    if forge_or_none is None:
        return Host(memory=memory)
    return Host(str(forge_or_none.path), str(forge_or_none.folder), memory)


def perform_away(task: Task, files: Bundle, memory: int, code: str) -> Result:
    """On a worker: perform a task in the project that was sent along."""
    if code != code_fingerprint():
        return Result("", "", "this worker has another version of workbook")
    project = _project(files)
    host = replace(_host(memory), environment=(("WORKBOOK_HOME", str(project)),))
    return perform(replace(task, path=str(project / task.path)), host)
