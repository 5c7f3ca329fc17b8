"""``workbook check --fix``: damage that spreadsheets do to CSV files, undone where only one reading is possible.

A file is written only if something in it was mended, and what it held before is kept beside it as ``NAME.csv.bak``.
What could be read in two ways is left for the check to name.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.files import write_whole
from workbook.mending import mended
from workbook.package import DESCRIPTOR, read_package, read_text
from workbook.paths import contents, shown
from workbook.schema import SCHEMA, Table

_SEPARATORS = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Repair:
    """A file that was mended, what was done to it, and where its former content is kept."""

    path: Path
    backup: Path
    mends: tuple[str, ...]

    def __str__(self) -> str:
        return f"{shown(self.path)}: mended: {'; '.join(self.mends)}; as it was: {shown(self.backup)}"


@dataclass
class _Work:
    """A file on its way: what has been done to it so far."""

    table: Table
    mends: list[str] = field(default_factory=list)

    def note(self, words: str, number: int = 1) -> None:
        if number:
            self.mends.append(words)


def repair(folder: Path) -> list[Repair]:
    """Mend the tables of a dataset's folder; returns what was done, file by file.

    Raises
    ------
    WorkbookError
        If a file cannot be written; it is as it was then.
    """
    package, _ = read_package(folder, DESCRIPTOR)
    text, _ = read_text(folder, package.source, DESCRIPTOR)
    done = []
    for table in SCHEMA.values():
        path = folder / f"{table.name}.csv"
        if path.is_file():
            work = _Work(table)
            before = contents(path)
            after = _mend(before, work, text)
            if work.mends and after is not None and after != before:
                done.append(_replace(path, before, after, work))
    return done


def _replace(path: Path, before: bytes, after: bytes, work: _Work) -> Repair:
    numbers = ("", *(str(number) for number in range(2, 1000)))
    backup = next(place for number in numbers if not (place := path.with_name(f"{path.name}.bak{number}")).exists())
    try:
        write_whole(backup, before)
        write_whole(path, after)
    except OSError as error:
        raise WorkbookError(f"{shown(path)}: cannot be mended: {error.strerror}") from None
    return Repair(path, backup, tuple(work.mends))


def _mend(data: bytes, work: _Work, text: str | None) -> bytes | None:
    """The mended bytes of a file; None if it cannot be told what it should be."""
    content = _decoded(data, work)
    if content is None:
        return None
    rows = _rows(content, work)
    if rows is None:
        return None
    rows = _without_emptiness(rows, work)
    if not rows:
        return None
    header = _header(rows[0], work)
    if sorted(header) != sorted(work.table.names) or any(len(row) != len(header) for row in rows):
        return None
    body = [_row(dict(zip(header, row, strict=True)), work, text) for row in rows[1:]]
    if not work.mends:
        return None
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(body)
    work.mends = _counted(work.mends)
    return stream.getvalue().encode("utf-8")


def _decoded(data: bytes, work: _Work) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            content = data.decode("utf-16")
        except UnicodeDecodeError:
            return None
        work.note("UTF-16 made UTF-8")
        return content
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError:
        return None  # many encodings could be meant
    if content.startswith("\ufeff"):
        work.note("byte order mark removed")
    return content.removeprefix("\ufeff")


def _rows(content: str, work: _Work) -> list[list[str]] | None:
    """The rows of a file, whatever separates its cells, if that is clear from the header."""
    if content.lower().startswith("sep="):
        content = content.partition("\n")[2]
        work.note("the line sep= removed")
    first = content.splitlines()[0] if content else ""
    separator = ","
    for other, name in _SEPARATORS.items():
        if other in first and _names(first.split(other)) >= set(work.table.names):
            separator = other
            work.note(f"{name} made commas")
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None
    outside = content
    for row in rows:
        for cell in row:
            if "\r" in cell:
                outside = outside.replace(cell, "")
    work.note("line ends made LF", outside.count("\r"))
    return rows


def _names(cells: list[str]) -> set[str]:
    return {cell.strip().strip('"').casefold() for cell in cells}


def _without_emptiness(rows: list[list[str]], work: _Work) -> list[list[str]]:
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    empty = [row for row in rows if row and not any(cell.strip() for cell in row)]
    work.note("rows without a value removed", len(empty))
    width = len(kept[0]) if kept else 0
    while width and all(not "".join(row[width - 1 :]).strip() for row in kept):
        width -= 1
    if kept and any(len(row) > width for row in kept):
        work.note("empty columns removed")
        kept = [row[:width] for row in kept]
    return kept


def _header(cells: list[str], work: _Work) -> list[str]:
    header = [cell.strip().casefold() for cell in cells]
    work.note("names of columns trimmed", header != cells)
    return header


def _row(row: dict[str, str], work: _Work, text: str | None) -> dict[str, str]:
    changes = mended(row, work.table, text)
    for name in changes:
        work.note(f"cells of {name} put right")
    return row | changes


def _counted(mends: list[str]) -> list[str]:
    counts = {words: mends.count(words) for words in mends}
    return [f"{words} ({count})" if words.startswith("cells of") else words for words, count in counts.items()]
