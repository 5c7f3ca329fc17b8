"""Where things lie: the project folder with its ``seeds``, ``data``, ``notebooks`` and ``reports``."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from workbook.errors import WorkbookError, nearest, shorten

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What ids and dataset names look like: lower-case letters and digits, joined by single hyphens."""


def is_root(folder: Path) -> bool:
    """Whether a folder is laid out as a project."""
    return (folder / "data").is_dir() and (folder / "notebooks").is_dir()


def root() -> Path:
    """The project folder: ``$WORKBOOK_HOME``, else the nearest above the working directory, else the one this
    package lies in.

    Raises
    ------
    WorkbookError
        If none of them has a ``data`` and a ``notebooks`` folder.
    """
    if home := os.environ.get("WORKBOOK_HOME"):
        if is_root(Path(home)):
            return Path(home).resolve()
        raise WorkbookError(f"WORKBOOK_HOME={home}: no folder with data/ and notebooks/ in it")
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if is_root(folder):
            return folder.resolve()
    raise WorkbookError("no project found: go to a folder with data/ and notebooks/ in it, or set WORKBOOK_HOME")


def _root_or_none() -> Path | None:
    try:
        return root()
    except WorkbookError:
        return None


def dataset_names() -> list[str]:
    """The datasets of the project, by name."""
    return sorted(path.parent.name for path in (root() / "data").glob("*/datapackage.yaml"))


def dataset_folder(dataset: str | os.PathLike[str]) -> Path:
    """The folder of a dataset given by name, or by a path to it or to its ``datapackage.yaml``.

    Raises
    ------
    WorkbookError
        If there is no such dataset; names the nearest that there is.
    """
    given = os.fspath(dataset)
    if SLUG.fullmatch(given) and (project := _root_or_none()) and os.path.isdir(project / "data" / given):
        return project / "data" / given
    path = Path(os.path.expanduser(given))
    if path.name == "datapackage.yaml":
        path = path.parent
    if os.path.isfile(path / "datapackage.yaml"):  # false, unlike Path.is_file, for what cannot be a path
        return path.resolve()
    known = dataset_names()
    raise WorkbookError(
        f'dataset "{shorten(given)}": no such dataset{nearest(given, known)}; there are: {", ".join(known) or "none"}'
    )


def shown(path: Path) -> str:
    """A path as the user would write it: relative to the working directory if it lies below, else to the
    project, else whole.
    """
    whole = path.resolve()
    for base in (Path.cwd().resolve(), _root_or_none()):
        if base and whole.is_relative_to(base):
            return whole.relative_to(base).as_posix()
    return str(path)


def contents(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises
    ------
    OSError
        If it cannot be read or is no regular file: a folder, a device or a pipe, which might never end.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return path.read_bytes()
