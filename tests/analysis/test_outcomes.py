import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.outcomes import RULES, as_of, knowledge, left_out, resolve
from workbook.errors import ParameterError

DATES = [
    # published, earliest, latest
    ("2020-11-12", "2020-11-12", "2020-11-12"),
    ("2020-11", "2020-11-01", "2020-11-30"),
    ("2020", "2020-01-01", "2020-12-31"),
    ("2021-01-20", "2021-01-20", "2021-01-20"),
    ("", None, None),
    ("2019/..", "2019-01-01", None),
]


def findings(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["forecast", "verdict", "publisher"], dtype=str)


@pytest.fixture
def dated() -> pd.DataFrame:
    table = pd.DataFrame(DATES, columns=["published", "published_earliest", "published_latest"])
    for column in ("published_earliest", "published_latest"):
        table[column] = pd.to_datetime(table[column])
    return table


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-11-11", ["later", "perhaps", "perhaps", "later", "undated", "perhaps"]),
        ("2020-11-12", ["known", "perhaps", "perhaps", "later", "undated", "perhaps"]),
        ("2020-11-30", ["known", "known", "perhaps", "later", "undated", "perhaps"]),
        ("2021-01-20", ["known", "known", "known", "known", "undated", "perhaps"]),
        ("2018-12-31", ["later", "later", "later", "later", "undated", "later"]),
    ],
)
def test_what_was_known_when(dated, date, expected):
    assert list(knowledge(dated, date)) == expected


def test_a_finding_is_known_on_the_very_day_whatever_the_hour(dated):
    late = dated.assign(published_latest=dated["published_latest"] + pd.Timedelta(hours=23))
    assert list(knowledge(late, "2020-11-12")) == list(knowledge(dated, "2020-11-12"))
    assert list(knowledge(dated, pd.Timestamp("2020-11-12 09:00"))) == list(knowledge(dated, "2020-11-12"))


def test_what_is_left_out_is_said(dated):
    assert list(as_of(dated, "2020-11-30")["published"]) == ["2020-11-12", "2020-11"]
    assert left_out(dated, "2020-11-30") == (
        "As of 2020-11-30, 4 of 6 findings are left out: 1 published later, 1 undated, 2 dated too coarsely to tell."
    )


def test_the_undated_can_be_kept_in_plain_sight(dated):
    kept = as_of(dated, "2020-11-30", keep=("known", "undated"))
    assert list(kept["knowledge"]) == ["known", "known", "undated"]
    assert "undated" not in left_out(dated, "2020-11-30", keep=("known", "undated"))


def test_without_a_date_nothing_is_left_out(dated):
    assert len(as_of(dated)) == len(dated)
    assert left_out(dated) == ""
    assert left_out(dated, "2030-01-01", keep=("known", "undated", "perhaps")) == ""


@pytest.mark.parametrize("date", ["2020", "2020-11", "20 January 2021", "2020-02-30", "today"])
def test_a_cut_off_must_be_a_full_day(dated, date):
    with pytest.raises(ParameterError, match="YYYY-MM-DD"):
        as_of(dated, date)


def test_a_kind_of_knowledge_must_be_known(dated):
    with pytest.raises(ParameterError, match='did you mean "undated"'):
        as_of(dated, "2020-11-30", keep=("undate",))


@pytest.mark.parametrize(
    ("verdicts", "unanimous", "decided", "majority"),
    [
        (["came-true"], 1, 1, 1),
        (["did-not", "did-not"], 0, 0, 0),
        (["came-true", "did-not"], None, None, None),
        (["came-true", "came-true", "did-not"], None, None, 1),
        (["came-true", "unresolved"], None, 1, None),
        (["came-true", "partly"], None, None, None),
        (["came-true", "came-true", "partly"], None, None, 1),
        (["partly", "partly"], None, None, None),
        (["unresolved"], None, None, None),
        (["did_not", "too_early"], None, 0, None),
    ],
)
def test_a_forecast_is_settled_only_by_the_rule_named(verdicts, unanimous, decided, majority):
    table = findings(*(("f", verdict, "p") for verdict in verdicts))
    found = [resolve(table, rule=rule).loc[0, "resolution"] for rule in ("unanimous", "decided", "majority")]
    assert [None if pd.isna(value) else value for value in found] == [unanimous, decided, majority]


@pytest.mark.parametrize(
    ("verdicts", "disagree", "reason"),
    [
        (["came-true", "came-true"], False, "2 of 2 sources: came true"),
        (["did-not"], False, "1 of 1 sources: did not come true"),
        (["came-true", "did-not"], True, "sources do not agree"),
        (["came-true", "partly"], True, "sources do not agree"),
        (["partly"], False, "came true in part only"),
        (["came-true", "unresolved"], False, "some sources call it unresolved"),
        (["unresolved", "unresolved"], False, "not yet resolved"),
    ],
)
def test_the_reason_says_why_it_is_settled_or_not(verdicts, disagree, reason):
    row = resolve(findings(*(("f", verdict, "p") for verdict in verdicts))).iloc[0]
    assert (row["disagree"], row["reason"]) == (disagree, reason)


def test_sources_are_counted_and_so_are_their_publishers():
    table = findings(
        ("f", "came-true", "EIA"), ("g", "partly", "UN"), ("f", "did-not", "EIA"), ("f", "not_verifiable", "UN")
    )
    found = resolve(table)
    counts = ["sources", "publishers", "came_true", "partly", "did_not", "unresolved"]
    assert list(found["forecast"]) == ["f", "g"]
    assert found[counts].to_numpy().tolist() == [[3, 2, 1, 0, 1, 1], [1, 1, 0, 1, 0, 0]]


def test_no_findings_give_an_empty_table_and_an_unknown_rule_an_error():
    assert resolve(findings()).empty
    with pytest.raises(ParameterError, match='did you mean "unanimous"'):
        resolve(findings(), rule="unanimos")


@given(st.lists(st.sampled_from(["came-true", "did-not", "partly", "unresolved"]), min_size=1, max_size=6))
def test_the_stricter_rule_never_contradicts_the_laxer(verdicts):
    strict, *lax = (RULES[rule](verdicts) for rule in ("unanimous", "decided", "majority"))
    assert strict is None or lax == [strict, strict]
