import pandas as pd
import pytest

from tests.small import TEXT, Small
from workbook.cells import number, split
from workbook.dataset import load
from workbook.schema import SCHEMA, TABLES, Table

EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=SCHEMA)


def row(frame: pd.DataFrame, key: str) -> pd.Series:
    """The row whose first column is the key."""
    return frame.set_index(frame.columns[0]).loc[key]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("", ()), ("a", ("a",)), ("a; b", ("a", "b")), (" a ;b;; c ;", ("a", "b", "c")), (";", ()), (" ; ; ", ())],
)
def test_a_cell_that_holds_several_is_split_at_semicolons(cell: str, parts: tuple[str, ...]):
    assert split(cell) == parts


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0.55", 0.55),
        ("-3", -3.0),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1e3", None),
        ("1_0", None),
        ("٣", None),
        (" 1", None),
    ],
)
def test_only_plain_numerals_are_numbers(cell: str, value: float | None):
    assert number(cell) == value


@EVERY_TABLE
def test_the_types_of_columns_follow_from_the_schema(small: Small, table: Table):
    types = {
        "id": "str",
        "text": "str",
        "reference": "str",
        "state": "str",
        "url": "str",
        "quote": "str",
        "within": "str",
        "date": "str",
        "number": "Float64",
        "integer": "Int64",
        "words": "object",
        "references": "object",
    }
    frame = small.load().tables[table.name]
    assert len(frame) > 0
    for column in table.columns:
        if column.kind == "code":
            dtype = frame[column.name].dtype
            assert isinstance(dtype, pd.CategoricalDtype) and dtype.ordered
            assert list(dtype.categories) == column.codes.order
        else:
            assert str(frame[column.name].dtype) == types[column.kind], column.name


@EVERY_TABLE
def test_an_absent_table_is_an_empty_frame_of_the_same_columns_and_types(small: Small, table: Table):
    full = small.load().tables[table.name]
    for name in SCHEMA:
        small.file(name).unlink()
    empty = small.load().tables[table.name]
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert list(empty) == list(full)


@EVERY_TABLE
def test_an_empty_table_is_as_good_as_an_absent_one(small: Small, table: Table):
    for each in TABLES:
        small.file(each.name).write_text(",".join(each.names) + "\n", "utf-8")
    assert small.problems() == []
    assert small.load().tables[table.name].empty


@EVERY_TABLE
def test_every_row_of_every_table_has_its_sentences(table: Table):
    dataset = load("iran-al-qaeda-2020")
    frame = dataset.tables[table.name]
    known = set(dataset.sentences["sentence"])
    assert set(frame["sentence"]) | set(frame["last_sentence"]) <= known


def test_empty_cells_stay_empty_and_are_not_missing(small: Small):
    actors = small.load().actors
    assert row(actors, "author")["country"] == ""
    assert not actors.drop(columns=["quote_start", "quote_end"]).isna().any(axis=None)


def test_codes_sort_in_the_order_of_their_vocabulary(small: Small):
    claims = small.load().claims.sort_values("factuality")
    assert claims["factuality"].tolist() == ["CT+", "PR+", "PS+", "CT-"]


@pytest.mark.parametrize(
    ("event", "earliest", "latest", "precision", "qualifier"),
    [
        ("closure", "2019-03-03", "2019-03-03", "day", ""),
        ("strike", "2018-01-01", "2018-12-31", "year", ""),
        ("denial", None, None, "undated", ""),
    ],
)
def test_a_date_keeps_its_text_and_gains_bounds_precision_and_qualifier(
    small: Small, event: str, earliest: str | None, latest: str | None, precision: str, qualifier: str
):
    found = row(small.load().events, event)
    assert found["date_earliest"] is pd.NaT if earliest is None else found["date_earliest"] == pd.Timestamp(earliest)
    assert found["date_latest"] is pd.NaT if latest is None else found["date_latest"] == pd.Timestamp(latest)
    assert (found["date_precision"], found["date_qualifier"]) == (precision, qualifier)


def test_an_open_interval_has_no_bound_on_that_side(small: Small):
    found = row(small.load().relations, "mayor-leads")
    assert (found["valid"], found["valid_precision"]) == ("2021/..", "open")
    assert found["valid_earliest"] == pd.Timestamp("2021-01-01")
    assert found["valid_latest"] is pd.NaT


def test_precisions_are_ordered_from_the_most_to_the_least_known(small: Small):
    events = small.load().events.sort_values("date_precision")
    assert events["date_precision"].tolist() == ["day", "year", "undated"]


@pytest.mark.parametrize("year", ["0001", "9999", "1677"])
def test_years_beyond_the_reach_of_nanoseconds_keep_their_bounds(small: Small, year: str):
    small.change("forecasts", "2021-12-31", "9999-12-31")
    small.change("forecasts", "2021-01-01", year)
    found = row(small.load().forecasts, "reopening")
    assert found["opens_earliest"].year == int(year)
    assert found["closes_latest"].year == 9999


def test_lists_are_tuples_in_the_order_of_the_cell(small: Small):
    claims = small.load().claims
    assert row(claims, "may-reopen")["origin"] == ("mayor", "council")
    assert row(claims, "fares-rise")["hedge"] == ("believe", "probably")
    assert row(claims, "report-denied")["origin"] == ()


def test_numbers_that_are_not_stated_are_missing(small: Small):
    forecasts = small.load().forecasts
    assert row(forecasts, "reopening")["low"] is pd.NA
    assert row(forecasts, "fares")["low"] == 0.55


def test_a_quote_gains_its_place_and_its_sentence(small: Small):
    found = row(small.load().actors, "mayor")
    assert TEXT[found["quote_start"] : found["quote_end"]] == found["quote"]
    assert (found["sentence"], found["last_sentence"]) == ("s5", "s5")


def test_a_quote_over_two_sentences_has_a_first_and_a_last(small: Small):
    small.change("relations", "The council supports the company", "it said. Experts believe")
    assert small.problems() == []
    found = row(small.load().relations, "council-supports")
    assert (found["sentence"], found["last_sentence"]) == ("s5", "s6")


def test_the_place_of_a_repeated_quote_is_that_within_the_passage_named(small: Small):
    small.change("relations", "The council supports the company,", "the company,the company needs")
    assert small.problems() == []
    found = row(small.load().relations, "council-supports")
    assert found["quote_start"] == TEXT.index("the company needs")


@pytest.mark.parametrize(
    ("table", "sentences"),
    [
        ("participants", ["s3", "s3", "s4", "s8"]),  # by way of events
        ("claim_links", ["s4", "s5", "s6"]),  # of the claim that bears on the other
        ("ratings", ["s3", "s4", "s3", "s4"]),  # of the evidence
        ("forecasts", ["s5", "s6"]),
        ("judgements", ["s5"]),
        ("corroboration", ["s3"]),
        ("outcomes", ["s6"]),  # by way of forecasts and claims
        ("states", ["s5", "s3", "s6", "s6"]),  # its own quote, else the descriptor's
        ("impacts", ["s5", "s3", "s6"]),
        ("policy_settings", ["s5"]),
        ("storylines", ["s5", "s6"]),
    ],
)
def test_a_row_without_a_quote_of_its_own_has_the_sentence_of_the_row_it_hangs_from(
    small: Small, table: str, sentences: list[str]
):
    frame = small.load().tables[table]
    assert frame["sentence"].tolist() == frame["last_sentence"].tolist() == sentences


def test_an_optional_quote_that_is_not_there_has_no_place(small: Small):
    states = small.load().states
    assert states["quote_start"].isna().tolist() == [False, False, True, True]
    assert str(states["quote_start"].dtype) == "Int64"
