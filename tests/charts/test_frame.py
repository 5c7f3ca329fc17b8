from __future__ import annotations

import gc
import weakref

import matplotlib.pyplot
import pandas as pd
import pytest

from workbook.charts import frame
from workbook.charts.frame import Mark, anchor, describe, description, empty, mark, new_axes


def test_new_axes_are_of_the_size_asked_for():
    assert list(new_axes(None, width=5, height=2).get_figure(root=True).get_size_inches()) == [5, 2]


def test_axes_that_are_given_are_kept():
    given = new_axes(None)
    assert new_axes(given, width=5, height=2) is given


def test_a_chart_is_unknown_to_pyplot_so_that_nothing_shows_or_leaks():
    new_axes(None)
    assert matplotlib.pyplot.get_fignums() == []


def test_marks_are_numbered_in_the_order_they_are_made():
    ax = new_axes(None)
    for sentence in ("s3", "s1"):
        (line,) = ax.plot([0], [0])
        mark(line, href=anchor(sentence), label=sentence)
    assert description(ax).marks == [Mark("m1", "#s3", "s3"), Mark("m2", "#s1", "s1")]
    assert [(line.get_gid(), line.get_url()) for line in ax.lines] == [("m1", "#s3"), ("m2", "#s1")]


def test_an_artist_without_a_sentence_is_no_mark():
    ax = new_axes(None)
    (line,) = ax.plot([0], [0])
    mark(line, href=anchor(""), label="nowhere")
    assert description(ax).marks == []
    assert line.get_gid() is None


@pytest.mark.parametrize(("sentence", "href"), [("s12", "#s12"), ("", ""), (None, ""), (pd.NA, "")])
def test_an_anchor_is_a_fragment_or_nothing(sentence, href):
    assert anchor(sentence) == href


def test_an_artist_that_is_on_no_figure_cannot_be_marked():
    with pytest.raises(ValueError, match="add the artist"):
        mark(matplotlib.lines.Line2D([0], [0]), href="#s1", label="lost")


def test_a_description_keeps_the_marks_made_before_it():
    ax = new_axes(None)
    (line,) = ax.plot([0], [0])
    mark(line, href="#s1", label="one")
    describe(ax, title="One", alt="One line.", caption="", data=pd.DataFrame({"a": [1]}, index=[7]))
    told = description(ax)
    assert (told.title, told.alt, len(told.marks)) == ("One", "One line.", 1)
    assert list(told.data.index) == [0]


def test_two_figures_do_not_share_a_description():
    one, other = new_axes(None), new_axes(None)
    describe(one, title="One", alt="", caption="", data=pd.DataFrame())
    assert description(other).title == ""


def test_a_description_goes_when_its_figure_goes():
    ax = empty(None, "Nothing here.")
    gone = weakref.ref(ax.get_figure(root=True))
    before = len(frame._descriptions)
    del ax
    gc.collect()
    assert gone() is None
    assert len(frame._descriptions) < before
