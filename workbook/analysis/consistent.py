"""Consistent scenarios: the futures that hold together, all of them, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.analysis.balance import consistency_value, total_impact_score
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.pruned_search import NODE_BUDGET, search
from workbook.analysis.settings import Settings, label

Number = TypeVar("Number", bound=np.integer)


@dataclass(frozen=True, eq=False)
class ConsistentScenarios:
    """The consistent scenarios of a matrix, in order of their states.

    Parameters
    ----------
    states
        State indices, shape (R, n).
    consistency_value
        The smallest lead of a scenario's states over their best rivals, shape (R,); infinite if nothing has a
        rival.
    total_impact_score
        The sum of the scores of a scenario's own states, shape (R,), fixed descriptors included.
    fixed
        States set by decree: consistent whatever their score.
    nodes
        How many nodes the search looked at.
    complete
        False if the node budget ran out: the scenarios given are consistent, but there may be others.
    """

    matrix: CrossImpactMatrix
    states: NDArray[np.int16]
    consistency_value: NDArray[np.float64]
    total_impact_score: NDArray[np.float64]
    fixed: dict[int, int]
    nodes: int
    complete: bool

    def __len__(self) -> int:
        return len(self.states)

    @property
    def scenarios(self) -> tuple[tuple[int, ...], ...]:
        """The scenarios as tuples of state indices."""
        return tuple(map(tuple, self.states.tolist()))

    def to_frame(self) -> pd.DataFrame:
        """One row per scenario: its label, a column per descriptor with the name of its state, and the two scores."""
        frame = scenario_frame(self.matrix, self.states)
        frame["consistency_value"] = self.consistency_value
        frame["total_impact_score"] = self.total_impact_score
        return frame


@dataclass(frozen=True)
class NearScenario:
    """A consistent scenario, and where a storyline parts from it: ``{descriptor: (storyline's state, scenario's)}``."""

    scenario: tuple[int, ...]
    differences: dict[int, tuple[int, int]]

    @property
    def distance(self) -> int:
        """In how many descriptors the two differ (Hamming distance)."""
        return len(self.differences)


def consistent_scenarios(
    matrix: CrossImpactMatrix, fixed: Settings | None = None, node_budget: int = NODE_BUDGET
) -> ConsistentScenarios:
    """Find every scenario in which no descriptor has a rival state that scores higher.

    Parameters
    ----------
    fixed
        States set by decree, for instance by a policy.
    node_budget
        How many nodes of the search tree to look at before giving up; the result then says it is not ``complete``.
        What uses it up is not the number of configurations but a matrix with little in it, where next to everything
        is consistent.

    Raises
    ------
    WorkbookError
        For settings that do not fit the matrix.
    """
    decreed = matrix.resolve(fixed)
    narrowed = matrix.narrowed(decreed)
    found = search(narrowed.whole()[None], narrowed.sizes.tolist(), node_budget)
    states = found.states
    return ConsistentScenarios(
        matrix,
        with_fixed(states, decreed),
        consistency_value(narrowed, states),
        total_impact_score(narrowed, states),
        decreed,
        found.nodes,
        found.complete,
    )


def nearest_scenarios(found: ConsistentScenarios, storyline: Settings, count: int = 5) -> tuple[NearScenario, ...]:
    """The consistent scenarios that differ from a storyline in the fewest descriptors; those it leaves open do not
    count.

    Parameters
    ----------
    storyline
        States of some or all descriptors.
    count
        How many to give at most; of several equally near, the ones with the higher total impact score.
    """
    told = found.matrix.resolve(storyline)
    columns, wanted = list(told), np.array(list(told.values()), dtype=np.int64)
    distance = (found.states[:, columns] != wanted).sum(axis=1)
    order = np.lexsort([-found.total_impact_score, distance])[:count]
    return tuple(
        NearScenario(
            scenario, {place: (told[place], scenario[place]) for place in told if scenario[place] != told[place]}
        )
        for scenario in (tuple(found.states[row].tolist()) for row in order)
    )


def with_fixed(states: NDArray[Number], fixed: dict[int, int]) -> NDArray[Number]:
    """Scenarios of a narrowed matrix in the whole one's indices: a fixed descriptor's only state gets its own back."""
    widened = states.copy()
    widened[:, list(fixed)] = list(fixed.values())
    return widened


def scenario_frame(matrix: CrossImpactMatrix, states: NDArray[np.integer]) -> pd.DataFrame:
    """One row per scenario: its label, then a column per descriptor with the name of its state."""
    names = [matrix.names(row) for row in states.tolist()]
    frame = pd.DataFrame(names, columns=list(matrix.descriptors), dtype=object)
    frame.insert(0, "scenario", [label(row) for row in states.tolist()], allow_duplicates=True)
    return frame
