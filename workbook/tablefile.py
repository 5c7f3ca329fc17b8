"""One CSV file as it stands: text cells with their line numbers, and what is wrong with the file as a file.

Everything is text here. Nothing is guessed: "NA" and "NO" stay text, an empty cell means *not stated*.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from workbook.errors import Problem, most_like, nearest, shorten
from workbook.paths import contents
from workbook.schema import SCHEMA, Table


@dataclass
class TableFile:
    """A table as read: ``frame`` holds the schema's columns as text, ``lines`` the line in the file of each
    row.

    ``ragged`` holds the rows with too few or too many cells, which cannot be told apart; ``whole`` says whether all
    rows could be read, so that what refers to the others can be judged.
    """

    table: Table
    file: str
    frame: pd.DataFrame
    lines: list[int] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    whole: bool = True
    problems: list[Problem] = field(default_factory=list)

    def problem(self, row: int, column: str, value: str, message: str) -> Problem:
        """A problem in a row, given by its position in the frame."""
        return Problem(self.file, self.lines[row], column, value, message)

    def fail(self, line: int, message: str, column: str = "", value: str = "") -> None:
        """List a problem after which rows are missing."""
        self.problems.append(Problem(self.file, line, column, value, message))
        self.whole = False


def empty_frame(table: Table) -> pd.DataFrame:
    """A frame with the columns of a table and no rows."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in table.names})


def read_table(table: Table, path: Path, file: str) -> TableFile:
    """Read a CSV file; never raises for what is in it, but lists it under ``problems``.

    A file whose header does not serve comes back without rows.
    """
    result = TableFile(table, file, empty_frame(table))
    text = _decode(path, result)
    if text is None:
        return result
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    header: list[str] = []
    line = 1
    try:
        header = next(reader, [])
        if not _check_header(header, result):
            return result
        line = reader.line_num + 1
        for row in reader:
            if any(row):
                rows.append(row)
                result.lines.append(line)
            elif row:
                result.problems.append(Problem(file, line, "", "", "a row without a value; remove it"))
            line = reader.line_num + 1
    except csv.Error as error:
        result.fail(line, f"cannot be read as CSV: {error}")
    result.frame = _frame(header, rows, result)
    return result


def _decode(path: Path, result: TableFile) -> str | None:
    try:
        data = contents(path)
    except OSError as error:
        result.fail(0, f"cannot be read: {error.strerror}")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        result.fail(
            line,
            f"not UTF-8: byte 0x{data[error.start]:02x} at position {column} of the line; save the file as UTF-8",
        )
        return None
    if text.startswith("\ufeff"):
        mark = "begins with a byte order mark; save it as UTF-8 without BOM"
        result.problems.append(Problem(result.file, 1, "", "", mark))
        text = text[1:]
    return text


def _check_header(header: list[str], result: TableFile) -> bool:
    """Whether the rows below a header can be read; what is wrong with it is listed, one problem a column."""
    table, wanted = result.table, result.table.names
    if not header:
        result.fail(1, f"no header; expected {','.join(wanted)}")
        return False
    if len(header) == 1 and len(header[0].split(";")) == len(wanted) > 1:
        result.fail(1, "separated by semicolons; expected commas", value=header[0])
        return False
    missing = [name for name in wanted if name not in header]
    for name in dict.fromkeys(header):
        if name in wanted:
            if header.count(name) > 1:
                result.fail(1, "column is there more than once", name)
            continue
        meant = most_like(name, missing)
        if meant:
            missing.remove(meant)
        hint = f' (did you mean "{meant}"?)' if meant else f"; the columns are {', '.join(wanted)}"
        result.fail(1, f"{table.name} has no such column{hint}", shorten(name))
    for name in missing:
        result.fail(1, "column is missing", name)
    return set(header) >= set(wanted) and len(set(header)) == len(header)


def _frame(header: list[str], rows: list[list[str]], result: TableFile) -> pd.DataFrame:
    width = len(header)
    for position, row in enumerate(rows):
        if len(row) != width:
            message = f"{len(row)} cells, expected {width}; is a comma unquoted, or a cell missing?"
            result.problems.append(result.problem(position, "", "", message))
            result.ragged.add(position)
            rows[position] = (row + [""] * width)[:width]
    columns = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    return pd.DataFrame({name: pd.Series(columns.get(name, ()), dtype="str") for name in result.table.names})


def read_tables(folder: Path, shown: str) -> tuple[dict[str, TableFile], list[Problem]]:
    """Read every table that a folder holds, and complain of CSV files that are no table.

    A table without a file is an empty table.
    """
    problems: list[Problem] = []
    there = sorted(folder.glob("*.csv"))
    for path in there:
        if path.stem not in SCHEMA:
            hint = nearest(path.stem, SCHEMA) or f"; the tables are {', '.join(SCHEMA)}"
            problems.append(Problem(f"{shown}/{path.name}", 0, "", "", f"no table of that name{hint}"))
    files: dict[str, TableFile] = {}
    for table in SCHEMA.values():
        path, file = folder / f"{table.name}.csv", f"{shown}/{table.name}.csv"
        files[table.name] = (
            read_table(table, path, file) if path in there else TableFile(table, file, empty_frame(table))
        )
        problems.extend(files[table.name].problems)
    return files, problems
