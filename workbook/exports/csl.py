"""The article and the outside publications as CSL-JSON, which Zotero, pandoc and citeproc read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.exports.plain import as_json
from workbook.exports.publications import Publication, publications

if TYPE_CHECKING:
    from workbook.dataset import Dataset


def export(dataset: Dataset) -> bytes:
    """One item a publication."""
    return as_json([_item(publication) for publication in publications(dataset)])


def _item(publication: Publication) -> dict[str, Any]:
    issued: dict[str, Any] = {"date-parts": publication.date_parts}
    if publication.uncertain:
        issued["circa"] = True
    item = {
        "id": publication.key,
        "type": "webpage",
        "title": publication.title,
        "author": [{"literal": publication.author}] if publication.author else [],
        "container-title": publication.publisher,
        "issued": issued if publication.date_parts else {},
        "URL": publication.url,
        "language": publication.language,
        "note": "\n".join(publication.notes),
    }
    return {name: value for name, value in item.items() if value}
