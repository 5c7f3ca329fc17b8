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

_NUMBER, _PART, _WORDS, _SCALE = 0.08, 0.5, 1.55, 5.55
_RIGHT, _TOP, _LINE = WIDTH - 0.08, 0.85, 0.155
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
    levels = [code for code in reversed(FACTUALITY.codes) if (matter["factuality"].astype(str) == code.code).any()]
    broken = [wrap(str(statement), _SCALE - _WORDS - 0.2, SMALL) for statement in matter["statement"]]
    heights = [_LINE * len(lines) + 0.1 for lines in broken]
    bottom = _TOP + sum(heights) + 0.1
    ax = canvas_axes(ax, height=bottom)
    draw_key(ax, matter)
    places = _draw_scale(ax, [level.code for level in levels], bottom)
    middles = [_TOP + sum(heights[:number]) + height / 2 for number, height in enumerate(heights)]
    across = [places[str(code)] for code in matter["factuality"]]
    ax.plot(across, middles, color=light("line"), linewidth=1.0, zorder=0.9)
    for row, lines, x, y, height in zip(matter.itertuples(), broken, across, middles, heights, strict=True):
        _draw_row(ax, row, lines, y, height)
        draw_claim(ax, row, x, y)
    return _describe(ax, matter)


def _draw_scale(ax: Axes, codes: list[str], bottom: float) -> dict[str, float]:
    """The scale of certainty across the top; where on it each level stands."""
    step = (_RIGHT - _SCALE) / len(codes)
    places = {code: _SCALE + (number + 0.5) * step for number, code in enumerate(codes)}
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
    itself = next(row for row in matter.itertuples() if row.part == "itself")
    sure = matter["factuality"].astype(str).isin(_CERTAIN)
    unsure = int((~sure).sum())
    title = (
        f"{unsure} of {words.count(len(matter), 'claim')} on the matter {'is' if unsure == 1 else 'are'} put as less "
        f"than certain; the one it turns on is put as {words.label('factuality', itself.factuality).lower()}"
    )
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
    alt = f"Claims on one matter in the order of the text, each by how surely it is put: {told}."
    caption = f"What weakens or contradicts one of the claim’s direct grounds is counted as well. {words.cited(matter)}"
    return describe(ax, title=title, alt=alt, caption=caption, data=data)


def _told(row: Any) -> str:
    level, source = words.label("factuality", row.factuality), words.label("attribution", row.attribution)
    return f"{row.sentence} {level.lower()}, {source.lower()}"
