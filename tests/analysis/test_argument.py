"""What an argument made by hand comes to."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.argument import bearings, common_ground, conclusions, hinge, matter, reasoning


def claims(*names: str, bare: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "claim": list(names),
            "basis": ["assertion" if name in bare else "inference" for name in names],
            "quote_start": range(len(names)),
        }
    )


def links(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["claim", "link", "other"], dtype=str)


# a and b lead to c, c to d and to e; x qualifies c, y contradicts a
CLAIMS = claims("a", "b", "c", "d", "e", "x", "y", bare="ab")
LINKS = links(
    ("a", "supports", "c"),
    ("c", "depends-on", "b"),
    ("c", "supports", "d"),
    ("e", "depends-on", "c"),
    ("x", "qualifies", "c"),
    ("y", "contradicts", "a"),
)


def test_support_runs_forwards_and_dependence_backwards():
    assert sorted(reasoning(CLAIMS, LINKS).edges) == [("a", "c"), ("b", "c"), ("c", "d"), ("c", "e")]


def test_a_link_of_a_claim_that_is_not_given_is_left_out():
    assert list(reasoning(CLAIMS.head(2), LINKS).edges) == []


def test_bearings_count_what_lies_behind_and_beyond():
    found = bearings(CLAIMS, LINKS).set_index("claim")
    assert found[["behind", "beyond", "bare"]].loc[["a", "c", "d", "x"]].values.tolist() == [
        [0, 3, 0],
        [2, 2, 2],
        [3, 0, 2],
        [0, 0, 0],
    ]


def test_a_conflict_counts_for_all_that_rest_on_the_claim_it_touches():
    found = bearings(CLAIMS, LINKS).set_index("claim")["conflicts"]
    assert found.to_dict() == {"a": 1, "b": 0, "c": 2, "d": 2, "e": 2, "x": 1, "y": 1}


def test_conclusions_have_something_behind_and_nothing_beyond():
    assert conclusions(CLAIMS, LINKS)["claim"].tolist() == ["d", "e"]


def test_the_hinge_is_argued_for_and_argued_from():
    assert hinge(CLAIMS, LINKS) == "c"


@pytest.mark.parametrize(("wanted", "expected"), [(["d", "e"], "c"), (["d"], "c"), (["d", "a"], ""), ([], "")])
def test_common_ground_leads_to_all_that_is_wanted(wanted, expected):
    assert common_ground(CLAIMS, LINKS, wanted) == expected


def test_the_matter_holds_grounds_conclusions_and_what_conflicts_with_the_claim_or_its_grounds():
    found = matter(CLAIMS, LINKS, "c")
    assert dict(zip(found["claim"], found["part"].astype(str), strict=True)) == {
        "a": "ground",
        "b": "ground",
        "c": "itself",
        "d": "drawn",
        "e": "drawn",
        "x": "qualifies",
        "y": "contradicts",
    }


def test_a_contradiction_outweighs_a_qualification_of_the_same_claim():
    more = pd.concat([LINKS, links(("x", "contradicts", "a"))])
    found = matter(CLAIMS, more, "c").set_index("claim")["part"]
    assert found["x"] == "contradicts"


def test_the_matter_of_no_claim_of_the_text_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        matter(CLAIMS, LINKS, "nothing")


def test_without_links_nothing_is_concluded():
    assert conclusions(CLAIMS, links()).empty
    assert hinge(CLAIMS, links()) == ""


def test_reasoning_in_a_circle_ends():
    round_ = links(("a", "supports", "b"), ("b", "supports", "a"))
    assert bearings(CLAIMS, round_)["behind"].tolist()[:2] == [1, 1]
    assert conclusions(CLAIMS, round_).empty


NAMES = "abcdef"
NAME = st.sampled_from(NAMES)


@given(st.lists(st.tuples(NAME, st.sampled_from(["supports", "depends-on", "qualifies"]), NAME)))
def test_what_is_behind_one_claim_is_matched_by_what_is_beyond_others(rows):
    found = bearings(claims(*NAMES), links(*rows))
    assert found["behind"].sum() == found["beyond"].sum()
    assert nx.number_of_nodes(reasoning(claims(*NAMES), links(*rows))) == len(NAMES)
