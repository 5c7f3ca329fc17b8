"""What differs between two runs, read from their executed notebooks: parameters, rows, recorded values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from workbook.errors import WorkbookError, shorten
from workbook.notebooks import read
from workbook.records import recorded
from workbook.schema import SCHEMA
from workbook.settings import settings

_ROW = re.compile(r'<tr[^<>]*\sid="([^"]+)"[^<>]*>(.*?)</tr>', re.DOTALL)


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two runs, a line each; none if nothing does.

    A line begins with ``<`` for what only the first has, ``>`` for what only the second has, ``~`` for what both
    have with different values.

    Parameters
    ----------
    one, other
        Executed notebooks, or their pages, or these without their ending.

    Raises
    ------
    WorkbookError
        If one cannot be read.
    """
    first, second = read(_notebook(one)), read(_notebook(other))
    told = [*_changes("dataset", _dataset(first), _dataset(second))]
    told += _changes("parameter", _parameters(first), _parameters(second))
    told += _changes("recorded", recorded(first), recorded(second))
    told += _changes("row", _rows(first), _rows(second))
    return told


def _notebook(path: Path) -> Path:
    path = path.with_suffix(".ipynb") if path.suffix == ".html" else path
    for candidate in (path, path.with_name(f"{path.name}.ipynb"), path.with_name(f"{path.name}.failed.ipynb")):
        if candidate.is_file():
            return candidate
    raise WorkbookError(f"{path}: no executed notebook")


def _dataset(notebook: Mapping[str, Any]) -> dict[str, str]:
    """The dataset and its checksum, as the page states it."""
    name = str(notebook.get("metadata", {}).get("workbook", {}).get("dataset", ""))
    checksums = [found[1] for html in _outputs(notebook) if (found := re.search(r"sha256 ([0-9a-f]{64})", html))]
    return {name: checksums[-1] if checksums else ""}


def _parameters(notebook: Mapping[str, Any]) -> dict[str, str]:
    return {setting.name: setting.words for setting in settings(notebook)}


def _rows(notebook: Mapping[str, Any]) -> dict[str, str]:
    """The rows of the dataset that a run's tables show, as text, by their ids on the page."""
    tables = tuple(f"{name}-" for name in SCHEMA)
    return {
        row: re.sub(r"\s+", " ", Markup(cells.replace("</td>", " | ")).striptags()).strip(" |")
        for html in _outputs(notebook)
        for row, cells in _ROW.findall(html)
        if row.startswith(tables)
    }


def _outputs(notebook: Mapping[str, Any]) -> Iterator[str]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            yield html if isinstance(html, str) else "".join(html)


def _changes(what: str, one: Mapping[str, object], other: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys([*one, *other]):
        if name not in other:
            yield f"< {what} {name}: {shorten(str(one[name]))}"
        elif name not in one:
            yield f"> {what} {name}: {shorten(str(other[name]))}"
        elif one[name] != other[name]:
            yield f"~ {what} {name}: {shorten(str(one[name]))} -> {shorten(str(other[name]))}"
