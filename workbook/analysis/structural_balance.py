"""Structural balance: do friendships and hostilities fit together, and if not, what would have to give?

A signed network is *balanced* when every cycle has an even number of hostile ties. Cartwright and Harary (1956)
proved that this is so just when the actors fall into two camps (one may be empty), friends inside a camp and
enemies across. The *frustration index*, or line index of balance (Harary 1959), is the smallest number of ties
that would have to change sign, or disappear, to make it so. How it is found, exactly, is told in
`workbook.analysis.frustration`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import prod
from typing import Literal

import networkx as nx
import numpy as np
import pandas as pd

from workbook.analysis._columns import known
from workbook.analysis.frustration import Tie, contradicts, fewest_bent

Mixed = Literal["apart", "majority"]
"""Mixed ties are left apart, or take the sign of most of their relations (and are left apart if as many)."""


@dataclass(frozen=True)
class Frustration:
    """How far a network is from balance.

    Attributes
    ----------
    index
        The frustration index; an upper bound if not `exact`.
    lower
        A lower bound that is proven; equal to the index if exact.
    ties
        A smallest set of ties that must bend; one of several if `sets` > 1.
    always
        Those of them that belong to every smallest set.
    sets
        How many smallest sets there are; 0 if some component was too entangled to count.
    camps
        For each actor with a signed tie, its connected component (from 1) and its camp there (1 or 2) once those
        ties have bent. The first actor of a component is in camp 1; camps of different components have nothing
        to do with each other.
    signed
        Number of positive and negative ties.
    left_out
        Mixed ties that were left apart.
    """

    index: int
    lower: int
    ties: tuple[Tie, ...]
    always: tuple[Tie, ...]
    sets: int
    camps: Mapping[str, tuple[int, int]] = field(repr=False)
    signed: int
    left_out: tuple[Tie, ...]

    @property
    def exact(self) -> bool:
        """Whether the index is proven to be the least."""
        return self.index == self.lower

    def to_frame(self) -> pd.DataFrame:
        """The camps as a table: ``actor``, ``component``, ``camp``."""
        rows = [(actor, *place) for actor, place in self.camps.items()]
        return pd.DataFrame(rows, columns=["actor", "component", "camp"])


def signs(graph: nx.Graph, *, mixed: Mixed = "apart") -> nx.Graph:
    """The positive and negative ties alone, with ``sign`` +1 or -1; neutral ties do not count for balance.

    Parameters
    ----------
    graph
        As `workbook.analysis.network.signed_graph` makes it.
    mixed
        See `Mixed`.

    Raises
    ------
    ParameterError
        There is no such way of treating mixed ties.
    """
    known(mixed, ("apart", "majority"), "mixed")
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(graph)
    for actor, other, data in graph.edges(data=True):
        sign = {"positive": 1, "negative": -1}.get(data["sign"], 0)
        if data["sign"] == "mixed" and mixed == "majority":
            sign = int(np.sign(data["positive"] - data["negative"]))
        if sign:
            plain.add_edge(actor, other, sign=sign)
    plain.remove_nodes_from(list(nx.isolates(plain)))
    return plain


def triads(graph: nx.Graph, *, mixed: Mixed = "apart") -> pd.DataFrame:
    """Every three actors with signed ties between each two of them, the unbalanced first.

    Parameters and errors as for `signs`.

    Returns
    -------
    DataFrame
        Columns ``a``, ``b``, ``c``; ``sign_ab``, ``sign_ac``, ``sign_bc`` (+1 or -1); ``hostile`` (number of hostile
        ties, 0 to 3); ``balanced`` (an even number of them) and ``relations`` (tuple of the ids behind the ties).
    """
    plain = signs(graph, mixed=mixed)
    rows = [_triad(graph, plain, a, b, c) for a, b, c in _triangles(plain)]
    columns = ["a", "b", "c", "sign_ab", "sign_ac", "sign_bc", "hostile", "balanced", "relations"]
    table = pd.DataFrame(rows, columns=columns).astype({"balanced": bool})
    return table.sort_values("balanced", kind="stable").reset_index(drop=True)


def _triangles(plain: nx.Graph) -> Iterator[tuple[str, str, str]]:
    place = {node: at for at, node in enumerate(plain)}
    for a in plain:
        later = sorted((node for node in plain[a] if place[node] > place[a]), key=place.__getitem__)
        yield from ((a, b, c) for b, c in combinations(later, 2) if plain.has_edge(b, c))


def _triad(graph: nx.Graph, plain: nx.Graph, a: str, b: str, c: str) -> dict[str, object]:
    pairs = {"ab": (a, b), "ac": (a, c), "bc": (b, c)}
    found = {name: plain.edges[pair]["sign"] for name, pair in pairs.items()}
    hostile = sum(sign < 0 for sign in found.values())
    ids = tuple(relation for pair in pairs.values() for relation in graph.edges[pair].get("relations", ()))
    row = {"a": a, "b": b, "c": c, **{f"sign_{name}": sign for name, sign in found.items()}}
    return {**row, "hostile": hostile, "balanced": hostile % 2 == 0, "relations": ids}


def is_balanced(graph: nx.Graph, *, mixed: Mixed = "apart") -> bool:
    """Whether the network falls into two camps, friends inside and enemies across; parameters as for `signs`."""
    plain = signs(graph, mixed=mixed)
    camps = _camps(plain)
    return not any(contradicts(data["sign"], camps[a][1], camps[b][1]) for a, b, data in plain.edges(data=True))


def frustration(graph: nx.Graph, *, mixed: Mixed = "apart") -> Frustration:
    """The frustration index, a smallest set of ties that must bend, and the two camps that then remain.

    Parameters and errors as for `signs`.
    """
    plain = signs(graph, mixed=mixed)
    solved = [fewest_bent(block) for block in _blocks(plain)]
    bent = {frozenset(tie) for block in solved for tie in block.ties}
    always = {frozenset(tie) for block in solved for tie in block.always}
    for tie in plain.edges:
        plain.edges[tie]["sign"] *= -1 if frozenset(tie) in bent else 1
    mixed_ties = (tie for tie in graph.edges if graph.edges[tie]["sign"] == "mixed")
    return Frustration(
        index=len(bent),
        lower=sum(block.lower for block in solved),
        ties=tuple(tie for tie in plain.edges if frozenset(tie) in bent),
        always=tuple(tie for tie in plain.edges if frozenset(tie) in always),
        sets=prod(block.sets for block in solved),
        camps=_camps(plain),
        signed=plain.number_of_edges(),
        left_out=tuple(tie for tie in mixed_ties if not plain.has_edge(*tie)),
    )


def may_bend(graph: nx.Graph, *, mixed: Mixed = "apart") -> tuple[Tie, ...]:
    """The ties that belong to at least one smallest set: any of them may bend, though not just any together.

    A tie belongs to such a set just when the network without it is one tie nearer to balance. Parameters and errors
    as for `signs`. Where the index is not known exactly, it is the ties of the one set that was found.
    """
    found = frustration(graph, mixed=mixed)
    if not found.exact:
        return found.ties
    plain = signs(graph, mixed=mixed)
    return tuple(tie for tie in plain.edges if found.index and _index_without(plain, tie) < found.index)


def _index_without(plain: nx.Graph, tie: Tie) -> int:
    rest = plain.copy()
    rest.remove_edge(*tie)
    return sum(len(fewest_bent(block).ties) for block in _blocks(rest))


def _blocks(plain: nx.Graph) -> list[dict[Tie, int]]:
    """The ties of each biconnected component with their signs, in the order of the actors."""
    place = {str(node): at for at, node in enumerate(plain)}
    blocks = [sorted(map(str, block), key=place.__getitem__) for block in nx.biconnected_components(plain)]
    blocks.sort(key=lambda block: [place[node] for node in block])
    return [
        {(a, b): plain[a][b]["sign"] for a, b in combinations(block, 2) if plain.has_edge(a, b)} for block in blocks
    ]


def _camps(plain: nx.Graph) -> dict[str, tuple[int, int]]:
    """Component and camp of each actor, following the ties outwards from the first of each component."""
    camps: dict[str, tuple[int, int]] = {}
    component = 0
    for start in plain:
        if start in camps:
            continue
        component += 1
        camps[start] = (component, 1)
        queue = deque([start])
        while queue:
            actor = queue.popleft()
            for other in plain[actor]:
                if other not in camps:
                    camp = camps[actor][1]
                    camps[other] = (component, camp if plain.edges[actor, other]["sign"] > 0 else 3 - camp)
                    queue.append(other)
    return {actor: camps[actor] for actor in plain}
