"""How sure a text grows of one matter, drawn from claims made by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.charts.frames import make_claims
from tests.charts.looking import hrefs, words_on
from workbook.analysis.argument import PARTS
from workbook.charts import certainty_drift, description


def matter(*parts: str) -> pd.DataFrame:
    claims = make_claims(("generic", "PR+", "s3"), ("author", "PS+", "s5"), ("none", "CT+", "s9")).head(len(parts))
    return claims.assign(part=pd.Categorical(parts, PARTS, ordered=True))


@pytest.fixture
def ax():
    return certainty_drift(matter("ground", "qualifies", "itself"))


def test_each_claim_has_a_row_with_its_words_and_its_part(ax):
    told = words_on(ax)
    assert [words for words in told if words.startswith("Statement")] == [
        "Statement 0.",
        "Statement 1.",
        "Statement 2.",
    ]
    assert {"offered for it", "qualifies it", "the claim"} <= set(told)


def test_the_surer_a_claim_the_further_right_is_its_mark(ax):
    marks = [line for line in ax.lines if line.get_gid()]
    probable, possible, certain = (float(line.get_xdata()[0]) for line in marks)
    assert possible < probable < certain


def test_the_claims_stand_in_the_order_of_the_text(ax):
    marks = [line for line in ax.lines if line.get_gid()]
    heights = [float(line.get_ydata()[0]) for line in marks]
    assert heights == sorted(heights)
    assert hrefs(ax) == ["#s3", "#s5", "#s9"]


def test_the_title_says_how_many_are_unsure_and_how_sure_the_claim_is(ax):
    assert description(ax).title == (
        "2 of 3 claims on the matter are put as less than certain; the one it turns on is put as certain"
    )


def test_only_levels_that_occur_have_a_place_on_the_scale(ax):
    assert "Certainly not" not in words_on(ax)
    assert {"Possible", "Probable", "Certain"} <= set(words_on(ax))


def test_no_matter_is_said_in_words():
    ax = certainty_drift(matter("itself").head(0))
    assert words_on(ax) == ["No claim in the text leads to another, so there is no matter to follow."]
