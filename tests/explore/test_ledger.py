"""The quick figures of the desk are those of the analysis, whatever is changed."""

import numpy as np
import pytest

from workbook import load
from workbook.analysis.evidence import SUPPORT
from workbook.analysis.hypotheses import ranking
from workbook.analysis.sensitivity import sensitivity
from workbook.errors import WorkbookError
from workbook.explore.ledger import Ledger, Weighing, hinges


@pytest.fixture(scope="module")
def shipped():
    return load("iran-al-qaeda-2020")


@pytest.fixture(scope="module")
def ledger(shipped):
    return Ledger(shipped.ratings, shipped.claims, shipped.hypotheses)


def changed_ratings(shipped, number):
    """The ratings with every so many-th moved along."""
    codes, changes = list(SUPPORT), {}
    for row in shipped.ratings.iloc[::number].itertuples():
        code = codes[(codes.index(str(row.rating)) + 2) % len(codes)]
        changes[(row.claim, row.hypothesis, row.rater)] = code
    return changes


@pytest.mark.parametrize("weighting", ["none", "credibility"])
@pytest.mark.parametrize("raters", [(), ("red-team",)])
@pytest.mark.parametrize("number", [0, 7, 3])
def test_ranking_and_hinges_are_those_of_the_analysis(shipped, ledger, weighting, raters, number):
    changes = changed_ratings(shipped, number) if number else {}
    ratings = shipped.ratings.astype({"rating": str})
    ratings["rating"] = [
        changes.get((row.claim, row.hypothesis, row.rater), row.rating) for row in ratings.itertuples()
    ]
    found = ledger.weigh(Weighing(weighting, raters, {}, changes))
    told = ranking(ratings, shipped.claims, weighting=weighting, raters=raters, hypotheses=shipped.hypotheses)
    told = told.set_index("hypothesis").loc[list(ledger.hypotheses)]
    assert found.rank.tolist() == told["rank"].fillna(0).tolist()
    np.testing.assert_allclose(found.against, told["inconsistency"])
    assert found.tested.tolist() == told["tested"].tolist()

    moves = sensitivity(ratings, shipped.claims, weighting=weighting, raters=raters, steps=1)
    moves = moves[moves["first_changes"]]
    assert set(hinges(found, ledger.claims)) == set(moves.loc[moves["change"] == "evidence removed", "claim"])
    rated = moves[moves["change"] == "rating changed"]
    expected = {ledger.at(key) for key in zip(rated["claim"], rated["hypothesis"], rated["rater"], strict=True)}
    assert set(map(tuple, np.argwhere(found.hinge_ratings).tolist())) == expected


def test_a_claim_of_no_weight_counts_like_one_that_is_left_out(shipped, ledger):
    claim = ledger.claims[0]
    found = ledger.weigh(Weighing(weights={claim: 0.0}))
    told = ranking(shipped.ratings[shipped.ratings["claim"] != claim], hypotheses=shipped.hypotheses)
    assert found.against.tolist() == told.set_index("hypothesis").loc[list(ledger.hypotheses), "inconsistency"].tolist()


def test_a_rating_of_something_that_is_not_there_is_an_error(ledger):
    with pytest.raises(WorkbookError, match='no claim "nothing"'):
        ledger.weigh(Weighing(ratings={("nothing", "alliance", "analyst-1"): "CC"}))


def test_a_weighing_comes_back_from_json_as_it_was():
    weighing = Weighing("credibility", ("one",), {"c": 0.5}, {("c", "h", "one"): "II"})
    assert Weighing.from_json(weighing.to_json()) == weighing


@pytest.mark.parametrize(
    "content", [{"ratings": [["c", "h", "r", "X"]]}, {"weights": {"c": "much"}}, {"weighting": "luck"}]
)
def test_what_is_no_weighing_is_an_error(content):
    with pytest.raises(WorkbookError, match="hypotheses:"):
        Weighing.from_json(content)
