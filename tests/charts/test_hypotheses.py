"""The matrix of evidence and the bars of the ranking: what is drawn, where it leads, what it says."""

from __future__ import annotations

from functools import cache

import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import workbook
from tests.charts.looking import LIGHT, colours, hrefs, labels, marked, outside, overlapping, words_on
from workbook import charts
from workbook.analysis.evidence import consensus
from workbook.analysis.hypotheses import diagnosticity, ranking
from workbook.charts.frame import description
from workbook.dataset import Dataset


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


@cache
def drawn(name: str, raters: tuple[str, ...] = ()) -> Axes:
    data = shipped()
    ratings = data.ratings[data.ratings["rater"].isin(raters)] if raters else data.ratings
    return getattr(charts, name)(ratings, claims=data.claims, hypotheses=data.hypotheses)


NAMES = ("ach_matrix", "ranking_bars")


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_legible_and_colours_the_palettes(name):
    ax = drawn(name)
    assert overlapping(ax) == [] and outside(ax) == []
    assert colours(ax) <= LIGHT


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_leads_to_a_sentence(name):
    known = {f"#{sentence}" for sentence in shipped().sentences["sentence"]}
    assert set(hrefs(drawn(name))) <= known
    assert all(labels(drawn(name)))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_rated_is_said_in_words(name):
    data = shipped()
    ax = getattr(charts, name)(data.ratings.head(0), claims=data.claims, hypotheses=data.hypotheses)
    assert description(ax).alt == "Nobody has rated a claim against a hypothesis yet."


def test_each_rated_cell_is_a_mark_with_every_raters_reason():
    data = shipped()
    cells = [artist for artist in marked(drawn("ach_matrix")).values() if isinstance(artist, Rectangle)]
    assert len(cells) == len(data.ratings[["claim", "hypothesis"]].drop_duplicates())
    told = "\n".join(mark.label for mark in description(drawn("ach_matrix")).marks)
    assert all(reason in told for reason in data.ratings["reason"])


def test_cells_hold_the_consensus_with_the_most_telling_claim_on_top():
    data = shipped()
    top = diagnosticity(data.ratings, hypotheses=data.hypotheses)["claim"].iloc[0]
    order = ranking(data.ratings, hypotheses=data.hypotheses)["hypothesis"]
    ballots = data.ratings[data.ratings["claim"] == top].groupby("hypothesis")["rating"].agg(list)
    written = [text for text in drawn("ach_matrix").texts if text.get_text() in {"CC", "C", "N", "I", "II", "–"}]
    rows = sorted({text.get_position()[1] for text in written})[2:]  # the first two are the lines of the key
    first = [text.get_text() for text in written if text.get_position()[1] == rows[0]]
    assert first == [consensus(ballots[hypothesis]) for hypothesis in order]


def test_the_matrix_ends_in_points_and_ranks():
    order = ranking(shipped().ratings, hypotheses=shipped().hypotheses)
    assert words_on(drawn("ach_matrix"))[-2 * len(order) :: 2] == [f"{points:.1f}" for points in order["inconsistency"]]


def test_a_panel_for_each_rater_says_how_many_claims_it_rests_on():
    words = words_on(drawn("ranking_bars"))
    red = shipped().ratings.query("rater == 'red-team'")["claim"].nunique()
    total = shipped().ratings["claim"].nunique()
    assert {"All raters", "analyst-1", "red-team", f"{red} of {total} claims"} <= set(words)


def test_bars_are_as_long_as_their_points():
    bars = [artist for artist in marked(drawn("ranking_bars", ("red-team",))).values() if isinstance(artist, Rectangle)]
    points = description(drawn("ranking_bars", ("red-team",))).data["points against"]
    scale = bars[-1].get_width() / points.iloc[-1]
    assert [bar.get_width() for bar in bars] == pytest.approx([float(value) * scale for value in points])


def test_the_title_says_when_raters_disagree_on_the_first():
    assert "the raters do not agree" in description(drawn("ranking_bars")).title
    assert "agree" not in description(drawn("ranking_bars", ("analyst-1",))).title
