"""Where the marks and words of a timeline go, so that no two touch. Units are inches from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbook.charts import words
from workbook.charts.frame import rows_of
from workbook.charts.style import SMALL, fit, plain, text_width, wrap
from workbook.charts.time_scale import TimeScale

EDGE, GUTTER, RIGHT = 0.08, 1.4, 7.92
"""Left edge of the page, left and right edge of the part of it that has time in it."""

PAD = 0.09
"""Room between a mark and its words."""

_CLUSTER, _GAP = 0.32, 0.12
_NARROWEST = 0.24  # a span narrower than this could not be told from a point


@dataclass
class Item:
    """One mark: its events, where it starts and ends, its words, where they begin, and the first line that it takes."""

    rows: pd.DataFrame
    start: float
    end: float
    texts: tuple[str, ...] = ()
    text_left: float = 0.0
    line: int = 0

    @property
    def row(self) -> Any:
        """The first event, by attributes."""
        return next(self.rows.itertuples())

    @property
    def extent(self) -> tuple[float, float]:
        """Its left and right edge, words included."""
        widest = max((text_width(text, SMALL) for text in self.texts), default=0.0)
        left, right = self.start - PAD, self.end + PAD
        return (
            (min(left, self.text_left), max(right, self.text_left + widest))
            if self.texts
            else (left - 0.05, right + 0.05)
        )

    @property
    def within(self) -> bool:
        """Whether the words stand on the span itself."""
        return bool(self.texts) and self.start < self.text_left < self.end


def ends(row: Any, scale: TimeScale) -> tuple[float, float]:
    """Start and end of an event on the axis: a day is its noon, an open end is the end of the axis."""
    if row.date_precision == "day":
        noon = scale.position(row.date_earliest.date())
        return noon, noon
    first, last = scale.stretches[0].left, scale.stretches[-1].right
    start = first if pd.isna(row.date_earliest) else scale.position(row.date_earliest.date(), 0)
    end = last if pd.isna(row.date_latest) else scale.position(row.date_latest.date(), 1)
    widen = max(_NARROWEST - (end - start), 0) / 2
    return start - widen, end + widen


def singles(dated: pd.DataFrame, scale: TimeScale) -> list[Item]:
    """One item an event, earliest first, its words beside it."""
    ordered = dated.sort_values(["date_earliest", "date_latest"], kind="stable", na_position="first")
    items = []
    for row in rows_of(ordered):
        when = words.short_date(str(row.date))
        crowded = scale.crowded
        if crowded and row.date_precision == "day" and crowded.first <= row.date_earliest.date() <= crowded.last:
            when = when.replace(f" {crowded.first.year}", "")
        text = plain(f"{when} · {row.label}{'*' if row.date_note else ''}")
        items.append(_worded(Item(dated.loc[[row.Index]], *ends(row, scale)), text))
    return items


def _worded(item: Item, text: str) -> Item:
    """Words to the right if they fit, else to the left, else on the span itself; what fits nowhere is broken where
    most room is.
    """
    right, left = RIGHT - item.end - PAD, item.start - GUTTER - PAD
    on_span = item.end - item.start - 0.4
    width = text_width(text, SMALL)
    room = next((room for room in (right, left, on_span) if width <= room), max(right, left, on_span))
    item.texts = (fit(text, room, SMALL),) if room == on_span else wrap(text, room, SMALL)
    if room == right:
        item.text_left = item.end + PAD
    elif room == left:
        item.text_left = item.start - PAD - max(text_width(line, SMALL) for line in item.texts)
    else:
        item.text_left = item.start + 0.2
    return item


def clusters(dated: pd.DataFrame, scale: TimeScale) -> list[Item]:
    """Events that begin within a third of an inch of each other as one item, where the first of them begins."""
    starts = pd.Series([ends(row, scale)[0] for row in dated.itertuples()], index=dated.index, dtype=float)
    members: list[list[Any]] = []
    edge = float("-inf")
    for index, start in starts.sort_values(kind="stable").items():
        if start > edge:
            members.append([])
            edge = start + _CLUSTER
        members[-1].append(index)
    return [Item(dated.loc[group], starts[group[0]], starts[group[0]]) for group in members]


def pack(items: list[Item]) -> int:
    """Put each item on the first line where it touches nothing; returns how many lines that takes."""
    taken: list[list[tuple[float, float]]] = []
    for item in items:
        left, right = item.extent
        height = max(len(item.texts), 1)
        while any(
            _touches(taken[line], left, right) for line in range(item.line, item.line + height) if line < len(taken)
        ):
            item.line += 1
        taken += [[] for _ in range(item.line + height - len(taken))]
        for line in range(item.line, item.line + height):
            taken[line].append((left, right))
    return len(taken)


def _touches(spans: list[tuple[float, float]], left: float, right: float) -> bool:
    return any(left < end + _GAP and start < right + _GAP for start, end in spans)


def columns(undated: pd.DataFrame, most: int) -> tuple[list[Item], int]:
    """Events without a date in two columns, in the order of the text, and how many lines they take; the last item
    stands for the rest.
    """
    if "dataset" not in undated:  # rows of several texts come in an order of their own
        undated = undated.iloc[undated["sentence"].str.slice(1).astype(int).argsort(kind="stable")]
    shown = undated if len(undated) <= most else undated.head(most - 1)
    groups = [undated.loc[[index]] for index in shown.index]
    if len(shown) < len(undated):
        groups.append(undated.iloc[len(shown) :])
    lines = -(-len(groups) // 2)
    width = (RIGHT - EDGE) / 2
    items = []
    for number, rows in enumerate(groups):
        place = EDGE + 0.07 + width * (number // lines)
        text = str(rows["label"].iloc[0]) if len(rows) == 1 else f"and {len(rows):,} more"
        fitted = fit(text, width - 0.3, SMALL)
        items.append(Item(rows, place, place, (fitted,), place + PAD, number % lines))
    return items, lines
