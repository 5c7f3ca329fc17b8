"""Files that appear whole or not at all: whoever reads one never meets half of it, whatever stops the writer."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file aside in the same folder, flush it to the disk, then rename it into place.

    Text is written as UTF-8 with the line ends it has. The folder is made if need be. Whatever goes wrong, an
    earlier file of that name stays as it was and nothing is left beside it.

    Raises
    ------
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, _mode())
        os.replace(aside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise
    _flush_folder(path.parent)


def _mode() -> int:
    # mkstemp makes files that only their owner can read; a page should be as readable as any new file.
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    # Without this a crash of the machine may forget the rename. Some systems cannot open a folder.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
