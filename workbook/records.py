"""Values that a notebook records by name, stored in the notebook itself.

``workbook.record("events", 12)`` leaves an output that shows nothing on a page and that scrapbook reads too
(``scrapbook.read_notebook(path).scraps``). A sweep gathers the values of all its runs in one table.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any

from workbook.errors import WorkbookError, shorten

MIMETYPE = "application/scrapbook.scrap.json+json"
"""What scrapbook calls a value that is kept as JSON."""

Recorded = str | int | float | bool | None
"""What can be recorded: one value, so that it fits a cell of a table."""


def record(name: str, value: object) -> None:
    """Record a value under a name, in the notebook that calls this; the last of two of one name counts.

    Outside of a notebook nothing happens.

    Parameters
    ----------
    name
        What the value is called; it becomes a column of a sweep's table.
    value
        A text, a number, a truth value, a date or None; numpy's and pandas' own count as such.

    Raises
    ------
    WorkbookError
        If the name is empty, or the value is something else, a list or a frame for instance.
    """
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise WorkbookError(f"record: {shorten(repr(name))}: expected a name, on one line")
    plain = _plain(name, value)
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        return
    scrap = {"name": name, "data": plain, "encoder": "json", "version": 1}
    told = {"scrapbook": {"name": name, "data": True, "display": False}}
    # The empty form is for those who show outputs and do not know the other: there is nothing to see.
    display({MIMETYPE: scrap, "text/html": ""}, metadata=told, raw=True)  # type: ignore[no-untyped-call]


def _plain(name: str, value: object) -> Recorded:
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if value is None or type(value).__name__ in ("NAType", "NaTType"):  # pandas need not be imported to know
        return None
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no word for it
    if isinstance(value, str | int | float):
        return value
    raise WorkbookError(f"record: {name}: {type(value).__name__} is not one value; record a number or a text")


def recorded(notebook: Mapping[str, Any]) -> dict[str, Recorded]:
    """The values that an executed notebook holds, by name, in the order in which they were first recorded."""
    found: dict[str, Recorded] = {}
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            scrap = output.get("data", {}).get(MIMETYPE)
            if isinstance(scrap, Mapping) and "name" in scrap:
                found[str(scrap["name"])] = scrap.get("data")
    return found
