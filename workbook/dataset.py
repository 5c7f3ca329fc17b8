"""A dataset as the notebooks use it: frozen, typed, every row tied to its sentence.

``load("iran-al-qaeda-2020")`` reads, checks and types all tables at once; it gives a whole dataset or a
``DatasetError`` that lists what is wrong, never half of one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from workbook.cells import check_cells, known
from workbook.errors import DatasetError, Problem, WorkbookError
from workbook.package import DESCRIPTOR, Package, Source, read_package, read_text
from workbook.paths import dataset_folder, shown
from workbook.schema import SCHEMA, Table
from workbook.tablefile import TableFile, read_tables
from workbook.text import Sentence, sentences
from workbook.typed import inherit_sentences, typed_frame


class Tables(Mapping[str, pd.DataFrame]):
    """The tables by name; each time a fresh frame, so that nobody's changes reach anybody else's."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]):
        self._frames = dict(frames)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name].copy(deep=False)  # copy on write: as good as a deep copy, at no cost

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


@dataclass(frozen=True)
class Dataset:
    """A curated dataset. Tables are attributes: ``dataset.events``, ``dataset.claims`` and so on, each a
    fresh frame.

    Changing a frame that an attribute gave never changes the dataset. ``fingerprint`` is the sha256 of the
    files it was read from; datasets of the same files in the same folder are equal.
    """

    name: str
    title: str
    version: str
    source: Source
    text: str
    folder: Path
    fingerprint: str
    units: tuple[Sentence, ...]
    tables: Tables = field(compare=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in SCHEMA:
            return self.tables[name]
        raise AttributeError(f"a Dataset has no {name!r}; its tables are {', '.join(SCHEMA)}")

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *SCHEMA]

    @property
    def sentences(self) -> pd.DataFrame:
        """The units of the text: ``sentence`` (``s12``), ``number``, ``paragraph``, ``start``, ``end``,
        ``text``.
        """
        rows = [(unit.id, unit.number, unit.paragraph, unit.start, unit.end, unit.text) for unit in self.units]
        return pd.DataFrame(rows, columns=["sentence", "number", "paragraph", "start", "end", "text"])

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {unit.id: unit.text for unit in self.units}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        keyed = [table for table in SCHEMA.values() if len(table.key) == 1 and table.label]
        labels = {table.name: dict(self.tables[table.name][[table.key[0], table.label]].values) for table in keyed}
        named, types = labels["actors"], SCHEMA["relations"].column("type").codes
        relations = self.tables["relations"][["relation", "subject", "type", "object"]].itertuples(index=False)
        labels["relations"] = {
            relation: f"{named.get(subject, subject)} {types.label(tie)} {named.get(target, target)}"
            for relation, subject, tie, target in relations
        }
        return labels

    def label(self, table: str, row: str) -> str:
        """What a reader calls a row, given its id: an actor's name, an event's label; the id itself if it is
        unknown.
        """
        return self._labels.get(table, {}).get(row, row)

    def sentence_text(self, sentence: str) -> str:
        """The text of a sentence given by its id; raises KeyError."""
        return self._texts[sentence]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(frame)} {name.replace('_', ' ')}" for name, frame in self.tables.items() if len(frame))
        return f"<Dataset {self.name} {self.version}: {len(self.units)} sentences, {sizes or 'no rows yet'}>"

    def _repr_html_(self) -> str:
        from workbook.figures import dataset_card

        return dataset_card(self)


@dataclass(frozen=True)
class Reading:
    """What reading a folder gave: the files as text, what is wrong with them, and the dataset if nothing
    is.
    """

    package: Package
    text: str | None
    units: tuple[Sentence, ...]
    files: dict[str, TableFile]
    problems: list[Problem]
    dataset: Dataset | None


def load(dataset: str | os.PathLike[str]) -> Dataset:
    """Load a dataset by its name or by a path to its folder.

    Raises
    ------
    DatasetError
        If anything in it cannot be read, is not in its vocabulary, refers to nothing, or is quoted from
        nowhere.
    WorkbookError
        If there is no such dataset.
    """
    reading = read(dataset_folder(dataset))
    if reading.dataset is None:
        raise DatasetError(reading.problems)
    return reading.dataset


def read(folder: Path) -> Reading:
    """Read a dataset's folder and collect every problem of its files and cells."""
    where = shown(folder)
    descriptor = f"{where}/{DESCRIPTOR}"
    package, problems = read_package(folder, descriptor)
    text, text_problems = read_text(folder, package.source, descriptor)
    files, file_problems = read_tables(folder, where)
    units = tuple(sentences(text or ""))
    context = known(files, text)
    problems = [*problems, *text_problems, *file_problems]
    for file in files.values():
        problems.extend(check_cells(file, context))
    if problems or text is None:
        return Reading(package, text, units, files, sorted(set(problems)), None)
    frames = {name: typed_frame(file, text, units) for name, file in files.items()}
    for table in SCHEMA.values():
        inherit_sentences(frames, table)
    dataset = Dataset(
        package.name, package.title, package.version, package.source, text, folder, _fingerprint(folder, text), units,
        Tables(frames),
    )  # fmt: skip
    return Reading(package, text, units, files, [], dataset)


def _fingerprint(folder: Path, text: str) -> str:
    digest = hashlib.sha256(text.encode())
    for path in sorted([folder / DESCRIPTOR, *folder.glob("*.csv")]):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def row_id(table: Table, row: Mapping[str, object]) -> str:
    """What pages call a row: ``event-killing-of-al-masri``, the key's columns joined; safe as an HTML id for
    valid keys.
    """
    return "-".join([table.name, *(str(row[name]) for name in table.key)])


__all__ = ["Dataset", "DatasetError", "Reading", "WorkbookError", "load", "read", "row_id"]
