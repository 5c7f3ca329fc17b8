"""BibTeX and CSL-JSON: every publication once, nothing a command."""

import json
import re

import pytest

from tests.exports.hostile import FINDING, SHIPPED, make_hostile
from tests.small import Small
from workbook import load
from workbook.exports import export
from workbook.exports.bibtex import latex
from workbook.exports.publications import publications

ENTRY = re.compile(r"@misc\{(?P<key>[a-z0-9-]+),\n(?P<fields>(?:  \w+ = \{.*\},\n)+)\}\n")
CSL_FIELDS = {"id", "type", "title", "author", "container-title", "issued", "URL", "language", "note"}


def entries(content: bytes) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX file, and that there is nothing else in it."""
    text = content.decode()
    assert ENTRY.sub("", text).strip() == ""
    return {
        found["key"]: dict(re.findall(r"^  (\w+) = \{(.*)\},$", found["fields"], re.MULTILINE))
        for found in ENTRY.finditer(text)
    }


def balanced(value: str) -> bool:
    depth = 0
    for mark in re.sub(r"\\[{}]", "", value):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            return False
    return depth == 0


def test_each_address_is_one_publication_and_the_article_comes_first():
    dataset = load(SHIPPED)
    found = publications(dataset)
    assert found[0].title == dataset.source.title
    outside = [*dataset.corroboration["url"], *dataset.outcomes["url"]]
    assert [each.url for each in found[1:]] == list(dict.fromkeys(outside))
    assert len({each.key for each in found}) == len(found)
    assert sum(len(each.notes) for each in found) == len(outside)


def test_bibtex_has_an_entry_a_publication():
    dataset = load(SHIPPED)
    read = entries(export(dataset, "bibtex"))
    assert list(read) == [each.key for each in publications(dataset)]
    assert all(balanced(value) for fields in read.values() for value in fields.values())
    assert [fields.get("url") for fields in read.values()] == [each.url for each in publications(dataset)]


def test_a_finding_says_on_which_row_it_is(small: Small):
    read = entries(export(small.load(), "bibtex"))
    assert read["the-harbour-post-2019-ferry-closed"] == {
        "title": "{Ferry closed}", "howpublished": "The Harbour Post", "date": "2019-04", "year": "2019",
        "url": "https://example.org/closed", "note": "On the claim will-close: Agrees. It was closed.",
    }  # fmt: skip


def test_nothing_in_an_entry_is_a_command(small: Small):
    note = entries(export(make_hostile(small).load(), "bibtex"))["the-harbour-post-2019-ferry-closed"]["note"]
    assert balanced(note)
    assert note.endswith(r"Closed\} @string\{a \& b\} 100 \% \textbackslash{}relax")
    assert json.loads(export(small.load(), "csl"))[1]["note"].endswith(FINDING)


@pytest.mark.parametrize(
    ("text", "written"), [("a\nb\x00c", "a b c"), ("#1_$^~", r"\#1\_\$\textasciicircum{}\textasciitilde{}")]
)
def test_special_characters_are_written_as_such(text: str, written: str):
    assert latex(text) == written


def test_csl_has_only_fields_that_the_schema_knows():
    for item in json.loads(export(load(SHIPPED), "csl")):
        assert {"id", "type", "title", "URL"} <= set(item) <= CSL_FIELDS
        assert item["type"] == "webpage"


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2019", {"date-parts": [[2019]]}),
        ("2019-04", {"date-parts": [[2019, 4]]}),
        ("2019-04-03~", {"date-parts": [[2019, 4, 3]], "circa": True}),
        ("2019/2020-02", {"date-parts": [[2019, 1, 1], [2020, 2, 29]]}),
        ("2019/..", {"date-parts": [[2019]]}),
        ("", None),
    ],
)
def test_a_date_is_no_finer_than_it_is_known(published: str, issued: dict | None, small: Small):
    small.change("corroboration", "closed,2019-04", f"closed,{published}")
    assert json.loads(export(small.load(), "csl"))[1].get("issued") == issued


def test_two_publications_that_look_alike_have_keys_of_their_own(small: Small):
    small.append("corroboration", "will-close,agrees,Again.,The Harbour Post,Ferry closed,https://example.org/2,2019")
    keys = [each.key for each in publications(small.load())]
    assert keys[1:3] == ["the-harbour-post-2019-ferry-closed", "the-harbour-post-2019-ferry-closed-2"]
