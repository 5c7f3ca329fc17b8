"""The dataset as a STIX 2.1 bundle, plain JSON after the OASIS specification.

What the article says is not what is known: claims are notes and not observations, a person or state is an identity and
never a threat actor, and everything carries the article as its external reference, with the exact words. Columns that
STIX has no property for stand in one property extension.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from workbook import dates
from workbook.exports.plain import Row, as_json, identifier, named_rows
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset

Thing = dict[str, Any]

CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
"""STIX's own scale for the Admiralty digit (appendix A of the specification); 6, cannot be judged, has none."""

CLASSES = {
    "person": "individual", "armed-group": "group", "state": "organization", "state-body": "organization",
    "organisation": "organization", "media": "organization", "company": "organization", "collective": "class",
}  # fmt: skip
"""The identity class of each kind of actor."""

PARTS = {
    "actor": "actor-in", "recipient": "recipient-in", "reporter": "reporter-of", "denier": "denier-of",
    "mentioned": "mentioned-with",
}  # fmt: skip
"""The relationship of an identity to an incident, by its part."""

_UNSTATED = "1970-01-01T00:00:00.000Z"


def export(dataset: Dataset) -> bytes:
    """The bundle: who made it, the extension, the report, then the objects in the order of the tables."""
    return as_json(_Bundle(dataset).whole())


class _Bundle:
    """What the objects of one bundle share: ids, the moment, the extension, the article."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        published = dates.parse(dataset.source.published).earliest
        self._moment = f"{published.isoformat()}T00:00:00.000Z" if published else _UNSTATED
        self._maker = self._id("identity", "maker")
        self._extension = self._id("extension-definition", "columns")

    def whole(self) -> Thing:
        """The bundle itself."""
        makers: dict[str, Callable[[str, str, Row], Thing]] = {
            "actors": self._actor, "events": self._event, "participants": self._participant,
            "relations": self._relation, "claims": self._claim, "claim_links": self._claim_link,
            "hypotheses": self._hypothesis, "forecasts": self._forecast, "judgements": self._judgement,
            "corroboration": self._finding, "outcomes": self._finding,
        }  # fmt: skip
        objects = [
            self._with_columns(make(name, label, row), table, row)
            for table, make in makers.items()
            for name, label, row in named_rows(self._dataset, table)
        ]
        head = [self._maker_identity(), self._extension_definition()]
        if objects:
            head.append(self._report([thing["id"] for thing in objects]))
        return {"type": "bundle", "id": self._id("bundle", "bundle"), "objects": [*head, *objects]}

    def _id(self, kind: str, name: str) -> str:
        return f"{kind}--{identifier(self._dataset, 'stix', kind, name)}"

    def _object(self, kind: str, name: str, /, **properties: Any) -> Thing:
        head = {"type": kind, "spec_version": "2.1", "id": self._id(kind, name), "created_by_ref": self._maker}
        held = {key: value for key, value in properties.items() if value not in (None, "", [])}
        return {**head, "created": self._moment, "modified": self._moment, **held}

    # ---- what stands at the head ----------------------------------------------------------------

    def _maker_identity(self) -> Thing:
        name = f"Workbook, dataset {self._dataset.name} {self._dataset.version}".strip()
        maker = self._object("identity", "maker", name=name, identity_class="system", description=self._dataset.title)
        del maker["created_by_ref"]
        return maker

    def _extension_definition(self) -> Thing:
        return self._object(
            "extension-definition",
            "columns",
            name="Workbook columns",
            description="The columns of the dataset's row: table, codes, dates as EDTF, and where in the text as "
            "received the quote stands (code points from 0, end exclusive).",
            schema="Described in docs/exports.md and workbook/schema.py of the Workbook project.",
            version="1.0.0",
            extension_types=["property-extension"],
        )

    def _report(self, references: list[str]) -> Thing:
        source = self._dataset.source
        return self._object(
            "report",
            "article",
            name=source.title or self._dataset.title,
            description=f"What the article says, coded by hand; one party's account. {source}.",
            published=self._moment,
            object_refs=references,
            external_references=[self._article()],
        )

    def _article(self, words: str = "") -> Thing:
        source = self._dataset.source
        reference = {"source_name": source.publisher or source.title or self._dataset.name}
        if not source.url:  # a reference needs a description then
            words = words or str(source)
        return reference | {name: value for name, value in (("description", words), ("url", source.url)) if value}

    # ---- a row, an object -----------------------------------------------------------------------

    def _with_columns(self, thing: Thing, table: str, row: Row) -> Thing:
        if SCHEMA[table].external:
            outside = {"source_name": row["publisher"], "description": row["title"], "url": row["url"]}
            thing["external_references"] = [outside]
        else:
            where = f" ({row['sentence']})" if row.get("sentence") else ""
            words = f"“{row['quote']}”{where}" if "quote" in row else f"Sentence {row['sentence']}" if where else ""
            thing["external_references"] = [self._article(words)]
        columns = {"extension_type": "property-extension", "table": table, **row}
        thing["extensions"] = {self._extension: columns}
        return thing

    def _actor(self, name: str, label: str, row: Row) -> Thing:
        return self._object(
            "identity", name, name=row["name"], identity_class=CLASSES.get(row["kind"], "unknown"),
            description=row["summary"],
        )  # fmt: skip

    def _event(self, name: str, label: str, row: Row) -> Thing:
        told = SCHEMA["events"].column("status").codes.label(row["status"]).lower()
        when = dates.in_words(row.get("date", ""))
        return self._object("incident", name, name=row["label"], description=f"In the article: {told}; {when}.")

    def _participant(self, name: str, label: str, row: Row) -> Thing:
        kind, source = PARTS[row["role"]], self._id("identity", f"actors-{row['actor']}")
        return self._relationship(name, kind, source, self._id("incident", f"events-{row['event']}"))

    def _relation(self, name: str, label: str, row: Row) -> Thing:
        subject, other = (self._id("identity", f"actors-{row[end]}") for end in ("subject", "object"))
        told = SCHEMA["relations"].column("status").codes.label(row["status"]).lower()
        said = self._dataset.label("actors", row["asserted_by"])
        return self._relationship(name, row["type"], subject, other, f"{label}: {told}, asserted by {said}.")

    def _claim(self, name: str, label: str, row: Row) -> Thing:
        speakers = [row["speaker"], *row.get("origin", [])]
        return self._note(
            name, row["statement"], [self._id("identity", f"actors-{actor}") for actor in dict.fromkeys(speakers)],
            labels=["claim", row["kind"]], authors=[self._dataset.label("actors", row["speaker"])],
            confidence=CONFIDENCE.get(row["credibility"]),
        )  # fmt: skip

    def _claim_link(self, name: str, label: str, row: Row) -> Thing:
        claim, other = (self._id("note", f"claims-{row[end]}") for end in ("claim", "other"))
        return self._relationship(name, row["link"], claim, other, row["note"])

    def _hypothesis(self, name: str, label: str, row: Row) -> Thing:
        by = self._id("identity", f"actors-{row['offered_by']}")
        return self._note(name, row["statement"], [by], labels=["hypothesis"], abstract=row["label"])

    def _forecast(self, name: str, label: str, row: Row) -> Thing:
        content = f"{row['question']} Yes, if: {row['resolution']}"
        return self._note(name, content, [self._claim_id(row)], labels=["forecast", row["term"]])

    def _judgement(self, name: str, label: str, row: Row) -> Thing:
        return self._note(name, row["statement"], [self._claim_id(row)], labels=["analyst-judgement"])

    def _finding(self, name: str, label: str, row: Row) -> Thing:
        about = self._claim_id(row) if "claim" in row else self._id("note", f"forecasts-{row['forecast']}")
        return self._note(name, row["finding"], [about], labels=["external-evidence", row["verdict"]])

    def _claim_id(self, row: Row) -> str:
        return self._id("note", f"claims-{row['claim']}")

    def _note(self, name: str, content: str, about: list[str], /, **properties: Any) -> Thing:
        return self._object("note", name, content=content, object_refs=about, **properties)

    def _relationship(self, name: str, kind: str, source: str, target: str, description: str = "") -> Thing:
        return self._object(
            "relationship", name, relationship_type=kind, source_ref=source, target_ref=target, description=description
        )


def references(bundle: Thing) -> Iterator[str]:
    """Every id that an object of a bundle refers to."""
    for thing in bundle["objects"]:
        for name, value in thing.items():
            if name.endswith("_ref"):
                yield value
            elif name.endswith("_refs"):
                yield from value
