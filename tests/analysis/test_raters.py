import json

import pandas as pd
import pytest

from tests.analysis.rating_tables import ratings
from workbook.analysis.raters import BANDS, CONSENSUS_POINTS, band, disagreement, rankings, side_by_side

HYPOTHESES = ["h1", "h2"]
TWO = pd.concat(
    [
        ratings([("a", ["CC", "I"]), ("b", ["C", "II"])], HYPOTHESES, "anna"),
        ratings([("a", ["II", "I"]), ("b", ["N", ""])], HYPOTHESES, "ben"),
    ]
)


def test_points_and_bands_are_those_of_open_source_ach(reference):
    published = json.loads((reference / "tradecraft" / "ach_scoring_rules.json").read_text("utf-8"))["open_source_ach"]
    assert dict(CONSENSUS_POINTS) == published["group_consensus_points"]
    expected = [(each["max"], each["label"]) for each in published["consensus_bands_by_population_stdev"]]
    assert [(None if largest == float("inf") else largest, name) for largest, name in BANDS] == expected


@pytest.mark.parametrize(
    ("deviation", "name"),
    [(0, "consensus"), (0.25, "consensus"), (0.26, "mild disagreement"), (1, "mild disagreement"),
     (1.5, "strong disagreement"), (1.75, "extreme disagreement"), (2, "extreme disagreement")],
)  # fmt: skip
def test_a_band_reaches_up_to_its_largest_deviation(deviation, name):
    assert band(deviation) == name


def test_the_widest_disagreement_comes_first_and_a_single_rater_last():
    table = disagreement(TWO)
    assert list(zip(table["claim"], table["hypothesis"], strict=True)) == [
        ("a", "h1"),
        ("b", "h1"),
        ("a", "h2"),
        ("b", "h2"),
    ]
    assert list(table["deviation"].fillna(-1)) == [2.0, 0.75, 0.0, -1]
    assert list(table["band"]) == ["extreme disagreement", "mild disagreement", "consensus", "single rater"]
    assert list(table["opposed"]) == [True, False, False, False]
    assert table.loc[0, "ratings"] == ("anna: CC", "ben: II")


def test_raters_stand_side_by_side():
    table = side_by_side(TWO)
    assert table.loc[("a", "h1")].to_dict() == {"anna": "CC", "ben": "II"}
    assert table.loc[("b", "h2")].to_dict() == {"anna": "II", "ben": ""}


def test_each_raters_ranking_stands_beside_everybodys():
    table = rankings(TWO)
    assert list(table.columns) == ["all", "anna", "ben"]
    assert table.loc["h1"].to_dict() == {"all": 1, "anna": 1, "ben": 2}
    assert table.loc["h2"].to_dict() == {"all": 2, "anna": 2, "ben": 1}


def test_no_ratings_give_empty_tables():
    empty = ratings([], HYPOTHESES)
    assert disagreement(empty).empty and side_by_side(empty).empty and rankings(empty).empty
