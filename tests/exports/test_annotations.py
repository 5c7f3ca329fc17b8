"""Annotations keep the rules of the W3C's data model, and their selectors find the quote again."""

import base64
import hashlib
import json
from typing import Any

import pytest

from tests.exports.hostile import QUOTE, SHIPPED, make_hostile
from tests.small import Small
from workbook import load
from workbook.dataset import Dataset
from workbook.exports import export
from workbook.schema import SCHEMA


def collection(dataset: Dataset) -> dict[str, Any]:
    return json.loads(export(dataset, "annotations"))


def test_the_collection_has_what_the_model_requires(small: Small):
    found = collection(small.load())
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    page = found["first"]
    assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", found["id"], 0)
    assert found["total"] == len(page["items"])
    ids = [item["id"] for item in page["items"]]
    assert len(ids) == len(set(ids)) and all(each.startswith("urn:uuid:") for each in ids)
    for item in page["items"]:
        assert item["type"] == "Annotation" and item["target"]
        assert {body["type"] for body in item["body"]} == {"TextualBody"}


@pytest.mark.parametrize("which", ["shipped", "hostile"])
def test_every_selector_finds_the_quote_by_position_and_by_its_surroundings(which: str, small: Small):
    dataset = load(SHIPPED) if which == "shipped" else make_hostile(small).load()
    for item in collection(dataset)["first"]["items"]:
        words, place = item["target"][0]["selector"]
        quote = json.loads(item["body"][2]["value"])["quote"]
        assert dataset.text[place["start"] : place["end"]] == words["exact"] == quote
        assert words["prefix"] + words["exact"] + words["suffix"] in dataset.text
        assert [target["selector"] for target in item["target"][1:]] == [[words]]


def test_every_row_with_a_quote_of_its_own_is_there(small: Small):
    dataset = small.load()
    quoted = sum(int(dataset.tables[t.name]["quote_start"].notna().sum()) for t in SCHEMA.values() if t.quoted)
    assert collection(dataset)["total"] == quoted


def test_the_text_is_named_by_the_checksum_of_its_bytes(small: Small):
    source = collection(small.load())["first"]["items"][0]["target"][0]["source"]
    digest = source.removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(digest + "=") == hashlib.sha256(small.text_file.read_bytes()).digest()


def test_without_an_address_there_is_one_target(small: Small):
    small.change("datapackage", "  url: https://example.org/ferry\n", "")
    assert {len(item["target"]) for item in collection(small.load())["first"]["items"]} == {1}


def test_control_characters_of_a_quote_survive(small: Small):
    items = collection(make_hostile(small).load())["first"]["items"]
    assert any(item["target"][0]["selector"][0]["exact"] == QUOTE for item in items)
