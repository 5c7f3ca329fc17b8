"""What a policy changes: the same matrix with and without some states set by decree.

A policy can make a future *consistent* that was not, make succession end there more often (*likely*, by share of
the basins), or make it hold under more readings of the judgements (*robust*, by share of the draws). The three need
not agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.analysis.basins import STARTS, Basins, basins
from workbook.analysis.consistent import ConsistentScenarios, consistent_scenarios, scenario_frame
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.pruned_search import NODE_BUDGET
from workbook.analysis.robustness import DRAWS, Robustness, robustness
from workbook.analysis.settings import Settings
from workbook.analysis.succession import Rule
from workbook.errors import WorkbookError

NO_POLICY = "none"


@dataclass(frozen=True, eq=False)
class PolicyOutcome:
    """What is consistent, likely and robust under one policy."""

    policy: str
    fixed: dict[int, int]
    consistent: ConsistentScenarios
    basins: Basins
    robustness: Robustness


@dataclass(frozen=True, eq=False)
class PolicyComparison:
    """Outcomes with no policy, then with each."""

    matrix: CrossImpactMatrix
    outcomes: tuple[PolicyOutcome, ...]

    @property
    def complete(self) -> bool:
        """Whether every search ran to its end."""
        return all(outcome.consistent.complete and outcome.robustness.complete for outcome in self.outcomes)

    @property
    def exact(self) -> bool:
        """Whether every basin was followed in full and none was sampled."""
        return all(outcome.basins.exact for outcome in self.outcomes)

    def to_frame(self) -> pd.DataFrame:
        """One row per policy and scenario that is consistent, as judged or in some draw, or that some start ends in
        a cycle through.

        Columns: policy, scenario and its states, ``consistent``, ``consistency_value`` and ``total_impact_score``
        (missing where not consistent), ``basin_share``, ``robust_share``.
        """
        return pd.concat([_outcome_frame(self.matrix, outcome) for outcome in self.outcomes], ignore_index=True)

    def states_frame(self) -> pd.DataFrame:
        """How far each state prevails under each policy.

        Columns: policy, descriptor, state, ``fixed``, and the state's share of the consistent scenarios
        (``consistent_share``), of the basins (``basin_share``, a cycle's weight divided among its scenarios) and of
        the scenarios over all draws (``robust_share``).
        """
        return pd.concat([_states_frame(self.matrix, outcome) for outcome in self.outcomes], ignore_index=True)


def compare_policies(
    matrix: CrossImpactMatrix,
    policies: Mapping[str, Settings],
    *,
    draws: int = DRAWS,
    seed: int = 0,
    step: float = 1.0,
    rule: Rule = "global",
    starts: int = STARTS,
    node_budget: int = NODE_BUDGET,
) -> PolicyComparison:
    """Work out what is consistent, likely and robust with no policy, and under each.

    Parameters
    ----------
    policies
        Per policy the states that it sets. All share the same draws and the same seed.

    Raises
    ------
    WorkbookError
        If a policy is called ``none``, or sets something that does not exist.
    """
    if NO_POLICY in policies:
        raise WorkbookError(f'a policy may not be called "{NO_POLICY}": that stands for having none')
    outcomes = []
    for name, settings in {NO_POLICY: (), **policies}.items():
        fixed = matrix.resolve(settings)
        outcome = PolicyOutcome(
            name,
            fixed,
            consistent_scenarios(matrix, fixed, node_budget),
            basins(matrix, fixed, rule=rule, starts=starts, seed=seed),
            robustness(matrix, draws, seed, fixed, step=step, node_budget=node_budget),
        )
        outcomes.append(outcome)
    return PolicyComparison(matrix, tuple(outcomes))


def _outcome_frame(matrix: CrossImpactMatrix, outcome: PolicyOutcome) -> pd.DataFrame:
    drawn, judged = outcome.robustness, outcome.consistent
    shares = dict(zip(drawn.scenarios, (drawn.frequency / drawn.draws).tolist(), strict=True))
    basin = _basin_shares(outcome.basins)
    scores = dict(
        zip(judged.scenarios, zip(judged.consistency_value, judged.total_impact_score, strict=True), strict=True)
    )
    scenarios = [*shares, *(scenario for scenario in basin if scenario not in shares)]
    frame = scenario_frame(matrix, _as_array(matrix, scenarios))
    frame.insert(0, "policy", outcome.policy, allow_duplicates=True)
    frame["consistent"] = [scenario in scores for scenario in scenarios]
    nothing = (np.nan, np.nan)
    frame["consistency_value"] = [scores.get(scenario, nothing)[0] for scenario in scenarios]
    frame["total_impact_score"] = [scores.get(scenario, nothing)[1] for scenario in scenarios]
    frame["basin_share"] = [basin.get(scenario, 0.0) for scenario in scenarios]
    frame["robust_share"] = [shares.get(scenario, 0.0) for scenario in scenarios]
    return frame


def _states_frame(matrix: CrossImpactMatrix, outcome: PolicyOutcome) -> pd.DataFrame:
    basin, drawn = _basin_shares(outcome.basins), outcome.robustness
    prevalence = {
        "consistent_share": _prevalence(matrix, outcome.consistent.states, np.ones(len(outcome.consistent))),
        "basin_share": _prevalence(matrix, _as_array(matrix, list(basin)), np.array(list(basin.values()))),
        "robust_share": _prevalence(matrix, drawn.states, drawn.frequency.astype(np.float64)),
    }
    places = [matrix.state_of(row) for row in range(matrix.state_count)]
    named = {
        "policy": outcome.policy,
        "descriptor": [matrix.descriptors[place] for place, _ in places],
        "state": [matrix.states[place][state] for place, state in places],
        "fixed": [outcome.fixed.get(place) == state for place, state in places],
    }
    return pd.DataFrame(named | prevalence)


def _basin_shares(found: Basins) -> dict[tuple[int, ...], float]:
    return {
        scenario: item.weight / len(item.scenarios) / found.starts
        for item in found.attractors
        for scenario in item.scenarios
    }


def _prevalence(
    matrix: CrossImpactMatrix, states: NDArray[np.integer], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weighted share of the scenarios that have each state, shape (S,); missing without any scenarios."""
    rows = (states + matrix.offsets[:-1]).ravel()
    total = np.bincount(rows, weights=np.repeat(weights, states.shape[1]), minlength=matrix.state_count)
    return total / weights.sum() if weights.sum() else np.full(matrix.state_count, np.nan)


def _as_array(matrix: CrossImpactMatrix, scenarios: list[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.array(scenarios, dtype=np.int64).reshape(len(scenarios), len(matrix.sizes))
