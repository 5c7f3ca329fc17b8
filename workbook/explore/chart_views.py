"""Charts that follow the selection: drawn once over the whole dataset, then only faded and set off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from workbook import charts
from workbook.charts.frame import description
from workbook.dataset import Dataset
from workbook.explore.scope import InView, Scope
from workbook.explore.state import Selection, State
from workbook.explore.view import View
from workbook.prose import say
from workbook.svg import inline_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN: Final = {"timeline": "events", "network": "relations", "matrix": "relations"}
"""Which table each chart draws."""


def draw(name: str, dataset: Dataset) -> Axes:
    """One of the charts, over the whole dataset."""
    from workbook import select

    if name == "timeline":
        return charts.timeline(select.events(dataset), participants=dataset.participants, actors=dataset.actors)
    chart = charts.actor_network if name == "network" else charts.relation_matrix
    return chart(dataset.relations, actors=dataset.actors)


class ChartView(View):
    """A chart whose marks are picked by a click, and fade when all their rows are out of view."""

    def __init__(
        self, name: str, dataset: Dataset, scope: Scope, state: State, draw: Callable[..., Axes] = draw
    ) -> None:
        super().__init__(name.capitalize())
        self._table, self._scope, self._state = DRAWN[name], scope, state
        self._rows: dict[str, tuple[str, ...]] = {}
        self._sentences: dict[str, str] = {}
        self._draw, self._dataset, self._chart = draw, dataset, name
        self.board.when_picked(self._pick)
        self.board.when_cited(lambda sentence: state.change(sentence=sentence))
        self.drawn = self.attempt(self._show)

    def _show(self) -> None:
        ax = self._draw(self._chart, self._dataset)
        told = description(ax)
        self._rows = {mark.gid: mark.rows for mark in told.marks}
        self._sentences = {mark.gid: mark.href.removeprefix("#") for mark in told.marks}
        note = say(told.caption).html
        self.board.html = f"{say(f'{told.title}.').html}{inline_svg(ax, named=True)}{note}"

    def _pick(self, mark: str) -> None:
        if mark in self._sentences:
            self._state.change(sentence=self._sentences[mark])

    def update(self, selection: Selection, view: InView) -> None:
        """Follow the selection."""
        if not self.drawn:
            return
        self.board.fade(mark for mark, rows in self._rows.items() if rows and view.outside.issuperset(rows))
        near = self._scope.touching(selection.sentence)
        self.board.current = sorted(
            mark
            for mark, rows in self._rows.items()
            if not near.isdisjoint(rows) or self._sentences[mark] == selection.sentence
        )
        empty = not view.count(self._table)
        self.say(f"None of the {self._table} is in view. Widen the selection." if empty else "")
