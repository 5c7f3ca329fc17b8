"""The fewest ties that must bend in one biconnected component of a signed network, exactly.

The frustration index is NP-hard in general (it contains the maximum cut), but it adds up over biconnected
components, since every cycle lies inside one, and those of a network read from an article are small or nearly
trees. Inside a component the actors are eliminated one by one, always the one that adds fewest links among
its neighbours; for every way of placing these neighbours in the two camps a table keeps the least number of
bent ties, and how many ways reach it. (Non-serial dynamic programming: Bertelè and Brioschi 1972; bucket
elimination: Dechter 1999, here over the least cost and its count.) The work doubles with each neighbour more
that must be kept at once. Where that is beyond `WIDEST`, bounds are given instead: above by moving one actor
at a time to the other camp while that helps, below by unbalanced triangles that share no tie, of each of
which one tie must bend (Aref and Wilson 2018).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

WIDEST = 20
"""Most neighbours kept at once; a table then has two to this power cells."""

Tie = tuple[str, str]


@dataclass(frozen=True)
class BentTies:
    """Ties that must bend in one component.

    Attributes
    ----------
    ties
        A smallest set; a small one where only bounds are known.
    lower
        A proven lower bound on the size of such a set.
    always
        The ties that are in every smallest set.
    sets
        How many smallest sets there are; 0 where only bounds are known.
    """

    ties: tuple[Tie, ...]
    lower: int
    always: tuple[Tie, ...]
    sets: int


@dataclass(frozen=True)
class _Table:
    """Fewest bent ties, and in how many ways, for every placing of the actors in the scope, one axis each."""

    scope: tuple[str, ...]
    cost: np.ndarray
    ways: np.ndarray

    def over(self, scope: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Both arrays with the axes of a larger scope, whose actors come in the same order."""
        shape = tuple(2 if actor in self.scope else 1 for actor in scope)
        return self.cost.reshape(shape), self.ways.reshape(shape)


def contradicts(sign: int, camp: int, other: int) -> bool:
    """Whether a tie contradicts the camps of its ends: hostile inside a camp, or friendly across."""
    return (camp == other) == (sign < 0)


def fewest_bent(ties: Mapping[Tie, int], *, widest: int = WIDEST) -> BentTies:
    """The fewest ties that must bend for a connected signed graph to be balanced.

    Parameters
    ----------
    ties
        The sign of each tie, +1 or -1. The same ties in the same order give the same answer.
    widest
        Most neighbours to keep at once, beyond which only bounds are given.
    """
    order, width = _order(ties)
    if width > widest:
        return _bounds(order, ties)
    cost, ways, camps = _eliminate(order, ties)
    bent = _bent(ties, camps)
    always = tuple(tie for tie in bent if _eliminate(order, ties, kept=tie)[0] > cost)
    # swapping the two camps bends the same ties
    return BentTies(bent, cost, always, ways // 2)


def _bent(ties: Mapping[Tie, int], camps: Mapping[str, int]) -> tuple[Tie, ...]:
    return tuple(tie for tie, sign in ties.items() if contradicts(sign, camps[tie[0]], camps[tie[1]]))


def _neighbours(ties: Mapping[Tie, int]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in ties:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _order(ties: Mapping[Tie, int]) -> tuple[list[str], int]:
    """The actors, least fill-in first, and the most neighbours that one has when its turn comes."""
    left, order, width = _neighbours(ties), [], 0
    while left:
        # the first of equals, in the order of the ties: nothing hangs on the order of a set
        actor = min(left, key=lambda node: (_missing(left, node), len(left[node])))
        around = left.pop(actor)
        width = max(width, len(around))
        for other in around:
            left[other] |= around
            left[other] -= {actor, other}
        order.append(actor)
    return order, width


def _missing(left: Mapping[str, set[str]], actor: str) -> int:
    """How many links the neighbours of an actor lack among themselves."""
    return sum(b not in left[a] for a, b in combinations(left[actor], 2))


def _eliminate(
    order: Sequence[str], ties: Mapping[Tie, int], kept: Tie | None = None
) -> tuple[int, int, dict[str, int]]:
    """Fewest bent ties, how many placings reach it, and the first of these; ``kept`` must not bend."""
    place = {actor: at for at, actor in enumerate(order)}
    tables = list(_tie_tables(ties, place, kept))
    choices: list[tuple[str, tuple[str, ...], np.ndarray]] = []
    for actor in order:
        mine = [table for table in tables if actor in table.scope]
        tables = [table for table in tables if actor not in table.scope]
        scope = tuple(sorted({other for table in mine for other in table.scope}, key=place.__getitem__))
        cost, ways = _joined(mine, scope)
        least = cost.min(axis=0)
        tables.append(_Table(scope[1:], least, np.where(cost == least, ways, 0).sum(axis=0)))
        choices.append((actor, scope[1:], cost.argmin(axis=0)))
    camps: dict[str, int] = {}
    for actor, around, choice in reversed(choices):
        camps[actor] = int(choice[tuple(camps[other] for other in around)])
    cost, ways = _joined(tables, ())
    return int(cost), int(ways), camps


def _tie_tables(ties: Mapping[Tie, int], place: Mapping[str, int], kept: Tie | None) -> Iterator[_Table]:
    # up to 62 actors the number of placings fits 64 bits; beyond, Python's own integers count them
    counts = np.ones((2, 2), dtype=np.int64 if len(place) <= 62 else object)
    for tie, sign in ties.items():
        penalty = len(ties) + 1 if tie == kept else 1
        cost = np.array([[contradicts(sign, a, b) for b in (0, 1)] for a in (0, 1)], dtype=np.int32) * penalty
        yield _Table(tuple(sorted(tie, key=place.__getitem__)), cost, counts)


def _joined(tables: Sequence[_Table], scope: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Several tables as one over a common scope: costs add up, ways multiply."""
    cost, ways = np.zeros((2,) * len(scope), dtype=np.int32), np.ones((2,) * len(scope), dtype=np.int64)
    for table in tables:
        more, times = table.over(scope)
        cost, ways = cost + more, ways * times
    return cost, ways


def _bounds(order: Sequence[str], ties: Mapping[Tie, int]) -> BentTies:
    """A small set of ties, found by moving one actor at a time, and how many at least must bend."""
    around = _neighbours(ties)
    sign = {**ties, **{(b, a): value for (a, b), value in ties.items()}}
    camps = dict.fromkeys(order, 0)
    moved = True
    while moved:
        moved = False
        for actor in order:
            bent = sum(contradicts(sign[actor, other], camps[actor], camps[other]) for other in around[actor])
            if 2 * bent > len(around[actor]):
                camps[actor], moved = 1 - camps[actor], True
    return BentTies(_bent(ties, camps), _separate_triangles(order, sign), (), 0)


def _separate_triangles(order: Sequence[str], sign: Mapping[Tie, int]) -> int:
    """How many unbalanced triangles can be picked, one after the other, without using a tie twice."""
    used: set[frozenset[str]] = set()
    count = 0
    for three in combinations(order, 3):
        pairs = list(combinations(three, 2))
        edges = {frozenset(pair) for pair in pairs}
        if all(pair in sign for pair in pairs) and not edges & used and np.prod([sign[pair] for pair in pairs]) < 0:
            used |= edges
            count += 1
    return count
