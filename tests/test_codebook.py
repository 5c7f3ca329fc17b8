import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import TABLES, Small, make_small
from workbook import codebook
from workbook.descriptor import parse
from workbook.errors import WorkbookError
from workbook.schema import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "data" / "iran-al-qaeda-2020"
README = f"# A datasheet\n\nBy hand.\n\n{codebook.DICTIONARY_MARK}{codebook.DICTIONARY_END}\nAlso by hand.\n"

# In a process of its own, whose every attempt at a connection fails.
VALIDATE = """
import json, os, socket, sys

def refuse(*arguments, **keywords):
    raise OSError("no network")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import frictionless

for folder in sys.argv[1:]:
    os.chdir(folder)
    errors = frictionless.validate("datapackage.yaml").flatten(["title", "rowNumber", "note"])
    print(json.dumps([": ".join(map(str, error)) for error in errors]))
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the stock tool says of the shipped dataset, of the small one, and of the small one with five mistakes."""
    whole, broken = (make_small(tmp_path_factory.mktemp(name)) for name in ("whole", "broken"))
    for small in (whole, broken):
        codebook.refresh(small.folder)
    for table, old, new in (
        ("events", "strike,Strike,PROTEST", "strike,Strike,STRIKE"),
        ("descriptors", "fare,The fare", "line,The fare"),
        ("participants", "strike,company", "strike,captain"),
        ("forecasts", "0.80", "1.80"),
        ("actors", "mayor,The mayor", "mayor,"),
    ):
        broken.change(table, old, new)
    command = [sys.executable, "-c", VALIDATE, SHIPPED, whole.folder, broken.folder]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(zip(["shipped", "whole", "broken"], map(json.loads, run.stdout.splitlines()), strict=True))


def test_the_generated_parts_of_the_shipped_dataset_are_not_stale():
    assert codebook.stale(SHIPPED) == [], "run `workbook dictionary --write`"


def test_the_shipped_readme_has_the_dictionary_of_every_table_there():
    text = (SHIPPED / "README.md").read_text("utf-8")
    for name in (path.stem for path in SHIPPED.glob("*.csv")):
        assert f"### {name}\n" in text


def test_the_shipped_descriptor_lists_every_table_there():
    resources = parse((SHIPPED / "datapackage.yaml").read_text("utf-8"))["resources"]
    assert {each["path"] for each in resources} == {path.name for path in SHIPPED.glob("*.csv")}


@pytest.mark.parametrize("name", ["shipped", "whole"])
def test_the_stock_tool_finds_a_sound_dataset_valid_without_a_network(verdicts: dict[str, list[str]], name: str):
    assert verdicts[name] == []


@pytest.mark.parametrize(
    "error",
    [
        'Constraint Error: 4: .*constraint "enum" is',
        'Constraint Error: 3: .*constraint "maximum" is "1"',
        'Constraint Error: 5: .*constraint "required" is "True"',
        'ForeignKey Error: 5: .*"captain" not found in the lookup table "actors"',
        "PrimaryKey Error: 3: ",
    ],
)
def test_the_stock_tool_holds_the_tables_to_the_schema(verdicts: dict[str, list[str]], error: str):
    assert [each for each in verdicts["broken"] if re.match(error, each)]


def test_refreshing_rewrites_what_is_stale_and_then_nothing(small: Small):
    readme = small.folder / "README.md"
    readme.write_text(README, "utf-8")
    assert codebook.stale(small.folder) == [small.file("datapackage"), readme]
    assert codebook.refresh(small.folder) == [small.file("datapackage"), readme]
    before = {path: path.read_bytes() for path in small.folder.iterdir()}
    assert codebook.stale(small.folder) == codebook.refresh(small.folder) == []
    assert {path: path.read_bytes() for path in small.folder.iterdir()} == before


def test_what_is_written_by_hand_is_left_alone(small: Small):
    readme, by_hand = small.folder / "README.md", small.file("datapackage").read_text("utf-8")
    readme.write_text(README, "utf-8")
    codebook.refresh(small.folder)
    assert small.file("datapackage").read_text("utf-8").startswith(by_hand)
    assert readme.read_text("utf-8").startswith(
        f"# A datasheet\n\nBy hand.\n\n{codebook.DICTIONARY_MARK}\n### actors\n"
    )
    assert readme.read_text("utf-8").endswith(f"{codebook.DICTIONARY_END}\nAlso by hand.\n")
    assert small.problems() == []


@pytest.mark.parametrize("lacking", [codebook.DICTIONARY_MARK, codebook.DICTIONARY_END])
def test_a_readme_without_its_marks_is_an_error_and_stays_as_it_is(small: Small, lacking: str):
    readme = small.folder / "README.md"
    readme.write_text(README.replace(lacking, ""), "utf-8")
    with pytest.raises(WorkbookError, match=f"README.md: lacks the line {lacking.strip()}"):
        codebook.refresh(small.folder)
    assert readme.read_text("utf-8") == README.replace(lacking, "")


def test_a_table_that_is_removed_leaves_the_generated_parts(small: Small):
    (small.folder / "README.md").write_text(README, "utf-8")
    codebook.refresh(small.folder)
    small.file("outcomes").unlink()
    codebook.refresh(small.folder)
    assert "outcomes" not in (small.folder / "README.md").read_text("utf-8").partition(codebook.DICTIONARY_MARK)[2]
    assert [each["name"] for each in parse(small.file("datapackage").read_text("utf-8"))["resources"]] == [
        name for name in SCHEMA if name != "outcomes"
    ]


def test_a_folder_without_a_descriptor_is_an_error(tmp_path: Path):
    with pytest.raises(WorkbookError, match=r"datapackage\.yaml: cannot be read"):
        codebook.stale(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_keeps_its_files(small: Small):
    shutil.copy(small.file("datapackage"), small.folder / "copy")
    small.folder.chmod(0o555)
    with pytest.raises(OSError):
        codebook.refresh(small.folder)
    small.folder.chmod(0o755)
    assert small.file("datapackage").read_bytes() == (small.folder / "copy").read_bytes()


def test_the_dictionary_has_every_column_and_every_code():
    text = codebook.dictionary(list(SCHEMA.values()))
    for table in SCHEMA.values():
        for column in table.columns:
            assert f"| `{column.name}` |" in text
            if column.vocabulary:
                assert all(f"| `{code.code}` | {code.label} |" in text for code in column.codes)
    assert "### Codes: reliability of the source" in text


def test_every_row_of_the_dictionary_has_three_cells():
    rows = [line for line in codebook.dictionary(list(SCHEMA.values())).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {4}


def test_the_small_dataset_has_every_table():
    assert list(TABLES) == list(SCHEMA)
