"""Servers that a test starts for itself: on loopback, behind a token, over a copy of the project."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("data", "notebooks", "seeds", "tools", ".jupyter")
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: its address, its token, and the copy of the project it works on."""

    address: str
    token: str
    project: Path

    def url(self, path: str = "") -> str:
        return f"{self.address}{path}?token={self.token}"


def copied(folder: Path) -> Path:
    """A clean copy of what a checkout holds and a notebook needs."""
    for part in PARTS:
        rubbish = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=rubbish)
    return folder


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(folder: Path, program: str, *options: str) -> Iterator[Server]:
    """Run ``jupyter`` or ``voila`` on a copy of the project, with nothing of the user's in reach."""
    project, port, token = copied(folder / "project"), free_port(), secrets.token_hex(16)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "WORKBOOK"))}
    environment |= {"JUPYTER_CONFIG_PATH": str(project / ".jupyter"), "JUPYTER_PATH": str(project / ".jupyter")}
    environment |= {"JUPYTER_TOKEN": token, "HOME": str(folder)}
    places = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    environment |= {f"JUPYTER_{name}": str(folder / place) for name, place in places.items()}
    environment["IPYTHONDIR"] = str(folder / "ipython")
    command = [str(Path(sys.executable).parent / program), *options, f"--port={port}", "--no-browser"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=project, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        server = Server(f"http://127.0.0.1:{port}", token, project)
        try:
            _wait(server, process, folder / "log")
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.address}/api", timeout=1)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {log.read_text()[-2000:]}")
