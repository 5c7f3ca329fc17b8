import pytest

from tests.analysis.matrices import published
from workbook.analysis.basins import basins
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.policies import compare_policies
from workbook.analysis.robustness import robustness
from workbook.errors import WorkbookError

POLICIES = {
    "growth": {"Economy": "Dynamic"},
    "calm": (("Social cohesion", "Social peace"), ("Social values", "Family")),
}


@pytest.fixture(scope="module")
def somewhereland(reference):
    return published(reference, "somewhereland")[0].widened(1)


@pytest.fixture(scope="module")
def comparison(somewhereland):
    return compare_policies(somewhereland, POLICIES, draws=60, seed=4)


def test_each_policy_is_set_beside_having_none(somewhereland, comparison):
    assert [outcome.policy for outcome in comparison.outcomes] == ["none", "growth", "calm"]
    for outcome, settings in zip(comparison.outcomes, [{}, {2: 2}, {4: 0, 5: 2}], strict=True):
        assert outcome.fixed == settings
        assert outcome.consistent.scenarios == consistent_scenarios(somewhereland, settings).scenarios
        assert outcome.basins.attractors == basins(somewhereland, settings).attractors
        drawn = robustness(somewhereland, 60, 4, settings)
        assert outcome.robustness.to_frame().equals(drawn.to_frame())
    assert comparison.complete
    assert comparison.exact


def test_the_frame_holds_every_scenario_with_its_three_measures(comparison):
    frame = comparison.to_frame()
    assert frame.groupby("policy")["basin_share"].sum().round(9).eq(1).all()
    none = frame[frame["policy"] == "none"].set_index("scenario")
    assert none["consistent"].sum() == 10
    crisis = none.loc["1 3 1 2 3 3"]
    assert crisis["consistency_value"] == 1
    assert crisis["basin_share"] == 127 / 486
    assert crisis["robust_share"] == comparison.outcomes[0].robustness.share((0, 2, 0, 1, 2, 2))
    assert none.loc[~none["consistent"], "consistency_value"].isna().all()
    assert not frame.duplicated(["policy", "scenario"]).any()


def test_the_shares_of_a_descriptors_states_add_up_to_one(comparison):
    frame = comparison.states_frame()
    sums = frame.groupby(["policy", "descriptor"])[["consistent_share", "basin_share", "robust_share"]].sum()
    assert (sums.round(9) == 1).all(axis=None)
    fixed = frame[frame["fixed"]]
    assert list(zip(fixed["policy"], fixed["state"], strict=True)) == [
        ("growth", "Dynamic"),
        ("calm", "Social peace"),
        ("calm", "Family"),
    ]
    assert (fixed[["consistent_share", "basin_share", "robust_share"]].round(9) == 1).all(axis=None)


def test_a_cycle_shares_its_weight_among_its_scenarios(reference):
    matrix, _ = published(reference, "sei_global")
    frame = compare_policies(matrix, {}, draws=1).to_frame().set_index("scenario")
    assert frame.loc["1 2 2", "basin_share"] == frame.loc["2 2 3", "basin_share"] == 17 / 2 / 36
    assert not frame.loc["1 2 2", "consistent"]


def test_a_policy_that_cannot_be_is_refused(somewhereland):
    with pytest.raises(WorkbookError, match='may not be called "none"'):
        compare_policies(somewhereland, {"none": {}})
    with pytest.raises(WorkbookError, match='did you mean "Economy"'):
        compare_policies(somewhereland, {"growth": {"Econnomy": "Dynamic"}})
    with pytest.raises(WorkbookError, match="two states"):
        compare_policies(somewhereland, {"both": [("Economy", "Dynamic"), ("Economy", "Stagnant")]})
