"""A report: notebooks run, as many at a time as there are cores, each made a page, and an index over all pages.

Every file appears whole or not at all. A notebook that fails leaves its last good page where it is and is
itself kept beside it as ``NAME.failed.ipynb``. The pages of a folder are a function of the executed notebooks
in it: whatever subset is run again, all pages lead to each other and the index shows them all. A run that would
give what is already there is not run again. Times go to ``report.log`` and nowhere else, so that the same
inputs give the same bytes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import nbformat
from nbformat import NotebookNode

from workbook.errors import ParameterError, WorkbookError
from workbook.files import write_whole
from workbook.fingerprints import digest
from workbook.html import card, render_index, render_page, site_of
from workbook.ledgers import Ledger, wanted
from workbook.locks import alone_in
from workbook.notebooks import read
from workbook.paths import shown
from workbook.plans import Job, Plan
from workbook.pool import Pool
from workbook.progress import Progress
from workbook.site import Site
from workbook.tasks import Result, Task, page_trouble

LOG = "report.log"
INDEX = "index.html"
JOINED = "report.html"
PRINTED = "report.pdf"


@dataclass(frozen=True)
class Outcome:
    """What became of a report: the files a reader opens, the index last, and a line for each notebook that
    failed.
    """

    written: tuple[Path, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True)
class Manner:
    """How a report is made.

    Attributes
    ----------
    timeout
        Seconds that each notebook may take.
    jobs
        How many notebooks run at a time; None for one a core.
    memory
        Bytes that each notebook's kernel may hold; None for a fair share of what is free.
    force
        Whether notebooks run although nothing has changed.
    single, pdf
        Whether to join all pages in one file as well, and to print that file.
    """

    timeout: float = 600
    jobs: int | None = None
    memory: int | None = None
    force: bool = False
    single: bool = False
    pdf: bool = False


def report(plan: Plan, manner: Manner | None = None, *, progress_to: TextIO) -> Outcome:
    """Run a plan's notebooks and bring the pages of its folder up to date.

    Parameters
    ----------
    progress_to
        Where progress is shown.

    Raises
    ------
    WorkbookError
        If nothing can be written to the folder, or printing is asked for and impossible.
    KeyboardInterrupt
        If the user interrupts; pages that were done by then stay.
    """
    manner = manner or Manner()
    progress = Progress(progress_to, [job.name for job in plan.jobs])
    try:
        _prepare(plan, manner.pdf)
        with alone_in(plan.out, progress.say):
            return _report(plan, manner, progress)
    except OSError as error:
        raise WorkbookError(f"{plan.out}: cannot be written to: {error.strerror}") from None


def _report(plan: Plan, manner: Manner, progress: Progress) -> Outcome:
    folder = _Folder(plan)
    due = [job for job in plan.jobs if manner.force or not folder.keeps(job)]
    for job in plan.jobs:
        if job not in due:
            progress.kept(job.name)
    failures = _perform(folder, due, manner, progress) if due else {}
    written = folder.finish(single=manner.single, pdf=manner.pdf)
    told = [failures[job.name] for job in plan.jobs if job.name in failures]
    return Outcome(tuple(written), tuple(told + folder.stuck))


def _perform(folder: _Folder, due: list[Job], manner: Manner, progress: Progress) -> dict[str, str]:
    """Run what is due; gives a line for each notebook that failed, by its name."""
    jobs = {job.name: job for job in due}
    failures = {}
    with Pool(manner.jobs and min(manner.jobs, len(due)), memory=manner.memory, say=progress.say) as pool:
        try:
            for event in pool.perform(folder.task(job, manner.timeout) for job in due):
                name = event.task.name
                if event.result is None:
                    progress.cell(name, event.cell, event.cells)
                    continue
                failure = folder.take(jobs[name], event.result)
                progress.done(name, event.result.seconds, failure)
                folder.log(name, event.result, failure)
                if failure:
                    failures[name] = f"{name} failed: {failure}; kept as {shown(folder.failed(name))}"
        except KeyboardInterrupt:
            progress.interrupted()
            raise
    return failures


def _prepare(plan: Plan, pdf: bool) -> None:
    if pdf:
        from workbook.pdf import find_browser

        find_browser()
    for job in plan.jobs:
        if job.path.resolve().parent == plan.out.resolve():
            raise ParameterError(f"--out {plan.out}: would write over {job.path}; choose another folder")
    plan.out.mkdir(parents=True, exist_ok=True)


class _Folder:
    """The folder of a report: what is in it, and what is still to come."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._path = plan.out
        self._coming = {job.name: job.path for job in plan.jobs}
        self._wanted = wanted(plan)
        self._ledger = Ledger.of(plan.out)
        self._shown: dict[str, Site | None] = {}
        self._site: Site | None = None
        self.stuck: list[str] = []

    def failed(self, name: str) -> Path:
        """Where a notebook that failed is kept."""
        return self._path / f"{name}.failed.ipynb"

    def keeps(self, job: Job) -> bool:
        """Whether what a job would give is already there; it is then taken as done."""
        if not self._ledger.holds(job.name, self._wanted[job.name]):
            return False
        self._coming.pop(job.name)
        self._shown[job.name] = None
        self.failed(job.name).unlink(missing_ok=True)
        return True

    def task(self, job: Job, timeout: float) -> Task:
        """What is to be done for a job: its page is to lead to all that are there or still to come."""
        if self._site is None:
            self._site = site_of(self._plan.dataset, self._pages() | self._sources())
        return Task(job.name, str(job.path), job.values, self._plan.dataset.name, self._site, timeout)

    def take(self, job: Job, result: Result) -> str:
        """Put a result in place, or keep what failed; says in a line why there is no page ("" = there is)."""
        failure = result.failure
        try:
            if not failure:
                self._ledger.forget(job.name)
                self._write(f"{job.name}.ipynb", result.notebook)
                self._write(f"{job.name}.html", result.page)
                self._ledger.runs[job.name] = self._wanted[job.name]
                self._ledger.write()
                self._shown[job.name] = self._site
                self.failed(job.name).unlink(missing_ok=True)
        except OSError as error:
            failure = f"cannot be written: {error.strerror}"
        if failure and result.notebook:
            with contextlib.suppress(OSError):
                write_whole(self.failed(job.name), result.notebook)
        return failure

    def _pages(self) -> dict[str, NotebookNode]:
        """The executed notebooks in the folder that are pages of this dataset's report, by name, in order."""
        found = {}
        for path in sorted(self._path.glob("*.ipynb")):
            with contextlib.suppress(WorkbookError):
                of = read(path).get("metadata", {}).get("workbook", {}).get("dataset")
                if of == self._plan.dataset.name and path.with_suffix(".html").exists():
                    found[path.stem] = nbformat.v4.reads(path.read_text("utf-8"))
        return found

    def _sources(self) -> dict[str, Any]:
        return {name: read(path) for name, path in self._coming.items()}

    def log(self, name: str, result: Result, failure: str) -> None:
        """Note when a notebook ran, for how long, how much memory it took, and how it ended."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        memory = f"  {result.memory / 2**20:.0f} MiB" if result.memory else ""
        end = f"failed: {failure}" if failure else "done"
        with contextlib.suppress(OSError), (self._path / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{now}  {name}  {result.seconds:.1f} s{memory}  {end}\n")

    def finish(self, *, single: bool, pdf: bool) -> list[Path]:
        """Bring every page's navigation up to date, then write the index and, if wanted, all pages in one."""
        pages = self._pages()
        site = site_of(self._plan.dataset, pages)
        for name, notebook in pages.items():
            if self._shown.get(name) != site:
                self._renew(name, notebook, site)
        links = [(link, pages[link.name]) for link in site.pages]
        written = [self._path / link.href for link, _ in links if link.name in self._shown]
        if pages and (single or pdf):
            written += self._join(site, pdf=pdf)
        if pages:
            written.append(self._write(INDEX, render_index(site, [card(link, notebook) for link, notebook in links])))
        self._remember(pages)
        return written

    def _remember(self, pages: Iterable[str]) -> None:
        ledger = self._ledger
        ledger.runs = {name: run for name, run in ledger.runs.items() if name in pages}
        ledger.files = {name: kept for name, kept in ledger.files.items() if (self._path / name).exists()}
        if ledger != Ledger.of(self._path):
            ledger.write()

    def _renew(self, name: str, notebook: NotebookNode, site: Site) -> None:
        try:
            self._write(f"{name}.html", render_page(notebook, site=site, name=name))
        except OSError:
            raise
        except Exception as error:  # an earlier run's page that cannot be made any more stays as it was
            self.stuck.append(f"{name}: {page_trouble(error)}; its page is the earlier one")

    def _join(self, site: Site, *, pdf: bool) -> Iterable[Path]:
        from workbook.single import join_single

        pages = {link.name: (self._path / link.href).read_text("utf-8") for link in site.pages}
        joined = self._write(JOINED, join_single(pages, site))
        if not pdf:
            return [joined]
        from workbook.pdf import print_pdf

        try:
            print_pdf(joined, self._path / PRINTED)
        except WorkbookError as error:
            self.stuck.append(str(error))
            return [joined]
        self._ledger.files[PRINTED] = digest((self._path / PRINTED).read_bytes())
        return [joined, self._path / PRINTED]

    def _write(self, name: str, content: str) -> Path:
        path = self._path / name
        if not path.exists() or path.read_bytes() != content.encode("utf-8"):
            write_whole(path, content)
        self._ledger.files[name] = digest(content.encode("utf-8"))
        return path
