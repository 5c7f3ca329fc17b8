"""Notebooks are committed as a person wrote them: no outputs, no counts, no metadata but tags."""

import json
from pathlib import Path

import nbformat
import pytest

from tools.clean_notebooks import KERNEL, clean, main

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def executed_notebook() -> str:
    """A notebook as JupyterLab saves it after a run."""
    code = nbformat.v4.new_code_cell("1 + 1", id="sum", execution_count=3)
    code.metadata = {"tags": ["hide"], "trusted": True}
    code.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"}, execution_count=3)]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("A question?", id="title", metadata={"editable": True}), code],
        metadata={
            "kernelspec": KERNEL | {"display_name": "Python 3 (ipykernel)"},
            "language_info": {"name": "python", "version": "3.11.7"},
            "widgets": {},
        },
    )
    return nbformat.writes(notebook)


def test_there_are_notebooks_to_check():
    assert NOTEBOOKS


@each_notebook
def test_a_notebook_is_valid_and_names_its_kernel(path: Path):
    notebook = json.loads(path.read_text("utf-8"))
    nbformat.validate(notebook)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"] == {"kernelspec": KERNEL}


@each_notebook
def test_a_notebook_holds_no_outputs_and_no_metadata_but_tags(path: Path):
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        assert set(cell["metadata"]) <= {"tags"}, cell["source"]
        assert not cell.get("outputs"), cell["source"]
        assert cell.get("execution_count") is None, cell["source"]


@each_notebook
def test_a_notebook_is_as_the_cleaning_tool_writes_it(path: Path):
    assert path.read_text("utf-8") == clean(path.read_text("utf-8")), "run `make format`"


def test_cleaning_keeps_what_a_person_wrote():
    cleaned = nbformat.reads(clean(executed_notebook()), as_version=4)
    assert [cell.source for cell in cleaned.cells] == ["A question?", "1 + 1"]
    assert [cell.id for cell in cleaned.cells] == ["title", "sum"]
    assert [cell.metadata for cell in cleaned.cells] == [{}, {"tags": ["hide"]}]


def test_cleaning_drops_what_a_run_and_an_editor_add():
    cleaned = nbformat.reads(clean(executed_notebook()), as_version=4)
    assert cleaned.metadata == {"kernelspec": KERNEL}
    assert cleaned.cells[1].outputs == []
    assert cleaned.cells[1].execution_count is None


def test_cleaning_twice_changes_nothing_more():
    once = clean(executed_notebook())
    assert clean(once) == once


def test_checking_names_the_notebook_and_leaves_it_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "run.ipynb"
    path.write_text(executed_notebook(), "utf-8")
    assert main(["--check", str(path)]) == 1
    assert str(path) in capsys.readouterr().out
    assert path.read_text("utf-8") == executed_notebook()
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
