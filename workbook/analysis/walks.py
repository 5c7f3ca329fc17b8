"""Walks of succession from very many starts at once, down to the attractors that they end in."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.succession import Rule, SuccessionKeys, follow, lowest_first
from workbook.errors import WorkbookError

CHUNK = 8192  # configurations judged per step, times a few dozen states, stay in the cache
PIECE = 2**20  # configurations whose weights move at once
WORK = 5_000_000  # steps of single walks before those of a sample that still wander are given up on
MOST_AT_REST = 200_000  # scenarios in attractors; a matrix that lets more of them be decides next to nothing

States = NDArray[np.integer]  # shape (d, N)
Weighted = tuple[NDArray[np.int64], int]  # an attractor's scenarios, shape (length, n), and its weight


def every_walk(keys: SuccessionKeys, rule: Rule) -> list[Weighted]:
    """The weighted attractors of all configurations.

    Every start carries a weight of one, and the weights flow downstream together: a step moves each to its scenario's
    successor, where those that meet merge. Once the set of scenarios that carry any no longer shrinks, each of them has
    exactly one predecessor within the set, so it lies in an attractor.

    Raises
    ------
    WorkbookError
        If more than 200,000 scenarios lie in attractors.
    """
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
    return numbers // _strides(sizes)[:, None] % np.array(sizes, dtype=np.int64)[:, None]


def _numbers(states: NDArray[np.integer], sizes: tuple[int, ...]) -> NDArray[np.int64]:
    return _strides(sizes) @ states


def _strides(sizes: tuple[int, ...]) -> NDArray[np.int64]:
    """How far apart the numbers of two configurations are that differ by one in one descriptor, shape (d,)."""
    return np.array([math.prod(sizes[place + 1 :]) for place in range(len(sizes))], dtype=np.int64)


def sampled_walks(keys: SuccessionKeys, rule: Rule, starts: int, seed: int) -> tuple[list[Weighted], int]:
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
