"""What the page on scenarios says: by hand for the small dataset, and plainly where there is nothing or not all."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pytest

import workbook
from workbook.analysis.scenarios import Study, study
from workbook.findings import policies, scenarios, storylines

TABLES = ("descriptors", "states", "impacts", "policies", "policy_settings", "storylines")


@cache
def shipped(basis: str = "all") -> Study:
    return study(workbook.load("iran-al-qaeda-2020"), basis=basis, draws=50)


def emptied(made: Study, *tables: str) -> Study:
    dataset = made.dataset
    gone = {name: getattr(dataset, name).head(0) for name in tables}
    return study(dataclasses.replace(dataset, tables={**dataset.tables, **gone}), basis=made.basis, draws=5)


def everything(own: Study, full: Study) -> dict[str, object]:
    """Each thing the page shows."""
    chosen = policies.chosen(full, "")
    return {
        "introduction": storylines.introduction(full),
        "expectation": storylines.expectation(own, full),
        "precariousness": storylines.precariousness(own, full),
        "verdicts": storylines.verdicts(own, full),
        "standing": storylines.standing(own, full),
        "objections": storylines.objections(full, "expected"),
        "objection chart": storylines.objection_chart(full, "expected", "the expected future"),
        "rejection": storylines.rejection(own, full),
        "outcome": storylines.outcome(own, full),
        "otherwise": storylines.otherwise(full),
        "nearest": storylines.nearest_table(full),
        "storylines": storylines.listing(full),
        "consistency": scenarios.consistency(full),
        "common ground": scenarios.common_ground(full),
        "tableau": scenarios.tableau(full),
        "destinations": scenarios.destinations(full),
        "firmness": scenarios.firmness(full),
        "ties": scenarios.ties(full),
        "stability": scenarios.stability(full),
        "driving": scenarios.driving(full),
        "influence": scenarios.influence_chart(full),
        "hinges": scenarios.hinges(full),
        "hinge table": scenarios.hinge_table(full),
        "judgements": scenarios.judgements(full),
        "developments": scenarios.developments(full),
        "states": scenarios.states(full),
        "overview": policies.overview(full),
        "cross purposes": policies.cross_purposes(full),
        "comparison": policies.comparison(full, chosen),
        "outcomes": policies.outcome_table(full),
        "detail": policies.detail(full, chosen, asked=False),
        "detail table": policies.detail_table(full, chosen),
        "policies": policies.listing(full),
    }


def text(shown: object) -> str:
    return str(shown) if not hasattr(shown, "text") else shown.text


def test_a_future_that_holds_by_all_judgements_is_said_to(small):
    own, full = (study(small.load(), basis=basis, draws=5) for basis in ("article", "all"))

    told = text(storylines.expectation(own, full))
    assert "holds together, but only just. With the analyst’s judgements as well it holds together." in told
    assert "2 developments because nothing is said that bears on them (the line and the fare)" in text(
        storylines.precariousness(own, full)
    )


def test_the_number_of_futures_is_that_of_the_search(small):
    told = text(scenarios.consistency(study(small.load(), draws=5)))

    assert told.startswith("Of 4 conceivable futures, 2 hold together: exactly these.")


def test_a_break_is_told_with_its_size_and_the_nearest_future_that_holds():
    own, full = shipped("article"), shipped()
    told = text(storylines.expectation(own, full)) + text(storylines.precariousness(own, full))

    breaks = {balance.descriptor: -balance.margin for balance in full.explanation("expected").breaks}
    assert breaks
    for place, gap in breaks.items():
        name = full.dataset.label("descriptors", full.matrix.descriptors[place]).removeprefix("The ")
        assert f"{name} (by {gap:g})" in told
    assert "The nearest future that does hold together differs from it in" in told


def test_what_came_is_said_to_hold_under_no_reading_only_if_none_makes_it():
    own, full = shipped("article"), shipped()
    told = text(storylines.outcome(own, full))

    assert full.robustness.share(full.storylines["actual"]) == 0
    assert "No reading of the judgements within their ranges makes it hold" in told


def test_what_would_have_to_be_judged_otherwise_is_quoted():
    told = text(storylines.otherwise(shipped()))

    against = shipped().pushes_frame("actual").query("effect < 0")
    assert len(against)
    for row in against.itertuples():
        assert ("the article: “" if row.basis == "article" else "the analyst: ") in told
        assert row.sentence in told


def test_parts_of_the_expected_future_that_undo_each_other_are_named():
    told = text(policies.cross_purposes(shipped()))

    shares = shipped().comparison.states_frame().set_index(["policy", "descriptor", "state"])["basin_share"]
    assert shares["keep-pressure", "nuclear", "settled"] < shares["none", "nuclear", "settled"]
    assert shares["settle-nuclear-file", "sanctions", "severe"] < shares["none", "sanctions", "severe"]
    assert re.search("undo each other: “Keep up pressure as under Trump” takes .* and “Settle the nuclear crisis", told)


def test_the_policy_asked_for_is_the_one_in_detail():
    assert policies.chosen(shipped(), "keep-pressure") == "keep-pressure"
    told = text(policies.detail(shipped(), "keep-pressure", asked=True))
    assert told.startswith("“Keep up pressure as under Trump” sets US sanctions on Iran: kept")


def test_without_one_asked_for_the_policy_that_moves_most_is_in_detail():
    chosen = policies.chosen(shipped())

    assert "which moves most starting points" in text(policies.detail(shipped(), chosen, asked=False))


def test_a_policy_that_sets_nothing_is_said_to_change_nothing():
    assert "changes nothing" in text(policies.detail(shipped(), "deny-ties", asked=True))


def test_every_judgement_shows_its_basis_at_a_glance():
    html = str(scenarios.judgements(shipped()).__html__())

    assert html.count("</i>The article<") == int((shipped().impacts["basis"] == "article").sum())
    assert html.count("</i>The analyst<") == int((shipped().impacts["basis"] == "analyst").sum())


def test_a_single_judgement_that_the_answer_hangs_on_is_listed_with_its_ground():
    told = scenarios.hinge_table(shipped()).text

    assert "“" in told
    assert len(shipped().pivotal.changes) > 0


@pytest.mark.parametrize("gone", [TABLES, ("descriptors",), ("states",), ("impacts",), ("storylines",), ("policies",)])
def test_whatever_is_missing_the_page_says_so_and_goes_on(gone):
    own, full = (emptied(shipped(basis), *gone) for basis in ("article", "all"))

    shown = everything(own, full)
    assert f"The dataset has no {gone[0]}" in text(shown["introduction"])
    assert all("nan" not in text(each).casefold().split() for each in shown.values())


def test_a_stopped_search_is_called_incomplete_and_nothing_rests_on_it():
    dataset = shipped().dataset
    own, full = (study(dataset, basis=basis, draws=5, node_budget=2) for basis in ("article", "all"))

    shown = everything(own, full)
    assert text(shown["consistency"]).startswith("Incomplete: the search was stopped after")
    assert text(shown["firmness"]) == text(shown["hinges"]) == text(shown["overview"]) == scenarios.INCOMPLETE
    assert text(shown["detail"]) == scenarios.INCOMPLETE


def test_ties_are_counted_where_they_are(small):
    # in (closed, same) the line is as well supported open as closed: nothing speaks for either
    told = text(scenarios.ties(study(small.load(), draws=5)))

    assert told.startswith("1 of 2 futures rests somewhere on an exact tie")
    assert told.endswith("most often at the line (1).")


def test_text_of_a_dataset_stays_text(small):
    small.change("descriptors", "The fare,Does", "<b>Fare</b> & more,Does")
    made = study(small.load(), draws=5)

    for each in everything(study(small.load(), basis="article", draws=5), made).values():
        html = each._repr_mimebundle_()["text/html"]
        assert "<b>" not in html


def test_every_sentence_cited_is_one_of_the_text():
    known = set(shipped().dataset.sentences["sentence"])

    for each in everything(shipped("article"), shipped()).values():
        cited = set(re.findall(r'href="#(s\d+)"', each._repr_mimebundle_()["text/html"]))
        assert cited <= known
