"""Two networks side by side, of relations made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.charts.looking import hrefs, labels, words_on
from workbook.charts import description, two_networks
from workbook.charts.panels import ring

SIDES = ("one",), ("two",)


def relations(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Relations given by subject, sign, object, speaker and status; one a sentence, from s3."""
    return pd.DataFrame(
        [
            (f"r{number}", a, "supports", b, sign, who, status, f"quote {number}", f"s{number + 3}")
            for number, (a, sign, b, who, status) in enumerate(rows)
        ],
        columns=["relation", "subject", "type", "object", "sign", "asserted_by", "status", "quote", "sentence"],
    )


# to one, a and b are friends against c; to two they are enemies; d has a tie that nobody disputes
ARGUED = relations(
    ("a", "positive", "b", "one", "disputed"),
    ("a", "negative", "c", "one", "asserted"),
    ("b", "negative", "c", "one", "asserted"),
    ("a", "negative", "b", "two", "disputed"),
    ("c", "positive", "d", "one", "asserted"),
)
ACTORS = pd.DataFrame(
    [(name, f"Actor {name}", "state", f"Who {name} is.", "s9") for name in "abcd"],
    columns=["actor", "name", "kind", "summary", "sentence"],
)


@pytest.fixture
def ax():
    return two_networks(ARGUED, sides=SIDES, actors=ACTORS)


def test_each_side_is_named_with_whether_it_balances(ax):
    told = words_on(ax)
    assert "balances: no tie would have to bend" in told
    assert "does not balance: 1 tie would have to bend" in told
    assert description(ax).title == "On the word of one the network balances; on that of two it does not balance"


def test_only_the_triads_around_what_differs_are_drawn(ax):
    told = words_on(ax)
    assert told.count("Actor c") == 2
    assert "Actor d" not in told


def test_what_differs_is_heavy_and_named_in_both_panels(ax):
    heavy = [line for line in ax.lines if line.get_linewidth() == 3.0 and line.get_gid()]
    assert len(heavy) == 2
    assert [words for words in words_on(ax) if words in ("friendly", "hostile")].count("friendly") == 2  # key and panel
    assert heavy[0].get_linestyle() != heavy[1].get_linestyle()


def test_ties_that_may_have_to_bend_are_crossed_and_the_triad_is_shaded(ax):
    crosses = [line for line in ax.lines if line.get_marker() == "X"]
    assert len(crosses) == 1 + 3  # in the key, and on each tie of the hostile triad
    assert len(ax.patches) == 1


def test_a_tie_leads_to_the_passage_of_the_side_on_whose_word_it_is(ax):
    ties = [href for href, label in zip(hrefs(ax), labels(ax), strict=True) if label.startswith("Actor a and Actor b")]
    assert ties == ["#s3", "#s6"]


def test_the_data_put_what_differs_first(ax):
    data = description(ax).data
    assert data["differs"].tolist() == ["yes", "", ""]
    assert data.iloc[0][["on the word of one", "on the word of two"]].tolist() == ["friendly", "hostile"]


@pytest.mark.parametrize("sides", [None, (("one",), ("one",))])
def test_without_a_difference_the_chart_says_so(sides):
    ax = two_networks(ARGUED, sides=sides, actors=ACTORS)
    assert words_on(ax) == ["No two sides contradict each other on a tie in this selection."]


def test_a_ring_untangles_lines_that_cross():
    assert ring(list("abcd"), [("a", "c"), ("b", "d")]) != list("abcd")
    order = ring(list("abcd"), [("a", "c"), ("b", "d")])
    assert abs(order.index("a") - order.index("c")) in (1, 3)
