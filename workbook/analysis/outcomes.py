"""What came of the forecasts, according to outside sources: what was known when, and what it settles.

Outcomes are external evidence, several sources to a forecast, and sources disagree. A forecast counts as
*came true* or *did not* only by a rule that can be named; the default is that every source says so. "Partly"
settles nothing: a forecast with a yes-or-no question that came true in part was not precise enough to score.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from workbook.analysis._columns import known, texts
from workbook.errors import ParameterError

SETTLING: Mapping[str, int] = {"came-true": 1, "did-not": 0}
"""The verdicts that settle a forecast, and how."""

DIVIDED = "partly"
"""The verdict that is one, yet settles nothing."""

KNOWLEDGE = ("known", "perhaps", "undated", "later")
"""Whether a finding was public by a date; ``perhaps`` says that its own date is too coarse to tell."""


def knowledge(outcomes: pd.DataFrame, date: str | pd.Timestamp) -> pd.Series:
    """For each finding, whether it had been published on or before a day.

    Parameters
    ----------
    outcomes
        Columns ``published_earliest`` and ``published_latest`` (Timestamp; both missing if undated).
    date
        A full day, ``YYYY-MM-DD``.

    Returns
    -------
    Series
        Ordered categorical of `KNOWLEDGE`, on the index of ``outcomes``.

    Raises
    ------
    ParameterError
        The date is not a full day.
    """
    day = _day(date)
    pairs = zip(outcomes["published_earliest"], outcomes["published_latest"], strict=True)
    values = [_when(earliest, latest, day) for earliest, latest in pairs]
    return pd.Series(pd.Categorical(values, KNOWLEDGE, ordered=True), index=outcomes.index, name="knowledge")


def as_of(outcomes: pd.DataFrame, date: str | pd.Timestamp = "", *, keep: Sequence[str] = ("known",)) -> pd.DataFrame:
    """The findings that were public by a day, and no later one: what could be known then.

    Parameters
    ----------
    outcomes
        As for `knowledge`.
    date
        A full day; ``""`` keeps everything.
    keep
        Which of `KNOWLEDGE` to keep. By default a finding that is undated, or dated too coarsely, is left
        out; `left_out` says so.

    Returns
    -------
    DataFrame
        The rows kept, with a column ``knowledge`` (``known`` throughout if there is no date).
    """
    for name in keep:
        known(name, KNOWLEDGE, "knowledge")
    if not date:
        return outcomes.assign(knowledge=pd.Categorical(["known"] * len(outcomes), KNOWLEDGE, ordered=True))
    when = knowledge(outcomes, date)
    return outcomes.assign(knowledge=when)[when.isin(list(keep))]


def left_out(outcomes: pd.DataFrame, date: str | pd.Timestamp = "", *, keep: Sequence[str] = ("known",)) -> str:
    """One sentence on what `as_of` leaves out, ``""`` if it leaves out nothing."""
    if not date:
        return ""
    counts = knowledge(outcomes, date).value_counts()
    told = {
        "known": "published by then",
        "later": "published later",
        "undated": "undated",
        "perhaps": "dated too coarsely to tell",
    }
    parts = [f"{counts[name]} {told[name]}" for name in told if name not in keep and counts[name]]
    total = sum(int(counts[name]) for name in told if name not in keep)
    return (
        f"As of {_day(date):%Y-%m-%d}, {total} of {len(outcomes)} findings are left out: {', '.join(parts)}."
        if parts
        else ""
    )


def _day(date: str | pd.Timestamp) -> pd.Timestamp:
    try:
        if isinstance(date, pd.Timestamp) or re.fullmatch(r"\d{4}-\d\d-\d\d", date):
            return pd.Timestamp(date).normalize()
    except ValueError:
        pass
    raise ParameterError(f'"{date}" is not a day; write it as YYYY-MM-DD')


def _when(earliest: pd.Timestamp, latest: pd.Timestamp, day: pd.Timestamp) -> str:
    if pd.isna(earliest) and pd.isna(latest):
        return "undated"
    if pd.notna(earliest) and earliest.normalize() > day:
        return "later"
    return "known" if pd.notna(latest) and latest.normalize() <= day else "perhaps"


def _unanimous(verdicts: Sequence[str]) -> int | None:
    """Every source gives the same settling verdict."""
    return SETTLING.get(verdicts[0]) if len(set(verdicts)) == 1 else None


def _decided(verdicts: Sequence[str]) -> int | None:
    """Every source that gives a verdict gives the same settling one; those still waiting are set aside."""
    given = [verdict for verdict in verdicts if verdict in SETTLING or verdict == DIVIDED]
    return _unanimous(given) if given else None


def _majority(verdicts: Sequence[str]) -> int | None:
    """More than half of all sources give the same settling verdict."""
    verdict, count = Counter(verdicts).most_common(1)[0]
    return SETTLING.get(verdict) if 2 * count > len(verdicts) else None


RULES: Mapping[str, Callable[[Sequence[str]], int | None]] = {
    "unanimous": _unanimous,
    "decided": _decided,
    "majority": _majority,
}
"""How sources settle a forecast: all say so; all that give a verdict say so; more than half of all say so."""


def resolve(outcomes: pd.DataFrame, *, rule: str = "unanimous") -> pd.DataFrame:
    """What the sources settle between them, forecast by forecast.

    Parameters
    ----------
    outcomes
        Columns ``forecast``, ``verdict``, ``publisher``. Verdicts other than came-true, did-not and partly
        count as unresolved.
    rule
        A name in `RULES`.

    Returns
    -------
    DataFrame
        One row per forecast that has a finding, in order of first appearance: ``forecast``, ``sources``,
        ``publishers`` (distinct ones: two pages of one publisher are not two witnesses), ``came_true``,
        ``partly``, ``did_not``, ``unresolved`` (counts of sources), ``disagree`` (the verdicts given are not
        all the same), ``resolution`` (Int64: 1, 0 or missing) and ``reason``, why it is settled or not.

    Raises
    ------
    ParameterError
        There is no such rule.
    """
    settle = RULES[known(rule, RULES, "rule")]
    found: dict[str, list[tuple[str, str]]] = {}
    for forecast, verdict, publisher in zip(
        *(texts(outcomes, c) for c in ("forecast", "verdict", "publisher")), strict=True
    ):
        found.setdefault(forecast, []).append((verdict.replace("_", "-"), publisher))
    rows = [{"forecast": forecast, **_settled(findings, settle)} for forecast, findings in found.items()]
    counts = ["sources", "publishers", "came_true", "partly", "did_not", "unresolved"]
    table = pd.DataFrame(rows, columns=["forecast", *counts, "disagree", "resolution", "reason"])
    return table.astype({**dict.fromkeys(counts, int), "disagree": bool, "resolution": "Int64", "forecast": str})


def _settled(findings: Sequence[tuple[str, str]], settle: Callable[[Sequence[str]], int | None]) -> dict[str, object]:
    verdicts = [verdict for verdict, _ in findings]
    counts = {verdict: verdicts.count(verdict) for verdict in ("came-true", DIVIDED, "did-not")}
    resolution = settle(verdicts)
    return {
        "sources": len(findings),
        "publishers": len({publisher for _, publisher in findings}),
        **{verdict.replace("-", "_"): count for verdict, count in counts.items()},
        "unresolved": len(findings) - sum(counts.values()),
        "disagree": sum(count > 0 for count in counts.values()) > 1,
        "resolution": pd.NA if resolution is None else resolution,
        "reason": _reason(counts, len(findings), resolution),
    }


def _reason(counts: Mapping[str, int], sources: int, resolution: int | None) -> str:
    if resolution is not None:
        verdict = next(name for name, value in SETTLING.items() if value == resolution)
        return f"{counts[verdict]} of {sources} sources: {'came true' if resolution else 'did not come true'}"
    if not any(counts.values()):
        return "not yet resolved"
    if sum(count > 0 for count in counts.values()) > 1:
        return "sources do not agree"
    return "came true in part only" if counts[DIVIDED] else "some sources call it unresolved"
