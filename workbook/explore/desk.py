"""All desks over one dataset, and the views that are kept by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets
from markupsafe import Markup

from workbook.dataset import Dataset
from workbook.errors import WorkbookError
from workbook.explore.board import Board
from workbook.explore.forecast_desk import ForecastDesk, Foresight
from workbook.explore.futures import Setting
from workbook.explore.hypothesis_desk import HypothesisDesk
from workbook.explore.ledger import Weighing
from workbook.explore.saved_views import SavedViews
from workbook.explore.scenario_desk import ScenarioDesk
from workbook.explore.state import Selection, State
from workbook.explore.view import trouble
from workbook.explore.views_desk import ViewsDesk
from workbook.paths import shown


class Desk:
    """What the notebook ``explore`` shows, part by part. A part that cannot be opened says so in its own place."""

    def __init__(self, dataset: Dataset, *, folder: Path | None = None) -> None:
        self.dataset, self.state = dataset, State()
        self.linked = _opened("The linked views", lambda: ViewsDesk(dataset, self.state))
        # the picked sentence is in reach on every desk: one panel, shown several times
        aside = self.linked.aside.box if isinstance(self.linked, ViewsDesk) else None
        self.futures = _opened("The scenario desk", lambda: ScenarioDesk(dataset, self.state, aside))
        self.explanations = _opened("The hypothesis desk", lambda: HypothesisDesk(dataset, self.state, aside))
        self.forecast = _opened("The forecast desk", lambda: ForecastDesk(dataset, self.state, aside))
        self._kept = SavedViews(dataset.name, folder)
        self._build_saving()

    @property
    def views(self) -> Any:
        """Timeline, network, matrix, claims and passage over one selection."""
        return self.linked.box

    @property
    def scenarios(self) -> Any:
        """The scenario desk."""
        return self.futures.box

    @property
    def hypotheses(self) -> Any:
        """The hypothesis desk."""
        return self.explanations.box

    @property
    def forecasts(self) -> Any:
        """The forecast desk."""
        return self.forecast.box

    @property
    def saved(self) -> Any:
        """Where a view is kept by name, and taken up again."""
        return self._saving

    # ---- saved views ----------------------------------------------------------------------------------------------

    def _build_saving(self) -> None:
        self.name = ipywidgets.Text(
            description="Name", placeholder="Name of this view", style={"description_width": "4em"}
        )
        self.save = ipywidgets.Button(description="Save view", icon="save", tooltip="Keep everything as it is set now")
        self.known = ipywidgets.Dropdown(description="Saved", style={"description_width": "4em"})
        self.restore = ipywidgets.Button(description="Restore view", icon="folder-open", tooltip="Take up a saved view")
        self.said = Board()
        self.save.on_click(lambda _: self._attempt("The view", self._save))
        self.restore.on_click(lambda _: self._attempt("The view", self._restore))
        self._saving = ipywidgets.VBox(
            [ipywidgets.HBox([self.name, self.save]), ipywidgets.HBox([self.known, self.restore]), self.said]
        )
        self._list()

    def _list(self, chosen: str | None = None) -> None:
        names = self._kept.names()
        self.known.options = names
        self.known.value = chosen if chosen in names else (names[0] if names else None)

    def _attempt(self, where: str, action: Callable[[], str]) -> None:
        try:
            self.said.html = str(Markup('<p role="status">{}</p>').format(action()))
        except Exception as error:  # a view that cannot be kept or found must not stop the others
            self.said.html = trouble(where, error)

    def _save(self) -> str:
        path = self._kept.save(self.name.value, self.to_json())
        self._list(path.stem)
        return f"Saved as {shown(path)}."

    def _restore(self) -> str:
        if not self.known.value:
            raise WorkbookError("no view has been saved yet")
        self.take(self._kept.restore(self.known.value))
        return f"Restored {self.known.value}."

    def to_json(self) -> dict[str, Any]:
        """Everything that is selected and set, as JSON holds it."""
        parts: dict[str, Any] = {"selection": self.state.selection.to_json()}
        if hasattr(self.futures, "setting"):
            parts["scenarios"] = self.futures.setting.to_json()
        if hasattr(self.explanations, "weighing"):
            parts["hypotheses"] = self.explanations.weighing.to_json()
        if hasattr(self.forecast, "foresight"):
            parts["forecasts"] = self.forecast.foresight.to_json()
        return parts

    def take(self, content: dict[str, Any]) -> None:
        """Put everything in place that ``to_json`` wrote down; WorkbookError, and nothing changed, if it is none."""
        selection = Selection.from_json(content.get("selection", {}))
        setting = Setting.from_json(content.get("scenarios", {}))
        weighing = Weighing.from_json(content.get("hypotheses", {}))
        foresight = Foresight.from_json(content.get("forecasts", {}))
        self.state.set(selection)
        for part, held in ((self.futures, setting), (self.explanations, weighing), (self.forecast, foresight)):
            if isinstance(part.box, ipywidgets.Box) and hasattr(part, "report") and hasattr(part, "restore"):
                part.restore(held)


class _Closed:
    """The place of a part that could not be opened."""

    def __init__(self, where: str, error: Exception) -> None:
        self.box = Board(html=trouble(where, error))


def _opened(where: str, build: Callable[[], Any]) -> Any:
    try:
        return build()
    except Exception as error:  # one part that cannot be opened must not close the others
        return _Closed(where, error)
