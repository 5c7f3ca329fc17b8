"""Work that goes on while nobody waits: in small pieces, and given up as soon as the analyst does something else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PAUSE = 0.25
"""Seconds of rest before the first piece, so that a moved control is not answered late."""


class Refiner:
    """Runs one chain of small pieces of work on the kernel's own loop; a new chain ends the last."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self, piece: Callable[[int], bool]) -> None:
        """Call a function with 1, 2, 3 and so on until it says False; without a running loop, not at all."""
        self.stop()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._go(piece))

    def stop(self) -> None:
        """Give up what is left."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _go(self, piece: Callable[[int], bool]) -> None:
        await asyncio.sleep(PAUSE)
        number = 1
        while piece(number):
            number += 1
            await asyncio.sleep(0.01)
