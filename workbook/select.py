"""Pure filters: from a dataset to the rows in view. Nothing is drawn, nothing is changed, and an empty result
is a result.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from workbook import dates
from workbook.dataset import Dataset
from workbook.errors import ParameterError, shorten


def events(
    dataset: Dataset,
    *,
    start: str = "",
    end: str = "",
    actor: str = "",
    types: Collection[str] = (),
    undated: bool | None = None,
) -> pd.DataFrame:
    """Events that may fall between two EDTF dates, involve an actor, and are of some type.

    A date known only roughly counts if it *may* lie in the period: an event "in 2020" is in view from June
    2020. Undated events are in view as long as no period is asked for; ``undated`` says otherwise.

    Returns
    -------
    DataFrame
        The events' columns, with ``actors`` (a tuple of the ids of all who take part) added, in order of
        time, undated last.

    Raises
    ------
    ParameterError
        If a bound is no EDTF date.
    """
    frame = dataset.events
    parts = dataset.participants
    by_event: dict[str, dict[str, None]] = {}
    for event, participant in zip(parts["event"], parts["actor"], strict=True):
        by_event.setdefault(event, {})[participant] = None
    involved = [tuple(by_event.get(event, ())) for event in frame["event"]]
    frame["actors"] = pd.Series(involved, index=frame.index, dtype=object)
    keep = in_period(frame["date"], start, end, undated=not (start or end) if undated is None else undated)
    if actor:
        keep &= frame["actors"].map(lambda ids: actor in ids).astype(bool)
    if types:
        keep &= frame["type"].isin(list(types))
    order = frame["date_earliest"].fillna(frame["date_latest"])
    in_time = order.sort_values(kind="stable", na_position="last").index
    return frame.loc[in_time[keep[in_time]]].reset_index(drop=True)


def in_period(cells: pd.Series, start: str = "", end: str = "", *, undated: bool = True) -> pd.Series:
    """Which EDTF dates may lie in a period; either bound may be empty.

    Raises
    ------
    ParameterError
        If a bound is no EDTF date.
    """
    if not (start or end):
        return pd.Series(True, index=cells.index) if undated else cells != ""
    first, last = _date("start", start).earliest, _date("end", end).latest
    period = dates.EDTF("", first, last, "interval" if first and last else "open")
    verdicts = {cell: dates.parse(cell).may_overlap(period) if cell else undated for cell in set(cells)}
    return cells.map(verdicts).astype(bool)


def _date(parameter: str, cell: str) -> dates.EDTF:
    try:
        return dates.parse(cell)
    except ValueError as error:
        raise ParameterError(f"{parameter}: {shorten(cell)}: {error}") from None


def relations(
    dataset: Dataset,
    *,
    actor: str = "",
    hops: int = 1,
    types: Collection[str] = (),
    asserted_by: Collection[str] = (),
) -> pd.DataFrame:
    """Relations of some type or assertion, and within some steps of an actor (0 hops: its own ties; all if no
    actor is given).
    """
    frame = dataset.relations
    if types:
        frame = frame[frame["type"].isin(list(types))]
    if asserted_by:
        frame = frame[frame["asserted_by"].isin(list(asserted_by))]
    if actor:
        near = {actor}
        for _ in range(hops):
            touched = frame["subject"].isin(near) | frame["object"].isin(near)
            near |= {*frame.loc[touched, "subject"], *frame.loc[touched, "object"]}
        among = frame["subject"].isin(near) & frame["object"].isin(near)
        own = (frame["subject"] == actor) | (frame["object"] == actor)
        frame = frame[among | own]
    return frame.reset_index(drop=True)


def actors(dataset: Dataset, relations: pd.DataFrame) -> pd.DataFrame:
    """The actors that take part in some relations."""
    frame = dataset.actors
    return frame[frame["actor"].isin({*relations["subject"], *relations["object"]})].reset_index(drop=True)


def claims(dataset: Dataset, *, speaker: str = "", kind: str = "") -> pd.DataFrame:
    """Claims of one speaker (as speaker or as the one they have it from) and of one kind."""
    frame = dataset.claims
    if speaker:
        frame = frame[(frame["speaker"] == speaker) | frame["origin"].map(lambda ids: speaker in ids).astype(bool)]
    if kind:
        frame = frame[frame["kind"] == kind]
    return frame.reset_index(drop=True)
