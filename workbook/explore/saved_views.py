"""Views kept by name: what is selected and set on every desk, as a small JSON file in the project's ``views/``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from workbook.errors import WorkbookError, nearest, shorten
from workbook.files import write_whole
from workbook.paths import root, shown

FORMAT: Final = 1
LARGEST: Final = 1_000_000
"""So many bytes a view may have at most: a session's edits are few."""

_NAME: Final = re.compile(r"[^\W_](?:[\w -]{0,58}[^\W_])?")


class SavedViews:
    """The folder of saved views of one dataset."""

    def __init__(self, dataset: str, folder: Path | None = None) -> None:
        self._dataset = dataset
        self._folder = folder if folder is not None else root() / "views"

    def names(self) -> list[str]:
        """The views that can be restored, by name."""
        return sorted(path.stem for path in self._folder.glob("*.json") if _NAME.fullmatch(path.stem))

    def save(self, name: str, content: dict[str, Any]) -> Path:
        """Keep a view under a name; an earlier one of that name is replaced.

        Raises
        ------
        WorkbookError
            If the name cannot be the name of a file, or the file cannot be written.
        """
        path = self._path(name)
        told = {"workbook view": FORMAT, "dataset": self._dataset, **content}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            raise WorkbookError(f"{shown(path)}: cannot be written: {error.strerror}") from None
        return path

    def restore(self, name: str) -> dict[str, Any]:
        """What was kept under a name.

        Raises
        ------
        WorkbookError
            If there is no such view, or its file is none or belongs to another dataset.
        """
        path = self._path(name)
        if not path.is_file():
            raise WorkbookError(f'no saved view "{shorten(name)}"{nearest(name, self.names())}')
        try:
            if path.stat().st_size > LARGEST:
                raise WorkbookError(f"{shown(path)}: too large to be a saved view")
            content = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise WorkbookError(f"{shown(path)}: cannot be read: {error}") from None
        if not isinstance(content, dict) or content.get("workbook view") != FORMAT:
            raise WorkbookError(f"{shown(path)}: not a saved view")
        if content.get("dataset") != self._dataset:
            raise WorkbookError(f"{shown(path)}: a view of {content.get('dataset')}, not of {self._dataset}")
        return content

    def _path(self, name: str) -> Path:
        name = name.strip()
        if not _NAME.fullmatch(name):
            raise WorkbookError(
                f'"{shorten(name)}" cannot name a view: letters, digits, spaces and hyphens, 60 at most'
            )
        return self._folder / f"{name}.json"
