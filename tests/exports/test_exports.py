"""The way out as a whole: formats, files, the same bytes, and what is said of what is lost."""

from pathlib import Path

import pytest

from tests.exports.hostile import make_hostile
from tests.small import TABLES, Small
from workbook import exports
from workbook.cli import main
from workbook.errors import ParameterError, WorkbookError
from workbook.exports import FORMATS, Content, export, overview, write

each_format = pytest.mark.parametrize("name", list(FORMATS))


def exported(dataset, name: str) -> Content:
    if FORMATS[name].extra:
        pytest.importorskip({"xlsx": "openpyxl", "parquet": "polars"}[FORMATS[name].extra])
    return export(dataset, name)


@each_format
def test_the_same_dataset_gives_the_same_bytes(name: str, small: Small, monkeypatch: pytest.MonkeyPatch):
    first = exported(small.load(), name)
    monkeypatch.setattr("time.strftime", lambda *_: "1999-12-31")
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 12, 31, 0, 0, 0, 0, 365, 0))
    assert exported(small.load(), name) == first


@each_format
def test_hostile_text_stops_no_format(name: str, small: Small):
    assert exported(make_hostile(small).load(), name)


@each_format
def test_a_dataset_without_rows_is_exported_or_refused_in_a_line(name: str, small: Small):
    for table, content in TABLES.items():
        small.file(table).write_text(content.splitlines()[0] + "\n", "utf-8")
    if name == "scw":
        with pytest.raises(WorkbookError, match=r"small: no descriptors.*descriptors\.csv"):
            export(small.load(), name)
    else:
        assert exported(small.load(), name)


@each_format
def test_a_format_says_what_it_carries_and_what_it_leaves_out(name: str):
    assert FORMATS[name].carries and FORMATS[name].leaves_out
    assert f"{name}: " in overview()
    assert FORMATS[name].leaves_out[0] in overview()


def test_the_document_says_what_the_code_says():
    document = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert document.partition("workbook/exports/__init__.py -->\n\n")[2] == exports.as_markdown()


@pytest.mark.parametrize(("name", "told"), [("gex", 'did you mean "gexf"?'), ("docx", "there are: graphml, gexf")])
def test_an_unknown_format_is_an_error_that_names_the_nearest(name: str, told: str):
    with pytest.raises(ParameterError, match="no such format") as error:
        exports.find(name)
    assert told in str(error.value)


def test_a_library_that_is_not_there_is_named(small: Small, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    monkeypatch.delitem(__import__("sys").modules, "workbook.exports.spreadsheet", raising=False)
    with pytest.raises(WorkbookError, match=r'openpyxl, which is not installed: pip install "workbook\[xlsx\]"'):
        export(small.load(), "xlsx")


def test_files_go_below_reports_unless_told_where(small: Small, tmp_path: Path):
    assert write(small.load(), "csl") == [tmp_path / "reports" / "small" / "exports" / "small.csl.json"]
    assert write(small.load(), "csl", tmp_path / "mine.json")[0].read_bytes() == export(small.load(), "csl")


def test_what_cannot_be_written_is_a_line(small: Small, tmp_path: Path):
    with pytest.raises(WorkbookError, match="cannot be written to"):
        write(small.load(), "csl", small.text_file / "x.json")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0), *capsys.readouterr()


def test_the_command_prints_where_the_file_is(small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = tmp_path / "out.gexf"
    assert run(capsys, "export", "small", "gexf", "--out", str(target)) == (0, "out.gexf\n", "")
    assert target.is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("small", "gex"), 'did you mean "gexf"?'),
        ((), "name a format"),
        (("small", "gexf", "more"), "name a format"),
        (("smal", "gexf"), 'did you mean "small"?'),
    ],
)
def test_a_command_that_is_not_understood_ends_with_status_2(
    arguments: tuple[str, ...], told: str, small: Small, capsys: pytest.CaptureFixture[str]
):
    status, printed, errors = run(capsys, "export", *arguments)
    assert (status, printed) == (2, "")
    assert told in errors


def test_the_command_lists_the_formats(capsys: pytest.CaptureFixture[str]):
    assert run(capsys, "export", "--formats") == (0, overview() + "\n", "")
