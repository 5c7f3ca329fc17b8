"""Bars made of units: each row of a table is one shape, so that a bar can be counted and every part of it leads to
its sentence.

The shapes of a bar stand in columns as high for every bar, so lengths can be compared as in any bar chart. A colour
never stands alone: each category has a shape too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, mark
from workbook.charts.style import BASE, SMALL, styled, text_width, wrap
from workbook.palette import light

SHAPES: Final = ("o", "s", "D", "^", "P", "v", "X", "h")
"""The shapes of the categories, in order."""

_UNIT, _HIGH, _KEY, _MOST_BARS = 0.155, 4, 0.42, 16


@dataclass(frozen=True)
class Category:
    """What the colour and shape of a unit say: the value in the column, and the name of a colour."""

    code: str
    label: str
    colour: str


@dataclass(frozen=True)
class Bar:
    """A bar: its name and its rows."""

    label: str
    rows: pd.DataFrame


@styled
def unit_bars(
    ax: Axes | None,
    bars: Sequence[Bar],
    *,
    column: str,
    categories: Sequence[Category],
    tooltip: Callable[[Any], str],
) -> tuple[Axes, int]:
    """Draw bars of units coloured by a column.

    Parameters
    ----------
    ax
        Axes to draw on, or None for new ones.
    bars
        From top to bottom; those past the sixteenth are left out and counted.
    column
        The column that holds the category.
    categories
        In the order in which they fill a bar.
    tooltip
        Makes a row's tooltip.

    Returns
    -------
    tuple
        The axes, whose units are inches from the top left corner, and how many rows one shape stands for: 1 unless
        the bars are too long for that.
    """
    shown = list(bars[:_MOST_BARS])
    gutter = 0.25 + min(max(text_width(line, BASE) for bar in shown for line in wrap(bar.label, 2.2, BASE)), 2.2)
    across = int((WIDTH - gutter - 1.1) / _UNIT)
    longest = max(len(bar.rows) for bar in shown)
    each = ceil(longest / (across * _HIGH))
    high = min(ceil(ceil(longest / each) / across), _HIGH)
    highs = [min(ceil(len(bar.rows) / each), high) for bar in shown]
    middles, height = _middles(shown, highs)
    ax = canvas_axes(ax, height=height + (0.3 if len(bars) > len(shown) else 0.05))
    shapes = {category.code: (SHAPES[place % len(SHAPES)], category) for place, category in enumerate(categories)}
    _draw_key(ax, shown, column, shapes)
    for bar, middle, own_high in zip(shown, middles, highs, strict=True):
        _draw_name(ax, bar.label, middle)
        last = _draw_units(ax, bar, column, shapes, (gutter, middle), own_high, each, tooltip)
        ax.text(last + 0.12, middle, f"{len(bar.rows):,}", size=BASE, weight="bold", va="center_baseline")
    if len(bars) > len(shown):
        rest = sum(len(bar.rows) for bar in bars[_MOST_BARS:])
        text = f"and {len(bars) - len(shown):,} more with {rest:,} together"
        ax.text(gutter, height + 0.1, text, size=SMALL, color=light("muted"), va="center_baseline")
    return ax, each


def _middles(bars: Sequence[Bar], highs: Sequence[int]) -> tuple[list[float], float]:
    """The middle of each bar, and where the last one ends."""
    middles, top = [], _KEY
    for bar, high in zip(bars, highs, strict=True):
        tall = max(high * _UNIT + 0.14, 0.2 * len(wrap(bar.label, 2.2, BASE)) + 0.1)
        middles.append(top + tall / 2)
        top += tall
    return middles, top


def _draw_key(ax: Axes, bars: Sequence[Bar], column: str, shapes: dict[str, tuple[str, Category]]) -> None:
    totals = pd.concat([bar.rows[column].astype(str) for bar in bars]).value_counts()
    left = 0.14
    for code, (shape, category) in shapes.items():
        if code in totals:
            label = f"{category.label} {totals[code]:,}"
            ax.plot(left, 0.14, shape, color=light(category.colour), markersize=6.5)
            ax.text(left + 0.11, 0.14, label, size=SMALL, color=light("muted"), va="center_baseline")
            left += text_width(label, SMALL) + 0.32


def _draw_name(ax: Axes, label: str, middle: float) -> None:
    lines = wrap(label, 2.2, BASE)
    for number, line in enumerate(lines):
        ax.text(0.08, middle + 0.19 * (number - (len(lines) - 1) / 2), line, size=BASE, va="center_baseline")


def _draw_units(
    ax: Axes,
    bar: Bar,
    column: str,
    shapes: dict[str, tuple[str, Category]],
    start: tuple[float, float],
    high: int,
    each: int,
    tooltip: Callable[[Any], str],
) -> float:
    """Fill columns from the top, category by category; returns where the last column ends."""
    rank = {code: place for place, code in enumerate(shapes)}
    places = bar.rows[column].astype(str).map(rank).fillna(len(rank))
    rows = list(bar.rows.iloc[places.argsort(kind="stable")].itertuples())
    groups = [rows[first : first + each] for first in range(0, len(rows), each)]
    for number, group in enumerate(groups):
        row = group[0]
        shape, category = shapes.get(str(getattr(row, column)), ("o", Category("", "", "grey")))
        x = start[0] + (number // high + 0.5) * _UNIT
        y = start[1] + (number % high - (high - 1) / 2) * _UNIT
        (unit,) = ax.plot(x, y, shape, color=light(category.colour), markersize=7.2, markeredgewidth=0)
        label = tooltip(row)
        if len(group) > 1:
            label = words.tooltip(f"{len(group):,} rows, the first:", label)
        mark(unit, href=anchor(row.sentence), label=label)
    return start[0] + ceil(len(groups) / high) * _UNIT
