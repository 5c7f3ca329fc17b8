"""Where to draw the actors of a network: the same place every time, and no label upon another.

Kamada and Kawai's (1989) springs place actors as far apart as they are steps apart; the method starts from a
circle and uses no chance. Actors in different
components, which have no distance, are held a little further apart than any two that have one. Then every
labelled box is put on the free spot nearest to where the springs want it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import networkx as nx
import numpy as np

CHARACTER, LINE = 5.5, 24.0
"""Width of a character, and height of a marker with its label, in points: for labels of about 9 points."""

_GROWTH, _GAP, _PITCH = 1.1, 2.0, 4.0

Positions = dict[Hashable, tuple[float, float]]
Sizes = Mapping[Hashable, tuple[float, float]]


def layout(graph: nx.Graph, *, sizes: Sizes | None = None, width: float = 720, height: float = 540) -> Positions:
    """A place for every actor.

    Parameters
    ----------
    graph
        Its nodes' attribute ``name``, or else the node itself, is the label from whose length the default
        size is taken.
    sizes
        Width and height in points that each node needs, centred on its place.
    width, height
        The frame in points. It is filled, and grows by tenths if the boxes do not fit in it.

    Returns
    -------
    dict
        Node to (x, y) in points, from the lower left corner, in the order of the nodes. No two boxes overlap.
    """
    if not graph:
        return {}
    boxes = sizes or {
        node: (CHARACTER * max(3, len(str(data.get("name", node)))), LINE) for node, data in graph.nodes(data=True)
    }
    box = np.array([boxes[node] for node in graph], dtype=float)
    frame = np.array([width, height], dtype=float)
    spot = _spread(graph)
    # who has most ties chooses first, so that the middle of the drawing stays where the springs put it
    ties = [degree for _, degree in graph.degree()]
    turn = sorted(range(len(ties)), key=lambda node: -ties[node])
    while True:
        placed = _placed(frame * (0.05 + 0.9 * spot), box, frame, turn)
        if placed is not None:
            return {node: (float(x), float(y)) for node, (x, y) in zip(graph, placed.round(1), strict=True)}
        frame *= _GROWTH


def _spread(graph: nx.Graph) -> np.ndarray:
    """Spring positions, each axis stretched to 0..1."""
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    beyond = 1 + max(max(row.values()) for row in steps.values())
    distance = {a: {b: steps[a].get(b, beyond) for b in graph} for a in graph}
    places = nx.kamada_kawai_layout(graph, dist=distance)
    spot = np.array([places[node] for node in graph])
    # the same on every machine: what differs after the sixth digit is the arithmetic's, not the network's
    spot = spot.round(6) + np.linspace(0, 1e-3, len(spot))[:, None]
    reach = spot.max(axis=0) - spot.min(axis=0)
    return (spot - spot.min(axis=0)) / np.where(reach > 0, reach, 1)


def _placed(wish: np.ndarray, box: np.ndarray, frame: np.ndarray, turn: list[int]) -> np.ndarray | None:
    """Each box on the free point of a lattice nearest to where it wants to be; None if there is no room."""
    columns, rows = (np.arange(0, side + _PITCH, _PITCH) for side in frame)
    spot = np.empty_like(wish)
    for at, node in enumerate(turn):
        inside, clash, away = [], [], []
        for axis, points in enumerate((columns, rows)):
            half = box[node, axis] / 2
            inside.append((points >= half) & (points <= frame[axis] - half))
            room = half + box[turn[:at], axis] / 2 + _GAP
            clash.append((np.abs(points[:, None] - spot[turn[:at], axis]) < room).astype(float))
            away.append((points - wish[node, axis]) ** 2)
        # two boxes overlap where they clash along both axes: the product counts with how many
        free = np.outer(*inside) & (clash[0] @ clash[1].T == 0)
        if not free.any():
            return None
        column, row = np.unravel_index(np.where(free, np.add.outer(*away), np.inf).argmin(), free.shape)
        spot[node] = columns[column], rows[row]
    return spot
