import re

import pandas as pd
import pytest
from markupsafe import Markup

from tests.built_pages import dataset
from workbook.annotate import LAYERS, annotated, passages
from workbook.citations import PAGES, counted, uses
from workbook.schema import SCHEMA


def text_of(html):
    return Markup(html).striptags()


def test_the_article_stands_there_word_for_word():
    html = annotated(dataset()).html
    for unit in dataset().units:
        sentence = re.search(rf'<span class="wb-sentence[^"]*" id="{unit.id}">.*?\xa0(.*?)</span>', html, re.DOTALL)
        assert Markup(re.sub(r"<[^>]+>", "", sentence[1])).unescape() == unit.text


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_marks_something_and_leaves_the_text_alone(layer):
    html = annotated(dataset(), highlight=layer).html
    assert html.count("<mark ") > 3
    assert html.count('class="wb-sentence') >= len(dataset().units)


def test_an_unknown_layer_is_refused():
    with pytest.raises(ValueError, match="no layer 'colour'"):
        annotated(dataset(), highlight="colour")


def test_a_layer_marks_its_own_rows_only():
    html = annotated(dataset(), highlight="events").html
    assert set(re.findall(r'<mark [^>]*title="\d+ (\w+?)s?"', html)) == {"event"}


def test_overlapping_quotes_are_cut_where_they_begin_and_end():
    html = annotated(dataset()).html
    assert "<mark" not in re.sub(r"<mark[^>]*>[^<]*</mark>", "", html), "no mark lies within another"


def test_each_sentence_lists_every_row_that_cites_it():
    html = annotated(dataset()).html
    for use in uses(dataset()):
        sentence = next(unit for unit in dataset().units if unit.start <= use.start < unit.end)
        listed = re.search(rf'id="uses-{sentence.id}">(.*?)</details>', html, re.DOTALL)[1]
        assert f'href="{use.href}"' in listed


def test_a_skipped_sentence_says_why():
    html = annotated(dataset()).html
    assert re.search(r'id="uses-s1">.*?not coded: title', html)
    assert 'class="wb-sentence wb-skipped" id="s1"' in html


def test_conflicting_passages_point_at_each_other():
    data = dataset()
    link = data.claim_links[data.claim_links["link"] == "contradicts"].iloc[0]
    places = dict(data.claims[["claim", "sentence"]].itertuples(index=False, name=None))
    here, there = places[link["claim"]], places[link["other"]]
    html = annotated(data).html
    for one, other in ((here, there), (there, here)):
        assert re.search(rf'wb-conflict-note">{one[1:]} conflicts with <a href="#{other}">', html)


def test_passages_are_the_cited_sentences_in_order_each_once():
    data = dataset()
    html = passages(data, data.events, data.claims).html
    numbers = [int(number) for number in re.findall(r'<li id="s(\d+)"', html)]
    expected = {int(name[1:]) for frame in (data.events, data.claims) for name in frame["sentence"]}
    assert numbers == sorted(set(numbers)) and expected <= set(numbers)


def test_a_passage_marks_the_quote_and_leads_to_the_article_and_to_the_row():
    data = dataset()
    row = data.events.head(1)
    html = passages(data, row).html
    assert f">{Markup.escape(row['quote'].iloc[0])}</mark>" in html
    assert f'href="02_source.html#{row["sentence"].iloc[0]}"' in html
    assert f'href="#events-{row["event"].iloc[0]}"' in html


def test_frames_without_sentences_have_no_passages():
    assert "Nothing on this page" in passages(dataset(), pd.DataFrame({"a": [1]})).html


def test_every_table_but_skips_has_a_page():
    assert set(PAGES) == set(SCHEMA) - {"skips"}


def test_rows_are_counted_in_words():
    assert (
        counted(["claims", "events", "claims", "policies", "hypotheses"]) == "1 event, 2 claims, 1 hypothesis, 1 policy"
    )
