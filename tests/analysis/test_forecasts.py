import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.forecasts import FEW, brier, caution, icd203, log_score, scores, summary
from workbook.errors import ParameterError, WorkbookError


def forecasts(*rows: tuple[str, str, float | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["forecast", "term", "low", "high"])
    return table.astype({"low": "Float64", "high": "Float64"})


def outcomes(**verdicts: str) -> pd.DataFrame:
    rows = [(name, verdict, "a publisher") for name, verdict in verdicts.items()]
    return pd.DataFrame(rows, columns=["forecast", "verdict", "publisher"], dtype=str)


@pytest.fixture(scope="module")
def published(reference):
    return json.loads((reference / "tradecraft" / "forecast_scores.json").read_text("utf-8"))["cases"]


def test_published_brier_scores_of_one_event_are_reproduced(published):
    cases = [case for case in published if case["metric"] == "brier_binary"]
    assert len(cases) == 10
    for case in cases:
        assert brier(case["p"], case["outcome"]).mean() == pytest.approx(case["value"])


def test_the_published_brier_score_on_the_original_scale_is_reproduced(published):
    (case,) = (case for case in published if case["metric"].startswith("brier_two_class_sum"))
    assert brier(case["p"], case["outcome"], scale=2).mean() == pytest.approx(case["value"])
    both = np.column_stack([1 - np.array(case["p"]), case["p"]])
    assert brier(both, np.eye(2)[case["outcome"]]).mean() == pytest.approx(case["value"])


def test_the_published_brier_score_of_several_classes_is_reproduced(published):
    (case,) = (case for case in published if case["metric"] == "brier_multiclass_sum")
    happened = [[label == outcome for label in case["labels"]] for outcome in case["outcome"]]
    assert brier(case["p"], happened).mean() == pytest.approx(case["value"], abs=case["tolerance"])
    assert brier(case["p"], happened).mean() == pytest.approx(0.44 / 3)


def test_the_published_log_score_is_reproduced(published):
    (case,) = (case for case in published if case["metric"] == "log_loss_natural")
    p = [row[1] for row in case["p"]]
    happened = [outcome == case["labels"][1] for outcome in case["outcome"]]
    assert log_score(p, happened).mean() == pytest.approx(case["value"], abs=case["tolerance"])


def test_the_ranges_are_those_of_icd_203(reference):
    found = json.loads((reference / "tradecraft" / "probability_words.json").read_text("utf-8"))["icd_203"]["terms"]
    terms = ["almost-no-chance", "very-unlikely", "unlikely", "roughly-even", "likely", "very-likely", "almost-certain"]
    percent = [tuple(round(100 * end) for end in icd203(term)) for term in terms]
    assert percent == [(term["low"], term["high"]) for term in found]


def test_a_word_without_a_probability_has_no_range():
    assert icd203("unstated") is None
    with pytest.raises(ParameterError, match='did you mean "likely"'):
        icd203("likly")


@pytest.mark.parametrize(
    ("verdict", "best", "mid", "worst"),
    [("came-true", 0.04, 0.105625, 0.2025), ("did-not", 0.3025, 0.455625, 0.64)],
)
def test_a_range_of_probability_earns_a_range_of_scores(verdict, best, mid, worst):
    row = scores(forecasts(("f", "likely", 0.55, 0.80)), outcomes(f=verdict)).iloc[0]
    assert (row["brier_best"], row["brier_mid"], row["brier_worst"]) == pytest.approx((best, mid, worst))
    assert row["log_best"] < row["log_mid"] < row["log_worst"]


@pytest.mark.parametrize(
    ("row", "verdict", "reason"),
    [
        (("f", "unstated", None, None), "came-true", "no probability stated"),
        (("f", "unstated", 0.2, 0.4), "came-true", "no probability stated"),
        (("f", "likely", None, None), "came-true", "no probability stated"),
        (("f", "likely", 0.55, 0.8), "partly", "came true in part only"),
        (("f", "likely", 0.55, 0.8), "unresolved", "not yet resolved"),
        (("other", "likely", 0.55, 0.8), "came-true", "no outcome found"),
        (("f", "likely", 0.55, 0.8), "came-true", ""),
    ],
)
def test_a_forecast_without_score_says_why(row, verdict, reason):
    scored = scores(forecasts(row), outcomes(f=verdict)).iloc[0]
    assert scored["unscored"] == reason
    assert pd.isna(scored["brier_mid"]) == (reason != "")


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (-0.1, 0.5, "0 <= low <= high <= 1"),
        (0.5, 1.1, "0 <= low <= high <= 1"),
        (0.8, 0.5, "low 0.8 and high 0.5"),
        (0.5, None, "both low and high"),
        (None, 0.5, "both low and high"),
    ],
)
def test_an_impossible_probability_names_the_forecast(low, high, message):
    with pytest.raises(WorkbookError, match=message) as caught:
        scores(forecasts(("sanctions", "likely", low, high)), outcomes())
    assert '"sanctions"' in str(caught.value)


@pytest.mark.parametrize(
    ("p", "o"), [([1.2], [1]), ([-0.1], [1]), ([math.nan], [1]), ([0.5], [0.5]), ([0.5, 0.5], [1])]
)
def test_a_score_of_something_impossible_is_an_error(p, o):
    for score in (brier, log_score):
        with pytest.raises(WorkbookError):
            score(p, o)


def test_there_are_only_two_brier_scales():
    with pytest.raises(ParameterError, match="not 3"):
        scores(forecasts(), outcomes(), scale=3)


def test_a_failed_certainty_scores_infinitely_badly_in_logarithms_alone():
    row = scores(forecasts(("f", "almost-certain", 0.95, 1.0)), outcomes(f="did-not")).iloc[0]
    assert (row["brier_worst"], row["log_worst"]) == (1, math.inf)


def test_the_article_stands_beside_two_forecasters_without_foresight():
    table = forecasts(
        ("a", "likely", 0.55, 0.8),
        ("b", "likely", 0.55, 0.8),
        ("c", "unlikely", 0.2, 0.45),
        ("d", "unstated", None, None),
    )
    scored = scores(table, outcomes(a="came-true", b="did-not", c="came-true", d="came-true"))
    found = summary(scored).set_index("forecaster")
    assert list(found["forecasts"]) == [3, 3, 3]
    assert list(found.loc["always-half", ["brier_best", "brier_mid", "brier_worst"]]) == [0.25] * 3
    assert found.loc["always-half", "log_mid"] == pytest.approx(math.log(2))
    assert found.loc["base-rate", "brier_mid"] == pytest.approx(2 / 3 * 1 / 3)
    assert "67%" in found.loc["base-rate", "label"]
    assert found.loc["article", "brier_mid"] == pytest.approx((0.325**2 + 0.675**2 + 0.675**2) / 3)


def test_the_summary_keeps_the_scale_of_the_scores():
    scored = scores(forecasts(("a", "likely", 0.55, 0.8)), outcomes(a="came-true"), scale=2)
    found = summary(scored).set_index("forecaster")
    assert found.loc["always-half", "brier_mid"] == 0.5
    assert found.loc["article", "brier_mid"] == pytest.approx(2 * 0.325**2)


def test_nothing_scored_gives_a_summary_without_figures():
    found = summary(scores(forecasts(("a", "unstated", None, None)), outcomes(a="came-true")))
    assert found["forecasts"].to_list() == [0, 0, 0]
    assert found[["brier_best", "log_worst"]].isna().all(axis=None)
    assert summary(scores(forecasts(), outcomes()))["brier_mid"].isna().all()


def test_few_points_call_for_a_warning():
    def scored(count):
        names = [f"f{at}" for at in range(count)]
        return scores(
            forecasts(*((n, "likely", 0.55, 0.8) for n in names)), outcomes(**dict.fromkeys(names, "came-true"))
        )

    assert caution(scored(FEW)) == ""
    assert caution(scored(FEW - 1)).startswith(f"Only {FEW - 1} of {FEW - 1} forecasts can be scored")
    assert "by up to 0.45" in caution(scored(1))
    assert caution(scored(0)).startswith("None of the 0 forecasts")


def test_sources_that_disagree_settle_nothing_until_a_rule_is_named():
    table = outcomes(f="came-true")
    table = pd.concat([table, outcomes(f="came-true"), outcomes(f="did-not")])
    made = forecasts(("f", "likely", 0.55, 0.8))
    assert scores(made, table).loc[0, "unscored"] == "sources do not agree"
    assert scores(made, table, rule="majority").loc[0, "resolution"] == 1


ranges = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)


@given(st.lists(st.tuples(ranges, st.booleans()), min_size=1, max_size=8))
def test_the_range_of_scores_holds_that_of_every_probability_in_the_range(made):
    table = forecasts(*((f"f{at}", "likely", low, high) for at, ((low, high), _) in enumerate(made)))
    found = outcomes(**{f"f{at}": "came-true" if came else "did-not" for at, (_, came) in enumerate(made)})
    scored = scores(table, found)
    for kind in ("brier", "log"):
        assert (scored[f"{kind}_best"] <= scored[f"{kind}_mid"]).all()
        assert (scored[f"{kind}_mid"] <= scored[f"{kind}_worst"]).all()
    for ((low, high), came), row in zip(made, scored.itertuples(), strict=True):
        earned = brier(np.clip(np.linspace(low, high, 11), low, high), [came] * 11)
        assert (earned >= row.brier_best - 1e-12).all() and (earned <= row.brier_worst + 1e-12).all()


@given(st.lists(st.booleans(), min_size=1, max_size=20))
def test_no_constant_beats_the_base_rate(came):
    rate = np.mean(came)
    best = brier(np.full(len(came), rate), came).mean()
    assert all(best <= brier(np.full(len(came), p), came).mean() + 1e-12 for p in np.linspace(0, 1, 21))
