"""The linked views: one selection, five ways of looking at it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import ipywidgets

from workbook.dataset import Dataset
from workbook.explore.chart_views import ChartView
from workbook.explore.claims_grid import ClaimsGrid
from workbook.explore.controls import Controls
from workbook.explore.passage_panel import PassagePanel
from workbook.explore.report_bar import Asked, ReportBar
from workbook.explore.scope import Scope
from workbook.explore.state import VIEWS, Selection, State
from workbook.notebooks import Value

NOTEBOOKS: Final = {
    "timeline": "03_events",
    "network": "04_actors",
    "matrix": "04_actors",
    "claims": "05_claims",
}
"""The notebook that reports what a view shows."""


class ViewsDesk:
    """Timeline, network, matrix, claims and passage over one selection."""

    def __init__(self, dataset: Dataset, state: State) -> None:
        self.dataset, self.state, self.scope = dataset, state, Scope(dataset)
        self.controls = Controls(dataset, state)
        self.charts = {name: ChartView(name, dataset, self.scope, state) for name in VIEWS[:3]}
        self.claims = ClaimsGrid(dataset, self.scope, state)
        self.passage = PassagePanel(dataset, self.scope, state)
        self.aside = PassagePanel(dataset, self.scope, state, lists=False)
        self.views: dict[str, ChartView | ClaimsGrid] = {**self.charts, "claims": self.claims}
        self.chooser = ipywidgets.ToggleButtons(
            options=[(name.capitalize(), name) for name in VIEWS], description="View",
            style={"description_width": "initial", "button_width": "8em"},
        )  # fmt: skip
        self.chooser.observe(lambda change: state.change(view=change["new"]), "value")
        self.report = ReportBar(dataset)
        state.follow(self._follow)
        shown = ipywidgets.VBox([view.box for view in self.views.values()], layout={"flex": "3 1 36em"})
        side = ipywidgets.VBox([self.passage.box], layout={"flex": "1 1 20em", "min_width": "18em"})
        body = ipywidgets.HBox([shown, side], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        self.box = ipywidgets.VBox([self.controls.box, self.chooser, body, self.report.box])

    def _follow(self, selection: Selection) -> None:
        self.chooser.value = selection.view
        view = self.scope.in_view(selection)
        panels: list[ChartView | ClaimsGrid | PassagePanel] = [*self.views.values(), self.passage, self.aside]
        for panel in panels:
            panel.attempt(partial(panel.update, selection, view))
        for name, each in self.views.items():
            each.box.layout.display = None if name == selection.view else "none"
        self.report.ask(self.asked(selection))

    def asked(self, selection: Selection) -> Asked:
        """The notebook and the values that report a selection, and what of it they cannot say."""
        notebook = NOTEBOOKS[selection.view]
        values: dict[str, Value] = {}
        left: list[str] = []
        if notebook == "03_events":
            values = {"start": selection.start, "end": selection.end, "actor": selection.actor}
            values["types"] = list(selection.types)
            left = _unsaid(selection, {"speaker": "speaker", "signs": "signs"})
        elif notebook == "04_actors":
            values = {"actor": selection.actor, "relation_types": self._types_of(selection.signs)}
            values |= {"hops": 0} if selection.actor else {}
            left = _unsaid(selection, {"start": "period", "end": "period", "types": "types", "speaker": "speaker"})
        else:
            values = {"speaker": selection.speaker}
            absent = {"start": "period", "end": "period", "actor": "actor", "types": "types", "signs": "signs"}
            left = _unsaid(selection, absent)
        return Asked(notebook, values, tuple(left))

    def _types_of(self, signs: tuple[str, ...]) -> list[str]:
        """The types of relation that have these signs: the nearest thing the notebook has to a sign."""
        if not signs:
            return []
        relations = self.dataset.relations
        return sorted(set(relations.loc[relations["sign"].isin(list(signs)), "type"].astype(str)))


def _unsaid(selection: Selection, names: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(words for name, words in names.items() if getattr(selection, name)))


__all__ = ["NOTEBOOKS", "ViewsDesk"]
