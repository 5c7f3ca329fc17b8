"""A run ends as an executed notebook or as a reason, whatever the notebook does, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest

from tests.processes import NOTEBOOKS, alive, when_written
from workbook.runs import Run, run, settle

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
RUN_HANGING = (
    "from pathlib import Path; from workbook.runs import run; "
    f"run(Path({str(NOTEBOOKS / 'hanging.ipynb')!r}), {{}}, timeout=60)"
)


def run_named(name: str, **options: float) -> Run:
    return run(NOTEBOOKS / f"{name}.ipynb", {}, **options)


def outputs(ended: Run) -> list[nbformat.NotebookNode]:
    return [output for cell in ended.notebook.cells for output in cell.get("outputs", [])]


def test_a_run_injects_its_values_and_keeps_its_outputs():
    ended = run(NOTEBOOKS / "fine.ipynb", {"actor": "iran", "hops": 2, "types": ["NO"]})
    assert ended.failure == ""
    assert [output.text for output in outputs(ended) if output.get("name") == "stdout"] == ["iran  ['NO'] 2 0.5 True\n"]
    assert ended.notebook.metadata.papermill == {"parameters": {"actor": "iran", "hops": 2, "types": ["NO"]}}


def test_the_kernel_is_the_python_that_runs_the_workbook_and_keeps_no_history(tmp_path: Path):
    cells = [
        nbformat.v4.new_code_cell("import os, sys; sys.executable, get_ipython().history_manager.enabled"),
        nbformat.v4.new_code_cell("os.environ['IPYTHONDIR'], os.getcwd()"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC}), tmp_path / "x.ipynb")
    python, places = (output.data["text/plain"] for output in outputs(run(tmp_path / "x.ipynb", {})))
    assert python == repr((sys.executable, False))
    folder, working = eval(places)
    assert not Path(folder).exists()
    assert working == os.getcwd()


def test_a_run_reads_and_writes_nothing_of_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    temporary.mkdir()
    (startup / "00.py").write_text("print('hello from the user')")
    (home / "startup.py").write_text("print('hello from the user')")
    before = sorted(home.rglob("*"))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PYTHONSTARTUP", str(home / "startup.py"))
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    ended = run_named("fine")
    assert not any("hello" in output.get("text", "") for output in outputs(ended))
    assert sorted(home.rglob("*")) == before
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("failing_cell", "cell 4: ValueError: no <b>good</b> reason"),
        ("dying_kernel", "cell 4: the kernel died (SIGKILL)"),
        ("leaving_kernel", "cell 3: the kernel died (exit status 3)"),
        ("hanging", "cell 4: still running after 3 s (--timeout)"),
    ],
)
def test_a_failed_run_says_where_and_why_and_shows_it_in_the_notebook(name: str, failure: str):
    began = time.monotonic()
    ended = run_named(name, timeout=3 if name == "hanging" else 60)
    assert time.monotonic() - began < 15
    assert ended.failure == failure
    error = outputs(ended)[-1]
    assert error.output_type == "error"
    assert error.evalue in failure
    nbformat.validate(ended.notebook)


def test_a_kernel_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOKS / "nowhere"))
    monkeypatch.setenv("PYTHONHOME", str(NOTEBOOKS / "nowhere"))
    ended = run_named("fine")
    assert ended.failure.startswith("the kernel did not start: ")
    assert "encodings" in ended.failure


def test_two_runs_of_the_same_give_the_same_bytes():
    first, second = (nbformat.writes(run(NOTEBOOKS / "fine.ipynb", {"hops": 2}).notebook) for _ in range(2))
    assert first == second


def test_a_notebook_of_an_older_format_gets_the_same_ids_each_time(tmp_path: Path):
    old = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("2")])
    old.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC})
    old.nbformat_minor = 4
    for cell in old.cells:
        del cell["id"]
    nbformat.write(old, tmp_path / "old.ipynb")
    assert [cell.id for cell in run(tmp_path / "old.ipynb", {}).notebook.cells] == ["cell-1", "cell-2"]


def test_settling_drops_what_depends_on_when_and_where():
    cell = nbformat.v4.new_code_cell("1", id="a", metadata={"papermill": {"duration": 1}, "execution": {}, "tags": []})
    notebook = nbformat.v4.new_notebook(
        cells=[cell], metadata={"papermill": {"input_path": "x"}, "kernelspec": KERNELSPEC}
    )
    settled = settle(notebook, {})
    assert settled.metadata == {"kernelspec": KERNELSPEC}
    assert settled.cells[0].metadata == {}


def test_progress_is_told_for_each_cell():
    seen: list[tuple[int, int]] = []
    run(NOTEBOOKS / "fine.ipynb", {}, on_cell=lambda cell, cells: seen.append((cell, cells)))
    assert seen == [(number, 5) for number in range(1, 6)]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_run_and_the_kernel_with_all_it_started(name: str, tmp_path: Path):
    pids = tmp_path / "pids"
    process = subprocess.Popen(
        [sys.executable, "-c", RUN_HANGING],
        env={**os.environ, "WORKBOOK_TEST_PIDS": str(pids), "TMPDIR": str(tmp_path)},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kernel_and_child = when_written(pids)
    process.send_signal(getattr(signal, name))
    assert process.communicate(timeout=20)[1].rstrip().endswith("KeyboardInterrupt")
    assert [pid for pid in kernel_and_child if alive(pid)] == []
    assert list(tmp_path.iterdir()) == [pids]
