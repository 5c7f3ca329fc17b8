"""How well the article foresaw: proper scores for forecasts that were worded, not numbered.

A word such as *likely* stands for a range of probabilities (ICD 203: 55 to 80 %), so its score is a range as
well: the best and the worst value that any probability in the range would have earned, with the mid-point's
between them. Words that state no probability ("may", "could") cannot be scored, and are shown unscored rather
than guessed at.

Two scores, both *lower is better*: the Brier score (Brier 1950), the squared distance between probability and
outcome, and the logarithmic score, which is infinite for a certainty that failed. A score means little by
itself, so two forecasters without any foresight stand beside it: one who always says 50 %, and one who always
says the base rate (which he could only know afterwards).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbook.analysis._columns import known, texts
from workbook.analysis.outcomes import resolve
from workbook.errors import ParameterError, WorkbookError
from workbook.vocabularies import PROBABILITY, ProbabilityBand

FEW = 30
"""Fewer scored forecasts than this call for a warning."""

Scale = Literal[1, 2]
"""The largest Brier score: 1 (the squared distance) or 2 (Brier's own form, summed over both outcomes)."""


def icd203(term: str) -> tuple[float, float] | None:
    """The range of probability that an ICD 203 term stands for, as fractions of one; None if it states none.

    Raises
    ------
    ParameterError
        The term is not in the table.
    """
    band = PROBABILITY[known(term, PROBABILITY.order, "probability term")]
    if not isinstance(band, ProbabilityBand) or band.low is None or band.high is None:
        return None
    return band.low, band.high


def brier(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike, *, scale: Scale = 1) -> np.ndarray:
    """The Brier score of each forecast.

    Parameters
    ----------
    probabilities
        Of the event: shape (forecasts,). Or of each of several classes: shape (forecasts, classes), each row
        adding up to 1.
    outcomes
        1 where it came true and 0 elsewhere, in the same shape.
    scale
        For one event: the largest possible score. With several classes the squares are summed and the largest
        is always 2.

    Raises
    ------
    WorkbookError
        A probability lies outside 0..1, or an outcome is neither 0 nor 1.
    """
    p, o = _checked(probabilities, outcomes)
    squares = (p - o) ** 2
    return squares.sum(axis=-1) if squares.ndim > 1 else known_scale(scale) * squares


def log_score(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> np.ndarray:
    """The logarithmic score of each forecast of one event, in nats: -ln of what was given to what happened.

    Parameters and errors as for `brier`; the score of a failed certainty is infinite.
    """
    p, o = _checked(probabilities, outcomes)
    with np.errstate(divide="ignore"):
        return -np.log(np.where(o == 1, p, 1 - p)) + 0.0


def known_scale(scale: int) -> int:
    """The scale itself if it is one of the two Brier scales; a `ParameterError` otherwise."""
    if scale not in (1, 2):
        raise ParameterError(f"the Brier scale is 1 (0 to 1) or 2 (0 to 2), not {scale}")
    return scale


def _checked(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    p, o = np.asarray(probabilities, dtype=float), np.asarray(outcomes, dtype=float)
    if p.shape != o.shape:
        raise WorkbookError(f"{p.shape} probabilities do not match {o.shape} outcomes")
    if not ((p >= 0) & (p <= 1)).all():
        raise WorkbookError(f"a probability lies between 0 and 1, not {p[~((p >= 0) & (p <= 1))].flat[0]}")
    if not np.isin(o, (0, 1)).all():
        raise WorkbookError(f"an outcome is 1 or 0, not {o[~np.isin(o, (0, 1))].flat[0]}")
    return p, o


def scores(
    forecasts: pd.DataFrame, outcomes: pd.DataFrame, *, rule: str = "unanimous", scale: Scale = 1
) -> pd.DataFrame:
    """Every forecast with its score, or with the reason why it has none.

    Parameters
    ----------
    forecasts
        Columns ``forecast``, ``term``, ``low``, ``high``. A term ``unstated``, or no low and high, is a
        forecast without probability.
    outcomes
        What sources say came of them: see `workbook.analysis.outcomes`; already cut off with `as_of` if
        wanted.
    rule
        How sources settle an outcome: a name in `workbook.analysis.outcomes.RULES`.
    scale
        Of the Brier score.

    Returns
    -------
    DataFrame
        One row per forecast, in order: ``forecast``, ``term``, ``low``, ``high``, ``resolution`` (Int64 1 or
        0, missing while open), ``brier_best``, ``brier_mid``, ``brier_worst``, ``log_best``, ``log_mid``,
        ``log_worst`` (Float64, missing if unscored) and ``unscored``, why it has no score ("" if it has one).
        The attribute ``scale`` of the table keeps the scale.

    Raises
    ------
    WorkbookError
        Names the forecast whose low and high are not 0 <= low <= high <= 1, or of which only one is given.
    """
    known_scale(scale)
    settled = resolve(outcomes, rule=rule).set_index("forecast")
    rows = []
    columns = (*(texts(forecasts, name) for name in ("forecast", "term")), forecasts["low"], forecasts["high"])
    for name, term, low, high in zip(*columns, strict=True):
        span = _span(name, term, low, high)
        found = settled.loc[name] if name in settled.index else None
        resolution = pd.NA if found is None else found["resolution"]
        unscored = _why_unscored(span, found)
        figures = {} if unscored or span is None or pd.isna(resolution) else _figures(*span, resolution, scale)
        row = {"forecast": name, "term": term, "low": low, "high": high, "resolution": resolution}
        rows.append({**row, **figures, "unscored": unscored})
    figure_names = [f"{kind}_{end}" for kind in ("brier", "log") for end in ("best", "mid", "worst")]
    names = ["forecast", "term", "low", "high", "resolution", *figure_names, "unscored"]
    types = {**dict.fromkeys(["low", "high", *figure_names], "Float64"), "resolution": "Int64"}
    table = pd.DataFrame(rows, columns=names).astype(types)
    table.attrs["scale"] = scale
    return table


def _span(name: str, term: str, low: object, high: object) -> tuple[float, float] | None:
    """The range of probability of a forecast, None if it states none."""
    if pd.isna(low) != pd.isna(high):  # type: ignore[call-overload]
        raise WorkbookError(f'forecast "{name}": a probability needs both low and high, or neither')
    if pd.isna(low) or term == "unstated":  # type: ignore[call-overload]
        return None
    if not 0 <= low <= high <= 1:  # type: ignore[operator]
        raise WorkbookError(f'forecast "{name}": low {low} and high {high} are not 0 <= low <= high <= 1')
    return float(low), float(high)  # type: ignore[arg-type]


def _why_unscored(span: tuple[float, float] | None, found: pd.Series | None) -> str:
    """Why a forecast has no score, given its range of probability and what sources settle; "" if it has one."""
    if span is None:
        return "no probability stated"
    if found is None:
        return "no outcome found"
    return str(found["reason"]) if pd.isna(found["resolution"]) else ""


def _figures(low: float, high: float, outcome: int, scale: Scale) -> Mapping[str, float]:
    """Best, mid-point's and worst score: both scores fall steadily as more is given to what happened."""
    best, worst = (high, low) if outcome else (low, high)
    p, o = [best, (low + high) / 2, worst], [outcome] * 3
    figures = zip(("brier", "log"), (brier(p, o, scale=scale), log_score(p, o)), strict=True)
    return {
        f"{kind}_{end}": float(v) for kind, row in figures for end, v in zip(("best", "mid", "worst"), row, strict=True)
    }


def summary(scored: pd.DataFrame) -> pd.DataFrame:
    """Mean scores of the article's forecasts beside those of two forecasters without foresight.

    Parameters
    ----------
    scored
        The result of `scores`.

    Returns
    -------
    DataFrame
        Rows ``article``, ``always-half`` (50 % each time) and ``base-rate`` (each time the share that came
        true); columns ``forecaster``, ``label``, ``forecasts`` (how many were scored) and the six score
        columns of `scores`. The means of the best and worst let every word mean what suits it, or suits it
        least. Missing throughout if nothing was scored.
    """
    points, scale = scored[scored["unscored"] == ""], scored.attrs["scale"]
    columns = [column for column in scored.columns if column.startswith(("brier_", "log_"))]
    came_true = points["resolution"].to_numpy(dtype=int)
    rate = float(came_true.mean()) if len(points) else math.nan
    told = f" ({rate:.0%})" if len(points) else ""
    rows = [
        {"forecaster": "article", "label": "The article", **{name: points[name].mean() for name in columns}},
        {"forecaster": "always-half", "label": "Always 50 %", **_constant(0.5, came_true, scale)},
        {
            "forecaster": "base-rate",
            "label": f"Always the share that came true{told}",
            **_constant(rate, came_true, scale),
        },
    ]
    table = pd.DataFrame(rows, columns=["forecaster", "label", *columns])
    table.insert(2, "forecasts", len(points))
    return table.astype(dict.fromkeys(columns, "Float64"))


def _constant(probability: float, came_true: np.ndarray, scale: Scale) -> dict[str, float]:
    """Mean scores of a forecaster who gives every forecast the same probability; none if there are none."""
    if not came_true.size:
        return {}
    p = np.full(came_true.shape, probability)
    means = {"brier": brier(p, came_true, scale=scale).mean(), "log": log_score(p, came_true).mean()}
    return {f"{kind}_{end}": float(mean) for kind, mean in means.items() for end in ("best", "mid", "worst")}


def caution(scored: pd.DataFrame) -> str:
    """A warning in one sentence when too few forecasts could be scored, ``""`` if there are `FEW` or more."""
    points = scored[scored["unscored"] == ""]
    if len(points) >= FEW:
        return ""
    if points.empty:
        return f"None of the {len(scored)} forecasts can be scored: the article's foresight cannot be judged."
    mean = float(points["brier_mid"].mean())
    swing = max(mean, scored.attrs["scale"] - mean) / (len(points) + 1)
    return (
        f"Only {len(points)} of {len(scored)} forecasts can be scored, too few to tell foresight from luck: "
        f"one more could move the mean Brier score of {mean:.2f} by up to {swing:.2f}."
    )
