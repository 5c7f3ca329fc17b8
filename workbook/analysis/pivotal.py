"""Pivotal cells: the single judgements that the answer hangs on.

A judgement is pivotal if moving it alone to an end of its range lets some scenario become, or cease to be,
consistent. The two ends suffice: what a cell adds to a descriptor's lead only rises or only falls as the cell
moves, so a scenario that changes on the way has changed at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbook.analysis.consistent import with_fixed
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.pruned_search import NODE_BUDGET, search
from workbook.analysis.settings import Scenario, Settings, label


@dataclass(frozen=True)
class CellChange:
    """What moving one judgement to an end of its range does to the consistent scenarios."""

    row: int
    column: int
    score: float
    moved_to: float
    gained: tuple[tuple[int, ...], ...]
    lost: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class PivotalCells:
    """The judgements that the answer hangs on, row by row.

    ``complete`` is false if the node budget ran out: the changes given are then not to be relied on.
    """

    matrix: CrossImpactMatrix
    changes: tuple[CellChange, ...]
    complete: bool

    def to_frame(self) -> pd.DataFrame:
        """One row per change: cell by names and indices, its score, where it moved, and what that lets in or out."""
        rows = []
        for change in self.changes:
            ends = [self.matrix.state_of(change.row), self.matrix.state_of(change.column)]
            names = [
                name
                for place, state in ends
                for name in (self.matrix.descriptors[place], self.matrix.states[place][state])
            ]
            lists = ["; ".join(map(label, scenarios)) for scenarios in (change.gained, change.lost)]
            rows.append((*names, change.score, change.moved_to, *lists, change.row, change.column))
        columns = [
            "source",
            "source_state",
            "target",
            "target_state",
            "score",
            "moved_to",
            "gained",
            "lost",
            "row",
            "column",
        ]
        return pd.DataFrame(rows, columns=columns)


def pivotal_cells(
    matrix: CrossImpactMatrix,
    scenario: Scenario | None = None,
    fixed: Settings | None = None,
    *,
    node_budget: int = NODE_BUDGET,
) -> PivotalCells:
    """Which single judgements, moved to an end of their range, change what is consistent.

    Parameters
    ----------
    scenario
        A complete scenario: give only the cells that let this one become, or cease to be, consistent. By default,
        all that change the set of consistent scenarios in any way.
    """
    decreed = matrix.resolve(fixed)
    named = None if scenario is None else matrix.scenario(scenario, decreed)
    kept = matrix.kept(decreed)
    moves = [
        (row, column, end)
        for row in kept.tolist()
        for column in kept.tolist()
        for end in (matrix.low[row, column], matrix.high[row, column])
        if end != matrix.impacts[row, column]
    ]
    sets, complete = _sets_after(matrix, moves, decreed, node_budget)
    before, changes = sets[0], []
    for (row, column, end), after in zip(moves, sets[1:], strict=True):
        gained, lost = (sorted(more - less) for more, less in ((after, before), (before, after)))
        if (gained or lost) if named is None else (named in gained or named in lost):
            change = CellChange(row, column, float(matrix.impacts[row, column]), float(end), tuple(gained), tuple(lost))
            changes.append(change)
    return PivotalCells(matrix, tuple(changes), complete)


def _sets_after(
    matrix: CrossImpactMatrix, moves: list[tuple[int, int, float]], fixed: dict[int, int], node_budget: int
) -> tuple[list[set[tuple[int, ...]]], bool]:
    """The consistent scenarios as judged, and after each move by itself."""
    kept = matrix.kept(fixed)
    stack = np.repeat(matrix.whole()[None], 1 + len(moves), axis=0)
    ends = matrix.whole(np.array([end for *_, end in moves]))
    for number, (row, column, _) in enumerate(moves):
        stack[1 + number, row, column] = ends[number]
    found = search(stack[:, kept[:, None], kept], matrix.narrowed(fixed).sizes.tolist(), node_budget)
    scenarios = with_fixed(found.states, fixed)
    sets: list[set[tuple[int, ...]]] = [set() for _ in stack]
    for number, scenario in zip(found.matrices.tolist(), scenarios.tolist(), strict=True):
        sets[number].add(tuple(scenario))
    return sets, found.complete
