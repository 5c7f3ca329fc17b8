"""The controls of the selection: period, actor, type of event, speaker, sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import ipywidgets
import pandas as pd

from workbook import dates
from workbook.charts.words import short_date
from workbook.dataset import Dataset
from workbook.explore.state import Selection, State
from workbook.vocabularies import EVENT_TYPE, SIGN

_WIDE: Final = {"description_width": "5.5em"}
_LAYOUT: Final = {"width": "26em"}
_MOST_YEARS: Final = 60


@dataclass(frozen=True)
class Step:
    """A stop of the period slider: an EDTF date and how it reads."""

    date: str
    words: str


def steps(cells: Iterable[str]) -> list[Step]:
    """The stops of the period slider: the years in which something is dated, and the months of the year of most.

    An article's dates bunch: a few years of history, and the weeks in which it was written.
    """
    known = [dates.parse(cell) for cell in cells if cell]
    bounds = [day for each in known for day in (each.earliest, each.latest) if day]
    if not bounds:
        return []
    years = sorted({day.year for day in bounds})
    crowded = pd.Series([day.year for day in bounds]).mode().iloc[-1]
    stops: list[str] = []
    for year in years if len(years) <= _MOST_YEARS else range(years[0], years[-1] + 1, len(years) // _MOST_YEARS + 1):
        months = sorted({day.month for day in bounds if day.year == year}) if year == crowded else []
        stops += (
            [f"{year:04d}-{month:02d}" for month in range(months[0], months[-1] + 1)] if months else [f"{year:04d}"]
        )
    return [Step(stop, short_date(stop)) for stop in stops]


class Controls:
    """Widgets that set the selection and follow it."""

    def __init__(self, dataset: Dataset, state: State) -> None:
        self._state, self._quiet = state, False
        self._steps = steps([*dataset.events["date"], *dataset.relations["valid"]])
        self.period = self._slider()
        names = dict(dataset.actors[["actor", "name"]].values)
        acting = {*dataset.participants["actor"], *dataset.relations["subject"], *dataset.relations["object"]}
        told = [*dataset.claims["speaker"], *(one for origin in dataset.claims["origin"] for one in origin)]
        self.actor = _choice("Actor", "Everyone", names, acting)
        self.speaker = _choice("Speaker", "Everyone", names, {*told, *dataset.relations["asserted_by"]})
        present = set(dataset.events["type"].astype(str))
        types = [(code.label, code.code) for code in EVENT_TYPE if code.code in present]
        self.types = ipywidgets.SelectMultiple(
            options=types, description="Types", rows=5, style=_WIDE, layout=_LAYOUT,
            tooltip="Types of event; several with Ctrl or Shift, none for all",
        )  # fmt: skip
        self.signs = ipywidgets.SelectMultiple(
            options=[(code.label, code.code) for code in SIGN], description="Signs", rows=3, style=_WIDE,
            layout=_LAYOUT, tooltip="Signs of ties; several with Ctrl or Shift, none for all",
        )  # fmt: skip
        self.everything = ipywidgets.Button(description="Show everything", icon="undo", tooltip="Take back all choices")
        self.everything.on_click(lambda _: state.set(Selection(view=state.selection.view)))
        for name, widget in self._inputs():
            widget.observe(lambda change, name=name: self._changed(name, change["new"]), "value")
        state.follow(self._follow)
        left = ipywidgets.VBox([self.period, self.actor, self.speaker, self.everything])
        self.box = ipywidgets.HBox([left, self.types, self.signs], layout={"flex_flow": "row wrap"})

    def _inputs(self) -> Iterator[tuple[str, Any]]:
        yield from (("period", self.period), ("actor", self.actor), ("speaker", self.speaker))
        yield from (("types", self.types), ("signs", self.signs))

    def _slider(self) -> ipywidgets.SelectionRangeSlider:
        options = [(step.words, place) for place, step in enumerate(self._steps)] or [("undated", 0)]
        return ipywidgets.SelectionRangeSlider(
            options=options, index=(0, len(options) - 1), description="Period", style=_WIDE,
            layout={"width": "32em"}, disabled=len(options) < 2,
        )  # fmt: skip

    def _changed(self, name: str, value: Any) -> None:
        if self._quiet:
            return
        if name == "period":
            first, last = value
            self._state.change(
                start=self._steps[first].date if first else "",
                end=self._steps[last].date if last < len(self._steps) - 1 else "",
            )
        else:
            self._state.change(**{name: value})

    def _follow(self, selection: Selection) -> None:
        with self._silently():
            self.actor.value = _known(self.actor, selection.actor)
            self.speaker.value = _known(self.speaker, selection.speaker)
            self.types.value = tuple(code for code in selection.types if code in self.types._options_values)
            self.signs.value = tuple(code for code in selection.signs if code in self.signs._options_values)
            self.period.value = self._places(selection)

    def _places(self, selection: Selection) -> tuple[int, int]:
        """Where the slider's handles stand: the stops nearest to the period, from within."""
        last = max(len(self._steps) - 1, 0)
        stops = [step.date for step in self._steps]
        first = stops.index(selection.start) if selection.start in stops else 0
        end = stops.index(selection.end) if selection.end in stops else last
        return first, max(first, end)

    @contextmanager
    def _silently(self) -> Iterator[None]:
        """Follow a change that came from elsewhere without answering it."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False


def _choice(label: str, everyone: str, names: dict[str, str], ids: Iterable[str]) -> ipywidgets.Dropdown:
    listed = sorted(((names.get(each, each), each) for each in ids if each), key=lambda pair: pair[0].casefold())
    return ipywidgets.Dropdown(options=[(everyone, ""), *listed], description=label, style=_WIDE, layout=_LAYOUT)


def _known(choice: ipywidgets.Dropdown, value: str) -> str:
    return value if value in choice._options_values else ""
