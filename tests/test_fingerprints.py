"""Each thing that a run depends on changes its fingerprint, and nothing else does."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import NOTEBOOKS
from workbook import fingerprints, ledgers
from workbook.fingerprints import data_fingerprint, run_fingerprint
from workbook.paths import dataset_folder
from workbook.plans import draft, make
from workbook.reports import report
from workbook.stamps import code_fingerprint, code_state, libraries

SHIPPED = "iran-al-qaeda-2020"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the shipped dataset, a copy of it, and a notebook."""
    home = dataset_folder(SHIPPED)
    project = tmp_path / "project"
    for name in (SHIPPED, "another"):
        shutil.copytree(home, project / "data" / name)
    shutil.copytree(home.parents[1] / "seeds", project / "seeds")
    (project / "notebooks").mkdir()
    shutil.copy(NOTEBOOKS / "fine.ipynb", project / "notebooks")
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    return project


def add_to(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def fingerprint(project: Path, **values: int) -> str:
    return run_fingerprint(project / "notebooks" / "fine.ipynb", values, project / "data" / SHIPPED)


CHANGES: dict[str, Callable[[Path], None]] = {
    "a row of the dataset": lambda project: add_to(project / "data" / SHIPPED / "skips.csv", "x,,y\n"),
    "the description of the dataset": lambda project: add_to(project / "data" / SHIPPED / "datapackage.yaml", "\n"),
    "the text": lambda project: add_to(project / "seeds" / f"{SHIPPED}.txt", "\n"),
    "the notebook": lambda project: add_to(project / "notebooks" / "fine.ipynb", "\n"),
}
NO_CHANGES: dict[str, Callable[[Path], None]] = {
    "another dataset": lambda project: add_to(project / "data" / "another" / "skips.csv", "x,,y\n"),
    "another notebook": lambda project: add_to(project / "notebooks" / "other.ipynb", "{}"),
    "the datasheet": lambda project: add_to(project / "data" / SHIPPED / "README.md", "\n"),
    "a time": lambda project: (project / "notebooks" / "fine.ipynb").touch(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_what_a_run_reads_changes_its_fingerprint(what: str, project: Path):
    before = fingerprint(project)
    CHANGES[what](project)
    assert fingerprint(project) != before


@pytest.mark.parametrize("what", NO_CHANGES)
def test_a_change_of_anything_else_does_not(what: str, project: Path):
    before = fingerprint(project)
    NO_CHANGES[what](project)
    assert fingerprint(project) == before


def test_parameters_code_and_libraries_count(project: Path, monkeypatch: pytest.MonkeyPatch):
    found = [fingerprint(project), fingerprint(project, hops=2), fingerprint(project, hops=3)]
    monkeypatch.setattr(fingerprints, "code_fingerprint", lambda: "edited")
    found.append(fingerprint(project))
    monkeypatch.setattr(fingerprints, "libraries", lambda: ("upgraded",))
    found.append(fingerprint(project))
    assert len(set(found)) == len(found)


def test_a_notebook_that_compares_datasets_depends_on_all_of_them(project: Path):
    notebook = project / "notebooks" / "fine.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("types: list", "datasets: list"), "utf-8")
    before = fingerprint(project)
    NO_CHANGES["another dataset"](project)
    assert fingerprint(project) != before


def test_the_code_and_the_libraries_are_those_in_use():
    assert len(code_fingerprint()) == 64
    assert any(name.startswith("pandas-") for name in libraries())
    assert any(str(name).endswith("page.css") for name, _, _ in code_state()[0])  # type: ignore[attr-defined]


def test_the_data_fingerprint_is_the_one_that_pages_state(project: Path):
    from workbook.dataset import load

    assert data_fingerprint(project / "data" / SHIPPED) == load(SHIPPED).fingerprint


def remade(project: Path, *assignments: str, out: Path) -> str:
    """What a report says of its notebook: unchanged as a whole, unchanged, or done."""
    arguments = [SHIPPED, "fine"]
    if ledgers.unchanged(draft(arguments, assignments, out), {}):
        return "nothing to do"
    told = io.StringIO()
    assert report(make(arguments, assignments, out), progress_to=told).failures == ()
    return told.getvalue().split()[-1]


def test_a_report_runs_again_only_what_has_changed(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fingerprints, "code_fingerprint", lambda: "as it is")
    out = project / "out"
    assert remade(project, out=out) == "done"
    assert remade(project, out=out) == "nothing to do"
    page = (out / "fine.html").read_bytes()
    (out / "index.html").unlink()
    assert remade(project, out=out) == "unchanged"
    (out / "fine.html").write_text("edited")
    assert remade(project, out=out) == "done"
    assert (out / "fine.html").read_bytes() == page
    assert remade(project, "hops=3", out=out) == "done"
    (out / ledgers.NAME).write_text("{", "utf-8")
    assert remade(project, "hops=3", out=out) == "done"
