"""Krippendorff's alpha: how far coders agree beyond what chance would give.

Alpha is 1 - Do / De, the disagreement observed within units over the disagreement expected if the same values were
dealt to units at random; 1 is perfect agreement, 0 what chance gives, and less than 0 worse than that (K. Krippendorff,
*Content Analysis*, 4th ed. 2019, ch. 12). It takes any number of coders, missing values and several metrics: *nominal*
(equal or not), *ordinal* (how many values lie between) and *interval* (the squared difference).

Where all values are the same nothing varies and alpha is undefined: agreement that could not have failed says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Metric = Literal["nominal", "ordinal", "interval"]

DRAWS = 2000
"""Resamples behind an interval."""

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's own limits: rely on a variable from 0.8, draw tentative conclusions from 0.667."""


@dataclass(frozen=True)
class Agreement:
    """What was found for one variable.

    ``alpha``, ``low`` and ``high`` are None where nothing varies (or, the bounds, where hardly any resample does);
    ``units`` counts those that at least two coders coded, ``agreed`` those on which all who did are of one mind.
    """

    alpha: float | None
    low: float | None
    high: float | None
    units: int
    agreed: int


def agreement(
    codings: Sequence[Sequence[Hashable | None]],
    *,
    metric: Metric = "nominal",
    order: Sequence[Hashable] = (),
    draws: int = DRAWS,
    seed: int = 1,
) -> Agreement:
    """Krippendorff's alpha with a 95 % interval.

    Parameters
    ----------
    codings
        One sequence a coder, each with a value for every unit in the same order; None where a coder gave none.
    metric
        How far apart two values are; ``interval`` needs numbers.
    order
        The values in order, for ``ordinal``; others are refused.
    draws, seed
        The interval is the middle 95 % of the alphas of so many resamples of the units, drawn with this seed. Resamples
        in which nothing varies are left out, and below half of the draws there is no interval.

    Raises
    ------
    ValueError
        If a value is not in the order, or the coders have not as many units each.
    """
    units = [[value for value in unit if value is not None] for unit in zip(*codings, strict=True)]
    paired = [unit for unit in units if len(unit) > 1]
    agreed = sum(len(set(unit)) == 1 for unit in paired)
    values = _values(paired, metric, order)
    counts = _counts(paired, values)
    single = np.ones((1, len(paired)))
    scale = np.array(values, dtype=float) if metric == "interval" else None
    found = _alphas(counts, single, metric, scale)[0] if paired else np.nan
    if np.isnan(found):
        return Agreement(None, None, None, len(paired), agreed)
    drawn = np.random.default_rng(seed).multinomial(len(paired), np.full(len(paired), 1 / len(paired)), size=draws)
    alphas = _alphas(counts, drawn.astype(float), metric, scale)
    alphas = alphas[~np.isnan(alphas)]
    if len(alphas) * 2 < draws:
        return Agreement(float(found), None, None, len(paired), agreed)
    low, high = np.quantile(alphas, [0.025, 0.975]).tolist()
    return Agreement(float(found), low, high, len(paired), agreed)


def verdict(alpha: float | None) -> str:
    """What Krippendorff's limits make of an alpha."""
    if alpha is None:
        return "nothing varies"
    return "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "not reliable"


def _values(units: list[list[Hashable]], metric: Metric, order: Sequence[Hashable]) -> list[Hashable]:
    present = dict.fromkeys(value for unit in units for value in unit)
    if metric == "ordinal":
        unknown = [value for value in present if value not in order]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not in the order")
        return [value for value in order if value in present]
    return sorted(present, key=lambda value: (str(type(value)), value))


def _counts(units: list[list[Hashable]], values: list[Hashable]) -> NDArray[np.float64]:
    """How often each value was given to each unit, shape (units, values)."""
    place = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, place[value]] += 1
    return counts


def _alphas(
    counts: NDArray[np.float64], weights: NDArray[np.float64], metric: Metric, scale: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Alpha for each row of weights, shape (resamples, units); NaN where nothing varies."""
    totals = weights @ counts
    sizes = totals.sum(axis=1)
    if metric == "ordinal":  # what lies between two values hangs on how often each occurs, and so on the resample
        each = [_disagreements(counts, weight, total) for weight, total in zip(weights, totals, strict=True)]
        observed, expected = np.array(each).T
    else:
        distance = _distances(totals[0], scale)
        observed = weights @ _within(counts, distance)
        expected = _between(totals, distance)
    observed, expected = observed / sizes, expected / (sizes * (sizes - 1))
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)


def _disagreements(
    counts: NDArray[np.float64], weight: NDArray[np.float64], total: NDArray[np.float64]
) -> tuple[float, float]:
    """Observed and expected, of one resample on the ordinal scale that it makes itself."""
    # A value's place: how many values lie below it, itself and its equals counted by half.
    distance = _distances(total, np.cumsum(total) - total / 2)
    return float(weight @ _within(counts, distance)), float(_between(total[None, :], distance)[0])


def _within(counts: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """The disagreement in each unit: over its pairs of values, divided by one less than their number."""
    return _between(counts, distance) / (counts.sum(axis=1) - 1)


def _between(counts: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each row of counts, the sum of the distances of all its ordered pairs of values."""
    return ((counts @ distance) * counts).sum(axis=1)


def _distances(totals: NDArray[np.float64], scale: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """The distance of each two values, shape (values, values): squared on a scale, else equal or not."""
    if scale is None:
        return 1 - np.eye(len(totals))
    return (scale[:, None] - scale[None, :]) ** 2
