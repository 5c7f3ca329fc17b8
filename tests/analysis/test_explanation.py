import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.matrices import (
    every_scenario,
    from_one,
    matrix_of,
    plain_consistent,
    plain_margins,
    published,
    small_matrices,
)
from workbook.analysis.explanation import explain
from workbook.errors import WorkbookError


def test_the_published_example_breaks_where_it_is_said_to(reference):
    matrix, case = published(reference, "somewhereland")
    example = case["published"]["negative_example"]
    found = explain(matrix, from_one(example["states"]))
    assert not found.consistent
    assert [matrix.descriptors[balance.descriptor] for balance in found.breaks] == example["inconsistent_descriptors"]
    broken = found.breaks[0]
    assert (broken.score, broken.rival, broken.rival_score, broken.margin) == (-7, 1, 7, -14)


@given(small_matrices(), st.data())
def test_the_pushes_add_up_to_the_scores_and_the_margin(matrix, data):
    scenario = data.draw(st.sampled_from(every_scenario(matrix)))
    found = explain(matrix, scenario)
    assert found.consistent == (scenario in plain_consistent(matrix))
    assert [balance.margin for balance in found.balances] == plain_margins(matrix, scenario)
    for balance in found.balances:
        own = sum(push.score for push in balance.pushes if push.target_state == balance.state)
        assert math.isclose(own, balance.score, abs_tol=1e-9)
        if balance.rival is not None:
            assert math.isclose(sum(push.effect for push in balance.pushes), balance.margin, abs_tol=1e-9)
        efforts = [abs(push.effect) for push in balance.pushes]
        assert efforts == sorted(efforts, reverse=True)
        assert all(push.source_state == scenario[push.source] for push in balance.pushes)


def test_what_helps_the_rival_counts_against_the_state():
    impacts = np.zeros((4, 4))
    impacts[0, 2], impacts[0, 3], impacts[2, 3] = 1, 3, -1
    balance = explain(matrix_of((2, 2), impacts), ("A1", "B1")).balances[1]
    assert [(push.source, push.target_state, push.score, push.effect) for push in balance.pushes] == [
        (0, 1, 3, -3),
        (0, 0, 1, 1),
        (1, 1, -1, 1),
    ]
    assert (balance.score, balance.rival_score, balance.margin, balance.consistent) == (1, 2, -1, False)


def test_a_fixed_descriptor_holds_by_decree():
    impacts = np.zeros((4, 4))
    impacts[0, 3] = 1
    matrix = matrix_of((2, 2), impacts)
    assert not explain(matrix, (0, 0)).consistent
    decreed = explain(matrix, (0, 0), fixed={"B": "B1"})
    assert decreed.consistent
    assert decreed.balances[1].rival is None
    with pytest.raises(WorkbookError, match="another state than it is fixed to"):
        explain(matrix, (0, 1), fixed={"B": "B1"})
    with pytest.raises(WorkbookError, match='none for "A"'):
        explain(matrix, {"B": "B1"})


def test_the_frame_has_a_row_per_judgement(reference):
    matrix, _ = published(reference, "somewhereland")
    frame = explain(matrix, from_one([2, 1, 3, 1, 1, 1])).to_frame()
    wealth = frame[frame["descriptor"] == "Distribution of wealth"]
    assert set(wealth["margin"]) == {-14}
    assert wealth["effect"].sum() == -14
    assert set(wealth["target_state"]) == {"Balanced", "Strong contrasts"}
    assert list(explain(matrix_of((2,), np.zeros((2, 2))), (0,)).to_frame().columns) == list(frame.columns)
