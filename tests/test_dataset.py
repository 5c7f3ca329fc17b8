import copy
import dataclasses
import pickle
from pathlib import Path

import pandas as pd
import pytest

import workbook
from tests.small import Small
from workbook.dataset import Dataset, load, row_id
from workbook.errors import DatasetError, WorkbookError
from workbook.schema import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
NAME = "iran-al-qaeda-2020"


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return load(NAME)


def test_the_shipped_dataset_loads_with_all_its_sentences_and_tables(shipped: Dataset):
    assert shipped.name == NAME
    assert len(shipped.sentences) == 48
    for table in (
        "actors",
        "events",
        "participants",
        "relations",
        "claims",
        "claim_links",
        "hypotheses",
        "forecasts",
        "skips",
        "corroboration",
        "outcomes",
    ):
        assert len(getattr(shipped, table)) > 0, table


@pytest.mark.parametrize("folder", [".", "notebooks", "data", "tests"])
def test_a_dataset_loads_by_name_from_any_working_directory(
    folder: str, monkeypatch: pytest.MonkeyPatch, shipped: Dataset
):
    monkeypatch.chdir(ROOT / folder)
    assert workbook.load(NAME) == shipped


def test_a_dataset_loads_from_outside_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: Dataset):
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    assert load(NAME) == load(ROOT / "data" / NAME) == load(ROOT / "data" / NAME / "datapackage.yaml") == shipped


def test_an_unknown_dataset_is_an_error_that_names_the_nearest():
    with pytest.raises(WorkbookError, match=f'did you mean "{NAME}"'):
        load("iran-al-qaida-2020")


def test_every_quote_stands_where_it_is_said_to_stand(shipped: Dataset):
    for table in SCHEMA.values():
        if table.quoted:
            frame = shipped.tables[table.name].dropna(subset="quote_start")
            for quote, start, end in frame[["quote", "quote_start", "quote_end"]].itertuples(index=False):
                assert shipped.text[start:end] == quote


def test_sentences_lie_where_they_are_said_to_lie(shipped: Dataset):
    for _, unit in shipped.sentences.iterrows():
        assert shipped.text[unit["start"] : unit["end"]] == unit["text"] == shipped.sentence_text(unit["sentence"])


def test_a_dataset_is_frozen(shipped: Dataset):
    with pytest.raises(dataclasses.FrozenInstanceError):
        shipped.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        shipped.tables["events"] = pd.DataFrame()  # type: ignore[index]


@pytest.mark.parametrize(
    "take",
    [
        pytest.param(lambda dataset: dataset.events, id="attribute"),
        pytest.param(lambda dataset: dataset.tables["events"], id="tables"),
        pytest.param(lambda dataset: dict(dataset.tables.items())["events"], id="items"),
        pytest.param(lambda dataset: dataset.sentences, id="sentences"),
    ],
)
def test_changing_a_frame_does_not_change_the_dataset(small: Small, take):
    dataset = small.load()
    before = take(dataset).copy()
    changed = take(dataset)
    changed.iloc[0, 0] = "changed"
    changed.loc[:, changed.columns[1]] = changed.iloc[0, 1]
    changed["new"] = 1
    changed.columns.name = changed.index.name = "changed"
    changed.pop(changed.columns[2])
    pd.testing.assert_frame_equal(take(dataset), before)
    assert take(dataset).columns.name is None


def test_an_unknown_table_is_an_attribute_error_that_lists_them(shipped: Dataset):
    with pytest.raises(AttributeError, match="no 'event'; its tables are actors, events"):
        shipped.event  # noqa: B018


def test_tables_are_offered_for_completion(shipped: Dataset):
    assert set(SCHEMA) <= set(dir(shipped))


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_dataset_can_be_copied_and_sent_to_another_process(small: Small, duplicate):
    dataset = small.load()
    twin = duplicate(dataset)
    assert twin == dataset
    assert hash(twin) == hash(dataset)
    pd.testing.assert_frame_equal(twin.claims, dataset.claims)


@pytest.mark.parametrize(
    ("table", "row", "label"),
    [
        ("actors", "council", "Council of Northhaven"),
        ("events", "strike", "Strike"),
        ("claims", "fares-rise", "Fares will rise."),
        ("relations", "council-supports", "Council of Northhaven supports The ferry company"),
        ("actors", "nobody", "nobody"),
        ("nothing", "x", "x"),
    ],
)
def test_a_row_is_labelled_as_a_reader_knows_it(small: Small, table: str, row: str, label: str):
    assert small.load().label(table, row) == label


@pytest.mark.parametrize("sentence", ["s0", "s10", "s", "", "x1", "s01", "s²", "s-1"])
def test_an_unknown_sentence_is_a_key_error(small: Small, sentence: str):
    with pytest.raises(KeyError):
        small.load().sentence_text(sentence)


def test_a_dataset_introduces_itself(small: Small):
    assert repr(small.load()).startswith("<Dataset small 1.0.0: 9 sentences, 5 actors, 3 events, ")


def test_the_same_files_have_the_same_fingerprint_wherever_they_lie(small: Small, tmp_path: Path):
    first = small.load().fingerprint
    moved = Small(small.folder.rename(small.folder.with_name("moved")))
    assert moved.load().fingerprint == first
    assert len(first) == 64


@pytest.mark.parametrize("name", ["datapackage", "actors", "outcomes"])
def test_any_change_of_a_file_changes_the_fingerprint(small: Small, name: str):
    before = small.load().fingerprint
    small.file(name).write_bytes(small.file(name).read_bytes() + b"\n")
    assert small.load().fingerprint != before


def test_a_removed_table_changes_the_fingerprint(small: Small):
    before = small.load().fingerprint
    small.file("outcomes").unlink()
    assert small.load().fingerprint != before


def test_a_text_of_other_line_ends_is_kept_as_it_is(small: Small):
    text = small.load().text.replace("\n", "\r\n")
    small.set_text(text)
    dataset = small.load()
    assert dataset.text == text
    assert len(dataset.units) == 9


def test_a_dataset_with_anything_wrong_is_not_loaded_and_all_of_it_is_told(small: Small):
    small.change("events", "REJECT,2019-03-03", "REJECTED,2019-13")
    small.change("actors", "state-body", "state body")
    with pytest.raises(DatasetError) as caught:
        small.load()
    assert [(problem.file, problem.column) for problem in caught.value.problems] == [
        ("data/small/actors.csv", "kind"),
        ("data/small/events.csv", "date"),
        ("data/small/events.csv", "type"),
    ]


def test_a_row_is_known_by_its_table_and_key():
    assert row_id(SCHEMA["events"], {"event": "strike"}) == "events-strike"
    assert row_id(SCHEMA["participants"], {"event": "strike", "actor": "company", "role": "actor"}) == (
        "participants-strike-company-actor"
    )
