import pandas as pd
import pytest

from workbook.analysis.credibility import WEIGHTINGS, weights
from workbook.errors import ParameterError, WorkbookError


def claims(**credibility: str) -> pd.DataFrame:
    return pd.DataFrame({"claim": list(credibility), "credibility": list(credibility.values())})


def test_a_worse_grade_weighs_less():
    table = WEIGHTINGS["credibility"]
    assert [table[digit] for digit in "12345"] == sorted((table[digit] for digit in "12345"), reverse=True)


def test_the_admiralty_weights_pass_through_those_of_open_source_ach(reference):
    import json

    published = json.loads((reference / "tradecraft" / "ach_scoring_rules.json").read_text("utf-8"))
    levels = published["open_source_ach"]["credibility_weights"]
    table = WEIGHTINGS["credibility"]
    assert (table["1"], table["3"], table["5"]) == (levels["High"], levels["Med"], levels["Low"])


@pytest.mark.parametrize("unjudged", ["6", ""])
def test_what_cannot_be_judged_is_not_the_worst(unjudged):
    assert weights(claims(a=unjudged, b="5"), ["a", "b"], "credibility") == [1.0, 0.5]
    assert weights(claims(a=unjudged, b="5"), ["a", "b"], "judged") == [0.0, 0.5]


def test_without_a_weighting_no_table_of_claims_is_needed():
    assert weights(None, ["a", "b"]) == [1.0, 1.0]


def test_weights_may_be_ones_own():
    assert weights(claims(a="MEDIUM"), ["a"], {"MEDIUM": 1.0}) == [1.0]


@pytest.mark.parametrize(
    ("table", "weighting", "error", "message"),
    [
        (claims(a="1"), "credibilty", ParameterError, 'did you mean "credibility"'),
        (claims(b="1"), "credibility", WorkbookError, 'claim "a" is rated but is not in the table'),
        (claims(a="7"), "credibility", WorkbookError, 'credibility "7" has no weight'),
        (claims(a="1"), {"1": -1.0}, WorkbookError, "a weight is 0 or more"),
        (claims(a="1"), {"1": float("nan")}, WorkbookError, "a weight is 0 or more"),
    ],
)
def test_a_weight_that_cannot_be_found_is_an_error(table, weighting, error, message):
    with pytest.raises(error, match=message):
        weights(table, ["a"], weighting)
