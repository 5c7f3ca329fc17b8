"""The command line: what it prints, what it says is wrong, and with which status it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import Small
from workbook.cli import commands, main

FINE = str(Path(__file__).parent / "notebooks" / "fine.ipynb")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The status of a command line, and what it printed to each stream."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed, told = capsys.readouterr()
    return int(ended.value.code or 0), printed, told


def in_a_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "workbook", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)


def test_help_names_every_command_and_shows_examples(capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "--help")
    assert status == 0
    for name in commands.commands:
        assert f"\n  {name} " in printed
    assert "workbook report 03 -p actor=iran" in printed


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, name, "--help")
    assert status == 0
    assert f"workbook {name}" in printed


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("chek",), 2, "Did you mean 'check'?"),
        (("report", "--tiemout", "3"), 2, "--timeout"),
        (("report", "--timeout", "0"), 2, "--timeout"),
        (("report", FINE, "-p", "hops"), 2, 'workbook: "hops": expected name=value'),
        (("report", FINE, "-p", "hps=1"), 2, 'workbook: hps: no such parameter in fine (did you mean "hops"?)'),
        (("report", FINE, "-p", "actor=irn"), 2, 'did you mean "iran"?'),
        (("report", "evnts"), 2, 'did you mean "events"?'),
        (("parameters", "evnts"), 2, 'did you mean "events"?'),
        (("check", "iran-al-qaeda-2021"), 2, 'did you mean "iran-al-qaeda-2020"?'),
        (("dictionary", "iran-al-qaeda-2021"), 2, 'did you mean "iran-al-qaeda-2020"?'),
    ],
)
def test_what_is_not_understood_is_told_and_ends_with_status_2(
    arguments: tuple[str, ...], status: int, told: str, capsys: pytest.CaptureFixture[str]
):
    ended, printed, errors = run(capsys, *arguments)
    assert (ended, printed) == (status, "")
    assert told in errors


def test_several_problems_have_a_line_each(capsys: pytest.CaptureFixture[str]):
    _, _, errors = run(capsys, "report", FINE, "-p", "hops=two", "-p", "actor=irn", "-p", "lane=colour")
    assert [line.split(":")[:2] for line in errors.splitlines()] == [
        ["workbook", " hops"],
        ["workbook", " actor"],
        ["workbook", " lane"],
    ]


def test_a_report_prints_where_its_pages_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    status, printed, told = run(capsys, "report", FINE, "--out", str(tmp_path / "out"))
    assert (status, printed.splitlines()) == (0, [str(tmp_path / "out" / name) for name in ("fine.html", "index.html")])
    assert told.startswith("fine ")


def test_a_failed_notebook_gives_status_1_and_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    status, printed, told = run(capsys, "report", FINE.replace("fine", "failing_cell"), "--out", str(tmp_path))
    assert (status, printed) == (1, "")
    assert "workbook: failing_cell failed: cell 4: ValueError: no <b>good</b> reason; kept as " in told


def test_parameters_are_listed_for_the_notebooks_named(capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "parameters", FINE)
    assert status == 0
    assert printed.splitlines()[0] == "fine"
    assert "hops: int = 1" in printed


def test_a_check_tells_the_coverage_and_its_status(capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "check")
    assert "48 sentences: " in printed
    assert (status == 0) == ("no problem found" in printed)


def test_a_check_can_be_read_by_machines(capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "check", "iran-al-qaeda-2020", "--json")
    result = json.loads(printed)
    assert result["dataset"] == "iran-al-qaeda-2020"
    assert result["ok"] is (status == 0)
    assert set(result["coverage"]) == {"coded", "skipped", "unaccounted"}


@pytest.fixture
def broken(small: Small) -> Path:
    """A dataset with an event of an unknown type and one of an impossible date."""
    small.change("events", "REJECT,2019-03-03", "REJCT,2019-03-33")
    return small.folder


def test_a_check_names_every_problem_with_its_place(broken: Path, capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "check", str(broken))
    assert status == 1
    problems = [line.partition("events.csv")[2] for line in printed.splitlines()]
    assert problems[0].startswith(":2:date: 2019-03-33: ")
    assert problems[1].startswith(":2:type: REJCT: ")
    assert 'did you mean "REJECT"?' in problems[1]
    assert printed.rstrip().endswith("2 problems")
    status, printed, _ = run(capsys, "check", str(broken), "--json")
    assert status == 1
    assert {"file", "line", "column", "value", "message"} == set(json.loads(printed)["problems"][0])


def test_a_report_on_a_broken_dataset_lists_its_problems(broken: Path, capsys: pytest.CaptureFixture[str]):
    status, _, told = run(capsys, "report", str(broken), FINE)
    assert status == 1
    assert all(line.startswith("workbook: ") for line in told.splitlines())


def test_datasets_are_listed_with_their_titles(capsys: pytest.CaptureFixture[str]):
    status, printed, _ = run(capsys, "datasets")
    assert status == 0
    assert "iran-al-qaeda-2020  " in printed


def test_output_is_utf_8_whatever_the_locale_says():
    ended = in_a_process("check", "--json", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Traceback" not in ended.stderr.decode()
    json.loads(ended.stdout.decode("utf-8"))


def test_a_reader_that_leaves_early_gets_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "workbook", "parameters", FINE]
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_nothing_is_written_for_a_plan_that_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run(capsys, "report", FINE, "-p", "hops=x", "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_refused_parameter_costs_no_kernel_and_none_of_its_libraries():
    code = (
        "import sys\nfrom workbook.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as ended:\n    status = ended.code\n"
        "print(status, *{'papermill', 'nbconvert', 'jupyter_client', 'matplotlib'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, "report", FINE, "-p", "actor=irn"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["2"]
