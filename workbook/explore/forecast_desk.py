"""The forecast desk: move the day up to which outside sources count, and keep the verdicts of interest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import ipywidgets
import pandas as pd
from markupsafe import Markup, escape

from workbook import dates
from workbook.analysis import outcomes as knowledge
from workbook.dataset import Dataset
from workbook.errors import WorkbookError
from workbook.explore.report_bar import Asked, ReportBar
from workbook.explore.state import State
from workbook.explore.view import View
from workbook.findings.forecasts import day
from workbook.findings.phrases import count
from workbook.tablecells import outward
from workbook.vocabularies import OUTCOME

NONE_FOUND: Final = "none-found"
_WIDE: Final = {"description_width": "7em"}
_LAYOUT: Final = {"width": "30em"}
_HEAD = Markup('<th scope="row"><a href="#{}">{}</a><br><span class="wb-quiet">{}</span></th>')
_FINDING = Markup('<li><strong>{}</strong>: {} <span class="wb-quiet">({}, {})</span></li>')
_TABLE = Markup(
    '<table><caption>Forecasts <span class="wb-quiet">(what came of them is the word of outside sources, not of the '
    'article)</span></caption><thead><tr><th scope="col">Will it happen?</th><th scope="col">Between them</th>'
    '<th scope="col">Outside sources</th></tr></thead><tbody>{rows}</tbody></table>'
)


@dataclass(frozen=True)
class Foresight:
    """What the analyst has set: the day up to which sources count, as EDTF, and the verdicts to show."""

    as_of: str = ""
    verdicts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The setting as JSON holds it."""
        return {"as_of": self.as_of, "verdicts": list(self.verdicts)}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Foresight:
        """The setting that ``to_json`` wrote down; WorkbookError if it is none."""
        as_of, verdicts = str(content.get("as_of", "")), tuple(map(str, content.get("verdicts", [])))
        try:
            dates.parse(as_of)
        except ValueError as error:
            raise WorkbookError(f"forecasts: as_of: {error}") from None
        return cls(as_of, verdicts)


@dataclass(frozen=True)
class _Found:
    """What is known of a forecast: the places of the findings, and what they say between them, escaped."""

    places: tuple[int, ...]
    verdict: str


class ForecastDesk:
    """The forecasts with what could be known of them by a day."""

    def __init__(self, dataset: Dataset, state: State, beside: ipywidgets.Widget | None = None) -> None:
        self.dataset = dataset
        self.view, self.report = View("Forecasts"), ReportBar(dataset)
        self.foresight, self._quiet = Foresight(), False
        self.view.board.when_cited(lambda sentence: state.change(sentence=sentence))
        self._stops = ["", *sorted({_month(cell) for cell in dataset.outcomes["published"] if cell})]
        self._outcomes = dataset.outcomes.reset_index(drop=True)
        self._names = {code.code: code.label for code in OUTCOME} | {NONE_FOUND: "None found"}
        self._heads = {str(row.forecast): _head(row) for row in dataset.forecasts.itertuples()}
        self._findings = [_finding(row, self._names) for row in self._outcomes.itertuples()]
        # one more than there are findings: the place of none
        self._verdicts = [*self._outcomes["verdict"].astype(str), NONE_FOUND]
        self._known = lru_cache(maxsize=64)(self._find)
        words = ["all told", *(dates.in_words(stop) for stop in self._stops[1:])]
        # the handle at the far right is "all told", later than any month
        self._stops = [*self._stops[1:], self._stops[0]]
        self.as_of = ipywidgets.SelectionSlider(
            options=list(zip([*words[1:], words[0]], self._stops, strict=True)), value="", description="As of",
            style=_WIDE, layout=_LAYOUT, continuous_update=True,
        )  # fmt: skip
        self.verdicts = ipywidgets.SelectMultiple(
            options=[(label, code) for code, label in self._names.items()], description="Verdicts", style=_WIDE,
            rows=len(self._names), layout=_LAYOUT, tooltip="Verdicts of sources; none selected for all",
        )  # fmt: skip
        self.as_of.observe(lambda _: self._changed(), "value")
        self.verdicts.observe(lambda _: self._changed(), "value")
        chosen = ipywidgets.VBox([self.as_of, self.verdicts], layout={"flex": "0 0 31em"})
        controls = ipywidgets.HBox([chosen, *([] if beside is None else [beside])], layout={"flex_flow": "row wrap"})
        self.box = ipywidgets.VBox([controls, self.view.box, self.report.box])
        self._follow()

    def _changed(self) -> None:
        if not self._quiet:
            self.foresight = Foresight(self.as_of.value, self.verdicts.value)
            self._follow()

    def restore(self, foresight: Foresight) -> None:
        """Put a setting in place, in the controls and in the table."""
        self._quiet = True
        try:
            self.as_of.value = foresight.as_of if foresight.as_of in self._stops else ""
            self.verdicts.value = tuple(code for code in foresight.verdicts if code in self._names)
        finally:
            self._quiet = False
        self.foresight = foresight
        self._follow()

    def _follow(self) -> None:
        if self.view.attempt(self._show):
            unsaid = ("verdicts",) if self.foresight.verdicts else ()
            self.report.ask(Asked("08_forecasts", {"as_of": self.foresight.as_of}, unsaid))

    def _show(self) -> None:
        known = self._known(self.foresight.as_of)
        wanted = set(self.foresight.verdicts)
        kept = [
            forecast
            for forecast, found in known.items()
            if not wanted or not wanted.isdisjoint(self._verdicts[place] for place in found.places or (-1,))
        ]
        rows = "".join(self._row(forecast, known[forecast]) for forecast in kept)
        self.view.board.html = str(_TABLE.format(rows=Markup(rows))) if kept else ""
        findings = sum(len(found.places) for found in known.values())
        self.view.say(self._told(len(kept), len(known), findings))

    def _row(self, forecast: str, found: _Found) -> str:
        """A row of the table, put together from parts that were escaped when the desk was opened."""
        findings = "".join(self._findings[place] for place in found.places)
        return f"<tr>{self._heads[forecast]}<td>{found.verdict}</td><td><ul>{findings}</ul></td></tr>"

    def _find(self, as_of: str) -> dict[str, _Found]:
        """What had been found of each forecast by a day: the places of the findings, and what they say between them."""
        rows = self._outcomes
        if as_of:
            rows = rows[(knowledge.knowledge(rows, day(as_of)) == "known").to_numpy()]
        settled = knowledge.resolve(rows)
        verdicts = dict(zip(settled["forecast"], settled["reason"], strict=True))
        places: dict[str, list[int]] = {}
        for place, forecast in zip(rows.index, rows["forecast"], strict=True):
            places.setdefault(str(forecast), []).append(int(place))
        return {
            name: _Found(tuple(places.get(name, ())), escape(verdicts.get(name, "none found"))) for name in self._heads
        }

    def _told(self, kept: int, whole: int, findings: int) -> str:
        if not whole:
            return "The article makes no forecast that has been coded."
        if not kept:
            return "No forecast has such a verdict by then. Widen the selection."
        if not (self.foresight.as_of or self.foresight.verdicts):
            return ""
        until = f" published by {dates.in_words(day(self.foresight.as_of))}" if self.foresight.as_of else ""
        return f"{kept} of {count(whole, 'forecast')} in view; {count(findings, 'finding')}{until}."


def _month(cell: str) -> str:
    """The month in which a finding was out at the latest; the year for one that is only dated to the year."""
    return cell[:7] if len(cell) >= 7 and cell[4] == "-" else cell[:4]


def _head(row: Any) -> Markup:
    said = ", ".join(f"“{word}”" for word in row.words)
    stated = f"{100 * row.low:.0f} to {100 * row.high:.0f} %" if not pd.isna(row.low) else "none stated"
    return _HEAD.format(row.sentence, row.question, f"{said}: {stated}")


def _finding(row: Any, names: Mapping[str, str]) -> Markup:
    link = outward(row.url, row.publisher or row.title)
    return _FINDING.format(
        names.get(str(row.verdict), row.verdict), row.finding, link, dates.in_words(str(row.published))
    )
