"""Candidates are found where a reader would find them, can be pasted, and are never written by themselves."""

import csv
import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.suggest import AIMS, DATASETS, measure
from tests.small import Small
from workbook.cli import main
from workbook.dataset import load
from workbook.schema import SCHEMA
from workbook.suggest import LONGEST, SUGGESTED, suggest
from workbook.suggest.datings import datings
from workbook.text import QuoteError, locate


def dated(text: str) -> list[str]:
    return [dating.edtf for dating in datings(text)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on March 3, 2031,", ["2031-03-03"]), ("On Nov. 14, 2020 it", ["2020-11-14"]),
        ("the 21st of Dec. 2019", ["2019-12-21"]), ("4 May 2019", ["2019-05-04"]), ("in April 2016", ["2016-04"]),
        ("since 2004", ["2004/.."]), ("until 2054", ["../2054"]), ("since April 2016", ["2016-04/.."]),
        ("from 2001 to 2005", ["2001/2005"]), ("2001–2005", ["2001/2005"]), ("in the 1990s", ["199X"]),
        ("in autumn 2031", ["2031-23"]), ("around 1900", ["1900~"]), ("the 19th century", ["18XX"]),
        ("the 2001 invasion", ["2001"]), ("May 3-5, 2020", ["2020-05-03/2020-05-05"]), ("(1998)", ["1998"]),
        ("on 2020-11-14", ["2020-11-14"]), ("founded in 1975 by", ["1975"]),
        ("20 years have passed", []), ("in twenty years", []), ("an 18-year war", []), ("this year", []),
        ("2000 troops", []), ("$2000", []), ("2,001 men", []), ("on February 30, 2020", []), ("on March 3", []),
        ("page 1984 of 2020s", ["202X"]), ("it may 2020", []),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_its_words(text: str, edtf: list[str]):
    assert dated(text) == edtf


def actors(text: str) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in suggest(text).rows["actors"]}


TEXT = """Some Headline In Capitals Here

By Jane Q. Miller

The leader of Norwind, Abu Karim Al-Sayed, met President Maria Costa in Lisbon. Al-Sayed later denied it; Costa did not.
The World Wheat Council (WWC) warned that prices will probably rise. The WWC said so twice. French officials agreed.
Portugal’s government may sign. According to experts, the Portuguese regime is very unlikely to fall.
"""


@pytest.mark.parametrize(
    ("name", "kind", "forms"),
    [
        ("Abu Karim Al-Sayed", "person", ["Al-Sayed"]), ("Maria Costa", "person", ["Costa"]),
        ("World Wheat Council", "organisation", ["WWC"]), ("French officials", "collective", []),
        ("experts", "collective", []), ("Jane Q. Miller", "person", []), ("Norwind", "", []),
    ],
)  # fmt: skip
def test_the_forms_of_a_name_are_brought_together(name: str, kind: str, forms: list[str]):
    row = actors(TEXT)[name]
    assert (row["kind"], [form for form in row["aliases"].split("; ") if form]) == (kind, forms)


def test_a_headline_a_capital_and_a_place_make_no_actor():
    assert not {"Some Headline In Capitals Here", "The", "According", "Lisbon"} & set(actors(TEXT))
    assert suggest(TEXT).places == ["Lisbon"]


def test_the_byline_is_the_author():
    assert actors(TEXT)["Jane Q. Miller"]["actor"] == "author"


def test_probability_words_become_their_icd_203_term_and_others_none():
    rows = [(row["words"], row["term"], row["low"]) for row in suggest(TEXT).rows["forecasts"]]
    assert rows == [("probably", "likely", "0.55"), ("may", "unstated", ""), ("very unlikely", "very-unlikely", "0.05")]


def test_a_statement_names_its_speaker():
    said = {row["statement"][:20]: row for row in suggest(TEXT).rows["claims"]}
    assert said["The World Wheat Coun"]["speaker"] == "world-wheat-council"
    assert said["Al-Sayed later denie"]["factuality"] == "CT-"
    assert said["According to experts"]["attribution"] == "generic"


def test_one_thing_with_two_dates_is_a_conflict_and_two_things_are_none():
    text = "On May 3, 2031, they seized the Plover. The seizure of the Plover on May 5, 2031, was quick. "
    (row,) = suggest(text).rows["claim_links"]
    assert (row["claim"], row["link"], row["other"]) == (
        "seizure-plover-2031-05-05",
        "contradicts",
        "seized-plover-2031-05-03",
    )
    assert {row["claim"], row["other"]} <= {claim["claim"] for claim in suggest(text).rows["claims"]}
    assert suggest(text.replace("the Plover on", "the Dunlin on")).rows["claim_links"] == []


@pytest.mark.parametrize("name", DATASETS)
def test_most_of_what_was_coded_by_hand_is_found(name: str):
    for each in measure(name):
        assert each.recall >= AIMS.get(each.what, 0), f"{each.what}: {each.missed}"


@pytest.mark.parametrize("name", DATASETS)
def test_every_quote_is_found_again_and_every_cell_is_what_its_column_takes(name: str):
    text = load(name).text
    found = suggest(text)
    for table in SUGGESTED:
        assert list(csv.DictReader(io.StringIO(found.csv(table, header=True)))) == found.rows[table]
        for row in found.rows[table]:
            assert list(row) == SCHEMA[table].names
            if "quote" in row:
                locate(text, row["quote"], row["within"])
            for column in SCHEMA[table].columns:
                if column.kind == "code" and row[column.name]:
                    assert row[column.name] in column.codes


@given(st.text(st.sampled_from("AaBb .,’'\n-–“”\u0301\u202e\u00a0019éش(;):&"), max_size=120))
def test_whatever_a_text_holds_its_candidates_can_be_pasted(text: str):
    found = suggest(text)
    for rows in found.rows.values():
        for row in rows:
            assert row.get("quote") is None or _stands(text, row)


def _stands(text: str, row: dict[str, str]) -> bool:
    try:
        locate(text, row["quote"], row["within"])
    except QuoteError:
        return False
    return True


@pytest.mark.robustness
@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["Anna met Bob in May 2020. ", "A", "Aa ", "seized on May 3, 2020 ", "of A ", "' ", "1999 "]
)
def test_a_long_text_takes_seconds(piece: str):
    text = piece * (30_000 // len(piece))
    before = time.perf_counter()
    suggest(text)
    assert time.perf_counter() - before < 20


def test_a_text_too_long_is_read_in_part_and_says_so():
    text = f"{'No name here. ' * (LONGEST // 14 + 1)} Then Anna Smith came."
    assert suggest(text).cut
    assert not suggest(text).rows["actors"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["suggest", *arguments])
    printed, told = capsys.readouterr()
    return int(ended.value.code or 0), printed, told


def test_nothing_is_written(small: Small, capsys: pytest.CaptureFixture[str]):
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in small.folder.parents[1].rglob("*") if path.is_file()}

    before = files()
    status, printed, _ = run(capsys, "small")
    assert (status, before) == (0, files())
    assert "== actors.csv: " in printed


def test_a_table_alone_is_plain_csv(small: Small, capsys: pytest.CaptureFixture[str]):
    _, printed, _ = run(capsys, "small", "forecasts")
    assert printed.splitlines()[0] == ",".join(SCHEMA["forecasts"].names)


def test_candidates_can_be_read_by_machines(small: Small, capsys: pytest.CaptureFixture[str]):
    _, printed, _ = run(capsys, "small", "--json")
    assert set(json.loads(printed)["candidates"]) == set(SUGGESTED)


def test_what_is_left_is_only_what_no_row_uses(small: Small, capsys: pytest.CaptureFixture[str]):
    _, printed, _ = run(capsys, "small", "claims", "--left")
    assert len(printed.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("smal",), "no such dataset"), (("small", "actor"), 'did you mean "actors"?'), (("a", "b", "c"), "expected")],
)
def test_what_is_not_understood_is_told(
    small: Small, arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
):
    status, _, errors = run(capsys, *arguments)
    assert status == 2 and told in errors
