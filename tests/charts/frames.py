"""Small frames in the shape of a dataset's tables, made by hand."""

from __future__ import annotations

import pandas as pd

from workbook import dates


def with_dates(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The frame with the bounds, precision and qualifier that the loader adds to a column of dates."""
    parsed = [dates.parse(text) for text in frame[column]]
    return frame.assign(
        **{
            f"{column}_earliest": pd.to_datetime([date.earliest for date in parsed]),
            f"{column}_latest": pd.to_datetime([date.latest for date in parsed]),
            f"{column}_precision": [date.precision for date in parsed],
            f"{column}_qualifier": [date.qualifier for date in parsed],
        }
    )


def make_events(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Events given by label, EDTF date and status; each in a sentence of its own, from s3."""
    frame = pd.DataFrame(rows, columns=["label", "date", "status"], dtype=str)
    frame.insert(0, "event", [f"e{number}" for number in range(len(frame))])
    constant = {"type": "ASSAULT", "date_note": "", "country": "", "quote": "so it says"}
    sentences = [f"s{number + 3}" for number in range(len(frame))]
    return with_dates(frame.assign(**constant, sentence=sentences, last_sentence=sentences), "date")


def make_relations(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Relations given by subject, sign and object, one a sentence from s3. The sign ! is hostile and denied."""
    kinds = {
        "+": ("supports", "positive", "asserted"),
        "-": ("opposes", "negative", "asserted"),
        "0": ("part-of", "neutral", "asserted"),
        "!": ("targets", "negative", "denied"),
    }
    return pd.DataFrame(
        [
            (f"r{number}", subject, kinds[sign][0], object_, *kinds[sign][1:], "so it says", f"s{number + 3}")
            for number, (subject, sign, object_) in enumerate(rows)
        ],
        columns=["relation", "subject", "type", "object", "sign", "status", "quote", "sentence"],
    ).assign(asserted_by="author")


def make_claims(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Claims given by attribution, factuality and sentence; the author's facts, bare and resting on nothing."""
    frame = pd.DataFrame(rows, columns=["attribution", "factuality", "sentence"], dtype=str)
    frame.insert(0, "claim", [f"c{number}" for number in range(len(frame))])
    frame["statement"] = [f"Statement {number}." for number in range(len(frame))]
    frame = frame.assign(kind="fact", speaker="author", basis="assertion", quote="so it says")
    frame["last_sentence"] = frame["sentence"]
    frame["hedge"] = [()] * len(frame)
    frame["language"] = [()] * len(frame)
    return frame
