"""Who contradicts whom: the two sides whose words make two different networks.

A text that argues with somebody relays what the other says. The speaker with most assertions is one side; the
other is the party that most often says the opposite of the rest, or denies what the rest hold. Speakers belong
to one party when one is part of the other: a government and its ministry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx
import pandas as pd

from workbook.analysis._columns import mapped, texts
from workbook.analysis.network import ties
from workbook.analysis.perspectives import compare, on_the_word_of

Side = tuple[str, ...]
"""The speakers of one side, those who say most first."""

SAID = {
    "positive": "friendly",
    "negative": "hostile",
    "mixed": "both",
    "neutral": "neither",
    "denied": "denied",
    "anticipated": "expected",
}
"""What a reader calls the sign of a tie."""

CONTRARY = ("opposite", "denied")
"""Comparisons of two words on a pair of actors that cannot both be right."""


def sides(relations: pd.DataFrame, actors: pd.DataFrame) -> tuple[Side, Side] | None:
    """The two sides that contradict each other most; None if nobody contradicts anybody.

    Parameters
    ----------
    relations
        Columns as for `workbook.analysis.network.ties`.
    actors
        Columns ``actor`` and ``part_of``: who is part of whom.
    """
    speakers = texts(relations, "asserted_by")
    above = mapped(actors, "actor", "part_of")
    parties: dict[str, list[str]] = {}
    for speaker in dict.fromkeys(speakers):
        parties.setdefault(_whole(speaker, above), []).append(speaker)
    if not parties:
        return None
    for members in parties.values():
        members.sort(key=lambda name: -speakers.count(name))
    first, *others = sorted(parties.values(), key=lambda members: -sum(speakers.count(name) for name in members))
    contrary = {tuple(members): _contrary(relations, members) for members in others}
    most = max(contrary.values(), default=0)
    second = next((members for members, number in contrary.items() if number == most and most), None)
    return None if second is None else (tuple(first), second)


def _whole(actor: str, above: Mapping[str, str]) -> str:
    """What an actor is, in the end, a part of."""
    seen = {actor}
    while (part_of := above.get(actor, "")) and part_of not in seen:
        seen.add(actor := part_of)
    return actor


def _contrary(relations: pd.DataFrame, members: Iterable[str]) -> int:
    """On how many pairs these speakers say the contrary of what all others do."""
    theirs = list(members)
    rest = [name for name in dict.fromkeys(texts(relations, "asserted_by")) if name not in theirs]
    return int(compare(relations, rest, theirs)["comparison"].isin(CONTRARY).sum())


def differing(relations: pd.DataFrame, a: Side, b: Side) -> pd.DataFrame:
    """The pairs of actors whose tie depends on which side is taken at its word.

    Parameters
    ----------
    relations
        Columns as for `workbook.analysis.network.ties`.
    a, b
        The two sides; where a side is silent, what everybody else says stands.

    Returns
    -------
    DataFrame
        Columns ``actor``, ``other``, ``sign_a``, ``sign_b``, ``relations_a``, ``relations_b`` (tuples), in the order of
        the first relation.
    """
    first, second = (ties(on_the_word_of(relations, side)) for side in (a, b))
    found = {frozenset((row["actor"], row["other"])): row for row in second.to_dict("records")}
    rows = []
    for row in first.to_dict("records"):
        other = found[frozenset((row["actor"], row["other"]))]
        if row["sign"] != other["sign"]:
            found_signs = {"sign_a": str(row["sign"]), "sign_b": str(other["sign"])}
            ids = {"relations_a": row["relations"], "relations_b": other["relations"]}
            rows.append({"actor": row["actor"], "other": row["other"], **found_signs, **ids})
    return pd.DataFrame(rows, columns=["actor", "other", "sign_a", "sign_b", "relations_a", "relations_b"])


def around(graph: nx.Graph, actors: Iterable[str]) -> list[str]:
    """Some actors and everyone who stands in a triad of signed ties with one of them, in the order of the graph."""
    wanted = set(actors)
    kept = set(wanted)
    for node in wanted & set(graph):
        near = set(graph[node])
        kept |= {one for one in near if near & set(graph[one])}
    return [node for node in graph if node in kept]
