"""The same actors in the eyes of different speakers: what one asserts, and what another denies.

An article's author may call two actors allies where one of them speaks of enmity. Each has a network of his
own (`ties` and `signed_graph` take ``asserted_by``). Here the two are set side by side, pair by pair, and one
speaker's word is put in place of everybody else's, to see what that would change.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from workbook.analysis._columns import texts
from workbook.analysis.network import chosen, ties

Speakers = str | Iterable[str]
"""One speaker, or several who speak for one side."""


def on_the_word_of(relations: pd.DataFrame, speakers: Speakers) -> pd.DataFrame:
    """The relations, but of every pair that the speakers speak of only what they say.

    The rows that remain can be given to any function that takes relations: the frustration index of the
    result, say, shows whether the network would still be balanced if the speakers were right.

    Parameters
    ----------
    relations
        Columns as for `workbook.analysis.network.ties`.
    speakers
        As in ``asserted_by``.

    Raises
    ------
    ParameterError
        A speaker asserts no relation.
    """
    theirs = chosen(relations, asserted_by=_names(speakers))
    spoken_of = set(_pairs(theirs))
    elsewhere = [pair not in spoken_of for pair in _pairs(relations)]
    return relations[relations.index.isin(theirs.index) | pd.Series(elsewhere, index=relations.index, dtype=bool)]


def _names(speakers: Speakers) -> tuple[str, ...]:
    return (speakers,) if isinstance(speakers, str) else tuple(speakers)


def _pairs(relations: pd.DataFrame) -> list[frozenset[str]]:
    return [frozenset(ends) for ends in zip(texts(relations, "subject"), texts(relations, "object"), strict=True)]


def compare(relations: pd.DataFrame, a: Speakers, b: Speakers, *, types: Iterable[str] = ()) -> pd.DataFrame:
    """The network that one speaker asserts beside the network that another does.

    Parameters
    ----------
    relations, types
        As for `workbook.analysis.network.ties`.
    a, b
        The two speakers, as in ``asserted_by``; several names are one side, such as a government and its
        ministry.

    Returns
    -------
    DataFrame
        One row per pair of actors that either speaks of: ``actor``, ``other``, ``sign_a``, ``sign_b`` ("" if
        silent), ``comparison``: "same", "opposite" (one friendly, one hostile), "denied" (one denies what the
        other holds), "differ", "only a" or "only b"; ``relations_a`` and ``relations_b`` (tuples). Opposites
        and denials come first.

    Raises
    ------
    ParameterError
        A speaker asserts no relation.
    """
    wanted = list(types)
    sides = [_by_pair(ties(relations, asserted_by=_names(speakers), types=wanted)) for speakers in (a, b)]
    rows = []
    for pair in dict.fromkeys([*sides[0], *sides[1]]):
        found = [side.get(pair) for side in sides]
        first = next(row for row in found if row is not None)
        signs = ["" if row is None else str(row["sign"]) for row in found]
        ids = [() if row is None else row["relations"] for row in found]
        row = {"actor": first["actor"], "other": first["other"], "sign_a": signs[0], "sign_b": signs[1]}
        rows.append({**row, "comparison": _comparison(*signs), "relations_a": ids[0], "relations_b": ids[1]})
    columns = ["actor", "other", "sign_a", "sign_b", "comparison", "relations_a", "relations_b"]
    kinds = pd.CategoricalDtype(["opposite", "denied", "differ", "same", "only a", "only b"], ordered=True)
    table = pd.DataFrame(rows, columns=columns).astype({"comparison": kinds})
    return table.sort_values("comparison", kind="stable").reset_index(drop=True)


def _by_pair(table: pd.DataFrame) -> dict[frozenset[str], dict]:
    return {frozenset((row["actor"], row["other"])): row for row in table.to_dict("records")}


def _comparison(a: str, b: str) -> str:
    if a == b:
        return "same"
    if not a or not b:
        return "only b" if not a else "only a"
    if {a, b} == {"positive", "negative"}:
        return "opposite"
    return "denied" if "denied" in (a, b) else "differ"
