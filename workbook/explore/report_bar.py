"""From exploring to reporting: the commands that make the page of a view again, and a button that runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ipywidgets
from markupsafe import Markup

from workbook.dataset import Dataset
from workbook.explore.board import Board
from workbook.explore.report_run import Made, ReportRun, report_run
from workbook.explore.view import trouble
from workbook.notebooks import Value
from workbook.parameters import reproduce
from workbook.paths import root, shown

_COMMANDS = Markup(
    "<details><summary>Commands that make this page</summary><pre>{ours}</pre><pre>{papermill}</pre></details>"
    '<p><button type="button" data-copy="{ours}">Copy command</button> '
    '<button type="button" data-copy="{papermill}">Copy papermill command</button></p>{note}'
)
_MADE = Markup(
    '<p role="status">Made: <a class="wb-button" data-report href="#" target="_blank" rel="noopener">Open the page</a> '
    '<span class="wb-quiet">{path}</span></p>'
)
_FAILED = Markup(
    '<div class="wb-trouble" role="alert"><p>The report could not be made: {why}</p>'
    "<details><summary>Everything it said</summary><pre>{written}</pre></details></div>"
)


@dataclass(frozen=True)
class Asked:
    """A notebook and its values, and what is explored that it has no parameter for."""

    notebook: str
    values: dict[str, Value] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()


class ReportBar:
    """The commands of what is asked at the moment, a button that runs them, and the page once it is made."""

    def __init__(self, dataset: Dataset, runner: Callable[..., ReportRun] = report_run) -> None:
        self._runner = runner
        # a dataset that does not lie in data/ is found by its folder alone
        self._named = dataset.name if dataset.folder.parent == root() / "data" else str(dataset.folder)
        self._asked = Asked("")
        self._run: ReportRun | None = None
        self.button = ipywidgets.Button(
            description="Report this view", icon="file-text-o", button_style="primary",
            tooltip="Run the matching notebook with this selection and link its page", layout={"width": "13em"},
        )  # fmt: skip
        self.progress = ipywidgets.IntProgress(description="Running", layout={"display": "none"})
        self.commands, self.result = Board(), Board()
        self.button.on_click(self._start)
        row = ipywidgets.HBox([self.button, self.progress])
        self.box = ipywidgets.VBox([row, self.result, self.commands])

    def ask(self, asked: Asked) -> None:
        """Show the commands for this; a page that was made for something else stays until the next is made."""
        if asked == self._asked:
            return
        self._asked = asked
        try:
            self.commands.html = str(self._told(asked))
        except Exception as error:  # a notebook that cannot be read must not stop the views
            self.commands.html = trouble("The command", error)

    def _told(self, asked: Asked) -> Markup:
        values: dict[str, Value] = {"dataset": self._named, **asked.values}
        ours, papermill = reproduce(asked.notebook, values).splitlines()
        note = Markup('<p class="wb-quiet">{} has no parameter for: {}. The page is of all there.</p>')
        unsaid = note.format(asked.notebook, ", ".join(asked.unsaid)) if asked.unsaid else Markup("")
        return _COMMANDS.format(ours=ours, papermill=papermill, note=unsaid)

    def _start(self, _: Any) -> None:
        self.button.disabled, self.progress.value, self.progress.layout.display = True, 0, None
        self.result.html = ""
        try:
            self._run = self._runner(self._named, self._asked.notebook, self._asked.values)
            self._run.start(self._moved, self._ended)
        except Exception as error:  # the button must come back whatever happened
            self.result.html = trouble("The report", error)
            self._rest()

    def _moved(self, cell: int, cells: int) -> None:
        self.progress.max, self.progress.value = cells, cell
        self.progress.description = f"Cell {cell} of {cells}"

    def _ended(self, made: Made) -> None:
        if made.page is None:
            self.result.html = str(_FAILED.format(why=made.failure, written=made.written))
        else:
            self.result.page = made.page.read_text("utf-8")
            self.result.html = str(_MADE.format(path=shown(made.page)))
        self._rest()

    def _rest(self) -> None:
        self.button.disabled, self.progress.layout.display = False, "none"
