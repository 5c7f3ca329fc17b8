"""Which values a parameter accepts, by its name: one registry for all notebooks.

A notebook says what type a parameter has; what the values mean is the same everywhere, so that ``actor`` is
the id of an actor of the dataset in every notebook that has one. A name that is not listed here is checked
for its type alone.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook.dates import parse
from workbook.errors import WorkbookError, shorten
from workbook.notebooks import Value
from workbook.paths import dataset_folder
from workbook.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from workbook.dataset import Dataset

LANES = ("type", "actor", "status", "country")
HIGHLIGHTS = (
    "all",
    "claims",
    "events",
    "actors",
    "relations",
    "hypotheses",
    "forecasts",
    "hedges",
    "loaded",
    "conflicts",
)
WEIGHTINGS = ("none", "credibility")
BASES = ("all", "article")


@dataclass(frozen=True)
class Accepted:
    """What a parameter accepts: in words, and as a function that says what is wrong with a value ("" =
    nothing).
    """

    words: str
    problem: Callable[[Value, Dataset], str]


def _one_of(options: Sequence[str]) -> Accepted:
    def problem(value: Value, dataset: Dataset) -> str:
        return _unknown(_items(value), options, "expected another word")

    return Accepted(f"one of {', '.join(options)}", problem)


def _code(vocabulary: str) -> Accepted:
    codes = VOCABULARIES[vocabulary]
    labels = {code.label: code.code for code in codes}

    def problem(value: Value, dataset: Dataset) -> str:
        return _unknown(_chosen(value), codes.order, f"no such {codes.title.lower()}", labels)

    return Accepted(f"any of {', '.join(codes.order)}; empty = all", problem)


def _row(table: str, column: str, noun: str, names: Callable[[Dataset], Mapping[str, str]]) -> Accepted:
    def problem(value: Value, dataset: Dataset) -> str:
        ids = list(dict.fromkeys(getattr(dataset, table)[column]))
        return _unknown(_chosen(value), ids, f"no such {noun} in {dataset.name}", names(dataset))

    return Accepted(f"id of {'an' if noun[0] in 'aeiou' else 'a'} {noun} of the dataset; empty = all", problem)


def _date() -> Accepted:
    def problem(value: Value, dataset: Dataset) -> str:
        if "/" in str(value):
            return f"{_shown(value)}: expected one date, not an interval"
        try:
            parse(str(value))
        except ValueError as error:
            return f"{_shown(value)}: {error}"
        return ""

    return Accepted("a date as precise as wished, such as 2001, 2020-11 or 2020-11-14; empty = any", problem)


def _number(words: str, fits: Callable[[float], bool]) -> Accepted:
    def problem(value: Value, dataset: Dataset) -> str:
        return "" if isinstance(value, int | float) and fits(value) else f"{_shown(value)}: expected {words}"

    return Accepted(words, problem)


def _anything(words: str) -> Accepted:
    return Accepted(words, lambda value, dataset: "")


def _datasets(value: Value, dataset: Dataset) -> str:
    """What is wrong with the first name of a dataset that there is not."""
    for name in _chosen(value):
        try:
            dataset_folder(name)
        except WorkbookError as error:
            return str(error).removeprefix("dataset ")
    return ""


def _actor_names(dataset: Dataset) -> dict[str, str]:
    """What people call an actor, with its id; the name proper wins over another's alias."""
    actors = dataset.actors
    aliases = {alias: actor for actor, row in zip(actors["actor"], actors["aliases"], strict=True) for alias in row}
    return aliases | dict(zip(actors["name"], actors["actor"], strict=True))


def _policy_labels(dataset: Dataset) -> dict[str, str]:
    return dict(zip(dataset.policies["label"], dataset.policies["policy"], strict=True))


_ACTOR = _row("actors", "actor", "actor", _actor_names)

ACCEPTED: dict[str, Accepted] = {
    "dataset": _anything("a folder of data/, or a path to a dataset"),
    "datasets": Accepted("folders of data/, or paths to datasets; empty = all others in data/", _datasets),
    "start": _date(),
    "end": _date(),
    "as_of": _date(),
    "actor": _ACTOR,
    "speaker": _ACTOR,
    "types": _code("event_type"),
    "relation_types": _code("relation_type"),
    "kind": _code("claim_kind"),
    "lane": _one_of(LANES),
    "highlight": _one_of(HIGHLIGHTS),
    "weighting": _one_of(WEIGHTINGS),
    "basis": _one_of(BASES),
    "raters": _row("ratings", "rater", "rater", lambda dataset: {}),
    "policy": _row("policies", "policy", "policy", _policy_labels),
    "hops": _number("a whole number from 0", lambda number: number >= 0),
    "draws": _number("a whole number above 0", lambda number: number > 0),
    "seed": _number("a whole number from 0", lambda number: number >= 0),
    "external": _anything("true or false"),
}
"""What each parameter accepts, by its name."""


def wrong_values(values: Mapping[str, Value], dataset: Dataset) -> list[str]:
    """What is wrong with typed values, a line for each parameter at fault, in the order given; empty if
    nothing is.
    """
    problems = []
    for name, value in values.items():
        if isinstance(value, float) and not math.isfinite(value):
            problems.append(f"{name}: {value}: expected a finite number")
        elif name in ACCEPTED and (problem := ACCEPTED[name].problem(value, dataset)):
            problems.append(f"{name}: {problem}")
    return problems or _wrong_order(values)


def _wrong_order(values: Mapping[str, Value]) -> list[str]:
    start, end = parse(str(values.get("start", ""))), parse(str(values.get("end", "")))
    if start.earliest and end.latest and start.earliest > end.latest:
        return [f'start: "{start.text}": is after the end, "{end.text}"']
    return []


def _items(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _chosen(value: Value) -> list[str]:
    return [item for item in _items(value) if item != ""]


def _unknown(items: Sequence[str], valid: Sequence[str], complaint: str, names: Mapping[str, str] | None = None) -> str:
    """What is wrong with the first item that is not valid, with the valid one that was meant or else all
    there are.

    ``names`` are words that people may use in place of an id, each with its id.
    """
    for item in items:
        if item not in valid:
            meant = _meant(item, {**(names or {}), **{known: known for known in valid}})
            there_are = f"; there are: {shorten(', '.join(valid), 300)}" if valid else "; there are none"
            return f"{_shown(item)}: {complaint}" + (f' (did you mean "{meant}"?)' if meant else there_are)
    return ""


def _meant(item: str, ids: Mapping[str, str]) -> str:
    folded = {word.casefold(): identifier for word, identifier in ids.items()}
    close = difflib.get_close_matches(item[:200].casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def _shown(value: Value) -> str:
    return f'"{shorten(value)}"' if isinstance(value, str) else shorten(str(value))
