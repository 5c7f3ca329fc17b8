"""What happened when, as precisely as the text knows it and no more.

Each event has a line of its own or shares one with events that leave room, so that every label can be read. A day
is a point; a month, a year or an interval is the span in which the event may lie; an open interval ends in an
arrow. An uncertain date is drawn hollow and followed by a question mark, and an asterisk says that the text has
more to say of the date or contradicts itself. Events without a date stand apart, in the order of the text.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from workbook.charts import words
from workbook.charts.frame import anchor, belong, canvas_axes, describe, empty, mark
from workbook.charts.lanes import lanes_of
from workbook.charts.placing import EDGE, GUTTER, PAD, RIGHT, Item, clusters, columns, pack, singles
from workbook.charts.style import BASE, SMALL, fit, styled, text_width, wrap
from workbook.charts.time_scale import Stretch, TimeScale, time_scale
from workbook.palette import light
from workbook.vocabularies import STATUS

LIMIT = 90
"""With more events than this, events of one lane that begin close together are drawn as one mark with their number."""

MARKERS = {"asserted": "o", "reported": "s", "disputed": "D", "denied": "X", "anticipated": "P"}
"""The shape that goes with the colour of each status."""

_ROW, _SKIP, _HEAD = 0.245, 0.1, 0.8


@styled
def timeline(
    events: pd.DataFrame,
    *,
    lane: str = "type",
    participants: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw events along time, in lanes.

    Parameters
    ----------
    events
        Rows of the table ``events``.
    lane
        What the lanes are: ``type``, ``status``, ``country`` or ``actor``.
    participants, actors
        Rows of those tables; lanes by ``actor`` need the first for who acted and take names from the second.
    ax
        Axes to draw on; by default new ones, as tall as the lines need.

    Returns
    -------
    Axes
        Units are inches from the top left corner. The title counts the dated events and those in the crowded month.
    """
    if events.empty:
        return empty(ax, "No event in this selection.", data=events)
    lanes = lanes_of(events, lane, participants, actors)
    has_date = events["date_earliest"].notna() | events["date_latest"].notna()
    dated, undated = events[has_date], events[~has_date]
    scale = _scale(dated) if len(dated) else None
    place = clusters if len(events) > LIMIT else singles
    items = {name: place(rows, scale) for name, rows in dated.groupby(lanes[has_date], observed=True)} if scale else {}
    lines = {name: pack(group) for name, group in items.items()}
    listed, listed_lines = columns(undated, LIMIT // 2)
    tops, bottom = _tops(lines)
    height = bottom + (0.42 + listed_lines * _ROW if listed else 0) + 0.1
    ax = canvas_axes(ax, height=height)
    _draw_key(ax, events)
    if scale:
        _draw_axis(ax, scale, bottom)
    for name, group in items.items():
        _draw_lane(ax, str(name), tops[name], lines[name])
        for item in group:
            _draw_item(ax, item, tops[name] + _SKIP / 2)
    _draw_undated(ax, listed, len(undated), bottom)
    return _describe(ax, events, has_date, lanes, scale, lane)


def _scale(dated: pd.DataFrame) -> TimeScale:
    bounds = pd.concat([dated["date_earliest"], dated["date_latest"]]).dropna()
    days = [day.date() for day in dated.loc[dated["date_precision"] == "day", "date_earliest"]]
    return time_scale([bound.date() for bound in bounds], days, left=GUTTER + 0.1, right=RIGHT - 0.1, total=len(dated))


def _tops(lines: dict[Any, int]) -> tuple[dict[Any, float], float]:
    """Where each lane begins and the last one ends."""
    tops, top = {}, _HEAD if lines else 0.4
    for name, count in lines.items():
        tops[name] = top
        top += max(count, len(wrap(str(name), GUTTER - 0.16, BASE))) * _ROW + _SKIP
    return tops, top


def _draw_key(ax: Axes, events: pd.DataFrame) -> None:
    """The shapes and signs that occur, once, above everything."""
    present = [code for code in STATUS if code.code in set(events["status"].astype(str))]
    entries: list[tuple[Any, str, str, str]]
    entries = [(MARKERS[code.code], light(code.colour), light(code.colour), code.label) for code in present]
    if events["date_qualifier"].astype(bool).any():
        entries.append(("o", light("muted"), light("paper"), "date uncertain"))
    if (events["date_note"].astype(bool) & events["date_precision"].ne("undated")).any():
        entries.append(((5, 2), light("ink"), light("ink"), "more about the date"))
    left = EDGE + 0.07
    for marker, edge, face, label in entries:
        ax.plot(left, 0.14, marker=marker, color=edge, markerfacecolor=face, markersize=6, linestyle="none")
        ax.text(left + PAD, 0.14, label, size=SMALL, color=light("muted"), va="center_baseline")
        left += text_width(label, SMALL) + 0.3


def _draw_axis(ax: Axes, scale: TimeScale, bottom: float) -> None:
    for stretch in scale.stretches:
        crowded = stretch is scale.crowded
        if crowded:
            box = [stretch.left - 0.07, stretch.right + 0.07]
            ax.fill_between(box, _HEAD - 0.5, bottom, color=light("wash"), linewidth=0, zorder=0.5)
        _draw_stretch(ax, stretch, bottom, "bold" if crowded else "normal")


def _draw_stretch(ax: Axes, stretch: Stretch, bottom: float, weight: str) -> None:
    line = _HEAD - 0.04
    ax.plot([stretch.left, stretch.right], [line, line], color=light("line"), linewidth=0.8)
    heading = fit(stretch.label, stretch.right - stretch.left, SMALL)
    centre = (stretch.left + stretch.right) / 2
    ax.text(centre, line - 0.28, heading, size=SMALL, weight=weight, ha="center", va="baseline")
    for place, label in stretch.ticks():
        ax.plot([place, place], [line, bottom], color=light("grid"), linewidth=0.8, zorder=0.6)
        ax.text(place, line - 0.06, label, size=SMALL - 0.5, color=light("muted"), ha="center", va="baseline")


def _draw_lane(ax: Axes, name: str, top: float, lines: int) -> None:
    ax.plot([EDGE, RIGHT], [top, top], color=light("grid"), linewidth=1, zorder=0.7)
    for number, line in enumerate(wrap(name, GUTTER - 0.16, BASE)):
        ax.text(EDGE, top + _SKIP / 2 + (number + 0.5) * _ROW, line, size=BASE, va="center_baseline")


def _draw_undated(ax: Axes, listed: list[Item], total: int, top: float) -> None:
    if listed:
        ax.plot([EDGE, RIGHT], [top, top], color=light("line"), linewidth=1, zorder=0.7)
        heading = f"No date in the text ({total:,}), in the order of the text"
        ax.text(EDGE, top + 0.2, heading, size=BASE, va="center_baseline")
    for item in listed:
        _draw_item(ax, item, top + 0.36)


def _draw_item(ax: Axes, item: Item, top: float) -> None:
    middle = top + (item.line + 0.5) * _ROW
    row, number = item.row, len(item.rows)
    artist = _draw_cluster(ax, item, middle) if number > 1 else _draw_event(ax, item, middle)
    label = _several(item.rows) if number > 1 else _tooltip(row)
    mark(artist, href=anchor(row.sentence), label=label, table="events", rows=item.rows["event"])
    box = {"facecolor": light("paper"), "edgecolor": "none", "pad": 1.0} if item.within else None
    for line, text in enumerate(item.texts):
        words_ = ax.text(
            item.text_left, middle + line * _ROW * 0.85, text, size=SMALL, va="center_baseline", bbox=box, zorder=3
        )
        belong(words_, to=artist)


def _draw_cluster(ax: Axes, item: Item, middle: float) -> Line2D:
    """A disc with the number of its events; a plain one where words beside it say the number."""
    number = len(item.rows)
    size = 6.0 if item.texts else 13 + min(number / 20, 5)
    (artist,) = ax.plot(item.start, middle, "o", color=light("muted"), markersize=size)
    if not item.texts:
        ax.text(
            item.start, middle, f"{number}", size=7, color=light("paper"), ha="center", va="center_baseline", zorder=3
        )
    return artist


def _draw_event(ax: Axes, item: Item, middle: float) -> Line2D:
    """A point, or a bar with a stop at each known end and an arrow at an open one; the shape on it tells the status."""
    row = item.row
    colour = light(words.colour("status", row.status))
    face = light("paper") if row.date_qualifier else colour
    marker = MARKERS.get(str(row.status), "o")
    look: dict[str, Any] = {"color": colour, "markerfacecolor": face, "markeredgewidth": 1.3}
    if item.end <= item.start:
        (artist,) = ax.plot(item.start, middle, marker, markersize=6, **look)
        return artist
    is_open = pd.isna(row.date_earliest), pd.isna(row.date_latest)
    for place, open_end, arrow in zip((item.start, item.end), is_open, "<>", strict=True):
        ax.plot(place, middle, arrow if open_end else "|", color=colour, markersize=6, markeredgewidth=1.3)
    middle_of_bar = item.start if any(is_open) else (item.start + item.end) / 2
    ax.plot(item.end if is_open[0] else middle_of_bar, middle, marker, markersize=5.5, zorder=4, **look)
    style: Any = (0, (2.5, 1.2)) if row.date_qualifier else "solid"
    (artist,) = ax.plot([item.start, item.end], [middle, middle], color=colour, linewidth=2.6, linestyle=style)
    return artist


def _tooltip(row: Any) -> str:
    when = words.when(str(row.date))
    status = words.label("status", row.status)
    return words.tooltip(
        str(row.label), f"{when[:1].upper()}{when[1:]} · {status}", str(row.date_note), words.quoted(str(row.quote))
    )


def _several(rows: pd.DataFrame) -> str:
    more = f"and {len(rows) - 4:,} more" if len(rows) > 4 else ""
    return words.tooltip(words.count(len(rows), "event"), *map(str, rows["label"].head(4)), more)


def _title(events: pd.DataFrame, dated: int, scale: TimeScale | None) -> str:
    carry = "carries" if len(events) == 1 else "carry"
    title = (
        f"{dated:,} of {words.count(len(events), 'event')} {carry} a date"
        if dated
        else "None of the events carries a date"
    )
    if scale is None or scale.crowded is None:
        return title
    month = events["date_earliest"].dt.date.between(scale.crowded.first, scale.crowded.last)
    inside = int((month & events["date_precision"].eq("day")).sum())
    return f"{title}, {inside:,} of them in {scale.crowded.label}"


def _describe(
    ax: Axes, events: pd.DataFrame, has_date: pd.Series, lanes: pd.Series, scale: TimeScale | None, lane: str
) -> Axes:
    title = _title(events, int(has_date.sum()), scale)
    names = lanes.astype(str).value_counts(sort=False)
    rest = int((~has_date).sum())
    span = f" from {scale.stretches[0].first.year} to {scale.stretches[-1].last.year}" if scale else ""
    alt = (
        f"Timeline{span} with a lane for each {lane}. {title}; {words.count(rest, 'event')} without a date "
        f"{'stands' if rest == 1 else 'stand'} below. "
        f"Most events are in {names.idxmax()}: {int(names.max()):,}."
    )
    grouped = (
        "Events that begin close together are drawn as one mark with their number. " if len(events) > LIMIT else ""
    )
    caption = (
        "A point is a day; a bar is the span in which an event may lie, with an arrow where the text leaves it open. "
        f"Time runs evenly within each part of the axis, not across the breaks. {grouped}{words.cited(events)}"
    )
    data = pd.DataFrame(
        {
            "event": events["label"],
            "date": [words.when(str(text)) for text in events["date"]],
            "about the date": events["date_note"],
            "status": [words.label("status", status) for status in events["status"]],
            lane if lane != "status" else "lane": lanes.astype(str),
            "sentence": events["sentence"],
        }
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
