"""A report can be made at every stage of curation, and a page whose tables are empty says how to fill them."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from workbook.beginnings import begin
from workbook.plans import make
from workbook.quality import check
from workbook.reports import report

ROOT = Path(__file__).resolve().parents[1]
CODED = ROOT / "data" / "harbour-dispute"
SEED = ROOT / "seeds" / "harbour-dispute.txt"

# What has been coded so far, and which pages are looked at: those that what was last coded bears on.
STAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "nothing": ((), ("01", "07")),
    "actors": (("actors",), ("04", "03")),
    "events": (("actors", "events", "participants"), ("03",)),
    "claims": (("actors", "claims"), ("05", "02")),
    "explanations": (("actors", "claims", "hypotheses"), ("06",)),
    "forecasts": (("actors", "claims", "forecasts"), ("08",)),
    "developments": (("actors", "claims", "descriptors", "states", "storylines"), ("07",)),
}
FILL = "and this page fills itself"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_a_report_can_be_made_at_every_stage(project: Path, stage: str):
    tables, notebooks = STAGES[stage]
    folder = begin("mine", SEED).folder
    for table in tables:
        shutil.copy(CODED / f"{table}.csv", folder)
    assert check("mine").problems == ()
    outcome = report(make(["mine", *notebooks], out=project / "out"), progress_to=io.StringIO())
    assert outcome.failures == ()


@pytest.mark.slow
def test_an_empty_page_names_its_tables_and_how_to_fill_them(project: Path):
    begin("mine", SEED)
    report(make(["mine", "05"], out=project / "out"), progress_to=io.StringIO())
    page = (project / "out" / "05_claims.html").read_text("utf-8")
    assert FILL in page
    for words in ("claims.csv", "README.md explains its columns and codes", "workbook suggest mine"):
        assert words in page


def test_the_stages_name_tables_that_are_coded():
    for tables, _ in STAGES.values():
        for table in tables:
            rows = list(csv.reader((CODED / f"{table}.csv").read_text("utf-8").splitlines()))
            assert len(rows) > 1
