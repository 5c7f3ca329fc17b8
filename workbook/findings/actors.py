"""What the ties in view show: how many, how signed, between whom, and how the picture depends on who is
asked.
"""

from __future__ import annotations

import pandas as pd

from workbook import select
from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, ranking, share, tally
from workbook.prose import Prose, say
from workbook.tables import DataTable, table


def ties(dataset: Dataset, relations: pd.DataFrame) -> Prose:
    """How many ties join how many actors, how many are hostile, and who has the most."""
    if not len(relations):
        return say("There is no tie in view.", lead=True)
    ends = pd.concat([relations["subject"], relations["object"]])
    names = _names(dataset)
    return say(
        f"The article ties {count(ends.nunique(), 'actor')} together by {count(len(relations), 'relation')}: "
        f"{tally(relations['sign'], 'sign')}. Most ties: {ranking(ends, names)}.",
        lead=True,
    )


def assertions(dataset: Dataset, relations: pd.DataFrame) -> Prose:
    """On whose word the ties rest."""
    if not len(relations):
        return say("There is no tie in view.")
    names = _names(dataset)
    others = relations[relations["asserted_by"] != relations["asserted_by"].mode().iloc[0]]
    return say(
        f"The ties rest on the word of {relations['asserted_by'].nunique()}: "
        f"{ranking(relations['asserted_by'], names, limit=6)}.",
        cites(others) if len(others) else "",
    )


def contested(relations: pd.DataFrame) -> Prose:
    """How many of the ties are disputed or denied within the text."""
    disputed = relations[relations["status"].isin(["disputed", "denied"])]
    if not len(disputed):
        return say("The text itself contests none of the ties in view.")
    return say(
        f"{share(len(disputed), len(relations))} of the ties are contested within the text itself.",
        cites(disputed),
    )


def listing(dataset: Dataset, relations: pd.DataFrame) -> DataTable:
    """The ties in view as a table."""
    columns = {
        "subject": "From", "type": "Tie", "object": "To", "sign": "Sign", "valid": "When",
        "asserted_by": "On whose word", "status": "Status", "sentence": "Passage",
    }  # fmt: skip
    names = {"subject": _names(dataset), "object": _names(dataset), "asserted_by": _names(dataset)}
    return table(relations, columns=columns, labels=names, caption="Ties in the order of the text")


def actor_listing(dataset: Dataset, relations: pd.DataFrame) -> DataTable:
    """The actors of the ties in view as a table."""
    columns = {
        "name": "Actor",
        "kind": "Kind",
        "summary": "According to the article",
        "part_of": "Part of",
        "sentence": "Passage",
    }
    actors = select.actors(dataset, relations)
    return table(
        actors, columns=columns, labels={"part_of": _names(dataset)}, caption="Actors in the order of the text"
    )


def _names(dataset: Dataset) -> dict[str, str]:
    return dict(dataset.actors[["actor", "name"]].values)
