"""What a person sees while a report is made: one line a notebook, which counts its cells if someone is
watching.

Progress goes to standard error, so that standard output holds nothing but the paths of what was made.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from typing import TextIO

_BAR = 12


class Progress:
    """A line for each notebook; on a terminal it moves with the cells, elsewhere it appears once the notebook
    is done.
    """

    def __init__(self, stream: TextIO, names: Sequence[str]) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._width = max((len(name) for name in names), default=0)
        self._began = time.monotonic()

    def start(self, name: str) -> None:
        """A notebook's kernel is being started."""
        self._began = time.monotonic()
        self._draw(f"{name:<{self._width}}  starting")

    def cell(self, name: str, cell: int, cells: int) -> None:
        """A notebook has reached a cell."""
        filled = round(_BAR * cell / cells) if cells else 0
        bar = "█" * filled + "░" * (_BAR - filled)
        self._draw(f"{name:<{self._width}}  {bar}  cell {cell} of {cells}  {time.monotonic() - self._began:.0f} s")

    def done(self, name: str, seconds: float, failure: str = "") -> None:
        """A notebook has ended."""
        text = f"failed: {failure}" if failure else "done"
        self._draw("")
        self._write(f"{name:<{self._width}}  {seconds:5.1f} s  {text}\n")

    def interrupted(self) -> None:
        """The user has stopped the report; what was drawn of a line goes."""
        self._draw("")

    def _draw(self, line: str) -> None:
        if self._live:
            room = shutil.get_terminal_size().columns - 1
            self._write(f"\r\x1b[K{line[:room]}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
