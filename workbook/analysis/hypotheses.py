"""Analysis of competing hypotheses (Heuer 1999): which explanation does the evidence least contradict?

Every piece of evidence is rated against every hypothesis, from ``CC`` (very consistent) over ``N`` to ``II``
(very inconsistent); ``NA`` says that it does not bear on the hypothesis. Evidence that fits a hypothesis
proves little, since it mostly fits its rivals too; so hypotheses are ranked by what speaks *against* them,
and the one with the least against it comes first. What speaks *for* them only decides in which order tied
ones are listed.

**A score is not a probability**, and trials found no gain from the technique: none in accuracy (Mandel, Karvetski
and Dhami 2018), none in coherence (Karvetski and Mandel 2020, N = 227). It makes an argument inspectable: which
evidence separates the explanations, who rates it how, and what would change the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean, pstdev

import numpy as np
import pandas as pd

from workbook.analysis._columns import known
from workbook.analysis.credibility import Weighting, weights
from workbook.analysis.evidence import SCHEMES, SUPPORT, Votes, applies, consensus, votes

_TIE_DIGITS = 9  # weighted sums that agree to this many decimals are equal: the rest is rounding


def matrix(
    ratings: pd.DataFrame, *, raters: Iterable[str] = (), hypotheses: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Heuer's matrix: a row per claim, a column per hypothesis, rating codes in cells, ``""`` where unrated.

    Several raters' ratings are shown as their `consensus`. Parameters and errors as for `votes`.
    """
    gathered = votes(ratings, raters=raters, hypotheses=hypotheses)
    cells = {h: [consensus(gathered.codes(c, h)) for c in gathered.claims] for h in gathered.hypotheses}
    return pd.DataFrame(cells, index=pd.Index(gathered.claims, name="claim", dtype=str), dtype=str).rename_axis(
        columns="hypothesis"
    )


def ranks(inconsistency: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """Rank by inconsistency, 1 the least; ties share a rank; 0 for a hypothesis that nothing has tested."""
    points = np.round(inconsistency, _TIE_DIGITS)
    better = (points[None, :] < points[:, None]) & tested[None, :]
    return np.where(tested, 1 + better.sum(axis=1), 0)


def ranking(
    ratings: pd.DataFrame,
    claims: pd.DataFrame | None = None,
    *,
    weighting: Weighting = "none",
    raters: Iterable[str] = (),
    scheme: str = "open_source_ach",
    hypotheses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The hypotheses, least contradicted first.

    Only inconsistency decides the ``rank``; hypotheses with equal inconsistency share it and are listed by
    consistency, then by the shares of cells not applicable and unrated (the order of Open Synthesis). A
    hypothesis that no evidence has tested has no rank: nothing speaks against it because nobody asked.

    Parameters
    ----------
    ratings, raters, hypotheses
        As for `votes`.
    claims, weighting
        The evidence and how its credibility counts: see `workbook.analysis.credibility`.
    scheme
        A name in `SCHEMES`.

    Returns
    -------
    DataFrame
        Columns ``rank`` (Int64, missing if untested), ``hypothesis``, ``inconsistency`` and ``consistency``
        (points, in the scheme's sign), ``tested`` (number of claims that bear on it), ``not_applicable`` and
        ``unrated`` (shares of all claims).

    Raises
    ------
    ParameterError, WorkbookError
        As for `votes` and `workbook.analysis.credibility.weights`; or the scheme has no such name.
    """
    rule = SCHEMES[known(scheme, SCHEMES, "scheme")]
    gathered = votes(ratings, raters=raters, hypotheses=hypotheses)
    weight = np.array(weights(claims, gathered.claims, weighting))
    against, tested = weight @ gathered.grid(rule.inconsistency), gathered.grid(applies).sum(axis=0)
    rank = ranks(against, tested > 0)
    table = pd.DataFrame(
        {
            "rank": pd.Series(rank, dtype="Int64").mask(pd.Series(rank) == 0),
            "hypothesis": pd.Series(gathered.hypotheses, dtype=str),
            # adding 0.0 turns a negative zero into zero
            "inconsistency": rule.sign * against.round(_TIE_DIGITS) + 0.0,
            "consistency": (weight @ gathered.grid(rule.consistency)).round(_TIE_DIGITS),
            "tested": tested.astype(int),
            **_shares(gathered, axis=0),
        }
    )
    keys = [against.round(_TIE_DIGITS), -table["consistency"], table["not_applicable"], table["unrated"]]
    return table.iloc[np.lexsort(keys[::-1])].reset_index(drop=True)


def diagnosticity(
    ratings: pd.DataFrame,
    claims: pd.DataFrame | None = None,
    *,
    weighting: Weighting = "none",
    raters: Iterable[str] = (),
    hypotheses: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The evidence, most telling first: how far does it set the hypotheses apart?

    Evidence that fits every hypothesis tells nothing, and neither does evidence that refutes every one.
    Diagnosticity is therefore the spread of a claim's ratings across the hypotheses: the population standard
    deviation of their mean support (+2 for ``CC`` to -2 for ``II``), as in Open Synthesis; unrated hypotheses
    are skipped. Open Source ACH sorts by the *sum* of inconsistency instead, which puts evidence against
    everything first; that sum is shown as ``inconsistency``.

    Parameters
    ----------
    ratings, claims, weighting, raters, hypotheses
        As for `ranking`.

    Returns
    -------
    DataFrame
        Columns ``claim``, ``diagnosticity`` (0 to 2), ``weight``, ``weighted`` (their product, by which the
        rows are sorted), ``reading`` ("separates", "fits all", "refutes all", "no bearing", "one hypothesis
        only" or "unrated"), ``inconsistency`` (points summed over hypotheses), ``not_applicable`` and
        ``unrated`` (shares of all hypotheses).
    """
    gathered = votes(ratings, raters=raters, hypotheses=hypotheses)
    weight = np.array(weights(claims, gathered.claims, weighting))
    supports = [_supports(gathered, claim) for claim in gathered.claims]
    spread = np.array([pstdev(values) if values else 0.0 for values in supports]).round(_TIE_DIGITS)
    table = pd.DataFrame(
        {
            "claim": pd.Series(gathered.claims, dtype=str),
            "diagnosticity": spread,
            "weight": weight,
            "weighted": spread * weight,
            "reading": pd.Series([_reading(values) for values in supports], dtype=str),
            "inconsistency": gathered.grid(SCHEMES["open_source_ach"].inconsistency).sum(axis=1),
            **_shares(gathered, axis=1),
        }
    )
    keys = [-table["weighted"].round(_TIE_DIGITS), table["not_applicable"], table["unrated"]]
    return table.iloc[np.lexsort(keys[::-1])].reset_index(drop=True)


def _supports(gathered: Votes, claim: str) -> list[float]:
    """Mean support that a claim lends each hypothesis it is rated against."""
    cells = (gathered.codes(claim, hypothesis) for hypothesis in gathered.hypotheses)
    return [fmean(SUPPORT[code] for code in codes) for codes in cells if codes]


def _reading(supports: Sequence[float]) -> str:
    if len(supports) < 2:
        return "one hypothesis only" if supports else "unrated"
    readings = {1.0: "fits all", -1.0: "refutes all", 0.0: "no bearing"}
    signs = {float(np.sign(support)) for support in supports}
    return readings[signs.pop()] if len(signs) == 1 else "separates"


def _shares(gathered: Votes, *, axis: int) -> dict[str, np.ndarray]:
    """Shares of cells not applicable, and of cells unrated: by hypothesis (axis 0) or by claim (axis 1)."""
    inapplicable = gathered.grid(lambda codes: consensus(codes) == "NA")
    unrated = gathered.grid(lambda codes: not codes)
    count = max(1, inapplicable.shape[axis])
    return {"not_applicable": inapplicable.sum(axis=axis) / count, "unrated": unrated.sum(axis=axis) / count}
