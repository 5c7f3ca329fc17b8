import re

from tests.built_pages import HOSTILE, dataset, dots
from workbook.charts.frame import describe, new_axes
from workbook.figures import dataset_card, show


def test_a_figure_has_its_finding_its_words_and_its_data():
    html = show(dots(dataset().events)).html
    assert re.search(r"wb-figure-title\" id=\"[^\"]+\">\d+ events are told", html)
    assert 'class="wb-alt">A dot for each' in html
    assert '<table class="wb-table' in html
    assert 'href="#s4"' in html.partition("<figcaption")[2].partition("</figcaption>")[0]


def test_a_figure_with_many_marks_can_be_skipped():
    events = dataset().events
    assert "Skip the" in show(dots(events)).html
    assert "Skip the" not in show(dots(events.head(3))).html


def test_the_plain_text_of_a_figure_says_what_it_shows():
    bundle = show(dots(dataset().events))._repr_mimebundle_()
    assert bundle["text/plain"].endswith("from s4 on.")


def test_the_words_of_a_figure_are_escaped():
    ax = new_axes(None)
    describe(ax, title=HOSTILE, alt=HOSTILE, caption=HOSTILE, data=dataset().events.head(0))
    assert "<script>" not in show(ax).html and "<img" not in show(ax).html


def test_the_card_of_a_dataset_counts_its_rows():
    html = dataset_card(dataset())
    assert f">{len(dataset().events)}</td>" in html and "Mohammed Al-Sulami" in html
