import os
from pathlib import Path

import pytest

from tests.small import Small
from workbook.errors import WorkbookError
from workbook.paths import SLUG, contents, dataset_folder, dataset_names, is_root, root, shown

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("data/one", "data/two", "data/no-descriptor", "notebooks/deep"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("one", "two"):
        (tmp_path / "data" / name / "datapackage.yaml").touch()
    return tmp_path


@pytest.mark.parametrize("below", [".", "notebooks", "notebooks/deep", "data/one"])
def test_the_project_is_the_nearest_above_the_working_directory(
    project: Path, below: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(project / below)
    assert root() == project


def test_outside_of_any_project_the_package_s_own_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert root() == ROOT


def test_workbook_home_comes_before_the_working_directory(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    monkeypatch.chdir(ROOT)
    assert root() == project


def test_a_workbook_home_that_is_no_project_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    with pytest.raises(WorkbookError, match=r"WORKBOOK_HOME=.*no folder with data/ and notebooks/"):
        root()


@pytest.mark.parametrize(("missing"), ["data", "notebooks"])
def test_a_project_has_both_data_and_notebooks(tmp_path: Path, missing: str):
    for name in {"data", "notebooks"} - {missing}:
        (tmp_path / name).mkdir()
    assert not is_root(tmp_path)


def test_datasets_are_the_folders_with_a_descriptor_by_name(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    assert dataset_names() == ["one", "two"]


@pytest.mark.parametrize("given", ["one", "data/one", "data/one/", "./data/one", "data/one/datapackage.yaml"])
def test_a_dataset_is_found_by_name_and_by_path(project: Path, given: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    monkeypatch.chdir(project)
    assert dataset_folder(given) == dataset_folder(project / "data" / "one") == project / "data" / "one"


def test_a_dataset_is_found_by_name_from_any_working_directory(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(project / "notebooks" / "deep")
    assert dataset_folder("two") == project / "data" / "two"


def test_a_path_works_where_there_is_no_project(small: Small, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", os.devnull)
    monkeypatch.chdir(small.folder.parent)
    assert dataset_folder("small") == small.folder
    assert shown(small.folder) == "small"


def test_an_unknown_dataset_names_the_nearest_and_all(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    with pytest.raises(WorkbookError) as caught:
        dataset_folder("twoo")
    assert str(caught.value) == 'dataset "twoo": no such dataset (did you mean "two"?); there are: one, two'


@pytest.mark.robustness
@pytest.mark.parametrize(
    "given", ["", "a\0b", "a\nb", "x" * 5_000, "~nobody-of-that-name/x", "../..", "/", "CON", "one "]
)
def test_what_can_be_no_dataset_is_one_line_of_error(project: Path, given: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    monkeypatch.chdir(project)
    with pytest.raises(WorkbookError, match="no such dataset") as caught:
        dataset_folder(given)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["iran", "al-qaeda", "2020", "a-1-b"])
def test_a_slug_is_of_lower_case_letters_digits_and_single_hyphens(name: str):
    assert SLUG.fullmatch(name)


@pytest.mark.parametrize("name", ["", "Iran", "al--qaeda", "-a", "a-", "a b", "a_b", "é", "a\n", "..", "a/b"])
def test_anything_else_is_no_slug(name: str):
    assert not SLUG.fullmatch(name)


def test_a_path_is_shown_from_the_working_directory_else_from_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WORKBOOK_HOME", str(project))
    monkeypatch.chdir(project / "data")
    assert shown(project / "data" / "one") == "one"
    assert shown(project / "notebooks") == "notebooks"
    assert shown(Path("/nowhere/else")) == "/nowhere/else"


@pytest.mark.robustness
def test_only_regular_files_are_read(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, reason in (
        (pipe, "not a regular file"),
        (tmp_path, "not a regular file"),
        (tmp_path / "no", "No such file"),
    ):
        with pytest.raises(OSError, match=reason):
            contents(path)
