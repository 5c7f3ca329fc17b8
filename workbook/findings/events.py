"""What the events in view show: how far they are dated, where they cluster, whose they are, which are in
dispute.
"""

from __future__ import annotations

import pandas as pd

from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, listed, ranking, share
from workbook.prose import Prose, say
from workbook.tables import DataTable, table


def dating(events: pd.DataFrame) -> Prose:
    """How precisely the text dates its events, and which month it crowds."""
    if not len(events):
        return say("There is no event in view to date.", lead=True)
    precision = events["date_precision"].astype(str)
    days, undated = events[precision == "day"], events[precision == "undated"]
    vague = len(events) - len(days) - len(undated)
    crowd = ""
    if len(days):
        months = days["date_earliest"].dt.strftime("%B %Y")
        month, number = months.value_counts(sort=False).idxmax(), int(months.value_counts().max())
        crowd = f"{count(number, 'event')} of those dated to the day {'falls' if number == 1 else 'fall'} in {month}."
    return say(
        f"The article dates {share(len(days), len(events))} of these events to the day, "
        f"{vague} more roughly, and {len(undated)} not at all.",
        crowd,
        cites(days),
        lead=True,
    )


def disputes(events: pd.DataFrame) -> Prose:
    """Which events the text itself gives a denial or two versions of."""
    disputed = events[events["status"] == "disputed"]
    if not len(disputed):
        return say("The text gives neither a denial nor a second version of any event in view.")
    labels = listed([f"“{label}”" for label in disputed["label"]], limit=4)
    return say(
        f"Of {count(len(events), 'event')}, the text gives a denial or a second version of {len(disputed)}: {labels}.",
        cites(disputed),
    )


def anticipated(events: pd.DataFrame) -> Prose:
    """How many of the events have not happened when the article speaks of them."""
    ahead = events[events["status"] == "anticipated"]
    if not len(ahead):
        return say("All events in view are told as having happened.")
    return say(
        f"{share(len(ahead), len(events))} of the events are told as expected, planned or possible, "
        "not as having happened.",
        cites(ahead),
    )


def participants(dataset: Dataset, events: pd.DataFrame) -> Prose:
    """Who acts most often in the events, and who is acted upon."""
    parts = dataset.participants
    parts = parts[parts["event"].isin(events["event"])]
    names = dict(dataset.actors[["actor", "name"]].values)
    doing, suffering = (parts.loc[parts["role"] == role, "actor"] for role in ("actor", "recipient"))
    if not len(doing):
        return say("No actor takes part in the events in view.")
    return say(
        f"Most often acting: {ranking(doing, names)}."
        + (f" Most often acted upon: {ranking(suffering, names)}." if len(suffering) else ""),
    )


def listing(dataset: Dataset, events: pd.DataFrame) -> DataTable:
    """The events in view as a table, with who takes part in them."""
    parts = dataset.participants
    names = parts.assign(name=parts["actor"].map(lambda actor: dataset.label("actors", actor)))
    who = names.groupby("event", sort=False)["name"].agg(lambda actors: ", ".join(dict.fromkeys(actors)))
    shown = events.assign(who=events["event"].map(who).fillna("") if len(who) else "")
    columns = {
        "label": "Event", "date": "Date", "date_note": "On the date", "type": "Type", "status": "Status",
        "who": "Taking part", "sentence": "Passage",
    }  # fmt: skip
    return table(shown, columns=columns, caption="Events in order of time, undated ones last")
