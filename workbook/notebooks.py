"""The parameterised notebooks: where they are, what each asks, and which parameters it declares.

A notebook declares its parameters in one cell tagged ``parameters``, a line each, in the form that
papermill's own inspector reads::

    actor: str = ""  # id of an actor; empty: everyone

This module reads the same lines without starting anything, so that a value can be refused before a kernel
runs.
"""

from __future__ import annotations

import ast
import io
import json
import os
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.errors import ParameterError, WorkbookError, nearest
from workbook.paths import root, shown

Value = str | int | float | bool | list[str]
"""What a parameter may hold."""

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list}
"""The types that a parameters cell may name."""

_NUMBERED = re.compile(r"\d\d_\w+")


@dataclass(frozen=True)
class Parameter:
    """One line of a parameters cell: ``name: type = default  # help``."""

    name: str
    type: str
    default: Value
    help: str = ""


def folder() -> Path:
    """The folder of the project's notebooks."""
    return root() / "notebooks"


def all_notebooks() -> list[Path]:
    """Every notebook of the project, in order of name."""
    return sorted(path for path in folder().glob("*.ipynb") if not path.name.startswith("."))


def numbered() -> list[Path]:
    """The notebooks that make up a report (``01_briefing.ipynb`` and so on), in order."""
    return [path for path in all_notebooks() if _NUMBERED.fullmatch(path.stem)]


def find(name: str | os.PathLike[str]) -> Path:
    """The notebook meant by a name, an unambiguous beginning of it (``03``, ``events``), or a path.

    Raises
    ------
    ParameterError
        If there is none, or more than one.
    """
    given = os.fspath(name)
    if given.endswith(".ipynb") and Path(given).is_file():
        return Path(given)
    known = {path.stem: path for path in all_notebooks()}
    stem = given.removeprefix("notebooks/").removesuffix(".ipynb")
    if stem in known:
        return known[stem]
    matches = [stem_known for stem_known in known if stem and _begins(stem_known, stem)]
    if len(matches) == 1:
        return known[matches[0]]
    if matches:
        raise ParameterError(f'notebook "{given}": could be {" or ".join(matches)}')
    subjects = [stem_known.partition("_")[2] for stem_known in known]
    hint = nearest(stem, [*known, *subjects])
    raise ParameterError(f'notebook "{given}": no such notebook{hint}; there are: {", ".join(known) or "none"}')


def _begins(stem: str, start: str) -> bool:
    return stem.startswith(start) or (bool(_NUMBERED.fullmatch(stem)) and stem[3:].startswith(start))


def read(path: Path) -> dict[str, Any]:
    """The JSON of a notebook.

    Raises
    ------
    WorkbookError
        If the file cannot be read or is no notebook of format 4.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise WorkbookError(f"{shown(path)}: {error.strerror}") from None
    except ValueError:
        raise WorkbookError(f"{shown(path)}: not a notebook (broken JSON)") from None
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        raise WorkbookError(f"{shown(path)}: not a notebook of format 4")
    return content


def title(content: dict[str, Any], otherwise: str = "") -> str:
    """The question a notebook answers: the text of its first ``#`` heading."""
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown" and (match := re.search(r"^# +(.+?)\s*$", _source(cell), re.MULTILINE)):
            return match[1]
    return otherwise


def declared(path: Path) -> dict[str, Parameter]:
    """The parameters that a notebook declares, by name, in order; none if it has no parameters cell.

    Raises
    ------
    WorkbookError
        If a line of the cell has not the form ``name: type = literal  # help``; names all such lines.
    """
    for cell in read(path)["cells"]:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            return parse(_source(cell), where=shown(path))
    return {}


def parse(source: str, where: str = "parameters cell") -> dict[str, Parameter]:
    """Read the source of a parameters cell; ``where`` begins each complaint.

    Raises
    ------
    WorkbookError
        As ``declared`` does.
    """
    try:
        statements = ast.parse(source).body
        comments = _comments(source)
    except (SyntaxError, tokenize.TokenError) as error:
        raise WorkbookError(f"{where}: parameters cell: {error.args[0]}") from None
    found: dict[str, Parameter] = {}
    problems = []
    for statement in statements:
        parameter = _parameter(statement, comments.get(statement.end_lineno or 0, ""))
        if not isinstance(parameter, str):
            parameter = _unreadable(source.splitlines()[statement.lineno - 1], parameter) or parameter
        if isinstance(parameter, str):
            problems.append(f"{where}: parameters cell, line {statement.lineno}: {parameter}")
        else:
            found[parameter.name] = parameter
    if problems:
        raise WorkbookError("\n".join(problems))
    return found


def _unreadable(line: str, parameter: Parameter) -> str:
    """What keeps papermill's own inspector from reading a line that Python can read."""
    if line.count("=") > 1:
        return "papermill cannot read a line with a second '='; reword the help"
    return "papermill ends the default at '#'" if "#" in str(parameter.default) else ""


def _parameter(statement: ast.stmt, help: str) -> Parameter | str:
    """A parameter, or what is wrong with its line."""
    form = f"expected name: type = literal  # help, with a type of {', '.join(TYPES)}"
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        return form
    if statement.value is None:
        return form
    kind = ast.unparse(statement.annotation).partition("[")[0]
    try:
        default: Any = ast.literal_eval(statement.value)
    except ValueError:
        return form
    if kind not in TYPES:
        return form
    if kind == "float" and type(default) is int:
        default = float(default)
    if not _fits(default, kind):
        return f"{statement.target.id}: the default {default!r} is not of type {kind}{' of texts' * (kind == 'list')}"
    return Parameter(statement.target.id, kind, default, help)


def _fits(default: Any, kind: str) -> bool:
    if kind == "list" and isinstance(default, list):
        return all(isinstance(item, str) for item in default)
    return type(default) is TYPES[kind]


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ").rstrip() for token in tokens if token.type == tokenize.COMMENT}


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
