"""A STIX bundle keeps the specification's rules, by our own checks and, where it is installed, by OASIS's validator."""

import json
import re
import uuid
from typing import Any

import pytest

from tests.exports.hostile import SHIPPED, make_hostile
from tests.small import Small
from workbook import load
from workbook.exports import export
from workbook.exports.stix import CONFIDENCE, references

REQUIRED = {
    "identity": {"name"}, "incident": {"name"}, "note": {"content", "object_refs"},
    "relationship": {"relationship_type", "source_ref", "target_ref"},
    "report": {"name", "published", "object_refs"},
    "extension-definition": {"name", "schema", "version", "extension_types", "created_by_ref"},
}  # fmt: skip
"""What each type must have (STIX 2.1, sections 4, 5 and 7.3)."""

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@pytest.fixture
def bundle(small: Small) -> dict[str, Any]:
    return json.loads(export(small.load(), "stix"))


def by_row(bundle: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return [thing for thing in bundle["objects"] if columns(thing).get("table") == table]


def columns(thing: dict[str, Any]) -> dict[str, Any]:
    return next(iter(thing.get("extensions", {}).values()), {})


def test_every_object_has_what_its_type_requires(bundle: dict[str, Any]):
    for thing in bundle["objects"]:
        assert REQUIRED[thing["type"]] <= set(thing)
        assert thing["spec_version"] == "2.1"
        kind, _, number = thing["id"].partition("--")
        assert kind == thing["type"] and str(uuid.UUID(number)) == number
        assert all(INSTANT.fullmatch(thing[name]) for name in ("created", "modified"))


def test_every_reference_leads_to_an_object_of_the_bundle_and_ids_are_there_once(bundle: dict[str, Any]):
    ids = [thing["id"] for thing in bundle["objects"]]
    assert len(ids) == len(set(ids))
    assert set(references(bundle)) <= set(ids)


def test_every_extension_is_defined_in_the_bundle(bundle: dict[str, Any]):
    used = {name for thing in bundle["objects"] for name in thing.get("extensions", {})}
    assert used == {thing["id"] for thing in bundle["objects"] if thing["type"] == "extension-definition"}


def test_quotes_and_positions_survive(bundle: dict[str, Any], small: Small):
    (claim,) = (thing for thing in by_row(bundle, "claims") if columns(thing)["claim"] == "may-reopen")
    cells = columns(claim)
    assert small.load().text[cells["quote_start"] : cells["quote_end"]] == cells["quote"]
    assert claim["external_references"][0]["description"] == f"“{cells['quote']}” (s5)"
    assert claim["external_references"][0]["source_name"] == "The Northhaven Mail"


def test_an_actor_is_an_identity_and_a_partial_date_stays_text(bundle: dict[str, Any]):
    assert {thing["type"] for thing in by_row(bundle, "actors")} == {"identity"}
    (leads,) = (thing for thing in by_row(bundle, "relations") if columns(thing)["relation"] == "mayor-leads")
    assert columns(leads)["valid"] == "2021/.."
    assert not {"start_time", "stop_time"} & set(leads)


def test_confidence_is_the_admiralty_digit_on_the_scale_of_the_specification(bundle: dict[str, Any]):
    found = {columns(thing)["claim"]: thing.get("confidence") for thing in by_row(bundle, "claims")}
    assert found["will-close"] == CONFIDENCE["3"] == 50
    assert found["may-reopen"] is None  # 6 cannot be judged


def test_outside_evidence_is_marked_and_refers_to_its_own_publication(bundle: dict[str, Any]):
    for table, name in (("corroboration", "closed"), ("outcomes", "fares")):
        (note,) = by_row(bundle, table)
        assert note["labels"][0] == "external-evidence"
        assert [reference["url"] for reference in note["external_references"]] == [f"https://example.org/{name}"]


def test_a_reference_without_an_address_has_words(small: Small):
    small.change("datapackage", "  url: https://example.org/ferry\n", "")
    bundle = json.loads(export(small.load(), "stix"))
    for thing in bundle["objects"]:
        for reference in thing.get("external_references", []):
            assert reference["source_name"] and (reference.get("url") or reference.get("description"))


@pytest.mark.parametrize("which", ["shipped", "small", "hostile", "without address"])
def test_the_oasis_validator_finds_no_error(which: str, small: Small):
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is not installed; our own checks ran")
    if which == "without address":
        small.change("datapackage", "  url: https://example.org/ferry\n", "")
    dataset = load(SHIPPED) if which == "shipped" else None
    dataset = dataset or (make_hostile(small) if which == "hostile" else small).load()
    bundle = json.loads(export(dataset, "stix"))
    options = validator.ValidationOptions(version="2.1", disabled="103")  # our ids are UUIDv5, to stay the same
    result = validator.validate_parsed_json(bundle, options)
    results = result if isinstance(result, list) else [result]
    assert [error.message for each in results for error in each.errors] == []
