import pandas as pd
import pytest

from tests.analysis.relation_tables import FRIENDLY, HOSTILE, relation, relations
from workbook.analysis.network import signed_graph
from workbook.analysis.perspectives import compare, on_the_word_of
from workbook.analysis.structural_balance import frustration
from workbook.errors import ParameterError

TRIANGLE = relations(
    relation("iran", FRIENDLY, "al-qaeda"),
    relation("iran", HOSTILE, "usa"),
    relation("al-qaeda", HOSTILE, "usa"),
    relation("al-qaeda", HOSTILE, "iran", "iran"),
)


def test_the_author_and_the_party_he_accuses_see_two_networks():
    table = relations(
        relation("iran", FRIENDLY, "al-qaeda"),
        relation("al-qaeda", HOSTILE, "usa"),
        relation("iran", FRIENDLY, "militias"),
        relation("iran", HOSTILE, "usa"),
        relation("iran", HOSTILE, "al-qaeda", "iran"),
        relation("iran", FRIENDLY, "militias", "iran", "denied"),
        relation("usa", HOSTILE, "iran", "iran"),
        relation("iran", FRIENDLY, "dissidents", "iran"),
    )
    found = compare(table, "author", "iran")
    assert found[["actor", "other", "sign_a", "sign_b", "comparison"]].to_numpy().tolist() == [
        ["iran", "al-qaeda", "positive", "negative", "opposite"],
        ["iran", "militias", "positive", "denied", "denied"],
        ["iran", "usa", "negative", "negative", "same"],
        ["al-qaeda", "usa", "negative", "", "only a"],
        ["iran", "dissidents", "", "positive", "only b"],
    ]
    assert found.loc[0, ["relations_a", "relations_b"]].to_list() == [("r1",), ("r5",)]
    turned = compare(table, "iran", "author")
    assert sorted(turned["comparison"].astype(str)) == sorted(["opposite", "denied", "same", "only a", "only b"])


def test_a_government_and_its_ministry_are_one_side():
    table = relations(
        relation("iran", FRIENDLY, "al-qaeda"),
        relation("iran", HOSTILE, "al-qaeda", "iran"),
        relation("iran", FRIENDLY, "al-qaeda", "ministry", "denied"),
    )
    found = compare(table, "author", ["iran", "ministry"]).iloc[0]
    assert (found["sign_b"], found["comparison"], found["relations_b"]) == ("negative", "opposite", ("r2", "r3"))


def test_one_speakers_word_replaces_what_others_say_of_the_same_pairs():
    assert list(on_the_word_of(TRIANGLE, "iran")["relation"]) == ["r2", "r3", "r4"]
    assert list(on_the_word_of(TRIANGLE, "author")["relation"]) == ["r1", "r2", "r3"]
    pd.testing.assert_frame_equal(on_the_word_of(TRIANGLE, ["author", "iran"]), TRIANGLE)


def test_a_network_balanced_to_one_speaker_may_not_be_to_another():
    found = [frustration(signed_graph(on_the_word_of(TRIANGLE, speaker))).index for speaker in ("author", "iran")]
    assert found == [0, 1]


def test_a_speaker_who_says_nothing_is_an_error():
    with pytest.raises(ParameterError, match=r'"irn" is unknown [(]did you mean "iran"'):
        on_the_word_of(TRIANGLE, "irn")
    with pytest.raises(ParameterError, match=r'"irn" is unknown'):
        compare(TRIANGLE, "author", "irn")


def test_no_relations_are_no_perspectives():
    assert compare(relations(), (), ()).empty
    assert on_the_word_of(relations(), ()).empty
