"""What the ranking of hypotheses hangs on: which single judgement, were it different, would change it?

Heuer's sixth step. A conclusion that rests on one claim, or on one analyst's reading of one claim, is a
conclusion about that claim. Two kinds of change are tried, one at a time: a piece of evidence is removed (it
was wrong, deceptive, or means something else), and a single rating is moved along the scale from ``II`` to
``CC``. ``NA`` stands beside ``N``: it weighs the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from workbook.analysis._columns import known
from workbook.analysis.credibility import Weighting, weights
from workbook.analysis.evidence import SCHEMES, SUPPORT, Scheme, Votes, applies, votes
from workbook.analysis.hypotheses import ranks

SCALE = ("II", "I", "N", "C", "CC")
"""The ratings a rating may be moved to; neighbours are one step apart."""


@dataclass(frozen=True)
class _Ledger:
    """Points against each hypothesis by claim, weighted, from which a changed ranking is quickly found."""

    votes: Votes
    scheme: Scheme
    weight: np.ndarray
    against: np.ndarray
    tested: np.ndarray

    def ranks(self, without: int | None = None) -> np.ndarray:
        """The ranks of the hypotheses, all evidence counted or one claim (by position) left out."""
        kept = np.arange(len(self.weight)) != (-1 if without is None else without)
        return ranks(self.against[kept].sum(axis=0), np.asarray(self.tested[kept].any(axis=0)))

    def ranks_with(self, claim: int, hypothesis: int, codes: Sequence[str]) -> np.ndarray:
        """The ranks of the hypotheses once one cell holds other ratings."""
        against, tested = self.against.copy(), self.tested.copy()
        against[claim, hypothesis] = self.weight[claim] * self.scheme.inconsistency(codes)
        tested[claim, hypothesis] = applies(codes)
        return ranks(against.sum(axis=0), np.asarray(tested.any(axis=0)))


def sensitivity(
    ratings: pd.DataFrame,
    claims: pd.DataFrame | None = None,
    *,
    weighting: Weighting = "none",
    raters: Iterable[str] = (),
    scheme: str = "open_source_ach",
    steps: int = 4,
) -> pd.DataFrame:
    """Every single change to the evidence, and whether the ranking survives it.

    Parameters
    ----------
    ratings, claims, weighting, raters, scheme
        As for `workbook.analysis.hypotheses.ranking`.
    steps
        How far a rating is moved at most: 1 is to its neighbours, 4 the whole scale.

    Returns
    -------
    DataFrame
        One row per change. ``change`` is "evidence removed" (then ``hypothesis``, ``rater``, ``rating``,
        ``to`` are empty and ``steps`` is missing) or "rating changed"; ``claim``; ``first`` the hypotheses
        then ranked first (tuple) and ``order`` the whole ranking then, as "h2 > h1 = h3"; ``first_changes``
        and ``order_changes`` compare them with the ranking as it is.

    Raises
    ------
    ParameterError, WorkbookError
        As for `workbook.analysis.hypotheses.ranking`.
    """
    ledger = _ledger(votes(ratings, raters=raters), claims, weighting, SCHEMES[known(scheme, SCHEMES, "scheme")])
    before = ledger.ranks()
    names = ledger.votes.hypotheses
    rows = [
        {**change, **_outcome(names, before, after)} for change, after in (*_removals(ledger), *_moves(ledger, steps))
    ]
    columns = ["change", "claim", "hypothesis", "rater", "rating", "to", "steps"]
    columns += ["first", "order", "first_changes", "order_changes"]
    return pd.DataFrame(rows, columns=columns).astype({"steps": "Int64", "first_changes": bool, "order_changes": bool})


def pivotal(changes: pd.DataFrame, *, what: Literal["first", "order"] = "first") -> pd.DataFrame:
    """The changes that matter: each removal, and the smallest move of each rating, that changes the ranking.

    Parameters
    ----------
    changes
        The result of `sensitivity`.
    what
        ``first`` if it matters which hypotheses come first, ``order`` if the whole order does.

    Returns
    -------
    DataFrame
        Rows of ``changes``, removals first, then ratings by the number of steps; none if the ranking survives
        every change.
    """
    known(what, ("first", "order"), "what changes")
    kept = changes[changes[f"{what}_changes"]].sort_values("steps", kind="stable", na_position="first")
    # both directions may be equally short: the row met first stands for the rating
    return kept.drop_duplicates(["change", "claim", "hypothesis", "rater"]).reset_index(drop=True)


def order(names: Sequence[str], rank: np.ndarray) -> str:
    """A ranking in one line, best first, "=" between ties; hypotheses without a rank are left out."""
    places = [[name for name, place in zip(names, rank, strict=True) if place == at] for at in np.unique(rank) if at]
    return " > ".join(" = ".join(tied) for tied in places)


def _ledger(gathered: Votes, claims: pd.DataFrame | None, weighting: Weighting, scheme: Scheme) -> _Ledger:
    weight = np.array(weights(claims, gathered.claims, weighting))
    against = weight[:, None] * gathered.grid(scheme.inconsistency)
    return _Ledger(gathered, scheme, weight, against, gathered.grid(applies).astype(bool))


def _removals(ledger: _Ledger) -> Iterator[tuple[dict[str, object], np.ndarray]]:
    for position, claim in enumerate(ledger.votes.claims):
        change = {
            "change": "evidence removed",
            "claim": claim,
            "hypothesis": "",
            "rater": "",
            "rating": "",
            "to": "",
        }
        yield {**change, "steps": pd.NA}, ledger.ranks(without=position)


def _moves(ledger: _Ledger, steps: int) -> Iterator[tuple[dict[str, object], np.ndarray]]:
    for claim, hypothesis, ballot in _cells(ledger.votes):
        for rater, rating in ballot.items():
            for to in SCALE:
                distance = abs(SUPPORT[to] - SUPPORT[rating])
                if 1 <= distance <= steps:
                    codes = tuple((ballot | {rater: to}).values())
                    yield (
                        {
                            "change": "rating changed",
                            "claim": ledger.votes.claims[claim],
                            "hypothesis": ledger.votes.hypotheses[hypothesis],
                            "rater": rater,
                            "rating": rating,
                            "to": to,
                            "steps": distance,
                        },
                        ledger.ranks_with(claim, hypothesis, codes),
                    )


def _cells(gathered: Votes) -> Iterator[tuple[int, int, dict[str, str]]]:
    for row, claim in enumerate(gathered.claims):
        for column, hypothesis in enumerate(gathered.hypotheses):
            ballot: Mapping[str, str] = gathered.cells.get((claim, hypothesis), {})
            yield row, column, dict(ballot)


def _outcome(names: Sequence[str], before: np.ndarray, after: np.ndarray) -> dict[str, object]:
    return {
        "first": tuple(name for name, place in zip(names, after, strict=True) if place == 1),
        "order": order(names, after),
        "first_changes": bool(((before == 1) != (after == 1)).any()),
        "order_changes": bool((before != after).any()),
    }
