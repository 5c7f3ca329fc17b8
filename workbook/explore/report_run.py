"""A report run beside the notebook: the ``workbook report`` command in a process of its own, followed cell by cell.

The kernel stays free for the analyst, a report that fails takes nothing with it, and what runs is to the letter the
command that is shown.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from workbook.notebooks import Value
from workbook.parameters import changed
from workbook.paths import root

_CELL = re.compile(r"cell (\d+) of (\d+)")
_BREAK: Final = re.compile(rb"[\r\n]")

OnProgress = Callable[[int, int], None]
"""Told the number of the cell that runs, from 1, and how many there are."""


@dataclass(frozen=True)
class Made:
    """What became of a report: its page, or in one line why there is none, and everything that was written."""

    page: Path | None
    failure: str = ""
    written: str = ""


class ReportRun:
    """One report being made. The same view always goes to the same folder, beside the full report's."""

    def __init__(self, command: list[str], page: Path) -> None:
        self._command, self._page = command, page
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """End it, with everything that it has started."""
        process = self._process
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGTERM)

    def run(self, on_progress: OnProgress = lambda cell, cells: None) -> Made:
        """Make the report; returns when it is done."""
        with tempfile.TemporaryFile() as output:
            lines = list(self._lines(output, on_progress))
            output.seek(0)
            written = output.read().decode("utf-8", "replace")
        status = self._process.returncode if self._process else 1
        if status == 0 and self._page.is_file():
            return Made(self._page, written=written)
        told = [line.removeprefix("workbook: ") for line in lines if line.strip() and not _CELL.search(line)]
        return Made(None, told[-1] if told else f"exit status {status}", "\n".join([*lines, written]))

    def _lines(self, output: IO[bytes], on_progress: OnProgress) -> Iterator[str]:
        """The lines of the progress, as a terminal would show them."""
        for line in self._heard(output):
            text = line.decode("utf-8", "replace").replace("\x1b[K", "")
            if at := _CELL.search(text):
                on_progress(int(at[1]), int(at[2]))
            else:
                yield text

    def _heard(self, output: IO[bytes]) -> Iterator[bytes]:
        environment = {**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
        reader, writer = _terminal()
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=writer, env=environment
        )
        os.close(writer)
        rest = b""
        while chunk := _read(reader):
            *whole, rest = _BREAK.split(rest + chunk)
            yield from whole
        os.close(reader)
        if rest:
            yield rest
        self._process.wait()

    def start(self, on_progress: OnProgress, on_end: Callable[[Made], None]) -> threading.Thread:
        """Make the report in the background and tell how it goes."""
        thread = threading.Thread(target=lambda: on_end(self.run(on_progress)), daemon=True, name="workbook-report")
        thread.start()
        return thread


def report_run(dataset: str, notebook: str, values: Mapping[str, Value]) -> ReportRun:
    """A run of a notebook with some values; the values are checked by the command itself."""
    given = changed(notebook, {**values})
    told = [part for name, value in given.items() for part in ("-p", f"{name}={_text(value)}")]
    folder = root() / "reports" / "views" / f"{notebook}-{_digest(dataset, notebook, given)}"
    command = [sys.executable, "-m", "workbook", "report", dataset, notebook, *told, "--out", str(folder)]
    return ReportRun(command, folder / f"{notebook}.html")


def _text(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _digest(*what: object) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()[:10]


def _terminal() -> tuple[int, int]:
    """Both ends of a pseudo-terminal, on which progress moves with the cells; of a pipe where there is none."""
    try:
        import pty
    except ImportError:
        return os.pipe()
    return pty.openpty()


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 4096)
    except OSError:  # the other end of a pseudo-terminal was closed
        return b""
