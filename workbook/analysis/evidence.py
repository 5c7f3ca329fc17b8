"""Evidence rated against hypotheses: the cells of Heuer's matrix, and the points they are worth.

Every piece of evidence is rated against every hypothesis, by one or several raters. Three published ways of
turning the ratings of a cell into points are on offer (`SCHEMES`); they differ only in the few respects that
`Scheme` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import pandas as pd

from workbook.analysis._columns import known, texts
from workbook.errors import WorkbookError

SUPPORT: Mapping[str, int] = {"CC": 2, "C": 1, "N": 0, "NA": 0, "I": -1, "II": -2}
"""How far a rating speaks for (+) or against (-) a hypothesis. What does not apply counts as neutral."""

_CODE_OF_SUPPORT = {2: "CC", 1: "C", 0: "N", -1: "I", -2: "II"}
_TIE_DIGITS = 9  # sums of weighted points that differ by less than this many decimals are equal: rounding noise


@dataclass(frozen=True)
class Scheme:
    """A published way of turning ratings into an inconsistency score.

    Attributes
    ----------
    source
        Where it is from.
    average_first
        Whether several raters' ratings are averaged before the points are given, so that fits and misfits
        cancel, or each rating is given its points and these are averaged.
    power
        Points grow with this power of the distance from neutral.
    sign
        +1 if a greater score is more inconsistent, -1 if a smaller one is.
    """

    source: str
    average_first: bool
    power: int
    sign: int

    def inconsistency(self, codes: Sequence[str]) -> float:
        """Points that a cell's ratings give against the hypothesis: 0 or more, whatever the score's sign."""
        return self._points([-SUPPORT[code] for code in codes])

    def consistency(self, codes: Sequence[str]) -> float:
        """Points that a cell's ratings give for the hypothesis."""
        return self._points([SUPPORT[code] for code in codes])

    def _points(self, distances: Sequence[float]) -> float:
        if not distances:
            return 0.0
        counted = [fmean(distances)] if self.average_first else distances
        return fmean(max(0.0, distance) ** self.power for distance in counted)


SCHEMES: Mapping[str, Scheme] = {
    "open_source_ach": Scheme("Open Source ACH: II 2, I 1, everything else 0", False, 1, +1),
    "open_synthesis": Scheme("Open Synthesis: squared distance of the mean rating below neutral", True, 2, +1),
    "cia_primer": Scheme("CIA Tradecraft Primer (2009): I counts -1, so that the score falls", False, 1, -1),
}


@dataclass(frozen=True)
class Votes:
    """Who-rated-what, gathered by cell: the ratings of one claim against one hypothesis, one per rater."""

    claims: tuple[str, ...]
    hypotheses: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, str]]

    def codes(self, claim: str, hypothesis: str) -> tuple[str, ...]:
        """The ratings in one cell, none if nobody rated it."""
        return tuple(self.cells.get((claim, hypothesis), {}).values())

    def grid(self, value: Callable[[Sequence[str]], float]) -> np.ndarray:
        """A function of the ratings in a cell, for all cells: array of shape (claims, hypotheses)."""
        cells = [[value(self.codes(c, h)) for h in self.hypotheses] for c in self.claims]
        return np.array(cells, dtype=float).reshape(len(self.claims), len(self.hypotheses))


def votes(ratings: pd.DataFrame, *, raters: Iterable[str] = (), hypotheses: pd.DataFrame | None = None) -> Votes:
    """Gather the ratings by cell, claims and hypotheses in the order in which they are first met.

    Parameters
    ----------
    ratings
        Columns ``hypothesis``, ``claim``, ``rater``, ``rating``; an empty rating is a cell still to be rated.
    raters
        Whose ratings to use; none given means everybody's.
    hypotheses
        If given, its ``hypothesis`` column sets the order and adds hypotheses nobody has rated.

    Raises
    ------
    ParameterError
        Nobody of that name has rated anything.
    WorkbookError
        A rating is no rating code, or one rater rates a cell twice.
    """
    columns = [texts(ratings, name) for name in ("claim", "hypothesis", "rater", "rating")]
    wanted = {known(rater, dict.fromkeys(columns[2]), "rater") for rater in raters}
    rows = [row for row in zip(*columns, strict=True) if not wanted or row[2] in wanted]
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for claim, hypothesis, rater, rating in rows:
        _check(claim, hypothesis, rater, rating, cells)
        if rating:
            cells.setdefault((claim, hypothesis), {})[rater] = rating
    listed = [] if hypotheses is None else texts(hypotheses, "hypothesis")
    return Votes(
        tuple(dict.fromkeys(claim for claim, *_ in rows)),
        tuple(dict.fromkeys([*listed, *(row[1] for row in rows)])),
        cells,
    )


def _check(
    claim: str, hypothesis: str, rater: str, rating: str, cells: Mapping[tuple[str, str], Mapping[str, str]]
) -> None:
    where = f'rating of claim "{claim}" against hypothesis "{hypothesis}" by "{rater}"'
    if rating and rating not in SUPPORT:
        raise WorkbookError(f'{where}: "{rating}" is not one of {", ".join(SUPPORT)}')
    if rater in cells.get((claim, hypothesis), {}):
        raise WorkbookError(f"{where} is given twice")


def consensus(codes: Sequence[str]) -> str:
    """One rating for several raters' (the rule of Open Synthesis): ``""`` if there are none.

    ``NA`` if most say so; otherwise the mean of the ratings that apply, a half going to the plain ``C`` or
    ``I``.
    """
    applying = [SUPPORT[code] for code in codes if code != "NA"]
    if not codes:
        return ""
    if len(codes) - len(applying) > len(applying):
        return "NA"
    mean = fmean(applying)
    half = abs(mean) % 1 == 0.5
    return _CODE_OF_SUPPORT[(1 if mean > 0 else -1) if half else round(mean)]


def applies(codes: Sequence[str]) -> bool:
    """Whether some rating in the cell says anything: a cell that is empty or all ``NA`` tests nothing."""
    return any(code != "NA" for code in codes)
