"""What the article's argument comes to and how it holds: its conclusions, what they rest on, how sure it grows."""

from __future__ import annotations

import pandas as pd

from workbook.analysis import argument
from workbook.dataset import Dataset
from workbook.figures import Figure, show
from workbook.findings.phrases import cites, count, label, listed, share
from workbook.prose import Prose, say
from workbook.tables import DataTable, table

MOST = 5
"""So many conclusions are shown."""

_NONE = "No claim of the article has been linked to another, so its argument cannot be followed."
_CERTAIN = ("CT+", "CT-")


def conclusions(dataset: Dataset) -> pd.DataFrame:
    """The claims that the argument comes to, those with most behind them first."""
    return argument.conclusions(dataset.claims, dataset.claim_links)


def main_line(dataset: Dataset) -> Prose:
    """The two conclusions for which most is offered, and the claim on which both rest."""
    found = conclusions(dataset)
    if not len(found):
        return say(_NONE)
    first = found.head(2)
    said = zip(first["statement"], first["behind"], first["sentence"], strict=True)
    parts = [
        f"“{_bare(statement)}” ({count(behind, 'claim leads', 'claims lead')} to it) [{sentence}]"
        for statement, behind, sentence in said
    ]
    ends = first["claim"].tolist()
    ground = argument.common_ground(dataset.claims, dataset.claim_links, ends)
    shared = _row(dataset, ground)
    return say(
        f"The article's argument runs to {listed(parts)}.",
        f"{'Both rest' if len(ends) > 1 else 'It rests'} on this: "
        f"“{_bare(shared['statement'])}” [{shared['sentence']}]."
        if ground
        else "",
    )


def reach(dataset: Dataset) -> Prose:
    """How many of the claims reason towards anything, and to how many conclusions."""
    found = argument.bearings(dataset.claims, dataset.claim_links)
    linked = found[(found["behind"] > 0) | (found["beyond"] > 0)]
    ends = found[(found["behind"] > 0) & (found["beyond"] == 0)]
    return say(
        f"{share(len(linked), len(found))} of the claims are links of an argument, which runs to "
        f"{count(len(ends), 'conclusion')}. Behind each stand the claims that lead to it, some by assertion alone, and "
        "the conflicts of these with other claims.",
    )


def conclusion_table(dataset: Dataset) -> DataTable:
    """The conclusions for which most is offered, with how much lies behind each and what speaks against it."""
    columns = {
        "statement": "The article concludes", "factuality": "Put as",  "behind": "Behind it",
        "bare": "Assertion alone", "conflicts": "Conflicts", "sentence": "Passage",
    }  # fmt: skip
    found = conclusions(dataset)
    rest = len(found) - MOST
    more = (
        f"; {rest} more {'has' if rest == 1 else 'have'} less behind {'it' if rest == 1 else 'them'}"
        if rest > 0
        else ""
    )
    caption = f"What the argument comes to{more}"
    return table(found.head(MOST), columns=columns, caption=caption)


def matter(dataset: Dataset) -> pd.DataFrame:
    """What the text says on the claim that its argument turns on; empty if it turns on none."""
    turning = argument.hinge(dataset.claims, dataset.claim_links)
    if not turning:
        return dataset.claims.head(0).assign(part="")
    return argument.matter(dataset.claims, dataset.claim_links, turning)


def drift(dataset: Dataset) -> Prose:
    """How sure the text is of the claim that its argument turns on, against what it says of it before."""
    found = matter(dataset)
    if not len(found):
        return say("No claim is both argued for and argued from, so there is no certainty to follow.")
    itself = found[found["part"] == "itself"].iloc[0]
    before = found[found["quote_start"] < itself["quote_start"]]
    unsure = before[~before["factuality"].isin(_CERTAIN)]
    others = before[~before["attribution"].isin(["author", "none"])]
    documented = before[before["basis"] == "document"]
    cue = listed(f"“{word}”" for word in itself["hedge"])
    return say(
        "Most is offered for a claim from which more is then drawn: "
        f"“{_bare(itself['statement'])}” [{itself['sentence']}]. "
        f"It is put as {_lower('factuality', itself['factuality'])}{f', in the words {cue}' if cue else ''} "
        f"(attribution: {_lower('attribution', itself['attribution'])}; basis: {_lower('basis', itself['basis'])}).",
        f"Of {count(len(before), 'claim')} before it that support, qualify or contradict it or its direct grounds, "
        f"{_number(unsure)} put as less than certain, {_number(others)} made on the word of others, and "
        f"{len(documented) or 'none'} {'rests' if len(documented) < 2 else 'rest'} on a document.",
        cites(before) if len(before) else "",
    )


def drift_chart(dataset: Dataset) -> Figure:
    """How sure the text is of that matter as it goes along, drawn."""
    from workbook import charts

    return show(charts.certainty_drift(matter(dataset)))


def _number(rows: pd.DataFrame) -> str:
    return f"{len(rows) or 'none'} {'is' if len(rows) < 2 else 'are'}"


def _lower(vocabulary: str, code: object) -> str:
    return label(vocabulary, code).lower()


def _row(dataset: Dataset, claim: str) -> pd.Series:
    rows = dataset.claims
    return rows[rows["claim"] == claim].iloc[0] if claim else pd.Series(dtype=object)


def _bare(statement: str) -> str:
    return statement.rstrip(".")
