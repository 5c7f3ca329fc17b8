"""Storylines held against the judgements: where each holds, where it breaks, and what pushes against it."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.charts import words
from workbook.charts.developments import Developments
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark, rows_of
from workbook.charts.style import BASE, SMALL, styled, wrap
from workbook.palette import light

BASIS_NAMES: Final = {"article": "article’s own", "all": "with analyst’s"}
"""The heading of a column of verdicts, by the judgements it rests on."""

_BY: Final = {"article": "by the article’s own judgements", "all": "with the analyst’s as well"}
_GUTTER, _ROW, _CELL, _TOP = 1.75, 0.66, 0.23, 1.42


@styled
def storyline_balance(
    margins: pd.DataFrame,
    *,
    storylines: pd.DataFrame,
    descriptors: pd.DataFrame,
    states: pd.DataFrame,
    ax: Axes | None = None,
) -> Axes:
    """Draw for each storyline and development whether its state holds.

    Parameters
    ----------
    margins
        Columns ``basis`` ("article" or "all"), ``storyline``, ``descriptor``, ``state``, ``rival``, ``margin``,
        ``judgements``, as from :meth:`workbook.analysis.scenarios.Study.margins_frame`.
    storylines, descriptors, states
        Rows of those tables, for names and sentences.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. Each cell says its verdict in words; a break is filled as well.
    """
    if margins.empty:
        return empty(ax, "The dataset tells no storyline to hold against the judgements.")
    known = Developments(descriptors, states)
    told = storylines.drop_duplicates("storyline").set_index("storyline")["label"]
    stories = list(dict.fromkeys(margins["storyline"]))[:3]
    bases = [basis for basis in BASIS_NAMES if basis in set(margins["basis"])]
    rows = list(dict.fromkeys(margins["descriptor"]))
    wide = (WIDTH - _GUTTER - 0.05) / len(stories)
    ax = canvas_axes(ax, height=_TOP + _ROW * len(rows) + 0.05)
    for number, descriptor in enumerate(rows):
        _draw_row_name(ax, known.name(descriptor), _TOP + number * _ROW)
    sentences = storylines.set_index(["storyline", "descriptor"])["sentence"]
    for place, story in enumerate(stories):
        left = _GUTTER + place * wide
        _draw_heading(ax, str(told[story]), left, wide)
        for column, basis in enumerate(bases):
            x, cell = left + column * (wide - 0.15) / len(bases), (wide - 0.15) / len(bases)
            part = margins[(margins["storyline"] == story) & (margins["basis"] == basis)]
            _draw_total(ax, part, BASIS_NAMES[basis], x, cell)
            for row in rows_of(part):
                y = _TOP + rows.index(row.descriptor) * _ROW
                if column == 0:
                    _draw_state(ax, known.state(row.descriptor, row.state), left, y, wide - 0.2)
                _draw_verdict(ax, row, known, (x, y + 0.37, cell - 0.05), str(sentences[story, row.descriptor]))
    return _describe_balance(ax, margins, known, told, stories)


def verdict(margin: float, judgements: int) -> tuple[str, str]:
    """A descriptor's verdict, one of breaks, tie, unjudged, holds, and the words for it."""
    if judgements == 0:
        return "unjudged", "nothing said"
    if margin < 0:
        return "breaks", f"breaks by {abs(margin):g}"
    if margin == 0:
        return "tie", "exact tie"
    return "holds", "holds" if math.isinf(margin) else f"holds by {margin:g}"


def _draw_row_name(ax: Axes, name: str, y: float) -> None:
    ax.plot([0, WIDTH], [y - 0.02, y - 0.02], color=light("grid"), linewidth=0.8)
    lines = wrap(name, _GUTTER - 0.15, BASE)
    for number, line in enumerate(lines):
        ax.text(0.02, y + _ROW / 2 + 0.18 * (number - (len(lines) - 1) / 2), line, size=BASE, va="center_baseline")


def _draw_state(ax: Axes, label: str, left: float, y: float, inches: float) -> None:
    lines = wrap(label, inches, SMALL)
    for number, line in enumerate(lines):
        ax.text(left, y + 0.27 - 0.15 * (len(lines) - 1 - number), line, size=SMALL, va="center_baseline")


def _draw_heading(ax: Axes, label: str, left: float, wide: float) -> None:
    for number, line in enumerate(wrap(label, (wide - 0.15) * 0.88, BASE, lines=3)):
        ax.text(left, 0.14 + 0.18 * number, line, size=BASE, weight="bold", va="center_baseline")


def _draw_total(ax: Axes, part: pd.DataFrame, name: str, x: float, wide: float) -> None:
    broken = int((part["margin"] < 0).sum())
    ax.text(x, 0.81, name, size=SMALL, color=light("muted"), va="center_baseline")
    words_ = f"breaks at {broken}" if broken else "holds"
    colour = "vermilion" if broken else "green"
    ax.add_patch(Rectangle((x, 0.95), wide - 0.05, 0.3, facecolor=light(colour), linewidth=0))
    ax.text(
        x + (wide - 0.05) / 2, 1.1, words_, size=BASE, weight="bold", color=light("paper"), ha="center",
        va="center_baseline",
    )  # fmt: skip


def _draw_verdict(ax: Axes, row: Any, known: Developments, place: tuple[float, float, float], sentence: str) -> None:
    kind, said = verdict(row.margin, row.judgements)
    x, y, wide = place
    face = {"breaks": "vermilion", "holds": "wash"}.get(kind, "paper")
    edge = {"breaks": "vermilion", "tie": "brown", "holds": "wash"}.get(kind, "grid")
    ink = {"breaks": "paper", "unjudged": "muted"}.get(kind, "ink")
    box = Rectangle((x, y), wide, _CELL, facecolor=light(face), edgecolor=light(edge), linewidth=1)
    ax.add_patch(box)
    ax.text(x + wide / 2, y + _CELL / 2, said, size=SMALL, color=light(ink), ha="center", va="center_baseline")
    rival = f"Best alternative: {known.state(row.descriptor, row.rival)}." if row.rival and row.judgements else ""
    label = words.tooltip(f"{known.both(row.descriptor, row.state)}: {said}", rival)
    mark(box, href=anchor(sentence or known.sentence(row.descriptor)), label=label)


def _describe_balance(
    ax: Axes, margins: pd.DataFrame, known: Developments, told: pd.Series, stories: list[str]
) -> Axes:
    broken = margins[margins["margin"] < 0]
    parts_held = []
    for basis in dict.fromkeys(margins["basis"]):
        lost = set(broken.loc[broken["basis"] == basis, "storyline"])
        held = words.listed(f"“{told[story]}”" for story in stories if story not in lost) or "none of the storylines"
        parts_held.append(f"{held} holds together {_BY[str(basis)]}")
    title = "; ".join(parts_held)
    title = title[:1].upper() + title[1:]
    parts = [
        f"{told[story]}, {BASIS_NAMES[str(basis)]} judgements: "
        + words.listed(f"{known.name(row.descriptor)} breaks by {abs(row.margin):g}" for row in rows_of(group))
        for basis in dict.fromkeys(margins["basis"])
        for story in stories
        if len(group := broken[(broken["storyline"] == story) & (broken["basis"] == basis)])
    ]
    alt = f"Table of verdicts on {words.count(margins['descriptor'].nunique(), 'development')}. {title}. " + ". ".join(
        parts
    )
    caption = (
        "Left of each pair: only what the article itself asserts. Right: with the analyst’s judgements as well. "
        "“Breaks by 2” means that an alternative state gets 2 points more support from the rest of the storyline; "
        "a tie still holds; “nothing said” means that no judgement bears on it."
    )
    data = margins.assign(
        storyline=margins["storyline"].map(told),
        state=[known.state(row.descriptor, row.state) for row in rows_of(margins)],
        rival=[known.state(row.descriptor, row.rival) if row.rival else "" for row in rows_of(margins)],
        descriptor=margins["descriptor"].map(known.names),
    )
    return describe(ax, title=title, alt=alt + ".", caption=caption, data=data)
