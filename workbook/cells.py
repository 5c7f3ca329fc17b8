"""Is each cell what its column allows: an id, a code, a date, a number, a reference to something that is there, words
that stand in the text?
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbook import dates
from workbook.errors import Problem, nearest
from workbook.package import URL
from workbook.paths import SLUG
from workbook.schema import Column, Table
from workbook.tablefile import TableFile
from workbook.text import QuoteError, locate

INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that nobody sees: in a cell they are a mistake, on a terminal a danger."""
_NUMERALS = {
    "integer": (re.compile(r"-?\d{1,9}", re.ASCII), "a whole number"),
    "number": (re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII), "a number such as 0.55"),
}
_DAY_NUMBER = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_LONGEST_ID = 80


@dataclass(frozen=True)
class Known:
    """What cells may refer to: the text (None if it cannot be read), the ids of each table, the states of each
    descriptor.

    What could not be read whole is left out, and references to it are passed over: its own problem is listed.
    """

    text: str | None
    ids: dict[str, frozenset[str]]
    states: dict[str, frozenset[str]]


def known(files: dict[str, TableFile], text: str | None) -> Known:
    """Collect what cells may refer to."""
    ids = {
        name: frozenset(file.frame[file.table.key[0]]) - {""}
        for name, file in files.items()
        if len(file.table.key) == 1 and file.whole
    }
    pairs = files["states"].frame[["descriptor", "state"]].itertuples(index=False)
    states: dict[str, set[str]] = {}
    for descriptor, state in pairs if files["states"].whole else ():
        states.setdefault(descriptor, set()).add(state)
    return Known(text, ids, {name: frozenset(values) for name, values in states.items()})


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def number(cell: str) -> float | None:
    """The number in a cell; None if there is none."""
    return float(cell) if _NUMERALS["number"][0].fullmatch(cell) else None


def check_cells(file: TableFile, known: Known) -> Iterator[Problem]:
    """Every cell of a table that its column does not allow, and every key that is there twice."""
    for column in file.table.columns:
        beside = _beside(column, file.table)
        check = _CHECKS[column.kind]
        cells: list[tuple[str, ...]] = list(zip(*(file.frame[name] for name in (column.name, *beside)), strict=True))
        verdicts = {cell: _verdict(column, check, cell, known) for cell in set(cells)}
        for row, cell in enumerate(cells) if any(verdicts.values()) else ():
            if (message := verdicts[cell]) and row not in file.ragged:
                yield file.problem(row, column.name, cell[0], message)
    yield from _check_keys(file)


def _beside(column: Column, table: Table) -> tuple[str, ...]:
    """The other columns of the row that a cell has to agree with."""
    if column.kind == "quote":
        return ("within",)
    if column.kind == "within":
        return ("quote",)
    if column.kind == "state":
        return (column.of,)
    if column.kind == "words" and table.quoted and column.name != "aliases":
        return ("quote",)
    return ()


def _verdict(column: Column, check: Callable[..., str], cell: tuple[str, ...], known: Known) -> str:
    value = cell[0]
    if value == "":
        return "missing" if column.required else ""
    if column.kind in ("quote", "within"):  # whatever is in the text may be quoted from it
        return check(column, cell, known)
    if found := INVISIBLE.search(value):
        return f"holds the invisible character U+{ord(found[0]):04X}; remove it"
    if value != value.strip():
        return "begins or ends with a space; remove it"
    if column.kind in ("words", "references") and not split(value):
        return "holds nothing but semicolons"
    return check(column, cell, known)


def _check_id(column: Column, cell: tuple[str, ...], known: Known) -> str:
    fits = SLUG.fullmatch(cell[0]) and len(cell[0]) <= _LONGEST_ID
    return (
        ""
        if fits
        else f"expected lower-case letters, digits and single hyphens, at most {_LONGEST_ID}, such as al-qaeda"
    )


def _check_code(column: Column, cell: tuple[str, ...], known: Known) -> str:
    codes = column.codes
    if cell[0] in codes:
        return ""
    hint = nearest(cell[0], codes.order) or f"; the codes are {', '.join(codes.order)}"
    return f'not in the vocabulary "{codes.title}"{hint}'


def _check_references(column: Column, cell: tuple[str, ...], known: Known) -> str:
    if column.table not in known.ids:
        return ""
    valid = known.ids[column.table]
    parts = split(cell[0]) if column.kind == "references" else (cell[0],)
    unknown = [part for part in parts if part not in valid]
    if not unknown:
        return ""
    return f'no "{unknown[0]}" in {column.table}{nearest(unknown[0], valid)}'


def _check_state(column: Column, cell: tuple[str, ...], known: Known) -> str:
    state, descriptor = cell
    valid = known.states.get(descriptor)
    if valid is None or state in valid:  # a descriptor that is unknown or without states is complained of as such
        return ""
    return f'descriptor "{descriptor}" has no such state{nearest(state, valid)}'


def _check_date(column: Column, cell: tuple[str, ...], known: Known) -> str:
    try:
        dates.parse(cell[0])
    except ValueError as error:
        if _DAY_NUMBER.fullmatch(cell[0]):
            return f"a spreadsheet has made a day number of this date; type it anew; {dates.FORMS}"
        return str(error)
    return ""


def _check_number(column: Column, cell: tuple[str, ...], known: Known) -> str:
    pattern, noun = _NUMERALS[column.kind]
    if not pattern.fullmatch(cell[0]):
        return f"expected {noun}"
    value = float(cell[0])
    if column.minimum is not None and value < column.minimum:
        return f"less than {column.minimum:g}"
    if column.maximum is not None and value > column.maximum:
        return f"more than {column.maximum:g}"
    return ""


def _check_url(column: Column, cell: tuple[str, ...], known: Known) -> str:
    return "" if URL.fullmatch(cell[0]) else "expected an address beginning with http:// or https://"


def _check_words(column: Column, cell: tuple[str, ...], known: Known) -> str:
    passage, noun = (cell[1], "the row's quote") if len(cell) > 1 else (known.text, "the text")
    if not passage or (known.text and passage not in known.text):  # the quote is complained of already
        return ""
    absent = [part for part in split(cell[0]) if part not in passage]
    return f'"{absent[0]}" is not in {noun}' if absent else ""


def _check_quote(column: Column, cell: tuple[str, ...], known: Known) -> str:
    if known.text is None:
        return ""
    try:
        locate(known.text, cell[0], cell[1])
    except QuoteError as error:
        return str(error)
    return ""


def _check_within(column: Column, cell: tuple[str, ...], known: Known) -> str:
    return "" if cell[1] else "names a passage, but there is no quote"  # else it is checked with its quote


def _no_check(column: Column, cell: tuple[str, ...], known: Known) -> str:
    return ""


_CHECKS: dict[str, Callable[[Column, tuple[str, ...], Known], str]] = {
    "id": _check_id,
    "text": _no_check,
    "words": _check_words,
    "code": _check_code,
    "reference": _check_references,
    "references": _check_references,
    "state": _check_state,
    "date": _check_date,
    "number": _check_number,
    "integer": _check_number,
    "url": _check_url,
    "quote": _check_quote,
    "within": _check_within,
}


def _check_keys(file: TableFile) -> Iterator[Problem]:
    key = list(file.table.key)
    first: dict[tuple[str, ...], int] = {}
    for row, value in enumerate(zip(*(file.frame[name] for name in key), strict=True)):
        if row in file.ragged or "" in value:  # complained of already
            continue
        if first.setdefault(value, row) != row:
            message = f"already on line {file.lines[first[value]]}"
            yield file.problem(row, key[0], ", ".join(value), message)
