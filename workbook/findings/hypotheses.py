"""What the ratings show: which explanation is least contradicted, by what evidence, how firmly, according to whom.

Whatever is said here is said of ratings, which are an analyst's judgements of one article's claims. A rank is no
probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from workbook.analysis import raters as comparison
from workbook.analysis import sensitivity as stability
from workbook.analysis.credibility import WEIGHTINGS
from workbook.analysis.hypotheses import diagnosticity, ranking
from workbook.basis import told
from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, label, listed, share
from workbook.gaps import to_fill
from workbook.prose import Prose, points, say
from workbook.tables import DataTable, table
from workbook.vocabularies import IMPACT_BASIS

_NONE: Final = "No claim has been rated against a hypothesis."
_NEAR: Final = 1
"""Moves of a rating that are listed: to its neighbours on the scale."""


def ratings(dataset: Dataset, raters: Sequence[str] = ()) -> pd.DataFrame:
    """The ratings of some raters, or everybody's."""
    frame = dataset.ratings
    return frame[frame["rater"].isin(list(raters))].reset_index(drop=True) if raters else frame


def evidence(dataset: Dataset, rated: pd.DataFrame) -> pd.DataFrame:
    """The claims that ratings are about."""
    claims = dataset.claims
    return claims[claims["claim"].isin(rated["claim"])].reset_index(drop=True)


def introduction(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """What there is to rank with, and plainly what is missing."""
    return to_fill(dataset, ("hypotheses", "ratings")) or say(
        f"{count(len(dataset.hypotheses), 'explanation')}, tested on {count(rated['claim'].nunique(), 'claim')} of the "
        f"article by {count(rated['rater'].nunique(), 'rater')} ({listed(dict.fromkeys(rated['rater']))}) "
        f"in {count(len(rated), 'rating')}."
    )


def leading(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> Prose:
    """Which explanations are least and most contradicted, and how those fare that the dataset lists first."""
    if not len(rated):
        return say(_NONE, lead=True)
    ranked = _ranked(dataset, rated, weighting)
    last = ranked["rank"].max()
    first, worst = (ranked[ranked["rank"] == rank] for rank in (1, last))
    listed_first = dataset.hypotheses["hypothesis"].iloc[0]
    place = ranked.loc[ranked["hypothesis"] == listed_first, "rank"].iloc[0]
    middle = (
        f"{_names(dataset, [listed_first])}, which the dataset lists first, ranks {place} of {len(ranked)}."
        if not pd.isna(place) and 1 < place < last
        else ""
    )
    return say(
        f"The article's own claims speak least against {_names(dataset, first['hypothesis'])}"
        + (f" and most against {_names(dataset, worst['hypothesis'])}." if last > 1 else "."),
        middle,
        _cited(dataset, [*first["hypothesis"], *([listed_first] if middle else [])]),
        lead=True,
    )


def offered(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """How the explanations rank by who offers them: the author, or someone the article relays."""
    if not len(rated):
        return say(_NONE)
    ranked = _ranked(dataset, rated).merge(dataset.hypotheses[["hypothesis", "offered_by"]], on="hypothesis")
    rows: Iterable[Any] = ranked.itertuples()
    by_actor: dict[str, list[str]] = {}
    for row in rows:
        by_actor.setdefault(row.offered_by, []).append(f"{_names(dataset, [row.hypothesis])} (rank {_place(row.rank)})")
    return points(f"From {dataset.label('actors', actor)}: {listed(names, 20)}." for actor, names in by_actor.items())


def weighing(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """Whether the credibility of the evidence changes the order, and how it was weighed."""
    if not len(rated):
        return say(_NONE)
    plain, weighed = (
        _ranked(dataset, rated, weighting).set_index("hypothesis")["rank"] for weighting in ("none", "credibility")
    )
    moved = [name for name in plain.index if not plain[[name]].equals(weighed[[name]])]
    changes = listed(
        (f"{_names(dataset, [name])} from {_place(plain[name])} to {_place(weighed[name])}" for name in moved), limit=9
    )
    scale = ", ".join(f"{code} counts {weight:.2g}" for code, weight in WEIGHTINGS["credibility"].items() if code)
    return say(
        f"Weighted by the credibility of the claims, {count(len(moved), 'explanation')} "
        f"{'changes' if len(moved) == 1 else 'change'} rank: {changes}."
        if moved
        else "Weighting the claims by their credibility changes no rank.",
        f"By the Admiralty digit {scale}; 6 cannot be judged and weighs as much as an ungraded claim.",
    )


def ranking_table(dataset: Dataset, rated: pd.DataFrame) -> DataTable:
    """The explanations with both ranks: what each says and who offers it."""
    frame = dataset.hypotheses
    for weighting, name in (("none", "rank"), ("credibility", "weighted_rank")):
        scored = _ranked(dataset, rated, weighting).set_index("hypothesis")
        frame[name] = scored["rank"].reindex(frame["hypothesis"]).array
        frame[f"{name}_points"] = scored["inconsistency"].reindex(frame["hypothesis"]).array
        frame["tested"] = scored["tested"].reindex(frame["hypothesis"]).array
    frame = frame.sort_values("rank", kind="stable", na_position="last")
    columns = {
        "rank": "Rank", "label": "Explanation", "sentence": "Passage", "rank_points": "Points against",
        "weighted_rank": "Rank if weighted", "tested": "Claims that bear on it", "offered_by": "Offered by",
        "statement": "What it says", "quote": "The article's words",
    }  # fmt: skip
    names = {"offered_by": _actors(dataset)}
    return table(frame, columns=columns, labels=names, caption="Explanations, the least contradicted first")


def telling(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> Prose:
    """Which evidence separates the explanations, and which tells nothing."""
    if not len(rated):
        return say(_NONE)
    spread = diagnosticity(rated, dataset.claims, weighting=weighting, hypotheses=dataset.hypotheses)
    most = spread.head(3)
    idle = spread[spread["reading"] != "separates"]
    statements = listed(
        f"“{_statement(dataset, claim)}” ({value:.1f})"
        for claim, value in zip(most["claim"], most["weighted"], strict=True)
    )
    chosen = evidence(dataset, most)
    return say(
        f"Furthest apart they are set by: {statements}.",
        f"{share(len(idle), len(spread))} of the claims tell nothing: they fit, refute or pass by every explanation."
        if len(idle)
        else f"All {count(len(spread), 'claim')} separate the explanations to some degree.",
        cites(chosen),
    )


def evidence_table(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> Prose:
    """The claims used as evidence, the most telling first, with the words they rest on."""
    spread = diagnosticity(rated, dataset.claims, weighting=weighting, hypotheses=dataset.hypotheses)
    added = spread[["claim", "diagnosticity", "weight", "reading"]]
    frame = added.merge(evidence(dataset, rated), on="claim", how="left")
    columns = {
        "diagnosticity": "Sets apart", "statement": "Evidence", "sentence": "Passage", "quote": "The article's words",
        "reading": "Reading", "credibility": "Credibility", "weight": "Weight", "attribution": "Attribution",
    }  # fmt: skip
    return told("article", table(frame, columns=columns, caption="Evidence, the most telling first"))


def robust(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> Prose:
    """How many single changes would change who comes first, and whether any would put another explanation there."""
    if not len(rated):
        return say(_NONE)
    changes = stability.sensitivity(rated, dataset.claims, weighting=weighting)
    decisive = stability.pivotal(changes)
    ranked = _ranked(dataset, rated, weighting)
    now = ranked.loc[ranked["rank"] == 1, "hypothesis"].tolist()
    removals = decisive[decisive["change"] == "evidence removed"]
    near = changes[(changes["steps"] == _NEAR) & changes["first_changes"]].drop_duplicates(
        ["claim", "hypothesis", "rater"]
    )
    fresh = changes[[not set(first) <= set(now) for first in changes["first"]]]
    newcomers = dict.fromkeys(name for first in fresh["first"] for name in first if name not in now)
    others = [name for name in ranked["hypothesis"] if name not in now and name not in newcomers]
    return say(
        f"First now: {_names(dataset, now)}. Leaving out any one of {count(rated['claim'].nunique(), 'claim')} changes "
        f"who comes first in {count(len(removals), 'case')}; moving any one of {count(len(rated), 'rating')} by a "
        f"single step does so in {len(near)}.",
        f"However far a rating is moved, only {_names(dataset, newcomers)} can be brought to the top by a single change"
        f" ({len(fresh)} of {len(changes):,}); "
        + (f"{_names(dataset, others)} cannot." if others else "nothing else is left.")
        if newcomers
        else "However far a rating is moved, no single change brings another explanation to the top.",
        cites(evidence(dataset, removals)) if len(removals) else "",
    )


def robustness_table(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> DataTable:
    """Each piece of evidence, and each rating by one step, on which it hangs who comes first."""
    changes = stability.pivotal(stability.sensitivity(rated, dataset.claims, weighting=weighting, steps=_NEAR))
    frame = changes.merge(
        rated[["hypothesis", "claim", "rater", "reason"]], on=["hypothesis", "claim", "rater"], how="left"
    )
    frame = frame.merge(evidence(dataset, rated)[["claim", "statement", "sentence"]], on="claim", how="left")
    removed = frame["change"] == "evidence removed"
    frame["move"] = (frame["rating"] + " to " + frame["to"]).where(~removed, "left out")
    frame["whose"] = pd.Categorical(
        ["article" if gone else "analyst" for gone in removed], IMPACT_BASIS.order, ordered=True
    )
    frame["reason"] = frame["reason"].fillna("")
    columns = {
        "statement": "Evidence", "sentence": "Passage", "hypothesis": "Explanation", "move": "Change",
        "first": "First would then be", "whose": "Basis", "reason": "Reason of the rating as it is", "rater": "Rater",
    }  # fmt: skip
    return table(
        frame, columns=columns, labels=_labels(dataset), caption="Single changes on which it hangs who comes first"
    )


def agreement(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """How far the raters agree, where both rate, and whether their rankings would."""
    found = comparison.disagreement(rated)
    shared = found[found["raters"] > 1]
    if not len(shared):
        return say("No cell has been rated by more than one rater: there is nothing to compare.")
    opposed = shared[shared["opposed"]]
    same = rated[rated["claim"].isin(_rated_by_all(rated))]
    firsts = [
        f"{rater} puts {_first(dataset, same[same['rater'] == rater])} first" for rater in dict.fromkeys(same["rater"])
    ]
    return say(
        f"Where several rated the same cell ({len(shared):,} of {len(found):,}), they agree or nearly so in "
        f"{int((shared['band'] == 'consensus').sum())}, "
        f"and in {len(opposed)} one says that it fits and another that it does not.",
        f"On the {count(same['claim'].nunique(), 'claim')} that all of them rated, {'; '.join(firsts)}."
        if firsts
        else "",
        cites(evidence(dataset, opposed)) if len(opposed) else "",
    )


def disagreement_table(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """The cells in which raters differ, the widest first, with what each says and why, side by side."""
    found = comparison.disagreement(rated)
    found = found[(found["raters"] > 1) & (found["deviation"].fillna(0) > 0)]
    frame = found.merge(evidence(dataset, rated)[["claim", "statement", "sentence"]], on="claim", how="left")
    frame["band"] = frame["band"].astype(str).str.capitalize()
    raters = list(dict.fromkeys(rated["rater"]))
    for number, rater in enumerate(raters):
        own = rated[rated["rater"] == rater]
        verdicts = [f"{label('rating', row.rating)}: {row.reason}" for row in own.itertuples()]
        said = dict(zip(zip(own["claim"], own["hypothesis"], strict=True), verdicts, strict=True))
        frame[f"says_{number}"] = [said.get(cell, "") for cell in zip(frame["claim"], frame["hypothesis"], strict=True)]
    columns = {"statement": "Evidence", "sentence": "Passage", "hypothesis": "Explanation", "band": "Disagreement"}
    columns |= {f"says_{number}": rater for number, rater in enumerate(raters)}
    caption = "Cells in which the raters differ, the widest first"
    return told("analyst", table(frame, columns=columns, labels=_labels(dataset), caption=caption))


def unsettled(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """What evidence from one article cannot settle: how much of it is one voice, and how much rests on nothing else."""
    if not len(rated):
        return say(_NONE)
    claims = evidence(dataset, rated)
    own, bare = claims[claims["attribution"] == "author"], claims[claims["basis"] == "assertion"]
    checked = dataset.corroboration["claim"]
    grades = claims["credibility"].value_counts(sort=False)
    graded = listed((f"{label('credibility', code)} ({number})" for code, number in grades.items() if number), 9)
    return say(
        f"All {count(len(claims), 'piece')} of evidence come from one article: {share(len(own), len(claims))} in its "
        f"author's own voice, {share(len(bare), len(claims))} with nothing offered to rest on. "
        f"By Admiralty credibility: {graded}.",
        f"Outside sources were found on {int(claims['claim'].isin(checked).sum())} of them; the ratings are of the "
        "article's claims alone.",
    )


def listing(dataset: Dataset, rated: pd.DataFrame) -> Prose:
    """Every rating with its reason."""
    labels = {**_labels(dataset), "claim": dict(dataset.claims[["claim", "statement"]].values)}
    columns = {
        "claim": "Evidence", "sentence": "Passage", "hypothesis": "Explanation", "rater": "Rater", "rating": "Rating",
        "reason": "Reason",
    }  # fmt: skip
    return told("analyst", table(rated, columns=columns, labels=labels, caption="Ratings in the order of the table"))


def _ranked(dataset: Dataset, rated: pd.DataFrame, weighting: str = "none") -> pd.DataFrame:
    return ranking(rated, dataset.claims, weighting=weighting, hypotheses=dataset.hypotheses)


def _rated_by_all(rated: pd.DataFrame) -> list[str]:
    numbers = rated.groupby("claim", sort=False)["rater"].nunique()
    return numbers[numbers == rated["rater"].nunique()].index.tolist()


def _first(dataset: Dataset, rated: pd.DataFrame) -> str:
    ranked = _ranked(dataset, rated)
    return _names(dataset, ranked.loc[ranked["rank"] == 1, "hypothesis"])


def _names(dataset: Dataset, hypotheses: Iterable[str]) -> str:
    return listed((f"“{dataset.label('hypotheses', name)}”" for name in hypotheses), limit=9)


def _place(rank: object) -> str:
    return "untested" if pd.isna(rank) else str(rank)  # type: ignore[call-overload]


def _statement(dataset: Dataset, claim: str) -> str:
    return dataset.label("claims", claim).rstrip(".")


def _cited(dataset: Dataset, hypotheses: Iterable[str]) -> Markup:
    frame = dataset.hypotheses
    return cites(frame[frame["hypothesis"].isin(list(hypotheses))])


def _actors(dataset: Dataset) -> dict[str, str]:
    return dict(dataset.actors[["actor", "name"]].values)


def _labels(dataset: Dataset) -> dict[str, dict[str, str]]:
    names = dict(dataset.hypotheses[["hypothesis", "label"]].values)
    return {"hypothesis": names, "first": names}
