"""What several articles show side by side: what they share, who asserts and who denies it, which dates differ, and how
differently they are made.

Nothing counts as shared unless ``data/same_as.csv`` says so. Where nothing is, the articles can still be compared in
their make-up, and no further.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd
from markupsafe import Markup

from workbook import dates
from workbook.annotate import passages as passages_of
from workbook.charts.words import percent
from workbook.dataset import Dataset
from workbook.findings.phrases import count, listed
from workbook.prose import Prose, say
from workbook.quality import conflicts, coverage
from workbook.same_as import TABLES
from workbook.schema import SCHEMA
from workbook.several import Several
from workbook.tables import DataTable, table

_CERTAIN = ("CT+", "CT-")
_ADMITTED = ("disputed", "denied")


def overview(several: Several) -> Prose:
    """How many datasets there are, and what they are said to share."""
    left_out = f"Left out, since it cannot be loaded: {listed(several.left_out)}." if several.left_out else ""
    if len(several) < 2:
        return say(f"There is no other dataset to compare {several.names[0]} with.", left_out, lead=True)
    parts = [
        count(several.shared(name)["group"].nunique(), SCHEMA[name].key[0])
        for name in TABLES
        if len(several.shared(name))
    ]
    if parts:
        shared = f"data/same_as.csv says that they share {listed(parts)}."
    else:
        shared = "No row of data/same_as.csv joins them: they share types and roles, and can be compared in no more."
    return say(f"{count(len(several), 'article')} side by side: {listed(several.names)}.", shared, left_out, lead=True)


# ---- what is the same -------------------------------------------------------------------------


def actors(several: Several) -> DataTable | Prose:
    """The actors that are the same: what each article calls them, and how large a part they have in it."""
    shared = several.shared("actors")
    if shared.empty:
        return say("No actor is said to be the same in two of these datasets.")
    parts, claims = several.participants, several.claims
    counted = {
        "events": [_count(parts, row.dataset, "actor", row.actor) for row in _rows(shared)],
        "claims": [_count(claims, row.dataset, "speaker", row.actor) for row in _rows(shared)],
    }
    columns = {
        "group": "Actor", "dataset": "Dataset", "name": "Called", "kind": "Kind", "events": "Parts in events",
        "claims": "Claims said", "summary": "Who it is there", "passage": "Passage", "why": "Why the same",
    }  # fmt: skip
    return table(_linked(shared).assign(**counted), columns=columns, caption="The same actors, dataset by dataset")


def _count(frame: pd.DataFrame, dataset: str, column: str, value: str) -> int:
    return int(((frame["dataset"] == dataset) & (frame[column] == value)).sum())


def events(several: Several) -> DataTable | Prose:
    """The events that are the same: how each article dates and presents them, who reports and who denies them."""
    shared = several.shared("events")
    if shared.empty:
        return say("No event is said to be the same in two of these datasets.")
    rows = list(_rows(shared))
    told = {f"{role}s": [_with_role(several, row, role) for row in rows] for role in ("reporter", "denier")}
    columns = {
        "group": "Event", "dataset": "Dataset", "label": "Told as", "date": "Date", "date_note": "On the date",
        "status": "Status", "reporters": "Reported by", "deniers": "Denied by", "passage": "Passage",
        "why": "Why the same",
    }  # fmt: skip
    return table(_linked(shared).assign(**told), columns=columns, caption="The same events, dataset by dataset")


def _with_role(several: Several, row: Any, role: str) -> str:
    """The names of those who have a part in an event."""
    parts = several[row.dataset].participants
    chosen = parts.loc[(parts["event"] == row.event) & (parts["role"] == role), "actor"]
    return ", ".join(several[row.dataset].label("actors", actor) for actor in chosen)


def claims(several: Several) -> DataTable | Prose:
    """The claims that are the same: who says them in each article, how surely, and which way."""
    shared = several.shared("claims")
    if shared.empty:
        return say("No claim is said to be the same in two of these datasets.")
    shared["by"] = [several[row.dataset].label("actors", row.speaker) for row in _rows(shared)]
    columns = {
        "group": "Claim", "dataset": "Dataset", "statement": "Put as", "by": "Said by", "factuality": "Certainty",
        "attribution": "Attribution", "passage": "Passage", "why": "Why the same",
    }  # fmt: skip
    return table(_linked(shared), columns=columns, caption="The same claims, dataset by dataset")


def denials(several: Several) -> Prose:
    """Which of the shared events and claims one article asserts while another denies or disputes them."""
    found = []
    events, claims = several.shared("events"), several.shared("claims")
    for group, rows in events.groupby("group", sort=False):
        against = rows["status"].isin(_ADMITTED)
        if against.any() and not against.all():
            found.append(f"“{group}” is {_told(rows[against])} and {_told(rows[~against])}")
    for group, rows in claims.groupby("group", sort=False):
        way = rows["factuality"].astype(str).str[-1]
        if {"+", "-"} <= set(way):
            yes, no = (listed(dict.fromkeys(rows.loc[way == sign, "dataset"])) for sign in "+-")
            found.append(f"“{group}” is held to be so in {yes} and not to be so in {no}")
    if not len(events) and not len(claims):
        return say("With no event and no claim in common, there is nothing that one asserts and another denies.")
    if not found:
        return say("No shared event or claim is asserted by one article and denied or disputed by another.")
    return say(f"{count(len(found), 'shared row')} stand differently: {listed(found, limit=8)}.")


def _told(rows: pd.DataFrame) -> str:
    status = SCHEMA["events"].column("status").codes
    return listed(f"{status.label(str(row.status)).lower()} in {row.dataset}" for row in _rows(rows))


def differing_dates(several: Several) -> Prose:
    """Which of the shared events the articles date so that the dates cannot both hold, and which merely less finely."""
    shared = several.shared("events")
    if shared.empty:
        return say("With no event in common, no dates can differ.")
    apart, finer = [], []
    for group, rows in shared.groupby("group", sort=False):
        cells = list(zip(rows["dataset"], rows["date"], strict=True))
        said = listed(f"{dates.in_words(cell)} in {name}" for name, cell in cells)
        known = [dates.parse(cell) for _, cell in cells if cell]
        if any(not one.may_overlap(other) for one, other in combinations(known, 2)):
            apart.append(f"“{group}”: {said}")
        elif len({cell for _, cell in cells}) > 1:
            finer.append(f"“{group}”: {said}")
    total = shared["group"].nunique()
    return say(
        f"Of {count(total, 'shared event')}, {len(apart)} {'has' if len(apart) == 1 else 'have'} dates that cannot "
        "both hold"
        + (f" ({listed(apart, limit=8)})" if apart else "")
        + f", and {len(finer)} {'is' if len(finer) == 1 else 'are'} dated more finely by one article than by another"
        + (f" ({listed(finer, limit=8)})." if finer else "."),
    )


# ---- how they are made ------------------------------------------------------------------------


def makeup(several: Several) -> DataTable:
    """Each article in figures: attribution, certainty, wording, conflicts, dates; one column a dataset."""
    columns = {dataset.name: _figures(dataset) for dataset in several}
    frame = pd.DataFrame(columns)
    frame.insert(0, "measure", frame.index)
    headings = {name: name for name in several.names}
    return table(frame, columns={"measure": "Measure", **headings}, caption="The articles side by side, in figures")


def widest(several: Several) -> Prose:
    """In which of the shares of their claims the articles differ most."""
    if len(several) < 2 or any(dataset.claims.empty for dataset in several):
        return say("There are no two sets of claims to compare.")
    shares = {dataset.name: _claim_shares(dataset) for dataset in several}
    gaps = {name: [each[name] for each in shares.values()] for name in next(iter(shares.values()))}
    name = max(gaps, key=lambda measure: max(gaps[measure]) - min(gaps[measure]))
    said = listed(f"{percent(each[name])} in {dataset}" for dataset, each in shares.items())
    return say(f"They differ most in how many claims are {name}: {said}.")


def _claim_shares(dataset: Dataset) -> dict[str, float]:
    claims = dataset.claims
    return {
        "in the author’s own voice": float((claims["attribution"] == "author").mean()),
        "those of someone named": float((claims["attribution"] == "named").mean()),
        "put as certain": float(claims["factuality"].isin(_CERTAIN).mean()),
        "hedged": float(claims["hedge"].map(bool).mean()),
        "in loaded words": float(claims["language"].map(bool).mean()),
    }


def _figures(dataset: Dataset) -> dict[str, str]:
    claims, events, forecasts = dataset.claims, dataset.events, dataset.forecasts
    covered = coverage(dataset)
    return {
        "Published": dates.in_words(dataset.source.published),
        "Reliability of the source": dataset.source.reliability,
        "Sentences coded": _share(len(covered.coded), covered.total),
        "Actors": f"{len(dataset.actors):,}",
        "Events": f"{len(events):,}",
        "… dated to the day": _share((events["date_precision"] == "day").sum(), len(events)),
        "… disputed within the text": _share((events["status"] == "disputed").sum(), len(events)),
        "Most frequent type of event": _most(events["type"], "event_type"),
        "Claims": f"{len(claims):,}",
        "… in the author’s own voice": _share((claims["attribution"] == "author").sum(), len(claims)),
        "… of someone named": _share((claims["attribution"] == "named").sum(), len(claims)),
        "… put as certain": _share(claims["factuality"].isin(_CERTAIN).sum(), len(claims)),
        "… with a hedge": _share(claims["hedge"].map(bool).sum(), len(claims)),
        "… in loaded words": _share(claims["language"].map(bool).sum(), len(claims)),
        "Conflicts within the text": f"{len(conflicts(dataset)):,}",
        "Forecasts": f"{len(forecasts):,}",
        "… with a stated probability": _share((forecasts["term"] != "unstated").sum(), len(forecasts)),
    }


def _share(part: Any, whole: int) -> str:
    return f"{int(part):,} of {whole:,} ({percent(part / whole)})" if whole else "none"


def _most(codes: pd.Series, vocabulary: str) -> str:
    from workbook.charts.words import label

    counts = codes.astype(str).value_counts(sort=False)
    return f"{label(vocabulary, counts.idxmax())} ({counts.max()})" if len(counts) else "none"


# ---- passages -----------------------------------------------------------------------------------


def timeline_rows(several: Several) -> pd.DataFrame:
    """The events of all datasets in order of time, undated last, dataset by dataset and naming it."""
    events = several.events
    undated = events["date_earliest"].isna() & events["date_latest"].isna()
    events["label"] = events["label"].mask(undated, events["dataset"] + ": " + events["label"])
    moments = events["date_earliest"].fillna(events["date_latest"])
    order = moments.sort_values(kind="stable", na_position="last").index
    return events.loc[order].reset_index(drop=True)


def passages(several: Several) -> Prose:
    """The sentences that the events and claims of each dataset rest on, and those of the rows that are shared.

    Only the first dataset's lead on to the article: the others' reports are elsewhere.
    """
    blocks = []
    for place, dataset in enumerate(several):
        shared = [several.shared(name) for name in TABLES]
        own = [_own(frame, dataset.name) for frame in shared if len(frame)]
        listed_ = passages_of(
            dataset, dataset.events, dataset.claims, *own, prefix=f"{dataset.name}-", linked=place == 0
        )
        blocks.append(Markup("<h3>{}</h3><p>{}.</p>{}").format(dataset.name, dataset.source, listed_.html))
    return Prose(Markup("").join(blocks))


def _own(frame: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The sentences of one dataset's rows, as that dataset numbers them."""
    rows = frame.loc[frame["dataset"] == dataset, ["sentence", "last_sentence"]]
    return rows.apply(lambda cells: cells.str.removeprefix(f"{dataset}-"))


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return iter(frame.itertuples())


def _linked(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with a ``passage`` that leads to their sentence on this page."""
    link = Markup('<a class="wb-cite" href="#{}">{}</a>')
    cells = [link.format(cell, cell.rpartition("-")[2]) if cell else "" for cell in frame["sentence"]]
    # Without its last sentence the frame is no table of one dataset, whose rows' ids would stand on the page twice.
    return frame.drop(columns="last_sentence").assign(passage=pd.Series(cells, index=frame.index, dtype=object))
