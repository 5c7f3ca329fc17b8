"""What the page on hypotheses says of ratings made by hand, so that each sentence can be checked by eye."""

from __future__ import annotations

import dataclasses
from functools import cache

import pandas as pd
import pytest

import workbook
from workbook.dataset import Dataset
from workbook.findings import hypotheses as findings
from workbook.vocabularies import CREDIBILITY, RATING

Rows = list[tuple[str, str, str, str, str]]
"""Hypothesis, claim, rater, rating, reason."""

# Against: alliance 2 + 1, refuge 1, enmity 0 (of which nothing is inconsistent).
TWO_CLAIMS: Rows = [
    ("alliance", "c1", "ann", "II", "They fought."),
    ("refuge", "c1", "ann", "N", "It is about war."),
    ("enmity", "c1", "ann", "CC", "They fought."),
    ("alliance", "c2", "ann", "I", "He was jailed."),
    ("refuge", "c2", "ann", "I", "A jail is no refuge."),
    ("enmity", "c2", "ann", "C", "One jails enemies."),
]


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def made(rows: Rows, credibility: tuple[str, str] = ("2", "2")) -> Dataset:
    """The shipped dataset with two claims, three hypotheses and the ratings given."""
    data = shipped()
    claims = data.claims.head(2).assign(
        claim=["c1", "c2"],
        statement=["They fought.", "He was <b>jailed</b>."],
        credibility=pd.Categorical(credibility, CREDIBILITY.order, ordered=True),
    )
    hypotheses = data.hypotheses.set_index("hypothesis").loc[["refuge", "alliance", "enmity"]].reset_index()
    ratings = pd.DataFrame(rows, columns=["hypothesis", "claim", "rater", "rating", "reason"], dtype=str)
    places = dict(zip(claims["claim"], claims["sentence"], strict=True))
    ratings["sentence"] = ratings["last_sentence"] = ratings["claim"].map(places)
    ratings["rating"] = pd.Categorical(ratings["rating"], RATING.order, ordered=True)
    return dataclasses.replace(
        data, tables={**data.tables, "claims": claims, "hypotheses": hypotheses, "ratings": ratings}
    )


def test_the_least_and_most_contradicted_are_named_and_cited():
    data = made(TWO_CLAIMS)
    said = findings.leading(data, data.ratings)
    assert "least against “Enmity” and most against “Alliance and employment”" in str(said)
    assert f'href="#{shipped().hypotheses.set_index("hypothesis").loc["enmity", "sentence"]}"' in said.html


def test_the_lead_says_where_the_explanation_listed_first_ends_up():
    data = made(TWO_CLAIMS)
    assert "“Refuge of necessity”, which the dataset lists first, ranks 2 of 3" in str(
        findings.leading(data, data.ratings)
    )


def test_those_who_offer_an_explanation_stand_with_its_rank():
    data = made(TWO_CLAIMS)
    assert "From Iran: “Enmity” (rank 1)." in str(findings.offered(data, data.ratings))


# Against c1 1 (refuge), against c2 1 (alliance): tied until the claims weigh differently.
TIED: Rows = [
    ("refuge", "c1", "ann", "I", "-"),
    ("alliance", "c1", "ann", "N", "-"),
    ("refuge", "c2", "ann", "N", "-"),
    ("alliance", "c2", "ann", "I", "-"),
]


@pytest.mark.parametrize(
    ("credibility", "told"),
    [
        (("2", "2"), "changes no rank"),
        (("1", "5"), "1 explanation changes rank: “Refuge of necessity” from 1 to 2"),
        (("5", "1"), "1 explanation changes rank: “Alliance and employment” from 1 to 2"),
    ],
)
def test_weighting_says_which_ranks_it_changes(credibility, told):
    data = made(TIED, credibility)
    assert told in str(findings.weighing(data, data.ratings))


def test_a_claim_that_fits_everything_is_said_to_tell_nothing():
    rows: Rows = [(h, "c1", "ann", "C", "-") for h in ("refuge", "alliance", "enmity")]
    data = made([*rows, *[row for row in TWO_CLAIMS if row[1] == "c2"]])
    said = str(findings.telling(data, data.ratings))
    assert said.startswith("Furthest apart they are set by: “He was <b>jailed</b>” (")
    assert "1 of 2 (50 %) of the claims tell nothing" in said


def test_a_ranking_that_one_claim_carries_is_called_so():
    data = made(TIED)
    said = str(findings.robust(data, data.ratings))
    # Without c1 refuge alone is first, without c2 alliance alone; either way the tie is gone.
    assert "Leaving out any one of 2 claims changes who comes first in 2 cases" in said
    assert "no single change brings another explanation to the top" in said


def test_an_explanation_that_one_change_can_bring_to_the_top_is_named():
    data = made(TWO_CLAIMS)
    said = str(findings.robust(data, data.ratings))
    # Enmity leads refuge by one point: a single rating may turn that, or removing c2 may level it.
    assert "only “Refuge of necessity” can be brought to the top by a single change" in said
    assert "“Alliance and employment” cannot" in said


def test_each_pivotal_change_says_whether_the_article_or_the_analyst_is_its_basis():
    data = made(TWO_CLAIMS)
    html = findings.robustness_table(data, data.ratings).html
    assert "left out" in html and "The article" in html
    assert "I to N" in html and "The analyst" in html and "A jail is no refuge." in html


SECOND: Rows = [
    ("alliance", "c1", "bob", "C", "They made up."),
    ("refuge", "c1", "bob", "N", "It is about war."),
    ("enmity", "c1", "bob", "II", "They made up."),
]


def test_raters_are_compared_where_both_have_rated():
    data = made([*TWO_CLAIMS, *SECOND])
    said = str(findings.agreement(data, data.ratings))
    assert "rated the same cell (3 of 6)" in said
    assert "in 2 one says that it fits and another that it does not" in said
    assert "On the 1 claim that all of them rated" in said
    assert "ann puts “Enmity” and “Refuge of necessity” first" in said


def test_differing_reasons_stand_side_by_side_under_the_name_of_the_rater():
    data = made([*TWO_CLAIMS, *SECOND])
    html = findings.disagreement_table(data, data.ratings).html
    assert ">ann<" in html and ">bob<" in html
    assert "Very inconsistent: They fought." in html and "Consistent: They made up." in html
    assert "It is about war." not in html


def test_one_rater_alone_is_not_called_agreement():
    data = made(TWO_CLAIMS)
    assert "nothing to compare" in str(findings.agreement(data, data.ratings))


def test_only_the_ratings_of_the_raters_asked_for_are_in_view():
    data = made([*TWO_CLAIMS, *SECOND])
    assert set(findings.ratings(data, ["bob"])["rater"]) == {"bob"}
    assert findings.evidence(data, findings.ratings(data, ["bob"]))["claim"].tolist() == ["c1"]
    assert len(findings.ratings(data)) == 9


def test_what_one_article_cannot_settle_is_counted():
    said = str(findings.unsettled(shipped(), shipped().ratings))
    claims = findings.evidence(shipped(), shipped().ratings)
    own = int((claims["attribution"] == "author").sum())
    assert f"All {len(claims)} pieces of evidence come from one article: {own} of {len(claims)}" in said


def test_a_rating_stands_with_its_reason_and_as_the_analysts():
    data = made([("enmity", "c1", "ann", "CC", "<script>alert(1)</script>")])
    html = findings.listing(data, data.ratings).html
    assert "wb-told-analyst" in html
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_evidence_stands_with_the_words_of_the_article():
    data = shipped()
    html = findings.evidence_table(data, data.ratings).html
    assert "wb-told-article" in html
    assert "harboring senior Al-Qaeda commanders" in html


EMPTY = ("leading", "offered", "weighing", "telling", "robust", "agreement", "unsettled")
TABLES = ("ranking_table", "evidence_table", "robustness_table", "disagreement_table", "listing")


@pytest.mark.parametrize("name", [*EMPTY, *TABLES])
def test_without_ratings_every_part_of_the_page_still_speaks(name):
    data = made([])
    shown = getattr(findings, name)(data, data.ratings)
    assert repr(shown)


@pytest.mark.parametrize("absent", ["ratings", "hypotheses"])
def test_the_page_names_the_file_that_is_missing(absent):
    data = made(TWO_CLAIMS)
    frames = {**data.tables, absent: data.tables[absent].head(0)}
    data = dataclasses.replace(data, tables=frames)
    assert f"add rows to {absent}.csv" in str(findings.introduction(data, data.ratings))
