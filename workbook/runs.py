"""One run of one notebook: parameters in, an executed notebook or a reason out, whatever the notebook does.

The run goes through papermill's API with a kernel of its own (``workbook.kernels``). A cell that fails, a
kernel that dies and a notebook that hangs all end as a ``Run`` with a ``failure``; only Ctrl-C gets out, as
``KeyboardInterrupt``, after the kernel is gone.
"""

from __future__ import annotations

import logging
import math
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook, remove_error_markers

from workbook.errors import shorten
from workbook.kernels import Host, Kernel
from workbook.notebooks import Value

START_SECONDS = 60
"""How long a kernel may take to answer for the first time."""

OnCell = Callable[[int, int], None]
"""Told the number of the cell that starts, from 1, and how many there are."""


@dataclass(frozen=True)
class Run:
    """What became of a run: the notebook as far as it got, how long it took, and in one line why it failed
    ("" = it did not).
    """

    notebook: NotebookNode
    seconds: float
    failure: str = ""
    died: bool = False
    """Whether it failed because its kernel died or did not start, which another try may not."""
    memory: int = 0
    """The most memory that its kernel held, in bytes; 0 if that is not known."""


class _Watch:
    """Follows a run from within nbclient: keeps the notebook being executed and the cell it has reached."""

    def __init__(self, notebook: NotebookNode, timeout: float, on_cell: OnCell) -> None:
        self.notebook = notebook
        self.memory = 0
        self.timeout = timeout
        self.cell = 0
        self._on_cell = on_cell
        self._deadline = time.monotonic() + timeout

    @property
    def options(self) -> dict[str, Any]:
        """Nbclient's hooks, and the time left to each cell."""
        return {"on_notebook_start": self.start, "on_cell_start": self.reach, "timeout_func": self.seconds_left}

    def weigh(self, kernel: Kernel) -> None:
        """A cell has ended: how much memory the kernel has taken so far is only to be learnt while it lives."""
        self.memory = kernel.memory() or self.memory

    def start(self, notebook: NotebookNode) -> None:
        """The kernel is ready."""
        self.notebook = notebook

    def reach(self, cell: NotebookNode, cell_index: int) -> None:
        """A cell starts."""
        self.cell = cell_index + 1
        self._on_cell(self.cell, len(self.notebook.cells))

    def seconds_left(self, cell: NotebookNode) -> float:
        """What is left of the notebook's time; never 0, which nbclient takes for no limit."""
        return max(self._deadline - time.monotonic(), 0.01)


def run(
    path: Path,
    values: Mapping[str, Value],
    *,
    timeout: float = 600,
    on_cell: OnCell = lambda cell, cells: None,
    host: Host | None = None,
) -> Run:
    """Run a notebook in a fresh kernel.

    Parameters
    ----------
    path
        The notebook; it is not changed.
    values
        Parameters to inject, checked and typed; none leaves the notebook's defaults and injects no cell.
    timeout
        Seconds that the whole notebook may take.
    on_cell
        Called as each cell starts.
    host
        What it runs on: where its kernel comes from, and how much memory it may take.

    Raises
    ------
    KeyboardInterrupt
        If the user interrupts; the kernel is dead by then.
    """
    source = _read(path)
    watch = _Watch(source, timeout, on_cell)
    began = time.monotonic()
    failure, died = "", False
    with Kernel(host) as kernel, _stopping(kernel), _quiet():
        try:
            watch.notebook = execute_notebook(
                source,
                None,
                parameters=dict(values),
                progress_bar=False,
                autosave_cell_every=0,
                start_timeout=math.ceil(min(START_SECONDS, timeout)),
                execution_timeout=math.ceil(timeout),
                record_timing=False,
                coalesce_streams=True,
                on_cell_executed=lambda cell, cell_index, execute_reply: watch.weigh(kernel),
                **kernel.options,
                **watch.options,
            )
        except Exception as error:  # whatever goes wrong in one notebook must not stop the others
            failure = _reason(error, watch, kernel)
            died = isinstance(error, DeadKernelError) or not watch.cell
    if kernel.stopped:
        raise KeyboardInterrupt
    notebook = settle(watch.notebook, values, failure, watch.cell)
    return Run(notebook, time.monotonic() - began, failure, died, watch.memory)


def _read(path: Path) -> NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    if notebook.nbformat_minor < 5:
        # Ids came with 4.5; papermill would make them up at random.
        notebook.nbformat_minor = 5
        for number, cell in enumerate(notebook.cells, 1):
            cell.id = f"cell-{number}"
    return notebook


@contextmanager
def _stopping(kernel: Kernel) -> Iterator[None]:
    """While a run lasts, signals that end the program kill the kernel first.

    nbclient then finds the kernel dead and ends in good order, which it would not do were an exception thrown
    into its event loop.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        kernel.stop()

    try:
        before = {number: signal.signal(number, stop) for number in _ending_signals()}
    except ValueError:  # not in the main thread: signals do not reach us
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ending_signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep papermill's log and warnings to itself: failures are told in a line of our own."""
    log = logging.getLogger("papermill")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)


def _reason(error: Exception, watch: _Watch, kernel: Kernel) -> str:
    """Why a run failed, in one line."""
    if isinstance(error, PapermillExecutionError):
        return f"cell {error.cell_index + 1}: {error.ename}: {_one_line(error.evalue)}".rstrip(": ")
    if isinstance(error, CellTimeoutError):
        return f"cell {watch.cell}: still running after {watch.timeout:g} s (--timeout)"
    if isinstance(error, DeadKernelError) and watch.cell:
        return f"cell {watch.cell}: the kernel died ({kernel.death()})"
    if not watch.cell:
        return f"the kernel did not start: {_one_line(kernel.last_words() or str(error))}"
    return f"cell {watch.cell}: {type(error).__name__}: {_one_line(str(error))}".rstrip(": ")


def _one_line(text: str) -> str:
    return shorten("; ".join(line.strip() for line in text.splitlines() if line.strip()), 300)


def settle(notebook: NotebookNode, values: Mapping[str, Value], failure: str = "", cell: int = 0) -> NotebookNode:
    """An executed notebook as a function of its inputs alone: no clock, no path of a machine, no random id.

    papermill's record of parameters stays, because other tools read it. A failure that left no error in a
    cell is put in the one that was running.
    """
    remove_error_markers(notebook)
    kept = {
        name: notebook.metadata[name]
        for name in ("kernelspec", "language_info", "widgets")
        if name in notebook.metadata
    }
    if values:
        kept["papermill"] = {"parameters": dict(values)}
    notebook.metadata = nbformat.from_dict(kept)
    for item in notebook.cells:
        item.metadata.pop("papermill", None)
        item.metadata.pop("execution", None)
        if not item.metadata.get("tags"):
            item.metadata.pop("tags", None)
        elif "injected-parameters" in item.metadata.tags:
            item.id = "injected-parameters"
    if failure and not any(
        output.output_type == "error" for item in notebook.cells for output in item.get("outputs", [])
    ):
        _show_failure(notebook, failure, cell)
    return notebook


def _show_failure(notebook: NotebookNode, failure: str, cell: int) -> None:
    code = [item for item in notebook.cells[max(cell - 1, 0) :] if item.cell_type == "code"]
    if code:
        code[0].outputs.append(nbformat.v4.new_output("error", ename="Failure", evalue=failure, traceback=[failure]))
