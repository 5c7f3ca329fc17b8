import json
from typing import Any

import pytest

from tests.exports.hostile import LABEL, make_hostile
from tests.small import Small
from workbook.exports import export


def slides(small: Small) -> dict[str, dict[str, Any]]:
    return {slide["unique_id"]: slide for slide in json.loads(export(small.load(), "timelinejs"))["events"]}


def dated(small: Small, date: str) -> dict[str, dict[str, Any]]:
    small.change("events", "PROTEST,2018,", f"PROTEST,{date},")
    return slides(small)


@pytest.mark.parametrize(
    ("date", "start", "end", "words"),
    [
        ("2018", {"year": 2018}, None, "2018"),
        ("2018-05", {"year": 2018, "month": 5}, None, "May 2018"),
        ("2018-05-09?", {"year": 2018, "month": 5, "day": 9}, None, "possibly 9 May 2018"),
        ("199X", {"year": 1990}, {"year": 1999}, "1990s"),
        ("2018-21", {"year": 2018, "month": 3}, {"year": 2018, "month": 5}, "spring 2018"),
        ("2018-05/2019", {"year": 2018, "month": 5, "day": 1}, {"year": 2019, "month": 12, "day": 31}, "May 2018"),
        ("2018/..", {"year": 2018, "month": 1, "day": 1}, None, "since 2018"),
    ],
)
def test_a_date_is_as_fine_as_the_text_and_said_in_words(
    date: str, start: dict[str, int], end: dict[str, int] | None, words: str, small: Small
):
    slide = dated(small, date)["strike"]
    assert (slide["start_date"], slide.get("end_date")) == (start, end)
    assert slide["display_date"].startswith(words)


def test_events_without_a_start_stay_behind_and_are_counted(small: Small):
    assert list(dated(small, "../2018")) == ["closure"]
    title = json.loads(export(small.load(), "timelinejs"))["title"]["text"]["text"]
    assert "2 of the 3 events it tells of have no date" in title


def test_a_slide_has_its_quote_and_sentence(small: Small):
    text = slides(small)["closure"]["text"]
    assert text["headline"] == "Closure announced"
    assert "“the council of Northhaven said” (s3)" in text["text"]


def test_text_is_escaped(small: Small):
    slide = slides(make_hostile(small))["strike"]
    assert "<script>" not in json.dumps(slide)
    assert "&lt;script&gt;" in slide["text"]["headline"] and LABEL.count("<") == slide["text"]["headline"].count("&lt;")
