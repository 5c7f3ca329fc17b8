"""One run with all that belongs to it, as something that can be sent to another process or machine and come back.

What goes out is a ``Task``, what comes back a ``Result``: plain data both. Where it was performed leaves no
trace in it but the seconds and the memory it took.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import shorten
from workbook.notebooks import Value

if TYPE_CHECKING:
    from workbook.kernels import Host
    from workbook.runs import Run
    from workbook.site import Site

OnCell = Callable[[int, int], None]


@dataclass(frozen=True)
class Task:
    """A notebook to run and to make a page of.

    Attributes
    ----------
    name
        What the page is called.
    path
        The notebook.
    values
        Its parameters, checked, only those that differ from its defaults.
    dataset
        The name of the dataset, noted in the executed notebook.
    site
        The report that the page is part of.
    timeout
        Seconds the run may take.
    tries
        How often it is begun if its kernel dies.
    """

    name: str
    path: str
    values: Mapping[str, Value]
    dataset: str
    site: Site
    timeout: float = 600
    tries: int = 1


@dataclass(frozen=True)
class Result:
    """What became of a task: the executed notebook (as far as it got) and its page ("" if there is none).

    ``failure`` says in a line why there is no page, "" if there is one. ``seconds`` counts the last try,
    ``memory`` is the most that its kernel held, in bytes, 0 if that is not known.
    """

    notebook: str
    page: str
    failure: str = ""
    seconds: float = 0.0
    memory: int = 0
    tries: int = 1


def perform(task: Task, host: Host, on_cell: OnCell = lambda cell, cells: None) -> Result:
    """Run a task's notebook and make its page.

    Raises
    ------
    KeyboardInterrupt
        If the user interrupts; the kernel is dead by then.
    """
    import nbformat

    tries = 1
    while (ended := _run(task, host, on_cell)).died and tries < task.tries:
        tries += 1
    notebook = ended.notebook
    notebook.metadata["workbook"] = {"dataset": task.dataset}
    page, failure = "", ended.failure
    if not failure:
        try:
            page = make_page(notebook, task)
        except Exception as error:  # one page that cannot be made must not stop the others
            failure = page_trouble(error)
    return Result(nbformat.writes(notebook) + "\n", page, failure, ended.seconds, ended.memory, tries)


def _run(task: Task, host: Host, on_cell: OnCell) -> Run:
    from workbook.runs import run

    return run(Path(task.path), task.values, timeout=task.timeout, on_cell=on_cell, host=host)


def make_page(notebook: object, task: Task) -> str:
    """The page of a task's executed notebook."""
    from workbook.html import render_page

    return render_page(notebook, site=task.site, name=task.name)  # type: ignore[arg-type]


def page_trouble(error: Exception) -> str:
    """Why a page cannot be made, in a line."""
    return f"its page cannot be made: {type(error).__name__}: {shorten(str(error))}"
