import pandas as pd
import pytest

from tests.analysis.relation_tables import FRIENDLY, HOSTILE, PLAIN, relation, relations
from workbook.analysis.network import degrees, directions, ego, sign_matrix, signed_graph, ties
from workbook.errors import ParameterError


@pytest.mark.parametrize(
    ("kinds", "sign"),
    [
        ([FRIENDLY], "positive"),
        ([FRIENDLY, PLAIN], "positive"),
        ([HOSTILE, PLAIN], "negative"),
        ([FRIENDLY, FRIENDLY, HOSTILE], "mixed"),
        ([PLAIN], "neutral"),
    ],
)
def test_a_tie_sums_up_what_is_said_of_a_pair(kinds, sign):
    pairs = [("a", "b"), ("b", "a")]
    table = ties(relations(*(relation(pairs[at % 2][0], kind, pairs[at % 2][1]) for at, kind in enumerate(kinds))))
    assert len(table) == 1
    assert table.loc[0, "sign"] == sign
    assert table.loc[0, "relations"] == tuple(f"r{at}" for at in range(1, len(kinds) + 1))


@pytest.mark.parametrize(
    ("statuses", "sign"),
    [
        (["denied"], "denied"),
        (["anticipated"], "anticipated"),
        (["denied", "asserted"], "positive"),
        (["denied", "anticipated"], "denied"),
        (["disputed"], "positive"),
    ],
)
def test_a_relation_denied_or_only_expected_is_no_tie(statuses, sign):
    table = relations(*(relation("a", FRIENDLY, "b", status=status) for status in statuses))
    assert ties(table).loc[0, "sign"] == sign
    assert signed_graph(table).has_edge("a", "b") == (sign == "positive")


def test_nobody_is_tied_to_himself():
    assert ties(relations(relation("a", FRIENDLY, "a"))).empty


def test_nodes_come_in_the_order_of_the_actors_and_only_if_tied():
    actors = pd.DataFrame({"actor": ["z", "b", "a"], "name": ["Zed", "Bee", "Ay"], "kind": ["state"] * 3})
    graph = signed_graph(relations(relation("a", FRIENDLY, "b")), actors)
    assert list(graph.nodes(data=True)) == [
        ("b", {"name": "Bee", "kind": "state"}),
        ("a", {"name": "Ay", "kind": "state"}),
    ]
    assert graph.edges["a", "b"]["relations"] == ("r1",)


CHAIN = relations(
    relation("a", FRIENDLY, "b"),
    relation("b", HOSTILE, "c"),
    relation("c", PLAIN, "d"),
    relation("b", FRIENDLY, "a", "iran"),
)


@pytest.mark.parametrize(
    ("actor", "hops", "found"), [("a", 0, "a"), ("a", 1, "ab"), ("b", 1, "abc"), ("a", 2, "abc"), ("a", 9, "abcd")]
)
def test_an_ego_view_holds_everyone_within_some_steps(actor, hops, found):
    graph = signed_graph(CHAIN)
    near = ego(graph, actor, hops)
    assert list(near) == list(found)
    assert near.number_of_edges() == len(found) - 1
    assert near is not graph


def test_an_ego_without_ties_and_negative_hops_are_errors():
    with pytest.raises(ParameterError, match='"x" is unknown'):
        ego(signed_graph(CHAIN), "x")
    with pytest.raises(ParameterError, match="not -1"):
        ego(signed_graph(CHAIN), "a", -1)


def test_degrees_count_partners_by_sign_and_relations_by_direction():
    table = degrees(CHAIN).set_index("actor")
    assert list(table.index) == ["b", "c", "a", "d"]
    assert table.loc["b"].to_dict() == {
        "partners": 2, "positive": 1, "negative": 1, "mixed": 0, "neutral": 0, "outgoing": 2, "incoming": 1,
    }  # fmt: skip


def test_directions_count_who_does_what_to_whom():
    table = directions(
        relations(relation("a", FRIENDLY, "b"), relation("b", HOSTILE, "a"), relation("b", HOSTILE, "a"))
    )
    assert table.to_dict("split")["data"] == [
        ["b", "targets", "a", "negative", 2],
        ["a", "supports", "b", "positive", 1],
    ]


def test_the_matrix_of_signs_is_symmetric():
    table = sign_matrix(signed_graph(CHAIN))
    assert (table == table.T).all(axis=None)
    assert (table.loc["a", "b"], table.loc["b", "c"], table.loc["a", "c"]) == ("positive", "negative", "")


def test_a_speaker_or_type_that_does_not_occur_is_an_error():
    with pytest.raises(ParameterError, match=r'"irn" is unknown [(]did you mean "iran"'):
        ties(CHAIN, asserted_by=["irn"])
    with pytest.raises(ParameterError, match='relation type "support" is unknown'):
        ties(CHAIN, types=["support"])


def test_types_and_speakers_narrow_the_network():
    assert list(ties(CHAIN, types=["targets"])["actor"]) == ["b"]
    assert list(ties(CHAIN, asserted_by=["iran"])["relations"]) == [("r4",)]


def test_coded_columns_with_missing_cells_are_read_like_text():
    coded = CHAIN.assign(sign=CHAIN["sign"].where(CHAIN["sign"] != "neutral").astype("category"))
    assert list(ties(coded)["sign"]) == list(ties(CHAIN)["sign"])
    assert directions(coded)["relations"].sum() == len(CHAIN)


def test_no_relations_give_an_empty_network():
    empty = relations()
    assert len(signed_graph(empty)) == 0
    assert ties(empty).empty and degrees(empty).empty and directions(empty).empty
    assert sign_matrix(signed_graph(empty)).empty
