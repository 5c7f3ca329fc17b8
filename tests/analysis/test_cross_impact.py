import numpy as np
import pandas as pd
import pytest

from tests.analysis.matrices import matrix_of
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.settings import find, label, settings_by
from workbook.errors import WorkbookError

TWO_BY_TWO = np.arange(16.0).reshape(4, 4)


@pytest.mark.parametrize(
    ("impacts", "ranges", "says"),
    [
        (np.zeros((3, 4)), {}, "4 states need a table of 4 x 4"),
        (np.zeros(16), {}, "4 states need a table of 4 x 4"),
        ([["a"] * 4] * 4, {}, "not a table of numbers"),
        ([[1, 2], [3]], {}, "not a table of numbers"),
        (np.full((4, 4), np.nan), {}, "impacts, A=A1 -> A=A1: nan is no usable number"),
        (np.full((4, 4), np.inf), {}, "inf is no usable number"),
        (np.full((4, 4), 1e10), {}, "is no usable number"),
        (TWO_BY_TWO, {"low": TWO_BY_TWO[:3]}, "low: 4 states need"),
        (TWO_BY_TWO, {"high": TWO_BY_TWO - 1}, "A=A1 -> A=A1: 0 lies outside its range 0..-1"),
        (TWO_BY_TWO, {"low": np.where(TWO_BY_TWO == 6, 7, TWO_BY_TWO)}, "A=A2 -> B=B1: 6 lies outside its range 7..6"),
    ],
)
def test_a_matrix_that_cannot_be_is_refused_in_one_line(impacts, ranges, says):
    with pytest.raises(WorkbookError) as refusal:
        matrix_of((2, 2), impacts, **ranges)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("names", "states", "says"),
    [
        ((), (), "0 descriptors"),
        (("A", "B"), (("A1",),), "2 descriptors but 1 lists of states"),
        (("A", "B"), (("A1",), ()), 'descriptor "B" has no states'),
    ],
)
def test_descriptors_need_states(names, states, says):
    with pytest.raises(WorkbookError, match=says):
        CrossImpactMatrix(names, states, np.zeros((1, 1)))


def test_a_matrix_cannot_be_changed_and_does_not_change_with_what_it_was_made_of():
    given = TWO_BY_TWO.copy()
    matrix = matrix_of((2, 2), given)
    given[0, 0] = 99
    assert matrix.impacts[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        matrix.impacts[0, 0] = 1


@pytest.mark.parametrize(
    ("values", "unit", "whole"),
    [
        ([3, -6, 0, 9], 3_000_000, [1, -2, 0, 3]),
        ([0.1, 0.2, 0.3, -0.4], 100_000, [1, 2, 3, -4]),
        ([0.25, 1.5, 0, 0], 250_000, [1, 6, 0, 0]),
        ([0, 0, 0, 0], 1, [0, 0, 0, 0]),
        ([1 / 3, 0, 0, 0], 333_333, [1, 0, 0, 0]),
    ],
)
def test_judgements_are_summed_as_whole_numbers_of_their_common_unit(values, unit, whole):
    impacts = np.zeros((4, 4))
    impacts[0] = values
    matrix = matrix_of((2, 2), impacts)
    assert matrix.unit == unit
    assert matrix.whole()[0].tolist() == whole
    assert matrix.measured(matrix.whole()).tolist() == matrix.impacts.tolist()


def test_states_are_addressed_by_index_or_by_an_unambiguous_name():
    matrix = CrossImpactMatrix(("", "Mix", "Mix"), (("", ""), ("low", "high"), ("", "Mix")), np.zeros((6, 6)))
    assert matrix.resolve({0: 1, "": 1, 1: "high", np.int64(2): "Mix"}) == {0: 1, 1: 1, 2: 1}
    assert matrix.names((0, 1, 1)) == ("", "high", "Mix")
    assert [matrix.state_of(row) for row in range(6)] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"Mix": 0}, '2 names of a descriptor read "Mix"'),
        ({0: "low"}, '2 names of a state of "Econ" read "low"'),
        ({"Ecom": 0}, 'there is no descriptor "Ecom" (did you mean "Econ"?)'),
        ({3: 0}, "there is no descriptor number 3: they run from 0 to 2"),
        ({0: 2}, 'there is no state of "Econ" number 2: they run from 0 to 1'),
        ({0: -1}, 'there is no state of "Econ" number -1'),
        ({0: 1.0}, 'a state of "Econ" is an index or a name, not 1.0'),
        ({0: True}, 'a state of "Econ" is an index or a name, not True'),
        ([(0, 0), ("Econ", 1)], 'descriptor "Econ" is put into two states, "low" and "low"'),
        ([0, 1, 0], "a setting is a descriptor and a state, not 0"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_in_one_line(settings, says):
    matrix = CrossImpactMatrix(("Econ", "Mix", "Mix"), (("low", "low"), ("a", "b"), ("a", "b")), np.zeros((6, 6)))
    with pytest.raises(WorkbookError) as refusal:
        matrix.resolve(settings)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_setting_may_leave_descriptors_open_and_say_the_same_twice():
    matrix = matrix_of((2, 2, 2), np.zeros((6, 6)))
    assert matrix.resolve([("C", "C2"), ("A", None), ("B", "*"), (2, 1)]) == {2: 1}
    assert matrix.resolve(None) == {}


def test_a_scenario_is_complete_or_refused():
    matrix = matrix_of((2, 2), np.zeros((4, 4)))
    for states in ([1, 0], ("A2", "B1"), np.array([1, 0]), {"B": 0, "A": 1}, [("B", "B1"), ("A", "A2")]):
        assert matrix.scenario(states) == (1, 0)
    for states, says in (
        ([1], "1 states given for 2 descriptors"),
        ({"A": 1}, 'none for "B"'),
        ([0, "*"], 'none for "B"'),
        ([0, 2], "no state"),
    ):
        with pytest.raises(WorkbookError, match=says):
            matrix.scenario(states)
    with pytest.raises(WorkbookError, match='has "A" in another state than it is fixed to'):
        matrix.scenario([1, 0], fixed={0: 0})


def test_a_narrowed_matrix_keeps_what_the_fixed_state_does_to_the_others():
    matrix = matrix_of((2, 2), TWO_BY_TWO, high=TWO_BY_TWO + 1)
    narrowed = matrix.narrowed({0: 1})
    assert narrowed.states == (("A2",), ("B1", "B2"))
    assert narrowed.impacts.tolist() == [[5, 6, 7], [9, 10, 11], [13, 14, 15]]
    assert (narrowed.high - narrowed.low == 1).all()
    assert matrix.narrowed({}) is matrix


def test_widening_leaves_a_zero_certain():
    matrix = matrix_of((2, 2), np.eye(4)).widened(2)
    assert (matrix.high - matrix.low == 4 * np.eye(4)).all()


DESCRIPTORS = pd.DataFrame({"descriptor": ["b", "a"], "label": ["B", "A"]})
STATES = pd.DataFrame(
    {"descriptor": ["a", "b", "b", "a", "b"], "state": ["no", "up", "down", "yes", "flat"], "order": [2, 3, 1, 1, 2]}
)
CELL = {"source": "a", "source_state": "yes", "target": "b", "target_state": "flat", "score": 2, "low": 1, "high": 3}


def impacts_table(*rows: dict) -> pd.DataFrame:
    frame = pd.DataFrame([CELL | row for row in rows])
    return frame.astype(dict.fromkeys(["score", "low", "high"], "Float64"))


def test_tables_give_the_matrix_in_the_order_of_descriptors_and_states():
    matrix = CrossImpactMatrix.from_tables(
        DESCRIPTORS, STATES, impacts_table({}, {"source_state": "no", "score": -1.5, "low": None, "high": None})
    )
    assert matrix.descriptors == ("b", "a")
    assert matrix.states == (("down", "flat", "up"), ("yes", "no"))
    assert (matrix.low[3, 1], matrix.impacts[3, 1], matrix.high[3, 1]) == (1, 2, 3)
    assert (matrix.low[4, 1], matrix.impacts[4, 1], matrix.high[4, 1]) == (-1.5, -1.5, -1.5)
    assert np.count_nonzero(matrix.impacts) == 2


def test_tables_without_impacts_give_a_matrix_of_zeros():
    assert not CrossImpactMatrix.from_tables(DESCRIPTORS, STATES, impacts_table({}).iloc[:0]).impacts.any()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"source": "c"}], 'there is no descriptor "c"'),
        ([{"target_state": "flatt"}], 'no state of "b" "flatt" (did you mean "flat"?)'),
        ([{}, {}], "a=yes -> b=flat is judged twice"),
        ([{"score": None, "low": None, "high": None}], "nan is no usable number"),
        ([{"low": 3}], "2 lies outside its range 3..3"),
    ],
)
def test_an_impact_that_does_not_fit_the_tables_is_refused(rows, says):
    with pytest.raises(WorkbookError) as refusal:
        CrossImpactMatrix.from_tables(DESCRIPTORS, STATES, impacts_table(*rows))
    assert says in str(refusal.value)


def test_settings_are_gathered_by_policy_in_the_order_of_the_table():
    table = pd.DataFrame({"policy": ["p", "q", "p"], "descriptor": ["b", "b", "a"], "state": ["up", "down", "no"]})
    assert settings_by(table, "policy") == {"p": (("b", "up"), ("a", "no")), "q": (("b", "down"),)}


def test_labels_count_from_one():
    assert label((0, 2, 1)) == "1 3 2"


def test_a_name_found_nowhere_is_an_error_even_among_none():
    with pytest.raises(WorkbookError, match='there is no thing "x"'):
        find("x", (), "thing")
