"""Basins of attraction: how many of all conceivable starting points end in each attractor.

The share of a consistent scenario's basin is how often succession, started anywhere, ends there: ScenarioWizard's
*weight*. Up to 30 million configurations every one is followed, so the weights are exact; beyond that a random
sample is, and the result says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from workbook.analysis.consistent import scenario_frame, with_fixed
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import Settings
from workbook.analysis.succession import Rule, SuccessionKeys, check_rule, lowest_first
from workbook.analysis.walks import every_walk, sampled_walks
from workbook.errors import WorkbookError

EXACT_LIMIT = 30_000_000
STARTS = 100_000


@dataclass(frozen=True)
class Attractor:
    """A consistent scenario (one), or a cycle (several, the lowest first), and how many starts end in it."""

    scenarios: tuple[tuple[int, ...], ...]
    weight: int

    @property
    def is_cycle(self) -> bool:
        """Whether succession never comes to rest here."""
        return len(self.scenarios) > 1


@dataclass(frozen=True, eq=False)
class Basins:
    """All attractors that were reached, the heaviest first.

    Parameters
    ----------
    starts, configurations
        How many of how many conceivable scenarios were followed.
    unsettled
        Starts of a sample that were given up on before they came to rest or repeated themselves; nobody's weight.
    exact
        True if every configuration was followed. Otherwise the starts are a random sample, which may have missed
        attractors with small basins, and the weights are estimates.
    """

    matrix: CrossImpactMatrix
    attractors: tuple[Attractor, ...]
    starts: int
    unsettled: int
    configurations: int
    exact: bool
    rule: Rule

    def weight(self, scenario: tuple[int, ...]) -> int:
        """How many starts end in a consistent scenario; none if it was not reached or is not one."""
        return self._weights.get((scenario,), 0)

    @cached_property
    def _weights(self) -> dict[tuple[tuple[int, ...], ...], int]:
        return {item.scenarios: item.weight for item in self.attractors}

    def to_frame(self) -> pd.DataFrame:
        """One row per scenario of every attractor: attractor (from 1), its length, weight, share with a 95 % range,
        and states.

        The range is Wilson's for a sampled share, and the share itself for an exact one.
        """
        rows = [
            (number, len(item.scenarios), item.weight, item.weight / self.starts, *self._range(item.weight), scenario)
            for number, item in enumerate(self.attractors, start=1)
            for scenario in item.scenarios
        ]
        columns = ["attractor", "length", "weight", "share", "share_low", "share_high"]
        frame = pd.DataFrame([row[:-1] for row in rows], columns=columns)
        states = np.array([row[-1] for row in rows], dtype=np.int64).reshape(len(rows), len(self.matrix.sizes))
        return pd.concat([frame, scenario_frame(self.matrix, states)], axis=1)

    def _range(self, weight: int) -> tuple[float, float]:
        share = weight / self.starts
        if self.exact:
            return share, share
        z, n = 1.959964, self.starts
        centre, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))


def basins(
    matrix: CrossImpactMatrix,
    fixed: Settings | None = None,
    *,
    rule: Rule = "global",
    starts: int = STARTS,
    seed: int = 0,
    exact_limit: int = EXACT_LIMIT,
) -> Basins:
    """Follow every configuration, or a sample of them, to the attractor it ends in.

    Parameters
    ----------
    fixed
        States set by decree; only configurations that have them are counted.
    rule
        Global or local succession.
    starts, seed
        How many random starts to follow, and the seed that picks them, where there are more than ``exact_limit``
        configurations.

    Raises
    ------
    WorkbookError
        For settings that do not fit the matrix, fewer than one start, or more than 200,000 scenarios in attractors.
    """
    check_rule(rule)
    if starts < 1:
        raise WorkbookError(f"{starts} starts: at least one is needed")
    decreed = matrix.resolve(fixed)
    narrowed = matrix.narrowed(decreed)
    keys = SuccessionKeys.of(narrowed)
    exact = narrowed.configurations <= exact_limit
    pairs, unsettled = (every_walk(keys, rule), 0) if exact else sampled_walks(keys, rule, starts, seed)
    attractors = [
        Attractor(lowest_first(tuple(map(tuple, with_fixed(cycle, decreed).tolist()))), weight)
        for cycle, weight in pairs
    ]
    attractors.sort(key=lambda item: (-item.weight, item.scenarios))
    followed = narrowed.configurations if exact else starts
    return Basins(matrix, tuple(attractors), followed, unsettled, narrowed.configurations, exact, rule)
