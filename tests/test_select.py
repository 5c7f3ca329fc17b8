from collections.abc import Callable

import pandas as pd
import pytest

from tests.small import Small
from workbook import select
from workbook.dataset import Dataset, load
from workbook.errors import ParameterError
from workbook.schema import SCHEMA


@pytest.fixture
def dataset(small: Small) -> Dataset:
    small.append("events", "since,Since then,AID,2018-06/..,,,,asserted,the company needs the council,")
    small.append("events", "until,Until then,AID,../2018-03,,,,asserted,the company needs the council,")
    for event in ("since", "until"):
        small.append("participants", f"{event},council,actor")
    small.append(
        "relations", "company-needs,company,opposes,mayor,negative,,company,asserted,the company needs the council,"
    )
    small.append("relations", "experts-on,experts,opposes,mayor,negative,,experts,asserted,Experts believe,")
    return small.load()


def ids(frame: pd.DataFrame) -> list[str]:
    return frame.iloc[:, 0].tolist()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["strike", "until", "since", "closure", "denial"]),
        ({"undated": False}, ["strike", "until", "since", "closure"]),
        ({"start": "2019"}, ["since", "closure"]),
        ({"start": "2019", "undated": True}, ["since", "closure", "denial"]),
        ({"start": "2019", "undated": False}, ["since", "closure"]),
        ({"end": "2018-12"}, ["strike", "until", "since"]),
        ({"end": "2018-05", "undated": False}, ["strike", "until"]),
        ({"start": "2018-04", "end": "2018-05", "undated": False}, ["strike"]),
        ({"start": "2019-03-03", "end": "2019-03-03", "undated": False}, ["since", "closure"]),
        ({"start": "2020", "end": "2017"}, []),
        ({"actor": "company"}, ["strike", "closure", "denial"]),
        ({"actor": "nobody"}, []),
        ({"types": ["REJECT"]}, ["closure", "denial"]),
        ({"types": ["REJECT", "AID"], "actor": "council"}, ["until", "since", "closure"]),
        ({"types": ["ASSAULT"]}, []),
    ],
)
def test_events_are_those_that_may_lie_in_the_period_in_order_of_time(
    dataset: Dataset, filters: dict, expected: list[str]
):
    assert ids(select.events(dataset, **filters)) == expected


def test_events_tell_everyone_who_takes_part_once(dataset: Dataset, small: Small):
    small.append("participants", "closure,council,mentioned")
    frame = select.events(small.load()).set_index("event")
    assert frame["actors"].to_dict() == {
        "closure": ("council", "company"), "denial": ("company",), "strike": ("company",), "since": ("council",),
        "until": ("council",),
    }  # fmt: skip


@pytest.mark.parametrize("bounds", [{"start": "2020-13"}, {"end": "yesterday"}, {"start": "2021/2020"}])
def test_a_bound_that_is_no_date_is_a_parameter_error(dataset: Dataset, bounds: dict[str, str]):
    (name, value), *_ = bounds.items()
    with pytest.raises(ParameterError, match=f"^{name}: {value}: "):
        select.events(dataset, **bounds)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["council-supports", "mayor-leads", "company-needs", "experts-on"]),
        ({"types": ["opposes"]}, ["company-needs", "experts-on"]),
        ({"asserted_by": ["author"]}, ["council-supports", "mayor-leads"]),
        ({"types": ["opposes"], "asserted_by": ["author"]}, []),
        ({"actor": "council", "hops": 0}, ["council-supports", "mayor-leads"]),
        ({"actor": "council", "hops": 1}, ["council-supports", "mayor-leads", "company-needs"]),
        ({"actor": "council", "hops": 2}, ["council-supports", "mayor-leads", "company-needs", "experts-on"]),
        ({"actor": "council", "hops": 2, "types": ["supports"]}, ["council-supports"]),
        ({"actor": "author"}, []),
    ],
)
def test_relations_are_those_within_some_steps_of_an_actor(dataset: Dataset, filters: dict, expected: list[str]):
    assert ids(select.relations(dataset, **filters)) == expected


def test_actors_are_those_of_the_relations_in_view(dataset: Dataset):
    assert ids(select.actors(dataset, select.relations(dataset, types=["supports"]))) == ["council", "company"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["will-close", "report-denied", "may-reopen", "fares-rise"]),
        ({"speaker": "council"}, ["will-close", "may-reopen"]),  # as speaker, and as the one the author has it from
        ({"kind": "prediction"}, ["may-reopen", "fares-rise"]),
        ({"speaker": "council", "kind": "fact"}, ["will-close"]),
        ({"speaker": "nobody"}, []),
        ({"kind": "nothing"}, []),
    ],
)
def test_claims_are_those_of_a_speaker_and_of_a_kind(dataset: Dataset, filters: dict, expected: list[str]):
    assert ids(select.claims(dataset, **filters)) == expected


SELECTIONS: dict[str, Callable[[Dataset], pd.DataFrame]] = {
    "events": lambda dataset: select.events(dataset, start="2020", end="2021", actor="council", types=["AID"]),
    "relations": lambda dataset: select.relations(dataset, actor="council", types=["opposes"], asserted_by=["author"]),
    "actors": lambda dataset: select.actors(dataset, select.relations(dataset)),
    "claims": lambda dataset: select.claims(dataset, speaker="council", kind="fact"),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_selection_from_nothing_is_empty_with_all_columns(small: Small, name: str):
    full = SELECTIONS[name](small.load())
    for table in SCHEMA:
        small.file(table).unlink()
    empty = SELECTIONS[name](small.load())
    assert (len(empty), list(empty)) == (0, list(full))


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_selection_counts_its_rows_from_nought_and_leaves_the_dataset_alone(dataset: Dataset, name: str):
    before = dataset.tables[name]
    frame = SELECTIONS[name](dataset)
    assert frame.index.tolist() == list(range(len(frame)))
    frame["new"] = 1
    pd.testing.assert_frame_equal(dataset.tables[name], before)


def test_the_shipped_dataset_has_events_in_view_for_each_part_of_its_time():
    shipped = load("iran-al-qaeda-2020")
    assert "embassy-attacks" in ids(select.events(shipped, end="1998"))
    assert "embassy-attacks" not in ids(select.events(shipped, start="1999"))
