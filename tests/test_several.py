"""Several datasets side by side: one frame a table, and nothing the same unless it is said to be."""

from pathlib import Path

import pandas as pd
import pytest

from tests.small import TABLES, Small
from tests.two_papers import SAME, make_other, set_same
from workbook import load, load_many
from workbook.errors import DatasetError, ParameterError, WorkbookError
from workbook.fingerprints import run_fingerprint
from workbook.parameters import check
from workbook.quality import check as check_dataset
from workbook.several import Several, load_beside
from workbook.siblings import siblings

ROOT = Path(__file__).parents[1]
COMPARE = ROOT / "notebooks" / "09_compare.ipynb"


@pytest.fixture
def both(small: Small) -> Several:
    make_other(small)
    set_same(small)
    return load_many(["small", "other"])


def problems(small: Small, text: str) -> list[str]:
    set_same(small, text)
    with pytest.raises(DatasetError) as error:
        load_many(["small", "other"])
    return [str(problem) for problem in error.value.problems]


def test_a_table_of_several_holds_the_rows_of_each_and_says_whose_they_are(both: Several):
    assert both.names == ["small", "other"]
    assert list(both.events["dataset"]) == ["small"] * 3 + ["other"] * 3
    assert both.events.columns[0] == "dataset"
    assert both.events["type"].dtype == load("small").events["type"].dtype
    assert both.events["sentence"].iloc[0] == "small-s3" and both.events["sentence"].iloc[3] == "other-s3"


def test_a_frame_is_fresh_each_time(both: Several):
    events = both.events
    events["label"] = "changed"
    assert "changed" not in set(both.events["label"])


def test_only_what_is_said_to_be_the_same_is_shared(both: Several):
    shared = both.shared("events")
    assert list(shared.columns[:3]) == ["group", "why", "dataset"]
    assert list(zip(shared["group"], shared["dataset"], shared["event"], strict=True)) == [
        ("the-closure", "small", "closure"), ("the-closure", "other", "closure"),
        ("the-strike", "small", "strike"), ("the-strike", "other", "strike"),
    ]  # fmt: skip
    assert list(both.shared("actors")["name"]) == ["The ferry company", "The ferry firm"]
    assert both.shared("forecasts").empty


def test_without_the_file_nothing_is_shared(small: Small):
    make_other(small)
    both = load_many(["small", "other"])
    assert both.same_as.empty and both.shared("actors").empty and len(both.events) == 6


def test_a_group_of_which_one_dataset_is_loaded_is_not_shared(both: Several):
    assert load_many(["small"]).shared("actors").empty


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("the-company,small", "the-company,smal", '2:dataset: smal: no such dataset (did you mean "small"?)'),
        ("actors,company", "actor,company", '2:table: actor: no table whose rows can be the same (did you'),
        ("actors,company", "participants,company", "2:table: participants: no table whose rows can be the same"),
        ("actors,firm", "actors,company", "3:id: company: no such row in actors of other"),
        ("other,events,strike", "other,claims,will-close", '7:table: claims: the group "the-strike" is of events'),
        ("the-strike,other", "the-closure,other", "another row of that dataset is in the group"),
        ("the-company,small,actors,company,\n", "", "2:group: the-company: only one row; the same as what?"),
        ("the-strike,other,events,strike", "the-closure2,other,events,closure", "already on line 5"),
        ("the-company,small", ",small", "2:group: missing"),
        ("group,dataset", "groop,dataset", '1:groop: same_as has no such column (did you mean "group"?)'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said_where_it_is(old: str, new: str, told: str, small: Small):
    make_other(small)
    assert SAME.count(old) == 1
    found = problems(small, SAME.replace(old, new))
    assert any(told in line for line in found), found
    assert all(line.startswith("data/same_as.csv:") for line in found)


def test_checking_a_dataset_finds_rows_that_name_what_it_has_not(small: Small):
    set_same(small, "group,dataset,table,id,note\na,small,actors,nobody,\na,ghost,actors,x,\n")
    assert [str(problem) for problem in check_dataset("small").problems] == [
        "data/same_as.csv:2:id: nobody: no such row in actors of small",
        "data/same_as.csv:3:dataset: ghost: no such dataset",
    ]


def test_the_shipped_file_is_sound():
    several = load_many([ROOT / "data" / "iran-al-qaeda-2020", ROOT / "data" / "harbour-dispute"])
    assert set(several.same_as["dataset"]) <= set(several.names)


@pytest.mark.parametrize(("names", "told"), [(["small", "small"], "given more than once"), ([], "at least one")])
def test_a_dataset_is_given_once(names: list[str], told: str, small: Small):
    with pytest.raises(WorkbookError, match=told):
        load_many(names)


def test_all_others_are_taken_unless_some_are_named_and_an_unsound_one_is_left_out(small: Small):
    other = make_other(small)
    assert load_beside(small.load()).names == ["small", "other"]
    assert load_beside(small.load(), ["small"]).names == ["small"]
    other.change("events", "PROTEST", "PROTST")
    several = load_beside(small.load())
    assert (several.names, several.left_out) == (["small"], ("other",))
    with pytest.raises(DatasetError):
        load_beside(small.load(), ["other"])


def test_the_parameter_names_datasets_that_there_are():
    with pytest.raises(ParameterError, match=r'datasets: "harbor-dispute": no such dataset \(did you mean "harbour-d'):
        check("09_compare", {"dataset": "iran-al-qaeda-2020", "datasets": "harbor-dispute"})
    assert check("09_compare", {"datasets": "harbour-dispute"})["datasets"] == ["harbour-dispute"]


def test_a_page_that_compares_is_due_again_when_another_dataset_or_the_file_changes(small: Small):
    other = make_other(small)
    states = [run_fingerprint(COMPARE, {}, small.folder)]
    other.append("skips", '"Experts believe that fares will probably rise.",,title')
    states.append(run_fingerprint(COMPARE, {}, small.folder))
    set_same(small)
    states.append(run_fingerprint(COMPARE, {}, small.folder))
    states.append(run_fingerprint(COMPARE, {"datasets": ["small"]}, small.folder))
    assert len(set(states)) == 4


def test_any_other_page_is_due_again_for_its_own_dataset_only(small: Small):
    events = COMPARE.with_name("03_events.ipynb")
    before = run_fingerprint(events, {}, small.folder)
    make_other(small)
    set_same(small)
    assert run_fingerprint(events, {}, small.folder) == before


def test_a_dataset_is_no_sibling_of_its_own(small: Small):
    assert siblings(small.folder) == []
    assert [path.name for path in siblings(make_other(small).folder)] == ["small"]


def test_empty_tables_are_put_side_by_side_too(small: Small):
    make_other(small)
    for table, content in TABLES.items():
        small.file(table).write_text(content.splitlines()[0] + "\n", "utf-8")
    both = load_many(["small", "other"])
    assert set(both.claims["dataset"]) == {"other"}
    assert isinstance(both.claims["quote_start"].dtype, pd.Int64Dtype)
