import pytest

from workbook.errors import DatasetError, ParameterError, Problem, WorkbookError, most_like, nearest, printable, shorten


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            Problem("events.csv", 3, "date", "2020-13", "there is no month 13"),
            "events.csv:3:date: 2020-13: there is no month 13",
        ),
        (Problem("events.csv", 3, "", "", "3 cells, expected 10"), "events.csv:3: 3 cells, expected 10"),
        (Problem("events.csv", 0, "", "", "cannot be read"), "events.csv: cannot be read"),
        (Problem("data.yaml", 0, "source.url", "x", "no address"), "data.yaml:source.url: x: no address"),
    ],
)
def test_a_problem_names_as_much_of_its_place_as_there_is(problem: Problem, line: str):
    assert str(problem) == line


@pytest.mark.parametrize("hostile", ["a\nb", "a\r\nb", "a\u2028b", "a\x1b[2Jb", "a\u202eb", "a\x00b"])
def test_a_problem_is_one_printable_line_whatever_the_file_holds(hostile: str):
    line = str(Problem(f"{hostile}.csv", 1, hostile, hostile, f"no {hostile}"))
    assert line.isprintable()
    assert len(line.splitlines()) == 1


def test_a_problem_gives_its_fields_to_machines_as_they_are():
    problem = Problem("events.csv", 3, "date", "a\nb", "wrong")
    assert problem.as_dict() == {"file": "events.csv", "line": 3, "column": "date", "value": "a\nb", "message": "wrong"}


def test_problems_sort_by_file_then_by_line_as_a_number():
    problems = [Problem("b.csv", 2, "", "", ""), Problem("a.csv", 10, "", "", ""), Problem("a.csv", 9, "", "", "")]
    assert [(problem.file, problem.line) for problem in sorted(problems)] == [("a.csv", 9), ("a.csv", 10), ("b.csv", 2)]


def test_a_dataset_error_lists_each_problem_once_and_in_order():
    problems = [Problem("b.csv", 1, "", "", "wrong"), Problem("a.csv", 1, "", "", "wrong")]
    error = DatasetError([*problems, problems[0]])
    assert str(error) == "a.csv:1: wrong\nb.csv:1: wrong"


def test_a_dataset_error_with_many_problems_shows_ten_and_keeps_all():
    error = DatasetError(Problem("a.csv", line, "", "", "wrong") for line in range(1, 31))
    assert len(error.problems) == 30
    assert str(error).splitlines()[-1] == "and 20 more: run workbook check"
    assert len(str(error).splitlines()) == 11


@pytest.mark.parametrize("kind", [ParameterError, DatasetError])
def test_whatever_a_user_can_mend_is_a_workbook_error(kind: type[Exception]):
    assert issubclass(kind, WorkbookError)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("plain", "plain"), ("two\nlines", "two\\nlines"), ("“curly” é", "“curly” é"), ("\x1b[31m", "\\x1b[31m")],
)
def test_a_value_is_shown_in_one_line_of_printable_characters(value: str, shown: str):
    assert printable(value) == shorten(value) == shown


@pytest.mark.parametrize("value", ["x" * 121, "x" * 100_000, "\n" * 1_000])
def test_a_long_value_is_cut_to_its_width(value: str):
    assert len(shorten(value)) == 120
    assert shorten(value).endswith("…")


def test_a_value_of_just_the_width_is_not_cut():
    assert shorten("x" * 120) == "x" * 120


@pytest.mark.parametrize(
    ("value", "meant"),
    [("irn", "iran"), ("IRAN", "iran"), ("al-qaida", "al-qaeda"), ("zzz", None), ("", None), ("x" * 10_000, None)],
)
def test_the_nearest_valid_value_is_offered_if_one_is_near(value: str, meant: str | None):
    valid = ["iran", "iraq", "al-qaeda"]
    assert most_like(value, valid) == meant
    assert nearest(value, valid) == (f' (did you mean "{meant}"?)' if meant else "")


def test_nothing_is_near_where_nothing_is_valid():
    assert nearest("iran", []) == ""
