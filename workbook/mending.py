"""What spreadsheets do to single cells, and what can be undone because only one reading is possible.

A quotation mark that was bent or straightened is put back as the text has it, if that passage occurs only once. A
number that grew a ``.0``, or took a decimal comma, becomes what the column can hold. A date that became a day number
stays: it may have been a month or a year, and nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workbook import dates
from workbook.cells import INVISIBLE
from workbook.schema import Column, Table

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),  # noqa: RUF001
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),  # noqa: RUF001
        **dict.fromkeys("\u00a0\u2007\u202f\t", " "),
    }
)
_PAD = " \t\u00a0\u2007\u202f"


def mended(row: Mapping[str, str], table: Table, text: str | None) -> dict[str, str]:
    """The cells of a row that can be mended, as they should be; the others are left out."""
    changes: dict[str, str] = {}
    columns = sorted(table.columns, key=lambda column: column.kind == "words")  # their quote is mended first
    for column in columns:
        cell = row[column.name]
        quote = changes.get("quote", row.get("quote", ""))
        better = _mended(cell, column, text, quote) if cell else cell
        if better != cell:
            changes[column.name] = better
    return changes


def _mended(cell: str, column: Column, text: str | None, quote: str) -> str:
    if column.kind in ("quote", "within"):
        return _as_in_text(cell, text)
    clean = INVISIBLE.sub("", cell).strip(_PAD + "\r\n")
    if column.kind == "words":
        passage = quote if quote and column.name != "aliases" else text
        return "; ".join(_as_in_text(part.strip(), passage, often=True) for part in clean.split(";") if part.strip())
    if mend := _KINDS.get(column.kind):
        return mend(clean, column)
    return clean


def _as_in_text(passage: str, text: str | None, often: bool = False) -> str:
    """A passage with the marks, dashes, spaces and line ends of the text, if only one form of it stands there."""
    if not text or passage in text:
        return passage
    for candidate in (passage, passage.strip(_PAD + "\r\n")):
        words = r"\s+".join(re.escape(word) for word in candidate.translate(_FOLDED).split())
        places = [match.span() for match in re.finditer(words, text.translate(_FOLDED))] if words else []
        forms = {text[start:end] for start, end in places}
        if len(forms) == 1 and (often or len(places) == 1):
            return forms.pop()
    return passage


def _code(cell: str, column: Column) -> str:
    if cell in column.codes:
        return cell
    for candidate in (cell.removesuffix(".0"), cell.translate(_FOLDED)):
        if candidate in column.codes:
            return candidate
    same = [code for code in column.codes.order if code.casefold() == cell.casefold()]
    return same[0] if len(same) == 1 else cell


def _number(cell: str, column: Column) -> str:
    plain = cell.translate(_FOLDED).replace(" ", "")
    if re.fullmatch(r"-?\d,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    if column.kind == "integer" or plain.endswith(".0"):
        plain = re.sub(r"\.0+\Z", "", plain)
    return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else cell


def _date(cell: str, column: Column) -> str:
    plain = cell.translate(_FOLDED).replace(" ", "")
    plain = re.sub(r"\A(\d{4})\.0\Z", r"\1", plain)
    plain = re.sub(r"\A(\d{4}-\d\d-\d\d)[T_]?00:00(?::00)?\Z", r"\1", plain)
    try:
        return dates.parse(plain).text
    except ValueError:
        return cell


def _slug(cell: str, column: Column) -> str:
    return cell.translate(_FOLDED)


_KINDS: dict[str, Callable[[str, Column], str]] = {
    "code": _code,
    "number": _number,
    "integer": _number,
    "date": _date,
    "id": _slug,
    "reference": _slug,
    "references": _slug,
    "state": _slug,
}
