import numpy as np
import pytest

from workbook import load
from workbook.analysis.scenarios import study
from workbook.errors import WorkbookError
from workbook.explore.futures import Model, Setting

CELL = ("line", "open", "fare", "higher")


@pytest.fixture(scope="module")
def shipped():
    return load("iran-al-qaeda-2020")


def test_a_policy_comes_to_what_the_report_says_of_it(shipped):
    model, compared = Model(shipped), study(shipped, draws=30, seed=1).comparison
    shares = compared.states_frame()
    for outcome in compared.outcomes[:6]:
        policies = () if outcome.policy == "none" else (outcome.policy,)
        answer = model.answer(Setting(policies=policies), draws=30)
        own = shares[shares["policy"] == outcome.policy]
        assert answer.scenarios == set(outcome.consistent.scenarios)
        np.testing.assert_allclose(answer.possible, own["consistent_share"])
        np.testing.assert_allclose(answer.likely, own["basin_share"])
        np.testing.assert_allclose(answer.firm, own["robust_share"])


def test_a_pinned_state_is_in_every_future(small):
    answer = Model(small.load()).answer(Setting(pins=(("line", "closed"),)))
    assert {scenario[0] for scenario in answer.scenarios} == {1}


def test_an_edited_judgement_flips_what_hangs_on_it_and_leaves_the_dataset_alone(small):
    dataset = small.load()
    before, files = dataset.impacts.copy(), {path: path.read_bytes() for path in small.folder.iterdir()}
    model = Model(dataset)
    as_is, edited = (model.answer(setting) for setting in (Setting(), Setting().edited(CELL, -2)))
    assert as_is.scenarios != edited.scenarios
    row, column = model.place(CELL)
    matrix = edited.futures.matrix
    assert [table[row, column] for table in (matrix.impacts, matrix.low, matrix.high)] == [-2, -3, -1]
    assert model.matrix.impacts[row, column] == 2
    assert dataset.impacts.equals(before)
    assert {path: path.read_bytes() for path in small.folder.iterdir()} == files


def test_two_parts_that_set_one_development_to_different_states_are_an_error(small):
    setting = Setting(policies=("reopen",), pins=(("line", "closed"),))
    with pytest.raises(WorkbookError, match=r"The line: “Reopen the line” and a pinned state set different states"):
        Model(small.load()).answer(setting)


def test_more_draws_make_an_answer_firmer(small):
    model = Model(small.load())
    answer = model.answer(Setting())
    assert model.firmer(answer, seed=2).drawn.draws == 2 * answer.drawn.draws


def test_a_setting_comes_back_from_json_as_it_was():
    setting = Setting(("reopen",), (("fare", "same"),), ((CELL, -1.0),))
    assert Setting.from_json(setting.to_json()) == setting


@pytest.mark.parametrize(
    "content", [{"pins": 3}, {"edits": [["a", "b"]]}, {"edits": [["a", "b", "c", "d", "high"]]}, {"policies": 1}]
)
def test_what_is_no_setting_is_an_error(content):
    with pytest.raises(WorkbookError, match="scenarios: cannot be read"):
        Setting.from_json(content)
