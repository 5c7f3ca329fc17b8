"""The turns of phrase that findings share: shares, rankings, citations."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from workbook.charts.words import count, label, listed
from workbook.prose import cite

MOST_CITED = 6
"""A sentence that cites more passages than this cannot be read."""


def cites(frame: pd.DataFrame) -> Markup:
    """Links to the sentences that rows rest on, in text order, the first few of them."""
    numbers = sorted({int(name[1:]) for name in frame["sentence"] if name})
    shown = cite(*(f"s{number}" for number in numbers[:MOST_CITED]))
    return shown + (f" and {len(numbers) - MOST_CITED} more" if len(numbers) > MOST_CITED else "")


def share(part: int, whole: int) -> str:
    """``12 of 31 (39 %)``."""
    return f"{part} of {whole} ({round(100 * part / whole)} %)" if whole else f"{part} of {whole}"


def tally(codes: pd.Series, vocabulary: str, limit: int = 6) -> str:
    """``31 judgement, 20 fact and 4 norm``: the codes there are, the most frequent first."""
    counts = codes.value_counts(sort=False)
    ranked = counts[counts > 0].sort_values(ascending=False, kind="stable")
    return listed((f"{number} {label(vocabulary, code).lower()}" for code, number in ranked.items()), limit)


def ranking(ids: Iterable[str], names: dict[str, str], limit: int = 4) -> str:
    """``Iran (21), Al-Qaeda (9)``: the most frequent, ties in order of first mention."""
    counts = pd.Series(list(ids), dtype="str").value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return ", ".join(f"{names.get(str(key), str(key))} ({number})" for key, number in counts.head(limit).items())


__all__ = ["cites", "count", "label", "listed", "ranking", "share", "tally"]
