"""The impact balance of a scenario: what its own states say about each of them.

The *impact score* of a state is the sum of the judgements that the scenario's states pass on it. A descriptor is
consistent when its state scores at least as high as each of its rivals (a tie is consistent), and a scenario when
all its descriptors are. The smallest lead over the best rival is the scenario's *consistency value*; the scores of
its own states add up to its *total impact score*.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbook.analysis.cross_impact import CrossImpactMatrix

PIECE = 2**14

WholeScores = NDArray[np.int64]


def whole_scores(matrix: CrossImpactMatrix, scenarios: ArrayLike) -> WholeScores:
    """Impact scores in the matrix's `unit`, shape (N, S), for N scenarios of shape (N, n)."""
    rows = np.atleast_2d(np.asarray(scenarios, dtype=np.int64)) + matrix.offsets[:-1]
    impacts = matrix.whole()
    scores = np.zeros((len(rows), matrix.state_count), dtype=np.int64)
    for place in range(rows.shape[1]):
        scores += impacts[rows[:, place]]
    return scores


def own_scores(matrix: CrossImpactMatrix, scores: WholeScores, scenarios: ArrayLike) -> WholeScores:
    """The scores of the states that the scenarios chose, shape (N, n)."""
    return np.take_along_axis(scores, np.atleast_2d(np.asarray(scenarios)) + matrix.offsets[:-1], axis=1)


def best_rivals(matrix: CrossImpactMatrix, scores: WholeScores, scenarios: ArrayLike) -> NDArray[np.int64]:
    """Each descriptor's highest-scoring other state, the first of several or -1 if none; shape (N, n)."""
    chosen = np.atleast_2d(np.asarray(scenarios))
    rivals = np.full(chosen.shape, -1, dtype=np.int64)
    for place, (start, size) in enumerate(zip(matrix.offsets[:-1], matrix.sizes, strict=True)):
        if size > 1:
            block = scores[:, start : start + size].copy()
            np.put_along_axis(block, chosen[:, place, None], np.iinfo(np.int64).min, axis=1)
            rivals[:, place] = block.argmax(axis=1)
    return rivals


def margins(matrix: CrossImpactMatrix, scenarios: ArrayLike) -> NDArray[np.float64]:
    """How far each descriptor's state leads its best rival; infinite where it has none. Shape (N, n)."""
    scores = whole_scores(matrix, scenarios)
    rivals = best_rivals(matrix, scores, scenarios)
    lead = own_scores(matrix, scores, scenarios) - own_scores(matrix, scores, np.maximum(rivals, 0))
    return np.where(rivals < 0, np.inf, matrix.measured(lead))


def consistency_value(matrix: CrossImpactMatrix, scenarios: ArrayLike) -> NDArray[np.float64]:
    """Each scenario's smallest margin, shape (N,): not negative if it is consistent, infinite without any rival."""
    return _in_pieces(scenarios, lambda piece: margins(matrix, piece).min(axis=1))


def total_impact_score(matrix: CrossImpactMatrix, scenarios: ArrayLike) -> NDArray[np.float64]:
    """The sum of the scores of the scenarios' own states, shape (N,)."""
    return _in_pieces(
        scenarios,
        lambda piece: matrix.measured(own_scores(matrix, whole_scores(matrix, piece), piece).sum(axis=1)),
    )


def _in_pieces(
    scenarios: ArrayLike, measure: Callable[[NDArray[np.integer]], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """A measure of each scenario, of some at a time: a score per state takes far more room than a scenario."""
    rows = np.atleast_2d(np.asarray(scenarios))
    pieces = [measure(rows[first : first + PIECE]) for first in range(0, len(rows), PIECE)]
    return np.concatenate([np.empty(0), *pieces])
