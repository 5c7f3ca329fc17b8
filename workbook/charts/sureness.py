"""How surely the claims are put: along the text, and against what they rest on."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.source import claim_table, claim_tooltip, numbers
from workbook.charts.style import BASE, SMALL, styled, text_width
from workbook.palette import light
from workbook.vocabularies import ATTRIBUTION, BASIS, FACTUALITY

_LEFT, _RIGHT, _COLUMNS, _UNIT, _STACK, _CERTAIN = 1.75, WIDTH - 0.5, 48, 0.125, 14, ("CT+", "CT-")
_SHAPES: Final = {"author": "o", "named": "s", "unnamed": "D", "generic": "^", "none": "v"}


@styled
def certainty(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how surely each claim is put, in the order of the text.

    Parameters
    ----------
    claims
        Rows of that table.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        A row for each degree of certainty that occurs, a shape for each claim: its colour and shape tell the
        attribution, and it is hollow if words in it weaken or strengthen the certainty. Units are inches from the
        top left corner.
    """
    if claims.empty:
        return empty(ax, "No claim in this selection.", data=claims)
    levels = [code for code in FACTUALITY if (claims["factuality"].astype(str) == code.code).any()]
    columns, step = _columns(claims)
    stacks = claims.groupby([claims["factuality"].astype(str), columns]).cumcount()
    tall = {}
    for level in levels:
        highest = int(stacks[claims["factuality"].astype(str) == level.code].max()) + 1
        tall[level.code] = max(min(highest, _STACK) * _UNIT, 0.25) + 0.16
    height = 0.45 + sum(tall.values()) + 0.45
    ax = canvas_axes(ax, height=height)
    draw_key(ax, claims)
    bottom = 0.45
    for level in levels:
        bottom += tall[level.code]
        inside = claims[claims["factuality"].astype(str) == level.code]
        _draw_level(ax, level.label, inside, bottom)
        for index, row in zip(inside.index, inside.itertuples(), strict=True):
            if stacks[index] < _STACK:
                place = _LEFT + (columns[index] + 0.5) * step
                draw_claim(ax, row, place, bottom - 0.06 - (stacks[index] + 0.5) * _UNIT)
    _draw_axis(ax, claims, columns, step, bottom)
    return _describe(ax, claims)


def _columns(claims: pd.DataFrame) -> tuple[pd.Series, float]:
    """The column of each claim, one a sentence or, of a long text, one for several; and how wide a column is."""
    found = numbers(claims)
    first, last = int(found.min()), int(found.max())
    each = -(-(last - first + 1) // _COLUMNS)
    columns = (found - first) // each
    return columns, (_RIGHT - _LEFT) / max(int(columns.max()) + 1, 12)


def draw_key(ax: Axes, claims: pd.DataFrame) -> None:
    """Draw the key of attributions along the top."""
    left = 0.14
    for code in ATTRIBUTION:
        if (claims["attribution"].astype(str) == code.code).any():
            ax.plot(left, 0.14, _SHAPES[code.code], color=light(code.colour), markersize=6)
            ax.text(left + 0.1, 0.14, code.label, size=SMALL, color=light("muted"), va="center_baseline")
            left += text_width(code.label, SMALL) + 0.3
    ax.plot(left, 0.14, "o", color=light("muted"), markerfacecolor=light("paper"), markersize=6)
    ax.text(left + 0.1, 0.14, "hollow: says how sure", size=SMALL, color=light("muted"), va="center_baseline")


def _draw_level(ax: Axes, label: str, inside: pd.DataFrame, bottom: float) -> None:
    ax.plot([0.08, _RIGHT + 0.4], [bottom, bottom], color=light("grid"), linewidth=0.9, zorder=0.6)
    ax.text(0.08, bottom - 0.13, label, size=BASE, va="center_baseline")
    ax.text(_RIGHT + 0.4, bottom - 0.13, f"{len(inside):,}", size=BASE, weight="bold", ha="right", va="center_baseline")


def draw_claim(ax: Axes, row: Any, x: float, y: float) -> None:
    """Draw the shape of a claim: colour and shape tell the attribution, hollow is one that says how sure it is."""
    colour = light(words.colour("attribution", row.attribution))
    face = light("paper") if row.hedge else colour
    shape = _SHAPES.get(str(row.attribution), "o")
    (unit,) = ax.plot(x, y, shape, color=colour, markerfacecolor=face, markersize=5.6, markeredgewidth=1.2)
    said = (
        f"Says how sure: {words.listed(f'“{word}”' for word in row.hedge)}"
        if row.hedge
        else "Put without a word of certainty"
    )
    mark(unit, href=anchor(row.sentence), label=words.tooltip(claim_tooltip(row), said))


def _draw_axis(ax: Axes, claims: pd.DataFrame, columns: pd.Series, step: float, bottom: float) -> None:
    edge = 0.0
    firsts = claims.assign(column=columns, number=numbers(claims)).groupby("column")["number"].min()
    for column, number in firsts.items():
        place = _LEFT + (int(str(column)) + 0.5) * step
        if place - edge > 0.42:
            ax.text(
                place,
                bottom + 0.15,
                f"s{number}",
                size=SMALL - 1,
                color=light("muted"),
                ha="center",
                va="center_baseline",
            )
            edge = place
    ax.text(0.08, bottom + 0.15, "in the order of the text", size=SMALL - 1, color=light("muted"), va="center_baseline")


def _describe(ax: Axes, claims: pd.DataFrame) -> Axes:
    sure = int(claims["factuality"].astype(str).isin(_CERTAIN).sum())
    hedged = int(claims["hedge"].map(bool).sum())
    title = f"{sure:,} of {words.count(len(claims), 'claim')} are put as certain; {hedged:,} say in words how sure"
    levels = claims["factuality"].astype(str).value_counts()
    said = words.listed((f"{code.label} {levels[code.code]:,}" for code in FACTUALITY if code.code in levels), limit=9)
    alt = f"Claims by how surely they are put, in the order of the text: {said}. {title}."
    caption = f"One shape is one claim, above its sentence. {words.cited(claims)}"
    return describe(ax, title=title, alt=alt, caption=caption, data=claim_table(claims))


@styled
def certainty_by_basis(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how surely the claims are put against what they rest on: far up is certain, far right can be looked up.

    Parameters
    ----------
    claims
        Rows of that table.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        A cell for each pair of certainty and basis, a shape for each claim in it. Units are inches from the top
        left corner.
    """
    if claims.empty:
        return empty(ax, "No claim in this selection.", data=claims)
    bases = [code for code in reversed(BASIS.codes)]
    levels = [code for code in FACTUALITY if (claims["factuality"].astype(str) == code.code).any()]
    width = (WIDTH - 0.1 - _LEFT) / len(bases)
    across = int((width - 0.4) / _UNIT)
    cells = {key: rows for key, rows in claims.groupby([claims["factuality"].astype(str), claims["basis"].astype(str)])}
    lines = {
        level.code: max(-(-len(rows) // across) for (code, _), rows in cells.items() if code == level.code)
        for level in levels
    }
    tall = {code: max(min(number, _STACK) * _UNIT, 0.2) + 0.2 for code, number in lines.items()}
    ax = canvas_axes(ax, height=0.85 + sum(tall.values()) + 0.1)
    draw_key(ax, claims)
    top = 0.85
    for place, basis in enumerate(bases):
        ax.text(_LEFT + place * width + 0.08, top - 0.16, basis.label, size=BASE, weight="bold", va="center_baseline")
    for level in levels:
        ax.plot([0.08, WIDTH - 0.1], [top, top], color=light("grid"), linewidth=0.9, zorder=0.6)
        ax.text(0.08, top + tall[level.code] / 2, level.label, size=BASE, va="center_baseline")
        for place, basis in enumerate(bases):
            rows = cells.get((level.code, basis.code))
            if rows is not None:
                _draw_cell(ax, rows, _LEFT + place * width + 0.08, top + 0.1, across)
        top += tall[level.code]
    return _describe_cells(ax, claims)


def _draw_cell(ax: Axes, rows: pd.DataFrame, left: float, top: float, across: int) -> None:
    ranks = rows["attribution"].astype(str).map({code: place for place, code in enumerate(ATTRIBUTION.order)})
    ordered = rows.iloc[ranks.argsort(kind="stable")]
    for number, row in enumerate(ordered.head(across * _STACK).itertuples()):
        draw_claim(ax, row, left + (number % across + 0.5) * _UNIT, top + (number // across + 0.5) * _UNIT)
    edge = left + min(len(rows), across) * _UNIT + 0.06
    ax.text(edge, top + _UNIT / 2, f"{len(rows):,}", size=SMALL, weight="bold", va="center_baseline")


def _describe_cells(ax: Axes, claims: pd.DataFrame) -> Axes:
    sure = claims["factuality"].astype(str).isin(_CERTAIN)
    bare = int((sure & (claims["basis"].astype(str) == "assertion")).sum())
    title = f"{bare:,} of {words.count(int(sure.sum()), 'claim')} put as certain rest on assertion alone"
    bases = claims["basis"].astype(str).value_counts()
    said = words.listed((f"{code.label} {bases[code.code]:,}" for code in BASIS if code.code in bases), limit=9)
    alt = f"Grid of claims by how surely they are put and by what they rest on. By basis: {said}. {title}."
    caption = f"One shape is one claim. {words.cited(claims)}"
    return describe(ax, title=title, alt=alt, caption=caption, data=claim_table(claims))
