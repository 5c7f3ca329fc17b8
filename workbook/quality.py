"""Is a dataset sound, and does it use the whole text? All its problems at once, its coverage, and the text's own
conflicts.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from workbook.dataset import Dataset, Reading, read
from workbook.errors import Problem
from workbook.paths import dataset_folder
from workbook.rules import broken_rules
from workbook.same_as import TABLES as COMPARABLE
from workbook.same_as import read_same_as
from workbook.schema import SCHEMA
from workbook.siblings import SAME_AS
from workbook.text import QuoteError, Sentence, locate

CONFLICTS = ("contradicts", "qualifies")
"""The links between claims that tell of a conflict within the text."""


@dataclass(frozen=True)
class Coverage:
    """How much of the text is accounted for: sentences used by a row, skipped with a reason, and neither."""

    coded: tuple[Sentence, ...]
    skipped: tuple[Sentence, ...]
    unaccounted: tuple[Sentence, ...]

    @property
    def total(self) -> int:
        """All sentences."""
        return len(self.coded) + len(self.skipped) + len(self.unaccounted)

    def __str__(self) -> str:
        return (
            f"{self.total} sentences: {len(self.coded)} coded, {len(self.skipped)} skipped with a reason, "
            f"{len(self.unaccounted)} unaccounted for"
        )


@dataclass(frozen=True)
class CheckResult:
    """What ``check`` found: all problems, in the order of the files, and the coverage (None if there is no
    text).
    """

    problems: tuple[Problem, ...]
    coverage: Coverage | None

    @property
    def ok(self) -> bool:
        """Whether there is no problem; sentences not yet accounted for are none."""
        return not self.problems


def check(dataset: str | os.PathLike[str]) -> CheckResult:
    """Check a dataset given by name or path, and report all problems at once.

    Raises
    ------
    WorkbookError
        If there is no such dataset.
    """
    folder = dataset_folder(dataset)
    reading = read(folder)
    problems = {*reading.problems, *broken_rules(reading), *_misnamed(reading, folder)}
    return CheckResult(tuple(sorted(problems)), _coverage_of(reading))


def _misnamed(reading: Reading, folder: Path) -> list[Problem]:
    """What is wrong with the file that says what is the same in this dataset and those beside it."""
    path = folder.parent / SAME_AS
    ids = {name: set(reading.files[name].frame[SCHEMA[name].key[0]]) for name in COMPARABLE}
    names = {reading.package.name, *(each.parent.name for each in folder.parent.glob("*/datapackage.yaml"))}
    return read_same_as(path, {reading.package.name: ids}, names)[1]


def _coverage_of(reading: Reading) -> Coverage | None:
    if reading.text is None:
        return None
    coded: list[tuple[int, int]] = []
    skipped: list[tuple[int, int]] = []
    for name, file in reading.files.items():
        if file.table.quoted:
            for quote, within in {*zip(file.frame["quote"], file.frame["within"], strict=True)}:
                try:
                    (skipped if name == "skips" else coded).append(locate(reading.text, quote, within))
                except QuoteError:
                    continue
    return _coverage(reading.units, coded, skipped)


def coverage(dataset: Dataset) -> Coverage:
    """How much of the text a dataset accounts for."""
    coded: list[tuple[int, int]] = []
    for table in SCHEMA.values():
        if table.quoted and table.name != "skips":
            coded.extend(_spans(dataset.tables[table.name]))
    return _coverage(dataset.units, coded, _spans(dataset.skips))


def _spans(frame: pd.DataFrame) -> list[tuple[int, int]]:
    return list(frame[["quote_start", "quote_end"]].dropna().itertuples(index=False, name=None))


def _coverage(
    units: Sequence[Sentence], coded: Iterable[tuple[int, int]], skipped: Iterable[tuple[int, int]]
) -> Coverage:
    in_coded, in_skipped = _touched(units, coded), _touched(units, skipped)
    kinds: dict[str, list[Sentence]] = {"coded": [], "skipped": [], "unaccounted": []}
    for unit in units:
        number = unit.number
        kinds["coded" if number in in_coded else "skipped" if number in in_skipped else "unaccounted"].append(unit)
    return Coverage(*(tuple(kinds[kind]) for kind in ("coded", "skipped", "unaccounted")))


def _touched(units: Sequence[Sentence], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the sentences that share a character with a span."""
    numbers: set[int] = set()
    for start, end in set(spans):
        first = bisect_right(units, start, key=lambda unit: unit.end)
        last = bisect_left(units, end, key=lambda unit: unit.start)
        numbers.update(unit.number for unit in units[first:last])
    return numbers


def conflicts(dataset: Dataset) -> pd.DataFrame:
    """The text's contradictions, slips and weak points, in text order.

    Returns
    -------
    DataFrame
        One row a link that contradicts or qualifies: the columns of ``claim_links`` with ``statement``,
        ``sentence`` of the claim and ``other_statement``, ``other_sentence`` of the other.
    """
    claims = dataset.claims.set_index("claim")
    links = dataset.claim_links
    links = links[links["link"].isin(CONFLICTS)].reset_index(drop=True)
    for prefix, key in (("", "claim"), ("other_", "other")):
        links[f"{prefix}statement"] = links[key].map(claims["statement"])
        links[f"{prefix}sentence"] = links[key].map(claims["sentence"])
    numbers = links["sentence"].str.removeprefix("s").astype("Int64")
    return links.iloc[numbers.argsort(kind="stable")].reset_index(drop=True)
