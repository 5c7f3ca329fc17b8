"""Workbook: from an article that argues something to a quoted, checked dataset, charts, tests of its argument
and reports.

>>> import workbook
>>> dataset = workbook.load("iran-al-qaeda-2020")
>>> dataset.events  # a typed pandas frame, every row with its quote and its sentence

The names below are imported when first used, so that ``import workbook`` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.dataset import Dataset, load
    from workbook.errors import DatasetError, ParameterError, WorkbookError
    from workbook.figures import show
    from workbook.pages import open_page
    from workbook.prose import cite, say
    from workbook.records import record
    from workbook.several import load_many
    from workbook.tables import table

__version__ = "0.1.0"

_HOME = {
    "Dataset": "dataset",
    "DatasetError": "errors",
    "ParameterError": "errors",
    "WorkbookError": "errors",
    "cite": "prose",
    "load": "dataset",
    "load_many": "several",
    "open_page": "pages",
    "record": "records",
    "say": "prose",
    "show": "figures",
    "table": "tables",
}
__all__ = [
    "Dataset", "DatasetError", "ParameterError", "WorkbookError", "__version__",
    "cite", "load", "load_many", "open_page", "record", "say", "show", "table",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(importlib.import_module(f"workbook.{_HOME[name]}"), name)
    try:
        return importlib.import_module(f"workbook.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"workbook.{name}":
            raise
    raise AttributeError(f"module 'workbook' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__]
