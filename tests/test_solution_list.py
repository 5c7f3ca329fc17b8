import numpy as np
import pytest

from tests.analysis.matrices import PUBLISHED, matrix_of, published
from workbook.analysis.basins import basins
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError
from workbook.solution_list import Solutions, read_sl, write_sl

SOLUTIONS = """\
$ ScenarioWizard 3.0
Solution set
 2 

" 2 3 2",2763,0,0,9,""
" 1 1 3",5459,-1.5,2,8,"a, b"
"""


def read_solutions(tmp_path, text: str, matrix: CrossImpactMatrix | None = None) -> Solutions:
    (tmp_path / "in.sl").write_text(text, encoding="cp1252", newline="\r\n")
    return read_sl(tmp_path / "in.sl", matrix)


def test_solutions_are_read_with_states_counting_from_zero(tmp_path):
    found = read_solutions(tmp_path, SOLUTIONS, matrix_of((3, 3, 3), np.zeros((9, 9))))
    assert found.states.tolist() == [[1, 2, 1], [0, 0, 2]]
    assert found.weight.tolist() == [2763, 5459]
    assert found.consistency_value.tolist() == [0, -1.5]
    assert found.inconsistency_value.tolist() == [0, 2]
    assert found.total_impact_score.tolist() == [9, 8]
    assert found.complete


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_solutions_survive_the_round_trip(reference, tmp_path, name):
    matrix, _ = published(reference, name)
    found = consistent_scenarios(matrix)
    write_sl(Solutions.of(found), tmp_path / "out.sl")
    again = read_sl(tmp_path / "out.sl", matrix)
    assert again.states.tolist() == found.states.tolist()
    assert again.consistency_value.tolist() == found.consistency_value.tolist()
    assert again.total_impact_score.tolist() == found.total_impact_score.tolist()


def test_solutions_are_written_as_the_program_writes_them(reference, tmp_path):
    matrix, _ = published(reference, "sei_global")
    write_sl(Solutions.of(consistent_scenarios(matrix), basins(matrix)), tmp_path / "out.sl")
    assert (tmp_path / "out.sl").read_bytes().decode().split("\r\n") == [
        *("$ ScenarioWizard 3.0", "Solution set", " 4 ", ""),
        *('" 1 2 3",2,0,0,8,""', '" 2 2 2",1,0,0,9,""', '" 2 3 2",4,0,0,15,""', '" 3 1 3",12,1,0,12,""', ""),
    ]


def test_a_list_that_was_cut_short_is_known_to_be(tmp_path):
    assert not read_solutions(tmp_path, SOLUTIONS.replace(" 2 \n", " 1241136 \n")).complete
    empty = read_solutions(tmp_path, SOLUTIONS[: SOLUTIONS.index('"')].replace(" 2 \n", " 0 \n"))
    assert empty.complete
    assert len(empty.states) == 0


def test_scenarios_without_rivals_are_written_with_a_finite_value(tmp_path):
    matrix = matrix_of((1, 1), np.ones((2, 2)))
    write_sl(Solutions.of(consistent_scenarios(matrix)), tmp_path / "out.sl")
    assert read_sl(tmp_path / "out.sl").consistency_value.tolist() == [0]


@pytest.mark.robustness
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no list of solutions"),
        (SOLUTIONS.replace(" 2 \n", "many\n"), "no list of solutions"),
        (SOLUTIONS.replace("2763,", ""), "in.sl:5: no scenario with four numbers"),
        (SOLUTIONS.replace("2 3 2", "2 3 x"), "in.sl:5: no scenario with four numbers"),
        (SOLUTIONS.replace("2 3 2", "2 0 2"), "in.sl:5: no scenario with four numbers"),
        (SOLUTIONS.replace("2 3 2", "2 3"), "in.sl:5: 2 states given for 3 descriptors"),
        (SOLUTIONS.replace("2 3 2", "2 4 2"), "in.sl:5: there is no state of"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_in_one_line(tmp_path, text, says):
    with pytest.raises(WorkbookError) as refusal:
        read_solutions(tmp_path, text, matrix_of((3, 3, 3), np.zeros((9, 9))))
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_scenarios_of_different_lengths_are_refused_even_without_a_matrix(tmp_path):
    with pytest.raises(WorkbookError, match="differ in their number of descriptors"):
        read_solutions(tmp_path, SOLUTIONS.replace("2 3 2", "2 3"))
