"""What a result depends on besides its notebook and its data: the code of ``workbook``, the libraries, Python.

Two questions, two answers. ``code_state`` is quick and asks whether anything *may* have changed, by names, sizes
and times; a process that has imported the code is as old as its state. ``code_fingerprint`` asks what the code
*is*, by content, so that a copy elsewhere has the same.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        elif not entry.name.startswith("."):
            yield entry


def code_state() -> tuple[object, ...]:
    """Names, sizes and times of the files of ``workbook``, and the installed packages."""
    files = tuple((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in _files(str(_HERE)))
    return (files, libraries())


@cache
def code_fingerprint() -> str:
    """The sha256 of the files of ``workbook``: code, page template and all."""
    digest = hashlib.sha256()
    for entry in _files(str(_HERE)):
        name = Path(entry.path).relative_to(_HERE).as_posix()
        digest.update(f"\0{name}\0".encode() + Path(entry.path).read_bytes())
    return digest.hexdigest()


def libraries() -> tuple[str, ...]:
    """Every installed distribution with its version, and Python itself: ``pandas-3.0.1``, in order of name.

    Read from the names of the folders that installers leave, which takes a thousandth of the time of asking
    each distribution.
    """
    found = {
        name.rpartition(".")[0]
        for folder in sys.path
        if folder and os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith((".dist-info", ".egg-info"))
    }
    return (f"python-{platform.python_version()}-{sys.implementation.name}-{platform.machine()}", *sorted(found))
