"""A warm kernel is an ordinary kernel that starts sooner: the same results, the same isolation, the same ends."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.processes import NOTEBOOKS, alive, when_written
from workbook.kernels import Host
from workbook.runs import Run, run
from workbook.warm.forges import NoForge, OwnForge, ask, stamp

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
MESS = """
import os, pandas, matplotlib, numpy, random, warnings
pandas.DataFrame.head = None
matplotlib.rcParams["font.size"] = 77
numpy.random.seed(1); random.seed(1)
numpy.set_printoptions(precision=1)
warnings.simplefilter("error")
os.environ["WORKBOOK_MESS"] = "1"
os.chdir("/")
os.umask(0)
import builtins; builtins.mess = True
"""
LOOK = """
import os, pandas, matplotlib, builtins, numpy, random
mask = os.umask(0); os.umask(mask)
print(pandas.DataFrame.head is None, matplotlib.rcParams["font.size"], os.environ.get("WORKBOOK_MESS"), os.getcwd(),
      mask, hasattr(builtins, "mess"), numpy.get_printoptions()["precision"])
"""


def run_cells(folder: Path, host: Host, *sources: str, timeout: float = 60) -> Run:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path = folder / f"{len(list(folder.iterdir()))}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNELSPEC}), path)
    return run(path, {}, timeout=timeout, host=host)


def printed(ended: Run) -> str:
    outputs = [output for cell in ended.notebook.cells for output in cell.outputs]
    return "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs)


def gone(*pids: int, seconds: float = 5) -> bool:
    """Whether processes end, given a moment."""
    for _ in range(int(seconds * 20)):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.05)
    return False


def test_a_warm_run_gives_the_same_bytes_as_an_ordinary_one(warm: Host):
    values = {"hops": 2, "types": ["NO"]}
    ordinary, warmed = (run(NOTEBOOKS / "fine.ipynb", values, host=host) for host in (Host(), warm))
    assert nbformat.writes(warmed.notebook) == nbformat.writes(ordinary.notebook)
    assert warmed.memory > 0


def test_nothing_that_a_run_does_reaches_the_next(warm: Host, tmp_path: Path):
    before = printed(run_cells(tmp_path, warm, LOOK))
    assert run_cells(tmp_path, warm, MESS).failure == ""
    assert printed(run_cells(tmp_path, warm, LOOK)) == before


def test_two_runs_draw_different_random_numbers(warm: Host, tmp_path: Path):
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    first, second = (printed(run_cells(tmp_path, warm, draw)).split() for _ in range(2))
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_run_gets_the_environment_and_the_folder_of_who_asks(
    warm: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKBOOK_TEST_WORD", "here")
    monkeypatch.chdir(tmp_path)
    shown = printed(run_cells(tmp_path, warm, "import os; print(os.environ['WORKBOOK_TEST_WORD'], os.getcwd())"))
    assert shown == f"here {tmp_path}\n"


def test_the_kernel_leads_a_process_group_of_its_own_and_its_sockets_are_private(warm: Host, tmp_path: Path):
    code = (
        "import os; f = get_ipython().kernel.config['IPKernelApp']['connection_file'];"
        "print(os.getpgid(0) == os.getpid(), oct(os.stat(os.path.dirname(f)).st_mode & 0o777))"
    )
    assert printed(run_cells(tmp_path, warm, code)) == "True 0o700\n"


def test_a_plot_of_pyplot_is_shown_as_in_an_ordinary_kernel(warm: Host, tmp_path: Path):
    ended = run_cells(tmp_path, warm, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert [output.output_type for output in ended.notebook.cells[0].outputs] == ["display_data"]


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("dying_kernel", "cell 4: the kernel died (SIGKILL)"),
        ("leaving_kernel", "cell 3: the kernel died (exit status 3)"),
        ("failing_cell", "cell 4: ValueError: no <b>good</b> reason"),
    ],
)
def test_a_warm_run_fails_as_an_ordinary_one_does(name: str, failure: str, warm: Host):
    ended = run(NOTEBOOKS / f"{name}.ipynb", {}, host=warm)
    assert ended.failure == failure
    assert ended.died == name.endswith("kernel")


def test_too_much_memory_is_an_error_of_the_cell(warm: Host, tmp_path: Path):
    host = Host(warm.forge, warm.folder, memory=1_000_000_000)
    ended = run_cells(tmp_path, host, "block = bytearray(2_000_000_000)")
    assert ended.failure.startswith("cell 1: MemoryError")


def test_what_a_cell_started_ends_with_its_kernel_even_if_that_dies(warm: Host, tmp_path: Path):
    start = "import os, subprocess; child = subprocess.Popen(['sleep', '60']); print(child.pid, flush=True)"
    ended = run_cells(tmp_path, warm, start, "os.kill(os.getpid(), 9)")
    assert ended.died
    assert gone(int(printed(ended).split()[0]))


KERNEL = "workbook.warm.copies:kernel"


def test_a_copy_that_fails_says_with_which_status(forge: OwnForge):
    null = os.open(os.devnull, os.O_RDWR)
    copy = ask(forge.path, "workbook.nowhere:nothing", ["x"], env=os.environ, files=[null, null, null])
    os.close(null)
    assert copy.wait(20) == 1


def test_an_interrupt_reaches_the_cell_and_the_kernel_goes_on(forge: OwnForge, tmp_path: Path):
    import asyncio

    from jupyter_client.manager import AsyncKernelManager

    from workbook.kernels import OwnInterpreter

    async def interrupted() -> tuple[str, str]:
        manager = AsyncKernelManager(transport="ipc", connection_file=str(tmp_path / "kernel.json"))
        manager.ip = str(tmp_path / "s")
        manager.kernel_spec_manager = OwnInterpreter()
        manager.kernel_spec_manager.forge = str(forge.path)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=20)
        sleeping = client.execute("import time; print('asleep', flush=True); time.sleep(60)")
        while (await client.get_iopub_msg(timeout=20))["msg_type"] != "stream":
            pass
        await manager.interrupt_kernel()
        first = (await client._async_recv_reply(sleeping, timeout=20))["content"]["ename"]
        second = (await client._async_recv_reply(client.execute("1"), timeout=20))["content"]["status"]
        await manager.shutdown_kernel()
        client.stop_channels()
        return first, second

    assert asyncio.run(interrupted()) == ("KeyboardInterrupt", "ok")


HANG = (
    "import sys\nfrom pathlib import Path\nfrom workbook.kernels import Host\nfrom workbook.runs import run\n"
    f"run(Path({str(NOTEBOOKS / 'hanging.ipynb')!r}), {{}}, timeout=60, host=Host(sys.argv[1], sys.argv[2]))"
)


def hang(forge: OwnForge, pids: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "WORKBOOK_TEST_PIDS": str(pids)}
    command = [sys.executable, "-c", HANG, str(forge.path), str(forge.folder)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def test_the_kernel_ends_when_its_client_is_killed(forge: OwnForge, tmp_path: Path):
    client = hang(forge, tmp_path / "pids")
    kernel_and_child = when_written(tmp_path / "pids")
    client.kill()
    client.wait()
    assert gone(*kernel_and_child)


def test_the_kernel_ends_when_the_forge_is_killed_and_the_run_says_so(tmp_path: Path):
    forge = OwnForge()
    with forge:
        client = hang(forge, tmp_path / "pids")
        kernel, _ = when_written(tmp_path / "pids")
        os.kill(forge._process.pid, signal.SIGKILL)
        assert gone(kernel)
        assert client.wait(20) == 0
    assert not forge.folder.exists()


def test_a_forge_that_has_gone_is_told(tmp_path: Path):
    with pytest.raises(NoForge, match="does not answer"):
        ask(tmp_path / "nowhere", KERNEL, [], env={})


def test_a_folder_whose_path_is_too_long_for_a_socket_is_told_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with pytest.raises(NoForge, match="too long"):
        OwnForge().begin()
    assert list(deep.iterdir()) == []


def test_an_edit_of_the_code_asks_for_another_forge(monkeypatch: pytest.MonkeyPatch):
    from workbook import stamps

    before = stamp()
    assert stamp() == before
    monkeypatch.setattr(stamps, "code_state", lambda: ("edited",))
    assert stamp() != before


def test_a_setting_that_libraries_read_as_they_load_asks_for_another_forge(monkeypatch: pytest.MonkeyPatch):
    before = stamp()
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    assert stamp() != before


PAPERMILL = """
import logging, os, sys, time
logging.disable(logging.NOTSET)
import papermill
for name in ("one", "two"):
    began = time.perf_counter()
    papermill.execute_notebook(sys.argv[1], None, kernel_name="workbook", progress_bar=False)
    print(time.perf_counter() - began)
"""


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A folder of a short name, since a socket's path cannot be long."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def papermill(runtime: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PAPERMILL, str(NOTEBOOKS / "fine.ipynb")],
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime), **environment},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip


def test_plain_papermill_gets_a_warm_kernel_by_its_name_and_the_shared_forge_ends_with_its_socket(runtime: Path):
    papermill(runtime)
    sockets = list(runtime.glob("workbook-*/forge-*"))
    forges = [pid for pid in Path("/proc").glob("[0-9]*") if started_for(sockets, pid)]
    assert len(forges) == len(sockets) >= 1
    for socket in sockets:
        socket.unlink()
    assert gone(*(int(pid.name) for pid in forges), seconds=45)


def started_for(sockets: list[Path], process: Path) -> bool:
    try:
        return any(str(socket).encode() in (process / "cmdline").read_bytes().split(b"\0") for socket in sockets)
    except OSError:
        return False


def test_without_a_forge_the_ordinary_kernel_serves_and_says_so_once(runtime: Path):
    ended = papermill(runtime, WORKBOOK_WARM="off")
    assert len(ended.stdout.split()) == 2
    assert ended.stderr.count("No warm kernel (WORKBOOK_WARM switches it off)") == 1
