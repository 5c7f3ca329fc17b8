from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbook.charts.time_scale import crowded_month, time_scale

NOVEMBER = [date(2020, 11, 12), date(2020, 11, 13), date(2020, 11, 14)]
DECADES = [date(1998, 1, 1), *NOVEMBER, date(2021, 1, 1)]


def scale(bounds, days=(), total=None):
    return time_scale(bounds, list(days), left=0.0, right=10.0, total=len(bounds) if total is None else total)


def test_a_crowded_month_gets_a_stretch_of_its_own_between_before_and_after():
    found = scale(DECADES, NOVEMBER)
    assert [stretch.label for stretch in found.stretches] == ["1998–Oct 2020", "November 2020", "Dec 2020–2021"]
    assert found.crowded is found.stretches[1]


def test_neighbouring_days_of_the_crowded_month_can_be_told_apart():
    found = scale(DECADES, NOVEMBER)
    even = 10 / (24 * 365)
    assert found.position(date(2020, 11, 13)) - found.position(date(2020, 11, 12)) > 50 * even


def test_nothing_after_the_crowded_month_means_no_stretch_after_it():
    assert [stretch.label for stretch in scale(DECADES[:-1], NOVEMBER).stretches] == [
        "1998–Oct 2020", "November 2020",
    ]  # fmt: skip


def test_events_that_spread_keep_one_even_axis():
    days = [date(year, 5, 5) for year in range(2001, 2010)]
    found = scale(days, days)
    assert len(found.stretches) == 1
    assert found.crowded is None


def test_events_within_one_month_are_shown_day_by_day():
    found = scale(NOVEMBER, NOVEMBER)
    assert found.stretches[0].label == "November 2020"
    assert [label for _, label in found.stretches[0].ticks()] == ["1", "8", "15", "22", "29"]


@pytest.mark.parametrize(
    ("days", "total", "month"),
    [(NOVEMBER, 10, (2020, 11)), (NOVEMBER, 16, None), (NOVEMBER[:2], 3, None), ([], 5, None)],
)
def test_a_month_is_crowded_by_three_days_that_are_a_fifth_of_all(days, total, month):
    assert crowded_month(days, total) == month


def test_ticks_of_years_are_round_and_apart():
    ticks = scale(DECADES, NOVEMBER).stretches[0].ticks()
    assert [label for _, label in ticks] == ["2000", "2005", "2010", "2015", "2020"]


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1, max_size=30))
def test_time_runs_forward_on_every_axis(days):
    found = scale(days, days)
    places = [found.position(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 10 for place in places)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=2, max_size=30))
def test_ticks_of_a_stretch_stand_within_it(days):
    assume(min(days) != max(days))
    for stretch in scale(days, days).stretches:
        assert all(stretch.left <= place <= stretch.right for place, _ in stretch.ticks())
