"""What a person sees while notebooks run: a line for each that is done, and what is going on if someone is watching.

Progress goes to standard error, so that standard output holds nothing but the paths of what was made.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from typing import TextIO

_BAR = 12
_SILENCE = 10
"""Seconds between two lines on a sweep where nobody is watching a terminal."""


class Progress:
    """A line for each notebook. On a terminal the last one moves with the cells; elsewhere a line appears once a
    notebook is done.
    """

    def __init__(self, stream: TextIO, names: Sequence[str]) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._width = max((len(name) for name in names), default=0)
        self._running: dict[str, tuple[float, int, int]] = {}

    def say(self, line: str) -> None:
        """A remark, in a line of its own."""
        self._draw("")
        self._write(f"{line}\n")

    def cell(self, name: str, cell: int = 0, cells: int = 0) -> None:
        """A notebook has started (cell 0) or reached a cell."""
        began = self._running[name][0] if name in self._running else time.monotonic()
        self._running[name] = (began, cell, cells)
        self._show()

    def done(self, name: str, seconds: float, failure: str = "") -> None:
        """A notebook has ended."""
        self._running.pop(name, None)
        text = f"failed: {failure}" if failure else "done"
        self._draw("")
        self._write(f"{name:<{self._width}}  {seconds:5.1f} s  {text}\n")
        self._show()

    def kept(self, name: str) -> None:
        """Nothing that a notebook depends on has changed, so it is not run again."""
        self._write(f"{name:<{self._width}}           unchanged\n")

    def interrupted(self) -> None:
        """The user has stopped the report; what was drawn of a line goes."""
        self._draw("")

    def _show(self) -> None:
        if len(self._running) > 1:
            states = [f"{name} {_state(cell, cells)}" for name, (_, cell, cells) in self._running.items()]
            self._draw("  ".join(states))
        for name, (began, cell, cells) in self._running.items() if len(self._running) == 1 else ():
            filled = round(_BAR * cell / cells) if cells else 0
            bar = "█" * filled + "░" * (_BAR - filled)
            seconds = time.monotonic() - began
            self._draw(f"{name:<{self._width}}  {bar}  {_state(cell, cells)}  {seconds:.0f} s")

    def _draw(self, line: str) -> None:
        if self._live:
            room = shutil.get_terminal_size().columns - 1
            self._write(f"\r\x1b[K{line[:room]}")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class Count:
    """What a person sees of a sweep: how many runs are done, how fast, and how long it will take; and each failure."""

    def __init__(self, stream: TextIO, runs: int) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._runs = runs
        self._kept = self._done = self._failed = 0
        self._began = self._told = time.monotonic()

    def say(self, line: str) -> None:
        """A remark, in a line of its own."""
        self._stream.write(f"\r\x1b[K{line}\n" if self._live else f"{line}\n")
        self._stream.flush()

    def kept(self, number: int) -> None:
        """Some runs are there already."""
        self._kept = number
        if number:
            self.say(f"{number} of {self._runs} runs are there already")

    def done(self, name: str, failure: str = "") -> None:
        """A run has ended."""
        self._done += 1
        if failure:
            self._failed += 1
            self.say(f"{name} failed: {failure}")
        if self._live:
            self._stream.write(f"\r\x1b[K{self._line()}"[: shutil.get_terminal_size().columns + 3])
            self._stream.flush()
        elif time.monotonic() - self._told > _SILENCE:
            self._told = time.monotonic()
            self.say(self._line())

    def end(self) -> None:
        """All runs have ended."""
        self.say(self._line())

    def _line(self) -> str:
        seconds = max(time.monotonic() - self._began, 1e-3)
        rate = self._done / seconds
        left = self._runs - self._kept - self._done
        failed = f", {self._failed} failed" if self._failed else ""
        ahead = f", {_duration(left / rate)} left" if left else f", in {_duration(seconds)}"
        return f"{self._kept + self._done} of {self._runs} runs{failed}, {rate * 60:.0f} a minute{ahead}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _state(cell: int, cells: int) -> str:
    return f"cell {cell} of {cells}" if cells else "starting"
