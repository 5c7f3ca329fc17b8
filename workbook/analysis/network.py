"""Who deals with whom, and how: the ties between actors as a signed network.

A relation is directed and somebody asserts it; a *tie* is what all the relations between two actors amount
to, in either direction. How signs combine is stated once, here: a tie is **positive** if some relation is
friendly and none hostile, **negative** if some is hostile and none friendly, **mixed** if there are both,
**neutral** if there is neither. A relation that whoever asserts it calls untrue (status *denied*), or only
expects (*anticipated*), is no tie: a pair with nothing else is **denied** or **anticipated**.

The same pairs may look different to different speakers, so every function takes ``asserted_by``;
`workbook.analysis.perspectives` sets two networks side by side.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from workbook.analysis._columns import known, mapped, texts
from workbook.errors import ParameterError

SIGNS = ("positive", "negative", "neutral")
"""The signs of a relation."""

NOT_HELD = ("denied", "anticipated")
"""Statuses of a relation that is not said to hold."""

TIES = ("positive", "negative", "mixed", "neutral")
"""The signs of a tie."""


def chosen(relations: pd.DataFrame, *, asserted_by: Iterable[str] = (), types: Iterable[str] = ()) -> pd.DataFrame:
    """The relations asserted by some speakers, of some types; none named means all.

    Raises
    ------
    ParameterError
        Nobody of that name asserts a relation, or there is no relation of that type.
    """
    kept = relations
    for column, wanted, what in (
        ("asserted_by", asserted_by, "asserted by"),
        ("type", types, "relation type"),
    ):
        present = list(dict.fromkeys(texts(relations, column)))
        names = [known(name, present, what) for name in wanted]
        if names:
            kept = kept[kept[column].isin(names)]
    return kept


def ties(relations: pd.DataFrame, *, asserted_by: Iterable[str] = (), types: Iterable[str] = ()) -> pd.DataFrame:
    """One row per pair of actors with a relation between them, in order of first appearance.

    Parameters
    ----------
    relations
        Columns ``relation``, ``subject``, ``type``, ``object``, ``sign``, ``asserted_by``, ``status``.
    asserted_by, types
        Whose assertions, and which types, to use: see `chosen`.

    Returns
    -------
    DataFrame
        Columns ``actor`` and ``other`` (in the order of the first relation), ``sign`` (ordered categorical:
        positive, negative, mixed, neutral, denied, anticipated), ``positive``, ``negative``, ``neutral``,
        ``denied``, ``anticipated`` (numbers of relations), ``types`` and ``relations`` (tuples). A relation
        of an actor with itself is left out.
    """
    pairs: dict[frozenset[str], dict[str, list[str]]] = {}
    kept = chosen(relations, asserted_by=asserted_by, types=types)
    columns = ("subject", "object", "relation", "type", "sign", "status")
    for subject, object_, relation, type_, sign, status in zip(
        *(texts(kept, column) for column in columns), strict=True
    ):
        if subject != object_:
            pair = pairs.setdefault(frozenset((subject, object_)), {"ends": [subject, object_]})
            pair.setdefault(status if status in NOT_HELD else sign or "neutral", []).append(relation)
            pair.setdefault("types", []).append(type_)
            pair.setdefault("relations", []).append(relation)
    counts = [*SIGNS, *NOT_HELD]
    rows = [
        {
            "actor": pair["ends"][0],
            "other": pair["ends"][1],
            "sign": _combined({name: len(pair.get(name, ())) for name in counts}),
            **{name: len(pair.get(name, ())) for name in counts},
            "types": tuple(dict.fromkeys(pair["types"])),
            "relations": tuple(pair["relations"]),
        }
        for pair in pairs.values()
    ]
    table = pd.DataFrame(rows, columns=["actor", "other", "sign", *counts, "types", "relations"])
    return table.astype({"sign": pd.CategoricalDtype([*TIES, *NOT_HELD], ordered=True), **dict.fromkeys(counts, int)})


def _combined(count: dict[str, int]) -> str:
    """The sign of a tie, from the numbers of relations of each kind."""
    if count["positive"] and count["negative"]:
        return "mixed"
    return next(name for name in (*SIGNS, *NOT_HELD) if count[name])


def signed_graph(
    relations: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    *,
    asserted_by: Iterable[str] = (),
    types: Iterable[str] = (),
) -> nx.Graph:
    """The ties that are said to hold, as an undirected graph.

    Parameters
    ----------
    relations, asserted_by, types
        As for `ties`; pairs that are only denied or anticipated have no edge.
    actors
        If given (columns ``actor``, ``name``, ``kind``), sets the order of the nodes and their attributes
        ``name`` and ``kind``.

    Returns
    -------
    Graph
        A node for every actor with a tie; each edge has ``sign`` (positive, negative, mixed or neutral), the
        numbers ``positive``, ``negative``, ``neutral``, and ``types`` and ``relations``.
    """
    table = ties(relations, asserted_by=asserted_by, types=types)
    table = table[table["sign"].isin(TIES)]
    tied = dict.fromkeys(name for pair in zip(table["actor"], table["other"], strict=True) for name in pair)
    listed = [] if actors is None else texts(actors, "actor")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(name for name in dict.fromkeys([*listed, *tied]) if name in tied)
    for row in table.to_dict("records"):
        attributes = {key: row[key] for key in ("sign", *SIGNS, "types", "relations")}
        graph.add_edge(row["actor"], row["other"], **attributes)
    if actors is not None:
        for attribute in ("name", "kind"):
            values = mapped(actors, "actor", attribute)
            nx.set_node_attributes(graph, {node: values[node] for node in graph if node in values}, attribute)
    return graph


def ego(graph: nx.Graph, actor: str, hops: int = 1) -> nx.Graph:
    """The actor and everyone within some steps of it, with all the ties among them.

    Raises
    ------
    ParameterError
        The actor has no tie in this network, or ``hops`` is negative.
    """
    known(actor, [str(node) for node in graph], "actor with a tie")
    if hops < 0:
        raise ParameterError(f"hops is 0 or more, not {hops}")
    near = nx.single_source_shortest_path_length(graph, actor, cutoff=hops)
    # built anew, since a subgraph view lists its nodes in the order of a set
    view: nx.Graph[str] = nx.Graph()
    view.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in near)
    view.add_edges_from((a, b, data) for a, b, data in graph.edges(data=True) if a in near and b in near)
    return view


def degrees(relations: pd.DataFrame, *, asserted_by: Iterable[str] = (), types: Iterable[str] = ()) -> pd.DataFrame:
    """How connected each actor is, and which way the relations run, the best connected first.

    Returns
    -------
    DataFrame
        One row per actor: ``actor``, ``partners`` (actors it has a tie with), of these ``positive``,
        ``negative``, ``mixed``, ``neutral``; ``outgoing`` and ``incoming`` (relations said to hold of which
        it is the subject, the object). Parameters as for `ties`.
    """
    graph = signed_graph(relations, asserted_by=asserted_by, types=types)
    held = chosen(relations, asserted_by=asserted_by, types=types)
    held = held[~held["status"].isin(NOT_HELD)]
    outgoing, incoming = texts(held, "subject"), texts(held, "object")
    rows = []
    for actor in graph:
        signs = [data["sign"] for _, _, data in graph.edges(actor, data=True)]
        counts = {sign: signs.count(sign) for sign in TIES}
        directions = {"outgoing": outgoing.count(actor), "incoming": incoming.count(actor)}
        rows.append({"actor": actor, "partners": len(signs), **counts, **directions})
    table = pd.DataFrame(rows, columns=["actor", "partners", *TIES, "outgoing", "incoming"])
    return table.sort_values(["partners", "outgoing"], ascending=False, kind="stable").reset_index(drop=True)


def directions(relations: pd.DataFrame, *, asserted_by: Iterable[str] = (), types: Iterable[str] = ()) -> pd.DataFrame:
    """Who does what to whom: how many relations are said to hold, the most frequent first.

    Returns
    -------
    DataFrame
        Columns ``subject``, ``type``, ``object``, ``sign``, ``relations`` (their number). Parameters as for
        `ties`.
    """
    held = chosen(relations, asserted_by=asserted_by, types=types)
    held = held[~held["status"].isin(NOT_HELD)]
    keys = ["subject", "type", "object", "sign"]
    plain = pd.DataFrame({key: texts(held, key) for key in keys}, columns=keys)
    counted = plain.groupby(keys, sort=False).size().rename("relations").reset_index()
    return counted.sort_values("relations", ascending=False, kind="stable").reset_index(drop=True)


def sign_matrix(graph: nx.Graph) -> pd.DataFrame:
    """The network as a symmetric table of actors: the sign of each tie, ``""`` where there is none."""
    names = list(graph)
    cells = {
        column: [graph.edges[row, column]["sign"] if graph.has_edge(row, column) else "" for row in names]
        for column in names
    }
    return pd.DataFrame(cells, index=pd.Index(names, dtype=str), dtype=str)
