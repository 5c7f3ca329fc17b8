"""How good the article's foresight was: the scores of its worded probabilities, and plainly how few they are."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from workbook.analysis import forecasts as scoring
from workbook.analysis import outcomes as knowledge
from workbook.basis import told
from workbook.findings.forecasts import NONE, quoted, tallied
from workbook.findings.phrases import listed, share
from workbook.prose import Prose, say
from workbook.tables import DataTable, table


def reckoning(forecasts: pd.DataFrame, found: pd.DataFrame) -> Prose:
    """How good the foresight was, as far as words and sources let it be judged: the analyst's reckoning."""
    tables = [] if not len(forecasts) else [means(forecasts, found), either_way_table(forecasts, found)]
    return told("analyst", scored(forecasts, found), *(each for each in tables if each is not None))


def scored(forecasts: pd.DataFrame, found: pd.DataFrame) -> Prose:
    """How many forecasts have a score, why the others have none, and a warning about so few."""
    if not len(forecasts):
        return say(NONE)
    points = scoring.scores(forecasts, found)
    unscored = points.loc[points["unscored"] != "", "unscored"]
    unstated = forecasts.loc[forecasts["low"].isna(), "words"].explode().drop_duplicates()
    said = listed(quoted(unstated), limit=5)
    return say(
        scoring.caution(points) or f"{share(len(points) - len(unscored), len(points))} of the forecasts can be scored.",
        f"Why unscored: {tallied(unscored)}." if len(unscored) else "",
        f"Words such as {said} state no probability, and none is guessed for them." if len(unstated) else "",
    )


def means(forecasts: pd.DataFrame, found: pd.DataFrame) -> DataTable | None:
    """The mean Brier score beside those of two forecasters without foresight; nothing if no forecast has a score."""
    scores = scoring.scores(forecasts, found)
    if not (scores["unscored"] == "").any():
        return None
    frame = scoring.summary(scores)
    frame["interval"] = _intervals(frame["brier_best"], frame["brier_worst"])
    columns = {"label": "Forecaster", "forecasts": "Forecasts", "interval": "Mean Brier score"}
    return table(frame, columns=columns, caption="Mean Brier score: 0 is perfect, 1 the worst")


def either_way(forecasts: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What each forecast with a probability scores, or would score either way where nothing settles it.

    Returns
    -------
    DataFrame
        ``question``, ``case`` ("came true", "did not", or "if" either), ``best``, ``middle`` and ``worst`` Brier score
        (0 to 1) over the range of its words, ``half`` the score of who always says 50 %, ``base`` of who always says
        the share of settled forecasts that came true (missing if none is settled), ``sentence``.
    """
    rate, _ = _base_rate(found)
    settled = dict(knowledge.resolve(found)[["forecast", "resolution"]].values)
    rows = [
        _case(row, came, settled.get(row.forecast), rate)
        for row in forecasts[forecasts["low"].notna()].itertuples()
        for came in (1, 0)
        if pd.isna(settled.get(row.forecast, pd.NA)) or settled[row.forecast] == came
    ]
    return pd.DataFrame(rows, columns=["question", "case", "best", "middle", "worst", "half", "base", "sentence"])


def either_way_table(forecasts: pd.DataFrame, found: pd.DataFrame) -> DataTable | None:
    """The scores of the forecasts that state a probability, beside the two forecasters without foresight; if any do."""
    scores = either_way(forecasts, found)
    if not len(scores):
        return None
    rate, number = _base_rate(found)
    base = f"Always {100 * rate:.0f} %" if number else "Base rate"
    about = (
        f"{100 * rate:.0f} % of {number} settled forecasts came true" if number else "no base rate, none being settled"
    )
    scores["interval"] = _intervals(scores["best"], scores["worst"])
    columns = {
        "question": "Forecast", "sentence": "Passage", "case": "Case", "interval": "Brier score of its words",
        "half": "Always 50 %", "base": base,
    }  # fmt: skip
    caption = f"What each worded probability earns, or would earn either way: 0 is perfect, 1 the worst ({about})"
    return table(scores, columns=columns, caption=caption)


def _intervals(best: pd.Series, worst: pd.Series) -> list[str]:
    """``0.04 to 0.20``: from what the kindest reading of the words earns to the unkindest."""
    pairs = zip(best, worst, strict=True)
    return [f"{low:.2f}" if math.isclose(low, high) else f"{low:.2f} to {high:.2f}" for low, high in pairs]


def _base_rate(found: pd.DataFrame) -> tuple[float, int]:
    """The share of settled forecasts that came true, and how many are settled."""
    settled = knowledge.resolve(found)["resolution"].dropna()
    return (float(settled.mean()), len(settled)) if len(settled) else (math.nan, 0)


def _case(row: Any, came: int, settled: Any, rate: float) -> dict[str, object]:
    """The scores of one forecast in one outcome: what it earned, or would have if that is not settled."""
    low, high = float(row.low), float(row.high)
    best, worst = (high, low) if came else (low, high)
    figures = scoring.brier([best, (low + high) / 2, worst, 0.5], [came] * 4)
    if settled is None or pd.isna(settled):
        case = "if it had come true" if came else "if it had not"
    else:
        case = "came true" if came else "did not"
    return {
        "question": row.question,
        "case": case,
        **dict(zip(("best", "middle", "worst", "half"), figures, strict=True)),
        "base": math.nan if math.isnan(rate) else float(scoring.brier([rate], [came])[0]),
        "sentence": row.sentence,
    }
