"""What the briefing says: every figure recomputed, every voice marked, nothing said where nothing is."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pandas as pd
import pytest

import workbook
from workbook.analysis import argument as reasoning
from workbook.analysis.hypotheses import ranking
from workbook.analysis.outcomes import resolve
from workbook.dataset import Dataset, Tables
from workbook.findings import argument, briefing
from workbook.schema import SCHEMA
from workbook.tradecraft import STANDARDS
from workbook.vocabularies import PROBABILITY


@cache
def shipped() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def changed(**frames: pd.DataFrame) -> Dataset:
    data = shipped()
    return dataclasses.replace(data, tables=Tables({**data.tables, **frames}))


def without(*names: str) -> Dataset:
    return changed(**{name: shipped().tables[name].head(0) for name in names})


def html(prose: object) -> str:
    return str(prose.html)  # type: ignore[attr-defined]


PARTS = [
    briefing.bottom_line, briefing.judgements, briefing.argues, briefing.holds, briefing.came, briefing.alternatives,
    briefing.futures,
]  # fmt: skip


def test_the_bottom_line_has_three_voices_the_analysts_first():
    found = re.findall(r'"wb-told wb-told-(\w+)"', html(briefing.bottom_line(shipped())))
    assert found == ["analyst", "article", "outside"]


def test_the_bottom_line_begins_with_the_first_judgement_as_the_pages_lead():
    first = shipped().judgements.sort_values("order").iloc[0]
    lead = re.search(r'<p class="wb-lead">(.*?)</p>', html(briefing.bottom_line(shipped())))
    assert lead and str(first["statement"])[:60] in lead[1]
    assert f"with {first['confidence']} confidence" in lead[1]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_block_says_whose_word_it_is(part):
    assert "wb-basis" in html(part(shipped()))


@pytest.mark.parametrize("part", [briefing.judgements, briefing.holds, briefing.alternatives, briefing.futures])
def test_what_is_ours_is_marked_as_the_analysts(part):
    assert "wb-told-analyst" in html(part(shipped()))
    assert "wb-told-article" not in html(part(shipped()))


def test_each_judgement_has_likelihood_apart_from_confidence_and_what_would_change_it():
    shown = html(briefing.judgements(shipped()))
    for row in shipped().judgements.itertuples():
        entry = re.search(rf'<li id="judgements-{row.judgement}">(.*?)</li>', shown)
        assert entry, row.judgement
        for term in ("Likelihood", "Confidence", "Would change it"):
            assert f"<dt>{term}</dt>" in entry[1]
        assert entry[1].count('class="wb-cite"') >= 1


def test_the_judgements_come_in_the_order_that_the_dataset_gives():
    shown = re.findall(r'id="judgements-([\w-]+)"', html(briefing.judgements(shipped())))
    assert shown == shipped().judgements.sort_values("order")["judgement"].tolist()


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("likely", "likely (55–80 %)"),
        ("almost-no-chance", "almost no chance (1–5 %)"),
        ("unstated", "none stated"),
    ],
)
def test_likelihood_is_told_with_its_range(term, words):
    assert briefing.likelihood(term) == words


def test_every_term_has_words():
    assert all(briefing.likelihood(code.code) for code in PROBABILITY)


def test_the_main_line_names_the_conclusions_with_most_behind_them():
    data = shipped()
    found = reasoning.conclusions(data.claims, data.claim_links)
    told = str(argument.main_line(data))
    for row in found.head(2).itertuples():
        assert str(row.statement).rstrip(".") in told
        assert f"({row.behind} claims lead to it)" in told
    ground = reasoning.common_ground(data.claims, data.claim_links, found["claim"].head(2).tolist())
    assert data.label("claims", ground).rstrip(".") in told


def test_the_drift_is_counted_from_what_stands_before_the_claim():
    data = shipped()
    found = argument.matter(data)
    itself = found[found["part"] == "itself"].iloc[0]
    before = found[found["quote_start"] < itself["quote_start"]]
    unsure = before[~before["factuality"].isin(["CT+", "CT-"])]
    told = str(argument.drift(data))
    assert f"Of {len(before)} claims before it" in told
    assert f"{len(unsure)} are put as less than certain" in told


def test_the_outcomes_are_those_that_all_sources_settle_alike():
    data = shipped()
    settled = resolve(data.outcomes)["resolution"]
    told = str(briefing.outside(data))
    assert f"{int((settled == 1).sum())} came true" in told
    assert f"{int((settled == 0).sum())} did not" in told
    assert html(briefing.came(data)).count('<tr><th scope="row"') == int(settled.notna().sum())


@pytest.mark.parametrize("part", [briefing.bottom_line, briefing.came, briefing.outside])
def test_external_evidence_can_be_switched_off(part):
    shown = html(part(shipped(), external=False))
    assert "switched off" in shown
    assert "came true" not in shown.casefold()
    assert "disagree" not in shown


def test_what_came_is_left_out_of_the_futures_with_the_outside_sources():
    assert "What came" in str(briefing.futures(shipped()))
    told = str(briefing.futures(shipped(), external=False))
    assert "the future it expects" in told
    assert "What came" not in told


def test_the_alternatives_name_the_least_and_the_most_contradicted():
    data = shipped()
    found = ranking(data.ratings, data.claims, hypotheses=data.hypotheses)
    told = str(briefing.alternatives(data))
    for rank in (found["rank"].min(), found["rank"].max()):
        for name in found.loc[found["rank"] == rank, "hypothesis"]:
            assert f"“{data.label('hypotheses', name)}”" in told
    assert "no probability" in told


def test_the_standards_are_nine_rows_with_links_to_pages():
    shown = html(briefing.standards())
    assert shown.count('<tr><th scope="row"') == 9
    for page in {page for each in STANDARDS for page in each.pages}:
        assert f'href="{page}.html"' in shown


def test_the_passages_are_those_of_the_judgements_and_of_the_argument():
    data = shipped()
    kept = set(briefing.grounds(data)["claim"])
    assert set(data.judgements["claim"]) <= kept
    assert set(argument.matter(data)["claim"]) <= kept


@pytest.mark.parametrize("name", ["judgements", "claim_links", "ratings", "outcomes", "storylines", "forecasts"])
def test_a_missing_table_is_named_and_the_rest_still_stands(name):
    data = without(name)
    assert f"{name}.csv" in str(briefing.introduction(data))
    for part in PARTS:
        assert str(part(data))


def test_outside_tables_are_not_missed_where_they_are_switched_off():
    data = without("outcomes", "corroboration")
    assert "outcomes.csv" in str(briefing.introduction(data))
    assert "outcomes.csv" not in str(briefing.introduction(data, external=False))


def test_an_empty_dataset_gives_a_page_that_says_what_is_missing():
    data = without(*SCHEMA)
    assert "judgements.csv" in str(briefing.introduction(data))
    for part in PARTS:
        assert str(part(data))
    assert len(briefing.grounds(data)) == 0
    assert "no matter to follow" in repr(argument.drift_chart(data))


def test_a_small_dataset_of_another_kind_has_a_briefing_too(small):
    data = small.load()
    assert "The line may reopen" in str(briefing.judgements(data))
    for part in PARTS:
        assert str(part(data))


def test_text_of_the_dataset_is_text():
    hostile = "<script>alert(1)</script> [s3]"
    data = shipped()
    judgements = data.judgements.assign(statement=hostile, reason=hostile, change=hostile)
    claims = data.claims.assign(statement=hostile)
    dirty = changed(judgements=judgements, claims=claims)
    for part in PARTS:
        assert "<script" not in html(part(dirty))
