import locale
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.dates import EDTF, MONTHS, PRECISIONS, in_words, parse

# Examples of the Extended Date/Time Format specification (Library of Congress, 4 February 2019), levels 0 and 1,
# with the days that its text says they stand for.
LEVEL_0 = [
    ("1985-04-12", date(1985, 4, 12), date(1985, 4, 12), "day"),
    ("1985-04", date(1985, 4, 1), date(1985, 4, 30), "month"),
    ("1985", date(1985, 1, 1), date(1985, 12, 31), "year"),
    ("1964/2008", date(1964, 1, 1), date(2008, 12, 31), "interval"),
    ("2004-06/2006-08", date(2004, 6, 1), date(2006, 8, 31), "interval"),
    ("2004-02-01/2005-02-08", date(2004, 2, 1), date(2005, 2, 8), "interval"),
    ("2004-02-01/2005-02", date(2004, 2, 1), date(2005, 2, 28), "interval"),
    ("2004-02-01/2005", date(2004, 2, 1), date(2005, 12, 31), "interval"),
    ("2005/2006-02", date(2005, 1, 1), date(2006, 2, 28), "interval"),
]
LEVEL_1 = [
    ("2001-21", date(2001, 3, 1), date(2001, 5, 31), "season"),
    ("1984?", date(1984, 1, 1), date(1984, 12, 31), "year"),
    ("2004-06~", date(2004, 6, 1), date(2004, 6, 30), "month"),
    ("2004-06-11%", date(2004, 6, 11), date(2004, 6, 11), "day"),
    ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
    ("20XX", date(2000, 1, 1), date(2099, 12, 31), "century"),
    ("2004-XX", date(2004, 1, 1), date(2004, 12, 31), "year"),
    ("1985-04-XX", date(1985, 4, 1), date(1985, 4, 30), "month"),
    ("1985-XX-XX", date(1985, 1, 1), date(1985, 12, 31), "year"),
    ("1985-04-12/..", date(1985, 4, 12), None, "open"),
    ("1985-04/..", date(1985, 4, 1), None, "open"),
    ("1985/..", date(1985, 1, 1), None, "open"),
    ("../1985-04-12", None, date(1985, 4, 12), "open"),
    ("../1985-04", None, date(1985, 4, 30), "open"),
    ("../1985", None, date(1985, 12, 31), "open"),
    ("1985-04-12/", date(1985, 4, 12), None, "open"),
    ("1985-04/", date(1985, 4, 1), None, "open"),
    ("1985/", date(1985, 1, 1), None, "open"),
    ("/1985-04-12", None, date(1985, 4, 12), "open"),
    ("/1985-04", None, date(1985, 4, 30), "open"),
    ("/1985", None, date(1985, 12, 31), "open"),
]
# Valid EDTF that no article needs: times of day, years beyond four digits or before the year 1, level 2.
BEYOND = [
    "1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04", "Y170000002", "Y-170000002", "-1985",
    "156u-12-25", "1X32-X1-2X", "?2004-06-~11", "[1667,1668]", "{1960..1961-12}", "Y-17E7", "1950S2",
]  # fmt: skip
NO_DATES = [
    ("20", "expected EDTF"),
    ("2020-1", "expected EDTF"),
    ("2020-11-1", "expected EDTF"),
    ("2020/11/14", "expected EDTF"),
    ("14.11.2020", "expected EDTF"),
    ("Nov. 14, 2020", "expected EDTF"),
    ("2020–2021", "expected EDTF"),
    ("XXXX", "expected EDTF"),
    (" 2020", "expected EDTF"),
    ("2020\n", "expected EDTF"),
    ("٢٠٢٠", "expected EDTF"),
    ("9" * 10_000, "expected EDTF"),
    ("..", "expected EDTF"),
    ("2020??", "expected EDTF"),
    ("2020-13", "there is no month 13"),
    ("2020-00", "there is no month 0"),
    ("2001-34", "there is no month 34"),
    ("2020-21-01", "there is no month 21"),
    ("2020-11-31", "November 2020 has no day 31"),
    ("2020-11-00", "November 2020 has no day 0"),
    ("2019-02-29", "February 2019 has no day 29"),
    ("2020-XX-14", "a day needs a month"),
    ("199X-11", "a month needs a whole year"),
    ("0000", "no year 0000"),
    ("/", "a date at one end at least"),
    ("../..", "a date at one end at least"),
    ("2021/2020", "ends before it starts"),
    ("2020-12/2020-11-30", "ends before it starts"),
    ("2020/2021/2022", "expected EDTF"),
]

days = st.dates()
years = st.integers(1, 9999)
qualifiers = st.sampled_from(["", "?", "~", "%"])
points = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    years.map("{:04}".format),
    st.builds("{:04}-{}".format, years, st.integers(21, 24)),
    st.integers(0, 999).map("{:03}X".format),
    st.integers(0, 99).map("{:02}XX".format),
)


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), LEVEL_0 + LEVEL_1)
def test_an_example_of_the_specification_stands_for_the_days_it_says(
    text: str, earliest: date | None, latest: date | None, precision: str
):
    parsed = parse(text)
    assert (parsed.text, parsed.earliest, parsed.latest, parsed.precision) == (text, earliest, latest, precision)


@pytest.mark.parametrize("text", BEYOND)
def test_edtf_beyond_what_articles_need_is_refused(text: str):
    with pytest.raises(ValueError, match="expected EDTF"):
        parse(text)


@pytest.mark.parametrize(("text", "message"), NO_DATES)
def test_what_is_no_date_is_refused_with_the_reason(text: str, message: str):
    with pytest.raises(ValueError, match=message):
        parse(text)


def test_an_empty_cell_is_undated_and_not_any_day():
    assert parse("") == EDTF("", None, None, "undated")
    assert not parse("").may_overlap(parse("2020"))
    assert not parse("2020").may_overlap(parse(""))


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("2020", ""), ("2020?", "?"), ("2020~", "~"), ("2020%", "%"), ("2020?/2021", "?"), ("2020/2021~", "~"),
        ("2020?/2021?", "?"), ("2020?/2021~", "%"), ("2020~/2021%", "%"), ("2020?/..", "?"), ("../2020~", "~"),
    ],
)  # fmt: skip
def test_a_qualifier_says_uncertain_approximate_or_both(text: str, qualifier: str):
    assert parse(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2020", "2020-06", True),
        ("2020-11", "2020-11-14", True),
        ("2020-11-14", "2020-11-15", False),
        ("2001/..", "2020", True),
        ("2001/..", "2000", False),
        ("../2018", "2018-12-31", True),
        ("../2018", "2019", False),
        ("../2018", "2019/..", False),
        ("2001/..", "../2001", True),
        ("199X", "1998", True),
    ],
)
def test_dates_may_overlap_if_they_could_share_a_day(one: str, other: str, overlap: bool):
    assert parse(one).may_overlap(parse(other)) is overlap
    assert parse(other).may_overlap(parse(one)) is overlap


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "undated"),
        ("2020-08-07", "7 August 2020"),
        ("2020-11", "November 2020"),
        ("2020", "2020"),
        ("0476", "476"),
        ("2020-24", "winter 2020"),
        ("199X", "1990s"),
        ("190X", "1900s"),
        ("19XX", "1900 to 1999"),
        ("2020-XX-XX", "2020"),
        ("2020-11-XX", "November 2020"),
        ("2020-11-12?", "possibly 12 November 2020"),
        ("2000~", "about 2000"),
        ("2000%", "possibly about 2000"),
        ("2001/..", "since 2001"),
        ("2001/", "since 2001"),
        ("../2018", "until 2018"),
        ("2001/2018-06", "2001 to June 2018"),
        ("2001~/..", "since about 2001"),
    ],
)
def test_a_date_is_said_as_a_reader_would(text: str, words: str):
    assert in_words(text) == words


def test_words_for_what_is_no_date_are_refused():
    with pytest.raises(ValueError, match="no month 13"):
        in_words("2020-13")


def test_words_do_not_depend_on_the_locale_of_the_machine():
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_TIME, name)
            assert in_words("2020-12") == "December 2020"
        except locale.Error:
            continue
        finally:
            locale.setlocale(locale.LC_TIME, "C")


@given(days)
def test_every_day_of_the_calendar_is_itself(day: date):
    parsed = parse(day.isoformat())
    assert (parsed.earliest, parsed.latest, parsed.precision) == (day, day, "day")
    assert in_words(day.isoformat()) == f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@given(years, st.integers(1, 12))
def test_a_month_runs_from_its_first_to_its_last_day(year: int, month: int):
    parsed = parse(f"{year:04}-{month:02}")
    assert (parsed.earliest, parsed.latest) == (date(year, month, 1), date(year, month, monthrange(year, month)[1]))


@given(points, qualifiers)
def test_a_qualifier_changes_nothing_but_the_qualifier(point: str, qualifier: str):
    plain, qualified = parse(point), parse(point + qualifier)
    assert (qualified.earliest, qualified.latest, qualified.precision) == (
        plain.earliest,
        plain.latest,
        plain.precision,
    )
    assert qualified.qualifier == qualifier


@given(points, points)
def test_an_interval_reaches_from_the_first_day_of_its_start_to_the_last_of_its_end(start: str, end: str):
    first, last = parse(start), parse(end)
    assert first.earliest and last.latest
    if first.earliest > last.latest:
        with pytest.raises(ValueError, match="ends before it starts"):
            parse(f"{start}/{end}")
    else:
        parsed = parse(f"{start}/{end}")
        assert (parsed.earliest, parsed.latest, parsed.precision) == (first.earliest, last.latest, "interval")


@given(points, points)
def test_overlap_is_mutual_and_holds_for_a_date_and_itself(one: str, other: str):
    assert parse(one).may_overlap(parse(other)) == parse(other).may_overlap(parse(one))
    assert parse(one).may_overlap(parse(one))


@given(points, st.sampled_from(["{}", "{}/..", "../{}", "{0}/{0}"]), qualifiers)
def test_whatever_is_parsed_is_in_order_known_and_can_be_said(point: str, form: str, qualifier: str):
    text = form.format(point + qualifier)
    parsed = parse(text)
    assert parsed.precision in PRECISIONS
    assert parsed.earliest or parsed.latest
    assert not (parsed.earliest and parsed.latest) or parsed.earliest <= parsed.latest
    assert in_words(text).isprintable()


@pytest.mark.robustness
@given(st.text(alphabet="0123456789X-/.?~% ٢", max_size=24))
def test_any_string_is_a_date_or_a_value_error(text: str):
    try:
        parsed = parse(text)
    except ValueError:
        return
    assert parsed.text == text
