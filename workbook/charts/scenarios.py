"""The consistent scenarios side by side: every state in words once, every scenario a column."""

from __future__ import annotations

from itertools import groupby
from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.charts import words
from workbook.charts.developments import Developments
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark, rows_of
from workbook.charts.style import BASE, SMALL, fit, styled
from workbook.palette import light

MOST: Final = 60
"""So many scenarios are drawn at most: those that most starts end in."""

MOST_LISTED: Final = 300
"""So many scenarios the table behind the chart lists at most."""

STORY_MARKS: Final = {"expected": ("E", "blue"), "rejected": ("R", "brown"), "actual": ("C", "green")}
"""Letter and colour of a storyline's column, by its kind: Expected, Rejected, what Came."""

_GUTTER, _ROW, _GAP, _STORY, _BAR, _APART = 3.3, 0.2, 0.12, 0.24, 0.55, 0.36


@styled
def scenario_tableau(
    scenarios: pd.DataFrame,
    *,
    descriptors: pd.DataFrame,
    states: pd.DataFrame,
    storylines: pd.DataFrame | None = None,
    complete: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw which states make up each consistent scenario.

    Parameters
    ----------
    scenarios
        One row per scenario, as from :meth:`workbook.analysis.scenarios.Study.futures_frame`.
    descriptors, states
        Rows of those tables, for names and sentences.
    storylines
        Rows of that table, drawn as columns beside the scenarios.
    complete
        Whether these are all there are; the title says so.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A bar over a column says how many starts end in the scenario.
    """
    if scenarios.empty:
        return empty(ax, "No future is consistent: under every one, some state is outweighed by an alternative.")
    known = Developments(descriptors, states)
    shown = scenarios
    if len(scenarios) > MOST:
        best = scenarios.sort_values(["basin_share", "robust_share"], ascending=False, kind="stable").head(MOST)
        shown = best.sort_values("number")
    stories = _stories(storylines)
    tops, height = _tops(known)
    ax = canvas_axes(ax, height=height)
    _draw_names(ax, known, tops)
    left = _GUTTER + 0.05
    for number, story in enumerate(stories):
        _draw_story(ax, story, known, tops, left + number * _STORY)
    left += len(stories) * _STORY + (0.1 if stories else 0)
    wide = min((WIDTH - left - 0.05) / len(shown), 0.3)
    _draw_bars(ax, shown, left, wide)
    for descriptor in known.names:
        _draw_runs(ax, shown, descriptor, known, tops, left, wide)
    return _describe(ax, scenarios, shown, known, complete, bool(stories))


def _stories(storylines: pd.DataFrame | None) -> list[pd.DataFrame]:
    if storylines is None:
        return []
    return [rows for _, rows in storylines.groupby("storyline", sort=False)][:4]


def _tops(known: Developments) -> tuple[dict[tuple[str, str], float], float]:
    tops, top, last = {}, 1.0, ""
    for place in known.places:
        if place[0] != last:
            top += _ROW + _GAP
            last = place[0]
        tops[place] = top
        top += _ROW
    return tops, top + 0.1


def _draw_names(ax: Axes, known: Developments, tops: dict[tuple[str, str], float]) -> None:
    seen: set[str] = set()
    for (descriptor, state), top in tops.items():
        if descriptor not in seen:
            seen.add(descriptor)
            name = fit(known.name(descriptor), _GUTTER - 0.1, BASE * 1.08)
            ax.text(0.02, top - _ROW / 2, name, size=BASE, weight="bold", va="center_baseline")
        ax.plot([0.15, WIDTH], [top + _ROW, top + _ROW], color=light("grid"), linewidth=0.6, zorder=0.5)
        label = fit(known.state(descriptor, state), _GUTTER - 0.25, SMALL)
        ax.text(0.15, top + _ROW / 2, label, size=SMALL, va="center_baseline")


def _draw_story(
    ax: Axes, rows: pd.DataFrame, known: Developments, tops: dict[tuple[str, str], float], left: float
) -> None:
    letter, colour = STORY_MARKS.get(str(rows["kind"].iloc[0]), ("S", "grey"))
    label = str(rows["label"].iloc[0])
    ax.text(left + _STORY / 2, 0.87, letter, size=BASE, weight="bold", color=light(colour), ha="center")
    for row in rows_of(rows):
        top = tops.get((row.descriptor, row.state))
        if top is None:
            continue
        box = Rectangle(
            (left + 0.03, top + 0.02), _STORY - 0.06, _ROW - 0.04,
            facecolor=light("paper"), edgecolor=light(colour), linewidth=1.3,
        )  # fmt: skip
        ax.add_patch(box)
        ax.text(
            left + _STORY / 2, top + _ROW / 2, letter, size=SMALL - 1, color=light(colour), ha="center",
            va="center_baseline",
        )  # fmt: skip
        href = anchor(str(row.sentence) or known.sentence(row.descriptor, row.state))
        mark(box, href=href, label=f"{label}: {known.both(row.descriptor, row.state)}")


def _draw_bars(ax: Axes, shown: pd.DataFrame, left: float, wide: float) -> None:
    most = float(shown["basin_share"].max()) or 1.0
    ax.text(
        _GUTTER - 0.05, 0.8, "starting points that end here", size=SMALL, color=light("muted"), ha="right",
        va="center_baseline",
    )  # fmt: skip
    for number, row in enumerate(rows_of(shown)):
        x, high = left + number * wide, _BAR * row.basin_share / most
        ax.add_patch(Rectangle((x + wide * 0.1, 0.87 - high), wide * 0.8, high, facecolor=light("purple"), linewidth=0))
    spots: list[float] = []
    for number, row in sorted(enumerate(rows_of(shown)), key=lambda pair: -pair[1].basin_share)[:6]:
        x = left + (number + 0.5) * wide
        if row.basin_share < 0.02 or any(abs(x - other) < _APART for other in spots):
            continue
        spots.append(x)
        y = 0.87 - _BAR * row.basin_share / most - 0.09
        ax.text(x, y, words.percent(row.basin_share), size=SMALL, ha="center", va="center_baseline")


def _draw_runs(
    ax: Axes, shown: pd.DataFrame, descriptor: str, known: Developments, tops: dict[tuple[str, str], float],
    left: float, wide: float,
) -> None:  # fmt: skip
    """One box per run of neighbouring scenarios that share a descriptor's state."""
    start, numbers = 0, shown["number"].tolist()
    for state, run in groupby(shown[descriptor].astype(str)):
        length = len(list(run))
        top = tops[descriptor, state]
        inset = min(wide * 0.08, 0.015)
        box = Rectangle(
            (left + start * wide + inset, top + 0.02), length * wide - 2 * inset, _ROW - 0.04,
            facecolor=light("purple"), linewidth=0,
        )  # fmt: skip
        ax.add_patch(box)
        first, last = numbers[start], numbers[start + length - 1]
        which = f"Future {first}" if length == 1 else f"Futures {first} to {last}"
        mark(box, href=anchor(known.sentence(descriptor, state)), label=f"{which}: {known.both(descriptor, state)}")
        start += length


def _describe(
    ax: Axes, scenarios: pd.DataFrame, shown: pd.DataFrame, known: Developments, complete: bool, stories: bool
) -> Axes:
    always = [
        f"“{known.both(name, str(scenarios[name].iloc[0]))}”" for name in known.names if scenarios[name].nunique() == 1
    ]
    never = [known.both(*place) for place in known.places if place[1] not in set(scenarios[place[0]].astype(str))]
    many = words.count(len(scenarios), "future holds", "futures hold")
    title = f"{'' if complete else 'Incomplete: at least '}{many} together"
    title += f"; in all of them {words.listed(always, 3)}" if always else ""
    top = scenarios.iloc[int(scenarios["basin_share"].to_numpy().argmax())]
    alt = (
        f"Table of states against futures, {words.count(len(shown), 'column')}. {title}. "
        f"{f'In none: {words.listed(never, 12)}. ' if never else ''}"
        f"Most starting points end in future {top['number']}: {words.percent(top['basin_share'])}."
    )
    left_out = len(scenarios) - len(shown)
    caption = "Each column is one future that holds together; a filled box marks the state of a development in it. "
    caption += "E is the future the article expects, R the one it calls unrealistic, C what came. " if stories else ""
    caption += f"{left_out:,} more, in which fewer starting points end, are not drawn. " if left_out else ""
    unlisted = len(scenarios) - MOST_LISTED
    caption += f"The table lists the first {MOST_LISTED}, without {unlisted:,} more. " if unlisted > 0 else ""
    data = scenarios.head(MOST_LISTED).drop(columns="scenario")
    for name in known.names:
        data[name] = [known.state(name, str(state)) for state in data[name]]
    return describe(ax, title=title, alt=alt, caption=caption, data=data.rename(columns=known.names))
