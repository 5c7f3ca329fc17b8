import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.readings import most_favourable_margins
from workbook.errors import WorkbookError

NAMES, STATES = ("one", "two"), (("a", "b"), ("c", "d"))


def matrix(impacts: np.ndarray, reach: np.ndarray) -> CrossImpactMatrix:
    return CrossImpactMatrix(NAMES, STATES, impacts, impacts - reach, impacts + reach)


def test_own_state_is_read_high_and_its_rival_low():
    impacts, reach = np.zeros((4, 4)), np.zeros((4, 4))
    impacts[0, 2:] = (-2, 1)
    reach[0, 2:] = (1, 2)

    assert most_favourable_margins(matrix(impacts, reach), (0, 0)).tolist() == [0, 0]
    assert most_favourable_margins(matrix(impacts, reach), (0, 1)).tolist() == [0, 6]


@given(st.lists(st.integers(-2, 2), min_size=4, max_size=4), st.lists(st.integers(0, 1), min_size=4, max_size=4))
def test_no_margin_is_below_zero_exactly_if_some_reading_makes_the_scenario_consistent(scores, reaches):
    impacts, reach = np.zeros((4, 4)), np.zeros((4, 4))
    cells = [(0, 2), (0, 3), (2, 0), (2, 1)]
    for (row, column), score, width in zip(cells, scores, reaches, strict=True):
        impacts[row, column], reach[row, column] = score, width
    some = False
    for shift in itertools.product((-1, 0, 1), repeat=4):
        moved = impacts.copy()
        for (row, column), step in zip(cells, shift, strict=True):
            moved[row, column] += step * reach[row, column]
        some = some or (0, 0) in consistent_scenarios(CrossImpactMatrix(NAMES, STATES, moved)).scenarios

    assert bool((most_favourable_margins(matrix(impacts, reach), (0, 0)) >= 0).all()) == some


def test_a_descriptor_without_a_rival_cannot_be_outweighed():
    single = CrossImpactMatrix(("one",), (("a",),), [[0]])

    assert most_favourable_margins(single, (0,)).tolist() == [np.inf]


def test_every_descriptor_needs_a_state():
    with pytest.raises(WorkbookError, match='none for "two"'):
        most_favourable_margins(matrix(np.zeros((4, 4)), np.zeros((4, 4))), {"one": "a"})
