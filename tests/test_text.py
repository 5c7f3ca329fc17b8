import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbook.dataset import load
from workbook.text import CONTEXT, QuoteError, closest, locate, selector, sentence_at, sentences

# Few letters, so that repeats and near misses happen; and what texts are really made of.
few = st.text(alphabet="ab .\n", max_size=40)
texts = st.one_of(few, st.text(alphabet="aé\u0301“”‘’…–. \r\n\tA1", max_size=60), st.text(max_size=60))


def split(text: str) -> list[str]:
    return [unit.text for unit in sentences(text)]


def test_the_article_has_48_units():
    units = load("iran-al-qaeda-2020").units
    assert len(units) == 48
    assert units[0].text == "The Future Of Iran’s Ties With Al-Qaeda Under New US President – Analysis"
    assert units[1].text == "By Dr. Mohammed Al-Sulami*"
    assert units[3].text.startswith("On Nov. 14, 2020, American media") and units[3].text.endswith("on Aug. 7, 2020.")
    assert units[-1].text == "Your email address will not be published. Required fields are marked *" or (
        units[-1].text == "Required fields are marked *"
    )


@pytest.mark.parametrize(
    "whole",
    [
        "On Nov. 14, 2020, it was said.",
        "The talk by Dr. Al-Sulami was long.",
        "Mr. and Mrs. Smith met Gen. Jones.",
        "J. Biden met A.B. Carter in the U.S. Congress.",
        "He has a Ph.D. Nobody asked.",
        "See e.g. Iran, i.e. Tehran, cf. Smith.",
        "See No. 5 and p. 12 and Fig. 3.",
        "It grew by 3.5 percent.",
        "He waited … and waited.",
        "He waited... and waited.",
        "“Is it so?” he asked.",
        "It is at example.org today.",
        "Acme Inc. Chairman Smith spoke.",
        "Nothing at the end",
    ],
)
def test_a_stop_that_ends_no_sentence_does_not_split(whole: str):
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("One! Two? Three.", ["One!", "Two?", "Three."]),
        ("It cites “fake news.” The reports stand.", ["It cites “fake news.”", "The reports stand."]),
        ('It is "so." (He left.) And?', ['It is "so."', "(He left.)", "And?"]),
        ("It ended… Then it began.", ["It ended…", "Then it began."]),
        ("It ended... Then it began.", ["It ended...", "Then it began."]),
        ("It was 2001. 20 years passed.", ["It was 2001.", "20 years passed."]),
        ("It cost much. $5 was paid.", ["It cost much.", "$5 was paid."]),
        ("One. — Two.", ["One.", "— Two."]),
        ("One. “Two.” Three.", ["One.", "“Two.”", "Three."]),
        ("Is it? “No,” they say.", ["Is it?", "“No,” they say."]),
        ("What?! Yes.", ["What?!", "Yes."]),
        ("He left. @mohalsulami", ["He left.", "@mohalsulami"]),
        ("A title\n\nA text. It goes on.", ["A title", "A text.", "It goes on."]),
        ("One\nline break. Two.", ["One\nline break.", "Two."]),
        ("A\r\n\r\nB\r\n", ["A", "B"]),
        ("A\n \t\nB", ["A", "B"]),
        ("\n\n  A  \n\n\n\n B\n", ["A", "B"]),
        ("Élan. Être là. Ça va.", ["Élan.", "Être là.", "Ça va."]),
        ("", []),
        (" \n\n\t\r\n", []),
    ],
)
def test_a_text_is_split_into_its_sentences(text: str, expected: list[str]):
    assert split(text) == expected


def test_paragraphs_and_sentences_are_counted_from_one():
    units = sentences("Title\n\nOne. Two.\n\nThree.")
    assert [(unit.id, unit.number, unit.paragraph) for unit in units] == [
        ("s1", 1, 1),
        ("s2", 2, 2),
        ("s3", 3, 2),
        ("s4", 4, 3),
    ]


@given(texts)
def test_sentences_are_in_order_lie_in_the_text_and_leave_out_only_space(text: str):
    end = 0
    for number, unit in enumerate(sentences(text), start=1):
        assert unit.number == number
        assert text[unit.start : unit.end] == unit.text == unit.text.strip() != ""
        assert text[end : unit.start].strip() == ""
        end = unit.end
    assert text[end:].strip() == ""


@given(texts, texts)
def test_a_blank_line_always_parts_sentences(one: str, other: str):
    assume(one.strip() and other.strip())
    assert split(f"{one.strip()}\n\n{other.strip()}") == [*split(one.strip()), *split(other.strip())]


@given(texts, st.data())
def test_any_passage_that_occurs_once_is_located_exactly(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    places = [place for place in range(len(text)) if text.startswith(quote, place)] if quote else []
    if quote.strip() and places == [start]:
        assert locate(text, quote) == (start, end)
    else:
        with pytest.raises(QuoteError, match="more than one place" if quote.strip() else "no words"):
            locate(text, quote)


@given(few, few)
def test_a_quote_is_located_if_and_only_if_it_occurs_once(text: str, quote: str):
    places = [place for place in range(len(text)) if text.startswith(quote, place)]  # overlapping ones too
    try:
        assert locate(text, quote) == (places[0], places[0] + len(quote))
        assert len(places) == 1
    except QuoteError:
        assert len(places) != 1 or not quote.strip()


@given(few, few, few, st.data())
def test_within_narrows_the_search_to_its_own_place(before: str, inner: str, after: str, data: st.DataObject):
    within, offset = f"«{inner}»", len(before)
    start = data.draw(st.integers(0, len(within)))
    quote = within[start : data.draw(st.integers(start, len(within)))]
    places = [place for place in range(len(within)) if within.startswith(quote, place)]
    if quote.strip() and places == [start]:
        assert locate(before + within + after, quote, within) == (offset + start, offset + start + len(quote))
    else:
        with pytest.raises(QuoteError):
            locate(before + within + after, quote, within)


TEXT = "Iran denied it. Iran’s “fake news” stays. aaa"


@pytest.mark.parametrize(
    ("quote", "within", "message"),
    [
        (
            "Iran",
            "",
            r'quote is in more than one place \("…Iran denied it. Iran’s “…" and "…Iran denied it. Iran’s “fake',
        ),
        ("aa", "", "quote is in more than one place"),
        ("Iran's", "", 'quote is not in the text; the closest passage is: "Iran’s"'),
        ('"fake news"', "", "the closest passage is: .*“?fake news”?"),
        ("Iran", "Iran’s “real news”", "within is not in the text; the closest passage is: .*Iran’s “fake news"),
        ("Iran", "Iran", r"within is in more than one place .*: give a longer one$"),
        ("stays", "Iran denied it", "quote is not in the passage named by within"),
        ("i", "denied it", r"quote is in more than one place .*give a longer one, or name one of them with within"),
        ("zzzzqqqq", "", "the closest passage is: none is near"),
        (" ", "", "quote holds no words"),
        ("Iran", "\n", "within holds no words"),
    ],
)
def test_a_quote_that_is_not_there_just_once_says_why(quote: str, within: str, message: str):
    with pytest.raises(QuoteError, match=message):
        locate(TEXT, quote, within)


def test_a_quote_found_twice_needs_within():
    assert locate(TEXT, "Iran", "Iran’s") == (16, 20)
    assert locate(TEXT, "Iran", "Iran denied") == (0, 4)


def test_a_straight_quotation_mark_is_not_a_curly_one():
    assert locate(TEXT, "“fake news”") == (23, 34)
    with pytest.raises(QuoteError, match="not in the text"):
        locate(TEXT, '"fake news"')


def test_letters_are_compared_as_they_are_written_composed_or_not():
    composed, decomposed = "Une idée.", unicodedata.normalize("NFD", "Une idée.")
    assert locate(composed, "idée") == (4, 8)
    assert locate(decomposed, unicodedata.normalize("NFD", "idée")) == (4, 9)
    with pytest.raises(QuoteError, match=r"closest passage is: .*id"):
        locate(decomposed, "idée")


def test_positions_count_code_points_whatever_their_size():
    assert locate("😀😀 Iran", "Iran") == (3, 7)


def test_line_ends_are_compared_as_they_are():
    assert locate("One\r\ntwo", "One\r\ntwo") == (0, 8)
    with pytest.raises(QuoteError, match="not in the text"):
        locate("One\r\ntwo", "One\ntwo")


def test_the_message_for_a_long_quote_in_two_places_stays_short():
    passage = "word " * 2_000
    with pytest.raises(QuoteError) as caught:
        locate(f"{passage}x {passage}", passage)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(("text", "passage"), [("", "Iran"), ("Iran", ""), ("Iran", "  "), ("short", "x" * 100_000)])
def test_nothing_is_near_where_there_is_nothing_to_compare(text: str, passage: str):
    assert closest(text, passage) == "none is near"


def test_the_closest_passage_is_shown_on_one_line():
    assert closest("One two\n three four", "two three") == '"two three"'


def test_a_selector_has_the_passage_and_what_stands_around_it():
    text = "x" * 100 + "Iran" + "y" * 100
    assert selector(text, 100, 104) == {"exact": "Iran", "prefix": "x" * CONTEXT, "suffix": "y" * CONTEXT}
    assert selector("Iran", 0, 4) == {"exact": "Iran", "prefix": "", "suffix": ""}


@given(texts)
def test_every_position_belongs_to_the_sentence_it_lies_in_or_follows(text: str):
    units = sentences(text)
    assume(units)
    for position in range(len(text)):
        unit = sentence_at(units, position)
        assert unit.start <= position or unit is units[0]
        assert position < unit.end or all(not other.start <= position < other.end for other in units)


@pytest.mark.robustness
@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        "? " * 50_000,
        "A. " * 40_000,
        "x." + " " * 100_000 + "*",
        "\n" * 100_000,
        "\r" * 100_000,
        "“" * 100_000,
        ".”" * 50_000,
        "a\n" * 50_000,
        "a \r \n" * 30_000,
        "Dr." * 40_000,
    ],
    ids=[
        "stops",
        "questions",
        "initials",
        "spaces",
        "lines",
        "returns",
        "quotes",
        "closings",
        "short",
        "mixed",
        "titles",
    ],
)
def test_a_hostile_text_is_split_in_little_time(text: str):
    start = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - start < 60, "as good as hung"
