import numpy as np
import pytest
from hypothesis import given

from tests.analysis.matrices import (
    PUBLISHED,
    every_scenario,
    from_label,
    from_one,
    matrix_of,
    plain_margins,
    plain_scores,
    published,
    small_matrices,
)
from workbook.analysis.balance import consistency_value, margins, total_impact_score, whole_scores


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_scores_are_reproduced(reference, name):
    matrix, case = published(reference, name)
    answers = case["published"].get("consistent_scenarios", [])
    for key, measure in (("consistency_value", consistency_value), ("total_impact_score", total_impact_score)):
        for answer in answers:
            if key in answer:
                assert measure(matrix, [from_one(answer["states"])]).tolist() == [answer[key]]
        for scenario, value in case["derived_here"].get(key, {}).items():
            assert measure(matrix, [from_label(scenario)]).tolist() == [value]


def test_the_published_failing_scenario_has_the_published_balance(reference):
    matrix, case = published(reference, "somewhereland")
    scenario = from_one(case["published"]["negative_example"]["states"])
    derived = case["derived_here"]["negative_example"]
    assert whole_scores(matrix, scenario)[0].tolist() == [
        value * 1_000_000 // matrix.unit for value in derived["balance"]
    ]
    assert margins(matrix, scenario).min() == derived["worst_margin"]
    assert total_impact_score(matrix, scenario).tolist() == [derived["total_impact_score"]]


@given(small_matrices())
def test_scores_and_margins_are_those_of_the_definition(matrix):
    scenarios = every_scenario(matrix)
    assert margins(matrix, scenarios).tolist() == [plain_margins(matrix, scenario) for scenario in scenarios]
    own = [
        sum(scores[state] for state, scores in zip(scenario, plain_scores(matrix, scenario), strict=True)) / 1_000_000
        for scenario in scenarios
    ]
    assert total_impact_score(matrix, scenarios).tolist() == own


def test_a_tie_of_fractions_is_a_tie():
    # in floating point 0.1 + 0.2 exceeds 0.3
    impacts = np.zeros((4, 4))
    impacts[0, 2], impacts[2, 2], impacts[0, 3] = 0.1, 0.2, 0.3
    assert margins(matrix_of((2, 2), impacts), [0, 0]).tolist() == [[0, 0]]


def test_many_scenarios_are_measured_in_pieces_without_a_seam():
    matrix = matrix_of((2, 2), np.arange(16).reshape(4, 4))
    many = np.tile(every_scenario(matrix), (5000, 1))
    assert (consistency_value(matrix, many).reshape(5000, 4) == consistency_value(matrix, many[:4])).all()
    assert consistency_value(matrix, many[:0]).shape == (0,)
