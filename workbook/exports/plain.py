"""A dataset's rows as plain values that any format can take: text, numbers, lists; nothing where nothing is stated."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbook.citations import row_label
from workbook.dataset import row_id
from workbook.schema import SCHEMA, Table

if TYPE_CHECKING:
    from workbook.dataset import Dataset

Row = dict[str, Any]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "workbook")


def rows(dataset: Dataset, table: str) -> list[Row]:
    """The rows of a table: its schema's columns that hold something, ``sentence``, ``last_sentence`` and, for quotes,
    ``quote_start`` and ``quote_end``.
    """
    frame = dataset.tables[table]
    places = ["quote_start", "quote_end", "sentence", "last_sentence"]
    names = [*SCHEMA[table].names, *(name for name in places if name in frame)]
    columns = [[plain(value) for value in frame[name]] for name in names]
    return [_held(dict(zip(names, cells, strict=True))) for cells in zip(*columns, strict=True)]


def _held(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def plain(value: Any) -> Any:
    """A cell as JSON has it: None for missing, a list for several, an ISO date for a bound, Python's own numbers."""
    if isinstance(value, tuple | list):
        return [str(part) for part in value]
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def named_rows(dataset: Dataset, table: str) -> Iterator[tuple[str, str, Row]]:
    """Each row with what pages call it (``events-killing-of-al-masri``) and what a reader calls it.

    Rows whose key is no slug, such as those of outside sources, are numbered instead.
    """
    known: Table = SCHEMA[table]
    slugs = all(known.column(name).kind not in ("text", "url", "quote") for name in known.key)
    for number, row in enumerate(rows(dataset, table), start=1):
        name = row_id(known, row) if slugs else f"{table}-{number}"
        yield name, row_label(dataset, known, row), row


def identifier(dataset: Dataset, *parts: str) -> str:
    """A UUID that the same row of the same dataset always gets."""
    return str(uuid.uuid5(_NAMESPACE, "\0".join([dataset.name, *parts])))


def as_json(content: Mapping[str, Any] | list[Any]) -> bytes:
    """JSON in UTF-8, indented, ended by a line end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def xml_text(text: str) -> str:
    """A text that XML can hold: what it does not allow becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def without_controls(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
