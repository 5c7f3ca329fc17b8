"""A second coder: the same rows coded again by someone else, and how far the two agree.

The second codes lie in ``data/NAME/coders/CODER/``, in CSV files named like the dataset's and with its keys, holding
only the tables and columns that were coded again. Rows are matched by their key and never by likeness; a row that one
of the two does not have is listed, since dividing the text differently is a disagreement too, but it enters no alpha.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from workbook.analysis.reliability import DRAWS, Metric, agreement, verdict
from workbook.cells import Known, check_cells, known, number, split
from workbook.dataset import Dataset, Reading, read
from workbook.errors import DatasetError, ParameterError, Problem, most_like, nearest, shorten
from workbook.paths import SLUG, dataset_folder, shown
from workbook.schema import SCHEMA, Column, Table
from workbook.tablefile import TableFile, read_table

COMPARED = ("code", "reference", "references", "state", "date", "words", "number", "integer")
"""The kinds of column that are compared; free text is not."""

ORDINAL = {"credibility": "6", "rating": "NA", "probability": "unstated", "confidence": ""}
"""The vocabularies whose codes stand in an order, each with the code outside of it, which counts as missing."""

Key = tuple[str, ...]
Row = tuple[object, ...]


@dataclass(frozen=True)
class Comparison:
    """What two coders of a dataset agree on.

    Attributes
    ----------
    fields
        A row a column coded by both: ``table``, ``field``, ``metric``, ``alpha``, ``low`` and ``high`` (Float64,
        missing where nothing varies), ``verdict``, ``units`` coded by both and ``agreed`` among them.
    disagreements
        A row a cell: ``table``, ``row``, ``label``, ``field``, ``first``, ``second`` and ``sentence``.
    unmatched
        A row a row that only one has: ``table``, ``row``, and ``only``, the name of the dataset or of the coder.
    """

    dataset: str
    coder: str
    fields: pd.DataFrame
    disagreements: pd.DataFrame
    unmatched: pd.DataFrame


def coders(folder: Path) -> list[str]:
    """The names of a dataset's second coders."""
    return sorted(path.name for path in (folder / "coders").glob("*") if path.is_dir() and SLUG.fullmatch(path.name))


def compare(dataset: str | os.PathLike[str], coder: str, *, draws: int = DRAWS, seed: int = 1) -> Comparison:
    """Compare a dataset's codes with those of a second coder, column by column.

    Parameters
    ----------
    dataset
        Its name, or a path to it.
    coder
        The name of a folder in its ``coders``.
    draws, seed
        As for `workbook.analysis.reliability.agreement`.

    Raises
    ------
    ParameterError
        If there is no such coder.
    DatasetError
        If the dataset or the coder's files are not sound.
    """
    folder = dataset_folder(dataset)
    there = coders(folder)
    if coder not in there:
        hint = nearest(coder, there) or f"; there are: {', '.join(there) or f'none in {shown(folder)}/coders'}"
        raise ParameterError(f'coder "{shorten(coder)}": no such coder{hint}')
    reading = read(folder)
    if reading.dataset is None:
        raise DatasetError(reading.problems)
    files = _files(folder / "coders" / coder, reading)
    fields: list[Row] = []
    disagreements: list[Row] = []
    unmatched: list[Row] = []
    for name, file in files.items():
        one, two = _cells(reading.files[name]), _cells(file)
        unmatched += [(name, _joined(key), reading.package.name) for key in one if key not in two]
        unmatched += [(name, _joined(key), coder) for key in two if key not in one]
        both = {key: (one[key], two[key]) for key in one if key in two}
        for column in _compared(name, file):
            values = [(_value(column, first), _value(column, second)) for first, second in both.values()]
            fields.append((name, column.name, *_agreement(column, values, draws, seed)))
            disagreements += _differences(reading.dataset, name, column, both)
    return Comparison(
        reading.package.name,
        coder,
        _frame(fields, "table field metric alpha low high verdict units agreed", "alpha low high"),
        _frame(disagreements, "table row label field first second sentence"),
        _frame(unmatched, "table row only"),
    )


def _frame(rows: list[Row], columns: str, numbers: str = "") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split()).astype(dict.fromkeys(numbers.split(), "Float64"))


def _joined(key: Key) -> str:
    return ", ".join(key)


# ---- the coder's files --------------------------------------------------------------------------


def _files(folder: Path, reading: Reading) -> dict[str, TableFile]:
    """The coder's tables, checked against the text and against the ids of both coders."""
    problems: list[Problem] = []
    files: dict[str, TableFile] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in SCHEMA:
            message = f"no table of that name{nearest(path.stem, SCHEMA)}"
            problems.append(Problem(shown(path), 0, "", "", message))
            continue
        files[path.stem] = read_table(_as_coded(SCHEMA[path.stem], path), path, shown(path))
    own, mine = known(reading.files, reading.text), _ids(files)
    ids = {name: values | mine.get(name, frozenset()) for name, values in own.ids.items()}
    for file in files.values():
        problems += [*file.problems, *check_cells(file, Known(reading.text, ids, own.states))]
    if problems:
        raise DatasetError(problems)
    if not files:
        raise DatasetError([Problem(shown(folder), 0, "", "", "no table; expected CSV files such as claims.csv")])
    return {name: files[name] for name in SCHEMA if name in files}


def _ids(files: dict[str, TableFile]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(file.frame[file.table.key[0]]) - {""}
        for name, file in files.items()
        if len(file.table.key) == 1 and file.whole
    }


def _as_coded(table: Table, path: Path) -> Table:
    """The table with the columns that the file has, its keys always; what was not coded again may be left empty."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return table  # reading it says what is wrong
    meant = {name if name in table.names else most_like(name, table.names) for name in header}
    columns = [
        column if column.name in table.key else replace(column, required=False)
        for column in table.columns
        if column.name in meant or column.name in table.key
    ]
    return replace(table, columns=tuple(columns))


def _cells(file: TableFile) -> dict[Key, dict[str, str]]:
    """The rows of a table by their key."""
    rows = file.frame.to_dict("records")
    return {tuple(str(row[name]) for name in file.table.key): row for row in rows}  # type: ignore[misc]


# ---- column by column ---------------------------------------------------------------------------


def _compared(name: str, file: TableFile) -> list[Column]:
    """The dataset's columns that the coder's file has too and that can be compared."""
    table = SCHEMA[name]
    held = [table.column(column.name) for column in file.table.columns if column.name not in table.key]
    return [column for column in held if column.kind in COMPARED]


def _metric(column: Column) -> Metric:
    if column.kind in ("number", "integer"):
        return "interval"
    return "ordinal" if column.vocabulary in ORDINAL else "nominal"


def _value(column: Column, row: dict[str, str]) -> Hashable | None:
    """What a cell counts as: None for what was not coded, or lies outside of its order.

    An empty cell that the schema allows says that the text states nothing, which is a value like any other.
    """
    cell = row[column.name]
    if _metric(column) == "interval":
        return number(cell)
    if column.kind in ("words", "references"):
        return "; ".join(sorted(split(cell)))
    return None if (column.required and not cell) or cell == ORDINAL.get(column.vocabulary) else cell


def _agreement(column: Column, pairs: list[tuple[Hashable | None, Hashable | None]], draws: int, seed: int) -> Row:
    order = column.codes.order if column.kind == "code" else ()
    found = agreement(
        list(zip(*pairs, strict=True)) or [(), ()], metric=_metric(column), order=order, draws=draws, seed=seed
    )
    numbers = (found.alpha, found.low, found.high)
    return (_metric(column), *numbers, verdict(found.alpha), found.units, found.agreed)


def _differences(
    dataset: Dataset, name: str, column: Column, pairs: dict[Key, tuple[dict[str, str], dict[str, str]]]
) -> Iterator[Row]:
    """The cells that differ, with what a reader calls the row and the sentence it rests on."""
    frame = dataset.tables[name]
    keys = frame[list(SCHEMA[name].key)].astype(str).itertuples(index=False, name=None)
    sentences = dict(zip(keys, frame["sentence"], strict=True))
    for key, (one, two) in pairs.items():
        values = [_value(column, row) for row in (one, two)]
        coded = two[column.name] or not column.required
        if coded and (values[0] != values[1] or (None in values and one[column.name] != two[column.name])):
            label = dataset.label(name, key[0]) if len(key) == 1 else _joined(key)
            yield (name, _joined(key), label, column.name, one[column.name], two[column.name], sentences[key])


def report(found: Comparison) -> str:
    """The comparison as text: alpha by field, the weakest first, then what to talk through."""
    lines = [f"{found.dataset} and {found.coder}: Krippendorff's alpha with its 95 % interval"]
    ranked = found.fields.sort_values("alpha", kind="stable", na_position="last")
    width = max((len(f"{row.table}.{row.field}") for row in _rows(ranked)), default=0)
    for row in _rows(ranked):
        name, agreed = f"{row.table}.{row.field}", f"{row.agreed} of {row.units} agree"
        lines.append(f"  {name:<{width}}  {_interval(row):<22}  {row.verdict:<14}  {agreed}  ({row.metric})")
    lines.append(f"{len(found.disagreements)} cells to talk through")
    for row in _rows(found.disagreements):
        first, second = (f'"{shorten(cell)}"' if cell else "nothing" for cell in (row.first, row.second))
        place = f" ({row.sentence})" if row.sentence else ""
        lines.append(f"  {row.table}.{row.field}, {shorten(row.label)}{place}: {first} or {second}?")
    if len(found.unmatched):
        lines.append(f"{len(found.unmatched)} rows that only one of the two has")
        lines += [f"  {row.table}, {shorten(row.row)}: only in {row.only}" for row in _rows(found.unmatched)]
    return "\n".join(lines)


def _interval(row: Any) -> str:
    if pd.isna(row.alpha):
        return "no alpha"
    return f"{row.alpha:.2f}" + ("" if pd.isna(row.low) else f" ({row.low:.2f} to {row.high:.2f})")


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return iter(frame.itertuples())
