from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.analysis.frustration import contradicts, fewest_bent
from workbook.analysis.structural_balance import frustration, is_balanced, may_bend, signs, triads
from workbook.errors import ParameterError

# The Gahuku-Gama alliances of the New Guinea highlands (Read 1954), sixteen tribes: friends, then enemies.
TRIBES = [
    "GAVEV", "KOTUN", "OVE", "ALIKA", "NAGAM", "GAHUK", "MASIL", "UKUDZ",
    "NOTOH", "KOHIK", "GEHAM", "ASARO", "UHETO", "SEUVE", "NAGAD", "GAMA",
]  # fmt: skip
FRIENDS = {
    0: [1, 14, 15], 1: [14, 15], 2: [3, 5, 6, 7], 3: [7], 4: [6, 8, 13], 5: [6, 7, 10, 11], 6: [7, 10, 11, 12],
    7: [10, 11], 8: [9, 12], 9: [12], 10: [11], 12: [13], 14: [15],
}  # fmt: skip
ENEMIES = {
    0: [2, 3, 4, 5, 11], 1: [2, 4, 5, 8, 9], 4: [14, 15], 5: [8, 12, 15], 7: [13], 8: [10, 14], 9: [10, 14],
    10: [12, 14, 15], 11: [13, 14, 15], 12: [14, 15], 13: [15],
}  # fmt: skip

SIGNS = {1: "positive", -1: "negative", 0: "neutral"}


def graph_of(ties: dict[tuple[str, str], int | str]) -> nx.Graph:
    graph = nx.Graph()
    for (a, b), sign in ties.items():
        name = SIGNS.get(sign, sign)
        graph.add_edge(a, b, sign=name, relations=(f"{a}{b}",), positive=1, negative=2)
    return graph


@pytest.fixture(scope="module")
def tribes() -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(TRIBES)
    for table, sign in ((FRIENDS, "positive"), (ENEMIES, "negative")):
        graph.add_edges_from(((TRIBES[a], TRIBES[b]) for a, others in table.items() for b in others), sign=sign)
    return graph


def test_the_highland_tribes_have_their_published_frustration_camps_and_triangles(tribes):
    # Schoch, signnet (JOSS 2023): frustration_exact(tribes) is 7 with tribes 1, 2, 15 and 16 on one side, and
    # the triangle score 0.867647; the index agrees with Aref and Wilson (2019).
    assert tribes.number_of_edges() == 58
    found = frustration(tribes)
    assert (found.index, found.exact) == (7, True)
    camps = [found.camps[name][1] for name in TRIBES]
    assert camps == [1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1]
    assert triads(tribes)["balanced"].mean() == pytest.approx(0.867647, abs=1e-6)


@pytest.mark.parametrize(
    ("ab", "ac", "bc", "balanced"),
    [(1, 1, 1, True), (1, -1, -1, True), (-1, 1, 1, False), (-1, -1, -1, False)],
)
def test_a_triad_is_balanced_if_its_hostile_ties_are_even(ab, ac, bc, balanced):
    graph = graph_of({("a", "b"): ab, ("a", "c"): ac, ("b", "c"): bc})
    row = triads(graph).iloc[0]
    assert (row["sign_ab"], row["sign_ac"], row["sign_bc"]) == (ab, ac, bc)
    assert row["balanced"] == balanced == is_balanced(graph)
    assert row["relations"] == ("ab", "ac", "bc")
    found = frustration(graph)
    # any one of the three could bend, so none has to
    assert (found.index, found.sets, found.always) == ((0, 1, ()) if balanced else (1, 3, ()))


def test_a_tie_that_every_smallest_set_holds_is_told_apart():
    friends = dict.fromkeys([("a", "c"), ("b", "c"), ("a", "d"), ("b", "d")], 1)
    found = frustration(graph_of({("a", "b"): -1, **friends}))
    assert (found.index, found.ties, found.always, found.sets) == (1, (("a", "b"),), (("a", "b"),), 1)


def test_mixed_and_neutral_ties_do_not_count_unless_the_majority_is_asked():
    graph = graph_of({("a", "b"): 1, ("b", "c"): 1, ("a", "c"): "mixed", ("c", "d"): 0})
    apart, majority = frustration(graph), frustration(graph, mixed="majority")
    assert (apart.index, apart.signed, apart.left_out) == (0, 2, (("a", "c"),))
    assert (majority.index, majority.signed, majority.left_out) == (1, 3, ())
    assert set(apart.camps) == {"a", "b", "c"}
    with pytest.raises(ParameterError, match='mixed "both"'):
        frustration(graph, mixed="both")


def test_the_camps_of_separate_networks_are_kept_apart():
    found = frustration(graph_of({("a", "b"): -1, ("x", "y"): 1}))
    assert found.camps == {"a": (1, 1), "b": (1, 2), "x": (2, 1), "y": (2, 1)}
    assert found.to_frame().to_numpy().tolist() == [["a", 1, 1], ["b", 1, 2], ["x", 2, 1], ["y", 2, 1]]


def test_an_empty_network_is_balanced():
    empty = nx.Graph()
    assert is_balanced(empty) and triads(empty).empty
    assert (frustration(empty).index, frustration(empty).sets, frustration(empty).camps) == (0, 1, {})


def test_a_network_too_entangled_gets_bounds_and_says_so():
    ties = dict.fromkeys(combinations("abcdef", 2), -1)
    exact, bounded = fewest_bent(ties), fewest_bent(ties, widest=3)
    assert (len(exact.ties), exact.lower) == (6, 6)
    assert bounded.lower <= 6 <= len(bounded.ties)
    assert (bounded.sets, bounded.always) == (0, ())


def brute_force(ties: dict[tuple[int, int], int], nodes: int) -> list[frozenset[tuple[int, int]]]:
    """All smallest sets of ties to bend, by trying every way of making two camps."""
    found: dict[frozenset[tuple[int, int]], None] = {}
    for rest in product((0, 1), repeat=nodes - 1):
        camps = (0, *rest)
        found[frozenset(tie for tie, sign in ties.items() if contradicts(sign, camps[tie[0]], camps[tie[1]]))] = None
    least = min(map(len, found))
    return [bent for bent in found if len(bent) == least]


@st.composite
def networks(draw, largest=8):
    nodes = draw(st.integers(2, largest))
    pairs = list(combinations(range(nodes), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    return nodes, {pair: draw(st.sampled_from([1, -1])) for pair in chosen}


def named(ties: dict[tuple[int, int], int]) -> nx.Graph:
    return graph_of({(str(a), str(b)): sign for (a, b), sign in ties.items()})


def numbered(ties) -> frozenset[tuple[int, int]]:
    return frozenset(tuple(sorted((int(a), int(b)))) for a, b in ties)


@settings(max_examples=150)
@given(networks())
def test_the_index_is_that_of_trying_every_pair_of_camps(made):
    nodes, ties = made
    smallest = brute_force(ties, nodes)
    found = frustration(named(ties))
    assert found.exact
    assert found.index == len(smallest[0])
    assert numbered(found.ties) in smallest
    assert found.sets == len(smallest)
    assert numbered(found.always) == frozenset.intersection(*smallest)


@settings(max_examples=100)
@given(networks())
def test_a_network_is_balanced_just_when_nothing_must_bend(made):
    graph = named(made[1])
    assert is_balanced(graph) == (frustration(graph).index == 0)
    if is_balanced(graph):
        assert triads(graph)["balanced"].all()


@settings(max_examples=100)
@given(networks())
def test_bending_or_cutting_the_ties_found_balances_the_network(made):
    graph = named(made[1])
    found = frustration(graph)
    cut, bent = graph.copy(), graph.copy()
    cut.remove_edges_from(found.ties)
    for tie in found.ties:
        bent.edges[tie]["sign"] = {"positive": "negative", "negative": "positive"}[bent.edges[tie]["sign"]]
    assert is_balanced(cut) and is_balanced(bent)
    for a, b, data in bent.edges(data=True):
        assert (found.camps[a] == found.camps[b]) == (data["sign"] == "positive")


@settings(max_examples=100)
@given(networks(largest=7))
def test_bounds_hold_the_index_between_them(made):
    plain = signs(named(made[1]))
    for nodes in nx.connected_components(plain):
        ties = {(a, b): data["sign"] for a, b, data in plain.subgraph(nodes).edges(data=True)}
        bounded = fewest_bent(ties, widest=0)
        assert bounded.lower <= len(fewest_bent(ties).ties) <= len(bounded.ties)


def test_a_network_as_large_as_an_articles_is_solved_exactly():
    graph = nx.gnm_random_graph(60, 110, seed=7)
    ties = {(f"n{a:02}", f"n{b:02}"): 1 if (a * b + a) % 3 else -1 for a, b in graph.edges}
    first, again = frustration(graph_of(ties)), frustration(graph_of(ties))
    assert first.exact
    assert first == again
    cut = graph_of(ties)
    cut.remove_edges_from(first.ties)
    assert is_balanced(cut)


def test_any_tie_of_a_hostile_triad_may_bend():
    graph = graph_of({("a", "b"): -1, ("b", "c"): -1, ("a", "c"): -1, ("c", "d"): 1})
    assert {frozenset(tie) for tie in may_bend(graph)} == {frozenset(pair) for pair in ("ab", "bc", "ac")}


def test_nothing_may_bend_in_a_balanced_network():
    assert may_bend(graph_of({("a", "b"): -1, ("b", "c"): -1, ("a", "c"): 1})) == ()


@settings(max_examples=60)
@given(networks(largest=6))
def test_the_ties_that_may_bend_are_those_of_all_smallest_sets(made):
    plain = signs(named(made[1]))
    actors = list(plain)
    sets = []
    for camps in product((0, 1), repeat=len(actors)):
        camp = dict(zip(actors, camps, strict=True))
        ties = plain.edges(data="sign")
        sets.append(frozenset(frozenset((a, b)) for a, b, sign in ties if contradicts(sign, camp[a], camp[b])))
    least = min(map(len, sets), default=0)
    smallest = {tie for bent in sets if len(bent) == least for tie in bent}
    assert {frozenset(tie) for tie in may_bend(named(made[1]))} == smallest
