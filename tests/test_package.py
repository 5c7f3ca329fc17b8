import os
from pathlib import Path

import pytest

from tests.small import TEXT, Small
from workbook.dataset import load
from workbook.package import Source, read_package, read_text


def said(small: Small) -> list[str]:
    package, problems = read_package(small.folder, "d.yaml")
    _, more = read_text(small.folder, package.source, "d.yaml")
    return [str(problem) for problem in [*problems, *more]]


def test_a_descriptor_tells_of_the_dataset_and_of_its_source(small: Small):
    package, problems = read_package(small.folder, "d.yaml")
    assert problems == []
    assert (package.name, package.title, package.version) == ("small", "A small dataset", "1.0.0")
    assert package.source.author == "A. Reed"
    assert package.source.published == "2019-03-05"
    assert read_text(small.folder, package.source, "d.yaml") == (TEXT, [])


def test_the_shipped_dataset_says_where_its_article_is_from_and_whose_interest_it_serves():
    source = load("iran-al-qaeda-2020").source
    assert source.author == "Mohammed Al-Sulami"
    assert source.publisher == "Arab News"
    assert source.published == "2020-11-24"
    assert source.reliability in "ABCDEF" and source.reliability_reason and source.interest and source.licence_note


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (Source(title="T", author="A", publisher="P", published="2020"), "A, “T”, P, 2020"),
        (Source(title="T"), "Author not stated, “T”, publisher not stated"),
    ],
)
def test_a_source_is_cited_in_one_line_that_says_what_is_not_stated(source: Source, line: str):
    assert str(source) == line


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "name: small",
            "name: Small Set",
            "d.yaml:name: Small Set: expected lower-case letters, digits and single hyphens",
        ),
        ("title: A small dataset", "title: [a, b]", "d.yaml:title: expected text, not a list or a mapping"),
        ("version: 1.0.0", "version: {a: b}", "d.yaml:version: expected text, not a list or a mapping"),
        ("version: 1.0.0", "version: 1.0.0\nversion: 2", 'd.yaml:4: "version" is there more than once'),
        ("version: 1.0.0", "resources: 3", "d.yaml:resources: expected a list of tables"),
        ("version: 1.0.0", "resources: [3]", "d.yaml:resources: expected a mapping with a name"),
        ("version: 1.0.0", "resources: [{name: [a]}]", "d.yaml:resources: expected a mapping with a name"),
        (
            "version: 1.0.0",
            "resources: [{name: event}]",
            'd.yaml:resources: event: no table of that name (did you mean "events"?)',
        ),
        (
            "version: 1.0.0",
            "resources: [{name: skips}, {name: skips}]",
            "d.yaml:resources: skips: listed more than once",
        ),
        (
            "source:\n",
            "sauce:\n",
            "d.yaml:source: expected a mapping that describes the article "
            "(title, author, publisher, text, sha256, ...)",
        ),
        (
            "  author: A. Reed",
            "  auther: A. Reed",
            'd.yaml:source.auther: source has no such entry (did you mean "author"?)',
        ),
        ("  author: A. Reed", "  author: [A, B]", "d.yaml:source.author: expected text, not a list or a mapping"),
        ("  title: The Night Ferry To Northhaven – Comment\n", "", "d.yaml:source.title: missing"),
        ("  text: ../../seeds/small.txt\n", "", "d.yaml:source.text: missing"),
        (
            "  published: 2019-03-05",
            "  published: 5 March",
            "d.yaml:source.published: 5 March: expected EDTF such as "
            "2020, 2020-11, 2020-11-14, 2020-11-14?, 199X, 2001/.. or 2001/2018-06",
        ),
        (
            "  url: https://example.org/ferry",
            "  url: javascript:alert(1)",
            "d.yaml:source.url: javascript:alert(1): expected an address beginning with http:// or https://",
        ),
        ("  reliability: C", "  reliability: G", "d.yaml:source.reliability: G: expected an Admiralty letter A to F"),
        (
            "seeds/small.txt",
            "seeds/none.txt",
            "d.yaml:source.text: ../../seeds/none.txt: cannot be read: No such file or directory",
        ),
        ("seeds/small.txt", "seeds", "d.yaml:source.text: ../../seeds: cannot be read: not a regular file"),
        ("../../seeds/small.txt", "/dev/zero", "d.yaml:source.text: /dev/zero: lies outside the project"),
        ("../../seeds/small.txt", "../../../x.txt", "d.yaml:source.text: ../../../x.txt: lies outside the project"),
        ("../../seeds/small.txt", '"a\\0b"', "d.yaml:source.text: a\\x00b: not a path"),
    ],
)
def test_what_is_wrong_with_a_descriptor_is_one_located_problem(small: Small, old: str, new: str, problem: str):
    small.change("datapackage", old, new)
    assert said(small) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "d.yaml: expected a mapping with name, source and resources"),
        (b"- a\n- b\n", "d.yaml: expected a mapping with name, source and resources"),
        (b"just text", "d.yaml: expected a mapping with name, source and resources"),
        (b"name: caf\xe9", "d.yaml: not UTF-8 at byte 9"),
        (b"a: &a [x]\nb: *a\n", "d.yaml:2: an alias (*) is not allowed here; write the value out"),
    ],
)
def test_a_descriptor_that_is_no_mapping_is_one_problem(small: Small, content: bytes, problem: str):
    small.file("datapackage").write_bytes(content)
    assert said(small) == [problem]


def test_a_listed_table_without_a_file_is_a_problem(small: Small):
    small.file("skips").unlink()
    small.change("datapackage", "version: 1.0.0", "resources: [{name: skips}, {name: actors}]")
    assert said(small) == ["d.yaml:resources: skips: skips.csv is listed but not there"]


def test_a_changed_text_is_told_by_its_checksum(small: Small):
    small.text_file.write_text(TEXT + "\n", "utf-8", newline="")
    (problem,) = said(small)
    assert problem.startswith("d.yaml:source.sha256: ")
    assert "the text has changed: its sha256 is" in problem


def test_a_malformed_checksum_is_not_taken_for_a_changed_text(small: Small):
    old = next(line for line in small.file("datapackage").read_text("utf-8").splitlines() if "sha256" in line)
    small.change("datapackage", old, "  sha256: ABC")
    assert said(small) == ["d.yaml:source.sha256: ABC: expected the 64 hexadecimal digits of a sha256, lower-case"]


def test_a_text_that_is_not_utf_8_is_a_problem(small: Small):
    small.text_file.write_bytes(b"caf\xe9")
    assert said(small)[-1] == "d.yaml:source.text: ../../seeds/small.txt: not UTF-8 at byte 3"


def test_the_text_is_exactly_what_the_file_holds(small: Small):
    text = "\ufeffOne\r\ntwo\rthree\u2028four e\u0301\n\n"
    small.set_text(text)
    package, _ = read_package(small.folder, "d.yaml")
    assert read_text(small.folder, package.source, "d.yaml") == (text, [])


@pytest.mark.robustness
def test_a_text_that_is_a_link_out_of_the_project_is_refused(small: Small, tmp_path_factory: pytest.TempPathFactory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    elsewhere.write_text(TEXT, "utf-8", newline="")
    small.text_file.unlink()
    small.text_file.symlink_to(elsewhere)
    assert said(small) == ["d.yaml:source.text: ../../seeds/small.txt: lies outside the project"]


@pytest.mark.robustness
def test_a_dataset_outside_of_any_project_keeps_its_text_in_its_own_folder(small: Small, tmp_path: Path):
    folder = small.folder.rename(tmp_path / "lone")
    package, _ = read_package(folder, "d.yaml")
    text, (problem,) = read_text(folder, package.source, "d.yaml")
    assert (text, problem.message) == (None, "lies outside the project")
    (folder / "small.txt").write_text(TEXT, "utf-8", newline="")
    inside = Source(text="small.txt", sha256=package.source.sha256)
    assert read_text(folder, inside, "d.yaml") == (TEXT, [])


@pytest.mark.robustness
@pytest.mark.parametrize("kind", ["pipe", "loop"])
def test_a_text_that_never_ends_is_not_read(small: Small, kind: str):
    small.text_file.unlink()
    if kind == "pipe":
        os.mkfifo(small.text_file)
    else:
        small.text_file.symlink_to(small.text_file)
    (problem,) = said(small)
    assert "cannot be read" in problem
