"""Who takes which part in the events."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from workbook.charts import words
from workbook.charts.frame import describe, empty
from workbook.charts.units import Bar, Category, unit_bars
from workbook.vocabularies import ROLE


def participation(
    events: pd.DataFrame,
    *,
    participants: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw in how many events each actor has a part, and which: one unit a part, the busiest actor first.

    Parameters
    ----------
    events, participants
        Rows of those tables; parts in other events are left out.
    actors
        Rows of that table, for names.
    ax
        Axes to draw on; by default new ones. Units are inches from the top left corner.
    """
    details = events[["event", "label", "date", "quote"]]
    parts = participants.merge(details, on="event")
    if parts.empty:
        return empty(ax, "Nobody takes part in an event of this selection.", data=parts)
    known = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    parts = parts.assign(name=[str(known.get(actor, actor)) for actor in parts["actor"]])
    counts = parts["name"].value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    bars = [Bar(name, parts[parts["name"] == name]) for name in order]
    roles = [Category(code.code, code.label, code.colour) for code in ROLE]
    ax, each = unit_bars(ax, bars, column="role", categories=roles, tooltip=_tooltip)
    return _describe(ax, parts, order, each)


def _tooltip(row: Any) -> str:
    role = words.label("role", row.role)
    return words.tooltip(
        f"{row.name}: {role.lower()}", str(row.label), words.when(str(row.date)), words.quoted(str(row.quote))
    )


def _describe(ax: Axes, parts: pd.DataFrame, order: list[str], each: int) -> Axes:
    first = parts[parts["name"] == order[0]]
    acts = int((first["role"].astype(str) == "actor").sum())
    events = first["event"].nunique()
    total = words.count(parts["event"].nunique(), "event")
    title = f"{order[0]} has a part in {events:,} of {total}, in {acts:,} of them as the one who acts"
    leading = words.listed(f"{name} {int((parts['name'] == name).sum()):,}" for name in order[:5])
    alt = f"Bars of parts in events by actor, {words.count(len(order), 'actor')}. {title}. Most parts: {leading}."
    size = "One shape is one part in one event" if each == 1 else f"One shape is {each} parts in events"
    data = pd.DataFrame(
        {
            "actor": parts["name"],
            "part": [words.label("role", role) for role in parts["role"]],
            "event": parts["label"],
            "date": [words.when(str(date)) for date in parts["date"]],
            "sentence": parts["sentence"],
        }
    )
    return describe(ax, title=title, alt=alt, caption=f"{size}. {words.cited(parts)}", data=data)
