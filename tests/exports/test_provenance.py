import json
from typing import Any

import pytest

from tests.exports.hostile import SHIPPED
from tests.small import Small
from workbook import load
from workbook.exports import export


@pytest.fixture
def document(small: Small) -> dict[str, Any]:
    return json.loads(export(small.load(), "prov"))


def ends(document: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return list(document[kind].values())


def test_every_record_is_about_things_that_are_declared(document: dict[str, Any]):
    declared = {*document["entity"], *document["activity"], *document["agent"]}
    kinds = [kind for kind in document if kind not in ("prefix", "entity", "activity", "agent")]
    named = {
        value
        for kind in kinds
        for record in ends(document, kind)
        for key, value in record.items()
        if key.startswith("prov:") and key != "prov:type"
    }
    assert named <= declared
    assert {name.partition(":")[0] for name in declared} == {"wb"} <= set(document["prefix"])


def test_a_quoted_row_is_a_quotation_from_the_text(document: dict[str, Any]):
    assert document["entity"]["wb:events-strike"]["prov:value"] == "A strike in 2018"
    (derived,) = (d for d in ends(document, "wasDerivedFrom") if d["prov:generatedEntity"] == "wb:events-strike")
    assert derived["prov:usedEntity"] == "wb:text"
    assert derived["prov:type"]["$"] == "prov:Quotation"


def test_a_claim_is_attributed_to_its_speaker_and_to_whom_they_have_it_from(document: dict[str, Any]):
    found = [each for each in ends(document, "wasAttributedTo") if each["prov:entity"] == "wb:claims-may-reopen"]
    assert [(each["prov:agent"], each["col:role"]) for each in found] == [
        ("wb:agent-author", "speaker"), ("wb:agent-mayor", "origin"), ("wb:agent-council", "origin"),
    ]  # fmt: skip


def test_an_outside_finding_never_comes_from_the_article(document: dict[str, Any]):
    came = {each["prov:generatedEntity"]: each["prov:usedEntity"] for each in ends(document, "wasDerivedFrom")}
    assert came["wb:corroboration-1"] == "wb:publication-1"
    assert came["wb:outcomes-1"] == "wb:publication-2"


@pytest.mark.parametrize("which", ["shipped", "small"])
def test_the_library_prov_reads_it_back_whole(which: str, small: Small):
    model = pytest.importorskip("prov.model", reason="prov is not installed; our own checks ran")
    content = export(load(SHIPPED) if which == "shipped" else small.load(), "prov").decode()
    document = model.ProvDocument.deserialize(content=content)
    kinds = ("entity", "activity", "agent", "wasDerivedFrom", "wasGeneratedBy", "used", "wasAttributedTo", "hadMember")
    assert len(document.records) == sum(len(json.loads(content)[kind]) for kind in kinds)
    assert model.ProvDocument.deserialize(content=document.serialize()) == document
