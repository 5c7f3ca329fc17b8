"""How much a piece of evidence counts, given the credibility of the claim that carries it.

The Admiralty code grades the credibility of information from 1 (confirmed by other sources) to 5
(improbable). Its 6 is no sixth step: it says that the truth *cannot be judged*. A claim graded 6, or not
graded at all, therefore weighs as much as an ungraded one (1), neither more nor less; ``judged`` leaves such
claims out instead, which shows what hangs on them.

Nobody has published weights for the Admiralty digits. The ones here run in equal ratios through the three
weights of Open Source ACH: 1 counts as its *High* (2), 3 as its *Medium* (1), 5 as its *Low* (0.5), with 2
and 4 half-way between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from workbook.analysis._columns import known, mapped
from workbook.errors import WorkbookError

UNJUDGED = ("6", "")
"""Credibility that cannot be judged, or has not been."""

_ADMIRALTY = {str(digit): 2.0 ** ((3 - digit) / 2) for digit in range(1, 6)}

WEIGHTINGS: Mapping[str, Mapping[str, float]] = {
    "none": {},
    "credibility": _ADMIRALTY | dict.fromkeys(UNJUDGED, 1.0),
    "judged": _ADMIRALTY | dict.fromkeys(UNJUDGED, 0.0),
}
"""The named weightings: weight by credibility code. ``none`` weighs every claim alike."""

Weighting = str | Mapping[str, float]
"""The name of a weighting, or the weights of one's own by credibility code."""


def weights(claims: pd.DataFrame | None, wanted: Sequence[str], weighting: Weighting = "none") -> list[float]:
    """The weight of each wanted claim.

    Parameters
    ----------
    claims
        Columns ``claim`` and ``credibility``; not needed when every claim weighs alike.
    wanted
        Ids of claims, in the order of the answer.
    weighting
        A name in `WEIGHTINGS`, or a mapping from every credibility code that occurs to its weight (0 or
        more).

    Raises
    ------
    ParameterError
        The weighting has no such name.
    WorkbookError
        A wanted claim is not in the table, or its credibility has no weight.
    """
    table = WEIGHTINGS[known(weighting, WEIGHTINGS, "weighting")] if isinstance(weighting, str) else weighting
    if weighting == "none":
        return [1.0] * len(wanted)
    credibility = {} if claims is None else mapped(claims, "claim", "credibility")
    return [_weight(claim, credibility, table) for claim in wanted]


def _weight(claim: str, credibility: Mapping[str, str], table: Mapping[str, float]) -> float:
    if claim not in credibility:
        raise WorkbookError(f'claim "{claim}" is rated but is not in the table of claims, so it has no credibility')
    code = credibility[claim]
    if code not in table:
        raise WorkbookError(f'claim "{claim}": credibility "{code}" has no weight; weighted are: {", ".join(table)}')
    if not table[code] >= 0:
        raise WorkbookError(f'credibility "{code}": a weight is 0 or more, not {table[code]}')
    return table[code]
