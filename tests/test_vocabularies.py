import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from workbook.palette import PALETTE
from workbook.schema import SCHEMA
from workbook.vocabularies import (
    CREDIBILITY,
    PROBABILITY,
    RATING,
    RELIABILITY,
    VOCABULARIES,
    ProbabilityBand,
    Vocabulary,
)

ALL = pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)


@pytest.fixture(scope="module")
def admiralty(reference: Path) -> dict[str, dict[str, str]]:
    return json.loads((reference / "tradecraft" / "admiralty_code.json").read_text("utf-8"))


def band(code: str) -> ProbabilityBand:
    found = PROBABILITY[code]
    assert isinstance(found, ProbabilityBand)
    return found


@ALL
def test_codes_of_a_vocabulary_are_unique_and_explained(vocabulary: Vocabulary):
    codes = vocabulary.order
    assert len(set(codes)) == len(codes) > 1
    assert len({code.label for code in vocabulary}) == len(codes)
    assert all(code.definition.endswith(".") and code.label for code in vocabulary)
    assert vocabulary.title and vocabulary.source


@ALL
def test_codes_can_be_told_apart_without_regard_to_case(vocabulary: Vocabulary):
    assert len({code.casefold() for code in vocabulary.order}) == len(vocabulary.order)


@ALL
def test_every_colour_is_in_the_palette(vocabulary: Vocabulary):
    assert {code.colour for code in vocabulary} <= set(PALETTE)


@ALL
def test_a_definition_can_stand_in_a_cell_of_a_markdown_table(vocabulary: Vocabulary):
    assert not any("|" in code.definition + code.label or "\n" in code.definition for code in vocabulary)


def test_every_vocabulary_is_used_by_a_column_or_by_the_source():
    used = {column.vocabulary for table in SCHEMA.values() for column in table.columns}
    assert set(VOCABULARIES) - used == {"reliability"}


def test_a_code_is_looked_up_labelled_and_tested_for():
    assert "CC" in RATING
    assert "CCC" not in RATING
    assert RATING["II"].label == "Very inconsistent"
    assert RATING.label("II") == "Very inconsistent"
    with pytest.raises(KeyError):
        RATING["CCC"]


@pytest.mark.parametrize("code", ["", "CCC"])
def test_an_unknown_code_is_labelled_with_itself(code: str):
    assert RATING.label(code) == code


def test_probability_bands_are_those_of_icd_203(reference: Path):
    published = json.loads((reference / "tradecraft" / "probability_words.json").read_text("utf-8"))["icd_203"]["terms"]
    ours = [band(code) for code in PROBABILITY.order if code != "unstated"]
    assert [(round(100 * (each.low or 0)), round(100 * (each.high or 0))) for each in ours] == [
        (each["low"], each["high"]) for each in published
    ]
    for mine, theirs in zip(ours, published, strict=True):
        assert mine.label == theirs["row1"].removesuffix("(ly)")
        assert f"also: {re.sub(r' ?[(].*', '', theirs['row2'])}." in mine.definition


def test_words_that_state_no_probability_have_no_range():
    assert (band("unstated").low, band("unstated").high) == (None, None)


def test_probability_bands_touch_and_rise():
    bands = [band(code) for code in PROBABILITY.order if code != "unstated"]
    assert all(one.high == other.low for one, other in pairwise(bands))
    assert all(each.low is not None and each.high is not None and each.low < each.high for each in bands)


@pytest.mark.parametrize(("vocabulary", "axis"), [(RELIABILITY, "reliability"), (CREDIBILITY, "credibility")])
def test_the_admiralty_code_is_as_published(admiralty: dict[str, dict[str, str]], vocabulary: Vocabulary, axis: str):
    assert vocabulary.order == list(admiralty[axis])
    for code, published in admiralty[axis].items():
        stem = "Cannot be judged" if "cannot be judged" in published else published.removesuffix(" by other sources")
        assert vocabulary.label(code) == f"{code} {stem}"


@pytest.mark.parametrize(("vocabulary", "code"), [(RELIABILITY, "F"), (CREDIBILITY, "6")])
def test_cannot_be_judged_is_said_not_to_be_the_worst(vocabulary: Vocabulary, code: str):
    assert "Not the worst" in vocabulary[code].definition
    assert vocabulary[code].colour == "grey"


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("event_type", "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
                       "SANCTION MOBILIZE COERCE ASSAULT"),
        ("factuality", "CT+ PR+ PS+ CT- PR- PS- CTu Uu"),
        ("claim_kind", "fact judgement assumption prediction norm"),
        ("attribution", "author named unnamed generic none"),
        ("rating", "CC C N I II NA"),
        ("link", "supports contradicts qualifies depends-on"),
        ("role", "actor recipient reporter denier mentioned"),
    ],
)  # fmt: skip
def test_the_codes_are_the_field_s_own_terms(name: str, terms: str):
    assert set(VOCABULARIES[name].order) == set(terms.split())
