"""How far a scenario could be saved by reading every judgement in its favour.

A judgement bears on one descriptor alone. So whether *any* matrix within the ranges makes a scenario consistent can
be told exactly, descriptor by descriptor: put every judgement on its own state to the upper end of its range and
every judgement on its rivals to the lower.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import Settings


def most_favourable_margins(matrix: CrossImpactMatrix, scenario: Settings) -> NDArray[np.float64]:
    """The lead of each descriptor's state over its best rival under the reading that favours it most, shape (n,).

    Infinite where there is no rival. The scenario is consistent under some reading within the ranges exactly if no
    margin is below zero.

    Raises
    ------
    WorkbookError
        If the scenario leaves a descriptor open.
    """
    chosen = np.array(matrix.scenario(scenario))
    rows = matrix.offsets[:-1] + chosen
    low, high = (matrix.whole(bound)[rows].sum(axis=0) for bound in (matrix.low, matrix.high))
    margins = np.full(len(rows), np.inf)
    for place, row in enumerate(rows.tolist()):
        rivals = np.setdiff1d(np.arange(matrix.offsets[place], matrix.offsets[place + 1]), row)
        if len(rivals):
            margins[place] = matrix.measured(high[row] - low[rivals].max())
    return margins
