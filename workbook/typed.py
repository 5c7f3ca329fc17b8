"""From text cells to typed columns: codes, dates, numbers, references, and quotes found in the text.

What a reader of the frames can rely on:

* a ``code`` column is an ordered categorical of the vocabulary's codes;
* a ``date`` column ``d`` keeps its EDTF text and gains ``d_earliest``, ``d_latest``, ``d_precision`` and
  ``d_qualifier``;
* ``references`` and ``words`` are tuples of strings; ``number`` is Float64, ``integer`` Int64, both with
  missing values;
* a ``quote`` gains ``quote_start`` and ``quote_end``; and every table gains ``sentence`` and
  ``last_sentence`` (``s12``), its own or those of the row that it hangs from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from workbook import dates
from workbook.cells import split
from workbook.schema import SCHEMA, Column, Table
from workbook.tablefile import TableFile
from workbook.text import Sentence, locate, sentence_at


def typed_frame(file: TableFile, text: str, sentences: Sequence[Sentence]) -> pd.DataFrame:
    """The typed columns of a table whose cells have been checked; ``sentence`` only where it has a quote of
    its own.
    """
    frame = pd.DataFrame(index=file.frame.index)
    for column in file.table.columns:
        cells = file.frame[column.name]
        frame[column.name] = _TYPES.get(column.kind, _as_it_is)(cells, column)
        if column.kind == "date":
            _add_bounds(frame, column.name)
    if file.table.quoted:
        _add_places(frame, text, sentences)
    return frame


def _as_it_is(cells: pd.Series, column: Column) -> pd.Series:
    return cells


def _to_codes(cells: pd.Series, column: Column) -> pd.Series:
    return cells.astype(pd.CategoricalDtype(column.codes.order, ordered=True))


def _to_parts(cells: pd.Series, column: Column) -> pd.Series:
    return pd.Series([split(cell) for cell in cells], index=cells.index, dtype=object)


def _to_number(cells: pd.Series, column: Column) -> pd.Series:
    numbers = pd.to_numeric(cells.mask(cells == ""), errors="coerce")
    return numbers.astype("Int64") if column.kind == "integer" else numbers.astype("Float64")


_TYPES: dict[str, Callable[[pd.Series, Column], pd.Series]] = {
    "code": _to_codes,
    "references": _to_parts,
    "words": _to_parts,
    "number": _to_number,
    "integer": _to_number,
}


def _add_bounds(frame: pd.DataFrame, name: str) -> None:
    parsed = [dates.parse(cell) for cell in frame[name]]
    frame[f"{name}_earliest"] = pd.Series([edtf.earliest for edtf in parsed], dtype="datetime64[s]")
    frame[f"{name}_latest"] = pd.Series([edtf.latest for edtf in parsed], dtype="datetime64[s]")
    precisions = pd.CategoricalDtype(list(dates.PRECISIONS), ordered=True)
    frame[f"{name}_precision"] = pd.Series([edtf.precision for edtf in parsed], dtype=precisions)
    frame[f"{name}_qualifier"] = pd.Series([edtf.qualifier for edtf in parsed], dtype="str")


def _add_places(frame: pd.DataFrame, text: str, sentences: Sequence[Sentence]) -> None:
    """Where each quote stands; a row without one (where it is optional) has no place yet."""
    starts: list[int | None] = []
    ends: list[int | None] = []
    first: list[str] = []
    last: list[str] = []
    for quote, within in zip(frame["quote"], frame["within"], strict=True):
        start, end = locate(text, quote, within) if quote else (None, None)
        starts.append(start)
        ends.append(end)
        first.append("" if start is None else sentence_at(sentences, start).id)
        last.append("" if end is None else sentence_at(sentences, end - 1).id)
    frame["quote_start"] = pd.Series(starts, dtype="Int64")
    frame["quote_end"] = pd.Series(ends, dtype="Int64")
    frame["sentence"] = pd.Series(first, dtype="str")
    frame["last_sentence"] = pd.Series(last, dtype="str")


def inherit_sentences(frames: dict[str, pd.DataFrame], table: Table) -> None:
    """Give rows without a quote of their own the sentences of the row that they hang from."""
    frame = frames[table.name]
    for place in ("sentence", "last_sentence"):
        if place not in frame:
            frame[place] = pd.Series("", index=frame.index, dtype="str")
        if table.through:
            parent = table.column(table.through).table
            places = frames[parent].set_index(SCHEMA[parent].key[0])[place]
            inherited = frame[table.through].map(places).fillna("").astype("str")
            frame[place] = frame[place].mask(frame[place] == "", inherited)
