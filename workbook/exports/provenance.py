"""What was derived from what, as PROV-JSON (W3C member submission, 2013).

An article has an author and a publisher; the text as received comes from it; the dataset comes from the text, by a
curation that was not timed; each row quotes the text; who says a claim, and whom they have it from, are the agents it
is attributed to. Outside findings come from publications of their own and never from the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook.exports.plain import Row, as_json, named_rows
from workbook.exports.publications import publications
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset

QUOTATION = {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"}
PRIMARY = {"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"}


def export(dataset: Dataset) -> bytes:
    """The document, its records in the order of the tables."""
    return as_json(_Document(dataset).whole())


class _Document:
    """A PROV-JSON document as it grows: records by kind, then by id."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._records: dict[str, dict[str, Any]] = {
            "prefix": {"wb": f"urn:workbook:{dataset.name}:", "col": "urn:workbook:column:"},
            "entity": {}, "activity": {}, "agent": {}, "wasDerivedFrom": {}, "wasGeneratedBy": {}, "used": {},
            "wasAttributedTo": {}, "hadMember": {},
        }  # fmt: skip

    def whole(self) -> dict[str, Any]:
        """The document."""
        self._sources()
        for _, label, row in named_rows(self._dataset, "actors"):
            kind = "prov:Person" if row["kind"] == "person" else "prov:Organization"
            told = {"$": kind, "type": "prov:QUALIFIED_NAME"}
            self._records["agent"][f"wb:agent-{row['actor']}"] = {"prov:label": label, "prov:type": told}
        for table in SCHEMA.values():
            for name, label, row in named_rows(self._dataset, table.name):
                self._row(table.name, f"wb:{name}", label, row)
        return {kind: records for kind, records in self._records.items() if records}

    def _sources(self) -> None:
        dataset, source = self._dataset, self._dataset.source
        outside = publications(dataset)[1:]
        self._entity("wb:article", source.title, url=source.url, published=source.published)
        self._entity("wb:text", "The text as received", sha256=source.sha256)
        self._entity("wb:dataset", dataset.title, version=dataset.version, sha256=dataset.fingerprint)
        for role, name in (("author", source.author), ("publisher", source.publisher)):
            if name:
                self._records["agent"][f"wb:{role}-of-the-article"] = {"prov:label": name}
                self._add("wasAttributedTo", entity="wb:article", agent=f"wb:{role}-of-the-article", role=role)
        self._records["activity"]["wb:curation"] = {"prov:label": "Coding by hand"}
        self._add("wasDerivedFrom", generatedEntity="wb:text", usedEntity="wb:article")
        self._add("used", activity="wb:curation", entity="wb:text")
        self._add("wasGeneratedBy", entity="wb:dataset", activity="wb:curation")
        self._add("wasDerivedFrom", generatedEntity="wb:dataset", usedEntity="wb:text", type=PRIMARY)
        self._outside = {each.url: f"wb:publication-{number}" for number, each in enumerate(outside, start=1)}
        for each in outside:
            self._entity(
                self._outside[each.url], each.title, url=each.url, published=each.published, publisher=each.publisher
            )

    def _row(self, table: str, name: str, label: str, row: Row) -> None:
        places = {key: row[key] for key in ("sentence", "quote_start", "quote_end") if key in row}
        self._entity(name, label, value=row.get("quote", ""), table=table, **places)
        self._add("hadMember", collection="wb:dataset", entity=name)
        if SCHEMA[table].external:
            self._add("wasDerivedFrom", generatedEntity=name, usedEntity=self._outside[row["url"]])
        elif "quote" in row:
            self._add("wasDerivedFrom", generatedEntity=name, usedEntity="wb:text", type=QUOTATION)
        elif through := SCHEMA[table].through:
            parent = SCHEMA[table].column(through).table
            self._add("wasDerivedFrom", generatedEntity=name, usedEntity=f"wb:{parent}-{row[through]}")
        if table == "claims":
            self._add("wasAttributedTo", entity=name, agent=f"wb:agent-{row['speaker']}", role="speaker")
            for origin in row.get("origin", []):
                self._add("wasAttributedTo", entity=name, agent=f"wb:agent-{origin}", role="origin")

    def _entity(self, name: str, label: str, value: str = "", **columns: Any) -> None:
        record = {"prov:label": label, "prov:value": value}
        record |= {f"col:{key}": cell for key, cell in columns.items()}
        self._records["entity"][name] = {key: cell for key, cell in record.items() if cell not in ("", None)}

    def _add(self, kind: str, role: str = "", type: dict[str, str] | None = None, **ends: str) -> None:
        records = self._records[kind]
        record: dict[str, Any] = {f"prov:{end}": name for end, name in ends.items()}
        if role:
            record["col:role"] = role  # PROV has no prov:role for attribution
        if type:
            record["prov:type"] = type
        records[f"_:{kind}{len(records) + 1}"] = record
