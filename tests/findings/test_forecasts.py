"""What the page on forecasts says of forecasts and findings made by hand."""

from __future__ import annotations

import dataclasses
from functools import cache

import pandas as pd
import pytest

import workbook
from workbook import dates
from workbook.dataset import Dataset
from workbook.findings import forecasts as findings
from workbook.findings import foresight
from workbook.vocabularies import OUTCOME, PROBABILITY

Finding = tuple[str, str, str]
"""Forecast, verdict, when it was published."""


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def made(rows: list[Finding], *, terms: tuple[str, str, str] = ("likely", "unstated", "unstated")) -> Dataset:
    """The shipped dataset with three forecasts, f1 to f3, and the findings given."""
    data = shipped()
    bands = [PROBABILITY[term] for term in terms]
    forecasts = data.forecasts.head(3).assign(
        forecast=["f1", "f2", "f3"],
        question=["One?", "Two?", "Three?"],
        term=pd.Categorical(terms, PROBABILITY.order, ordered=True),
        low=pd.array([band.low for band in bands], dtype="Float64"),
        high=pd.array([band.high for band in bands], dtype="Float64"),
        condition=["", "If it rains", ""],
    )
    outcomes = pd.DataFrame(rows, columns=["forecast", "verdict", "published"], dtype=str)
    outcomes["verdict"] = pd.Categorical(outcomes["verdict"], OUTCOME.order, ordered=True)
    outcomes["publisher"] = [f"Paper {number}" for number in range(len(outcomes))]
    outcomes["title"], outcomes["finding"] = "A title", "It <b>happened</b>."
    outcomes["url"] = [f"https://example.org/{number}" for number in range(len(outcomes))]
    parsed = [dates.parse(text) for text in outcomes["published"]]
    outcomes["published_earliest"] = pd.to_datetime([date.earliest for date in parsed])
    outcomes["published_latest"] = pd.to_datetime([date.latest for date in parsed])
    outcomes["sentence"] = outcomes["last_sentence"] = "s24"
    return dataclasses.replace(data, tables={**data.tables, "forecasts": forecasts, "outcomes": outcomes})


AGREED: list[Finding] = [
    ("f1", "came-true", "2021-03-01"),
    ("f1", "came-true", "2023"),
    ("f2", "did-not", "2022-05-05"),
    ("f2", "partly", ""),
]


@pytest.mark.parametrize(
    ("as_of", "day"),
    [("", ""), ("2021", "2021-12-31"), ("2021-02", "2021-02-28"), ("2021-02-03", "2021-02-03"), ("202X", "2029-12-31")],
)
def test_a_rough_date_to_look_from_is_taken_at_its_end(as_of, day):
    assert findings.day(as_of) == day


@pytest.mark.parametrize(("as_of", "known"), [("", 4), ("2021", 1), ("2022-06", 2), ("2020", 0)])
def test_nothing_published_later_or_undated_is_in_view(as_of, known):
    assert len(findings.outcomes(made(AGREED), as_of)) == known


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("", "1 came true and 0 did not; 1 cannot be called either way, and on 1 nothing was found"),
        ("2022-06", "published by 30 June 2022 1 came true and 1 did not; 0 cannot be called either way"),
        ("2020", "No outside source published by 31 December 2020 says what came of them"),
    ],
)
def test_the_bottom_line_changes_with_the_day_looked_from(as_of, told):
    data = made(AGREED)
    said = findings.bottom_line(findings.ledger(data), findings.outcomes(data, as_of), as_of)
    assert str(said).startswith("Of the article's 3 forecasts, 1 is worded as a probability.")
    assert told in str(said)


def test_only_words_with_a_range_are_called_a_probability():
    said = str(findings.foreseen(findings.ledger(made([]))))
    assert "1 of 3 (33 %) of the forecasts are worded so" in said
    assert "“it seems probable”, read as likely, 55 to 80 %" in said
    assert "1 of 3 (33 %) hold only on a condition" in said


def test_a_window_that_is_not_stated_is_said_to_be_missing():
    assert "None of the 3 forecasts says from when or until when" in str(findings.windows(findings.ledger(made([]))))
    dated = findings.ledger(made([])).assign(opens="2021-01-20", closes="2025-01-20")
    assert "3 of 3" in str(findings.windows(dated))
    assert "from 20 January 2021 until 20 January 2025" in findings.ledger_table(dated).html


def test_the_ledger_holds_the_articles_words_and_is_marked_as_its_word():
    data = shipped()
    html = findings.ledger_table(findings.ledger(data)).html
    assert "wb-told-article" in html
    assert "it seems probable that the future" in html and "likely, 55 to 80 %" in html


def test_forecasts_on_which_sources_differ_are_named():
    data = made(AGREED)
    assert "The sources differ on 1 forecast: “Two?”" in str(findings.divided(data, data.outcomes))
    assert "On no forecast do the sources differ" in str(findings.divided(data, data.outcomes.head(3)))


def test_outside_sources_stand_in_a_block_of_their_own_with_their_address():
    data = made(AGREED)
    html = findings.outside(data, findings.ledger(data), data.outcomes).html
    assert "wb-told-outside" in html and 'href="https://example.org/0"' in html
    assert "<b>" not in html


def test_what_is_left_out_is_counted():
    assert "3 of 4 findings are left out: 2 published later, 1 undated" in str(findings.as_known(made(AGREED), "2021"))


def test_what_could_be_known_grows_year_by_year():
    table = findings.over_time(made(AGREED)).set_index("by")
    assert list(table.index) == [
        "31 December 2020", "31 December 2021", "31 December 2022", "31 December 2023",
        "all told, undated ones included",
    ]  # fmt: skip
    assert table["findings"].tolist() == [0, 1, 2, 3, 4]
    assert table["did_not"].tolist() == [0, 0, 1, 1, 0]
    assert table["open"].tolist() == [0, 0, 0, 0, 1]
    assert table["none"].tolist() == [3, 2, 1, 1, 1]


def test_no_row_lies_past_the_day_looked_from():
    table = findings.over_time(made(AGREED), "2022-06")
    assert table["by"].tolist() == ["31 December 2020", "31 December 2021", "30 June 2022"]


# Likely is 55 to 80 %: (1 - 0.8)^2 to (1 - 0.55)^2 if it came true, 0.55^2 to 0.8^2 if it did not.
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("f1", "came-true", "2021")], [("came true", 0.04, 0.2025, 0.0)]),
        ([("f1", "did-not", "2021")], [("did not", 0.3025, 0.64, 0.0)]),
        (
            [("f1", "partly", "2021"), ("f2", "came-true", "2021"), ("f3", "did-not", "2021")],
            [("if it had come true", 0.04, 0.2025, 0.25), ("if it had not", 0.3025, 0.64, 0.25)],
        ),
    ],
)
def test_a_worded_probability_scores_as_an_interval_or_either_way(rows, expected):
    data = made(rows)
    scores = foresight.either_way(data.forecasts, data.outcomes)
    found = scores[["case", "best", "worst", "base"]].itertuples(index=False, name=None)
    assert [(case, *map(pytest.approx, figures)) for case, *figures in expected] == list(found)
    assert (scores["half"] == 0.25).all()


def test_without_a_settled_forecast_there_is_no_base_rate():
    data = made([])
    assert foresight.either_way(data.forecasts, data.outcomes)["base"].isna().all()
    assert "none being settled" in foresight.either_way_table(data.forecasts, data.outcomes).html


def test_the_page_says_how_many_are_unscored_and_why():
    data = shipped()
    said = str(foresight.scored(data.forecasts, data.outcomes))
    assert "None of the 17 forecasts can be scored" in said
    assert "no probability stated: 16" in said and "came true in part only: 1" in said
    assert "“expected”, “will”" in said


def test_the_means_stand_beside_two_forecasters_without_foresight():
    data = made([("f1", "came-true", "2021"), ("f2", "did-not", "2021")], terms=("likely", "unlikely", "unstated"))
    html = foresight.reckoning(data.forecasts, data.outcomes).html
    assert "Only 2 of 3 forecasts can be scored, too few to tell foresight from luck" in html
    assert "Always 50 %" in html and "Always the share that came true (50%)" in html
    assert "0.04 to 0.20" in html


def test_no_mean_is_shown_where_nothing_is_scored():
    assert foresight.means(made([]).forecasts, made([]).outcomes) is None


def test_without_forecasts_every_part_of_the_page_still_speaks():
    data = made([])
    data = dataclasses.replace(data, tables={**data.tables, "forecasts": data.forecasts.head(0)})
    forecasts, found = findings.ledger(data), findings.outcomes(data)
    for shown in (
        findings.bottom_line(forecasts, found), findings.foreseen(forecasts), findings.windows(forecasts),
        findings.outside(data, forecasts, found), foresight.reckoning(forecasts, found),
    ):  # fmt: skip
        assert "no forecast" in str(shown)
    assert repr(findings.ledger_table(forecasts)) and repr(findings.over_time_table(data))
