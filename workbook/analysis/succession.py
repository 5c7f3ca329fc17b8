"""Succession: where a scenario that does not hold itself up moves to.

Every descriptor whose state is outscored switches to the highest-scoring one, and the scenario so formed is judged
anew, until it repeats itself. What it ends in is an *attractor*: a consistent scenario, or a cycle of scenarios
that hand on to one another for ever. Under *global* succession all outscored descriptors switch at once; under
*local* succession only the one that is outscored most, the first of several. A state that ties for the highest
score is kept; otherwise the first of the highest is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.consistent import with_fixed
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import Scenario, Settings
from workbook.errors import ParameterError, WorkbookError, nearest

Rule = Literal["global", "local"]
Place = TypeVar("Place")

LONGEST = 100_000  # steps that a succession is followed: many strongly coupled descriptors can wander almost for ever


@dataclass(frozen=True, eq=False)
class SuccessionKeys:
    """The impacts, with succession's rules for ties written into the lowest bits, so that one maximum settles
    everything.

    A scenario's keys are ``base`` plus the rows of ``impacts`` that its states select. The largest key within a
    descriptor belongs to the state that comes next: below the score stands one bit for the state the scenario
    already has, below that the state's number counted downwards, so that the first of equals wins.

    Parameters
    ----------
    impacts, base
        Shapes (S, S) and (S,).
    starts, sizes
        Per descriptor its first row and number of states.
    bits
        How many low bits number the states.
    """

    impacts: NDArray[np.signedinteger]
    base: NDArray[np.signedinteger]
    starts: tuple[int, ...]
    sizes: tuple[int, ...]
    bits: int

    @classmethod
    def of(cls, matrix: CrossImpactMatrix) -> SuccessionKeys:
        """The keys of a matrix, in the narrowest whole numbers that hold them."""
        bits = int(matrix.sizes.max() - 1).bit_length()
        impacts = matrix.whole() << (bits + 1)
        np.fill_diagonal(impacts, impacts.diagonal() + (1 << bits))
        number = np.arange(matrix.state_count) - np.repeat(matrix.offsets[:-1], matrix.sizes)
        largest = np.maximum.reduceat(np.abs(impacts), matrix.offsets[:-1], axis=0).sum(axis=0).max() + (1 << bits)
        kind = np.int32 if largest < np.iinfo(np.int32).max else np.int64
        base = (1 << bits) - 1 - number
        return cls(
            impacts.astype(kind),
            base.astype(kind),
            tuple(matrix.offsets[:-1].tolist()),
            tuple(matrix.sizes.tolist()),
            bits,
        )

    def sums(self, states: NDArray[np.integer], first: int = 0) -> NDArray[np.signedinteger]:
        """The selected rows added up without ``base``, shape (S, N), for states (d, N) from descriptor ``first`` on."""
        total = np.zeros((len(self.base), states.shape[1]), dtype=self.base.dtype)
        for place, chosen in enumerate(states, start=first):
            total += self.impacts[self.starts[place] + chosen].T
        return total

    def best(self, keys: NDArray[np.signedinteger], place: int) -> NDArray[np.signedinteger]:
        """The largest key of a descriptor's states, shape (N,)."""
        start = self.starts[place]
        return keys[start : start + self.sizes[place]].max(axis=0)

    def state(self, best: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
        """The state that the largest key belongs to."""
        lowest = (1 << self.bits) - 1
        return lowest - (best & lowest)

    def successors(self, states: NDArray[np.integer], rule: Rule) -> NDArray[np.integer]:
        """What follows on each of N scenarios, shape (n, N) like ``states`` itself."""
        keys = self.sums(states) + self.base[:, None]
        best = np.stack([self.best(keys, place) for place in range(len(states))])
        following = self.state(best).astype(states.dtype)
        return following if rule == "global" else self._most_strained_only(keys, best, states, following)

    def _most_strained_only(
        self,
        keys: NDArray[np.signedinteger],
        best: NDArray[np.signedinteger],
        states: NDArray[np.integer],
        following: NDArray[np.integer],
    ) -> NDArray[np.integer]:
        own = np.take_along_axis(keys, np.array(self.starts)[:, None] + states, axis=0)
        strain = (best >> (self.bits + 1)) - (own >> (self.bits + 1))
        moves = strain.argmax(axis=0)[None]
        local = states.copy()
        np.put_along_axis(local, moves, np.take_along_axis(following, moves, axis=0), axis=0)
        return local


@dataclass(frozen=True)
class Succession:
    """The way from a scenario to the attractor it ends in.

    Parameters
    ----------
    path
        The scenarios passed through, the start first; empty if the start lies in the attractor.
    attractor
        One consistent scenario, or the scenarios of a cycle, the lowest first.
    """

    path: tuple[tuple[int, ...], ...]
    attractor: tuple[tuple[int, ...], ...]


def succession(
    matrix: CrossImpactMatrix, start: Scenario, rule: Rule = "global", fixed: Settings | None = None
) -> Succession:
    """Follow a scenario until it repeats itself.

    Parameters
    ----------
    start
        A state for every descriptor.
    rule
        ``global``: all outscored descriptors switch at once; ``local``: only the most outscored one.
    fixed
        States set by decree, imposed on the start as well.

    Raises
    ------
    WorkbookError
        If the start leaves a descriptor open, a setting does not fit the matrix, or 100,000 steps lead nowhere.
    """
    check_rule(rule)
    decreed = matrix.resolve(fixed)
    scenario = list(matrix.scenario(start))
    for place in decreed:
        scenario[place] = 0
    keys = SuccessionKeys.of(matrix.narrowed(decreed))

    def step(here: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(keys.successors(np.array(here)[:, None], rule)[:, 0].tolist())

    path, cycle = follow(tuple(scenario), step, LONGEST)
    return Succession(_widened(path, decreed), lowest_first(_widened(cycle, decreed)))


def follow(start: Place, step: Callable[[Place], Place], longest: int | None = None) -> tuple[list[Place], list[Place]]:
    """Step on until a place comes up again: the places before the cycle, and the cycle."""
    seen: dict[Place, int] = {}
    here = start
    while here not in seen:
        if len(seen) == longest:
            raise WorkbookError(f"succession does not repeat itself within {longest:,} steps")
        seen[here] = len(seen)
        here = step(here)
    places = list(seen)
    return places[: seen[here]], places[seen[here] :]


def lowest_first(cycle: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """A cycle in its own order but from its lowest scenario on, so that it is always written the same."""
    turn = cycle.index(min(cycle))
    return cycle[turn:] + cycle[:turn]


def check_rule(rule: str) -> None:
    """Raise a ParameterError for a rule of succession that does not exist."""
    if rule not in get_args(Rule):
        raise ParameterError(f'there is no succession "{rule}"{nearest(rule, get_args(Rule))}: it is global or local')


def _widened(scenarios: list[tuple[int, ...]], fixed: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    if not scenarios:
        return ()
    return tuple(map(tuple, with_fixed(np.array(scenarios), fixed).tolist()))
