"""What a command line asks for, made definite and checked before anything runs: dataset, notebooks, values,
folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import ParameterError, WorkbookError, nearest, shorten
from workbook.notebooks import Value, all_notebooks, declared, find, folder, numbered
from workbook.package import read_package
from workbook.parameters import changed, check, split, typed
from workbook.paths import dataset_folder, dataset_names, root, shown

if TYPE_CHECKING:
    from workbook.dataset import Dataset

_Read = Callable[[Path, Mapping[str, object]], dict[str, Value]]
"""Reads the values given to a notebook: typed, and checked as far as the reader goes."""

DEFAULT_DATASET = "iran-al-qaeda-2020"


@dataclass(frozen=True)
class Job:
    """One notebook to run, with those of its parameters that differ from its defaults."""

    path: Path
    values: Mapping[str, Value]

    @property
    def name(self) -> str:
        """What the page is called."""
        return self.path.stem


@dataclass(frozen=True)
class Plan:
    """A report to make: a dataset by its folder and its name, jobs, and where the pages go.

    The dataset is loaded when it is first asked for: a report in which nothing has changed needs none.
    """

    data: Path
    name: str
    jobs: tuple[Job, ...]
    out: Path

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset; raises DatasetError if it is not sound."""
        from workbook.dataset import load

        return load(self.data)


def make(arguments: Sequence[str], assignments: Sequence[str] = (), out: Path | None = None) -> Plan:
    """Read ``[DATASET] [NOTEBOOK]...`` and ``name=value`` texts, and check all of it.

    A value goes to each of the notebooks that has such a parameter.

    Raises
    ------
    ParameterError
        One line for everything that is not understood or not accepted.
    DatasetError
        If the dataset is not sound.
    """
    from workbook.dataset import load

    given, names = _divide(arguments)
    data = chosen_dataset(given)
    paths = _distinct([find(name) for name in names] or numbered())
    dataset = load(data)

    def checked(path: Path, values: Mapping[str, object]) -> dict[str, Value]:
        return check(path, values, dataset)

    plan = _plan(given, data, paths, split(assignments), out, checked)
    vars(plan)["dataset"] = dataset  # as cached_property keeps it: it need not be loaded twice
    return plan


def draft(arguments: Sequence[str], assignments: Sequence[str] = (), out: Path | None = None) -> Plan:
    """As ``make``, but in a tenth of the time, because values are held against their types alone, not against
    the dataset. Enough to find out that the very same plan has been carried out before.

    Raises
    ------
    ParameterError
        For some of what ``make`` would complain about.
    """
    given, names = _divide(arguments)
    data = chosen_dataset(given)
    paths = _distinct([find(name) for name in names] or numbered())
    return _plan(given, data, paths, split(assignments), out, typed)


def _plan(
    given: str | None, data: Path, paths: Sequence[Path], values: Mapping[str, str], out: Path | None, read: _Read
) -> Plan:
    package, _ = read_package(data, shown(data))
    jobs = _jobs(paths, values, reference(given, data), read)
    return Plan(data, package.name, jobs, out or root() / "reports" / package.name)


def chosen_dataset(given: str | None) -> Path:
    """The folder of the dataset given, or else of the only one there is, or else of the one that ships with
    the workbook.

    Raises
    ------
    ParameterError
        If there is no such dataset, or several to choose from.
    """
    if given is None:
        names = dataset_names()
        if len(names) != 1 and DEFAULT_DATASET not in names:
            raise ParameterError(f"name a dataset; there are: {', '.join(names) or 'none'}")
        given = names[0] if len(names) == 1 else DEFAULT_DATASET
    try:
        return dataset_folder(given)
    except WorkbookError as error:
        raise ParameterError(str(error)) from None


def _divide(arguments: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The dataset and the notebooks among the arguments: the first may be either."""
    if not arguments:
        return None, ()
    first = arguments[0]
    try:
        dataset_folder(first)
        return first, arguments[1:]
    except WorkbookError:
        pass
    try:
        find(first)
    except ParameterError as error:
        if "could be" in str(error):
            raise
        names = dataset_names()
        stems = [path.stem for path in all_notebooks()]
        hint = nearest(first, [*names, *stems, *(stem[3:] for stem in stems)])
        there_are = f"; datasets: {', '.join(names) or 'none'}; notebooks: {', '.join(stems) or 'none'}"
        raise ParameterError(f'"{shorten(first)}": neither a dataset nor a notebook{hint or there_are}') from None
    return None, arguments


def _distinct(paths: Sequence[Path]) -> list[Path]:
    if not paths:
        raise ParameterError(f"no numbered notebook (01_name.ipynb) in {folder()}")
    by_name: dict[str, Path] = {}
    for path in paths:
        if by_name.setdefault(path.stem, path).resolve() != path.resolve():
            raise ParameterError(f"two notebooks would make the page {path.stem}.html: {by_name[path.stem]} and {path}")
    return list(by_name.values())


def reference(given: str | None, data: Path) -> str:
    """How notebooks should name the dataset: by name if it lies in data/, else by the path as it was given."""
    return data.name if given is None or data.parent == (root() / "data").resolve() else given


def _jobs(paths: Sequence[Path], values: Mapping[str, str], reference: str, read: _Read) -> tuple[Job, ...]:
    if "dataset" in values:
        raise ParameterError(f"dataset: name it as the first argument: workbook report {values['dataset']}")
    known = {path: declared(path) for path in paths}
    everyone = list(dict.fromkeys(name for parameters in known.values() for name in parameters))
    problems = [
        f"{shorten(name)}: no such parameter in {', '.join(path.stem for path in paths)}"
        f"{nearest(name, everyone) or '; there are: ' + (', '.join(everyone) or 'none')}"
        for name in values
        if name not in everyone
    ]
    jobs = []
    for path, parameters in known.items():
        mine: dict[str, object] = {name: value for name, value in values.items() if name in parameters}
        if "dataset" in parameters:
            mine["dataset"] = reference
        try:
            jobs.append(Job(path, changed(path, read(path, mine))))
        except ParameterError as error:
            problems += str(error).splitlines()
    if problems:
        raise ParameterError("\n".join(dict.fromkeys(problems)))
    return tuple(jobs)
