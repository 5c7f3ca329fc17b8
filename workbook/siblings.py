"""The datasets that lie beside one another, and which of them a notebook compares.

A page that compares depends on every dataset it shows, and on what is said to be the same in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbook.paths import dataset_folder

SAME_AS = "same_as.csv"
"""The file beside the datasets that says what is the same in them."""


def siblings(folder: Path) -> list[Path]:
    """The other datasets beside a dataset, in order of name."""
    whole = folder.resolve()
    found = sorted(path.parent for path in whole.parent.glob("*/datapackage.yaml"))
    return [path for path in found if path.resolve() != whole]


def compared(folder: Path, names: Sequence[str]) -> list[Path]:
    """The folders of the datasets to compare one with: those named, or all beside it.

    Raises
    ------
    WorkbookError
        If there is no dataset of a name.
    """
    if not names:
        return siblings(folder)
    folders = [dataset_folder(name) for name in dict.fromkeys(names)]
    return [path for path in folders if path.resolve() != folder.resolve()]
