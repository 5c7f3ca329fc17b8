"""A study of the small dataset by hand, and of the shipped one as far as the article's argument is concerned."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest

import workbook
from workbook.analysis.scenarios import Study, study
from workbook.dataset import Dataset
from workbook.errors import ParameterError


@cache
def shipped(basis: str = "all") -> Study:
    return study(workbook.load("iran-al-qaeda-2020"), basis=basis, draws=50)


def without(dataset: Dataset, *tables: str) -> Dataset:
    emptied = {name: getattr(dataset, name).head(0) for name in tables}
    return dataclasses.replace(dataset, tables={**dataset.tables, **emptied})


def test_a_study_finds_the_futures_that_hold_together(small):
    frame = study(small.load(), draws=10).futures_frame()

    assert frame[["number", "line", "fare"]].values.tolist() == [[1, "open", "higher"], [2, "closed", "same"]]
    # (open, same) moves to (open, higher), and (closed, higher) there by way of (open, same)
    assert frame["basin_share"].tolist() == [0.75, 0.25]
    assert frame["robust_share"].between(0, 1).all()


def test_a_study_may_rest_on_the_articles_judgements_alone(small):
    own = study(small.load(), basis="article", draws=10)

    assert len(own.impacts) == 1
    assert [tuple(row) for row in own.futures_frame()[["line", "fare"]].values] == [
        ("open", "higher"), ("open", "same"), ("closed", "same"),
    ]  # fmt: skip


def test_a_basis_that_does_not_exist_is_refused(small):
    with pytest.raises(ParameterError, match='basis "articel": all or article'):
        study(small.load(), basis="articel")


@pytest.mark.parametrize("table", ["descriptors", "states", "impacts"])
def test_without_a_table_it_needs_a_study_is_empty(small, table):
    made = study(without(small.load(), table))

    assert made.empty
    assert not made.complete
    assert made.storyline("expected") == ""


def test_a_study_whose_search_was_stopped_is_not_complete(small):
    made = study(small.load(), node_budget=1)

    assert not made.empty
    assert not made.complete
    assert made.futures_frame()["robust_share"].isna().all()


def test_margins_say_of_each_descriptor_of_a_storyline_whether_it_holds(small):
    frame = study(small.load()).margins_frame()

    columns = ["storyline", "descriptor", "state", "rival", "margin", "judgements"]
    assert frame[columns].values.tolist() == [
        ["foreseen", "line", "open", "closed", 2.0, 1],
        ["foreseen", "fare", "higher", "same", 2.0, 1],
    ]


def test_a_storyline_that_leaves_a_descriptor_open_is_left_out(small):
    dataset = small.load()
    told = dataset.storylines
    made = study(dataclasses.replace(dataset, tables={**dataset.tables, "storylines": told.head(1)}))

    assert made.storylines == {}
    assert made.storyline("expected") == ""


def test_pushes_come_with_the_ground_they_rest_on(small):
    frame = study(small.load()).pushes_frame("foreseen", ["line", "fare"])

    assert frame[["descriptor", "source", "effect", "basis"]].values.tolist() == [
        ["line", "fare", 2.0, "analyst"],
        ["fare", "line", 2.0, "analyst"],
    ]
    assert frame["reason"].tolist() == ["Fares pay for the line.", "Running costs money."]


@pytest.mark.parametrize("basis", ["all", "article"])
def test_what_pushes_at_a_break_adds_up_to_its_margin(basis):
    made = shipped(basis)
    for name in made.storylines:
        pushes = made.pushes_frame(name, list(made.matrix.descriptors))
        margins = made.margins_frame().query("storyline == @name").set_index("descriptor")["margin"]
        assert pushes.groupby("descriptor")["effect"].sum().to_dict() == {
            descriptor: margin for descriptor, margin in margins.items() if descriptor in set(pushes["descriptor"])
        }


def test_every_push_rests_on_a_quote_or_on_a_reason():
    frame = shipped().pushes_frame("expected", list(shipped().matrix.descriptors))
    own = frame["basis"].astype(str) == "article"

    assert own.any()
    assert (frame.loc[own, "quote"] != "").all()
    assert (frame.loc[~own, "quote"] == "").all()
    assert (frame["reason"] != "").all()


def test_all_policies_are_compared_even_one_that_sets_nothing():
    made = shipped()
    idle = set(made.dataset.policies["policy"]) - set(made.dataset.policy_settings["policy"])

    assert idle
    outcomes = {outcome.policy: outcome for outcome in made.comparison.outcomes}
    assert list(outcomes) == ["none", *made.dataset.policies["policy"]]
    for policy in idle:
        assert outcomes[policy].consistent.scenarios == outcomes["none"].consistent.scenarios


def test_breaks_are_listed_the_widest_first():
    made = shipped()
    margins = made.margins_frame().query("storyline == 'expected' and margin < 0").sort_values("margin", kind="stable")

    assert made.breaks("expected") == margins["descriptor"].tolist()
