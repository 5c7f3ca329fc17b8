"""Whether the ties in view fit together, and how that hangs on whose word is taken."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import networkx as nx
import pandas as pd
from markupsafe import Markup

from workbook.analysis import sides as contrary
from workbook.analysis.network import NOT_HELD, signed_graph
from workbook.analysis.perspectives import on_the_word_of
from workbook.analysis.sides import SAID, Side
from workbook.analysis.structural_balance import Frustration, frustration, may_bend, triads
from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, listed
from workbook.prose import Prose, cite, say
from workbook.tables import DataTable, table

_SIGN = {1: SAID["positive"], -1: SAID["negative"]}
_UNCONTESTED = "No two sides contradict each other on a tie in view."
_NO_TRIAD = "No three of them have such ties between each two."


def sides(dataset: Dataset, relations: pd.DataFrame) -> tuple[Side, Side] | None:
    """The two sides that contradict each other most; None if nobody contradicts anybody."""
    return contrary.sides(relations, dataset.actors)


def together(dataset: Dataset, relations: pd.DataFrame) -> Prose:
    """Whether the ties balance if everybody is believed, and which are then left apart as both."""
    graph = signed_graph(relations, dataset.actors)
    found, threes = frustration(graph), triads(graph)
    if not found.signed:
        return say("No tie in view is friendly or hostile, so there is nothing to balance.")
    unbalanced = int((~threes["balanced"]).sum())
    said = (
        f"Everybody's assertions taken together, {count(found.signed, 'friendly or hostile tie')} "
        f"{'joins' if found.signed == 1 else 'join'} {count(len(found.camps), 'actor')}."
    )
    are = "is" if unbalanced < 2 else "are"
    made = f"Of {count(len(threes), 'triad')} of such ties, {unbalanced or 'none'} {are} unbalanced."
    return say(
        said, made if len(threes) else _NO_TRIAD, _needed(dataset, graph, found), *_apart(dataset, relations, found)
    )


def _apart(dataset: Dataset, relations: pd.DataFrame, found: Frustration) -> list[str]:
    if not found.left_out:
        return []
    pairs = {frozenset(tie) for tie in found.left_out}
    ends = zip(relations["subject"], relations["object"], strict=True)
    behind = relations[[frozenset(pair) in pairs for pair in ends]]
    verb = "is" if len(pairs) == 1 else "are"
    names = listed(_named(dataset, tie) for tie in found.left_out)
    told = f"Left apart {verb} {count(len(pairs), 'tie')}, friendly on one word and hostile on another: {names}."
    return [told, cites(behind)]


def _needed(dataset: Dataset, graph: nx.Graph, found: Frustration) -> str:
    """What would have to give for balance."""
    if not found.index:
        return "No tie would have to bend: friends fall inside two camps and enemies across."
    number = count(found.index, "tie")
    if not found.exact:
        return f"Between {found.lower} and {number} would have to bend: the network is too entangled to say exactly."
    if found.index == 1 and found.sets > 1:
        return f"Exactly 1 tie would have to bend, any of {found.sets}: {_either(dataset, may_bend(graph))}."
    if found.sets == 1:
        return f"Exactly {number} would have to bend: {listed(_named(dataset, tie) for tie in found.ties)}."
    return (
        f"Exactly {number} would have to bend, which can be done in {found.sets} ways among: "
        f"{listed(_named(dataset, tie) for tie in may_bend(graph))}."
    )


def camps(dataset: Dataset, relations: pd.DataFrame) -> Prose:
    """The two camps of the largest piece of the network."""
    found = frustration(signed_graph(relations, dataset.actors)).to_frame()
    if not len(found):
        return say("There are no camps to tell.")
    largest = found[found["component"] == found["component"].value_counts().idxmax()]
    parts = [
        listed((dataset.label("actors", actor) for actor in largest.loc[largest["camp"] == camp, "actor"]), limit=9)
        for camp in (1, 2)
    ]
    if not parts[1]:
        return say(f"In the largest piece of the network all are of one camp: {parts[0]}.")
    return say(f"In the largest piece of the network the camps are, on one side, {parts[0]}; on the other, {parts[1]}.")


def triad_table(dataset: Dataset, relations: pd.DataFrame) -> DataTable:
    """The triads on either side's word, the unbalanced first; one that is the same on both is one row."""
    found = sides(dataset, relations) or ()
    heard = {_named_side(dataset, side): on_the_word_of(relations, side) for side in found} or {"everybody": relations}
    told = [triads(signed_graph(rows, dataset.actors)).assign(word=word) for word, rows in heard.items()]
    keys = ["a", "b", "c", "sign_ab", "sign_ac", "sign_bc", "balanced"]
    merged = pd.concat(told).groupby(keys, sort=False, as_index=False).agg({"word": list, "relations": "first"})
    shown = merged.sort_values("balanced", kind="stable").reset_index(drop=True)
    signs = shown[["sign_ab", "sign_ac", "sign_bc"]].itertuples(index=False, name=None)
    actors = shown[["a", "b", "c"]].itertuples(index=False, name=None)
    shown["ties"] = [_spelled(dataset, three, told) for three, told in zip(actors, signs, strict=True)]
    shown["balance"] = shown["balanced"].map({True: "balanced", False: "unbalanced"})
    shown["word"] = ["either side" if len(names) == 2 else names[0] for names in shown["word"]]
    shown["passages"] = [_passages(relations, ids) for ids in shown["relations"]]
    labels = {"passages": {cell: cite(*cell.split()) for cell in shown["passages"]}}
    columns = {"balance": "Triad", "ties": "Ties", "word": "On the word of", "passages": "Passages"}
    caption = "Triads of friendly and hostile ties, the unbalanced first"
    return table(shown, columns=columns, labels=labels, caption=caption)


def _spelled(dataset: Dataset, three: tuple[str, ...], signs: tuple[int, ...]) -> str:
    """The ties of a triad in words."""
    pairs = zip(combinations(three, 2), signs, strict=True)
    return "; ".join(f"{_named(dataset, pair)} {_SIGN[sign]}" for pair, sign in pairs)


def on_each_word(dataset: Dataset, relations: pd.DataFrame) -> Prose:
    """How the balance hangs on which of two sides is taken at its word, and on which tie between them."""
    found = sides(dataset, relations)
    if found is None:
        return say(_UNCONTESTED)
    parts, bent = [], []
    for side in found:
        graph = signed_graph(on_the_word_of(relations, side), dataset.actors)
        bent.append({frozenset(tie) for tie in may_bend(graph)})
        told = _needed(dataset, graph, frustration(graph))
        parts.append(f"On the word of {_named_side(dataset, side)}: {told[0].lower()}{told[1:]}")
    changed = contrary.differing(relations, *found)
    ends = list(changed[["actor", "other"]].itertuples(index=False, name=None))
    decisive = [tie for tie in ends if frozenset(tie) in bent[0] ^ bent[1]]
    if decisive:
        named = listed(_named(dataset, tie) for tie in decisive)
        parts.append(f"Of {count(len(ends), 'tie')} on which the two differ, the balance hangs on {named}.")
    return say(*parts, cites(relations[relations["asserted_by"].isin(found[1])]))


def differences(dataset: Dataset, relations: pd.DataFrame) -> DataTable:
    """The ties on which the two sides differ, with the passages of each."""
    found = sides(dataset, relations)
    changed = contrary.differing(relations, *found) if found else pd.DataFrame(columns=["actor", "other"])
    ends = changed[["actor", "other"]].itertuples(index=False, name=None)
    changed["tie"] = [_named(dataset, tie) for tie in ends]
    columns: dict[str, str] = {"tie": "Between"}
    labels: dict[str, dict[str, str]] = {}
    for side, key in zip(found or (), "ab", strict=False):
        rows = changed[[f"sign_{key}", f"relations_{key}"]].itertuples(index=False, name=None)
        held = [(SAID[sign], _passages(relations, ids, denied=sign in NOT_HELD)) for sign, ids in rows]
        changed[key] = [f"{said} {passages}" for said, passages in held]
        labels[key] = {f"{said} {at}": Markup("{} {}").format(said, cite(*at.split())) for said, at in held}
        columns[key] = f"According to {dataset.label('actors', side[0])}"
    return table(changed, columns=columns, labels=labels, caption="Ties on which the two sides differ")


def _passages(relations: pd.DataFrame, ids: Iterable[str], *, denied: bool = False) -> str:
    """The sentences that relations rest on, without those that only deny a tie that is said to hold."""
    rows = relations[relations["relation"].isin(list(ids))]
    rows = rows if denied else rows[~rows["status"].isin(NOT_HELD)]
    return " ".join(dict.fromkeys(rows["sentence"]))


def _named(dataset: Dataset, tie: Iterable[str]) -> str:
    return "–".join(dataset.label("actors", actor) for actor in tie)


def _either(dataset: Dataset, ties: Iterable[Iterable[str]]) -> str:
    return " or ".join(_named(dataset, tie) for tie in ties)


def _named_side(dataset: Dataset, side: Side) -> str:
    return listed(dataset.label("actors", actor) for actor in side)
