"""What is said of several articles is read off their rows."""

import pytest

from tests.small import TABLES, Small
from tests.two_papers import make_other, set_same
from workbook import load_many
from workbook.charts import claims_by_dataset, timeline
from workbook.charts.frame import description
from workbook.findings import compare
from workbook.several import Several, load_beside


@pytest.fixture
def both(small: Small) -> Several:
    make_other(small)
    set_same(small)
    return load_many(["small", "other"])


@pytest.fixture
def strangers(small: Small) -> Several:
    make_other(small)
    return load_many(["small", "other"])


def test_the_overview_counts_what_is_shared(both: Several):
    assert "share 1 actor, 2 events and 1 claim" in str(compare.overview(both))


def test_strangers_are_said_to_share_types_and_roles_only(strangers: Several):
    assert "they share types and roles" in str(compare.overview(strangers))
    for finding in (compare.actors, compare.events, compare.claims):
        assert str(finding(strangers)).startswith("No ")
    assert "nothing that one asserts" in str(compare.denials(strangers))
    assert "no dates can differ" in str(compare.differing_dates(strangers))


def test_one_dataset_alone_is_compared_with_nothing(small: Small):
    alone = load_beside(small.load())
    assert str(compare.overview(alone)) == "There is no other dataset to compare small with."
    assert str(compare.widest(alone)) == "There are no two sets of claims to compare."


def test_a_dataset_that_cannot_be_loaded_is_named(small: Small):
    make_other(small).change("events", "PROTEST", "PROTST")
    assert "Left out, since it cannot be loaded: other." in str(compare.overview(load_beside(small.load())))


def test_dates_that_exclude_each_other_are_told_from_those_that_are_merely_less_fine(both: Several):
    told = str(compare.differing_dates(both))
    assert told == (
        "Of 2 shared events, 1 has dates that cannot both hold (“the-closure”: 3 March 2019 in small and 2018 in other)"
        ", and 1 is dated more finely by one article than by another "
        "(“the-strike”: 2018 in small and May 2018 in other)."
    )


def test_what_one_asserts_and_another_denies_is_named(both: Several):
    told = str(compare.denials(both))
    assert told.startswith("2 shared rows stand differently")
    assert "“the-closure” is denied in other and reported in small" in told
    assert "“closing” is held to be so in small and not to be so in other" in told


def test_the_same_rows_stand_dataset_by_dataset_each_with_its_passage(both: Several):
    html = str(compare.events(both).html)
    assert html.index("#small-s3") < html.index("#other-s3")
    assert "One firm under two names." in str(compare.actors(both).html)


def test_every_passage_that_a_row_leads_to_is_on_the_page(both: Several):
    shown = str(compare.passages(both).html)
    for frame in (both.events, both.claims, both.shared("actors")):
        for sentence in frame["sentence"]:
            assert f'id="{sentence}"' in shown
    assert shown.count("02_source.html") == shown.partition("<h3>other")[0].count("02_source.html") > 0


def test_the_makeup_has_a_column_a_dataset(both: Several):
    html = str(compare.makeup(both).html)
    assert '<th scope="col">small</th>' in html and '<th scope="col">other</th>' in html
    assert "1 of 3 (33 %)" in html


def test_the_widest_difference_is_that_between_the_shares(small: Small):
    other = make_other(small)
    other.change("claims", "named,denied,CT-,testimony,3,,The", "named,,PR-,testimony,3,,The")
    other.change("claims", "author,may,PS+", "author,,PS+")
    other.change("claims", "generic,believe; probably,PR+", "generic,,PR+")
    told = str(compare.widest(load_many(["small", "other"])))
    assert told == "They differ most in how many claims are hedged: 100 % in small and 25 % in other."


def test_a_dataset_without_rows_stops_nothing(small: Small):
    make_other(small)
    set_same(small, "group,dataset,table,id,note\n")
    for table, content in TABLES.items():
        small.file(table).write_text(content.splitlines()[0] + "\n", "utf-8")
    both = load_many(["small", "other"])
    assert "none" in str(compare.makeup(both).html)
    assert "Nothing on this page rests" in str(compare.passages(both).html)
    assert claims_by_dataset(both.claims) and timeline(compare.timeline_rows(both), lane="dataset")


def test_the_timeline_has_a_lane_a_dataset_and_leads_to_the_passages_of_each(both: Several):
    ax = timeline(compare.timeline_rows(both), lane="dataset")
    assert {mark.href for mark in description(ax).marks} == {f"#{sentence}" for sentence in both.events["sentence"]}
    words = [text.get_text() for text in ax.texts]
    assert {"small", "other"} <= set(words)
    assert any(word.startswith("small: Company denies") for word in words)


def test_a_bar_of_claims_leads_to_the_passages_of_its_dataset(both: Several):
    ax = claims_by_dataset(both.claims, by="kind")
    told = description(ax)
    assert {mark.href for mark in told.marks} == {f"#{sentence}" for sentence in both.claims["sentence"]}
    assert told.title.startswith("The most frequent kind: “")
    assert list(told.data["dataset"]) == ["small"] * 4 + ["other"] * 4
