"""The scenario questions asked of a dataset: what holds together, how firmly, and what each policy changes.

A *study* binds a dataset's judgements to the engine of cross-impact balances. Everything is worked out when it is
first asked for, so that a page pays only for what it shows. Judgements have a basis, and a study may rest on the
article's own alone: whether an author's expectation follows from his own premises is another question than whether it
follows once an analyst has filled the gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from workbook.analysis.basins import Basins, basins
from workbook.analysis.consistent import ConsistentScenarios, consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.explanation import Explanation, explain
from workbook.analysis.pivotal import PivotalCells, pivotal_cells
from workbook.analysis.policies import NO_POLICY, PolicyComparison, compare_policies
from workbook.analysis.pruned_search import NODE_BUDGET
from workbook.analysis.robustness import DRAWS, Robustness, robustness
from workbook.analysis.settings import settings_by
from workbook.errors import ParameterError, nearest

if TYPE_CHECKING:
    from workbook.dataset import Dataset

BASES: Final = ("all", "article")
"""On which judgements a study rests: all, or those that the article itself asserts."""

_CELL = ["source", "source_state", "target", "target_state"]
_LEAD = ["descriptor", "state", "rival", "margin"]
_GROUND = ["basis", "reason", "quote", "sentence", "last_sentence"]


@dataclass(frozen=True, eq=False)
class Study:
    """A dataset's scenarios under one choice of judgements.

    Parameters
    ----------
    dataset
        The dataset whose tables ``descriptors`` to ``storylines`` it rests on.
    basis
        One of ``BASES``.
    draws, seed
        How often to draw the judgements from their ranges, and the seed of the draws.
    node_budget
        How long each search may take; see :func:`workbook.analysis.consistent.consistent_scenarios`.
    """

    dataset: Dataset
    basis: str = "all"
    draws: int = DRAWS
    seed: int = 1
    node_budget: int = NODE_BUDGET

    def __post_init__(self) -> None:
        if self.basis not in BASES:
            raise ParameterError(f'basis "{self.basis}": {" or ".join(BASES)}{nearest(self.basis, BASES)}')

    @property
    def empty(self) -> bool:
        """Whether the dataset has nothing to build scenarios from."""
        return self.dataset.descriptors.empty or self.dataset.states.empty or self.impacts.empty

    @property
    def complete(self) -> bool:
        """Whether the search for consistent scenarios ran to its end; what rests on it is worked out only then."""
        return not self.empty and self.futures.complete

    @cached_property
    def impacts(self) -> pd.DataFrame:
        """The judgements it rests on."""
        impacts = self.dataset.impacts
        return (impacts if self.basis == "all" else impacts[impacts["basis"] == self.basis]).reset_index(drop=True)

    @cached_property
    def matrix(self) -> CrossImpactMatrix:
        """The judgements as a matrix."""
        return CrossImpactMatrix.from_tables(self.dataset.descriptors, self.dataset.states, self.impacts)

    @cached_property
    def futures(self) -> ConsistentScenarios:
        """The scenarios that hold together."""
        return consistent_scenarios(self.matrix, node_budget=self.node_budget)

    @cached_property
    def basins(self) -> Basins:
        """Where succession leads from every start."""
        return basins(self.matrix, seed=self.seed)

    @cached_property
    def robustness(self) -> Robustness:
        """How often each scenario holds together when the judgements are drawn from their ranges."""
        return robustness(self.matrix, self.draws, self.seed, node_budget=self.node_budget)

    @cached_property
    def pivotal(self) -> PivotalCells:
        """The single judgements that the answer hangs on."""
        return pivotal_cells(self.matrix, node_budget=self.node_budget)

    @cached_property
    def comparison(self) -> PolicyComparison:
        """What is consistent, likely and robust with no policy and with each; a policy may set nothing."""
        settings = settings_by(self.dataset.policy_settings, "policy")
        policies = {str(policy): settings.get(str(policy), ()) for policy in self.dataset.policies["policy"]}
        return compare_policies(self.matrix, policies, draws=self.draws, seed=self.seed, node_budget=self.node_budget)

    @cached_property
    def storylines(self) -> dict[str, tuple[int, ...]]:
        """Each storyline that gives every descriptor a state, as a scenario."""
        told = settings_by(self.dataset.storylines, "storyline")
        return {
            name: self.matrix.scenario(settings)
            for name, settings in told.items()
            if len(self.matrix.resolve(settings)) == len(self.matrix.descriptors)
        }

    def storyline(self, kind: str) -> str:
        """The first complete storyline of a kind (expected, rejected, actual); "" if there is none."""
        if self.empty:
            return ""
        rows = self.dataset.storylines
        names = rows.loc[rows["kind"].astype(str) == kind, "storyline"]
        return next((str(name) for name in names if name in self.storylines), "")

    def explanation(self, storyline: str) -> Explanation:
        """Why each descriptor of a storyline holds or breaks."""
        return explain(self.matrix, self.storylines[storyline])

    # ---- tables -------------------------------------------------------------------------------------------------

    def futures_frame(self) -> pd.DataFrame:
        """The scenarios that hold together, numbered from 1 in order of their states.

        Columns: ``number``, ``scenario``, the state of each descriptor, ``consistency_value``, ``total_impact_score``,
        ``basin_share`` and ``robust_share``, the last missing where the search is incomplete.
        """
        frame = self.futures.to_frame()
        frame.insert(0, "number", np.arange(1, len(frame) + 1), allow_duplicates=True)
        scenarios = self.futures.scenarios
        weights = {item.scenarios[0]: item.weight for item in self.basins.attractors if not item.is_cycle}
        frame["basin_share"] = [weights.get(scenario, 0) / self.basins.starts for scenario in scenarios]
        shares: dict[tuple[int, ...], float] = {}
        if self.complete:
            drawn = self.robustness
            shares = dict(zip(drawn.scenarios, (drawn.frequency / drawn.draws).tolist(), strict=True))
        frame["robust_share"] = [shares.get(scenario, np.nan) for scenario in scenarios]
        return frame

    def margins_frame(self) -> pd.DataFrame:
        """One row per storyline and descriptor: whether its state holds and by how much.

        Columns: ``storyline``, ``descriptor``, ``state``, ``rival`` (the best other state), ``margin`` (over it), and
        ``judgements``: how many bear on the descriptor's states from the states of the storyline.
        """
        rows = []
        for name, scenario in self.storylines.items():
            for balance in explain(self.matrix, scenario).balances:
                states = self.matrix.states[balance.descriptor]
                rows.append(
                    {
                        "storyline": name,
                        "descriptor": self.matrix.descriptors[balance.descriptor],
                        "state": states[balance.state],
                        "rival": "" if balance.rival is None else states[balance.rival],
                        "margin": balance.margin,
                        "judgements": self._bearing(scenario, balance.descriptor),
                    }
                )
        return pd.DataFrame(rows, columns=["storyline", "descriptor", "state", "rival", "margin", "judgements"])

    def _bearing(self, scenario: tuple[int, ...], place: int) -> int:
        """How many judgements other than zero the states of a scenario pass on any state of a descriptor."""
        rows = self.matrix.offsets[:-1] + np.array(scenario)
        block = self.matrix.impacts[rows, self.matrix.offsets[place] : self.matrix.offsets[place + 1]]
        return int(np.count_nonzero(block))

    def pushes_frame(self, storyline: str, descriptors: list[str] | None = None) -> pd.DataFrame:
        """What pushes for and against the states of a storyline: one row per influencing state and ground.

        Columns: ``descriptor``, ``state``, ``rival``, ``margin``, ``source``, ``source_state``, then ``basis``,
        ``reason``, ``quote``, ``sentence`` and ``last_sentence`` of the judgements, and ``effect``: what they add to
        the margin, through the state itself and through its rival together.

        Parameters
        ----------
        descriptors
            Only these; by default those that break.
        """
        told = self.explanation(storyline).to_frame()
        wanted = told["descriptor"].isin(descriptors) if descriptors is not None else told["margin"] < 0
        grounds = self.impacts[[*_CELL, *_GROUND]]
        judged = told.loc[wanted, [*_LEAD, *_CELL, "effect"]].merge(grounds, on=_CELL, how="left")
        summed = judged.groupby(
            [*_LEAD, "source", "source_state", *_GROUND], sort=False, observed=True, dropna=False, as_index=False
        )["effect"].sum()
        summed["basis"] = summed["basis"].astype(self.impacts["basis"].dtype)
        return summed[summed["effect"] != 0].reset_index(drop=True)

    def breaks(self, storyline: str) -> list[str]:
        """The descriptors of a storyline that break, the widest gap first."""
        return [self.matrix.descriptors[balance.descriptor] for balance in self.explanation(storyline).breaks]


def study(
    dataset: Dataset, *, basis: str = "all", draws: int = DRAWS, seed: int = 1, node_budget: int = NODE_BUDGET
) -> Study:
    """A study of a dataset's scenarios; see :class:`Study` for the parameters."""
    return Study(dataset, basis, draws, seed, node_budget)


__all__ = ["BASES", "NO_POLICY", "Study", "study"]
