"""A dataset begins from a text file: nothing is written over, nothing is left half done, positions stay right."""

import time
from pathlib import Path

import pytest

from workbook import codebook
from workbook.beginnings import begin, next_steps
from workbook.dataset import load
from workbook.descriptor import parse
from workbook.errors import ParameterError, WorkbookError
from workbook.package import DESCRIPTOR
from workbook.quality import check
from workbook.schema import SCHEMA
from workbook.text import locate

TEXT = "A Title\n\nThe mayor said no. The ferry may come.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("data", "notebooks"):
        (tmp_path / "home" / folder).mkdir(parents=True)
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def write(project: Path, content: str | bytes = TEXT) -> Path:
    path = project.parent / "article.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def everything(project: Path) -> dict[str, bytes]:
    return {str(path.relative_to(project)): path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_a_new_dataset_is_sound_and_accounts_for_nothing(project: Path):
    begun = begin("ferry", write(project), {"author": "A. Reed", "published": "2021-03"})
    result = check("ferry")
    assert result.problems == ()
    assert result.coverage and len(result.coverage.unaccounted) == result.coverage.total == 3
    assert codebook.stale(begun.folder) == []
    source = load("ferry").source
    assert (source.title, source.author, source.published, source.reliability) == ("A Title", "A. Reed", "2021-03", "F")


def test_every_table_has_its_header_and_nothing_else(project: Path):
    folder = begin("ferry", write(project)).folder
    for table in SCHEMA.values():
        assert (folder / f"{table.name}.csv").read_text("utf-8") == ",".join(table.names) + "\n"
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".")]


def test_what_to_do_next_names_the_dataset_and_its_sentences(project: Path):
    told = next_steps(begin("ferry", write(project)))
    assert told.startswith("ferry: 3 sentences")
    assert all(f"workbook {command} ferry" in told for command in ("suggest", "check", "report"))


@pytest.mark.parametrize(
    "title", ['He said: "no" # & <b>', "- a: b", "NO", "2020-11-24", "*x", "‘Curly’ {a} %s", "null", "=1+1"]
)
def test_any_title_is_kept_as_it_is(project: Path, title: str):
    begin("ferry", write(project), {"title": title})
    assert load("ferry").source.title == title
    assert check("ferry").problems == ()


@pytest.mark.robustness
@pytest.mark.parametrize(
    "text",
    [
        "One.\r\n\r\nTwo “quoted” words.\r\n", "One\u00a0two.\n\nThree\u00a0four.\n",
        "\u0627\u0644\u0633\u0641\u064a\u0646\u0629 \u0639\u0627\u062f\u062a. \u202eabc\u202c end.\n",
        "Cafe\u0301 and na\u0308ive. Zoe\u0308 left.\n", "\ufeffOne. Two.\n",
        "\U0001f6a2 sails. It is late.", "One.\rTwo.\r",
    ],
    ids=["crlf", "nbsp", "right-to-left", "combining", "byte-order-mark", "astral", "cr"],
)  # fmt: skip
def test_positions_stay_right_whatever_the_text_holds(project: Path, text: str):
    begun = begin("ferry", write(project, text), {"title": "T"})
    assert begun.text.read_bytes() == text.encode()
    assert load("ferry").text == text
    for unit in begun.sentences:
        assert text[unit.start : unit.end] == unit.text
        assert locate(text, unit.text) == (unit.start, unit.end)


@pytest.mark.robustness
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no words"),
        (b" \n\xc2\xa0\n\xef\xbb\xbf", "holds no words"),
        (b"One.\n\nCaf\xe9 closed.", 'article.txt:3: not UTF-8: byte 0xe9 at byte 9 of the file, after "Caf"'),
        ("One.".encode("utf-16"), "not UTF-8 but UTF-16"),
        (b"One.\nT\0wo", "article.txt:2: holds a NUL"),
    ],
    ids=["empty", "blank", "latin-1", "utf-16", "nul"],
)
def test_a_text_that_cannot_be_used_leaves_nothing_behind(project: Path, content: bytes, message: str):
    with pytest.raises(WorkbookError) as error:
        begin("ferry", write(project, content))
    assert message in str(error.value)
    assert everything(project) == {}


@pytest.mark.parametrize(
    "name", ["", "Ferry", "a b", "../up", "a/b", "a--b", "-a", "a_b", "é", "x" * 61, "con", "a\n", ".git"]
)
def test_a_name_that_is_no_safe_slug_is_refused(project: Path, name: str):
    with pytest.raises(ParameterError):
        begin(name, write(project))
    assert everything(project) == {}


@pytest.mark.parametrize("there", ["data/ferry/notes.md", "data/ferry", "seeds/ferry.txt"])
def test_nothing_that_exists_is_written_over(project: Path, there: str):
    (project / there).parent.mkdir(parents=True, exist_ok=True)
    (project / there).write_text("mine")
    with pytest.raises(WorkbookError, match="exists already"):
        begin("ferry", write(project))
    assert everything(project) == {there: b"mine"}


def test_a_text_that_already_lies_in_seeds_stays_there(project: Path):
    (project / "seeds").mkdir()
    seed = project / "seeds" / "ferry.txt"
    seed.write_text(TEXT)
    assert begin("ferry", seed).text == seed
    assert check("ferry").problems == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"published": "24.11.2020"}, "published: 24.11.2020: expected EDTF"),
        ({"url": "javascript:alert(1)"}, "url: javascript:alert(1): expected an address"),
        ({"author": "A\nB"}, "author: A\\nB: holds a line end"),
    ],
)
def test_what_is_known_of_the_source_is_checked_first(project: Path, source: dict[str, str], message: str):
    with pytest.raises(ParameterError) as error:
        begin("ferry", write(project), source)
    assert str(error.value).startswith(message)
    assert everything(project) == {}


def test_a_dataset_that_cannot_be_made_takes_its_text_back(project: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(folder: Path) -> list[Path]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(codebook, "refresh", fail)
    with pytest.raises(WorkbookError, match="No space left on device"):
        begin("ferry", write(project))
    assert everything(project) == {}


def test_a_text_that_is_missing_or_a_folder_is_told(project: Path):
    for path in (project / "nothing.txt", project):
        with pytest.raises(WorkbookError, match="cannot be read"):
            begin("ferry", path)


@pytest.mark.robustness
@pytest.mark.slow
def test_ten_megabytes_take_seconds(project: Path):
    text = "".join(f"The mayor of town {number} said that the ferry may come.\n\n" for number in range(185_000))
    assert len(text) > 10_000_000
    before = time.perf_counter()
    assert len(begin("ferry", write(project, text)).sentences) == 185_000
    assert check("ferry").problems == ()
    assert time.perf_counter() - before < 60


def test_the_descriptor_is_plain_yaml_that_says_what_is_not_stated(project: Path):
    text = (begin("ferry", write(project)).folder / DESCRIPTOR).read_text("utf-8")
    assert parse(text)["source"]["text"] == "../../seeds/ferry.txt"
    assert "# Not stated yet" in text and "author" in text.partition("# Not stated yet")[2].splitlines()[0]
