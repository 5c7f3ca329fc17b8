"""Basins of attraction: how many of all conceivable starting points end in each attractor.

The share of a consistent scenario's basin is how often succession, started anywhere, ends there: ScenarioWizard's
*weight*. Up to 30 million configurations every one is followed, so the weights are exact; beyond that a random
sample is, and the result says so.

Every start carries a weight of one, and the weights flow downstream together: one step moves each weight to its
scenario's successor, where those that meet merge. Once the set of scenarios that carry any no longer shrinks, each
of them has exactly one predecessor within the set, so it lies in an attractor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.analysis.consistent import scenario_frame, with_fixed
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import Settings
from workbook.analysis.succession import Rule, SuccessionKeys, check_rule, follow, lowest_first
from workbook.errors import WorkbookError

EXACT_LIMIT = 30_000_000
STARTS = 100_000
CHUNK = 8192  # configurations judged per step, times a few dozen states, stay in the cache
PIECE = 2**20  # configurations whose weights move at once
WORK = 5_000_000  # steps of single walks before those of a sample that still wander are given up on
MOST_AT_REST = 200_000  # scenarios in attractors; a matrix that lets more of them be decides next to nothing

States = NDArray[np.integer]  # shape (d, N)
Weighted = tuple[NDArray[np.int64], int]  # an attractor's scenarios, shape (length, n), and its weight


@dataclass(frozen=True)
class Attractor:
    """A consistent scenario (one), or a cycle (several, the lowest first), and how many starts end in it."""

    scenarios: tuple[tuple[int, ...], ...]
    weight: int

    @property
    def is_cycle(self) -> bool:
        """Whether succession never comes to rest here."""
        return len(self.scenarios) > 1


@dataclass(frozen=True, eq=False)
class Basins:
    """All attractors that were reached, the heaviest first.

    Parameters
    ----------
    starts, configurations
        How many of how many conceivable scenarios were followed.
    unsettled
        Starts of a sample that were given up on before they came to rest or repeated themselves; nobody's weight.
    exact
        True if every configuration was followed. Otherwise the starts are a random sample, which may have missed
        attractors with small basins, and the weights are estimates.
    """

    matrix: CrossImpactMatrix
    attractors: tuple[Attractor, ...]
    starts: int
    unsettled: int
    configurations: int
    exact: bool
    rule: Rule

    def weight(self, scenario: tuple[int, ...]) -> int:
        """How many starts end in a consistent scenario; none if it was not reached or is not one."""
        return self._weights.get((scenario,), 0)

    @cached_property
    def _weights(self) -> dict[tuple[tuple[int, ...], ...], int]:
        return {item.scenarios: item.weight for item in self.attractors}

    def to_frame(self) -> pd.DataFrame:
        """One row per scenario of every attractor: attractor (from 1), its length, weight, share with a 95 % range,
        and states.

        The range is Wilson's for a sampled share, and the share itself for an exact one.
        """
        rows = [
            (number, len(item.scenarios), item.weight, item.weight / self.starts, *self._range(item.weight), scenario)
            for number, item in enumerate(self.attractors, start=1)
            for scenario in item.scenarios
        ]
        columns = ["attractor", "length", "weight", "share", "share_low", "share_high"]
        frame = pd.DataFrame([row[:-1] for row in rows], columns=columns)
        states = np.array([row[-1] for row in rows], dtype=np.int64).reshape(len(rows), len(self.matrix.sizes))
        return pd.concat([frame, scenario_frame(self.matrix, states)], axis=1)

    def _range(self, weight: int) -> tuple[float, float]:
        share = weight / self.starts
        if self.exact:
            return share, share
        z, n = 1.959964, self.starts
        centre, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))


def basins(
    matrix: CrossImpactMatrix,
    fixed: Settings | None = None,
    *,
    rule: Rule = "global",
    starts: int = STARTS,
    seed: int = 0,
    exact_limit: int = EXACT_LIMIT,
) -> Basins:
    """Follow every configuration, or a sample of them, to the attractor it ends in.

    Parameters
    ----------
    fixed
        States set by decree; only configurations that have them are counted.
    rule
        Global or local succession.
    starts, seed
        How many random starts to follow, and the seed that picks them, where there are more than ``exact_limit``
        configurations.

    Raises
    ------
    WorkbookError
        For settings that do not fit the matrix, fewer than one start, or more than 200,000 scenarios in attractors.
    """
    check_rule(rule)
    if starts < 1:
        raise WorkbookError(f"{starts} starts: at least one is needed")
    decreed = matrix.resolve(fixed)
    narrowed = matrix.narrowed(decreed)
    keys = SuccessionKeys.of(narrowed)
    exact = narrowed.configurations <= exact_limit
    pairs, unsettled = (_exact(keys, rule), 0) if exact else _sampled(keys, rule, starts, seed)
    attractors = [
        Attractor(lowest_first(tuple(map(tuple, with_fixed(cycle, decreed).tolist()))), weight)
        for cycle, weight in pairs
    ]
    attractors.sort(key=lambda item: (-item.weight, item.scenarios))
    followed = narrowed.configurations if exact else starts
    return Basins(matrix, tuple(attractors), followed, unsettled, narrowed.configurations, exact, rule)


# ---- every configuration ----------------------------------------------------------------------


def _exact(keys: SuccessionKeys, rule: Rule) -> list[Weighted]:
    successor = _successor_table(keys, rule)
    weights = np.ones(len(successor), dtype=np.uint32)
    carriers = len(successor) + 1
    while (remaining := int(np.count_nonzero(weights))) < carriers:
        carriers = remaining
        weights = _flowed(weights, successor)
    if remaining > MOST_AT_REST:
        raise WorkbookError(
            f"{remaining:,} scenarios lie in attractors: too little is judged for basins to say anything"
        )
    return [
        (_states(np.array(cycle), keys.sizes).T, sum(int(weights[place]) for place in cycle))
        for cycle in _cycles(successor, np.flatnonzero(weights))
    ]


def _flowed(weights: NDArray[np.uint32], successor: NDArray[np.int32]) -> NDArray[np.uint32]:
    """Every weight moved one step on, piece by piece: the places of them all would take more room than the rest."""
    flowed = np.zeros_like(weights)
    for first in range(0, len(weights), PIECE):
        places = first + np.flatnonzero(weights[first : first + PIECE])
        np.add.at(flowed, successor[places], weights[places])
    return flowed


def _cycles(successor: NDArray[np.int32], places: NDArray[np.int64]) -> list[list[int]]:
    """The cycles that places, each of which lies in one, make up."""
    onward = dict(zip(places.tolist(), successor[places].tolist(), strict=True))
    cycles = []
    while onward:
        _, cycle = follow(next(iter(onward)), onward.__getitem__)
        cycles.append(cycle)
        for place in cycle:
            del onward[place]
    return cycles


def _successor_table(keys: SuccessionKeys, rule: Rule) -> NDArray[np.int32]:
    """The number of every configuration's successor; numbers count up with the last descriptor fastest.

    The last descriptors' contributions are the same for every setting of the first ones, so they are added up once.
    """
    sizes = keys.sizes
    split = len(sizes) - 1
    while split and math.prod(sizes[split - 1 :]) <= CHUNK:
        split -= 1
    head = _states(np.arange(math.prod(sizes[:split])), sizes[:split])
    tail = _states(np.arange(math.prod(sizes[split:])), sizes[split:])
    tail_keys = keys.sums(tail, first=split) + keys.base[:, None]
    table = np.empty((head.shape[1], tail.shape[1]), dtype=np.int32)
    for row in range(head.shape[1]):
        if rule == "global":
            table[row] = _global_row(keys, tail_keys + keys.sums(head[:, row, None]))
        else:
            states = np.concatenate([np.broadcast_to(head[:, row, None], (split, tail.shape[1])), tail])
            table[row] = _numbers(keys.successors(states, rule), sizes)
    return table.ravel()


def _global_row(keys: SuccessionKeys, scored: NDArray[np.signedinteger]) -> NDArray[np.int32]:
    number = np.zeros(scored.shape[1], dtype=np.int32)
    for place, size in enumerate(keys.sizes):
        number *= size
        number += keys.state(keys.best(scored, place))
    return number


def _states(numbers: NDArray[np.integer], sizes: tuple[int, ...]) -> NDArray[np.int64]:
    """Configurations of these numbers, shape (d, N)."""
    if not sizes:
        return np.empty((0, len(numbers)), dtype=np.int64)
    return np.stack(np.unravel_index(numbers, sizes)).astype(np.int64)


def _numbers(states: NDArray[np.integer], sizes: tuple[int, ...]) -> NDArray[np.int64]:
    return np.ravel_multi_index(tuple(states), sizes)


# ---- a sample ----------------------------------------------------------------------------------


def _sampled(keys: SuccessionKeys, rule: Rule, starts: int, seed: int) -> tuple[list[Weighted], int]:
    """Weighted attractors of random starts, and how many starts were given up on.

    All starts walk in step, and each remembers where it was at the last power of two; one that comes back there has
    gone round a cycle since (R. P. Brent, BIT 20, 1980). Walks that meet at a power of two go on as one.
    """
    random = np.random.default_rng(seed)
    here: States = random.integers(0, np.array(keys.sizes)[:, None], size=(len(keys.sizes), starts))
    weights = np.ones(starts, dtype=np.int64)
    found: dict[tuple[tuple[int, ...], ...], int] = {}
    known: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
    step, work = 0, 0
    while len(weights) and work < WORK:
        if step & (step - 1) == 0:
            here, weights = _merged(here, weights)
            remembered = here
        here = _in_pieces(keys, here, rule)
        step, work = step + 1, work + len(weights)
        back = (here == remembered).all(axis=0)
        for scenario, weight in zip(map(tuple, here[:, back].T.tolist()), weights[back].tolist(), strict=True):
            if scenario not in known:
                _, cycle = follow(scenario, lambda place: _step(keys, place, rule))
                known.update(dict.fromkeys(cycle, lowest_first(tuple(cycle))))
            found[known[scenario]] = found.get(known[scenario], 0) + weight
        here, remembered, weights = here[:, ~back], remembered[:, ~back], weights[~back]
    attractors = [(np.array(attractor, dtype=np.int64), weight) for attractor, weight in found.items()]
    return attractors, int(weights.sum())


def _merged(here: States, weights: NDArray[np.int64]) -> tuple[States, NDArray[np.int64]]:
    """Each scenario once, with the weights of all its copies together."""
    scenarios, place = np.unique(here, axis=1, return_inverse=True)
    return scenarios, np.bincount(place.ravel(), weights=weights).astype(np.int64)


def _in_pieces(keys: SuccessionKeys, here: States, rule: Rule) -> States:
    pieces = [keys.successors(here[:, first : first + CHUNK], rule) for first in range(0, here.shape[1], CHUNK)]
    return np.concatenate(pieces, axis=1)


def _step(keys: SuccessionKeys, place: tuple[int, ...], rule: Rule) -> tuple[int, ...]:
    return tuple(keys.successors(np.array(place)[:, None], rule)[:, 0].tolist())
