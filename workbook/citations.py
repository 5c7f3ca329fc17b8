"""Which rows of a dataset rest on which words of the article, and where in a report each row is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from workbook.dataset import row_id
from workbook.schema import SCHEMA, Table

if TYPE_CHECKING:
    from workbook.dataset import Dataset

SOURCE_PAGE: Final = "02_source"
"""The page that shows the article itself, each sentence under its id."""

PAGES: Final = {
    "actors": "04_actors", "events": "03_events", "participants": "03_events", "relations": "04_actors",
    "claims": "05_claims", "claim_links": "05_claims", "hypotheses": "06_hypotheses", "ratings": "06_hypotheses",
    "forecasts": "08_forecasts", "descriptors": "07_scenarios", "states": "07_scenarios", "impacts": "07_scenarios",
    "policies": "07_scenarios", "policy_settings": "07_scenarios", "storylines": "07_scenarios",
    "judgements": "01_briefing", "corroboration": "05_claims", "outcomes": "08_forecasts",
}  # fmt: skip
"""The page on which the rows of a table are shown."""

_NOUNS: Final = {"hypotheses": "hypothesis", "policies": "policy"}


@dataclass(frozen=True)
class Use:
    """A row that rests on a passage: positions in the text, end exclusive, and what a reader calls the row."""

    table: str
    row: str
    label: str
    start: int
    end: int

    @property
    def href(self) -> str:
        """Where in the report the row is shown."""
        return f"{PAGES[self.table]}.html#{self.row}"


def noun(table: str) -> str:
    """What one row of a table is called: ``event``, ``policy``."""
    return _NOUNS.get(table, table.removesuffix("s").replace("_", " "))


def uses(dataset: Dataset) -> list[Use]:
    """Every row that quotes the article, in the order of the text."""
    quoted = [table for table in SCHEMA.values() if table.quoted and table.name in PAGES]
    found = [use for table in quoted for use in frame_uses(dataset, getattr(dataset, table.name), table)]
    return sorted(found, key=lambda use: (use.start, use.end, list(PAGES).index(use.table), use.row))


def frame_uses(dataset: Dataset, frame: pd.DataFrame, table: Table) -> Iterator[Use]:
    """The rows of a frame that have a quote of their own."""
    if not {"quote_start", "quote_end"}.issubset(frame.columns):
        return
    records: list[dict[str, Any]] = frame[frame["quote_start"].notna()].to_dict("records")  # type: ignore[assignment]
    for row in records:
        label = row_label(dataset, table, row)
        yield Use(table.name, row_id(table, row), label, int(row["quote_start"]), int(row["quote_end"]))


def row_label(dataset: Dataset, table: Table, row: dict[str, Any]) -> str:
    """What a reader calls a row, also where the table has no label column and several columns make its key."""
    if len(table.key) == 1:
        return dataset.label(table.name, str(row[table.key[0]]))
    return str(row[table.label]) if table.label else ", ".join(str(row[name]) for name in table.key)


def counted(tables: Iterable[str]) -> str:
    """How many rows of which tables: ``2 claims, 1 event``."""
    counts = Counter(tables)
    parts = []
    for table in PAGES:
        if number := counts[table]:
            parts.append(f"{number} {noun(table) if number == 1 else table.replace('_', ' ')}")
    return ", ".join(parts)
