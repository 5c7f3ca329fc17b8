import re

import pandas as pd
import pytest

from tests.built_pages import dataset
from workbook.tables import table, table_of, web_host
from workbook.vocabularies import EVENT_TYPE

FRAME = pd.DataFrame(
    {
        "label": ["<b>b</b>", "a"],
        "type": pd.Categorical(["ASSAULT", "AGREE"], EVENT_TYPE.order, ordered=True),
        "many": [("x", "<y>"), ()],
        "score": pd.array([1.5, None], dtype="Float64"),
        "sentence": ["s12", ""],
        "url": ["https://www.example.org/a?b=1&c=2", "javascript:alert(1)"],
    }
)


def html(**options):
    return str(table(FRAME, caption="C", **options).html)


def test_cells_are_escaped():
    assert "&lt;b&gt;b&lt;/b&gt;" in html() and "<b>b" not in html()
    assert "x; &lt;y&gt;" in html()


def test_codes_show_their_label_and_sort_in_the_order_of_their_vocabulary():
    assert f'data-value="{EVENT_TYPE.order.index("ASSAULT")}"' in html()
    assert "</i>Assault</td>" in html() and ">ASSAULT<" not in html()


def test_a_sentence_is_a_link_to_its_passage_unless_links_are_off():
    assert 'href="#s12"' in html()
    assert "<a " not in html(links=False)


def test_only_web_addresses_become_links_and_tell_nobody_where_they_were():
    assert 'href="https://www.example.org/a?b=1&amp;c=2" rel="noopener noreferrer">example.org</a>' in html()
    assert 'href="javascript' not in html() and "javascript:alert(1)" in html()


@pytest.mark.parametrize("address", ["", "http://", "ftp://a.org", "//a.org", "http://[", "JAVASCRIPT:x", " data:x"])
def test_an_address_without_web_host_is_none(address):
    assert web_host(address) == ""


def test_missing_values_are_empty_cells():
    assert "<td></td>" in html()


def test_a_limit_is_told_in_the_caption():
    limited = table(FRAME, caption="C", limit=1)
    assert "The first 1 of 2 rows." in limited.html and limited.html.count("<tr") == 2


def test_columns_choose_order_and_headings():
    shown = str(table(FRAME, caption="C", columns={"score": "Points", "label": "What"}).html)
    assert re.findall(r'<th scope="col"[^>]*>([^<]+)', shown) == ["Points", "What"]


def test_labels_stand_for_ids():
    assert "First" in str(table(FRAME, caption="C", labels={"label": {"a": "First"}}).html)


def test_the_column_that_names_a_row_heads_it():
    assert '<th scope="row"' in html()
    assert html().count('scope="row"') == len(FRAME)


@pytest.mark.parametrize(("sort", "first"), [("label", "&lt;b"), ("-label", "a")])
def test_sorting_leaves_the_frame_alone(sort, first):
    before = FRAME.copy(deep=True)
    body = html(sort=sort).partition("<tbody>")[2]
    assert first in re.search(r'scope="row"[^>]*>([^<]+)', body)[1]
    pd.testing.assert_frame_equal(FRAME, before)


def test_rows_of_a_dataset_can_be_linked_to():
    events = dataset().events
    assert table_of(events).name == "events"
    assert f'<tr id="events-{events["event"].iloc[0]}">' in str(table(events, caption="Events").html)


@pytest.mark.parametrize("name", ["actors", "claims", "impacts", "corroboration", "ratings"])
def test_every_table_of_a_dataset_shows(name):
    frame = getattr(dataset(), name)
    assert str(table(frame, caption=name).html).count("<tr") == len(frame) + 1


def test_derived_columns_are_shown_only_when_asked_for():
    events = dataset().events
    assert "Date earliest" not in str(table(events, caption="E").html)
    assert "Day" in str(table(events, caption="E", columns={"date_earliest": "Day"}).html)


@pytest.mark.parametrize(
    ("number", "text", "value"),
    [(3, "3", None), (-1.5, "−1.5", "-1.5"), (1234567, "1,234,567", "1234567"), (0.12345, "0.123", None)],
)
def test_numbers_are_set_for_reading_and_still_sort(number, text, value):
    shown = str(table(pd.DataFrame({"a": ["x"], "n": [number]}), caption="C").html)
    assert (f'<td data-value="{value}">{text}</td>' if value else f"<td>{text}</td>") in shown
    assert 'class="wb-table wb-short-1 wb-number-2"' in shown


def test_a_frame_that_only_looks_like_a_table_gets_no_ids():
    assert table_of(pd.DataFrame({"policy": ["a"], "descriptor": ["b"], "state": ["c"]})) is None
