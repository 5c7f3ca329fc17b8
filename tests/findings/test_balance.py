"""What the page on actors says of balance, of ties made by hand and of the shipped dataset."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest

import workbook
from workbook.analysis.network import signed_graph
from workbook.analysis.perspectives import on_the_word_of
from workbook.analysis.structural_balance import frustration, triads
from workbook.dataset import Dataset
from workbook.findings import balance as findings

Rows = list[tuple[str, str, str, str, str]]
"""Subject, sign, object, whose assertion, status."""


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def made(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Relations between actors of the shipped dataset, one a sentence, from s3."""
    columns = ["relation", "subject", "type", "object", "sign", "asserted_by", "status", "sentence"]
    found = [
        (f"r{number}", a, "supports", b, sign, who, status, f"s{number + 3}")
        for number, (a, sign, b, who, status) in enumerate(rows)
    ]
    return pd.DataFrame(found, columns=columns, dtype=str)


TRIAD: Rows = [
    ("iran", "negative", "us", "author", "asserted"),
    ("al-qaeda", "negative", "us", "author", "asserted"),
    ("iran", "positive", "al-qaeda", "author", "disputed"),
]
ENMITY: Rows = [("iran", "negative", "al-qaeda", "iran", "disputed")]


def test_all_assertions_together_leave_a_tie_apart_that_is_friendly_on_one_word_and_hostile_on_another():
    told = str(findings.together(shipped(), made(*TRIAD, *ENMITY)))
    assert "2 friendly or hostile ties join 3 actors" in told
    assert "Left apart is 1 tie" in told
    assert "Al-Qaeda–Iran" in told


def test_a_balanced_network_needs_nothing_bent():
    told = str(findings.together(shipped(), made(*TRIAD)))
    assert "Of 1 triad of such ties, none is unbalanced. No tie would have to bend" in told
    assert "Left apart" not in told


def test_a_hostile_triad_names_the_ties_of_which_one_must_bend():
    told = str(findings.together(shipped(), made(*TRIAD[:2], *ENMITY)))
    assert "1 is unbalanced" in told
    assert "Exactly 1 tie would have to bend, any of 3" in told
    assert told.count(" or ") == 3  # "friendly or hostile", and the three ties


@pytest.mark.parametrize("rows", [[], [("iran", "neutral", "us", "author", "asserted")]])
def test_without_friend_or_enemy_there_is_nothing_to_balance(rows):
    assert "nothing to balance" in str(findings.together(shipped(), made(*rows)))


def test_the_camps_put_friends_on_one_side_and_enemies_on_the_other():
    told = str(findings.camps(shipped(), made(*TRIAD)))
    assert "on one side, " in told
    first, second = told.split("; on the other, ")
    assert "Iran" in first and "Al-Qaeda" in first
    assert second == "United States."


def test_friends_alone_are_one_camp():
    assert "all are of one camp: Al-Qaeda and Iran" in str(findings.camps(shipped(), made(TRIAD[2])))


def test_each_side_is_taken_at_its_word_and_what_the_balance_hangs_on_is_named():
    told = str(findings.on_each_word(shipped(), made(*TRIAD, *ENMITY)))
    assert "On the word of Mohammed Al-Sulami: no tie would have to bend" in told
    assert "On the word of Iran: exactly 1 tie would have to bend, any of 3" in told
    assert "Of 1 tie on which the two differ, the balance hangs on Iran–Al-Qaeda" in told
    assert told.endswith("s6")


def test_without_a_second_side_the_page_says_so():
    relations = made(*TRIAD)
    assert findings.sides(shipped(), relations) is None
    assert "No two sides contradict each other" in str(findings.on_each_word(shipped(), relations))
    assert "(0 rows)" in repr(findings.differences(shipped(), relations))


def test_a_triad_that_is_the_same_on_both_words_is_one_row():
    told = findings.triad_table(shipped(), made(*TRIAD, *ENMITY, ("iran", "negative", "israel", "author", "asserted"),
                                                ("israel", "positive", "us", "author", "asserted")))  # fmt: skip
    assert str(told.html).count('<tr><th scope="row"') == 3
    assert str(told.html).count("either side") == 1


def test_a_passage_that_only_denies_a_tie_is_not_cited_for_it():
    relations = made(
        *TRIAD, *ENMITY,
        ("us-intelligence", "negative", "al-masri", "us-officials", "reported"),
        ("us-intelligence", "negative", "al-masri", "iran", "denied"),
    )  # fmt: skip
    cells = re.findall(r"<td[^>]*>(.*?)</td>", str(findings.differences(shipped(), relations).html))
    hostile, denied = cells[2:4]
    assert hostile.startswith("hostile") and 'href="#s7"' in hostile and 'href="#s8"' not in hostile
    assert denied.startswith("denied") and 'href="#s8"' in denied


def test_the_shipped_sides_are_the_author_and_iran_with_its_ministry():
    assert findings.sides(shipped(), shipped().relations) == (("author",), ("iran", "iran-foreign-ministry"))


def test_what_is_said_of_the_shipped_dataset_is_what_the_analysis_finds():
    data = shipped()
    relations, told = data.relations, str(findings.on_each_word(data, data.relations))
    for side in findings.sides(data, relations) or ():
        graph = signed_graph(on_the_word_of(relations, side), data.actors)
        found = frustration(graph)
        assert found.exact
        assert bool(found.index) == bool((~triads(graph)["balanced"]).any())
        words = f"exactly {found.index} tie" if found.index else "no tie would have to bend"
        assert words in told
    whole = frustration(signed_graph(relations, data.actors))
    assert f"{whole.signed} friendly or hostile ties" in str(findings.together(data, relations))
