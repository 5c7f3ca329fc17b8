"""What an article's argument comes to: which claims lead where.

Claims that *support* another are its premises, and so is a claim that another *depends on*. Followed from link to
link this gives, for every claim, how much lies **behind** it (claims that lead to it) and **beyond** it (claims it
leads to). A claim with something behind and nothing beyond is a *conclusion*; the one with most behind it from which
more is drawn is the *hinge*, where the argument is made or lost.
"""

from __future__ import annotations

import networkx as nx
import pandas as pd

from workbook.analysis._columns import texts

CONFLICT = ("contradicts", "qualifies")
"""Links by which one claim speaks against another."""

PARTS = ("itself", "ground", "drawn", "qualifies", "contradicts")
"""How a claim bears on another: it is the same, a premise of it, drawn from it, or in conflict with it or a premise."""


def reasoning(claims: pd.DataFrame, claim_links: pd.DataFrame) -> nx.DiGraph:
    """The claims, each with a step from premise to what it is a premise of.

    Parameters
    ----------
    claims
        Column ``claim``.
    claim_links
        Columns ``claim``, ``link``, ``other``; links of claims that are not given are left out.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(texts(claims, "claim"))
    for claim, link, other in _links(graph, claim_links):
        if link == "supports":
            graph.add_edge(claim, other)
        elif link == "depends-on":
            graph.add_edge(other, claim)
    return graph


def _links(graph: nx.DiGraph, claim_links: pd.DataFrame) -> list[tuple[str, str, str]]:
    columns = (texts(claim_links, name) for name in ("claim", "link", "other"))
    return [row for row in zip(*columns, strict=True) if row[0] in graph and row[2] in graph]


def bearings(claims: pd.DataFrame, claim_links: pd.DataFrame) -> pd.DataFrame:
    """How much leads to each claim, how much it leads to, and how much speaks against what it rests on.

    Parameters
    ----------
    claims
        Columns ``claim`` and ``basis``.
    claim_links
        As for `reasoning`.

    Returns
    -------
    DataFrame
        The claims with ``behind`` and ``beyond`` (numbers of claims), ``bare`` (of those behind it, how many rest on
        nothing but assertion) and ``conflicts`` (conflicts with it or with a claim behind it), in the same order.
    """
    graph = reasoning(claims, claim_links)
    bases = zip(texts(claims, "claim"), texts(claims, "basis"), strict=True)
    bare = {claim for claim, basis in bases if basis == "assertion"}
    clashes = [{claim, other} for claim, link, other in _links(graph, claim_links) if link in CONFLICT]
    behind = [nx.ancestors(graph, claim) for claim in graph]
    held = [{claim, *found} for claim, found in zip(graph, behind, strict=True)]
    return claims.assign(
        behind=[len(found) for found in behind],
        beyond=[len(nx.descendants(graph, claim)) for claim in graph],
        bare=[len(found & bare) for found in behind],
        conflicts=[sum(bool(clash & rests) for clash in clashes) for rests in held],
    )


def conclusions(claims: pd.DataFrame, claim_links: pd.DataFrame) -> pd.DataFrame:
    """The rows of `bearings` of the claims that the argument comes to, those with most behind them first."""
    found = bearings(claims, claim_links)
    found = found[(found["behind"] > 0) & (found["beyond"] == 0)]
    return found.sort_values("behind", ascending=False, kind="stable").reset_index(drop=True)


def common_ground(claims: pd.DataFrame, claim_links: pd.DataFrame, wanted: list[str]) -> str:
    """The claim with most behind it that leads to all the wanted ones; "" if none does."""
    graph = reasoning(claims, claim_links)
    shared = [claim for claim in graph if all(claim in nx.ancestors(graph, end) for end in wanted)]
    return max(shared, key=lambda claim: len(nx.ancestors(graph, claim)), default="") if wanted else ""


def hinge(claims: pd.DataFrame, claim_links: pd.DataFrame) -> str:
    """The claim for which most is offered of those from which more is drawn; "" if nothing is drawn from any such."""
    found = bearings(claims, claim_links)
    found = found[(found["behind"] > 0) & (found["beyond"] > 0)]
    return str(found["claim"].iloc[int(found["behind"].argmax())]) if len(found) else ""


def matter(claims: pd.DataFrame, claim_links: pd.DataFrame, claim: str) -> pd.DataFrame:
    """What the text says on one matter: a claim, its grounds, what is drawn from it, and what speaks against either.

    Returns
    -------
    DataFrame
        The claims with ``part`` (ordered categorical of `PARTS`), in the order of the text.

    Raises
    ------
    KeyError
        There is no such claim.
    """
    if claim not in set(claims["claim"]):
        raise KeyError(claim)
    graph = reasoning(claims, claim_links)
    held = {claim, *graph.predecessors(claim)}
    parts: dict[str, str] = {}
    # what is met twice keeps the graver part, and a premise stays one even if it is qualified
    for wanted in CONFLICT[::-1]:
        for one, link, other in _links(graph, claim_links):
            if link == wanted:
                parts |= {end: link for end, met in ((one, other), (other, one)) if met in held}
    parts |= dict.fromkeys(graph.successors(claim), "drawn") | dict.fromkeys(graph.predecessors(claim), "ground")
    parts[claim] = "itself"
    kept = claims[claims["claim"].isin(parts)]
    kept = kept.assign(part=pd.Categorical(kept["claim"].map(parts), PARTS, ordered=True))
    return kept.sort_values("quote_start", kind="stable").reset_index(drop=True)
