"""The file of a sweep: which notebook is to be run with which sets of parameters, written in YAML::

    notebook: 04_actors
    dataset: iran-al-qaeda-2020     # may be left out where there is only one
    name: "{actor}-{hops}"          # of each run; by default made of all that varies
    matrix:                         # every combination
      actor: [iran, al-qaeda]
      hops: [0, 1, 2]
    list:                           # and these besides
      - {actor: iran, hops: 3}
    parameters:                     # the same for all
      relation_types: [supports]

The whole file is checked before anything runs, and every fault is told.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.errors import ParameterError, WorkbookError, nearest, shorten
from workbook.notebooks import Value, declared, find
from workbook.parameters import changed, check
from workbook.paths import shown
from workbook.plans import chosen_dataset, reference

if TYPE_CHECKING:
    from workbook.dataset import Dataset

_KEYS = ("notebook", "dataset", "name", "matrix", "list", "parameters")
_RESERVED = {"index", "comparison", "results", "con", "prn", "aux", "nul"}
_LONGEST = 100
MOST = 100_000
"""How many runs a sweep may have; more is a slip of the pen."""


@dataclass(frozen=True)
class SweptRun:
    """One run of a sweep: what its files are called, all that was asked of it, and what differs from the defaults."""

    name: str
    asked: Mapping[str, Value]
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Sweep:
    """A sweep, checked as a whole: its name, its notebook, its dataset, what varies, and its runs in order."""

    name: str
    notebook: Path
    data: Path
    dataset: Dataset
    varied: tuple[str, ...]
    runs: tuple[SweptRun, ...]


def read_sweep(path: Path) -> Sweep:
    """Read the file of a sweep.

    Raises
    ------
    WorkbookError
        If it cannot be read.
    ParameterError
        One line for each fault: keys, names and values of parameters, runs that would have one name.
    """
    content = _content(path)
    where = shown(path)
    faults = [f"{where}: {key}: no such key{nearest(str(key), _KEYS)}" for key in content if key not in _KEYS]
    if "notebook" not in content:
        faults.append(f"{where}: notebook: name the notebook to run")
    sets = _sets(content, where, faults)
    if faults:
        raise ParameterError("\n".join(faults))
    notebook = find(str(content["notebook"]))
    given = str(content["dataset"]) if "dataset" in content else None
    data = chosen_dataset(given)
    from workbook.dataset import load

    dataset = load(data)
    varied = tuple(dict.fromkeys(name for each in sets for name in each))
    constant = _mapping(content, "parameters")
    if "dataset" in declared(notebook):
        constant = {"dataset": reference(given, data), **constant}
    runs = _runs(sets, constant, notebook, dataset, str(content.get("name") or ""), varied, where)
    return Sweep(slug(path.stem), notebook, data, dataset, varied, runs)


def _content(path: Path) -> dict[str, Any]:
    import yaml

    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise WorkbookError(f"{path}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WorkbookError(f"{shown(path)}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise WorkbookError(f"{shown(path)}: expected keys and values, such as notebook: 04_actors")
    return content


def _mapping(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key) or {}
    return {str(name): each for name, each in value.items()} if isinstance(value, dict) else {}


def _sets(content: Mapping[str, Any], where: str, faults: list[str]) -> list[dict[str, Any]]:
    """The sets of parameters that vary: all of the matrix, then the list."""
    for key, kind in (("matrix", dict), ("parameters", dict), ("list", list)):
        if not isinstance(content.get(key) or kind(), kind):
            faults.append(f"{where}: {key}: expected {'names and values' if kind is dict else 'a list'}")
            return []
    matrix, listed = _mapping(content, "matrix"), content.get("list") or []
    faults += [f"{where}: matrix: {name}: expected a list of values" for name in matrix if not _values(matrix[name])]
    faults += [f"{where}: list: {shorten(str(each))}: expected names and values" for each in listed if not _named(each)]
    if faults:
        return []
    size = 1
    for values in matrix.values():
        size *= len(values)
    if size + len(listed) > MOST:
        faults.append(f"{where}: {size + len(listed):,} runs; a sweep has at most {MOST:,}")
        return []
    combined = [dict(zip(matrix, each, strict=True)) for each in itertools.product(*matrix.values())] if matrix else []
    sets = combined + [{str(name): value for name, value in each.items()} for each in listed]
    if not sets:
        faults.append(f"{where}: nothing to run: give a matrix or a list")
    return sets


def _values(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _named(value: object) -> bool:
    return isinstance(value, dict) and bool(value)


def _runs(
    sets: list[dict[str, Any]], constant: Mapping[str, Any], notebook: Path, dataset: Dataset, template: str,
    varied: tuple[str, ...], where: str,
) -> tuple[SweptRun, ...]:  # fmt: skip
    runs: dict[str, SweptRun] = {}
    faults: list[str] = []
    for number, each in enumerate(sets, 1):
        try:
            typed = check(notebook, {**constant, **each}, dataset)
            name = _name(template, varied, each, typed)
        except ParameterError as error:
            faults += [f"{where}: {line}" for line in str(error).splitlines()]
            continue
        key = name.casefold()  # some file systems do not tell a from A
        if key in runs:
            faults.append(
                f'{where}: run {number} would be called "{name}" as another is; change the name, or the values'
            )
        runs[key] = SweptRun(name, {name: typed[name] for name in varied}, changed(notebook, typed))
    if faults:
        raise ParameterError("\n".join(dict.fromkeys(faults)))
    return tuple(runs.values())


def _name(template: str, varied: tuple[str, ...], given: Mapping[str, Any], typed: Mapping[str, Value]) -> str:
    words = {name: _word(value) for name, value in typed.items()}
    if template:
        try:
            made = re.sub(r"\{(\w+)\}", lambda found: words[found[1]], template)
        except KeyError as error:
            raise ParameterError(f"name: {error}: no such parameter{nearest(error.args[0], words)}") from None
    else:
        made = "-".join(words[name] for name in varied if name in given)
    return slug(made)


def _word(value: Value) -> str:
    if value == "" or value == []:
        return "all"
    return "+".join(value) if isinstance(value, list) else str(value).lower()


def slug(text: str) -> str:
    """A text as the name of a file that every system takes: letters, digits, ``.``, ``_``, ``+`` and hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9._+-]+", "-", ascii_text).strip("-. ")[:_LONGEST].rstrip("-. ")
    if not made or made.casefold().partition(".")[0] in _RESERVED:
        made = f"run-{made}".rstrip("-")
    return made


def listed(sweep: Sweep) -> Iterator[str]:
    """A line for each run: its name and what it is asked."""
    width = max(len(run.name) for run in sweep.runs)
    for run in sweep.runs:
        yield f"{run.name:<{width}}  " + "  ".join(f"{name}={_word(value)}" for name, value in run.asked.items())
