from hypothesis import given

from tests.analysis.matrices import small_matrices
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.influence import influence

STATES = (("up", "down"), ("wet", "dry", "ice"))
IMPACTS = [
    [9, 9, 3, -2, -1],
    [9, 9, 0, 0, 0],
    [1, -1, 9, 9, 9],
    [0, 0, 9, 9, 9],
    [0, 0, 9, 9, 9],
]


def test_strengths_add_up_whatever_their_sign_and_leave_out_impacts_on_oneself():
    found = influence(CrossImpactMatrix(("tide", "road"), STATES, IMPACTS))

    assert found.to_dict("list") == {"descriptor": ["tide", "road"], "active": [6.0, 2.0], "passive": [2.0, 6.0]}


@given(small_matrices())
def test_what_goes_out_from_all_arrives_at_all(matrix):
    found = influence(matrix)

    assert abs(found["active"].sum() - found["passive"].sum()) < 1e-6
    assert (found[["active", "passive"]] >= 0).all(axis=None)
