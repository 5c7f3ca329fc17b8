"""A report's folder holds whole pages, the last good ones, and says what failed."""

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
import pytest

from tests.processes import NOTEBOOKS, alive, when_written
from workbook import html, ledgers, reports, tasks
from workbook.errors import ParameterError, WorkbookError
from workbook.kernels import Host
from workbook.plans import Plan, make
from workbook.pool import Event, Pool
from workbook.reports import Manner, Outcome, report
from workbook.tasks import Task


def plan(out: Path, *names: str, **values: str) -> Plan:
    """A report of the notebooks that exist for the tests."""
    paths = [str(NOTEBOOKS / f"{name}.ipynb") for name in names]
    return make(paths, [f"{name}={value}" for name, value in values.items()], out)


def make_report(out: Path, *names: str, timeout: float = 60, **values: str) -> Outcome:
    return report(plan(out, *names, **values), Manner(timeout), progress_to=io.StringIO())


def in_this_process(pool: Pool, todo: Iterable[Task]) -> Iterator[Event]:
    """What a pool does, where the test can reach it."""
    for task in todo:
        yield Event(task, result=tasks.perform(task, Host()))


def checksums(folder: Path) -> dict[str, str]:
    """Every file of a report but its log and its memory."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name not in (reports.LOG, ledgers.NAME)
    }


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome, str]:
    """A report in which one notebook is fine and each of the others fails in its own way."""
    out = tmp_path_factory.mktemp("mixed")
    shown = io.StringIO()
    names = ("failing_cell", "dying_kernel", "hanging", "fine")
    return out, report(plan(out, *names), Manner(timeout=4), progress_to=shown), shown.getvalue()


def test_what_fails_is_kept_and_the_others_still_become_pages(mixed: tuple[Path, Outcome, str]):
    out, outcome, _ = mixed
    assert sorted(checksums(out)) == [
        "dying_kernel.failed.ipynb", "failing_cell.failed.ipynb", "fine.html", "fine.ipynb", "hanging.failed.ipynb",
        "index.html",
    ]  # fmt: skip
    assert outcome.written == (out / "fine.html", out / "index.html")


def test_each_failure_is_told_in_a_line(mixed: tuple[Path, Outcome, str]):
    _, outcome, shown = mixed
    assert [line.partition("; kept as ")[0] for line in outcome.failures] == [
        "failing_cell failed: cell 4: ValueError: no <b>good</b> reason",
        "dying_kernel failed: cell 4: the kernel died (SIGKILL)",
        "hanging failed: cell 4: still running after 4 s (--timeout)",
    ]
    assert outcome.failures[0].endswith("failing_cell.failed.ipynb")
    assert sorted(line.split()[0] for line in shown.splitlines()) == ["dying_kernel", "failing_cell", "fine", "hanging"]


def test_times_go_to_the_log_alone(mixed: tuple[Path, Outcome, str]):
    out, _, _ = mixed
    lines = (out / reports.LOG).read_text("utf-8").splitlines()
    ends = {line.split("  ")[1]: line.split("  ")[-1] for line in lines}
    assert sorted(ends) == ["dying_kernel", "failing_cell", "fine", "hanging"]
    assert ends["dying_kernel"] == "failed: cell 4: the kernel died (SIGKILL)"
    for path in out.glob("*.ipynb"):
        assert "duration" not in path.read_text("utf-8")
        assert str(NOTEBOOKS.parent) not in path.read_text("utf-8").replace(sys.executable, "")


def test_a_page_leads_only_to_pages_that_exist(mixed: tuple[Path, Outcome, str]):
    out, _, _ = mixed
    for page in ("fine.html", "index.html"):
        assert "hanging" not in (out / page).read_text("utf-8")


def test_a_failure_keeps_the_last_good_page_and_a_success_clears_the_failure(tmp_path: Path):
    out = tmp_path / "out"
    make_report(out, "fine")
    good = checksums(out)
    notebook = nbformat.read(NOTEBOOKS / "fine.ipynb", as_version=4)
    notebook.cells[-1].source = "1 / 0"
    nbformat.write(notebook, tmp_path / "fine.ipynb")
    outcome = report(make([str(tmp_path / "fine.ipynb")], out=out), progress_to=io.StringIO())
    assert len(outcome.failures) == 1
    assert checksums(out).keys() - good.keys() == {"fine.failed.ipynb"}
    assert good.items() <= checksums(out).items()
    assert make_report(out, "fine").failures == ()
    assert checksums(out) == good


def test_pages_that_are_already_there_stay_part_of_the_report(tmp_path: Path):
    copy = tmp_path / "second.ipynb"
    shutil.copy(NOTEBOOKS / "fine.ipynb", copy)
    out = tmp_path / "out"
    make_report(out, "fine")
    alone = (out / "fine.html").read_bytes()
    outcome = report(make([str(copy)], out=out), progress_to=io.StringIO())
    assert outcome.written == (out / "second.html", out / "index.html")
    assert b"second.html" in (out / "index.html").read_bytes()
    assert (out / "fine.html").read_bytes() != alone
    assert b'href="second.html"' in (out / "fine.html").read_bytes()


def test_files_that_are_no_pages_of_this_report_are_left_alone(tmp_path: Path):
    foreign = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}'
    for name in ("mine.ipynb", "mine.html"):
        (tmp_path / name).write_text(foreign)
    make_report(tmp_path, "fine")
    assert "mine" not in (tmp_path / "index.html").read_text("utf-8")
    assert (tmp_path / "mine.html").read_text() == foreign


def test_the_same_inputs_give_the_same_bytes_wherever_they_are_written(tmp_path: Path):
    for name in ("one", "another"):
        make_report(tmp_path / name, "fine", hops="2", types="ASSAULT")
    assert checksums(tmp_path / "one") == checksums(tmp_path / "another")


def test_a_page_that_cannot_be_made_is_a_failure_of_its_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*arguments: object, **options: object) -> str:
        raise KeyError("template")

    monkeypatch.setattr(tasks, "make_page", fail)
    monkeypatch.setattr(reports.Pool, "perform", in_this_process)
    outcome = make_report(tmp_path, "fine")
    assert "its page cannot be made: KeyError" in outcome.failures[0]
    assert sorted(checksums(tmp_path)) == ["fine.failed.ipynb"]


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reports, "write_whole", fail)
    assert "cannot be written: No space left on device" in make_report(tmp_path, "fine").failures[0]


def test_a_folder_that_cannot_be_written_to_is_an_error_before_anything_runs(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(WorkbookError, match="cannot be written to"):
        make_report(tmp_path / "file" / "below", "hanging")


def test_a_report_never_writes_over_its_own_notebooks():
    with pytest.raises(ParameterError, match="would write over"):
        make_report(NOTEBOOKS, "fine")


def test_parameters_go_to_the_notebooks_that_know_them(tmp_path: Path):
    jobs = plan(tmp_path, "fine", "failing_cell", hops="3", lane="type").jobs
    assert [job.values for job in jobs] == [{"hops": 3}, {}]


@pytest.mark.parametrize(
    ("arguments", "assignments", "message"),
    [
        ((NOTEBOOKS / "failing_cell.ipynb",), ("hops=1",), "hops: no such parameter in failing_cell"),
        ((NOTEBOOKS / "fine.ipynb",), ("hps=1",), 'hps: no such parameter in fine (did you mean "hops"?)'),
        ((NOTEBOOKS / "fine.ipynb",), ("hops=x", "actor=irn"), 'hops: "x": expected a whole number\nactor: "irn"'),
        ((NOTEBOOKS / "fine.ipynb",), ("dataset=x",), "dataset: name it as the first argument"),
        (("iran-al-qaeda-2021",), (), "neither a dataset nor a notebook (did you mean"),
        (("iran-al-qaeda-2020", "nothing"), (), 'notebook "nothing": no such notebook'),
    ],
)
def test_a_plan_that_is_not_understood_is_an_error(
    arguments: tuple[str | Path, ...], assignments: tuple[str, ...], message: str
):
    with pytest.raises(ParameterError) as error:
        make([str(argument) for argument in arguments], assignments)
    assert message in str(error.value)


def test_two_notebooks_of_one_name_cannot_be_in_one_report(tmp_path: Path):
    shutil.copy(NOTEBOOKS / "fine.ipynb", tmp_path)
    with pytest.raises(ParameterError, match=r"two notebooks would make the page fine\.html"):
        make([str(NOTEBOOKS / "fine.ipynb"), str(tmp_path / "fine.ipynb")])


def test_a_dataset_given_by_path_is_handed_on_as_a_path(tmp_path: Path):
    from workbook.paths import dataset_folder

    home = dataset_folder("iran-al-qaeda-2020")
    elsewhere = tmp_path / "project" / "data" / "copied"
    shutil.copytree(home, elsewhere)
    shutil.copytree(home.parents[1] / "seeds", tmp_path / "project" / "seeds")
    made = make([str(elsewhere), str(NOTEBOOKS / "fine.ipynb")])
    assert made.jobs[0].values == {"dataset": str(elsewhere)}
    assert make([str(home), str(NOTEBOOKS / "fine.ipynb")]).jobs[0].values == {}


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_leaves_no_half_page_and_no_kernel(tmp_path: Path):
    out, pids = tmp_path / "out", tmp_path / "pids"
    notebooks = [str(NOTEBOOKS / f"{name}.ipynb") for name in ("fine", "hanging", "failing_cell")]
    process = subprocess.Popen(
        [sys.executable, "-m", "workbook", "report", *notebooks, "--out", str(out), "--jobs", "1"],
        env={**os.environ, "WORKBOOK_TEST_PIDS": str(pids)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kernel_and_child = when_written(pids)
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=20)
    assert (process.returncode, printed) == (130, "")
    assert told.splitlines()[-1] == "workbook: interrupted"
    assert "Traceback" not in told
    assert [pid for pid in kernel_and_child if alive(pid)] == []
    assert sorted(checksums(out)) == ["fine.html", "fine.ipynb"]


def test_the_exporter_is_made_once_for_all_pages(tmp_path: Path):
    make_report(tmp_path, "fine")
    before = html.exporter.cache_info().misses
    make_report(tmp_path, "fine", hops="2")
    assert html.exporter.cache_info().misses == before


def test_all_pages_can_be_joined_and_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workbook.pdf.find_browser", lambda: "")
    monkeypatch.setattr("workbook.pdf.print_pdf", lambda page, pdf: pdf.write_bytes(page.read_bytes()[:9]))
    outcome = report(plan(tmp_path, "fine"), Manner(single=True, pdf=True), progress_to=io.StringIO())
    assert [path.name for path in outcome.written] == ["fine.html", "report.html", "report.pdf", "index.html"]
    assert "Does it run?" in (tmp_path / "report.html").read_text("utf-8")


def test_printing_without_a_browser_is_refused_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("workbook.pdf._APPLICATIONS", ())
    with pytest.raises(WorkbookError, match="needs Chromium"):
        report(plan(tmp_path, "hanging"), Manner(pdf=True), progress_to=io.StringIO())
