import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbook.analysis.walks as module
from tests.analysis.matrices import from_label, from_one, matrix_of, plain_basins, published, small_matrices
from workbook.analysis.basins import basins
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import ParameterError, WorkbookError


def weights_of(found):
    return {frozenset(item.scenarios): item.weight for item in found.attractors}


def test_the_published_basin_weights_are_exact(reference):
    matrix, case = published(reference, "sei_global")
    found = basins(matrix)
    assert found.exact
    assert found.starts == found.configurations == 36
    for answer in case["published"]["consistent_scenarios"]:
        assert found.weight(from_one(answer["states"])) == answer["weight"]
    cycles = [item for item in found.attractors if item.is_cycle]
    assert [item.weight for item in cycles] == [case["derived_here"]["global_succession_in_cycles"]]
    assert {frozenset(item.scenarios) for item in cycles} == {
        frozenset(map(from_one, cycle)) for cycle in case["derived_here"]["global_cycles"]
    }


@pytest.mark.slow
def test_the_published_weights_of_22_million_configurations_are_exact_and_fit_into_memory(reference):
    matrix, case = published(reference, "sei_nested_simplified_standardized")
    tracemalloc.start()
    found = basins(matrix)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400 * 2**20
    assert found.exact
    answers = case["published"]["consistent_scenarios"]
    assert [found.weight(from_one(answer["states"])) for answer in answers] == [answer["weight"] for answer in answers]
    in_cycles = sum(item.weight for item in found.attractors if item.is_cycle)
    assert in_cycles == case["derived_here"]["global_succession_in_cycles"]
    assert sum(item.weight for item in found.attractors) == 22_674_816


@pytest.mark.slow
def test_a_published_sample_of_100_000_starts_agrees_with_the_exact_weights(reference):
    matrix, case = published(reference, "sei_natl_regional")
    found = basins(matrix)
    for answer in case["published"]["consistent_scenarios"]:
        share = found.weight(from_one(answer["states"])) / found.starts
        deviation = (share * (1 - share) / 100_000) ** 0.5
        assert abs(answer["weight"] / 100_000 - share) < 4.5 * deviation + 1e-5


def test_local_succession_ends_in_the_three_published_scenarios_from_every_start(reference):
    matrix, case = published(reference, "population_income_education")
    found = basins(matrix, rule="local")
    assert len(found.attractors) == case["published"]["count"]
    assert not any(item.is_cycle for item in found.attractors)
    derived = case["derived_here"]["local_succession_basins"]
    assert {from_label(scenario): weight for scenario, weight in derived.items()} == {
        item.scenarios[0]: item.weight for item in found.attractors
    }


@pytest.mark.parametrize("name", ["somewhereland", "population_income_education"])
def test_the_derived_global_basins_are_reproduced(reference, name):
    matrix, case = published(reference, name)
    found = basins(matrix)
    for scenario, weight in case["derived_here"]["global_succession_basins"].items():
        assert found.weight(from_label(scenario)) == weight
    in_cycles = sum(item.weight for item in found.attractors if item.is_cycle)
    assert in_cycles == case["derived_here"]["global_succession_in_cycles"]


@given(small_matrices(most=3), st.sampled_from(["global", "local"]), st.booleans())
def test_weights_are_those_of_walking_from_every_start(matrix, rule, with_policy):
    fixed = {0: len(matrix.states[0]) - 1} if with_policy else {}
    found = basins(matrix, fixed, rule=rule)
    assert weights_of(found) == dict(plain_basins(matrix, rule, fixed))
    assert sum(item.weight for item in found.attractors) == found.starts == found.configurations


@given(small_matrices())
def test_every_consistent_scenario_is_an_attractor(matrix):
    resting = {item.scenarios[0] for item in basins(matrix).attractors if not item.is_cycle}
    assert resting == set(consistent_scenarios(matrix).scenarios)


@given(small_matrices(most=3), st.sampled_from(["global", "local"]))
def test_a_sample_finds_only_true_attractors_and_loses_no_start(matrix, rule):
    sampled = basins(matrix, rule=rule, starts=50, exact_limit=0)
    assert not sampled.exact
    assert sum(item.weight for item in sampled.attractors) == sampled.starts == 50
    assert set(weights_of(sampled)) <= set(plain_basins(matrix, rule))


def test_a_sample_is_told_apart_and_brackets_the_exact_shares(reference):
    matrix, _ = published(reference, "somewhereland")
    exact, sampled = basins(matrix), basins(matrix, starts=20_000, seed=3, exact_limit=485)
    assert exact.exact
    assert not sampled.exact
    shares = {item.scenarios: item.weight / exact.starts for item in exact.attractors}
    frame = sampled.to_frame()
    inside = [
        low <= shares[item.scenarios] <= high
        for item, low, high in zip(sampled.attractors, frame["share_low"], frame["share_high"], strict=True)
    ]
    assert sum(inside) >= 9  # ten ranges of 95 %
    assert (exact.to_frame()["share_low"] == exact.to_frame()["share_high"]).all()


def test_the_same_seed_gives_the_same_sample_and_another_seed_another(reference):
    matrix, _ = published(reference, "somewhereland")
    drawn = [basins(matrix, starts=500, seed=seed, exact_limit=0).attractors for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_long_cycle_beyond_the_exact_limit_is_followed_round():
    # a counter in six descriptors that only ever adds one to itself modulo ten, by self-impact alone
    block = np.roll(np.eye(10), 1, axis=1)
    matrix = matrix_of((10,) * 6, np.kron(np.eye(6), block))
    found = basins(matrix, starts=20, exact_limit=1000)
    assert {len(item.scenarios) for item in found.attractors} == {10}
    assert sum(item.weight for item in found.attractors) == 20


def test_walks_that_never_settle_are_given_up_on_and_said_to_be(monkeypatch):
    # forty strongly coupled descriptors, with more configurations than 64 bits count, wander almost for ever
    monkeypatch.setattr(module, "WORK", 10_000)
    names = tuple(map(str, range(40)))
    impacts = np.random.default_rng(0).integers(-3, 4, (160, 160))
    found = basins(CrossImpactMatrix(names, (("a", "b", "c", "d"),) * 40, impacts), starts=100)
    assert found.configurations == 4**40
    assert not found.exact
    assert found.unsettled == 100


def test_a_matrix_that_decides_nothing_has_no_basins_to_speak_of(monkeypatch):
    monkeypatch.setattr(module, "MOST_AT_REST", 15)
    with pytest.raises(WorkbookError, match="16 scenarios lie in attractors"):
        basins(matrix_of((4, 4), np.zeros((8, 8))))


def test_the_frame_has_a_row_for_every_scenario_of_a_cycle(reference):
    matrix, _ = published(reference, "sei_global")
    frame = basins(matrix).to_frame()
    cycle = frame[frame["length"] == 2]
    assert list(cycle["scenario"]) == ["1 2 2", "2 2 3"]
    assert list(cycle["WTRD"]) == ["FT", "Ntl"]
    assert set(cycle["weight"]) == {17}


def test_basins_without_starts_or_by_an_unknown_rule_are_refused():
    matrix = matrix_of((2, 2), np.zeros((4, 4)))
    with pytest.raises(WorkbookError, match="0 starts"):
        basins(matrix, starts=0)
    with pytest.raises(ParameterError, match='no succession "all"'):
        basins(matrix, rule="all")


@pytest.mark.parametrize("rule", ["global", "local"])
def test_a_hundred_fixed_descriptors_leave_the_rest_to_be_followed(rule):
    names, states = tuple(map(str, range(102))), (("a", "b"),) * 102
    impacts = np.zeros((204, 204))
    impacts[0, 202] = impacts[202, 200] = 1  # the first promotes the last's first state, which promotes the one before
    found = basins(CrossImpactMatrix(names, states, impacts), dict.fromkeys(range(100), 0), rule=rule)
    assert [(item.scenarios[0][-2:], item.weight) for item in found.attractors] == [((0, 0), 4)]
