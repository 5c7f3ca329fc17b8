"""What every chart owes its reader, checked on the shipped dataset, on nothing, and on twenty times as much."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest
from matplotlib.axes import Axes

import workbook
from tests.charts.looking import LIGHT, colours, marked, outside, overlapping
from workbook import charts
from workbook.analysis.argument import hinge, matter
from workbook.analysis.sides import sides
from workbook.dataset import Dataset
from workbook.svg import inline_svg

Draw = Callable[..., Axes]

# Each draws what `take` leaves of its table.
CHARTS: dict[str, Draw] = {
    "timeline by type": lambda d, take, ax=None: charts.timeline(take(d.events), ax=ax),
    "timeline by status": lambda d, take, ax=None: charts.timeline(take(d.events), lane="status", ax=ax),
    "timeline by actor": lambda d, take, ax=None: charts.timeline(
        take(d.events), lane="actor", participants=d.participants, actors=d.actors, ax=ax
    ),
    "participation": lambda d, take, ax=None: charts.participation(
        take(d.events), participants=d.participants, actors=d.actors, ax=ax
    ),
    "network": lambda d, take, ax=None: charts.actor_network(take(d.relations), actors=d.actors, ax=ax),
    "whole network": lambda d, take, ax=None: charts.actor_network(
        take(d.relations), actors=d.actors, partners=1, most=99, ax=ax
    ),
    "two networks": lambda d, take, ax=None: charts.two_networks(
        take(d.relations), sides=sides(take(d.relations), d.actors), actors=d.actors, ax=ax
    ),
    "certainty drift": lambda d, take, ax=None: charts.certainty_drift(
        take(matter(d.claims, d.claim_links, hinge(d.claims, d.claim_links))), ax=ax
    ),
    "matrix": lambda d, take, ax=None: charts.relation_matrix(take(d.relations), actors=d.actors, ax=ax),
    "attribution": lambda d, take, ax=None: charts.attribution(take(d.claims), ax=ax),
    "certainty": lambda d, take, ax=None: charts.certainty(take(d.claims), ax=ax),
    "certainty by basis": lambda d, take, ax=None: charts.certainty_by_basis(take(d.claims), ax=ax),
    "loaded language": lambda d, take, ax=None: charts.loaded_language(take(d.claims), ax=ax),
    "claims by dataset": lambda d, take, ax=None: charts.claims_by_dataset(
        take(d.claims.assign(dataset=d.name)), by="factuality", ax=ax
    ),
    "claims by speaker": lambda d, take, ax=None: charts.claims_by_speaker(take(d.claims), actors=d.actors, ax=ax),
    "claim arcs": lambda d, take, ax=None: charts.claim_arcs(take(d.claim_links), d.claims, ax=ax),
    "corroboration": lambda d, take, ax=None: charts.corroboration(take(d.corroboration), d.claims, ax=ax),
    "forecast ledger": lambda d, take, ax=None: charts.forecast_ledger(take(d.forecasts), d.outcomes, ax=ax),
}


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def whole(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def nothing(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.head(0)


def twentyfold(frame: pd.DataFrame) -> pd.DataFrame:
    """Twenty copies; an id column keeps its ids, so that they can still be looked up."""
    return pd.concat([frame] * 20, ignore_index=True)


@cache
def drawn(name: str) -> Axes:
    return CHARTS[name](shipped(), whole)


@pytest.fixture(params=[*CHARTS, "coverage strip"])
def ax(request: pytest.FixtureRequest) -> Axes:
    if request.param == "coverage strip":
        return charts.coverage_strip(shipped())
    return drawn(request.param)


def test_no_label_covers_another(ax):
    assert overlapping(ax) == []


def test_no_label_runs_out_of_the_figure(ax):
    assert outside(ax) == []


def test_only_light_colours_of_the_palette_are_used(ax):
    assert colours(ax) <= LIGHT


def test_every_mark_leads_to_a_sentence_of_the_text(ax):
    found = charts.description(ax).marks
    known = {f"#{sentence}" for sentence in shipped().sentences["sentence"]}
    assert found
    assert {mark.href for mark in found} <= known


def test_every_mark_has_a_name_and_an_artist(ax):
    found = charts.description(ax).marks
    artists = marked(ax)
    assert all(mark.label.strip() for mark in found)
    assert [mark.gid for mark in found] == [f"m{number + 1}" for number in range(len(found))]
    assert {mark.gid for mark in found} == set(artists)


def test_a_chart_says_what_it_shows(ax):
    told = charts.description(ax)
    assert told.title
    assert told.title in told.alt
    assert len(told.alt) > len(told.title) + 20
    assert len(told.data)


def test_a_title_with_a_figure_has_it_from_the_data(ax):
    figures = re.findall(r"\d+", charts.description(ax).title.replace(",", ""))
    assert all(int(figure) <= 5000 for figure in figures)


def test_the_largest_type_is_legible_and_the_smallest_too(ax):
    sizes = {text.get_fontsize() for text in ax.texts}
    assert min(sizes) >= 7
    assert max(sizes) <= 12


def test_a_chart_is_an_svg_with_all_its_links(ax):
    svg = inline_svg(ax)
    assert svg.count('class="wb-mark"') == len(charts.description(ax).marks)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_show_is_said_in_words(name):
    ax = CHARTS[name](shipped(), nothing)
    told = charts.description(ax)
    assert told.title == told.alt
    assert [text.get_text() for text in ax.texts] == [told.title]
    assert told.marks == []


@pytest.mark.parametrize("name", CHARTS)
def test_one_row_is_enough_for_a_chart(name):
    ax = CHARTS[name](shipped(), lambda frame: frame.head(1))
    assert outside(ax) == []
    assert overlapping(ax) == []


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_data_give_the_same_picture(name):
    assert inline_svg(CHARTS[name](shipped(), whole)) == inline_svg(drawn(name))


@pytest.mark.parametrize("name", CHARTS)
def test_a_dataset_twenty_times_as_large_stays_legible_and_quick(name):
    started = time.process_time()
    ax = CHARTS[name](shipped(), twentyfold)
    took = time.process_time() - started
    width, height = ax.get_figure(root=True).get_size_inches()
    assert overlapping(ax) == []
    assert outside(ax) == []
    assert width <= 12
    assert height <= 32
    assert took < 5  # far above what it takes, so that only a blow-up fails


@pytest.mark.parametrize("name", CHARTS)
def test_axes_that_are_given_are_the_ones_drawn_on(name):
    given = charts.new_axes(None, width=8, height=6)
    assert CHARTS[name](shipped(), whole, ax=given) is given


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_leaves_its_data_and_the_settings_as_they_were(name):
    import matplotlib

    frames: list[pd.DataFrame] = []

    def kept(frame: pd.DataFrame) -> pd.DataFrame:
        frames.extend([frame, frame.copy(deep=True)])
        return frame

    before = dict(matplotlib.rcParams)
    CHARTS[name](shipped(), kept)
    pd.testing.assert_frame_equal(*frames[:2])
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_text_is_drawn_as_text(name):
    """A dollar sign starts no formula, and markup and control characters end up nowhere but in words."""
    hostile = "$\\frac{1}{0}$ <script>alert(1)</script> \u202e\x00 &amp; %s {x} \n"

    def poisoned(frame: pd.DataFrame) -> pd.DataFrame:
        loud = [column for column in ("label", "statement", "question", "note", "finding", "quote") if column in frame]
        return frame.assign(**{column: hostile + frame[column].astype(str) for column in loud})

    svg = inline_svg(CHARTS[name](shipped(), poisoned))
    assert "<script" not in svg
