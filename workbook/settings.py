"""The parameters a page was made with, in words."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbook.errors import WorkbookError
from workbook.notebooks import Value, parse


@dataclass(frozen=True)
class Setting:
    """A parameter, its value in words, what it means, and whether it differs from what the notebook has by
    itself.
    """

    name: str
    words: str
    help: str
    changed: bool


def settings(notebook: Mapping[str, Any]) -> tuple[Setting, ...]:
    """The parameters of an executed notebook: those it declares, with the values that were injected."""
    try:
        declared = parse(_tagged(notebook, "parameters"))
    except WorkbookError:  # a notebook of someone else's: it is shown without this
        return ()
    given = _assigned(_tagged(notebook, "injected-parameters"))
    found = []
    for name, parameter in declared.items():
        value = given.get(name, parameter.default)
        found.append(Setting(name.replace("_", " "), in_words(value), parameter.help, value != parameter.default))
    return tuple(found)


def summary(settings: tuple[Setting, ...]) -> str:
    """One line: what was set for this page."""
    changed = [f"{setting.name} {setting.words}" for setting in settings if setting.changed]
    if changed:
        return f"Settings: {'; '.join(changed)}; all else as usual"
    return "Settings: all as usual"


def in_words(value: Value) -> str:
    """A value as a reader would say it.

    >>> in_words(True), in_words(["ASSAULT", "COERCE"]), in_words("")
    ('yes', 'ASSAULT, COERCE', 'not set')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "not set"
    return str(value) if value != "" else "not set"


def _tagged(notebook: Mapping[str, Any], tag: str) -> str:
    for cell in notebook["cells"]:
        if tag in cell.get("metadata", {}).get("tags", []):
            source = cell["source"]
            return source if isinstance(source, str) else "".join(source)
    return ""


def _assigned(source: str) -> dict[str, Value]:
    """The values of plain assignments, as papermill writes them; whatever else the cell holds is passed over."""
    values: dict[str, Value] = {}
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return values
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                try:
                    values[name] = ast.literal_eval(value)
                except ValueError:
                    continue
    return values
