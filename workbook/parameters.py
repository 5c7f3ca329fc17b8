"""The parameters of a run: read, checked before anything starts, and written back as commands.

papermill injects whatever it is given: a misspelt name becomes a variable that nothing reads, a text where a
number was meant fails deep inside a chart. Here names, types and values are checked against the notebook's
own parameters cell, against one registry of what each name means (``workbook.accepted``) and against the
dataset, all at once and before a kernel starts. The same ``check`` runs inside each notebook, so that plain
papermill and JupyterLab give the same lines.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from workbook.errors import ParameterError, WorkbookError, nearest, shorten
from workbook.notebooks import Parameter, Value, declared, find, folder
from workbook.paths import dataset_folder

if TYPE_CHECKING:
    from workbook.dataset import Dataset

_TRUTH = {
    "true": True, "yes": True, "on": True, "1": True,
    "false": False, "no": False, "off": False, "0": False,
}  # fmt: skip
_TYPE_WORDS = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list such as a,b or [a, b]",
}


def split(assignments: Iterable[str]) -> dict[str, str]:
    """The ``name=value`` texts of a command line as a dictionary; the last of two for one name counts.

    Raises
    ------
    ParameterError
        If a text has no ``=`` or no name.
    """
    values = {}
    for text in assignments:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise ParameterError(f'"{shorten(text)}": expected name=value')
        values[name.strip()] = value
    return values


def convert(parameter: Parameter, value: object) -> Value:
    """A value in the parameter's type.

    A text is read as a person would type it (``2``, ``yes``, ``ASSAULT,COERCE``, ``[ASSAULT, COERCE]``). A
    number where a text is wanted becomes that text, because papermill turns ``-p start 2001`` into a number.

    Raises
    ------
    ParameterError
        If it cannot be read so.
    """
    if isinstance(value, str) and parameter.type != "str":
        read = _read(parameter.type, value.strip())
    else:
        read = _take(parameter.type, value)
    if read is None:
        shown = f'"{shorten(value)}"' if isinstance(value, str) else shorten(repr(value))
        raise ParameterError(f"{parameter.name}: {shown}: expected {_TYPE_WORDS[parameter.type]}")
    return read


def _read(kind: str, text: str) -> Value | None:
    """A typed text; None if it is not of that type."""
    if kind == "bool":
        return _TRUTH.get(text.lower())
    if kind == "list":
        return _read_list(text)
    try:
        return int(text) if kind == "int" else float(text)
    except ValueError:
        return None


def _read_list(text: str) -> list[str] | None:
    if not text.startswith("["):
        return [item.strip() for item in text.split(",") if item.strip()]
    import yaml

    try:
        # BaseLoader leaves every item a text: NO stays a code and does not become false.
        items = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else None


def _take(kind: str, value: object) -> Value | None:
    """A value that has a type already; None if it does not fit."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "str":
        return value if isinstance(value, str) else str(value) if number else None
    if kind == "list":
        return _take_list(value)
    if kind == "bool":
        return bool(value) if value in (True, False, 0, 1) and isinstance(value, int) else None
    if kind == "float" and number:
        return float(value)  # type: ignore[arg-type]
    return value if kind == "int" and number and isinstance(value, int) else None


def _take_list(value: object) -> list[str] | None:
    if not isinstance(value, list | tuple):
        return None
    items = [_take("str", item) for item in value]
    return None if None in items else [str(item) for item in items]


def check(
    notebook: str | os.PathLike[str], values: Mapping[str, object], dataset: Dataset | str | None = None
) -> dict[str, Value]:
    """The parameters of a notebook, typed and checked: those given, and the defaults of the others.

    Parameters
    ----------
    notebook
        Its name, or a path to it.
    values
        Values by name, as texts from a command line or as Python holds them inside the notebook.
    dataset
        The dataset that ids refer to; by default the one that ``values`` or the notebook's default name.

    Raises
    ------
    ParameterError
        One line for each unknown name and each value that the parameter cannot take.
    DatasetError
        If the dataset cannot be loaded.
    """
    given = dict(values)
    if isinstance(dataset, str) and "dataset" in declared(find(notebook)):
        given.setdefault("dataset", dataset)
    values_typed, problems = _typed(notebook, given)
    problems += _wrong(values_typed, dataset)
    if problems:
        raise ParameterError("\n".join(problems))
    return values_typed


def typed(notebook: str | os.PathLike[str], values: Mapping[str, object]) -> dict[str, Value]:
    """As ``check``, but for names and types alone: whether the dataset knows the values is left open.

    Raises
    ------
    ParameterError
        One line for each unknown name and each value of a wrong type.
    """
    values_typed, problems = _typed(notebook, values)
    if problems:
        raise ParameterError("\n".join(problems))
    return values_typed


def _typed(notebook: str | os.PathLike[str], given: Mapping[str, object]) -> tuple[dict[str, Value], list[str]]:
    """The values that have the right type, and a line for everything that is wrong."""
    path = find(notebook)
    parameters = declared(path)
    problems = _unknown_names(path.stem, parameters, given)
    found: dict[str, Value] = {}
    for name, parameter in parameters.items():
        try:
            found[name] = convert(parameter, given[name]) if name in given else parameter.default
        except ParameterError as error:
            problems.append(str(error))
    return found, problems


def _unknown_names(notebook: str, parameters: Mapping[str, Parameter], given: Mapping[str, object]) -> list[str]:
    there_are = f"; there are: {', '.join(parameters)}" if parameters else "; it has none"
    return [
        f"{shorten(name)}: {notebook} has no such parameter{nearest(name, parameters) or there_are}"
        for name in given
        if name not in parameters
    ]


def _wrong(typed: Mapping[str, Value], dataset: Dataset | str | None) -> list[str]:
    from workbook.accepted import wrong_values

    if dataset is None or isinstance(dataset, str):
        name = dataset if dataset is not None else str(typed.get("dataset", ""))
        if not name:
            return []
        from workbook.dataset import load

        try:
            dataset = load(dataset_folder(name))
        except WorkbookError as error:
            if getattr(error, "problems", None):
                raise
            return [str(error)]
    return wrong_values(typed, dataset)


def changed(notebook: str | os.PathLike[str], values: Mapping[str, Value]) -> dict[str, Value]:
    """Those of a notebook's values that differ from its defaults, in the order of its parameters cell."""
    parameters = declared(find(notebook))
    return {
        name: values[name]
        for name, parameter in parameters.items()
        if name in values and values[name] != parameter.default
    }


def describe(notebook: str | os.PathLike[str]) -> str:
    """A notebook's parameters as text: name, type, default, what it means, and what it accepts."""
    from workbook.accepted import ACCEPTED

    path = find(notebook)
    parameters = declared(path).values()
    heads = [f"  {parameter.name}: {parameter.type} = {parameter.default!r}" for parameter in parameters]
    width = max((len(head) for head in heads), default=0)
    lines = [path.stem + ("" if heads else ": no parameters")]
    for head, parameter in zip(heads, parameters, strict=True):
        lines.append(f"{head:<{width}}  {parameter.help}".rstrip())
        if parameter.name in ACCEPTED:
            lines.append(f"{'':<{width}}  accepts {ACCEPTED[parameter.name].words}")
    return "\n".join(lines)


def reproduce(notebook: str | os.PathLike[str], values: Mapping[str, Value]) -> str:
    """The two commands that make a page again, ours and papermill's, a line each, quoted for a shell.

    Only what differs from the notebook's defaults is named.
    """
    path = find(notebook)
    given = changed(path, values)
    # A notebook of the project is found by name from anywhere; any other only by its path.
    of_project = path.resolve().parent == folder().resolve()
    dataset = [str(values["dataset"])] if "dataset" in values else []
    ours = ["workbook", "report", *dataset, path.stem if of_project else str(path)]
    ours += [part for name, value in given.items() if name != "dataset" for part in ("-p", f"{name}={_text(value)}")]
    papermill = ["papermill", f"notebooks/{path.name}" if of_project else str(path), "OUT.ipynb"]
    papermill += [part for name, value in given.items() for part in _papermill_option(name, value)]
    return f"{shlex.join(ours)}\n{shlex.join(papermill)}"


def _text(value: Value) -> str:
    if isinstance(value, list):
        plain = all(item and item == item.strip() and not set(item) & set(",[]{}'\"#:&*!|>%@`") for item in value)
        return ",".join(value) if plain else _flow(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flow(value: list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)  # every JSON list of texts is a YAML list too


def _papermill_option(name: str, value: Value) -> list[str]:
    """Papermill's ``-p`` guesses a type from the text, ``-r`` takes the text as it is, ``-y`` reads YAML."""
    if isinstance(value, list):
        return ["-y", f"{name}: {_flow(value)}"]
    return ["-r" if isinstance(value, str) and _misread(value) else "-p", name, str(value)]


def _misread(text: str) -> bool:
    """Whether papermill would make something of a text that does not come back as the same text."""
    if text in ("True", "False", "None"):
        return True
    for kind in (int, float):
        try:
            return str(kind(text)) != text
        except ValueError:
            continue
    return False
