import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.matrices import every_scenario, from_one, matrix_of, plain_successor, published, small_matrices
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.succession import follow, succession
from workbook.errors import ParameterError, WorkbookError

# Each of two descriptors wants what the other is not: global succession swings, local succession comes to rest.
CONTRARY = matrix_of((2, 2), [[0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]])


def test_global_succession_swings_where_local_succession_comes_to_rest():
    assert succession(CONTRARY, (1, 1)).attractor == ((0, 0), (1, 1))
    assert succession(CONTRARY, (1, 1)).path == ()
    local = succession(CONTRARY, (1, 1), "local")
    assert local.path == ((1, 1),)
    assert local.attractor == ((0, 1),)


def test_a_tie_keeps_the_present_state_and_otherwise_takes_the_first():
    impacts = np.zeros((6, 6))
    impacts[0, 4:] = 1  # A1 promotes B2 and B3 alike
    matrix = matrix_of((3, 3), impacts)
    assert succession(matrix, (0, 0)).attractor == ((0, 1),)
    assert succession(matrix, (0, 2)).attractor == ((0, 2),)


def test_local_succession_moves_the_first_of_the_most_outscored():
    impacts = np.zeros((6, 6))
    impacts[0, [3, 5]] = 2  # A1 promotes B2 and C2 alike
    matrix = matrix_of((2, 2, 2), impacts)
    assert succession(matrix, (0, 0, 0), "local").path == ((0, 0, 0), (0, 1, 0))
    assert succession(matrix, (0, 0, 0), "global").path == ((0, 0, 0),)


def test_the_published_cycles_are_entered(reference):
    for name in ("sei_global", "population_income_education"):
        matrix, case = published(reference, name)
        for cycle in case["derived_here"]["global_cycles"]:
            scenarios = [from_one(states) for states in cycle]
            for start in scenarios:
                found = succession(matrix, start)
                assert found.path == ()
                assert set(found.attractor) == set(scenarios)
                assert found.attractor[0] == min(scenarios)


@given(small_matrices(), st.data(), st.sampled_from(["global", "local"]))
def test_every_step_is_the_one_the_definition_asks_for(matrix, data, rule):
    start = data.draw(st.sampled_from(every_scenario(matrix)))
    fixed = data.draw(st.sampled_from([{}, {0: start[0]}]))
    found = succession(matrix, start, rule, fixed)
    walk = [*found.path, *found.attractor]
    if found.path:
        turn = found.attractor.index(plain_successor(matrix, found.path[-1], rule, fixed))
        cycle = found.attractor[turn:] + found.attractor[:turn]
        walk = [*found.path, *cycle, cycle[0]]
        assert walk[0] == start
    else:
        walk.append(walk[0])
        assert start in found.attractor
    assert all(plain_successor(matrix, here, rule, fixed) == there for here, there in itertools.pairwise(walk))


@given(small_matrices(), st.sampled_from(["global", "local"]))
def test_succession_rests_in_consistent_scenarios_and_nowhere_else(matrix, rule):
    consistent = set(consistent_scenarios(matrix).scenarios)
    for start in every_scenario(matrix)[:20]:
        found = succession(matrix, start, rule)
        if len(found.attractor) == 1:
            assert found.attractor[0] in consistent
        else:
            assert not consistent & set(found.attractor)


def test_a_fixed_state_is_forced_on_the_start_and_kept():
    found = succession(CONTRARY, (1, 1), fixed={"A": "A1"})
    assert found.path == ((0, 1),) or found.attractor == ((0, 1),)
    assert all(scenario[0] == 0 for scenario in (*found.path, *found.attractor))


def test_a_succession_that_does_not_exist_is_refused():
    with pytest.raises(ParameterError, match=r'no succession "globl" \(did you mean "global"\?\)'):
        succession(CONTRARY, (0, 0), "globl")
    with pytest.raises(WorkbookError, match='none for "B"'):
        succession(CONTRARY, {"A": 0})


def test_following_ends_when_a_place_comes_up_again():
    assert follow(1, {1: 2, 2: 3, 3: 2}.__getitem__) == ([1], [2, 3])
    assert follow(1, {1: 1}.__getitem__) == ([], [1])


def test_a_walk_that_goes_on_too_long_is_given_up_on():
    with pytest.raises(WorkbookError, match="does not repeat itself within 50 steps"):
        follow(0, lambda place: place + 1, 50)
