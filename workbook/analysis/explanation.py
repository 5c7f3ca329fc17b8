"""Why a scenario holds, or where it breaks: each state's lead over its best rival, and the judgements behind it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbook.analysis.balance import WholeScores, best_rivals, whole_scores
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import Scenario, Settings, label

EXPLANATION_COLUMNS = [
    "scenario",
    "descriptor",
    "state",
    "score",
    "rival",
    "rival_score",
    "margin",
    "source",
    "source_state",
    "target",
    "target_state",
    "impact",
    "effect",
]


@dataclass(frozen=True)
class Push:
    """One judgement that bears on a descriptor, on its state in the scenario or on the best rival of that.

    ``effect`` is the same score seen from the chosen state: what helps the rival works against it.
    """

    source: int
    source_state: int
    target_state: int
    score: float
    effect: float


@dataclass(frozen=True)
class DescriptorBalance:
    """Why one descriptor holds, or does not: its state's score, its best rival's, and the judgements behind both.

    ``rival`` is None, and ``margin`` infinite, for a descriptor that has no other state or is fixed by decree.
    """

    descriptor: int
    state: int
    score: float
    rival: int | None
    rival_score: float
    margin: float
    pushes: tuple[Push, ...]

    @property
    def consistent(self) -> bool:
        """Whether no rival scores higher."""
        return self.margin >= 0


@dataclass(frozen=True, eq=False)
class Explanation:
    """A scenario taken apart descriptor by descriptor."""

    matrix: CrossImpactMatrix
    scenario: tuple[int, ...]
    balances: tuple[DescriptorBalance, ...]

    @property
    def consistent(self) -> bool:
        """Whether every descriptor holds."""
        return all(balance.consistent for balance in self.balances)

    @property
    def breaks(self) -> tuple[DescriptorBalance, ...]:
        """The descriptors that do not hold, the widest gap first."""
        failing = [balance for balance in self.balances if not balance.consistent]
        return tuple(sorted(failing, key=lambda balance: (balance.margin, balance.descriptor)))

    def to_frame(self) -> pd.DataFrame:
        """One row per judgement that bears on a descriptor, with the descriptor's balance repeated beside it."""
        names, states = self.matrix.descriptors, self.matrix.states
        rows = [
            {
                "scenario": label(self.scenario),
                "descriptor": names[balance.descriptor],
                "state": states[balance.descriptor][balance.state],
                "score": balance.score,
                "rival": "" if balance.rival is None else states[balance.descriptor][balance.rival],
                "rival_score": balance.rival_score,
                "margin": balance.margin,
                "source": names[push.source],
                "source_state": states[push.source][push.source_state],
                "target": names[balance.descriptor],
                "target_state": states[balance.descriptor][push.target_state],
                "impact": push.score,
                "effect": push.effect,
            }
            for balance in self.balances
            for push in balance.pushes
        ]
        return pd.DataFrame(rows, columns=EXPLANATION_COLUMNS)


def explain(matrix: CrossImpactMatrix, scenario: Scenario, fixed: Settings | None = None) -> Explanation:
    """Say for each descriptor of a scenario whether it holds, by how much, and which judgements push which way.

    Parameters
    ----------
    scenario
        A state for every descriptor.
    fixed
        Descriptors that hold by decree, whatever their score.

    Raises
    ------
    WorkbookError
        If the scenario leaves a descriptor open or contradicts what is fixed.
    """
    decreed = matrix.resolve(fixed)
    chosen = matrix.scenario(scenario, decreed)
    scores = whole_scores(matrix, chosen)
    rivals = best_rivals(matrix, scores, chosen)[0].tolist()
    balances = [
        _descriptor_balance(matrix, chosen, scores[0], place, None if place in decreed or rival < 0 else rival)
        for place, rival in enumerate(rivals)
    ]
    return Explanation(matrix, chosen, tuple(balances))


def _descriptor_balance(
    matrix: CrossImpactMatrix, chosen: tuple[int, ...], scores: WholeScores, place: int, rival: int | None
) -> DescriptorBalance:
    start = int(matrix.offsets[place])
    targets = [(chosen[place], 1)] if rival is None else [(chosen[place], 1), (rival, -1)]
    pushes = []
    for target, sign in targets:
        for source, state in enumerate(chosen):
            score = float(matrix.impacts[matrix.offsets[source] + state, start + target])
            if score:
                pushes.append(Push(source, state, target, score, sign * score))
    pushes.sort(key=lambda push: -abs(push.effect))
    own = scores[start + chosen[place]]
    rival_score, margin = float("nan"), float("inf")
    if rival is not None:
        best = scores[start + rival]
        rival_score, margin = float(matrix.measured(best)), float(matrix.measured(own - best))
    score = float(matrix.measured(own))
    return DescriptorBalance(place, chosen[place], score, rival, rival_score, margin, tuple(pushes))
