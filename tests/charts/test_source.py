from __future__ import annotations

from matplotlib.patches import Rectangle

from tests.charts.looking import hrefs, words_on
from tests.small import Small
from workbook import charts
from workbook.charts.frame import description
from workbook.charts.source import uses


def columns(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_gid()]


def test_there_is_a_column_for_every_sentence_in_order(small: Small):
    dataset = small.load()
    ax = charts.coverage_strip(dataset)
    assert hrefs(ax) == [f"#{sentence}" for sentence in dataset.sentences["sentence"]]
    places = [column.get_x() for column in columns(ax)]
    assert places == sorted(places)


def test_a_column_is_as_high_as_its_sentence_has_rows(small: Small):
    dataset = small.load()
    used = uses(dataset)
    heights = [column.get_height() for column in columns(charts.coverage_strip(dataset))]
    coded = [(rows, height) for rows, height in zip(used["rows"], heights, strict=True) if rows]
    assert len({round(height / rows, 6) for rows, height in coded}) == 1


def test_a_skipped_sentence_is_hatched_and_gives_the_reason(small: Small):
    dataset = small.load()
    used = uses(dataset)
    ax = charts.coverage_strip(dataset)
    hatched = [bool(column.get_hatch()) for column in columns(ax)]
    assert hatched == list(used["reason"] != "")
    assert any(hatched)
    skipped = description(ax).marks[hatched.index(True)].label
    assert "Skipped: " in skipped


def test_the_title_adds_up(small: Small):
    dataset = small.load()
    used = uses(dataset)
    title = description(charts.coverage_strip(dataset)).title
    assert title.startswith(f"{(used['rows'] > 0).sum()} of {len(used)} sentences are coded")
    assert "skipped with a reason" in words_on(charts.coverage_strip(dataset))
