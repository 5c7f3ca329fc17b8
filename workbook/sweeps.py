"""A sweep: one notebook run with many sets of parameters, the runs gathered in a table and on two pages.

Whatever stops it, it goes on where it stopped: a run that is done, of the same fingerprint and with its files as
they were written, is not run again. A run that fails is recorded, and the others go on; one whose kernel died is
tried once more.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from workbook.cards import card
from workbook.errors import WorkbookError
from workbook.files import write_whole
from workbook.fingerprints import digest, run_fingerprint
from workbook.gathering import Gathered, gather
from workbook.html import site_of
from workbook.locks import alone_in
from workbook.manifests import Entry, Manifest
from workbook.pool import Event, Pool
from workbook.progress import Count
from workbook.records import recorded
from workbook.site import PageLink, Site
from workbook.sweepfiles import Sweep, SweptRun
from workbook.tasks import Result, Task

TRIES = 2
"""How often a run is begun whose kernel dies."""

Perform = Callable[[Iterator[Task]], Iterator[Event]]


@dataclass(frozen=True)
class SweepOutcome:
    """What became of a sweep: the files to open, how many runs were already there, and a line for each failure."""

    written: tuple[Path, ...]
    kept: int
    failures: tuple[str, ...]


@dataclass(frozen=True)
class Means:
    """With what a sweep is performed: as for a report (``workbook.reports.Manner``), or a Dask scheduler's address."""

    timeout: float = 600
    jobs: int | None = None
    memory: int | None = None
    force: bool = False
    dask: str = ""


def sweep(plan: Sweep, out: Path, means: Means | None = None, *, progress_to: TextIO) -> SweepOutcome:
    """Perform a sweep.

    Parameters
    ----------
    out
        The folder that everything goes to.
    progress_to
        Where progress is shown.

    Raises
    ------
    WorkbookError
        If the folder cannot be written to, a full disk included; what is done by then stays, and counts.
    KeyboardInterrupt
        If the user interrupts.
    """
    means = means or Means()
    count = Count(progress_to, len(plan.runs))
    try:
        with alone_in(out, count.say):
            return _sweep(plan, out, means, count)
    except OSError as error:
        raise WorkbookError(f"{out}: cannot be written to: {error.strerror}; run the sweep again to go on") from None


def _sweep(plan: Sweep, out: Path, means: Means, count: Count) -> SweepOutcome:
    folder = _Folder(plan, out)
    due = [run for run in plan.runs if means.force or not folder.holds(run)]
    kept = len(plan.runs) - len(due)
    count.kept(kept)
    if due:
        with _performer(plan, means, count) as perform:
            for event in perform(folder.task(run, means.timeout) for run in due):
                if event.result is None:
                    continue
                entry = folder.take(event.task.name, event.result)
                count.done(entry.run, entry.failure)
        count.end()
    entries = [folder.entry(run) for run in plan.runs]
    written = gather(Gathered(plan, entries), out)
    failures = [f"{entry.run} failed: {entry.failure}" for entry in entries if entry.failure]
    return SweepOutcome(tuple(written), kept, tuple(failures))


@contextmanager
def _performer(plan: Sweep, means: Means, count: Count) -> Iterator[Perform]:
    if means.dask:
        from workbook.cluster import Cluster

        with Cluster(means.dask, plan, means.memory, say=count.say) as cluster:
            yield cluster.perform
    else:
        with Pool(means.jobs, memory=means.memory, say=count.say) as pool:
            yield pool.perform


class _Folder:
    """The folder of a sweep: what is there, and where what comes goes."""

    def __init__(self, plan: Sweep, out: Path) -> None:
        self._plan = plan
        self._out = out
        self._manifest = Manifest(out)
        known: dict[Path, str] = {}
        self._wanted = {run.name: run_fingerprint(plan.notebook, run.values, plan.data, known) for run in plan.runs}

    def holds(self, run: SweptRun) -> bool:
        """Whether a run is done: well or with a failure of its own making, and its files are as they were."""
        entry = self._manifest.entries.get(run.name)
        if entry is None or entry.fingerprint != self._wanted[run.name] or entry.failure:
            return False
        try:
            return all(digest((self._out / name).read_bytes()) == known for name, known in entry.files.items())
        except OSError:
            return False

    def entry(self, run: SweptRun) -> Entry:
        """What became of a run."""
        return self._manifest.entries[run.name]

    def task(self, run: SweptRun, timeout: float) -> Task:
        """What is to be done for a run."""
        site = site_of(self._plan.dataset, {})
        pages = (PageLink("index", "All runs", "index.html"), PageLink(run.name, run.name, f"{run.name}.html"))
        site = Site(site.dataset, site.title, site.source, pages)
        return Task(run.name, str(self._plan.notebook), run.values, self._plan.dataset.name, site, timeout, TRIES)

    def take(self, name: str, result: Result) -> Entry:
        """Put a result in place and note it; raises OSError."""
        files: dict[str, str] = {}
        failed = f"{name}.failed.ipynb"
        wanted = {f"{name}.ipynb": result.notebook, f"{name}.html": result.page}
        for file, content in ({failed: result.notebook} if result.failure else wanted).items():
            if content:
                write_whole(self._out / file, content)
                files[file] = digest(content.encode())
        if not result.failure:
            (self._out / failed).unlink(missing_ok=True)
        values, sentence = {}, ""
        with contextlib.suppress(ValueError):
            notebook = json.loads(result.notebook)
            values, sentence = recorded(notebook), card(PageLink(name, name, ""), notebook).sentence
        entry = Entry(
            name, self._wanted[name], result.failure, round(result.seconds, 3), result.memory, result.tries, values,
            sentence, files,
        )  # fmt: skip
        self._manifest.add(entry)
        return entry
