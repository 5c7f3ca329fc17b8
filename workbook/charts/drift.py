"""How sure the text is of one matter as it goes along: from what is reported to what is called proven."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from workbook.charts import words
from workbook.charts.frame import WIDTH, canvas_axes, describe, empty
from workbook.charts.style import SMALL, styled, wrap
from workbook.charts.sureness import draw_claim, draw_key
from workbook.palette import light
from workbook.vocabularies import FACTUALITY

PARTS: Final = {
    "itself": "the claim",
    "ground": "offered for it",
    "drawn": "drawn from it",
    "qualifies": "qualifies it",
    "contradicts": "contradicts it",
}
"""What the chart calls the part that a claim has in the matter."""

MOST: Final = 60
"""So many claims are drawn at most."""

_NUMBER, _PART, _WORDS = 0.08, 0.45, 1.45
_RIGHT, _TOP, _LINE = WIDTH - 0.04, 0.75, 0.155
_STEP, _WIDEST = 0.66, 3.2
_CERTAIN = ("CT+", "CT-")


@styled
def certainty_drift(matter: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how surely each claim on one matter is put, from the first in the text down to the last.

    Parameters
    ----------
    matter
        Claims as `workbook.analysis.argument.matter` gives them, in the order of the text.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        A row for each claim with its words; its mark stands the further right, the surer the claim is put, and a line
        leads from mark to mark. Colour and shape tell the attribution. Units are inches from the top left corner.
    """
    if matter.empty:
        return empty(ax, "No claim in the text leads to another, so there is no matter to follow.", data=matter)
    matter, whole = matter.head(MOST), matter
    levels = [code for code in reversed(FACTUALITY.codes) if (matter["factuality"].astype(str) == code.code).any()]
    step = min(_STEP, _WIDEST / len(levels))
    room = _RIGHT - step * len(levels) - _WORDS - 0.1
    weights = ["bold" if part == "itself" else "normal" for part in matter["part"]]
    broken = [_broken(*row, room) for row in zip(matter["statement"], weights, strict=True)]
    heights = [_LINE * len(lines) + 0.09 for lines in broken]
    bottom = _TOP + sum(heights) + 0.1
    ax = canvas_axes(ax, height=bottom)
    draw_key(ax, matter)
    places = _draw_scale(ax, [level.code for level in levels], step, bottom)
    middles = [_TOP + sum(heights[:number]) + height / 2 for number, height in enumerate(heights)]
    across = [places[str(code)] for code in matter["factuality"]]
    ax.plot(across, middles, color=light("line"), linewidth=1.0, zorder=0.9)
    for row, lines, x, y, height in zip(matter.itertuples(), broken, across, middles, heights, strict=True):
        _draw_row(ax, row, lines, y, height)
        draw_claim(ax, row, x, y)
    return _describe(ax, whole)


def _broken(statement: object, weight: str, room: float) -> tuple[str, ...]:
    """A statement in at most two lines; bold type is wider than what the lines are measured with."""
    return wrap(str(statement), room * 0.88 if weight == "bold" else room, SMALL)


def _draw_scale(ax: Axes, codes: list[str], step: float, bottom: float) -> dict[str, float]:
    """The scale of certainty across the top; where on it each level stands."""
    left = _RIGHT - step * len(codes)
    places = {code: left + (number + 0.5) * step for number, code in enumerate(codes)}
    for code, place in places.items():
        ax.plot([place, place], [_TOP - 0.1, bottom - 0.1], color=light("grid"), linewidth=0.9, zorder=0.6)
        for number, line in enumerate(reversed(wrap(words.label("factuality", code), step - 0.04, SMALL))):
            top = _TOP - 0.2 - _LINE * number
            ax.text(place, top, line, size=SMALL, color=light("muted"), ha="center", va="center_baseline")
    ax.text(_NUMBER, _TOP - 0.2, "in the order of the text", size=SMALL, color=light("muted"), va="center_baseline")
    return places


def _draw_row(ax: Axes, row: Any, lines: tuple[str, ...], middle: float, height: float) -> None:
    itself = row.part == "itself"
    if itself:
        ax.axhspan(middle - height / 2, middle + height / 2, color=light("wash"), zorder=0.3)
    ax.text(_NUMBER, middle, row.sentence, size=SMALL, color=light("muted"), va="center_baseline")
    colour = {"itself": "ink", "qualifies": "brown", "contradicts": "red"}.get(str(row.part), "muted")
    weight = "bold" if itself else "normal"
    ax.text(_PART, middle, PARTS[str(row.part)], size=SMALL, color=light(colour), weight=weight, va="center_baseline")
    for number, line in enumerate(lines):
        place = middle + _LINE * (number - (len(lines) - 1) / 2)
        ax.text(_WORDS, place, line, size=SMALL, weight=weight, va="center_baseline")


def _describe(ax: Axes, matter: pd.DataFrame) -> Axes:
    itself = matter.loc[matter["part"].astype(str) == "itself", "factuality"]
    sure = matter["factuality"].astype(str).isin(_CERTAIN)
    unsure = int((~sure).sum())
    are = "is" if unsure == 1 else "are"
    title = f"{unsure} of {words.count(len(matter), 'claim')} on the matter {are} put as less than certain"
    if len(itself):
        title += f"; the one it turns on is put as {words.label('factuality', itself.iloc[0]).lower()}"
    told = "; ".join(_told(row) for row in matter.itertuples())
    data = pd.DataFrame(
        {
            "part": [PARTS[str(part)] for part in matter["part"]],
            "claim": matter["statement"],
            "certainty": [words.label("factuality", code) for code in matter["factuality"]],
            "attribution": [words.label("attribution", code) for code in matter["attribution"]],
            "basis": [words.label("basis", code) for code in matter["basis"]],
            "cue": [", ".join(cues) for cues in matter["hedge"]],
            "sentence": matter["sentence"],
        }
    )
    alt = f"Claims on one matter in the order of the text, each by how surely it is put. {title}. {told}."
    rest = len(matter) - MOST
    more = f"The last {words.count(rest, 'claim')} stand in the table only. " if rest > 0 else ""
    caption = (
        f"{more}What weakens or contradicts one of the claim’s direct grounds is counted as well. {words.cited(matter)}"
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)


def _told(row: Any) -> str:
    level, source = words.label("factuality", row.factuality), words.label("attribution", row.attribution)
    return f"{row.sentence} {level.lower()}, {source.lower()}"
