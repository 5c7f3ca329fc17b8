import numpy as np
import pytest

import workbook.analysis.pruned_search as pruned_search
from workbook.analysis.pruned_search import search

SIZES = [3, 2, 4, 3]


@pytest.fixture
def stack() -> np.ndarray:
    return np.random.default_rng(7).integers(-3, 4, (50, 12, 12))


def test_many_matrices_at_once_give_what_each_gives_alone(stack):
    together = search(stack, SIZES)
    for number, matrix in enumerate(stack):
        alone = search(matrix[None], SIZES)
        assert together.states[together.matrices == number].tolist() == alone.states.tolist()


@pytest.mark.parametrize(("name", "value"), [("TABLE_BYTES", 1), ("MOST_MATRICES", 7), ("BATCH", 3)])
def test_the_answer_does_not_depend_on_how_the_work_is_cut(stack, monkeypatch, name, value):
    whole = search(stack, SIZES)
    monkeypatch.setattr(pruned_search, name, value)
    cut = search(stack, SIZES)
    assert cut.complete
    assert cut.matrices.tolist() == whole.matrices.tolist()
    assert cut.states.tolist() == whole.states.tolist()


def test_matrices_that_the_budget_did_not_reach_make_the_result_incomplete(stack, monkeypatch):
    monkeypatch.setattr(pruned_search, "TABLE_BYTES", 1)
    first = search(stack[:1], SIZES)
    cut = search(stack, SIZES, node_budget=first.nodes)
    assert not cut.complete
    assert cut.states.tolist() == first.states.tolist()


def test_no_matrices_have_no_scenarios():
    found = search(np.zeros((0, 12, 12), dtype=np.int64), SIZES)
    assert found.complete
    assert found.states.shape == (0, 4)


def test_a_states_impact_on_itself_is_certain_from_the_start():
    # every state hinders itself, so none can hold: seen at the root, without deciding anything
    found = search(-np.eye(12, dtype=np.int64)[None], SIZES)
    assert (len(found.states), found.nodes) == (0, 1)
