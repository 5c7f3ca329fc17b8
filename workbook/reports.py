"""A report: notebooks run one after another, each made a page, and an index over all pages of the folder.

Every file appears whole or not at all. A notebook that fails leaves its last good page where it is and is
itself kept beside it as ``NAME.failed.ipynb``. The pages of a folder are a function of the executed notebooks
in it: whatever subset is run again, all pages lead to each other and the index shows them all. Times go to
``report.log`` and nowhere else, so that the same inputs give the same bytes.
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

from workbook.errors import ParameterError, WorkbookError, shorten
from workbook.files import write_whole
from workbook.html import card, render_index, render_page, site_of
from workbook.notebooks import read
from workbook.paths import shown
from workbook.plans import Job, Plan
from workbook.progress import Progress
from workbook.runs import Run, run
from workbook.site import Site

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


def report(
    plan: Plan, *, timeout: float = 600, single: bool = False, pdf: bool = False, progress_to: TextIO
) -> Outcome:
    """Run a plan's notebooks and bring the pages of its folder up to date.

    Parameters
    ----------
    timeout
        Seconds that each notebook may take.
    single, pdf
        Whether to join all pages in one file as well, and to print that file.
    progress_to
        Where progress is shown.

    Raises
    ------
    WorkbookError
        If nothing can be written to the folder, or printing is asked for and impossible.
    KeyboardInterrupt
        If the user interrupts; pages that were done by then stay.
    """
    try:
        _prepare(plan, pdf)
        return _report(plan, timeout, single, pdf, progress_to)
    except OSError as error:
        raise WorkbookError(f"{plan.out}: cannot be written to: {error.strerror}") from None


def _report(plan: Plan, timeout: float, single: bool, pdf: bool, progress_to: TextIO) -> Outcome:
    progress = Progress(progress_to, [job.name for job in plan.jobs])
    folder = _Folder(plan)
    failures = []
    for job in plan.jobs:
        progress.start(job.name)
        try:
            ended = run(
                job.path, job.values, timeout=timeout, on_cell=lambda *at, name=job.name: progress.cell(name, *at)
            )
        except KeyboardInterrupt:
            progress.interrupted()
            raise
        failure = folder.take(job, ended)
        progress.done(job.name, ended.seconds, failure)
        folder.log(job.name, ended.seconds, failure)
        if failure:
            failures.append(f"{job.name} failed: {failure}; kept as {shown(folder.failed(job.name))}")
    written = folder.finish(single=single, pdf=pdf)
    return Outcome(tuple(written), tuple(failures + folder.stuck))


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
        self._shown: dict[str, Site] = {}
        self.stuck: list[str] = []

    def failed(self, name: str) -> Path:
        """Where a notebook that failed is kept."""
        return self._path / f"{name}.failed.ipynb"

    def take(self, job: Job, ended: Run) -> str:
        """Turn a run into a page, or keep what failed; says in a line why there is no page ("" = there is)."""
        self._coming.pop(job.name)
        notebook = ended.notebook
        notebook.metadata["workbook"] = {"dataset": self._plan.dataset.name}
        failure = ended.failure
        try:
            if not failure:
                self._publish(job.name, notebook)
                self.failed(job.name).unlink(missing_ok=True)
        except OSError as error:
            failure = f"cannot be written: {error.strerror}"
        except Exception as error:  # one page that cannot be made must not stop the others
            failure = _page_trouble(error)
        if failure:
            with contextlib.suppress(OSError):
                write_whole(self.failed(job.name), nbformat.writes(notebook) + "\n")
        return failure

    def _publish(self, name: str, notebook: NotebookNode) -> None:
        site = site_of(self._plan.dataset, self._pages() | {name: notebook} | self._sources())
        page = render_page(notebook, site=site, name=name)
        write_whole(self._path / f"{name}.ipynb", nbformat.writes(notebook) + "\n")
        write_whole(self._path / f"{name}.html", page)
        self._shown[name] = site

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

    def log(self, name: str, seconds: float, failure: str) -> None:
        """Note when a notebook ran, for how long, and how it ended."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        with contextlib.suppress(OSError), (self._path / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{now}  {name}  {seconds:.1f} s  {f'failed: {failure}' if failure else 'done'}\n")

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
        return written

    def _renew(self, name: str, notebook: NotebookNode, site: Site) -> None:
        try:
            self._write(f"{name}.html", render_page(notebook, site=site, name=name))
        except OSError:
            raise
        except Exception as error:  # an earlier run's page that cannot be made any more stays as it was
            self.stuck.append(f"{name}: {_page_trouble(error)}; its page is the earlier one")

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
        return [joined, self._path / PRINTED]

    def _write(self, name: str, content: str) -> Path:
        path = self._path / name
        if not path.exists() or path.read_bytes() != content.encode("utf-8"):
            write_whole(path, content)
        return path


def _page_trouble(error: Exception) -> str:
    return f"its page cannot be made: {type(error).__name__}: {shorten(str(error))}"
