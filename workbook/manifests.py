"""How far a sweep has come: a line for each run that ended, on the disk before the next one is begun.

The lines are JSON and only ever added, so that whatever stops a sweep (Ctrl-C, ``kill -9``, a full disk) costs at
most the runs that were on their way. A line that was cut off counts for nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from workbook.records import Recorded

NAME = "manifest.jsonl"


@dataclass(frozen=True)
class Entry:
    """What became of a run.

    ``files`` are the checksums of its files by name, ``memory`` is in bytes, ``failure`` is empty if it was well.
    """

    run: str
    fingerprint: str
    failure: str = ""
    seconds: float = 0.0
    memory: int = 0
    tries: int = 1
    recorded: dict[str, Recorded] = field(default_factory=dict)
    sentence: str = ""
    files: dict[str, str] = field(default_factory=dict)


class Manifest:
    """The manifest of a folder: what it says, and a way to add to it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.entries = _read(self._path)

    def add(self, entry: Entry) -> None:
        """Note how a run ended; raises OSError if the disk is full."""
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        with self._path.open("ab") as file:
            if file.tell() and not _ends_a_line(self._path):
                file.write(b"\n")
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        self.entries[entry.run] = entry


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _read(path: Path) -> dict[str, Entry]:
    """The last entry of each run."""
    found: dict[str, Entry] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError, TypeError):
                content: dict[str, Any] = json.loads(line)
                entry = Entry(**content)
                found[entry.run] = entry
    return found
