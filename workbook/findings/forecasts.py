"""What the article foresaw and what came of it: how surely it was worded, what others say, what could be known when.

What came of a forecast is external evidence. It is cut off at a day if one is asked for, so that a reader sees what
could be known then and nothing later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from workbook import dates
from workbook.analysis import outcomes as knowledge
from workbook.basis import told
from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, label, listed, share
from workbook.prose import Prose, say
from workbook.tables import DataTable, table

NONE: Final = "The article makes no forecast that has been coded."
_UNKNOWN: Final = "No outside source in view says what came of the forecasts."
_OPEN: Final = "not stated"


def ledger(dataset: Dataset) -> pd.DataFrame:
    """The forecasts with the claim's ``quote`` and its place, so that a table can show the article's own words."""
    places = dataset.claims[["claim", "quote", "quote_start", "quote_end"]]
    return dataset.forecasts.merge(places, on="claim", how="left")


def day(as_of: str) -> str:
    """The last day that an EDTF date may mean, ``2021`` being 31 December 2021; "" for no date."""
    latest = dates.parse(as_of).latest
    return latest.isoformat() if latest else ""


def outcomes(dataset: Dataset, as_of: str = "") -> pd.DataFrame:
    """The findings on the forecasts that had been published by a day; all of them if none is given."""
    return knowledge.as_of(dataset.outcomes, day(as_of)).drop(columns="knowledge").reset_index(drop=True)


def bottom_line(forecasts: pd.DataFrame, found: pd.DataFrame, as_of: str = "") -> Prose:
    """The whole page in two sentences: how many forecasts, how worded, and what outside sources say came of them."""
    if not len(forecasts):
        return say(NONE, lead=True)
    stated = int(forecasts["low"].notna().sum())
    published = f" published by {dates.in_words(day(as_of))}" if as_of else ""
    if len(found):
        true, untrue, unsettled, unknown = map(len, _sorted_out(forecasts, found))
        verdict = (
            f"According to outside sources{published} {true} came true and {untrue} did not; "
            f"{unsettled} cannot be called either way, and on {unknown} nothing was found."
        )
    else:
        verdict = f"No outside source{published} says what came of them."
    return say(
        f"Of the article's {count(len(forecasts), 'forecast')}, {stated or 'none'} "
        f"{'is' if stated <= 1 else 'are'} worded as a probability.",
        verdict,
        lead=True,
    )


def foreseen(forecasts: pd.DataFrame) -> Prose:
    """Which forecasts are worded so that they state a probability, and how many hang on a condition."""
    if not len(forecasts):
        return say(NONE)
    stated = forecasts[forecasts["low"].notna()]
    conditional = forecasts[forecasts["condition"] != ""]
    return say(
        f"{share(len(stated), len(forecasts))} of the forecasts are worded so that ICD 203 gives them a probability"
        + (f": {listed(_worded(stated))}." if len(stated) else "."),
        f"{share(len(conditional), len(forecasts))} hold only on a condition.",
        cites(pd.concat([stated, conditional])),
    )


def windows(forecasts: pd.DataFrame) -> Prose:
    """How many forecasts say from when or until when they hold."""
    if not len(forecasts):
        return say(NONE)
    dated = forecasts[(forecasts["opens"] != "") | (forecasts["closes"] != "")]
    if not len(dated):
        return say(
            f"None of the {count(len(forecasts), 'forecast')} says from when or until when it holds: "
            "there is no day on which it would have to be called wrong."
        )
    return say(
        f"{share(len(dated), len(forecasts))} of the forecasts say from when or until when they hold.", cites(dated)
    )


def ledger_table(forecasts: pd.DataFrame) -> Prose:
    """The forecasts: the article's words, what they amount to, on what condition, by when, what would count as yes."""
    rows: list[Any] = list(forecasts.itertuples())
    frame = forecasts.assign(
        likelihood=[_likelihood(row) for row in rows],
        given=[row.condition or "no condition" for row in rows],
        window=[_window(row.opens, row.closes) for row in rows],
    )
    columns = {
        "question": "Forecast", "sentence": "Passage", "words": "The article's words", "likelihood": "Read as",
        "quote": "Quote", "given": "Condition", "window": "Window",
        "resolution": "What would count as yes (the analyst's rule)",
    }  # fmt: skip
    return told("article", table(frame, columns=columns, caption="What the article foresees, in its order"))


def outside(dataset: Dataset, forecasts: pd.DataFrame, found: pd.DataFrame, as_of: str = "") -> Prose:
    """All that outside sources say of the forecasts, in a block of its own: settled, in dispute, source by source."""
    if not len(found):
        return told("outside", came(forecasts, found), as_known(dataset, as_of))
    parts = came(forecasts, found), divided(dataset, found), as_known(dataset, as_of), outcome_table(dataset, found)
    return told("outside", *parts)


def came(forecasts: pd.DataFrame, found: pd.DataFrame) -> Prose:
    """What outside sources settle, forecast by forecast, and where they leave it open."""
    if not len(forecasts):
        return say(NONE)
    if not len(found):
        return say(_UNKNOWN)
    true, untrue, unsettled, unknown = _sorted_out(forecasts, found)
    why = tallied(unsettled["reason"])
    return say(
        f"Outside sources were found on {len(forecasts) - len(unknown)} of {count(len(forecasts), 'forecast')}. "
        f"By all that speak of it, {len(true)} came true and {len(untrue)} did not; "
        f"{len(unsettled)} cannot be called either way" + (f" ({why})." if why else "."),
        f"Nothing was found on {listed(quoted(unknown['question']), 3)}" if len(unknown) else "",
    )


def divided(dataset: Dataset, found: pd.DataFrame) -> Prose:
    """Where the sources give different verdicts on one forecast."""
    if not len(found):
        return say(_UNKNOWN)
    kinds = found.groupby("forecast", sort=False)["verdict"].agg(lambda verdicts: len(set(verdicts)))
    split = kinds[kinds > 1].index.tolist()
    if not split:
        return say("On no forecast do the sources differ.")
    questions = listed(quoted(dataset.label("forecasts", name) for name in split), limit=5)
    return say(
        f"The sources differ on {count(len(split), 'forecast')}: {questions}",
        cites(found[found["forecast"].isin(split)]),
    )


def as_known(dataset: Dataset, as_of: str = "") -> Prose:
    """What is left out because it was published later, or cannot be placed in time."""
    if not len(dataset.outcomes):
        return say("No finding has been gathered: add rows to outcomes.csv.")
    if not as_of:
        undated = int((dataset.outcomes["published"] == "").sum())
        note = f", {count(undated, 'undated one')} included" if undated else ""
        return say(
            f"All {count(len(dataset.outcomes), 'finding')} count{note}; the parameter as_of sets a day to look from."
        )
    words = knowledge.left_out(dataset.outcomes, day(as_of))
    return say(words or f"Every finding was public by {dates.in_words(day(as_of))}.")


def outcome_table(dataset: Dataset, found: pd.DataFrame) -> DataTable:
    """Every finding of an outside source, with its address."""
    columns = {
        "forecast": "Forecast", "sentence": "Passage", "verdict": "Verdict", "finding": "What the source says",
        "url": "Address", "published": "Published", "publisher": "Publisher", "title": "Title",
    }  # fmt: skip
    questions = {"forecast": dict(dataset.forecasts[["forecast", "question"]].values)}
    return table(
        found, columns=columns, labels=questions, caption="External evidence: what outside sources say came of it"
    )


def over_time(dataset: Dataset, as_of: str = "") -> pd.DataFrame:
    """What the sources published by the end of each year settle, and what they settle all told.

    Returns
    -------
    DataFrame
        ``by``, ``findings``, ``came_true``, ``did_not``, ``open`` (sources, but no verdict either way) and ``none``
        (forecasts without a source). Undated findings count in the last row only, and not if a day is given.
    """
    rows = [_state(dataset, end) for end in dict.fromkeys([*_moments(dataset, day(as_of)), day(as_of)])]
    return pd.DataFrame(rows, columns=["by", "findings", "came_true", "did_not", "open", "none"])


def over_time_table(dataset: Dataset, as_of: str = "") -> Prose:
    """What could be known at the end of each year."""
    columns = {
        "by": "By", "findings": "Findings published", "came_true": "Came true", "did_not": "Did not",
        "open": "Open or in dispute", "none": "No source yet",
    }  # fmt: skip
    caption = "External evidence: what could be known when, in forecasts"
    return told("outside", table(over_time(dataset, as_of), columns=columns, caption=caption))


def _sorted_out(
    forecasts: pd.DataFrame, found: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The forecasts that came true, that did not, that sources leave open or dispute, and that no source speaks of."""
    settled = forecasts[["forecast", "question"]].merge(knowledge.resolve(found), on="forecast", how="left")
    known, resolution = settled["sources"].notna(), settled["resolution"]
    true, untrue = (resolution == 1).fillna(False), (resolution == 0).fillna(False)
    return settled[true], settled[untrue], settled[known & resolution.isna()], settled[~known]


def tallied(reasons: pd.Series) -> str:
    """``sources do not agree: 2; came true in part only: 4``, in the order in which they are met."""
    return "; ".join(f"{reason}: {number}" for reason, number in reasons.value_counts(sort=False).items())


def _worded(stated: pd.DataFrame) -> Iterator[str]:
    rows: Iterable[Any] = stated.itertuples()
    for row in rows:
        yield f"{listed(quoted(row.words))}, read as {label('probability', row.term)}, {_span(row.low, row.high)}"


def quoted(texts: Iterable[str]) -> Iterator[str]:
    """Each text in quotation marks."""
    return (f"“{text}”" for text in texts)


def _span(low: float, high: float) -> str:
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def _likelihood(row: Any) -> str:
    """The ICD 203 term of a forecast with its range; both plainly missing where the words state none."""
    term = label("probability", row.term)
    return term if pd.isna(row.low) else f"{term}, {_span(row.low, row.high)}"


def _window(opens: str, closes: str) -> str:
    if not (opens or closes):
        return _OPEN
    return " ".join(
        [f"from {dates.in_words(opens)}"] * bool(opens) + [f"until {dates.in_words(closes)}"] * bool(closes)
    )


def _moments(dataset: Dataset, last: str) -> list[str]:
    """The ends of the years from the article's on, then when the latest finding was published; none after ``last``."""
    published = dataset.outcomes["published_latest"].dropna()
    appeared = dates.parse(dataset.source.published).latest
    if not len(published):
        return []
    latest = published.max().date()
    first = appeared.year if appeared else published.min().year
    ends = [*(f"{year}-12-31" for year in range(first, latest.year)), latest.isoformat()]
    return [end for end in ends if not last or end <= last]


def _state(dataset: Dataset, end: str) -> dict[str, object]:
    found = knowledge.as_of(dataset.outcomes, end)
    resolution = knowledge.resolve(found)["resolution"]
    return {
        "by": dates.in_words(end) if end else "all told, undated ones included",
        "findings": len(found),
        "came_true": int((resolution == 1).sum()),
        "did_not": int((resolution == 0).sum()),
        "open": int(resolution.isna().sum()),
        "none": len(dataset.forecasts) - len(resolution),
    }
