"""What pushes for and against the states of a storyline, each judgement with the ground it rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.charts import words
from workbook.charts.developments import Developments
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark, rows_of
from workbook.charts.style import BASE, SMALL, fit, styled, text_width, wrap
from workbook.palette import light

_NAME, _BARS, _ROW = 2.2, 2.1, 0.5
_GROUND = WIDTH - _NAME - _BARS - 0.2


@styled
def pushes(
    pushes: pd.DataFrame,
    *,
    descriptors: pd.DataFrame,
    states: pd.DataFrame,
    subject: str = "the storyline",
    ax: Axes | None = None,
) -> Axes:
    """Draw the judgements that bear on some states of a storyline as bars for (right) and against (left).

    Parameters
    ----------
    pushes
        As from :meth:`workbook.analysis.scenarios.Study.pushes_frame`.
    descriptors, states
        Rows of those tables, for names.
    subject
        What the storyline is called within a sentence.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A bar that rests on the article is filled and followed by the quote;
        one that rests on the analyst is an outline, followed by the reason.
    """
    if pushes.empty:
        return empty(ax, f"No judgement pushes against {subject}: it breaks nowhere.", data=pushes)
    known = Developments(descriptors, states)
    groups = list(pushes.groupby("descriptor", sort=False))
    height = 0.4 + sum(0.62 + _ROW * len(group) for _, group in groups)
    ax = canvas_axes(ax, height=height)
    _draw_key(ax)
    scale = (_BARS / 2 - 0.25) / max(pushes["effect"].abs().max(), 1)
    top = 0.4
    for name, group in groups:
        first = group.iloc[0]
        lead = f"breaks by {abs(first.margin):g}" if first.margin < 0 else "holds"
        ax.text(0.02, top + 0.14, f"{known.name(str(name))} {lead}", size=BASE, weight="bold", va="center_baseline")
        state, rival = (known.state(str(name), str(key)) for key in (first.state, first.rival))
        middle = _NAME + _BARS / 2
        left, right = fit(f"◂ for “{rival}”", middle - 0.1, SMALL), fit(f"for “{state}” ▸", WIDTH - middle - 0.1, SMALL)
        style: Any = {"size": SMALL, "color": light("muted"), "va": "center_baseline"}
        ax.text(middle - 0.06, top + 0.36, left, ha="right", **style)
        ax.text(middle + 0.06, top + 0.36, right, ha="left", **style)
        top += 0.5
        ordered = group.sort_values("effect", kind="stable")
        ax.plot([middle, middle], [top, top + _ROW * len(group)], color=light("line"), linewidth=0.8)
        for number, row in enumerate(rows_of(ordered)):
            _draw_push(ax, row, known, top + number * _ROW, middle, scale)
        top += _ROW * len(group) + 0.12
    return _describe(ax, pushes, known, subject)


def _draw_key(ax: Axes) -> None:
    left = 0.02
    for basis, label in (
        ("article", "rests on the article (its words at the right)"),
        ("analyst", "rests on the analyst"),
    ):
        _draw_box(ax, (left, 0.07), 0.22, 0.14, basis)
        ax.text(left + 0.3, 0.14, label, size=SMALL, color=light("muted"), va="center_baseline")
        left += 0.6 + text_width(label, SMALL)


def _draw_box(ax: Axes, place: tuple[float, float], wide: float, high: float, basis: str) -> Rectangle:
    colour = "blue" if basis == "article" else "brown"
    face = light(colour) if basis == "article" else light("paper")
    box = Rectangle(place, wide, high, facecolor=face, edgecolor=light(colour), linewidth=1.3, zorder=2)
    ax.add_patch(box)
    return box


def _lines(ax: Axes, text: str, x: float, y: float, inches: float, **style: Any) -> None:
    lines = wrap(text, inches, SMALL)
    for number, line in enumerate(lines):
        ax.text(x, y + 0.16 * (number - (len(lines) - 1) / 2), line, size=SMALL, va="center_baseline", **style)


def _draw_push(ax: Axes, row: Any, known: Developments, top: float, middle: float, scale: float) -> None:
    y, wide = top + _ROW / 2, abs(row.effect) * scale
    box = _draw_box(ax, (middle if row.effect > 0 else middle - wide, y - 0.11), wide, 0.22, str(row.basis))
    end = middle + row.effect * scale + (0.05 if row.effect > 0 else -0.05)
    number = f"{row.effect:+g}".replace("-", "−")
    ax.text(end, y, number, size=SMALL, weight="bold", ha="left" if row.effect > 0 else "right", va="center_baseline")
    source = known.both(row.source, row.source_state)
    _lines(ax, source, 0.02, y, _NAME - 0.1)
    _lines(ax, ground(row), _NAME + _BARS + 0.1, y, _GROUND, color=light("muted"))
    mark(box, href=anchor(row.sentence), label=words.tooltip(f"{source}: {number}", ground(row), str(row.reason)))


def ground(row: Any) -> str:
    """What a judgement rests on: the article's words in quotation marks, or the analyst's reason, named as such."""
    if str(row.basis) == "article":
        return f"Article: {words.quoted(str(row.quote))}"
    return f"Analyst: {row.reason}"


def _describe(ax: Axes, pushes: pd.DataFrame, known: Developments, subject: str) -> Axes:
    against = pushes[pushes["effect"] < 0]
    own = int((against["basis"].astype(str) == "article").sum())
    many = words.count(len(against), "influence speaks", "influences speak")
    title = f"{many} against {subject} where it breaks: {own} from the article, {len(against) - own} from the analyst"
    strongest = pushes.iloc[int(pushes["effect"].to_numpy().argmin())]
    alt = (
        f"Bars of {words.count(len(pushes), 'influence')}. {title}. The strongest against is "
        f"{known.both(strongest['source'], strongest['source_state'])}, {strongest['effect']:g}. {ground(strongest)}"
    )
    caption = (
        "What each state of the storyline adds to, or takes from, the lead over the best alternative. "
        f"{words.cited(pushes)}"
    )
    data = pushes.drop(columns=["last_sentence"]).assign(
        descriptor=pushes["descriptor"].map(known.names),
        state=[known.state(row.descriptor, row.state) for row in rows_of(pushes)],
        rival=[known.state(row.descriptor, row.rival) for row in rows_of(pushes)],
        source=[known.name(name) for name in pushes["source"]],
        source_state=[known.state(row.source, row.source_state) for row in rows_of(pushes)],
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
