"""What the claims in view show: who speaks, how surely, on what basis, and what outside sources say."""

from __future__ import annotations

import pandas as pd

from workbook.dataset import Dataset
from workbook.figures import Figure, show
from workbook.findings.phrases import cites, count, listed, ranking, share, tally
from workbook.prose import Prose, say
from workbook.tables import DataTable, table


def speakers(dataset: Dataset, claims: pd.DataFrame) -> Prose:
    """Whose voice the claims are in, and of what kind they are."""
    if not len(claims):
        return say("There is no claim in view.", lead=True)
    names = dict(dataset.actors[["actor", "name"]].values)
    own = claims[claims["attribution"] == "author"]
    return say(
        f"{share(len(own), len(claims))} of the claims are made in the author's own voice. "
        f"By kind: {tally(claims['kind'], 'claim_kind')}.",
        f"Speakers: {ranking(claims['speaker'], names, limit=6)}.",
        lead=True,
    )


def attribution(claims: pd.DataFrame) -> Prose:
    """How the text attributes its claims, and how many can be traced to a source that can be identified."""
    if not len(claims):
        return say("There is no claim in view.")
    named = claims[claims["attribution"] == "named"]
    return say(
        f"{share(len(named), len(claims))} of the claims are attributed to a source that can be identified; "
        f"all told: {tally(claims['attribution'], 'attribution')}.",
        cites(named) if len(named) else "",
    )


def certainty(claims: pd.DataFrame) -> Prose:
    """How surely the claims are put, and how many are put without any hedge."""
    if not len(claims):
        return say("There is no claim in view.")
    sure = claims[claims["factuality"].isin(["CT+", "CT-"])]
    hedged = claims[claims["hedge"].map(len) > 0]
    return say(
        f"{share(len(sure), len(claims))} are put as certain. "
        f"{share(len(hedged), len(claims))} carry words that weaken or strengthen certainty.",
        cites(hedged) if len(hedged) else "",
    )


def basis(claims: pd.DataFrame) -> Prose:
    """What the text rests its claims on."""
    if not len(claims):
        return say("There is no claim in view.")
    bare = claims[claims["basis"] == "assertion"]
    documents = claims[claims["basis"] == "document"]
    return say(
        f"For {share(len(bare), len(claims))} of the claims the text offers nothing to rest on; "
        f"{count(len(documents), 'claim')} {'rests' if len(documents) == 1 else 'rest'} "
        "on a document that could be looked up.",
        cites(documents) if len(documents) else "",
    )


def loaded_language(claims: pd.DataFrame) -> Prose:
    """How many claims are worded in a loaded way, with the words used most."""
    loaded = claims[claims["language"].map(len) > 0]
    if not len(loaded):
        return say("No claim in view is worded in a loaded way.")
    words = (
        loaded["language"].explode().str.casefold().value_counts(sort=False).sort_values(ascending=False, kind="stable")
    )
    most = listed([f"“{word}” ({number})" for word, number in words.head(5).items()])
    return say(f"{share(len(loaded), len(claims))} of the claims use loaded words, most often {most}.", cites(loaded))


_WITHHELD = "External evidence is switched off for this page (the parameter external)."


def corroboration(dataset: Dataset, claims: pd.DataFrame, *, external: bool = True) -> Prose:
    """What outside sources say of the claims: external evidence, kept apart from the article's."""
    found = _found(dataset, claims)
    if not external:
        return say(_WITHHELD)
    if not len(found):
        return say("No outside source has been gathered on the claims in view.")
    checked = found["claim"].nunique()
    divided = int((found.groupby("claim", observed=True)["verdict"].nunique() > 1).sum())
    return say(
        f"Outside sources were found on {share(checked, len(claims))} of the claims: {count(len(found), 'source')}, "
        f"of which {tally(found['verdict'], 'finding')}. On {count(divided, 'claim')} they differ among themselves.",
    )


def corroboration_chart(dataset: Dataset, claims: pd.DataFrame, *, external: bool = True) -> Figure | None:
    """The outside sources on each claim, drawn; nothing if external evidence is switched off."""
    from workbook import charts

    return show(charts.corroboration(_found(dataset, claims), claims=claims)) if external else None


def corroboration_table(dataset: Dataset, claims: pd.DataFrame, *, external: bool = True) -> DataTable | None:
    """The outside sources as a table; nothing if external evidence is switched off."""
    if not external:
        return None
    columns = {
        "claim": "Claim", "verdict": "Verdict", "finding": "What the source says", "publisher": "Publisher",
        "title": "Title", "url": "Address", "published": "Published", "sentence": "Passage",
    }  # fmt: skip
    statements = {"claim": dict(dataset.claims[["claim", "statement"]].values)}
    return table(
        _found(dataset, claims),
        columns=columns,
        labels=statements,
        caption="External evidence: what outside sources say",
    )


def _found(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    found = dataset.corroboration
    return found[found["claim"].isin(claims["claim"])].reset_index(drop=True)


def listing(dataset: Dataset, claims: pd.DataFrame) -> DataTable:
    """The claims in view as a table."""
    columns = {
        "statement": "Claim", "kind": "Kind", "speaker": "Speaker", "origin": "Has it from",
        "attribution": "Attribution", "factuality": "Certainty", "hedge": "Cue", "basis": "Basis",
        "credibility": "Credibility", "sentence": "Passage",
    }  # fmt: skip
    names = dict(dataset.actors[["actor", "name"]].values)
    return table(
        claims, columns=columns, labels={"speaker": names, "origin": names}, caption="Claims in the order of the text"
    )
