"""Several raters side by side: where they disagree, and whether it changes the ranking.

The spread of a cell is measured as Open Source ACH measures its group consensus: each rating is given points
from -2 (``II``) to +2 (``CC``), and the population standard deviation of the points falls into one of four
bands. It is at most 2, when one half says ``CC`` and the other ``II``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import pstdev

import numpy as np
import pandas as pd

from workbook.analysis.credibility import Weighting
from workbook.analysis.evidence import SUPPORT, votes
from workbook.analysis.hypotheses import ranking

CONSENSUS_POINTS: Mapping[str, float] = {"II": -2, "I": -1.5, "N": 0, "NA": 0, "C": 1.5, "CC": 2}
"""Points of Open Source ACH's group consensus; not the points of its inconsistency score."""

BANDS: tuple[tuple[float, str], ...] = (
    (0.25, "consensus"),
    (1.0, "mild disagreement"),
    (1.74, "strong disagreement"),
    (float("inf"), "extreme disagreement"),
)
"""Largest deviation of each band, and its name."""

SINGLE = "single rater"
"""The band of a cell rated once, where nobody can disagree."""


def band(deviation: float) -> str:
    """The name of the band that a population standard deviation of consensus points falls in."""
    return next(name for largest, name in BANDS if deviation <= largest)


def disagreement(ratings: pd.DataFrame, *, raters: Iterable[str] = ()) -> pd.DataFrame:
    """How far the raters disagree in each rated cell, the widest disagreement first.

    Parameters
    ----------
    ratings, raters
        As for `workbook.analysis.evidence.votes`.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``hypothesis``, ``raters`` (how many), ``ratings`` (tuple of "rater: code"),
        ``deviation`` (Float64, missing for a single rater), ``band`` (ordered categorical) and ``opposed``,
        whether one rater says it fits and another that it does not.
    """
    gathered = votes(ratings, raters=raters)
    rows = [
        _row(claim, hypothesis, gathered.cells[claim, hypothesis])
        for claim in gathered.claims
        for hypothesis in gathered.hypotheses
        if (claim, hypothesis) in gathered.cells
    ]
    columns = ["claim", "hypothesis", "raters", "ratings", "deviation", "band", "opposed"]
    names = [SINGLE, *(name for _, name in BANDS)]
    table = pd.DataFrame(rows, columns=columns).astype(
        {
            "raters": int,
            "deviation": "Float64",
            "opposed": bool,
            "band": pd.CategoricalDtype(names, ordered=True),
        }
    )
    return table.sort_values("deviation", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _row(claim: str, hypothesis: str, ballot: Mapping[str, str]) -> dict[str, object]:
    deviation = pstdev(CONSENSUS_POINTS[code] for code in ballot.values()) if len(ballot) > 1 else None
    signs = {int(np.sign(SUPPORT[code])) for code in ballot.values()}
    return {
        "claim": claim,
        "hypothesis": hypothesis,
        "raters": len(ballot),
        "ratings": tuple(f"{rater}: {code}" for rater, code in ballot.items()),
        "deviation": pd.NA if deviation is None else deviation,
        "band": SINGLE if deviation is None else band(deviation),
        "opposed": {-1, 1} <= signs,
    }


def side_by_side(ratings: pd.DataFrame) -> pd.DataFrame:
    """Each rating: indexed by claim and hypothesis, a column per rater, ``""`` if none."""
    gathered = votes(ratings)
    names = tuple(dict.fromkeys(rater for ballot in gathered.cells.values() for rater in ballot))
    index = pd.MultiIndex.from_tuples(list(gathered.cells), names=["claim", "hypothesis"]) if names else None
    columns = {name: [ballot.get(name, "") for ballot in gathered.cells.values()] for name in names}
    return pd.DataFrame(columns, index=index, dtype=str).rename_axis(columns="rater")


def rankings(
    ratings: pd.DataFrame,
    claims: pd.DataFrame | None = None,
    *,
    weighting: Weighting = "none",
    scheme: str = "open_source_ach",
    hypotheses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each rater's ranking beside everybody's together.

    Returns
    -------
    DataFrame
        One row per hypothesis (the index), best first; column ``all`` and one per rater hold ranks (Int64,
        missing if untested). Parameters and errors as for `workbook.analysis.hypotheses.ranking`.
    """
    names = list(dict.fromkeys(rater for ballot in votes(ratings).cells.values() for rater in ballot))
    tables = [
        ranking(ratings, claims, weighting=weighting, raters=chosen, scheme=scheme, hypotheses=hypotheses)
        for chosen in ((), *((name,) for name in names))
    ]
    columns = [
        table.set_index("hypothesis")["rank"].rename(name) for table, name in zip(tables, ["all", *names], strict=True)
    ]
    return pd.concat(columns, axis=1).reindex(columns[0].index)
