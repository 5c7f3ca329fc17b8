"""The lanes of a timeline: one event, one lane."""

from __future__ import annotations

import pandas as pd

from workbook.charts.words import label
from workbook.vocabularies import EVENT_TYPE, STATUS

NOBODY = "Nobody named"
OTHERS = "Other actors"
MOST = 9
"""So many actors get a lane of their own."""

_ROLES = ("actor", "recipient", "reporter", "denier", "mentioned")


def lanes_of(
    events: pd.DataFrame, lane: str, participants: pd.DataFrame | None = None, actors: pd.DataFrame | None = None
) -> pd.Series:
    """The name of each event's lane, as an ordered categorical on the index of ``events``.

    Lanes by ``actor`` put an event with whoever does it, or, where the text names no doer, whom it is done to; the
    actors with the most events come first and the rest share a lane.

    Raises
    ------
    ValueError
        For any other lane than type, status, country and actor (or dataset, for events of several), and for lanes
        by actor without ``participants``.
    """
    if lane == "type":
        return _coded(events["type"], "event_type", EVENT_TYPE.order)
    if lane == "status":
        return _coded(events["status"], "status", STATUS.order)
    if lane == "country":
        return _by_frequency(events["country"].replace("", "No country named"), last="No country named")
    if lane == "dataset" and lane in events:
        names = pd.Categorical(events[lane], categories=list(dict.fromkeys(events[lane])), ordered=True)
        return pd.Series(names, index=events.index)
    if lane == "actor" and participants is not None:
        return _by_frequency(_principals(events, participants, actors), last=NOBODY)
    raise ValueError('lane is "type", "status", "country" or, with participants, "actor"')


def _coded(codes: pd.Series, vocabulary: str, order: list[str]) -> pd.Series:
    names = [label(vocabulary, code) for code in order]
    values = [label(vocabulary, code) for code in codes]
    extra = sorted(set(values) - set(names))
    return pd.Series(pd.Categorical(values, categories=[*names, *extra], ordered=True), index=codes.index)


def _principals(events: pd.DataFrame, participants: pd.DataFrame, actors: pd.DataFrame | None) -> pd.Series:
    names = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    rank = {role: place for place, role in enumerate(_ROLES)}
    ranked = participants.assign(place=participants["role"].astype(str).map(rank)).sort_values("place", kind="stable")
    first = ranked.drop_duplicates("event").set_index("event")["actor"]
    return events["event"].map(first).map(lambda actor: names.get(actor, actor)).fillna(NOBODY).astype(str)


def _by_frequency(names: pd.Series, last: str) -> pd.Series:
    counts = names[names != last].value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    kept = order if len(order) <= MOST + 1 else order[:MOST]
    values = names.where(names.isin([*kept, last]), OTHERS)
    categories = [name for name in (*kept, OTHERS, last) if name in set(values)]
    return pd.Series(pd.Categorical(values, categories=categories, ordered=True), index=names.index)
