"""The ledger of forecasts: how probable the words make each, and what came of it according to each outside source."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes

from workbook.analysis.outcomes import resolve
from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import SMALL, fit, styled, text_width, wrap
from workbook.palette import light
from workbook.vocabularies import OUTCOME, PROBABILITY, ProbabilityBand

MOST: Final = 60
"""So many forecasts are drawn at most."""

MARKERS: Final = {"came-true": "o", "partly": "s", "did-not": "X", "unresolved": "v"}
"""The shape that goes with the colour of each verdict."""

_SCALE, _END, _SOURCES, _TOP, _ROW = 3.35, 6.35, 6.6, 1.65, 0.42


@styled
def forecast_ledger(forecasts: pd.DataFrame, outcomes: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each forecast with the probability that its words state, if any, and the verdicts on it.

    Parameters
    ----------
    forecasts
        Rows of that table.
    outcomes
        Rows of that table, already cut off with `workbook.analysis.outcomes.as_of` if wanted; may be empty.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        A row a forecast: its question, a bar from low to high or its words where they state no probability, and a
        shape for each source. Units are inches from the top left corner.
    """
    if forecasts.empty:
        return empty(ax, "No forecast in this selection.", data=forecasts)
    shown = forecasts.head(MOST)
    ax = canvas_axes(ax, height=_TOP + _ROW * len(shown) + 0.15)
    bottom = _TOP + _ROW * len(shown)
    _draw_key(ax, outcomes)
    _draw_scale(ax, bottom)
    for number, row in enumerate(shown.itertuples()):
        middle = _TOP + (number + 0.5) * _ROW
        _draw_forecast(ax, row, middle)
        _draw_verdicts(ax, outcomes[outcomes["forecast"] == row.forecast], middle)
    return _describe(ax, forecasts, outcomes)


def _position(probability: float) -> float:
    return _SCALE + float(probability) * (_END - _SCALE)


def _draw_key(ax: Axes, outcomes: pd.DataFrame) -> None:
    present, left = set(outcomes["verdict"].astype(str)), 0.16
    for code in OUTCOME:
        if code.code in present:
            ax.plot(left, 0.14, MARKERS[code.code], color=light(code.colour), markersize=6.5)
            ax.text(left + 0.11, 0.14, code.label, size=SMALL, color=light("muted"), va="center_baseline")
            left += text_width(code.label, SMALL) + 0.32
    note = "“words” alone: no probability stated"
    ax.text(_END, 0.14, note, size=SMALL, style="italic", color=light("muted"), ha="right", va="center_baseline")


def _draw_scale(ax: Axes, bottom: float) -> None:
    """The axis of probability, with the terms of ICD 203 as bands; every other band has a ground."""
    bands = [
        band
        for band in PROBABILITY
        if isinstance(band, ProbabilityBand) and band.low is not None and band.high is not None
    ]
    for number, band in enumerate(bands):
        left, right = _position(band.low or 0), _position(band.high or 0)
        if number % 2:
            ax.fill_between([left, right], _TOP - 0.1, bottom, color=light("wash"), linewidth=0, zorder=0.4)
        ax.text(
            (left + right) / 2,
            _TOP - 0.2,
            band.label,
            size=7,
            color=light("muted"),
            rotation=90,
            rotation_mode="anchor",
            va="center_baseline",
        )
    for share in (0, 0.5, 1):
        place = _position(share)
        ax.plot([place, place], [_TOP - 0.1, bottom], color=light("grid"), linewidth=0.8, zorder=0.5)
    ax.text(0.08, _TOP - 0.2, "Will it happen?", size=SMALL, weight="bold", va="baseline")
    # A double rule, as around outside evidence elsewhere on a page: what is right of it, the article does not say.
    for rule in (_SOURCES - 0.13, _SOURCES - 0.09):
        ax.plot([rule, rule], [_TOP - 0.4, bottom], color=light("teal"), linewidth=1)
    ax.text(_SOURCES, _TOP - 0.2, "Outside sources", size=SMALL, weight="bold", color=light("teal"), va="baseline")


def _draw_forecast(ax: Axes, row: Any, middle: float) -> None:
    ax.plot([0.08, WIDTH - 0.08], [middle + _ROW / 2] * 2, color=light("grid"), linewidth=0.7, zorder=0.5)
    for number, line in enumerate(lines := wrap(str(row.question), _SCALE - 0.25, SMALL - 0.5)):
        ax.text(0.08, middle + 0.155 * (number - (len(lines) - 1) / 2), line, size=SMALL - 0.5, va="center_baseline")
    said = words.listed(f"“{word}”" for word in row.words)
    term = words.label("probability", row.term)
    label = words.tooltip(
        str(row.question),
        f"Words: {said}",
        f"Condition: {row.condition}" if row.condition else "",
        f"Counts as yes: {row.resolution}",
    )
    if pd.isna(row.low):
        text = fit(said, _END - _SCALE - 0.15, SMALL - 0.5)
        artist = ax.text(_position(0) + 0.08, middle, text, size=SMALL - 0.5, style="italic", va="center_baseline")
        mark(artist, href=anchor(row.sentence), label=words.tooltip(label, "The words state no probability"))
        return
    left, right = _position(row.low), _position(row.high)
    (bar,) = ax.plot([left, right], [middle + 0.08, middle + 0.08], color=light("ink"), linewidth=5)
    span = f"{100 * row.low:.0f} to {100 * row.high:.0f} %"
    mark(bar, href=anchor(row.sentence), label=words.tooltip(label, f"{term}, {span}"))
    text = fit(f"{said}: {span}", _END - _SCALE, SMALL - 0.5)
    place = min(left, _END - text_width(text, SMALL - 0.5))
    ax.text(place, middle - 0.09, text, size=SMALL - 0.5, va="center_baseline")


def _draw_verdicts(ax: Axes, verdicts: pd.DataFrame, middle: float) -> None:
    order = {code: place for place, code in enumerate(OUTCOME.order)}
    ranked = verdicts.iloc[verdicts["verdict"].astype(str).map(order).argsort(kind="stable")]
    if ranked.empty:
        ax.text(_SOURCES, middle, "none found", size=SMALL - 0.5, color=light("muted"), va="center_baseline")
        return
    room = int((WIDTH - 0.1 - _SOURCES) / 0.2)
    for number, row in enumerate(ranked.head(room).itertuples()):
        colour = light(words.colour("outcome", row.verdict))
        place = _SOURCES + 0.08 + 0.2 * number
        (shape,) = ax.plot(place, middle - 0.08, MARKERS[str(row.verdict)], color=colour, markersize=7)
        source = f"{row.publisher}, {words.when(str(row.published))}"
        label = words.tooltip(f"{words.label('outcome', row.verdict)}: {source}", words.short(str(row.finding), 240))
        mark(shape, href=anchor(row.sentence), label=label)
    ax.text(_SOURCES, middle + 0.1, in_words(verdicts), size=SMALL - 1, color=light("muted"), va="center_baseline")


def in_words(verdicts: pd.DataFrame) -> str:
    """What the sources say of one forecast between them, in two or three words."""
    settled = resolve(verdicts).iloc[0]
    if not pd.isna(settled["resolution"]):
        return "came true" if settled["resolution"] else "did not"
    if verdicts["verdict"].nunique() > 1:
        return "sources differ"
    return "in part" if settled["partly"] == settled["sources"] else "unresolved"


def _describe(ax: Axes, forecasts: pd.DataFrame, outcomes: pd.DataFrame) -> Axes:
    here = outcomes[outcomes["forecast"].isin(forecasts["forecast"])]
    stated = int(forecasts["low"].notna().sum())
    settled = resolve(here).set_index("forecast")
    came, failed = int((settled["resolution"] == 1).sum()), int((settled["resolution"] == 0).sum())
    states = "states" if stated == 1 else "state"
    title = (
        f"{stated:,} of {words.count(len(forecasts), 'forecast')} {states} a probability; all sources agree that "
        f"{came:,} came true and {failed:,} did not"
    )
    if here.empty:
        title = f"{stated:,} of {words.count(len(forecasts), 'forecast')} {states} a probability"
    verdicts = here["verdict"].astype(str).value_counts()
    said = words.listed(
        f"{words.label('outcome', code).lower()} {verdicts[code]:,}" for code in OUTCOME.order if code in verdicts
    )
    alt = (
        f"Ledger of {words.count(len(forecasts), 'forecast')} on a scale of probability, with the verdicts of outside "
        f"sources. {title}. "
        f"Verdicts: {said or 'none'}."
    )
    rest = f"The first {MOST} of {len(forecasts):,} are drawn, the table has all. " if len(forecasts) > MOST else ""
    caption = (
        "Bands: the terms of ICD 203. A shape is one outside source; right of the double rule nothing is the article's "
        f"word. {rest}{words.cited(forecasts)}"
    )
    data = pd.DataFrame(
        {
            "forecast": forecasts["question"],
            "words": [words.listed(row) for row in forecasts["words"]],
            "term": [words.label("probability", code) for code in forecasts["term"]],
            "low": forecasts["low"],
            "high": forecasts["high"],
            "sources": [
                "none found" if name not in settled.index else str(settled.loc[name, "reason"])
                for name in forecasts["forecast"]
            ],
            "sentence": forecasts["sentence"],
        }
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
