import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.schema import SCHEMA
from workbook.tablefile import TableFile, read_table, read_tables

ROLES = SCHEMA["participants"]
NOTES = SCHEMA["claim_links"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "participants.csv"


def read(path: Path, content: str | bytes) -> TableFile:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(ROLES, path, "participants.csv")


def said(file: TableFile) -> list[str]:
    return [str(problem) for problem in file.problems]


def test_cells_are_text_and_stay_as_they_are(path: Path):
    file = read(path, "event,actor,role\nNA,NO,1.0\n,null,  x\n")
    assert file.frame.values.tolist() == [["NA", "NO", "1.0"], ["", "null", "  x"]]
    assert {str(dtype) for dtype in file.frame.dtypes} == {"str"}
    assert (file.lines, file.problems, file.whole) == ([2, 3], [], True)


@pytest.mark.parametrize(
    "content",
    ["event,actor,role\n", "event,actor,role", "event,actor,role\r\n", "event,actor,role\n\n\n"],
)
def test_a_header_alone_is_an_empty_table(path: Path, content: str):
    file = read(path, content)
    assert (len(file.frame), list(file.frame), file.problems) == (0, ROLES.names, [])
    assert {str(dtype) for dtype in file.frame.dtypes} == {"str"}


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("event,actor,role\na,b,c\nd,e,f\n", [2, 3]),
        ("event,actor,role\n\na,b,c\n\n\nd,e,f", [3, 6]),
        ('event,actor,role\na,"two\nlines",c\nd,e,f\n', [2, 4]),
        ('event,actor,role\r\na,"two\r\nlines",c\r\nd,e,f\r\n', [2, 4]),
        ('event,actor,role\n\n"\n\n",b,"x\ny"\n\nd,e,f\n', [3, 8]),
        ('"event","actor",role\na,b,c\n', [2]),
    ],
)
def test_a_row_knows_the_line_it_begins_on_as_an_editor_counts(path: Path, content: str, lines: list[int]):
    file = read(path, content)
    assert (file.lines, file.problems) == (lines, [])


def test_columns_may_stand_in_any_order_and_come_back_in_that_of_the_schema(path: Path):
    file = read(path, "role,event,actor\nr,e,a\n")
    assert file.problems == []
    assert file.frame.to_dict("records") == [{"event": "e", "actor": "a", "role": "r"}]
    assert list(file.frame) == ROLES.names


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "participants.csv:1: no header; expected event,actor,role"),
        ("\nevent,actor,role\n", "participants.csv:1: no header; expected event,actor,role"),
        ("event,actor\n", "participants.csv:1:role: column is missing"),
        (
            "event,actor,role,note\n",
            "participants.csv:1:note: participants has no such column; the columns are event, actor, role",
        ),
        ("event,actr,role\n", 'participants.csv:1:actr: participants has no such column (did you mean "actor"?)'),
        ("event,Actor,role\n", 'participants.csv:1:Actor: participants has no such column (did you mean "actor"?)'),
        ("event,actor ,role\n", 'participants.csv:1:actor : participants has no such column (did you mean "actor"?)'),
        ("event,actor,role,actor\n", "participants.csv:1:actor: column is there more than once"),
        ("event;actor;role\na;b;c\n", "participants.csv:1: event;actor;role: separated by semicolons; expected commas"),
        ("event,actor,role\na,b\n", "participants.csv:2: 2 cells, expected 3; is a comma unquoted, or a cell missing?"),
        (
            "event,actor,role\na,b,c,d\n",
            "participants.csv:2: 4 cells, expected 3; is a comma unquoted, or a cell missing?",
        ),
        ("event,actor,role\na,b,c\n,,\n", "participants.csv:3: a row without a value; remove it"),
        ('event,actor,role\n\na,"b"x,c\n', "participants.csv:3: cannot be read as CSV: ',' expected after '\"'"),
        (
            'event,actor,role\na,b,c\nd,"e,f\ng,h,i\n',
            "participants.csv:3: cannot be read as CSV: unexpected end of data",
        ),
        (
            "event,actor,role\na," + "b" * 200_000 + ",c\n",
            "participants.csv:2: cannot be read as CSV: field larger than field limit (131072)",
        ),
        (
            codecs.BOM_UTF8 + b"event,actor,role\n",
            "participants.csv:1: begins with a byte order mark; save it as UTF-8 without BOM",
        ),
        (
            b"event,actor,role\na,b,c\nd,caf\xe9,f\n",
            "participants.csv:3: not UTF-8: byte 0xe9 at position 6 of the line; save the file as UTF-8",
        ),
        (
            "event,actor,role\n".encode("utf-16"),
            "participants.csv:1: not UTF-8: byte 0xff at position 1 of the line; save the file as UTF-8",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_one_located_problem(path: Path, content: str | bytes, problem: str):
    assert said(read(path, content)) == [problem]


@pytest.mark.parametrize(
    "content", ["", "event,actor\na,b\n", 'event,actor,role\na,"b"x,c\n', b"\xff", "event,actor,role,actor\n"]
)
def test_a_file_that_lacks_rows_says_so(path: Path, content: str | bytes):
    assert not read(path, content).whole


def test_a_ragged_row_is_kept_in_its_place_and_marked(path: Path):
    file = read(path, "event,actor,role\na,b\nc,d,e\nf,g,h,i\n")
    assert (file.ragged, file.lines, file.whole) == ({0, 2}, [2, 3, 4], True)
    assert file.frame["event"].tolist() == ["a", "c", "f"]


@pytest.mark.robustness
def test_a_cell_of_100_000_characters_is_read(path: Path):
    assert read(path, f"event,actor,role\na,{'b' * 100_000},c\n").frame["actor"].str.len().tolist() == [100_000]


@pytest.mark.robustness
def test_a_nul_byte_is_read_as_a_character_for_the_cells_to_complain_of(path: Path):
    assert read(path, "event,actor,role\na,\0,c\n").frame["actor"].tolist() == ["\0"]


@pytest.mark.robustness
def test_a_hostile_header_is_one_printable_line(path: Path):
    (problem,) = said(read(path, 'event,actor,role,"a\n\x1b[2J\u202e' + "x" * 100_000 + '"\n'))
    assert problem.isprintable()
    assert len(problem) < 400


@given(
    st.lists(st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1)] * 4), max_size=5)
)
def test_whatever_is_written_as_csv_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]):
    path = tmp_path_factory.mktemp("csv") / "claim_links.csv"
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [tuple(NOTES.names), *rows]]
    path.write_bytes("\n".join(lines).encode())
    file = read_table(NOTES, path, "claim_links.csv")
    assert file.problems == []
    assert [tuple(row) for row in file.frame.values.tolist()] == rows


@pytest.mark.robustness
@given(st.binary(max_size=80) | st.text(alphabet='event,actor\n"\r;\0', max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_problems_of_that_file(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.mktemp("csv") / "participants.csv"
    file = read(path, b"event,actor,role\n" + content)
    assert all(problem.file == "participants.csv" and problem.line >= 1 for problem in file.problems)
    assert len(file.frame) == len(file.lines)


def test_a_table_without_a_file_is_empty(tmp_path: Path):
    files, problems = read_tables(tmp_path, "here")
    assert (list(files), problems) == (list(SCHEMA), [])
    assert all(list(file.frame) == file.table.names and file.frame.empty and file.whole for file in files.values())


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("event.csv", 'here/event.csv: no table of that name (did you mean "events"?)'),
        ("Actors.csv", 'here/Actors.csv: no table of that name (did you mean "actors"?)'),
        ("zzz.csv", f"here/zzz.csv: no table of that name; the tables are {', '.join(SCHEMA)}"),
    ],
)
def test_a_csv_file_that_is_no_table_is_complained_of(tmp_path: Path, name: str, problem: str):
    (tmp_path / name).touch()
    _, problems = read_tables(tmp_path, "here")
    assert [str(each) for each in problems] == [problem]


def test_other_files_are_none_of_our_business(tmp_path: Path):
    for name in ("README.md", "notes.txt", "actors.csv.bak"):
        (tmp_path / name).touch()
    assert read_tables(tmp_path, "here")[1] == []


@pytest.mark.robustness
@pytest.mark.parametrize("kind", ["folder", "broken link", "pipe"])
def test_what_is_no_regular_file_cannot_be_read(tmp_path: Path, kind: str):
    import os

    path = tmp_path / "events.csv"
    {"folder": path.mkdir, "broken link": lambda: path.symlink_to("nowhere"), "pipe": lambda: os.mkfifo(path)}[kind]()
    files, problems = read_tables(tmp_path, "here")
    reason = "No such file or directory" if kind == "broken link" else "not a regular file"
    assert [str(problem) for problem in problems] == [f"here/events.csv: cannot be read: {reason}"]
    assert not files["events"].whole
