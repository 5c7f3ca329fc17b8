"""Which developments drive the others, and which are driven."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbook.charts import words
from workbook.charts.frame import anchor, describe, empty, mark, new_axes
from workbook.charts.style import SMALL, styled, text_width, wrap
from workbook.palette import light

CORNERS: Final = {
    (False, True): ("Drives the others", "left", "top"),
    (True, True): ("Drives and is driven", "right", "top"),
    (False, False): ("Stands apart", "left", "bottom"),
    (True, False): ("Driven by the others", "right", "bottom"),
}
"""What a corner of the map means, by whether the passive and the active sum lie above the average."""

_WIDTH, _HEIGHT, _DOT, _LINE = 8.0, 5.4, 0.09, 0.155
_Box = tuple[float, float, float, float]


@styled
def influence_map(influence: pd.DataFrame, *, descriptors: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how strongly each development bears on the others (up) and they on it (right).

    Parameters
    ----------
    influence
        Columns ``descriptor``, ``active``, ``passive``, as from :func:`workbook.analysis.influence.influence`.
    descriptors
        Rows of that table, for names and sentences.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        x is the passive and y the active sum; the two lines are the averages.
    """
    if influence.empty or not (influence["active"].sum() > 0):
        return empty(ax, "No judgement ties one development to another.", data=influence)
    ax = new_axes(ax, width=_WIDTH, height=_HEIGHT)
    ax.set_position((0.075, 0.1, 0.915, 0.88))
    reach = 1.12 * max(influence["active"].max(), influence["passive"].max())
    ax.set(xlim=(-0.04 * reach, reach), ylim=(-0.04 * reach, reach))
    ax.set_xlabel("how strongly the others bear on it  →")
    ax.set_ylabel("how strongly it bears on the others  →")
    ax.spines["left"].set_visible(True)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    mean = float(influence["active"].mean())
    ax.axhline(mean, color=light("grid"), linewidth=1.6, zorder=0.5)
    ax.axvline(mean, color=light("grid"), linewidth=1.6, zorder=0.5)
    named = influence.merge(descriptors[["descriptor", "label", "sentence"]], on="descriptor", how="left")
    inches = [(row.passive / reach * _WIDTH * 0.915, row.active / reach * _HEIGHT * 0.88) for row in named.itertuples()]
    taken: list[_Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in inches]
    taken += _draw_corners(ax, reach)
    for row, spot in zip(named.itertuples(), inches, strict=True):
        (dot,) = ax.plot(row.passive, row.active, "o", color=light("purple"), markersize=9)
        label = f"{row.label}: bears on the others with {row.active:g}, they on it with {row.passive:g}"
        mark(dot, href=anchor(row.sentence), label=label)
        _draw_label(ax, str(row.label), spot, taken, (row.passive, row.active))
    return _describe(ax, named, mean)


def _draw_corners(ax: Axes, reach: float) -> list[_Box]:
    boxes = []
    for label, across, up in CORNERS.values():
        x, y = (0.995 if across == "right" else 0.012), (0.985 if up == "top" else 0.035)
        ax.text(
            x, y, label, size=SMALL, style="italic", color=light("muted"), ha=across, va=up, transform=ax.transAxes
        )  # fmt: skip
        wide, left = text_width(label, SMALL), x * _WIDTH * 0.915
        low = y * _HEIGHT * 0.88 - (0.16 if up == "top" else 0)
        boxes.append(
            (left if across == "left" else left - wide, low, left + wide if across == "left" else left, low + 0.16)
        )
    return boxes


def _draw_label(ax: Axes, label: str, spot: tuple[float, float], taken: list[_Box], at: tuple[float, float]) -> None:
    """Write a label beside its dot, at the first place that is free."""
    lines = wrap(label, 1.9, SMALL)
    wide, high = max(text_width(line, SMALL) for line in lines), _LINE * len(lines)
    x, y = spot
    places = [
        ("left", (x + 0.13, y - high / 2)), ("right", (x - 0.13 - wide, y - high / 2)),
        ("center", (x - wide / 2, y + 0.13)), ("center", (x - wide / 2, y - 0.13 - high)),
        ("left", (x + 0.1, y + 0.1)), ("left", (x + 0.1, y - 0.1 - high)),
        ("right", (x - 0.1 - wide, y + 0.1)), ("right", (x - 0.1 - wide, y - 0.1 - high)),
    ]  # fmt: skip
    free = [place for place in places if _free((*place[1], place[1][0] + wide, place[1][1] + high), taken)]
    align, (left, low) = (free or places)[0]
    taken.append((left, low, left + wide, low + high))
    across = {"left": left, "right": left + wide, "center": left + wide / 2}[align]
    for number, line in enumerate(lines):
        middle = low + high - (number + 0.5) * _LINE
        ax.annotate(
            line, at, xytext=((across - x) * 72, (middle - y) * 72), textcoords="offset points", size=SMALL, ha=align,
            va="center",
        )  # fmt: skip


def _free(box: _Box, taken: list[_Box]) -> bool:
    inside = box[0] > -0.2 and box[2] < _WIDTH * 0.915 and box[1] > -0.2 and box[3] < _HEIGHT * 0.88
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )


def _describe(ax: Axes, named: pd.DataFrame, mean: float) -> Axes:
    driver, driven = named.loc[named["active"].idxmax()], named.loc[named["passive"].idxmax()]
    title = f"{driver['label']} drives most, {driven['label']} is driven most"
    if driver["descriptor"] == driven["descriptor"]:
        title = f"{driver['label']} both drives and is driven most"
    kinds = {
        name: list(named.loc[((named["passive"] > mean) == passive) & ((named["active"] > mean) == active), "label"])
        for (passive, active), (name, _, _) in CORNERS.items()
    }
    alt = (
        f"Map of {words.count(len(named), 'development')} by how strongly they bear on the others and the others on "
        f"them. {title}. "
        + " ".join(f"{name}: {words.listed(labels, 12)}." for name, labels in kinds.items() if labels)
    )
    caption = (
        "Strengths are sums of the judgements’ sizes, whatever their sign (the active and passive sums of cross-impact "
        "analysis). They say where judgements were made, not which way the whole is pushed."
    )
    data = named[["label", "active", "passive", "sentence"]]
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
