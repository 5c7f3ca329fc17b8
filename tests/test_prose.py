import pytest

from workbook.lab import for_page
from workbook.prose import Prose, cite, linked, points, say


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("<b>bold</b> & more", "&lt;b&gt;bold&lt;/b&gt; &amp; more"),
        ("[s0] [s1x] [x1]", "[s0] [s1x] [x1]"),
    ],
)
def test_text_of_a_sentence_is_escaped(text, html):
    assert str(linked(text)) == html


def test_a_bracketed_sentence_becomes_a_link():
    assert 'Twice <a class="wb-cite" href="#s12"' in str(linked("Twice [s12]."))


def test_citing_the_same_sentence_twice_links_once_and_nothing_links_to_nothing():
    assert cite("s3", "s3", "", "javascript:1").count("<a ") == 1
    assert cite("") == ""


def test_empty_sentences_leave_no_gap():
    assert str(say("One.", "", "Two.")) == "One. Two."


def test_a_lead_is_marked_as_one():
    assert 'class="wb-lead"' in say("One.", lead=True).html
    assert 'class="wb-say"' in say("One.").html


def test_points_are_escaped_one_by_one():
    assert points(["a < b", "c"]).html == '<ul class="wb-points"><li>a &lt; b</li><li>c</li></ul>'


def test_prose_displays_as_html_and_as_text():
    bundle = Prose("<p>one <b>two</b></p>")._repr_mimebundle_()
    assert for_page(bundle["text/html"]) == "<p>one <b>two</b></p>" and bundle["text/plain"] == "one two"
