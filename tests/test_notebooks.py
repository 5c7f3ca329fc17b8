"""Notebooks are found by name and their parameters read as papermill reads them."""

from pathlib import Path

import pytest
from papermill import inspect_notebook

from workbook.errors import ParameterError, WorkbookError
from workbook.notebooks import Parameter, all_notebooks, declared, find, numbered, parse, read, title

NOTEBOOKS = Path(__file__).parent / "notebooks"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with four empty notebooks and no dataset."""
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    for name in ("03_events", "04_actors", "05_acts", "explore"):
        (tmp_path / "notebooks" / f"{name}.ipynb").write_text('{"nbformat": 4, "cells": []}')
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["03_events", "03", "events", "ev", "03_e", "03_events.ipynb", "notebooks/03_events.ipynb"]
)
def test_a_notebook_may_be_shortened(project: Path, name: str):
    assert find(name).resolve() == project / "notebooks" / "03_events.ipynb"


def test_a_notebook_may_be_a_path():
    assert find(NOTEBOOKS / "fine.ipynb") == NOTEBOOKS / "fine.ipynb"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("0", "could be 03_events or 04_actors or 05_acts"),
        ("act", "could be 04_actors or 05_acts"),
        ("evnts", 'no such notebook (did you mean "events"?)'),
        ("zzz", "no such notebook; there are: 03_events, 04_actors, 05_acts, explore"),
        ("", "no such notebook"),
    ],
)
def test_a_notebook_that_is_not_clear_is_an_error(project: Path, name: str, message: str):
    with pytest.raises(ParameterError) as error:
        find(name)
    assert message in str(error.value)


def test_a_report_is_made_of_the_numbered_notebooks(project: Path):
    assert [path.stem for path in numbered()] == ["03_events", "04_actors", "05_acts"]
    assert [path.stem for path in all_notebooks()] == ["03_events", "04_actors", "05_acts", "explore"]


def test_the_title_is_the_first_heading():
    assert title(read(NOTEBOOKS / "fine.ipynb")) == "Does it run?"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nbformat": 3, "cells": []}', '{"nbformat": 4}'])
def test_a_file_that_is_no_notebook_is_an_error(tmp_path: Path, content: str):
    (tmp_path / "x.ipynb").write_text(content)
    with pytest.raises(WorkbookError, match="not a notebook"):
        read(tmp_path / "x.ipynb")


@pytest.mark.parametrize(
    ("line", "parameter"),
    [
        ('actor: str = "iran"  # id of an actor', Parameter("actor", "str", "iran", "id of an actor")),
        ("hops: int = 2", Parameter("hops", "int", 2)),
        ("low: float = 1", Parameter("low", "float", 1.0)),
        ("external: bool = False # no", Parameter("external", "bool", False, "no")),
        ('types: list = ["A", "B"]', Parameter("types", "list", ["A", "B"])),
        ("types: list[str] = []", Parameter("types", "list", [])),
        ("low: float = -0.5", Parameter("low", "float", -0.5)),
    ],
)
def test_a_line_is_read_as_a_parameter(line: str, parameter: Parameter):
    assert parse(line) == {parameter.name: parameter}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('actor = "iran"', "line 1: expected name: type = literal"),
        ("actor: str", "line 1: expected name: type = literal"),
        ("print(1)", "line 1: expected name: type = literal"),
        ("seen: set = {1}", "line 1: expected name: type = literal"),
        ("actor: str = name()", "line 1: expected name: type = literal"),
        ("hops: int = 1.5", "hops: the default 1.5 is not of type int"),
        ("hops: int = True", "hops: the default True is not of type int"),
        ("types: list = [1]", "types: the default [1] is not of type list of texts"),
        ("hops: int = ", "parameters cell: invalid syntax"),
        ("hops: int = 1  # empty = all", "papermill cannot read a line with a second '='"),
        ('mark: str = "#"', "papermill ends the default at '#'"),
    ],
)
def test_any_other_line_is_an_error(line: str, message: str):
    with pytest.raises(WorkbookError) as error:
        parse(line)
    assert message in str(error.value)


def test_all_wrong_lines_are_named_at_once():
    with pytest.raises(WorkbookError) as error:
        parse("a = 1\nb: int = 2\nc = 3", where="x.ipynb")
    assert [line[:32] for line in str(error.value).splitlines()] == [
        "x.ipynb: parameters cell, line 1",
        "x.ipynb: parameters cell, line 3",
    ]


@pytest.mark.parametrize("path", [NOTEBOOKS / "fine.ipynb", *numbered()], ids=lambda path: path.stem)
def test_papermill_reads_the_same_parameters(path: Path):
    inspected = inspect_notebook(path)
    ours = declared(path)
    assert list(inspected) == list(ours)
    for name, parameter in ours.items():
        assert inspected[name]["inferred_type_name"] == parameter.type
        assert inspected[name]["help"] == parameter.help
