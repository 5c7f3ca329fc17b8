"""Who drives whom: the strength of the judgements that go out from a descriptor, and of those that bear on it.

The *active sum* of a descriptor adds up, whatever their sign, the judgements that its states pass on others; its
*passive sum* those that others pass on it (F. Vester's terms, used for cross-impact matrices as well). Strength is
no effect: strong judgements for and against may cancel out in every scenario.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbook.analysis.cross_impact import CrossImpactMatrix


def influence(matrix: CrossImpactMatrix) -> pd.DataFrame:
    """One row per descriptor: ``descriptor``, ``active`` and ``passive``, its impact on itself left out of both."""
    blocks = np.abs(matrix.impacts)
    for axis in (0, 1):
        blocks = np.add.reduceat(blocks, matrix.offsets[:-1], axis=axis)
    np.fill_diagonal(blocks, 0.0)
    return pd.DataFrame({"descriptor": matrix.descriptors, "active": blocks.sum(axis=1), "passive": blocks.sum(axis=0)})
