"""What is the same across datasets, said by hand: ``data/same_as.csv``.

Two articles name one man in two ways, and two men in one way. Nothing here is guessed from names: a row says that an
actor, event or other row of one dataset belongs to a *group*, and all rows of a group are one and the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from workbook.cells import Known, check_cells
from workbook.errors import Problem, nearest
from workbook.paths import shown
from workbook.schema import SCHEMA, Column, Table
from workbook.tablefile import TableFile, empty_frame, read_table

TABLES = tuple(table.name for table in SCHEMA.values() if len(table.key) == 1 and table.columns[0].kind == "id")
"""The tables whose rows can be the same: those with one id a row."""

SAME_AS = Table(
    "same_as", "The same across datasets", "Rows of several datasets that are one and the same.",
    ("dataset", "table", "id"),
    (
        Column("group", "id", "Short slug of what the rows are.", required=True),
        Column("dataset", "text", "Name of the dataset.", required=True),
        Column("table", "text", f"Its table: {', '.join(TABLES)}.", required=True),
        Column("id", "id", "The row's id there.", required=True),
        Column("note", "text", "Why they are the same, where it needs saying."),
    ),
)  # fmt: skip

Ids = Mapping[str, Mapping[str, Collection[str]]]
"""The ids there are, by dataset and table."""


def read_same_as(path: Path, ids: Ids, names: Iterable[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the file and check it; a file that is not there is an empty table.

    Parameters
    ----------
    ids
        Of the datasets whose rows are checked.
    names
        Of all the datasets that a row may name.
    """
    if not path.exists():
        return empty_frame(SAME_AS), []
    file = read_table(SAME_AS, path, shown(path))
    problems = [*file.problems, *check_cells(file, Known(None, {}, {}))]
    problems += [*_unknown(file, ids, list(names)), *_groups(file)]
    return file.frame, sorted(set(problems))


def _rows(file: TableFile) -> Iterator[tuple[int, dict[str, str]]]:
    for row, cells in enumerate(file.frame.itertuples(index=False, name=None)):
        if row not in file.ragged:
            yield row, dict(zip(file.table.names, cells, strict=True))


def _unknown(file: TableFile, ids: Ids, names: list[str]) -> Iterator[Problem]:
    """Datasets, tables and ids that there are not."""
    for row, cells in _rows(file):
        dataset, table, identifier = cells["dataset"], cells["table"], cells["id"]
        if dataset and dataset not in names:
            yield file.problem(row, "dataset", dataset, f"no such dataset{nearest(dataset, names)}")
        if table and table not in TABLES:
            hint = nearest(table, TABLES) or f"; the tables are {', '.join(TABLES)}"
            yield file.problem(row, "table", table, f"no table whose rows can be the same{hint}")
        elif dataset in ids and identifier and identifier not in ids[dataset].get(table, ()):
            valid = ids[dataset].get(table, ())
            message = f"no such row in {table} of {dataset}{nearest(identifier, valid)}"
            yield file.problem(row, "id", identifier, message)


def _groups(file: TableFile) -> Iterator[Problem]:
    """Groups of one row, of several tables, or with two rows of one dataset."""
    first: dict[str, tuple[int, dict[str, str]]] = {}
    sizes: dict[str, int] = {}
    seen: dict[tuple[str, str], int] = {}
    for row, cells in _rows(file):
        group = cells["group"]
        if not group:
            continue
        sizes[group] = sizes.get(group, 0) + 1
        _, start = first.setdefault(group, (row, cells))
        if cells["table"] != start["table"]:
            yield file.problem(row, "table", cells["table"], f'the group "{group}" is of {start["table"]}')
        earlier = seen.setdefault((group, cells["dataset"]), row)
        if earlier != row:
            message = f'another row of that dataset is in the group "{group}", on line {file.lines[earlier]}'
            yield file.problem(row, "dataset", cells["dataset"], message)
    for group, size in sizes.items() if file.whole else ():
        if size == 1:
            yield file.problem(first[group][0], "group", group, "only one row; the same as what?")
