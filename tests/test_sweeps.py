"""A sweep is checked as a whole, loses nothing to whatever stops it, and gathers its results in one table."""

import csv
import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.processes import NOTEBOOKS
from workbook.differences import differences
from workbook.errors import ParameterError, WorkbookError
from workbook.manifests import NAME, Entry, Manifest
from workbook.sweepfiles import listed, read_sweep, slug
from workbook.sweeps import Means, SweepOutcome, sweep

RECORDING = NOTEBOOKS / "recording.ipynb"


def write(folder: Path, text: str, notebook: Path = RECORDING) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "trial.yaml"
    path.write_text(f"notebook: {notebook}\n{text}", "utf-8")
    return path


def perform(file: Path, out: Path, **means: object) -> tuple[SweepOutcome, str]:
    told = io.StringIO()
    return sweep(read_sweep(file), out, Means(**means), progress_to=told), told.getvalue()


def test_a_matrix_and_a_list_make_the_runs_in_order(tmp_path: Path):
    file = write(tmp_path, "matrix: {actor: ['', iran], hops: [0, 1]}\nlist: [{hops: 5}]\n")
    assert list(listed(read_sweep(file))) == [
        "all-0   actor=all  hops=0",
        "all-1   actor=all  hops=1",
        "iran-0  actor=iran  hops=0",
        "iran-1  actor=iran  hops=1",
        "5       actor=all  hops=5",
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("matrx: {hops: [1]}", 'matrx: no such key (did you mean "matrix"?)'),
        ("matrix: {hops: 1}", "matrix: hops: expected a list of values"),
        ("matrix: [1]", "matrix: expected names and values"),
        ("list: [1]", "list: 1: expected names and values"),
        ("parameters: {hops: 1}", "nothing to run: give a matrix or a list"),
        ("matrix: {hps: [1]}", 'hps: recording has no such parameter (did you mean "hops"?)'),
        ("matrix: {hops: [1, -1, x]}", 'hops: "x": expected a whole number'),
        ("matrix: {hops: [1, -1, x]}", "hops: -1: expected a whole number from 0"),
        ("matrix: {actor: [irn]}", 'did you mean "iran"?'),
        ("name: same\nmatrix: {hops: [1, 2]}", 'run 2 would be called "same" as another is'),
        ("name: '{hps}'\nmatrix: {hops: [1]}", "name: 'hps': no such parameter"),
        (f"matrix: {{hops: {[1] * 400}, actor: {['iran'] * 400}}}", "160,000 runs"),
        ("matrix: {hops: [1}", "not YAML"),
    ],
)
def test_a_faulty_file_is_told_before_anything_runs(text: str, complaint: str, tmp_path: Path):
    with pytest.raises((ParameterError, WorkbookError)) as error:
        read_sweep(write(tmp_path, text))
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("text", "name"),
    [("a/b", "a-b"), ("../x", "x"), ("Müller & Söhne", "Muller-Sohne"), ("con", "run-con"), ("", "run"),
     ("index", "run-index"), ("x" * 200, "x" * 100), ("بغداد", "run"), ("2020-11", "2020-11")],
)  # fmt: skip
def test_names_are_safe_as_names_of_files(text: str, name: str):
    assert slug(text) == name


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, SweepOutcome]:
    """A sweep in which one run fails and another loses its kernel once."""
    folder = tmp_path_factory.mktemp("swept")
    file = write(folder, "matrix: {hops: [0, 1, 7, 9]}\nparameters: {actor: iran}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_TEST_ONCE", str(folder / "once"))
        outcome, _ = perform(file, folder / "out")
    return file, folder / "out", outcome


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "results.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_failed_run_is_recorded_and_a_dead_kernel_costs_another_try(swept: tuple[Path, Path, SweepOutcome]):
    _, out, outcome = swept
    assert outcome.failures == ("7 failed: cell 6: AssertionError",)
    entries = Manifest(out).entries
    assert {name: entry.tries for name, entry in entries.items()} == {"0": 1, "1": 1, "7": 1, "9": 2}
    assert (out / "7.failed.ipynb").exists()
    assert not (out / "7.html").exists()
    assert all(entry.memory > 0 for entry in entries.values())


def test_the_results_are_one_tidy_table_in_csv_and_parquet(swept: tuple[Path, Path, SweepOutcome]):
    _, out, _ = swept
    found = [(row["run"], row["status"], row["double"], row["who"], row["even"]) for row in rows(out)]
    assert found == [
        ("0", "done", "0", "iran", "True"),
        ("1", "done", "2", "iran", "False"),
        ("7", "failed", "", "", ""),
        ("9", "done", "18", "iran", "False"),
    ]
    polars = pytest.importorskip("polars")
    table = polars.read_parquet(out / "results.parquet")
    assert table["double"].to_list() == [0, 2, None, 18]
    assert table["even"].dtype == polars.Boolean


def test_the_pages_of_a_sweep_lead_to_every_run_and_only_to_what_exists(swept: tuple[Path, Path, SweepOutcome]):
    _, out, _ = swept
    import re

    for page in ("index.html", "comparison.html", "0.html"):
        links = re.findall(r'<a[^>]* href="([^"#]+)"', (out / page).read_text("utf-8"))
        assert {link for link in links if not link.startswith("http") and not (out / link).exists()} == set()
    assert {"0.html", "1.html", "9.html", "7.failed.ipynb"} <= set(
        re.findall(r'href="([^"]+)"', (out / "index.html").read_text("utf-8"))
    )


def test_what_is_done_is_not_run_again_and_the_pages_stay_the_same(swept: tuple[Path, Path, SweepOutcome]):
    file, out, _ = swept
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in (".html", ".ipynb")}
    outcome, told = perform(file, out)  # only what failed is tried again
    assert outcome.kept == 3
    assert "3 of 4 runs are there already" in told
    after = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in (".html", ".ipynb")}
    assert {name for name in before if before[name] != after[name]} <= {"index.html"}  # which states the seconds


def test_differences_between_two_runs_are_told(swept: tuple[Path, Path, SweepOutcome]):
    _, out, _ = swept
    assert differences(out / "0", out / "1.html") == [
        "~ parameter hops: 0 -> 1",
        "~ recorded double: 0 -> 2",
        "~ recorded even: True -> False",
    ]
    assert differences(out / "0", out / "0.ipynb") == []
    with pytest.raises(WorkbookError, match="no executed notebook"):
        differences(out / "0", out / "nowhere")


def test_a_sweep_that_was_killed_goes_on_where_it_stopped(tmp_path: Path):
    file = write(tmp_path, f"matrix: {{hops: {[n for n in range(20) if n not in (7, 9)]}}}\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "workbook", "sweep", str(file), "--out", str(out)]
    killed = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(Manifest(out).entries) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = len(Manifest(out).entries)
    assert 3 <= done < 18
    with (out / NAME).open("ab") as manifest:
        manifest.write(b'{"run": "torn off in the mid')
    outcome, _ = perform(file, out)
    assert outcome.kept >= done - 1
    assert [row["status"] for row in rows(out)] == ["done"] * 18
    assert not list(out.glob("*.part"))


def test_a_full_disk_stops_a_sweep_in_a_line_and_what_is_done_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = write(tmp_path, "matrix: {hops: [0, 1]}\n")
    added = Manifest.add

    def add(manifest: Manifest, entry: Entry) -> None:
        if manifest.entries:
            raise OSError(28, "No space left on device")
        added(manifest, entry)

    monkeypatch.setattr(Manifest, "add", add)
    with pytest.raises(WorkbookError, match="No space left on device; run the sweep again to go on"):
        perform(file, tmp_path / "out")
    monkeypatch.undo()
    assert perform(file, tmp_path / "out")[0].kept == 1


def test_two_sweeps_into_one_folder_end_well(tmp_path: Path):
    one = write(tmp_path / "one", "matrix: {hops: [0, 1]}\n")
    other = write(tmp_path / "other", "matrix: {hops: [1, 2]}\n")
    out = tmp_path / "out"
    outcomes: list[SweepOutcome] = []

    def add(file: Path) -> None:
        outcomes.append(perform(file, out)[0])

    threads = [threading.Thread(target=add, args=[file]) for file in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(outcome.kept for outcome in outcomes) == [0, 1]
    assert sorted(Manifest(out).entries) == ["0", "1", "2"]
    assert len((out / NAME).read_text("utf-8").splitlines()) == 3


def test_a_worker_that_dies_costs_another_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The notebook kills its client, the worker."""
    import nbformat

    notebook = nbformat.read(RECORDING, as_version=4)
    notebook.cells[3].source = (
        "once = Path(os.environ['WORKBOOK_TEST_ONCE'])\n"
        "if hops == 3 and not once.exists():\n    once.touch()\n    os.kill(int(os.environ['WORKBOOK_WORKER']), 9)\n"
    )
    nbformat.write(notebook, tmp_path / "killing.ipynb")
    monkeypatch.setenv("WORKBOOK_TEST_ONCE", str(tmp_path / "once"))
    file = write(tmp_path, "matrix: {hops: [2, 3]}\n", tmp_path / "killing.ipynb")
    outcome, _ = perform(file, tmp_path / "out")
    assert outcome.failures == ()
    assert (tmp_path / "once").exists()


def test_without_warm_kernels_a_sweep_runs_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_WARM", "off")
    outcome, told = perform(write(tmp_path, "matrix: {hops: [0, 1]}\n"), tmp_path / "out")
    assert outcome.failures == ()
    assert told.count("no warm kernels (WORKBOOK_WARM switches it off); ordinary ones serve") == 1


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
def test_a_cluster_survives_a_worker_that_is_killed(tmp_path: Path):
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, "TMPDIR": str(tmp_path)}}
    python, port = sys.executable, address.rpartition(":")[2]
    common = ["--no-dashboard"]
    scheduler = [python, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, *common]
    worker = [python, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *common]
    processes = [subprocess.Popen(scheduler, **quiet)]
    processes += [subprocess.Popen([*worker, "--local-directory", str(tmp_path / str(n))], **quiet) for n in (1, 2)]
    out = tmp_path / "out"

    def kill_one() -> None:
        while not Manifest(out).entries:
            time.sleep(0.05)
        processes[1].kill()

    threading.Thread(target=kill_one, daemon=True).start()
    try:
        file = write(tmp_path / "plan", "matrix: {hops: [0, 1, 2, 3, 4, 5, 6, 7, 8, 10]}\n")
        outcome, _ = perform(file, out, dask=address)
        assert processes[1].wait(10) == -signal.SIGKILL
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait(20)
    assert outcome.failures == ("7 failed: cell 6: AssertionError",)
    assert [row["status"] for row in rows(out)].count("done") == 9


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("workbook.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(WorkbookError, match="no scheduler answers"):
        perform(write(tmp_path, "matrix: {hops: [0]}\n"), tmp_path / "out", dask=f"tcp://127.0.0.1:{free_port()}")


def test_the_shipped_sweep_is_sound():
    plan = read_sweep(Path(__file__).parents[1] / "sweeps" / "actors.yaml")
    assert len(plan.runs) == 10
