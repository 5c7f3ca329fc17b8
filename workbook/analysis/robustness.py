"""How far the answer depends on the exact judgements: whole matrices drawn from their ranges.

A judgement is read from a text, and another reader might have put it a step higher or lower. Robustness draws every
judgement anew within its range, many times, and counts how often each scenario is consistent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook.analysis.consistent import consistent_scenarios, scenario_frame, with_fixed
from workbook.analysis.cross_impact import DECIMALS, CrossImpactMatrix
from workbook.analysis.pruned_search import NODE_BUDGET, search
from workbook.analysis.settings import Settings
from workbook.errors import WorkbookError

DRAWS = 1000
AT_ONCE = 2**23  # cells held at a time


@dataclass(frozen=True, eq=False)
class Robustness:
    """How often each scenario was consistent when the judgements were drawn from their ranges.

    Parameters
    ----------
    states
        Every scenario that was consistent in some draw or under the judgements themselves, shape (R, n), the most
        frequent first.
    frequency
        In how many draws each was consistent, shape (R,).
    consistent
        Whether each is consistent under the judgements themselves, shape (R,).
    draws, without
        How many matrices were drawn, and how many of them have no consistent scenario at all.
    complete
        False if a search ran out of its node budget: frequencies are then lower bounds, and ``without`` an upper
        one.
    """

    matrix: CrossImpactMatrix
    states: NDArray[np.int16]
    frequency: NDArray[np.int64]
    consistent: NDArray[np.bool_]
    draws: int
    without: int
    seed: int
    complete: bool

    @property
    def scenarios(self) -> tuple[tuple[int, ...], ...]:
        """The scenarios as tuples of state indices."""
        return tuple(map(tuple, self.states.tolist()))

    def share(self, scenario: tuple[int, ...]) -> float:
        """In what share of the draws a scenario was consistent."""
        rows = np.flatnonzero((self.states == scenario).all(axis=1))
        return float(self.frequency[rows].sum()) / self.draws

    def to_frame(self) -> pd.DataFrame:
        """One row per scenario: label, states, whether it is consistent as judged, frequency and share of draws."""
        frame = scenario_frame(self.matrix, self.states)
        frame["consistent"] = self.consistent
        frame["frequency"] = self.frequency
        frame["share"] = self.frequency / self.draws
        return frame


def robustness(
    matrix: CrossImpactMatrix,
    draws: int = DRAWS,
    seed: int = 0,
    fixed: Settings | None = None,
    *,
    step: float = 1.0,
    node_budget: int = NODE_BUDGET,
) -> Robustness:
    """Draw the judgements from their ranges and count how often each scenario is consistent.

    Every uncertain cell is drawn by itself, each of low, low + step, ..., high being equally likely. The same seed
    draws the same matrices whatever is fixed, so that policies are compared on equal terms.

    Parameters
    ----------
    step
        The unit in which judgements are made.

    Raises
    ------
    WorkbookError
        If there are no draws, or a range is not a whole number of steps.
    """
    if draws < 1:
        raise WorkbookError(f"{draws} draws: at least one is needed")
    decreed = matrix.resolve(fixed)
    kept = matrix.kept(decreed)
    sizes = matrix.narrowed(decreed).sizes.tolist()
    draw = _drawing(matrix, step, np.random.default_rng(seed))
    at_once = max(1, AT_ONCE // matrix.state_count**2)
    found, nodes, complete, without = [], 0, True, 0
    for first in range(0, draws, at_once):
        count = min(at_once, draws - first)
        result = search(draw(count)[:, kept[:, None], kept], sizes, max(1, node_budget - nodes))
        nodes, complete = nodes + result.nodes, complete and result.complete
        without += count - len(np.unique(result.matrices))
        found.append(result.states)
    judged = consistent_scenarios(matrix, decreed, node_budget)
    drawn = with_fixed(np.concatenate(found), decreed)
    return _tallied(matrix, judged.states, drawn, draws, without, seed, complete and judged.complete)


def _drawing(matrix: CrossImpactMatrix, step: float, random: np.random.Generator) -> Callable[[int], NDArray[np.int64]]:
    """A function that draws a stack of so many matrices, as whole numbers of the finest unit needed."""
    scale = 10**DECIMALS
    pace = round(step * scale)
    if pace < 1:
        raise WorkbookError(f"a step of {step:g}: it must be at least one millionth")
    low, high = (np.rint(bound * scale).astype(np.int64) for bound in (matrix.low, matrix.high))
    uneven = np.argwhere((high - low) % pace)
    if len(uneven):
        cell = matrix.cell_name(*uneven[0])
        raise WorkbookError(f"{cell}: its range is no whole number of steps of {step:g}")
    steps = (high - low) // pace
    unit = int(np.gcd.reduce(np.append(low.ravel(), pace)))
    rows, columns = np.nonzero(steps)

    def draw(count: int) -> NDArray[np.int64]:
        stack = np.repeat(low[None], count, axis=0)
        stack[:, rows, columns] += pace * random.integers(0, steps[rows, columns] + 1, size=(count, len(rows)))
        return stack // unit

    return draw


def _tallied(
    matrix: CrossImpactMatrix,
    judged: NDArray[np.int16],
    drawn: NDArray[np.int16],
    draws: int,
    without: int,
    seed: int,
    complete: bool,
) -> Robustness:
    states, place = np.unique(np.concatenate([judged, drawn]), axis=0, return_inverse=True)
    place = place.ravel()
    consistent = np.isin(np.arange(len(states)), place[: len(judged)])
    frequency = np.bincount(place[len(judged) :], minlength=len(states))
    order = np.argsort(-frequency, kind="stable")
    return Robustness(matrix, states[order], frequency[order], consistent[order], draws, without, seed, complete)
