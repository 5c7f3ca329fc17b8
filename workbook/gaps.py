"""What a page says of tables that hold nothing yet: which they are, and how they are filled."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from workbook.charts.words import listed
from workbook.dataset import Dataset
from workbook.prose import Prose
from workbook.schema import SCHEMA

_SUGGESTED = frozenset({"actors", "events", "claims", "forecasts"})


def to_fill(dataset: Dataset, tables: Iterable[str]) -> Prose | None:
    """Which of some tables are empty, and how to fill them; None if none is."""
    missing = [name for name in tables if not len(dataset.tables[name])]
    if not missing:
        return None
    named = listed((SCHEMA[name].title.lower() for name in missing), limit=12)
    files = listed((f"{name}.csv" for name in missing), limit=12)
    help = f"the dataset’s README.md explains {'their' if len(missing) > 1 else 'its'} columns and codes"
    if _SUGGESTED.intersection(missing):
        help += f", and “workbook suggest {dataset.name}” lists candidates with their quotes"
    words = f"The dataset has no {named} yet: add rows to {files}, and this page fills itself. How to: {help}."
    return Prose(Markup('<p class="wb-say wb-empty">{}</p>').format(words))
