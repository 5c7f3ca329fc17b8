"""The ties as a matrix: for those who cannot use a node-link picture, and for seeing at once who has no tie with
whom.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.analysis.network import NOT_HELD
from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import SMALL, fit, styled, text_width
from workbook.charts.ties import actor_names, proper, tie_table, well_connected
from workbook.palette import light

MOST = 28
"""So many rows and columns are drawn at most."""

SIGNS: Final = {
    "positive": ("+", "green", "friendly"),
    "negative": ("−", "vermilion", "hostile"),
    "mixed": ("±", "purple", "both"),
    "neutral": ("·", "grey", "neither"),
}
"""Character, colour and name of a cell's sign."""


@styled
def relation_matrix(
    relations: pd.DataFrame, *, actors: pd.DataFrame | None = None, most: int = MOST, ax: Axes | None = None
) -> Axes:
    """Draw who (rows) is said to deal with whom (columns), and how.

    Parameters
    ----------
    relations
        Rows of that table.
    actors
        Rows of that table, for names.
    most
        So many actors, the best connected, are drawn at most; the caption says how many are left out, the table has
        all.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A cell tells its sign by colour and character; one whose
        relations are all denied or only expected has an outline alone.
    """
    relations = proper(relations)
    if relations.empty:
        return empty(ax, "No tie in this selection.", data=relations)
    names = actor_names(relations, actors)
    drawn, rows, columns = _fullest(relations, most)
    left = 0.2 + max(text_width(fit(names[actor], 2.2, SMALL), SMALL) for actor in rows)
    cell = min(0.24, (WIDTH - left - 0.1) / len(columns))
    top = 0.55 + max(text_width(fit(names[actor], 1.7, SMALL), SMALL) for actor in columns)
    ax = canvas_axes(ax, height=top + cell * len(rows) + 0.1)
    _draw_key(ax)
    _draw_grid(ax, [names[a] for a in rows], [names[a] for a in columns], left, top, cell)
    for (subject, object_), group in drawn.groupby(
        [drawn["subject"].astype(str), drawn["object"].astype(str)], sort=False
    ):
        place = left + columns.index(str(object_)) * cell, top + rows.index(str(subject)) * cell
        _draw_cell(ax, group, place, cell, f"{names[str(subject)]} → {names[str(object_)]}")
    return _describe(ax, relations, drawn, names)


def _fullest(relations: pd.DataFrame, most: int) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The relations among the best connected actors, and the actors that have a row and those that have a column."""
    while True:
        best = list(well_connected(relations).index[:most])
        drawn = relations[relations["subject"].isin(best) & relations["object"].isin(best)]
        if len(drawn):
            present = (set(drawn[name].astype(str)) for name in ("subject", "object"))
            rows, columns = ([actor for actor in best if actor in ends] for ends in present)
            return drawn, rows, columns
        most *= 2


def _sign(group: pd.DataFrame) -> str:
    signs = set(group["sign"].astype(str))
    if {"positive", "negative"} <= signs:
        return "mixed"
    return next(sign for sign in ("positive", "negative", "neutral") if sign in signs)


def _draw_key(ax: Axes) -> None:
    left = 0.1
    for character, colour, name in SIGNS.values():
        _draw_square(ax, left, 0.05, 0.2, colour, character, filled=True)
        ax.text(left + 0.27, 0.15, name, size=SMALL, color=light("muted"), va="center_baseline")
        left += 0.5 + text_width(name, SMALL)
    _draw_square(ax, left, 0.05, 0.2, "grey", "", filled=False)
    ax.text(left + 0.27, 0.15, "denied, or only expected", size=SMALL, color=light("muted"), va="center_baseline")


def _draw_grid(ax: Axes, rows: list[str], columns: list[str], left: float, top: float, cell: float) -> None:
    right, bottom = left + cell * len(columns), top + cell * len(rows)
    for number, name in enumerate(rows):
        middle = top + (number + 0.5) * cell
        ax.plot([left, right], [middle, middle], color=light("grid"), linewidth=0.6, zorder=0.5)
        ax.text(left - 0.06, middle, fit(name, 2.2, SMALL), size=SMALL, ha="right", va="center_baseline")
    for number, name in enumerate(columns):
        middle = left + (number + 0.5) * cell
        ax.plot([middle, middle], [top, bottom], color=light("grid"), linewidth=0.6, zorder=0.5)
        ax.text(
            middle,
            top - 0.06,
            fit(name, 1.7, SMALL),
            size=SMALL,
            rotation=90,
            rotation_mode="anchor",
            va="center_baseline",
        )


def _draw_square(ax: Axes, x: float, y: float, size: float, colour: str, character: str, *, filled: bool) -> Any:
    face = light(colour) if filled else light("paper")
    square = Rectangle((x, y), size, size, facecolor=face, edgecolor=light(colour), linewidth=0.9, zorder=2)
    ax.add_patch(square)
    if character:
        ink = light("paper" if filled else colour)
        ax.text(
            x + size / 2,
            y + size / 2,
            character,
            size=SMALL,
            weight="bold",
            color=ink,
            ha="center",
            va="center_baseline",
            zorder=3,
        )
    return square


def _draw_cell(ax: Axes, group: pd.DataFrame, place: tuple[float, float], cell: float, heading: str) -> None:
    character, colour, _ = SIGNS[_sign(group)]
    held = bool((~group["status"].astype(str).isin(NOT_HELD)).any())
    inset = cell * 0.06
    square = _draw_square(ax, place[0] + inset, place[1] + inset, cell - 2 * inset, colour, character, filled=held)
    kinds = [
        f"{words.label('relation_type', row.type)}{f' ({row.status})' if str(row.status) in NOT_HELD else ''}"
        for row in group.itertuples()
    ]
    quotes = [words.quoted(str(quote)) for quote in group["quote"].drop_duplicates().head(2)]
    label = words.tooltip(f"{heading}: {words.listed(dict.fromkeys(kinds))}", *quotes)
    mark(square, href=anchor(group["sentence"].iloc[0]), label=label, table="relations", rows=group["relation"])


def _describe(ax: Axes, relations: pd.DataFrame, drawn: pd.DataFrame, names: dict[str, str]) -> Axes:
    everyone = set(relations["subject"]) | set(relations["object"])
    shown = set(drawn["subject"]) | set(drawn["object"])
    targets = relations["object"].astype(str).value_counts()
    hub = min(targets[targets == targets.max()].index)
    title = (
        f"{names[hub]} is at the receiving end of {int(targets.max()):,} of {words.count(len(relations), 'relation')}"
    )
    sources = relations["subject"].astype(str).value_counts()
    source = min(sources[sources == sources.max()].index)
    alt = (
        f"Matrix of who is said to deal with whom, {words.count(len(shown), 'actor')} and "
        f"{words.count(len(drawn), 'relation')}. {title}. "
        f"Most relations go out from {names[source]}: {int(sources.max()):,}."
    )
    rest = len(everyone) - len(shown)
    left_out = (
        f"{words.count(rest, 'actor')} with the fewest ties {'is' if rest == 1 else 'are'} in the table only. "
        if rest
        else ""
    )
    caption = f"Read from the row to the column. {left_out}{words.cited(relations)}"
    return describe(ax, title=title, alt=alt, caption=caption, data=tie_table(relations, names))
