from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tests.charts.frames import make_events
from tests.charts.looking import hrefs, labels, marked, words_on
from workbook import charts
from workbook.charts.frame import description
from workbook.palette import light

DAY = ("A day", "2020-11-14", "asserted")
MONTH = ("A month", "2016-04", "reported")
YEAR = ("A year", "1998", "asserted")
SINCE = ("Since", "2001/..", "disputed")
UNTIL = ("Until", "../2001", "asserted")
MAYBE = ("Perhaps", "2018?", "asserted")
NEVER = ("No date", "", "anticipated")


def artists(ax):
    """The artist of each mark, by the first line of its tooltip."""
    return dict(zip(labels(ax), marked(ax).values(), strict=True))


def ends(artist):
    return float(min(artist.get_xdata())), float(max(artist.get_xdata()))


def test_a_day_is_a_point_and_a_month_a_span():
    found = artists(charts.timeline(make_events(DAY, MONTH, YEAR)))
    assert ends(found["A day"])[0] == ends(found["A day"])[1]
    assert ends(found["A month"])[0] < ends(found["A month"])[1]


def test_an_open_interval_reaches_the_end_of_the_axis_and_has_an_arrow_there():
    ax = charts.timeline(make_events(YEAR, SINCE, UNTIL, DAY))
    found = artists(ax)
    assert ends(found["Since"])[1] == pytest.approx(max(ends(artist)[1] for artist in found.values()))
    assert ends(found["Until"])[0] == pytest.approx(min(ends(artist)[0] for artist in found.values()))
    arrows = {line.get_marker() for line in ax.lines if line.get_marker() in ("<", ">")}
    assert arrows == {"<", ">"}


def test_earlier_stands_left_of_later():
    found = artists(charts.timeline(make_events(DAY, YEAR, MONTH)))
    assert ends(found["A year"]) < ends(found["A month"]) < ends(found["A day"])


def test_an_uncertain_date_is_hollow_and_questioned_in_words():
    ax = charts.timeline(make_events(MAYBE, YEAR))
    faces = [to_hex(line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]
    assert light("paper") in faces
    assert "2018? · Perhaps" in words_on(ax)
    assert "date uncertain" in words_on(ax)


def test_an_event_without_a_date_stands_apart_and_is_not_placed_in_time():
    ax = charts.timeline(make_events(DAY, NEVER))
    assert "No date in the text (1), in the order of the text" in words_on(ax)
    heading = next(text for text in ax.texts if text.get_text().startswith("No date"))
    assert float(artists(ax)["No date"].get_ydata()[0]) > heading.get_position()[1]


def test_a_note_on_the_date_is_pointed_at():
    events = make_events(DAY).assign(date_note="Two dates are given.")
    ax = charts.timeline(events)
    assert any(text.endswith("A day*") for text in words_on(ax))
    assert "Two dates are given." in description(ax).marks[0].label


@pytest.mark.parametrize(
    ("status", "shape"), [("asserted", "o"), ("reported", "s"), ("disputed", "D"), ("denied", "X")]
)
def test_status_is_told_by_shape_as_well_as_colour(status, shape):
    ax = charts.timeline(make_events(("It", "2020-11-14", status)))
    assert artists(ax)["It"].get_marker() == shape


def test_each_event_leads_to_its_sentence():
    assert sorted(hrefs(charts.timeline(make_events(DAY, MONTH, NEVER)))) == ["#s3", "#s4", "#s5"]


def test_the_title_counts_dated_events_and_the_crowded_month():
    days = [(f"Day {day}", f"2020-11-{day}", "asserted") for day in (12, 13, 14)]
    title = description(charts.timeline(make_events(YEAR, NEVER, *days))).title
    assert title == "4 of 5 events carry a date, 3 of them in November 2020"


def test_no_date_anywhere_is_still_a_chart():
    assert description(charts.timeline(make_events(NEVER))).title == "None of the events carries a date"


def test_many_events_are_drawn_as_numbers():
    ax = charts.timeline(make_events(*[YEAR, DAY] * 60))
    assert {"60"} <= set(words_on(ax))
    assert "one mark with their number" in description(ax).caption
    assert len(description(ax).data) == 120


def test_lanes_by_actor_put_an_event_with_whoever_acts():
    events = make_events(DAY, YEAR)
    participants = pd.DataFrame(
        [("e0", "them", "recipient"), ("e0", "us", "actor"), ("e1", "them", "recipient")],
        columns=["event", "actor", "role"],
    )
    actors = pd.DataFrame({"actor": ["us", "them"], "name": ["We", "They"]})
    ax = charts.timeline(events, lane="actor", participants=participants, actors=actors)
    assert list(description(ax).data["actor"]) == ["We", "They"]


def test_an_event_of_nobody_has_a_lane_too():
    ax = charts.timeline(make_events(DAY), lane="actor", participants=pd.DataFrame(columns=["event", "actor", "role"]))
    assert list(description(ax).data["actor"]) == ["Nobody named"]


@pytest.mark.parametrize("lane", ["actor", "place"])
def test_a_lane_that_cannot_be_is_refused(lane):
    with pytest.raises(ValueError, match="lane is"):
        charts.timeline(make_events(DAY), lane=lane)


def test_participation_counts_parts_and_names_the_busiest():
    participants = pd.DataFrame(
        [
            ("e0", "us", "actor", "s3"),
            ("e1", "us", "recipient", "s4"),
            ("e1", "them", "actor", "s4"),
            ("e9", "us", "actor", "s9"),
        ],
        columns=["event", "actor", "role", "sentence"],
    )
    ax = charts.participation(make_events(DAY, YEAR), participants=participants)
    assert description(ax).title == "us has a part in 2 of 2 events, in 1 of them as the one who acts"
    assert hrefs(ax) == ["#s3", "#s4", "#s4"]
