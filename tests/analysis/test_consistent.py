import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.matrices import (
    PUBLISHED,
    every_scenario,
    from_label,
    from_one,
    matrix_of,
    plain_consistent,
    plain_margins,
    published,
    small_matrices,
)
from workbook.analysis.consistent import consistent_scenarios, nearest_scenarios
from workbook.errors import WorkbookError


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_consistent_scenarios_are_all_found_and_no_others(reference, name):
    matrix, case = published(reference, name)
    assert matrix.configurations == case["scenario_space"]
    found = consistent_scenarios(matrix)
    assert found.complete
    assert len(found) == case["published"]["count"]
    answers = case["published"].get("consistent_scenarios") or [
        {"states": states} for states in case["derived_here"]["consistent"]
    ]
    assert set(found.scenarios) == {from_one(answer["states"]) for answer in answers}
    values = zip(found.consistency_value.tolist(), found.total_impact_score.tolist(), strict=True)
    by_scenario = dict(zip(found.scenarios, values, strict=True))
    for answer in answers:
        consistency, impact = by_scenario[from_one(answer["states"])]
        assert consistency == answer.get("consistency_value", consistency)
        assert impact == answer.get("total_impact_score", impact)


def test_the_named_scenarios_of_somewhereland_are_among_them(reference):
    matrix, case = published(reference, "somewhereland")
    found = consistent_scenarios(matrix).scenarios
    assert {from_label(scenario) for scenario in case["published"]["named"]} <= set(found)


@given(small_matrices())
def test_pruning_finds_what_trying_everything_finds(matrix):
    found = consistent_scenarios(matrix)
    assert found.complete
    assert list(found.scenarios) == plain_consistent(matrix)
    assert found.consistency_value.tolist() == [min(plain_margins(matrix, scenario)) for scenario in found.scenarios]


@given(small_matrices(), st.data())
def test_a_fixed_descriptor_is_consistent_by_decree(matrix, data):
    scenario = data.draw(st.sampled_from(every_scenario(matrix)))
    places = data.draw(st.sets(st.sampled_from(range(len(scenario)))))
    fixed = {place: scenario[place] for place in sorted(places)}
    found = consistent_scenarios(matrix, fixed)
    assert list(found.scenarios) == plain_consistent(matrix, fixed)
    assert found.fixed == fixed


@pytest.mark.parametrize(("sizes", "seed"), [((3,) * 8, 1), ((4,) * 6, 2), ((2, 7, 1, 3, 10, 2), 3), ((2,) * 12, 4)])
def test_pruning_agrees_with_vectorised_enumeration_on_larger_matrices(sizes, seed):
    count = sum(sizes)
    matrix = matrix_of(sizes, np.random.default_rng(seed).integers(-4, 4, (count, count)))
    scenarios = np.indices(sizes).reshape(len(sizes), -1).T
    scores = sum(matrix.impacts[matrix.offsets[place] + scenarios[:, place]] for place in range(len(sizes)))
    holds = np.ones(len(scenarios), dtype=bool)
    for place in range(len(sizes)):
        block = scores[:, matrix.offsets[place] : matrix.offsets[place + 1]]
        holds &= block[np.arange(len(block)), scenarios[:, place]] == block.max(axis=1)
    assert consistent_scenarios(matrix).states.tolist() == scenarios[holds].tolist()


def test_impacts_too_large_for_short_numbers_are_summed_all_the_same():
    impacts = np.array([[0, 0, 1e9, 0], [0, 0, 0, 1e9], [1e9, 0, 0, 0.000001], [0, 1e9, 0, 0]])
    assert consistent_scenarios(matrix_of((2, 2), impacts)).scenarios == ((0, 0), (1, 1))


def test_a_spent_budget_is_said_and_what_was_found_is_consistent_nonetheless():
    matrix = matrix_of((4,) * 12, np.zeros((48, 48)))
    found = consistent_scenarios(matrix, node_budget=10_000)
    assert not found.complete
    assert found.nodes >= 10_000
    assert (found.consistency_value == 0).all()


def test_a_budget_that_just_suffices_is_complete(reference):
    matrix, _ = published(reference, "sw5_random_10x3_r3")
    needed = consistent_scenarios(matrix).nodes
    assert consistent_scenarios(matrix, node_budget=needed).complete
    with pytest.raises(WorkbookError, match="budget is 0"):
        consistent_scenarios(matrix, node_budget=0)


def test_a_matrix_with_no_consistent_scenario_has_an_empty_answer():
    # two states each, every one driving the other descriptor round
    found = consistent_scenarios(matrix_of((2, 2), [[0, 0, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]))
    assert found.complete
    assert found.scenarios == ()
    assert list(found.to_frame().columns) == ["scenario", "A", "B", "consistency_value", "total_impact_score"]


def test_more_states_than_the_search_takes_are_refused_unless_fixed():
    matrix = matrix_of((11, 2), np.eye(13))
    with pytest.raises(WorkbookError, match="11 states; the search takes 10 at most"):
        consistent_scenarios(matrix)
    assert consistent_scenarios(matrix, {0: 10}).scenarios == ((10, 0), (10, 1))


def test_with_everything_fixed_the_decree_is_the_answer():
    found = consistent_scenarios(matrix_of((2, 2), -np.eye(4)), {0: 1, 1: 0})
    assert found.scenarios == ((1, 0),)
    assert found.consistency_value.tolist() == [np.inf]


def test_the_frame_names_the_states(reference):
    matrix, _ = published(reference, "somewhereland")
    first = consistent_scenarios(matrix).to_frame().iloc[0]
    assert first["scenario"] == "1 2 2 1 1 2"
    assert first["Economy"] == "Stagnant"
    assert first["total_impact_score"] == 9


def test_the_nearest_scenarios_differ_least_and_open_descriptors_do_not_count(reference):
    matrix, _ = published(reference, "somewhereland")
    found = consistent_scenarios(matrix)
    told = {
        "Government": "Prosperity party",
        "Economy": "Dynamic",
        "Distribution of wealth": "Balanced",
        "Social values": "*",
    }
    near = nearest_scenarios(found, told, count=3)
    assert [item.distance for item in near] == [1, 1, 2]
    assert near[0].scenario == from_one([2, 1, 3, 2, 2, 1])  # of the two, the one with more impact
    assert near[0].differences == {3: (0, 1)}


@given(small_matrices(), st.data())
def test_a_consistent_storyline_is_nearest_to_itself(matrix, data):
    found = consistent_scenarios(matrix)
    if found.scenarios:
        scenario = data.draw(st.sampled_from(found.scenarios))
        near = nearest_scenarios(found, dict(enumerate(scenario)), count=1)
        assert (near[0].distance, near[0].scenario) == (0, scenario)
