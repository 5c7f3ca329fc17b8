"""How firmly the consistent scenarios hold when the judgements are read a little differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.charts import words
from workbook.charts.developments import Developments
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import BASE, SMALL, styled, text_width, wrap
from workbook.palette import light

MOST: Final = 10
"""So many scenarios are drawn at most, the firmest first."""

MOST_TELLING: Final = 3
"""So many developments are named at most to tell the scenarios apart."""

_LABEL, _ROW, _HEAD = 4.9, 0.56, 0.85
_MEASURES: Final = (
    ("robust_share", "teal", "of the draws leave it standing"),
    ("basin_share", "purple", "of all starting points end here"),
)


@styled
def stability_bars(
    scenarios: pd.DataFrame, *, descriptors: pd.DataFrame, states: pd.DataFrame, ax: Axes | None = None
) -> Axes:
    """Draw for the firmest scenarios in what share of the draws they hold, and what share of the starts ends there.

    Parameters
    ----------
    scenarios
        One row per scenario, as from :meth:`workbook.analysis.scenarios.Study.futures_frame`.
    descriptors, states
        Rows of those tables, for names and sentences.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A scenario's name gives only the states that tell the drawn
        scenarios apart.
    """
    if scenarios.empty or scenarios["robust_share"].isna().any():
        return empty(ax, "No complete set of consistent futures to try out.")
    known = Developments(descriptors, states)
    shown = scenarios.sort_values(["robust_share", "basin_share"], ascending=False, kind="stable").head(MOST)
    telling = distinguishing(shown, list(known.names))
    ax = canvas_axes(ax, height=_HEAD + _ROW * len(shown))
    left = 0.02
    for _, colour, label in _MEASURES:
        ax.add_patch(Rectangle((left, 0.07), 0.2, 0.13, facecolor=light(colour), linewidth=0))
        ax.text(left + 0.27, 0.14, label, size=SMALL, color=light("muted"), va="center_baseline")
        left += 0.6 + text_width(label, SMALL)
    wide = (_LABEL - 0.45) / max(len(telling), 1)
    for place, name in enumerate(telling):
        _lines(ax, known.name(name), 0.42 + place * wide, _HEAD - 0.24, wide - 0.1, color=light("muted"))
    for number, row in enumerate(shown.to_dict("records")):
        _draw_row(ax, row, telling, known, _HEAD + number * _ROW)
    return _describe(ax, scenarios, shown, known)


def distinguishing(scenarios: pd.DataFrame, descriptors: list[str]) -> list[str]:
    """Few descriptors whose states tell scenarios apart best: each time the one that splits them furthest, the
    first of several; at least one.
    """
    chosen: list[str] = []
    groups = 1 if len(scenarios) > 1 else 0
    while groups < len(scenarios) and len(chosen) < MOST_TELLING:
        rest = [name for name in descriptors if name not in chosen]
        counts = {name: len(scenarios[[*chosen, name]].drop_duplicates()) for name in rest}
        best = max(counts, key=lambda name: counts[name], default="")
        if not best or (chosen and counts[best] == groups):
            break
        chosen.append(best)
        groups = counts[best]
    return [name for name in descriptors if name in chosen]


def _draw_row(ax: Axes, row: Mapping[Any, Any], telling: list[str], known: Developments, top: float) -> None:
    ax.plot([0, WIDTH], [top, top], color=light("grid"), linewidth=0.8)
    ax.text(0.3, top + _ROW / 2, f"{row['number']}", size=BASE, weight="bold", ha="right", va="center_baseline")
    wide = (_LABEL - 0.45) / max(len(telling), 1)
    for place, name in enumerate(telling):
        _lines(ax, known.state(name, str(row[name])), 0.42 + place * wide, top + _ROW / 2, wide - 0.1)
    label = "; ".join(known.both(name, str(row[name])) for name in telling)
    for bar_place, (column, colour, words_) in enumerate(_MEASURES):
        share = float(row[column])
        y, wide = top + 0.1 + bar_place * 0.2, share * (WIDTH - _LABEL - 0.6)
        bar = Rectangle((_LABEL, y), max(wide, 0.01), 0.16, facecolor=light(colour), linewidth=0)
        ax.add_patch(bar)
        ax.text(_LABEL + wide + 0.06, y + 0.08, words.percent(share), size=SMALL, va="center_baseline")
        sentence = next((known.sentence(name, str(row[name])) for name in telling), "")
        mark(
            bar,
            href=anchor(sentence),
            label=words.tooltip(f"Future {row['number']}: {words.percent(share)} {words_}", label),
        )


def _lines(ax: Axes, text: str, x: float, middle: float, inches: float, **style: Any) -> None:
    lines = wrap(text, inches, SMALL, lines=3)
    for number, line in enumerate(lines):
        y = middle + 0.155 * (number - (len(lines) - 1) / 2)
        ax.text(x, y, line, size=SMALL, va="center_baseline", **style)


def _describe(ax: Axes, scenarios: pd.DataFrame, shown: pd.DataFrame, known: Developments) -> Axes:
    firmest = shown.iloc[0]
    title = (
        f"The firmest future, number {firmest['number']}, stands in {words.percent(firmest['robust_share'])} of the "
        f"draws and is where {words.percent(firmest['basin_share'])} of all starting points end"
    )
    whole = words.listed((known.both(name, str(firmest[name])) for name in known.names), 20)
    alt = f"Pairs of bars for {words.count(len(shown), 'future')}, the firmest first. {title}: {whole}."
    caption = (
        f"The {words.count(len(shown), 'firmest future')} of {len(scenarios):,}; only what tells them apart best is "
        "named. In each draw every judgement is taken at random from the range within which the coder would still "
        "accept it."
    )
    data = shown[["number", "robust_share", "basin_share", *known.names]].copy()
    for name in known.names:
        data[name] = [known.state(name, str(state)) for state in data[name]]
    return describe(ax, title=title, alt=alt, caption=caption, data=data.rename(columns=known.names))
