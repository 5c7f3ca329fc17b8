"""Rows as W3C Web Annotations: each quote is found again by its words, by its surroundings and by its position.

The text as received is named by its checksum (an ``ni:`` address, RFC 6920), for the positions hold in it and nowhere
else; the article's own address is a second target, to be found by the words alone.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from workbook.citations import noun
from workbook.exports.plain import Row, as_json, identifier, named_rows
from workbook.schema import SCHEMA
from workbook.text import selector

if TYPE_CHECKING:
    from workbook.dataset import Dataset

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PLACES = ("quote_start", "quote_end", "sentence", "last_sentence")


def export(dataset: Dataset) -> bytes:
    """An AnnotationCollection with one page, in the order of the tables."""
    items = [
        _annotation(dataset, table.name, name, label, row)
        for table in SCHEMA.values()
        if table.quoted
        for name, label, row in named_rows(dataset, table.name)
        if "quote_start" in row
    ]
    collection = f"urn:uuid:{identifier(dataset, 'annotations')}"
    page = {
        "id": f"urn:uuid:{identifier(dataset, 'annotations', 'page')}",
        "type": "AnnotationPage",
        "partOf": collection,
        "startIndex": 0,
        "items": items,
    }
    return as_json(
        {
            "@context": CONTEXT,
            "id": collection,
            "type": "AnnotationCollection",
            "label": f"{dataset.title} ({dataset.version})",
            "total": len(items),
            "first": page,
        }
    )


def text_address(dataset: Dataset) -> str:
    """The text as received, named by the checksum of its bytes."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(dataset.source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _annotation(dataset: Dataset, table: str, name: str, label: str, row: Row) -> dict[str, Any]:
    start, end = row["quote_start"], row["quote_end"]
    words = {"type": "TextQuoteSelector", **selector(dataset.text, start, end)}
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    targets = [_target(text_address(dataset), [words, place])]
    if dataset.source.url:
        targets.append(_target(dataset.source.url, [words]))
    cells = {key: value for key, value in row.items() if key not in _PLACES}
    return {
        "id": f"urn:uuid:{identifier(dataset, name)}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            _body("classifying", noun(table), "text/plain"),
            _body("describing", label, "text/plain"),
            _body("describing", json.dumps(cells, ensure_ascii=False), "application/json"),
        ],
        "target": targets,
    }


def _target(source: str, selectors: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "SpecificResource", "source": source, "selector": selectors}


def _body(purpose: str, value: str, format: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": format}
