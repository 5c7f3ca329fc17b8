"""The dataset as an Excel workbook: a sheet about it, one for the sentences, one a table.

Whatever a dataset holds is data to Excel: a text that begins like a formula is written as text and marked so, and
sequences that Excel would decode are escaped. The file's own times are fixed, so that the same dataset gives the same
bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from workbook.dataset import Dataset

LONGEST = 32_767
"""Characters that a cell of Excel can hold."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text must not begin with where a spreadsheet might take it for a formula."""

_FIXED = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_WIDTHS = {"id": 24, "text": 44, "quote": 60, "within": 30, "url": 36}
_HEAD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")


def export(dataset: Dataset) -> bytes:
    """The workbook; the sheets of outside evidence have a tab of another colour."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Workbook", _escaped(dataset.title)
    book.properties.created = datetime(*_FIXED)
    _sheet(book, "about", ["entry", "value"], _about(dataset), {"entry": 24, "value": 100})
    sentences = dataset.sentences
    _sheet(book, "sentences", list(sentences.columns), _cells(sentences), {"text": 100})
    for table in SCHEMA.values():
        frame = dataset.tables[table.name].copy()
        widths = {column.name: _WIDTHS.get(column.kind, 16) for column in table.columns}
        tab = "B0222B" if table.external else "0B69AD"
        _sheet(book, table.name, list(frame.columns), _cells(frame), widths, fixed=len(table.key), tab=tab)
    buffer = io.BytesIO()
    book.save(buffer)
    return _timeless(buffer.getvalue())


def _about(dataset: Dataset) -> Iterable[list[Any]]:
    yield ["dataset", dataset.name]
    yield ["title", dataset.title]
    yield ["version", dataset.version]
    yield ["sha256", dataset.fingerprint]
    yield ["what it is", "What the article says, coded by hand; none of it is vouched for."]
    outside = ", ".join(table.name for table in SCHEMA.values() if table.external)
    yield ["outside evidence", f"The sheets {outside} hold what others have published (red tabs)."]
    for field in fields(dataset.source):
        yield [f"source: {field.name}", getattr(dataset.source, field.name)]


def _cells(frame: pd.DataFrame) -> Iterable[list[Any]]:
    columns = [[_value(cell) for cell in frame[name]] for name in frame.columns]
    return (list(row) for row in zip(*columns, strict=True))


def _value(cell: Any) -> str | int | float | date | None:
    if isinstance(cell, tuple | list):
        return "; ".join(map(str, cell))
    if isinstance(cell, str):
        return cell
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date() if cell.year >= 1900 else cell.date().isoformat()  # Excel's days begin in 1900
    return cell.item() if hasattr(cell, "item") else cell


def _sheet(
    book: openpyxl.Workbook,
    name: str,
    head: list[str],
    rows: Iterable[list[Any]],
    widths: dict[str, int],
    *,
    fixed: int = 1,
    tab: str = "69717D",
) -> None:
    sheet: WriteOnlyWorksheet = book.create_sheet(name)
    sheet.sheet_properties.tabColor = tab
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}2"
    for place, column in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = widths.get(column, 14)
    sheet.append([_cell(sheet, column, font=_HEAD) for column in head])
    count = 1
    for row in rows:
        sheet.append([None if value in (None, "") else _cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count}"


def _cell(sheet: WriteOnlyWorksheet, value: Any, font: Font | None = None) -> WriteOnlyCell:
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, _escaped(value))
    # The type is set and not guessed: openpyxl takes "=1+1" for a formula and "#N/A" for an error.
    cell.data_type = "s"
    cell.alignment = _WRAP
    if value.startswith(FORMULA):
        cell.quotePrefix = True  # Excel's own mark for text, which stays when the cell is edited
    if font:
        cell.font = font
    return cell


def _escaped(text: str) -> str:
    """A text in the escapes of ECMA-376 (ST_Xstring), so that Excel shows exactly this text; cut to what fits."""
    text = text[:LONGEST]
    while len(escaped := _FORBIDDEN.sub(_code, _ESCAPED.sub("_x005F_", text))) > LONGEST:
        text = text[: -max(1, (len(escaped) - LONGEST) // 7)]
    return escaped


def _code(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _timeless(content: bytes) -> bytes:
    """The same package with the times of its files and of its last change fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            data = read.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(entry, data)
    return buffer.getvalue()
