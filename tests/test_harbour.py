"""The tutorial's dataset is complete, sound, and no default: nobody gets it who has not asked for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook import codebook
from workbook.dataset import Dataset, load
from workbook.plans import chosen_dataset
from workbook.quality import check, conflicts
from workbook.schema import SCHEMA

FOLDER = Path(__file__).resolve().parents[1] / "data" / "harbour-dispute"
VALIDATE = "import frictionless, sys; print(frictionless.validate('datapackage.yaml').flatten(['title', 'note']))"


@pytest.fixture(scope="module")
def harbour() -> Dataset:
    return load(FOLDER)


def test_it_is_sound_and_uses_every_sentence():
    result = check(FOLDER)
    assert result.problems == ()
    assert result.coverage and result.coverage.unaccounted == ()


def test_every_table_is_filled_but_those_of_outside_evidence(harbour: Dataset):
    assert {name for name, frame in harbour.tables.items() if not len(frame)} == {"corroboration", "outcomes"}
    assert {name for name, table in SCHEMA.items() if table.external} == {"corroboration", "outcomes"}


def test_it_is_about_five_hundred_words_and_says_that_it_is_invented(harbour: Dataset):
    assert 450 <= len(harbour.text.split()) <= 550
    assert "Everything in this article is invented" in harbour.text


def test_it_holds_what_the_tutorial_speaks_of(harbour: Dataset):
    assert (len(harbour.forecasts), len(harbour.policies)) == (3, 2)
    assert list(harbour.events.loc[harbour.events["status"] == "disputed", "event"]) == ["plover-seized", "crew-taken"]
    assert set(harbour.participants["role"]) == {"actor", "recipient", "reporter", "denier", "mentioned"}
    assert "Two dates are given for one seizure." in set(conflicts(harbour)["note"])


def test_no_storyline_tells_what_came_of_things_that_never_happened(harbour: Dataset):
    assert set(harbour.storylines["kind"]) == {"expected", "rejected"}


def test_the_default_is_the_dataset_that_was_there_first():
    assert chosen_dataset(None).name == "iran-al-qaeda-2020"


def test_its_generated_parts_are_not_stale():
    assert codebook.stale(FOLDER) == [], "run `workbook dictionary harbour-dispute --write`"


def test_the_stock_tool_finds_it_valid():
    pytest.importorskip("frictionless")
    ran = subprocess.run(
        [sys.executable, "-c", VALIDATE], cwd=FOLDER, capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert ran.stdout.strip() == "[]"
