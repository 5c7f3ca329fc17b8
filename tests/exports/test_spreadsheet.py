import io
import zipfile
from datetime import datetime

import pytest

from tests.exports.hostile import LABEL, NOTES, QUOTE, make_hostile, rewrite
from tests.small import Small
from workbook.schema import SCHEMA

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
from openpyxl.utils.escape import unescape  # noqa: E402

from workbook.exports import export  # noqa: E402
from workbook.exports.spreadsheet import LONGEST, _escaped  # noqa: E402


def read(small: Small):
    return openpyxl.load_workbook(io.BytesIO(export(small.load(), "xlsx")))


def column(sheet, name: str) -> list:
    place = [cell.value for cell in sheet[1]].index(name) + 1
    return [sheet.cell(row, place) for row in range(2, sheet.max_row + 1)]


def test_there_is_a_sheet_a_table_with_filters_and_a_fixed_head(small: Small):
    book, dataset = read(small), small.load()
    assert book.sheetnames == ["about", "sentences", *SCHEMA]
    for name in SCHEMA:
        sheet, frame = book[name], dataset.tables[name]
        assert [cell.value for cell in sheet[1]] == list(frame.columns)
        assert sheet.max_row == len(frame) + 1
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.freeze_panes.endswith("2")
    assert {name for name in SCHEMA if book[name].sheet_properties.tabColor.rgb == "00B0222B"} == {
        "corroboration", "outcomes",
    }  # fmt: skip


def test_cells_are_typed_and_empty_ones_stay_empty(small: Small):
    book = read(small)
    assert [cell.value for cell in column(book["impacts"], "score")] == [2, 1, 2]
    assert column(book["forecasts"], "low")[0].value is None
    assert column(book["events"], "date")[0].value == "2019-03-03"
    assert column(book["events"], "date_earliest")[0].value == datetime(2019, 3, 3)
    assert column(book["claims"], "origin")[2].value == "mayor; council"


def test_a_date_before_1900_stays_text(small: Small):
    small.change("events", "PROTEST,2018,", "PROTEST,1854,")
    assert column(read(small)["events"], "date_earliest")[2].value == "1854-01-01"


def test_no_text_is_a_formula_an_error_or_decoded(small: Small):
    book = read(make_hostile(small))
    label = column(book["events"], "label")[2]
    assert (label.value, label.data_type, label.quotePrefix) == (LABEL, "s", True)
    notes = {cell.value for cell in column(book["claim_links"], "note")}
    assert {unescape(note) for note in notes} >= set(NOTES.values())
    assert NOTES["fares-rise"] not in notes  # it is escaped, or Excel would read an A
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_control_characters_and_line_ends_survive_as_excel_writes_them(small: Small):
    quote = column(read(make_hostile(small))["events"], "quote")[2]
    assert unescape(quote.value) == QUOTE


def test_a_text_that_does_not_fit_is_cut_between_characters():
    assert len(_escaped("a" * 40_000)) == LONGEST
    cut = _escaped("\x01" * 40_000)
    assert len(cut) <= LONGEST and set(unescape(cut)) == {"\x01"}


def test_the_file_tells_no_time(small: Small):
    with zipfile.ZipFile(io.BytesIO(export(small.load(), "xlsx"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_the_sheet_about_says_whose_argument_it_is(small: Small):
    rewrite(small, "datapackage", "author: A. Reed", 'author: "=A. Reed"')
    about = dict(tuple(cell.value for cell in row) for row in read(small)["about"].iter_rows())
    assert about["source: author"] == "=A. Reed"
    assert about["sha256"] == small.load().fingerprint
