"""How states and scenarios are named: by index, counting from 0, or by a name that only one of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbook.errors import WorkbookError, nearest, shorten

# Which states some descriptors are in: {descriptor: state} or pairs, each side an index or a name.
Settings = Mapping[Any, Any] | Iterable[tuple[Any, Any]]

# A scenario that has a state for every descriptor: settings, or simply the states in order.
Scenario = Settings | Sequence[Any]

# Stands, like None, for a descriptor that is left open.
UNSET = "*"


def settings_by(table: pd.DataFrame, key: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Settings per policy or storyline, in the order of a table with columns ``key``, ``descriptor`` and ``state``."""
    settings: dict[str, list[tuple[str, str]]] = {}
    for name, descriptor, state in zip(table[key], table["descriptor"], table["state"], strict=True):
        settings.setdefault(str(name), []).append((str(descriptor), str(state)))
    return {name: tuple(pairs) for name, pairs in settings.items()}


def label(scenario: Sequence[int]) -> str:
    """A scenario as people write it, states counting from 1: ``2 1 3``."""
    return " ".join(str(state + 1) for state in scenario)


def find(key: Any, names: Sequence[str], what: str) -> int:
    """The index of ``key``, an index or a name, among ``names``; ``what`` tells an error what they name."""
    if isinstance(key, str):
        places = [place for place, name in enumerate(names) if name == key]
        if len(places) == 1:
            return places[0]
        if places:
            raise WorkbookError(f'{len(places)} names of a {what} read "{shorten(key)}": say which by its index')
        raise WorkbookError(f'there is no {what} "{shorten(key)}"{nearest(key, names)}')
    if isinstance(key, int | np.integer) and not isinstance(key, bool):
        if 0 <= key < len(names):
            return int(key)
        raise WorkbookError(f"there is no {what} number {key}: they run from 0 to {len(names) - 1}")
    raise WorkbookError(f"a {what} is an index or a name, not {shorten(repr(key))}")
