"""Ratings as a block of numbers, from which a changed ranking is found at once.

The figures are those of :mod:`workbook.analysis.hypotheses` under its first scheme (``open_source_ach``) and of
:mod:`workbook.analysis.sensitivity` with one step; tests hold the two together. Here they are worked out over whole
arrays, since every moved control asks for all of them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.analysis.credibility import weights
from workbook.analysis.evidence import SUPPORT, votes
from workbook.analysis.hypotheses import ranks
from workbook.errors import WorkbookError

Numbers = NDArray[np.float64]
Rating = tuple[str, str, str]
"""Whose rating of what: claim, hypothesis, rater."""

WEIGHTINGS: Final = ("none", "credibility")
_DIGITS: Final = 9


@dataclass(frozen=True)
class Weighing:
    """What the analyst has set: the weighting, whose ratings count, and weights and ratings changed in the session."""

    weighting: str = "none"
    raters: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    ratings: Mapping[Rating, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The weighing as JSON holds it."""
        ratings = [[*key, rating] for key, rating in sorted(self.ratings.items())]
        return {
            "weighting": self.weighting, "raters": list(self.raters), "weights": dict(self.weights), "ratings": ratings
        }  # fmt: skip

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Weighing:
        """The weighing that ``to_json`` wrote down; WorkbookError if it is none."""
        try:
            ratings = {(str(c), str(h), str(r)): str(rating) for c, h, r, rating in content.get("ratings", [])}
            changed = {str(claim): float(weight) for claim, weight in dict(content.get("weights", {})).items()}
            made = cls(str(content.get("weighting", "none")), tuple(content.get("raters", [])), changed, ratings)
        except (TypeError, ValueError) as error:
            raise WorkbookError(f"hypotheses: cannot be read: {error}") from None
        if made.weighting not in WEIGHTINGS or not set(made.ratings.values()) <= SUPPORT.keys():
            raise WorkbookError("hypotheses: an unknown weighting or rating")
        return made


@dataclass(frozen=True, eq=False)
class Weighed:
    """A ranking, and what it hangs on.

    ``rank`` (0 = untested), ``against`` and ``tested`` have shape (H,); ``hinge_claims`` (C,) tells whose removal
    would change who comes first, ``hinge_ratings`` (C, H, R) which rating would if moved by one step.
    """

    rank: NDArray[np.int64]
    against: Numbers
    tested: NDArray[np.int64]
    weight: Numbers
    hinge_claims: NDArray[np.bool_]
    hinge_ratings: NDArray[np.bool_]


class Ledger:
    """The ratings of a dataset, ready to be weighed in many ways."""

    def __init__(self, ratings: pd.DataFrame, claims: pd.DataFrame, hypotheses: pd.DataFrame) -> None:
        gathered = votes(ratings, hypotheses=hypotheses)
        self.claims, self.hypotheses = gathered.claims, gathered.hypotheses
        self.raters = tuple(dict.fromkeys(ratings["rater"].astype(str)))
        self._place = {
            name: {each: place for place, each in enumerate(names)}
            for name, names in (("claim", self.claims), ("hypothesis", self.hypotheses), ("rater", self.raters))
        }
        shape = (len(self.claims), len(self.hypotheses), len(self.raters))
        self.support = np.full(shape, np.nan)
        self.applies = np.zeros(shape, dtype=bool)
        for (claim, hypothesis), ballot in gathered.cells.items():
            for rater, rating in ballot.items():
                self._put(self.support, self.applies, (claim, hypothesis, rater), rating)
        self._weights = {name: np.array(weights(claims, self.claims, name)) for name in WEIGHTINGS}

    def _put(self, support: Numbers, applies: NDArray[np.bool_], rating: Rating, code: str) -> None:
        at = self.at(rating)
        support[at], applies[at] = SUPPORT[code], code != "NA"

    def at(self, rating: Rating) -> tuple[int, int, int]:
        """Where a rating stands; WorkbookError if it names what is not there."""
        places = []
        for (what, known), name in zip(self._place.items(), rating, strict=True):
            if name not in known:
                raise WorkbookError(f'hypotheses: no {what} "{name}"')
            places.append(known[name])
        return places[0], places[1], places[2]

    def weigh(self, weighing: Weighing) -> Weighed:
        """The ranking under a weighing, and what it hangs on."""
        support, applies = self.support, self.applies
        if weighing.ratings:
            support, applies = support.copy(), applies.copy()
            for rating, code in weighing.ratings.items():
                self._put(support, applies, rating, code)
        if weighing.raters:
            counted = [rater in weighing.raters for rater in self.raters]
            support, applies = np.where(counted, support, np.nan), applies & counted
        weight = self._weights[weighing.weighting].copy()
        for claim, value in weighing.weights.items():
            weight[self._claim(claim)] = value
        return _weighed(support, applies, weight)

    def weight_of(self, claim: str, weighting: str) -> float:
        """What a claim weighs by itself."""
        return float(self._weights[weighting][self._claim(claim)])

    def _claim(self, claim: str) -> int:
        if claim not in self._place["claim"]:
            raise WorkbookError(f'hypotheses: no rated claim "{claim}"')
        return self._place["claim"][claim]


def _weighed(support: Numbers, applies: NDArray[np.bool_], weight: Numbers) -> Weighed:
    rated = (~np.isnan(support)).sum(axis=2)
    points = np.nan_to_num(np.clip(-support, 0, None))
    cells = weight[:, None] * points.sum(axis=2) / np.maximum(rated, 1)
    tests = applies.any(axis=2)
    against, tested = cells.sum(axis=0), tests.sum(axis=0)
    return Weighed(
        ranks(against, tested > 0),
        against.round(_DIGITS),
        tested,
        weight,
        _removals(against, tested, cells, np.asarray(tests)),
        _moves(against, tested, support, points, rated, weight),
    )


def _removals(
    against: Numbers, tested: NDArray[np.int64], cells: Numbers, tests: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """For each claim, whether leaving it out changes who comes first; shape (C,)."""
    before = _first(against[None], tested[None] > 0)
    after = _first(against[None] - cells, tested[None] - tests > 0)
    return np.asarray((before != after).any(axis=1))


def _first(against: Numbers, tested: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who comes first in each row."""
    points = np.where(tested, against.round(_DIGITS), np.inf)
    return np.asarray(tested & (points == points.min(axis=1, keepdims=True, initial=np.inf)))


def _moves(
    against: Numbers, tested: NDArray[np.int64], support: Numbers, points: Numbers, rated: NDArray[np.int64],
    weight: Numbers,
) -> NDArray[np.bool_]:  # fmt: skip
    """For each rating, whether moving it by one step changes who comes first; shape (C, H, R).

    Only one hypothesis moves, so who comes first changes with its place relative to the best of the others.
    """
    standing = np.where(tested > 0, against, np.inf)
    rivals = np.array([np.delete(standing, place).min(initial=np.inf) for place in range(len(standing))])
    before = np.sign((standing - rivals).round(_DIGITS)) if len(standing) > 1 else np.zeros(len(standing))
    changes = np.zeros(support.shape, dtype=bool)
    share = weight[:, None, None] / np.maximum(rated, 1)[:, :, None]
    for step in (-1, 1):
        moved = support + step
        there = np.abs(moved) <= 2
        after = against[None, :, None] + share * (np.clip(-moved, 0, None) - points)
        with np.errstate(invalid="ignore"):
            sign = np.sign((after - rivals[None, :, None]).round(_DIGITS))
        changes |= there & (sign != before[None, :, None])
    return changes & ~np.isnan(support)


def hinges(found: Weighed, names: Iterable[str]) -> list[str]:
    """The names of the claims on which it hangs who comes first."""
    return [name for name, decides in zip(names, found.hinge_claims, strict=True) if decides]
