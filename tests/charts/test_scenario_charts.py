"""What the charts of scenarios owe their reader, on the shipped dataset, on little, on nothing, and on very much."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

import workbook
from tests.charts.looking import LIGHT, colours, hrefs, labels, marked, outside, overlapping, words_on
from workbook import charts
from workbook.analysis.influence import influence
from workbook.analysis.scenarios import Study, study
from workbook.charts.scenarios import MOST, MOST_LISTED
from workbook.charts.stability import distinguishing
from workbook.palette import light
from workbook.svg import inline_svg


@cache
def made(basis: str = "all") -> Study:
    return study(workbook.load("iran-al-qaeda-2020"), basis=basis, draws=50)


def frames() -> dict[str, pd.DataFrame]:
    return {"descriptors": made().dataset.descriptors, "states": made().dataset.states}


def margins() -> pd.DataFrame:
    return pd.concat(
        [made("article").margins_frame().assign(basis="article"), made().margins_frame().assign(basis="all")]
    )


def futures_under() -> dict[str, int]:
    return {outcome.policy: len(outcome.consistent) for outcome in made().comparison.outcomes}


CHARTS: dict[str, Callable[[Callable[[pd.DataFrame], pd.DataFrame]], Axes]] = {
    "storylines": lambda take: charts.storyline_balance(
        take(margins()), storylines=made().dataset.storylines, **frames()
    ),
    "pushes": lambda take: charts.pushes(take(made().pushes_frame("expected")), subject="it", **frames()),
    "pushes on what came": lambda take: charts.pushes(take(made().pushes_frame("actual")), **frames()),
    "tableau": lambda take: charts.scenario_tableau(
        take(made().futures_frame()), storylines=made().dataset.storylines, **frames()
    ),
    "stability": lambda take: charts.stability_bars(take(made().futures_frame()), **frames()),
    "influence": lambda take: charts.influence_map(
        take(influence(made().matrix)), descriptors=made().dataset.descriptors
    ),
    "influence by the article": lambda take: charts.influence_map(
        take(influence(made("article").matrix)), descriptors=made().dataset.descriptors
    ),
    "policies": lambda take: charts.policy_comparison(
        take(made().comparison.states_frame()), futures=futures_under(), policies=made().dataset.policies, **frames()
    ),
}


@cache
def drawn(name: str) -> Axes:
    return CHARTS[name](lambda frame: frame)


@pytest.fixture(params=CHARTS)
def ax(request: pytest.FixtureRequest) -> Axes:
    return drawn(request.param)


def test_no_label_covers_another(ax):
    assert overlapping(ax) == []


def test_no_label_runs_out_of_the_figure(ax):
    assert outside(ax) == []


def test_only_light_colours_of_the_palette_are_used(ax):
    assert colours(ax) <= LIGHT


def test_every_mark_leads_to_a_sentence_and_has_a_name(ax):
    known = {f"#{sentence}" for sentence in made().dataset.sentences["sentence"]}
    assert hrefs(ax)
    assert set(hrefs(ax)) <= known
    assert all(label.strip() for label in labels(ax))
    assert set(marked(ax)) == {mark.gid for mark in charts.description(ax).marks}
    assert inline_svg(ax).count('class="wb-mark"') == len(hrefs(ax))


def test_a_chart_says_what_it_shows(ax):
    told = charts.description(ax)
    assert told.title
    assert told.title in told.alt
    assert len(told.alt) > len(told.title) + 20
    assert told.caption
    assert len(told.data)


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_data_give_the_same_picture(name):
    assert inline_svg(CHARTS[name](lambda frame: frame)) == inline_svg(drawn(name))


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_show_is_said_in_words(name):
    told = CHARTS[name](lambda frame: frame.head(0))
    assert charts.description(told).title == charts.description(told).alt
    assert words_on(told) == [charts.description(told).title]


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"policies"}))
def test_one_row_is_enough_for_a_chart(name):
    one = CHARTS[name](lambda frame: frame.head(1))
    assert overlapping(one) == []
    assert outside(one) == []


def test_a_break_is_filled_and_says_by_how_much():
    ax = drawn("storylines")
    for place, text in [(mark, mark.label.split("\n")[0]) for mark in charts.description(ax).marks]:
        face = to_hex(marked(ax)[place.gid].get_facecolor())
        assert (face == light("vermilion")) == (": breaks by " in text)


def test_the_article_fills_a_bar_and_the_analyst_outlines_it():
    ax, frame = drawn("pushes"), made().pushes_frame("expected")
    faces = {to_hex(artist.get_facecolor()) for artist in marked(ax).values()}
    assert faces == {light("blue"), light("paper")}
    filled = sum(to_hex(artist.get_facecolor()) == light("blue") for artist in marked(ax).values())
    assert filled == int((frame["basis"].astype(str) == "article").sum())


def test_bars_against_go_left_and_are_as_long_as_their_effect():
    ax = drawn("pushes")
    lengths = {}
    for mark in charts.description(ax).marks:
        effect = float(mark.label.split("\n")[0].rsplit(": ", 1)[1].replace("−", "-"))
        lengths[abs(effect)] = marked(ax)[mark.gid].get_width() / abs(effect)
    assert max(lengths.values()) - min(lengths.values()) < 1e-9


def test_a_tableau_names_every_state_and_draws_it_as_wide_as_it_is_frequent():
    ax, frame = drawn("tableau"), made().futures_frame()
    assert set(made().dataset.states["label"]) <= {word.rstrip("…") for word in words_on(ax)} | {
        label
        for label in made().dataset.states["label"]
        if any(label.startswith(word.rstrip("…")) for word in words_on(ax))
    }
    runs = [label for label in labels(ax) if label.startswith(("Future ", "Futures ")) and label.endswith("left open")]
    wide = sum(
        int(run.split(":")[0].split(" to ")[-1].split()[-1]) - int(run.split(":")[0].split()[1]) + 1 for run in runs
    )
    assert wide == int((frame["nuclear"] == "open").sum())


def test_of_very_many_futures_the_likeliest_are_drawn_and_the_rest_counted():
    many = pd.concat([made("article").futures_frame()] * 5, ignore_index=True)
    many["number"] = range(1, len(many) + 1)
    ax = charts.scenario_tableau(many, **frames())
    told = charts.description(ax)
    assert f"{len(many) - MOST:,} more" in told.caption
    assert len(told.data) == MOST_LISTED
    assert outside(ax) == []


def test_an_incomplete_search_is_said_in_the_title():
    ax = charts.scenario_tableau(made().futures_frame(), complete=False, **frames())
    assert charts.description(ax).title.startswith("Incomplete: at least 40 futures")


def test_scenarios_are_told_apart_by_what_splits_them_furthest():
    frame = pd.DataFrame({"a": ["x", "x", "x"], "b": ["1", "2", "3"], "c": ["k", "k", "l"]})
    assert distinguishing(frame, ["a", "b", "c"]) == ["b"]
    assert distinguishing(frame.head(1), ["a", "b", "c"]) == ["a"]


def test_a_policy_raises_on_blue_and_lowers_on_orange():
    ax = drawn("policies")
    for mark in charts.description(ax).marks:
        if "without a policy" in mark.label:
            face = to_hex(marked(ax)[mark.gid].get_facecolor())
            assert face in {light("blue"), light("vermilion"), light("paper")}
    arrows = {text.get_text()[0] for text in ax.texts if text.get_text()[:1] in "▴▾"}
    assert arrows == {"▴", "▾"}


def test_the_policies_of_no_effect_say_so():
    shares = made().comparison.states_frame()
    ax = charts.policy_comparison(
        shares[shares["policy"].isin(["none", "deny-ties"])], futures=futures_under(),
        policies=made().dataset.policies, **frames(),
    )  # fmt: skip
    assert charts.description(ax).title == "No policy changes where starting points end"
