import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.matrices import PUBLISHED, matrix_of, published, small_matrices
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError
from workbook.scenario_wizard import Project, read_scw, write_scw

# Laid out as the program lays it out, blank and duplicate names included.
FILE = """\
$ ScenarioWizard 4.0
two.scw
&Trade
 -Free
 -
&Trade
 -Free
 -Free
 -
#
&Foreign trade
 Free for all
 \x20
&
 \x20
 \x20
 \x20
#
#
FFFFFF
FF0000
FFFFFF
FFFFFF
00FF00
#
#
 0 , 0 , 1 ,-11 , 2 
 0 , 0 ,-2 , 1 , 0.5 
 3 ,-3 , 0 , 0 , 0 
 1 ,-1 , 0 , 0 , 0 
-1 , 1 ,15 , 0 , 0 
#
# 0-0
"On the ""whole""
and on two lines"
# \x20
""
# \x20
""
#  -> \x20
""
#  -> \x20
"# 1
""
# 2"
#  -> \x20
""
#  -> \x20
""
#
#
"""


def text_written(tmp_path, project) -> str:
    write_scw(project, tmp_path / "out.scw")
    return (tmp_path / "out.scw").read_bytes().decode("cp1252")


def read_text(tmp_path, text: str, newline: str = "\r\n", encoding: str = "cp1252") -> Project:
    (tmp_path / "in.scw").write_bytes(text.replace("\n", newline).encode(encoding))
    return read_scw(tmp_path / "in.scw")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_is_read_in_all_its_parts(tmp_path, newline):
    project = read_text(tmp_path, FILE, newline)
    assert project.title == "two.scw"
    assert project.matrix.descriptors == ("Trade", "Trade")
    assert project.matrix.states == (("Free", ""), ("Free", "Free", ""))
    assert project.descriptor_names == ("Foreign trade", "")
    assert project.state_names == ("Free for all", "", "", "", "")
    assert project.colours == ("FFFFFF", "FF0000", "FFFFFF", "FFFFFF", "00FF00")
    assert project.matrix.impacts[0].tolist() == [0, 0, 1, -11, 2]
    assert project.matrix.impacts[1, 4] == 0.5
    assert project.notes[0] == 'On the "whole"\nand on two lines'
    assert project.note(0, 1).startswith("# 1")
    assert project.note(1, 1) == ""


def same(left: Project, right: Project) -> bool:
    return (
        left.matrix.descriptors == right.matrix.descriptors
        and left.matrix.states == right.matrix.states
        and left.matrix.impacts.tolist() == right.matrix.impacts.tolist()
        and (left.title, left.descriptor_names, left.state_names, left.colours)
        == (right.title, right.descriptor_names, right.state_names, right.colours)
    )


def test_what_is_read_and_written_again_reads_the_same(tmp_path):
    project = read_text(tmp_path, FILE)
    again = read_text(tmp_path, text_written(tmp_path, project).replace("\r\n", "\n"))
    assert same(project, again)
    assert again.notes[0] == 'On the "whole" and on two lines'
    assert text_written(tmp_path, again) == text_written(tmp_path, project)


def test_the_layout_written_is_the_programs_own(tmp_path):
    # what the program writes for a matrix without long names or notes
    matrix = CrossImpactMatrix(("WTRD", "WSEC"), (("FT", "Ntl"), ("Rlx",)), [[0, 0, -3], [0, 0, 12], [-4, 1, 0]])
    written = text_written(tmp_path, Project(matrix, title="global.scw"))
    assert written.split("\r\n") == [
        *("$ ScenarioWizard 4.0", "global.scw", "&WTRD", " -FT", " -Ntl", "&WSEC", " -Rlx", "#"),
        *("&", " ", " ", "&", " ", "#", "#", "FFFFFF", "FFFFFF", "FFFFFF", "#", "#"),
        *(" 0 , 0 ,-3 ", " 0 , 0 ,12 ", "-4 , 1 , 0 ", "#"),
        *("# 0-0", '""', "# ", '""', "# ", '""', *["#  -> ", '""'] * 4, "#", "#", ""),
    ]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_matrices_survive_the_round_trip(reference, tmp_path, name):
    matrix, _ = published(reference, name)
    write_scw(matrix, tmp_path / "out.scw")
    read = read_scw(tmp_path / "out.scw").matrix
    assert (read.descriptors, read.states) == (matrix.descriptors, matrix.states)
    assert read.impacts.tolist() == matrix.impacts.tolist()


NAMES = st.text(st.sampled_from('aB é"#&-$, '), max_size=5)


@given(small_matrices(), st.data())
def test_any_names_and_notes_survive(tmp_path_factory, matrix, data):
    def some(count: int) -> tuple[str, ...]:
        return tuple(" ".join(data.draw(NAMES).split()) for _ in range(count))

    n, states = len(matrix.descriptors), matrix.state_count
    short = tuple(some(len(group)) for group in matrix.states)
    renamed = CrossImpactMatrix(some(n), short, matrix.impacts)
    project = Project(renamed, some(1)[0], some(n), some(states), notes=some(1 + n + n * n))
    path = tmp_path_factory.mktemp("scw") / "any.scw"
    write_scw(project, path)
    again = read_scw(path)
    assert same(project, again)
    assert again.notes == project.notes


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "Öl – “Preis”"), ("utf-8", "Öl – “Preis” ā"), ("utf-8-sig", "é")]
)
def test_names_are_read_in_either_encoding(tmp_path, encoding, name):
    project = read_text(tmp_path, FILE.replace("&Trade", f"&{name}", 1), encoding=encoding)
    assert project.matrix.descriptors == (name, "Trade")


def test_a_letter_the_program_cannot_read_is_written_as_a_question_mark(tmp_path):
    matrix = CrossImpactMatrix(("Qāsem\nS.",), (("é",),), [[0]])
    assert "&Q?sem S.\r\n -é\r\n" in text_written(tmp_path, matrix)


@pytest.mark.robustness
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no ScenarioWizard file"),
        ("PK\x03\x04", "no ScenarioWizard file"),
        ("$ ScenarioWizard 4.0", "ends before its matrix"),
        (FILE[: FILE.index(" 0 , 0")], "5 states need a table of 5 x 5"),
        (FILE.replace(",-11 ", ""), "not made of equally long rows"),
        (FILE.replace("-11", "x"), "not made of equally long rows"),
        (FILE.replace("-11", "nan"), "nan is no usable number"),
        (FILE.replace(" -Free\n", "", 1), "4 states need a table of 4 x 4"),
        (FILE.replace("FF0000\n", ""), "colours: 4 given where 5 are needed"),
    ],
)
def test_a_file_that_is_no_matrix_is_refused_in_one_line(tmp_path, text, says):
    with pytest.raises(WorkbookError) as refusal:
        read_text(tmp_path, text)
    assert says in str(refusal.value)
    assert str(refusal.value).startswith(str(tmp_path / "in.scw"))
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WorkbookError, match="cannot be read: No such file"):
        read_scw(tmp_path / "none.scw")


def test_names_beside_a_matrix_must_be_as_many_as_it_needs():
    with pytest.raises(WorkbookError, match="state names: 1 given where 4 are needed"):
        Project(matrix_of((2, 2), np.zeros((4, 4))), state_names=("one",))
