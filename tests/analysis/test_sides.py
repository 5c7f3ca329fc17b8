"""Who contradicts whom, and on what."""

from __future__ import annotations

import pandas as pd
import pytest

from workbook.analysis.network import signed_graph
from workbook.analysis.sides import around, differing, sides

ACTORS = pd.DataFrame(
    [("author", ""), ("iran", ""), ("ministry", "iran"), ("ally", ""), ("rival", ""), ("other", "")],
    columns=["actor", "part_of"],
)

Row = tuple[str, str, str, str, str]


def relations(*rows: Row) -> pd.DataFrame:
    """Relations given by subject, sign, object, who asserts it, and its status."""
    found = [(f"r{number}", a, "t", b, sign, who, status) for number, (a, sign, b, who, status) in enumerate(rows)]
    return pd.DataFrame(found, columns=["relation", "subject", "type", "object", "sign", "asserted_by", "status"])


ARGUED: tuple[Row, ...] = (
    ("iran", "positive", "ally", "author", "asserted"),
    ("iran", "negative", "rival", "author", "asserted"),
    ("ally", "negative", "rival", "author", "asserted"),
    ("iran", "negative", "ally", "iran", "disputed"),
    ("rival", "negative", "ally", "ministry", "denied"),
)


def test_the_sides_are_the_one_who_says_most_and_the_party_that_contradicts_it():
    assert sides(relations(*ARGUED), ACTORS) == (("author",), ("iran", "ministry"))


def test_a_party_speaks_first_by_the_member_that_says_most():
    more = (*ARGUED, ("ministry", "neutral", "iran", "ministry", "asserted"))
    assert sides(relations(*more), ACTORS) == (("author",), ("ministry", "iran"))


def test_a_speaker_who_only_says_something_else_is_no_other_side():
    rows = relations(*ARGUED[:3], ("other", "negative", "rival", "other", "asserted"))
    assert sides(rows, ACTORS) is None


def test_without_relations_there_are_no_sides():
    assert sides(relations(), ACTORS) is None


def test_parts_that_contain_each_other_do_not_run_forever():
    actors = pd.DataFrame([("author", ""), ("iran", "ministry"), ("ministry", "iran")], columns=["actor", "part_of"])
    assert sides(relations(*ARGUED), actors) is not None


def test_ties_differ_where_the_sign_hangs_on_whose_word_is_taken():
    found = differing(relations(*ARGUED), ("author",), ("iran", "ministry"))
    told = found[["actor", "other", "sign_a", "sign_b"]].values.tolist()
    assert told == [["iran", "ally", "positive", "negative"], ["ally", "rival", "negative", "denied"]]
    assert found["relations_a"].tolist() == [("r0",), ("r2",)]
    assert found["relations_b"].tolist() == [("r3",), ("r4",)]


def test_where_a_side_is_silent_everybody_elses_word_stands():
    rows = relations(*ARGUED, ("other", "positive", "rival", "other", "asserted"))
    assert "other" not in {*differing(rows, ("author",), ("iran",))["actor"]}


@pytest.mark.parametrize(
    ("centre", "expected"), [("iran", ["iran", "ally", "rival"]), ("other", ["other"]), ("nobody", [])]
)
def test_around_an_actor_are_those_in_a_triad_with_it(centre, expected):
    rows = relations(*ARGUED[:3], ("other", "positive", "iran", "other", "asserted"))
    assert around(signed_graph(rows), [centre]) == expected
