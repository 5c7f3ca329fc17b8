"""Which developments drive the others, and which are driven."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbook.charts import words
from workbook.charts.frame import anchor, describe, empty, mark, new_axes, rows_of
from workbook.charts.style import SMALL, styled, text_width, wrap
from workbook.palette import light

CORNERS: Final = {
    (False, True): ("Drives the others", "left", "top"),
    (True, True): ("Drives and is driven", "right", "top"),
    (False, False): ("Stands apart", "left", "bottom"),
    (True, False): ("Driven by the others", "right", "bottom"),
}
"""What a corner of the map means, by whether the passive and the active sum lie above the average."""

_WIDTH, _HEIGHT, _ACROSS, _UP = 8.0, 5.4, 7.32, 4.75
_DOT, _LINE, _MARGIN = 0.09, 0.165, 0.04
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
    ax.set_position((0.075, 0.1, _ACROSS / _WIDTH, _UP / _HEIGHT))
    reach = 1.12 * max(influence["active"].max(), influence["passive"].max())
    ax.set(xlim=(-_MARGIN * reach, reach), ylim=(-_MARGIN * reach, reach))
    ax.set_xlabel("how strongly the others bear on it  →")
    ax.set_ylabel("how strongly it bears on the others  →")
    ax.spines["left"].set_visible(True)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    mean = float(influence["active"].mean())
    ax.axhline(mean, color=light("grid"), linewidth=1.6, zorder=0.5)
    ax.axvline(mean, color=light("grid"), linewidth=1.6, zorder=0.5)
    named = influence.merge(descriptors[["descriptor", "label", "sentence"]], on="descriptor", how="left")
    shares = [((row.passive / reach + _MARGIN), (row.active / reach + _MARGIN)) for row in rows_of(named)]
    spots = [(x / (1 + _MARGIN) * _ACROSS, y / (1 + _MARGIN) * _UP) for x, y in shares]
    taken: list[_Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in spots]
    taken += _draw_corners(ax)
    for row, spot in zip(rows_of(named), spots, strict=True):
        (dot,) = ax.plot(row.passive, row.active, "o", color=light("purple"), markersize=9)
        label = f"{row.label}: bears on the others with {row.active:g}, they on it with {row.passive:g}"
        mark(dot, href=anchor(row.sentence), label=label)
        _draw_label(ax, str(row.label), spot, taken)
    return _describe(ax, named, mean)


def _draw_corners(ax: Axes) -> list[_Box]:
    boxes = []
    for label, across, up in CORNERS.values():
        wide = text_width(label, SMALL)
        left = 0.08 if across == "left" else _ACROSS - wide - 0.15
        low = 0.08 if up == "bottom" else _UP - 0.2
        _write(ax, label, left, low + _LINE / 2, style="italic", color=light("muted"))
        boxes.append((left, low, left + wide, low + _LINE))
    return boxes


def _write(ax: Axes, text: str, x: float, y: float, **style: Any) -> None:
    """Write a line at a place in inches from the lower left corner of the axes."""
    ax.text(x / _ACROSS, y / _UP, text, size=SMALL, va="center_baseline", transform=ax.transAxes, **style)


def _draw_label(ax: Axes, label: str, spot: tuple[float, float], taken: list[_Box]) -> None:
    """Write a label beside its dot, at the first place that is free; set narrower if there is none."""
    x, y = spot
    tries = [(lines, *place) for lines in _settings(label) for place in _places(lines, x, y)]
    inside = [each for each in tries if _inside(each[2])] or tries
    lines, align, box = min(inside, key=lambda each: sum(_shared(each[2], other) for other in taken))
    taken.append(box)
    across = {"left": box[0], "right": box[2], "center": (box[0] + box[2]) / 2}[align]
    for number, line in enumerate(lines):
        _write(ax, line, across, box[3] - (number + 0.5) * _LINE, ha=align)


def _settings(label: str) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(wrap(label, inches, SMALL, lines=3) for inches in (1.9, 1.4)))


def _places(lines: tuple[str, ...], x: float, y: float) -> list[tuple[str, _Box]]:
    """Where a label may stand: beside the dot, above and below it, and off its corners."""
    wide, high = max(text_width(line, SMALL) for line in lines), _LINE * len(lines)
    corners = [
        ("left", x + 0.13, y - high / 2), ("right", x - 0.13 - wide, y - high / 2),
        ("center", x - wide / 2, y + 0.13), ("center", x - wide / 2, y - 0.13 - high),
        ("left", x + 0.1, y + 0.1), ("left", x + 0.1, y - 0.1 - high),
        ("right", x - 0.1 - wide, y + 0.1), ("right", x - 0.1 - wide, y - 0.1 - high),
    ]  # fmt: skip
    return [(align, (left, low, left + wide, low + high)) for align, left, low in corners]


def _inside(box: _Box) -> bool:
    return box[0] > 0 and box[2] < _ACROSS and box[1] > 0 and box[3] < _UP


def _shared(one: _Box, other: _Box) -> float:
    """The area that two boxes share."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0) * max(high, 0)


def _describe(ax: Axes, named: pd.DataFrame, mean: float) -> Axes:
    driver, driven = (
        named.iloc[int(named["active"].to_numpy().argmax())],
        named.iloc[int(named["passive"].to_numpy().argmax())],
    )
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
