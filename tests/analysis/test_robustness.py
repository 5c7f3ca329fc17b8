import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbook.analysis.robustness as module
from tests.analysis.matrices import matrix_of, plain_consistent, published, small_matrices
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.robustness import robustness
from workbook.errors import WorkbookError


@given(small_matrices())
def test_without_ranges_every_draw_is_the_matrix_itself(matrix):
    found = robustness(matrix, draws=3)
    assert set(found.scenarios) == set(plain_consistent(matrix))
    assert (found.frequency == 3).all()
    assert found.consistent.all()
    assert found.without == (0 if found.scenarios else 3)


def test_the_share_of_draws_is_the_probability_of_the_judgement_behind_it():
    # A1 hinders B1 by -1, 0 or 1: B1 holds beside A1 in two draws of three, B2 in two of three
    impacts, low, high = np.zeros((4, 4)), np.zeros((4, 4)), np.zeros((4, 4))
    low[0, 2], high[0, 2] = -1, 1
    found = robustness(matrix_of((2, 2), impacts, low=low, high=high), draws=3000, seed=5)
    assert found.share((0, 0)) == pytest.approx(2 / 3, abs=0.03)
    assert found.share((0, 1)) == pytest.approx(2 / 3, abs=0.03)
    assert found.share((1, 0)) == found.share((1, 1)) == 1
    assert found.without == 0


def test_draws_take_every_step_of_the_range_and_no_other():
    low = np.where(np.arange(16).reshape(4, 4) == 2, -0.5, 0.0)
    matrix = matrix_of((2, 2), np.zeros((4, 4)), low=low, high=-low * 2)
    stack = module._drawing(matrix, 0.5, np.random.default_rng(0))(200)
    assert sorted(set(stack[:, 0, 2].tolist())) == [-1, 0, 1, 2]
    assert not np.delete(stack.reshape(200, 16), 2, axis=1).any()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"draws": 0}, "0 draws"),
        ({"step": 0}, "a step of 0"),
        ({"step": 2}, "A=A1 -> A=A1: its range is no whole number"),
    ],
)
def test_draws_that_cannot_be_made_are_refused(arguments, says):
    with pytest.raises(WorkbookError, match=says):
        robustness(matrix_of((2, 2), np.zeros((4, 4)), low=-np.eye(4)), **arguments)


def test_draws_are_counted_as_solving_each_by_itself_would(reference):
    matrix, _ = published(reference, "somewhereland")
    uncertain = matrix.widened(1)
    found = robustness(uncertain, draws=40, seed=9)
    stack = module._drawing(uncertain, 1.0, np.random.default_rng(9))(40)
    counts: dict = {}
    without = 0
    for impacts in stack:
        scenarios = consistent_scenarios(type(matrix)(matrix.descriptors, matrix.states, impacts)).scenarios
        without += not scenarios
        for scenario in scenarios:
            counts[scenario] = counts.get(scenario, 0) + 1
    drawn = {item: count for item, count in zip(found.scenarios, found.frequency.tolist(), strict=True) if count}
    assert drawn == counts
    assert found.without == without
    assert found.frequency.tolist() == sorted(found.frequency.tolist(), reverse=True)


def test_the_answer_does_not_depend_on_how_many_matrices_are_held_at_a_time(reference, monkeypatch):
    matrix, _ = published(reference, "somewhereland")
    whole = robustness(matrix.widened(1), draws=30, seed=2).to_frame()
    monkeypatch.setattr(module, "AT_ONCE", 7 * 17 * 17)
    # another cut of the draws draws other numbers, so the frequencies differ but the seed still settles them
    first, second = (robustness(matrix.widened(1), draws=30, seed=2).to_frame() for _ in range(2))
    assert first.equals(second)
    assert set(whole["share"]) <= {count / 30 for count in range(31)}


@given(small_matrices(), st.integers(0, 5))
def test_a_policy_is_judged_on_the_same_draws(matrix, seed):
    fixed = {0: 0}
    uncertain = matrix.widened(1)
    found = robustness(uncertain, draws=4, seed=seed, fixed=fixed)
    stack = module._drawing(uncertain, 1.0, np.random.default_rng(seed))(4)
    frequency: dict = {}
    for impacts in stack:
        for scenario in plain_consistent(type(matrix)(matrix.descriptors, matrix.states, impacts), fixed):
            frequency[scenario] = frequency.get(scenario, 0) + 1
    drawn = {item: count for item, count in zip(found.scenarios, found.frequency.tolist(), strict=True) if count}
    assert drawn == frequency


def test_a_spent_budget_makes_the_frequencies_lower_bounds(reference):
    matrix, _ = published(reference, "somewhereland")
    full, cut = (robustness(matrix.widened(1), draws=50, node_budget=budget) for budget in (10**6, 2000))
    assert full.complete
    assert not cut.complete
    assert all(cut.share(scenario) <= full.share(scenario) for scenario in full.scenarios)


def test_the_frame_tells_what_is_consistent_as_judged_from_what_only_some_draw_allows(reference):
    matrix, _ = published(reference, "somewhereland")
    frame = robustness(matrix.widened(1), draws=100).to_frame()
    assert frame["consistent"].sum() == 10
    assert len(frame) > 10
    assert (frame["share"] == frame["frequency"] / 100).all()
