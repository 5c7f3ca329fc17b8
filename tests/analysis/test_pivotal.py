import numpy as np
import pytest
from hypothesis import given

from tests.analysis.matrices import matrix_of, plain_consistent, published, small_matrices
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.pivotal import pivotal_cells
from workbook.errors import WorkbookError


def moved(matrix: CrossImpactMatrix, row: int, column: int, value: float) -> CrossImpactMatrix:
    impacts = matrix.impacts.copy()
    impacts[row, column] = value
    return CrossImpactMatrix(matrix.descriptors, matrix.states, impacts)


@given(small_matrices(most=3))
def test_the_cells_given_are_all_that_change_the_answer_and_no_others(matrix):
    uncertain = matrix.widened(0.5)
    before = set(plain_consistent(matrix))
    expected = {}
    for row, column in np.argwhere(uncertain.low != uncertain.high).tolist():
        for end in (uncertain.low[row, column], uncertain.high[row, column]):
            after = set(plain_consistent(moved(matrix, row, column, end)))
            if after != before:
                expected[row, column, end] = (after - before, before - after)
    found = pivotal_cells(uncertain)
    assert {
        (item.row, item.column, item.moved_to): (set(item.gained), set(item.lost)) for item in found.changes
    } == expected


def test_a_move_beyond_what_changes_nothing_between_changes_nothing_at_the_end(reference):
    matrix, _ = published(reference, "somewhereland")
    inner, outer = pivotal_cells(matrix.widened(1)), pivotal_cells(matrix.widened(2))
    cells = [{(item.row, item.column) for item in found.changes} for found in (inner, outer)]
    assert cells[0] <= cells[1]


def test_a_named_scenario_hangs_only_on_cells_that_let_it_in_or_out(reference):
    matrix, _ = published(reference, "somewhereland")
    scenario = (2, 1, 1, 0, 0, 1)
    everything = pivotal_cells(matrix.widened(2)).changes
    named = pivotal_cells(matrix.widened(2), scenario).changes
    assert named
    assert named == tuple(item for item in everything if scenario in item.gained + item.lost)
    chosen = {int(start) + state for start, state in zip(matrix.offsets, scenario, strict=False)}
    assert all(item.row in chosen for item in named)


def test_nothing_hangs_on_a_matrix_without_ranges_or_on_a_fixed_descriptor():
    matrix = matrix_of((2, 2), [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    assert pivotal_cells(matrix).changes == ()
    assert pivotal_cells(matrix).to_frame().empty
    assert all(item.column in (0, 1) for item in pivotal_cells(matrix.widened(2), fixed={"B": 0}).changes)
    with pytest.raises(WorkbookError, match="another state than it is fixed to"):
        pivotal_cells(matrix, (0, 1), fixed={"B": 0})


def test_the_frame_names_the_cell_and_the_scenarios():
    matrix = matrix_of((2, 2), [[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
    first = pivotal_cells(matrix.widened(2)).to_frame().iloc[0]
    assert first[["source", "source_state", "target", "target_state"]].tolist() == ["A", "A1", "B", "B1"]
    assert (first["score"], first["moved_to"], first["gained"], first["lost"]) == (1, -1, "", "1 1")


def test_a_spent_budget_is_said(reference):
    matrix, _ = published(reference, "somewhereland")
    assert pivotal_cells(matrix.widened(1)).complete
    assert not pivotal_cells(matrix.widened(1), node_budget=10).complete
