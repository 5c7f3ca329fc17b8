"""Several datasets at once: each table as one frame, and what is the same in them by ``same_as``.

>>> several = workbook.load_many(["iran-al-qaeda-2020", "harbour-dispute"])
>>> several.events  # the events of both, the first column naming the dataset
>>> several.shared("events")  # those said to be one and the same event
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbook.dataset import Dataset, load
from workbook.errors import DatasetError, Problem, WorkbookError
from workbook.same_as import TABLES, read_same_as
from workbook.schema import SCHEMA
from workbook.siblings import SAME_AS, compared


@dataclass(frozen=True)
class Several:
    """Datasets side by side, in the order given; their tables are attributes, each a fresh frame.

    A frame has ``dataset`` as its first column and the columns of the table, but ``sentence`` and ``last_sentence``
    name the dataset too (``harbour-dispute-s4``), since every text has a sentence s4. ``same_as`` holds the rows of
    the files of that name. ``left_out`` names datasets that lie beside these and could not be loaded.
    """

    datasets: tuple[Dataset, ...]
    same_as: pd.DataFrame = field(compare=False)
    left_out: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the datasets, in order."""
        return [dataset.name for dataset in self.datasets]

    def __iter__(self) -> Iterator[Dataset]:
        return iter(self.datasets)

    def __len__(self) -> int:
        return len(self.datasets)

    def __getitem__(self, name: str) -> Dataset:
        return next(dataset for dataset in self.datasets if dataset.name == name)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in SCHEMA:
            return self._tables[name].copy(deep=False)
        raise AttributeError(f"Several datasets have no {name!r}; their tables are {', '.join(SCHEMA)}")

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        return {name: pd.concat([_placed(each, name) for each in self], ignore_index=True) for name in SCHEMA}

    def shared(self, table: str) -> pd.DataFrame:
        """The rows of a table that are the same as a row of another of these datasets: first ``group`` and ``why``,
        then the table's columns, group by group in the order of the file and of the datasets.
        """
        links = self.same_as[(self.same_as["table"] == table) & self.same_as["dataset"].isin(self.names)]
        links = links[links.groupby("group")["dataset"].transform("nunique") > 1] if len(links) else links
        key = SCHEMA[table].key[0]
        links = links[["group", "note", "dataset", "id"]].rename(columns={"note": "why", "id": key})
        order = {group: place for place, group in enumerate(dict.fromkeys(links["group"]))}
        merged = self._tables[table].merge(links, on=["dataset", key])
        places = merged["group"].map(order).argsort(kind="stable")
        return merged.iloc[places].set_index(["group", "why"]).reset_index()


def _placed(dataset: Dataset, table: str) -> pd.DataFrame:
    frame = dataset.tables[table].copy()
    for place in ("sentence", "last_sentence"):
        frame[place] = [f"{dataset.name}-{cell}" if cell else "" for cell in frame[place]]
    frame.insert(0, "dataset", pd.Series(dataset.name, index=frame.index, dtype="str"))
    return frame


def load_many(datasets: Iterable[str | os.PathLike[str]]) -> Several:
    """Load datasets by name or path, with what ``same_as.csv`` beside them says is the same.

    Raises
    ------
    WorkbookError
        If there is no such dataset, or one is given twice.
    DatasetError
        If one cannot be loaded, or ``same_as.csv`` names what there is not.
    """
    loaded = [load(dataset) for dataset in datasets]
    names = [dataset.name for dataset in loaded]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise WorkbookError(f'dataset "{twice[0]}": given more than once')
    if not loaded:
        raise WorkbookError("name at least one dataset")
    return _several(loaded)


def load_beside(dataset: Dataset, names: Sequence[str] = ()) -> Several:
    """A dataset first, then those named, or else all beside it that can be loaded.

    Raises
    ------
    WorkbookError, DatasetError
        As ``load_many`` does, for datasets that are named.
    """
    if names:
        return load_many([dataset.folder, *compared(dataset.folder, names)])
    loaded, left_out = [dataset], []
    for folder in compared(dataset.folder, ()):
        try:
            loaded.append(load(folder))
        except WorkbookError:
            left_out.append(folder.name)
    return _several(loaded, tuple(left_out))


def _several(datasets: list[Dataset], left_out: tuple[str, ...] = ()) -> Several:
    ids = {
        dataset.name: {name: set(dataset.tables[name][SCHEMA[name].key[0]]) for name in TABLES} for dataset in datasets
    }
    frames, problems = [], list[Problem]()
    for folder in dict.fromkeys(dataset.folder.parent for dataset in datasets):
        frame, found = read_same_as(folder / SAME_AS, ids, _names(folder, ids))
        frames.append(frame)
        problems += found
    if problems:
        raise DatasetError(problems)
    return Several(tuple(datasets), pd.concat(frames, ignore_index=True), left_out)


def _names(folder: Path, ids: Iterable[str]) -> list[str]:
    return sorted({*ids, *(path.parent.name for path in folder.glob("*/datapackage.yaml"))})
