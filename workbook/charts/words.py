"""Small words that charts say: counts, citations, labels of codes, short dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

import pandas as pd

from workbook import dates
from workbook.vocabularies import VOCABULARIES

_MONTH_NAMES = re.compile("|".join(calendar.month_name[1:]))


def count(number: int, one: str, many: str = "") -> str:
    """``1 event``, ``3 events``; ``many`` where an s does not do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Iterable[str], limit: int = 6) -> str:
    """``a, b and c``; past the limit ``a, b and 4 more``."""
    items = list(items)
    if len(items) > limit:
        items = [*items[: limit - 1], f"{len(items) - limit + 1:,} more"]
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def short(text: str, width: int = 140) -> str:
    """The text on one line, cut at a word's end."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rsplit(" ", 1)[0] + "…"


def tooltip(*parts: str) -> str:
    """Lines of a tooltip; empty ones are left out."""
    return "\n".join(part for part in parts if part)


def quoted(quote: str) -> str:
    """A quote in quotation marks, shortened; nothing for none."""
    return f"“{short(quote)}”" if quote else ""


def label(vocabulary: str, code: object) -> str:
    """What a reader sees for a code."""
    return VOCABULARIES[vocabulary].label("" if pd.isna(code) else str(code))  # type: ignore[call-overload]


def colour(vocabulary: str, code: object) -> str:
    """The name in the palette of a code's colour; grey for a code that has none."""
    codes = VOCABULARIES[vocabulary]
    return codes[str(code)].colour if str(code) in codes else "grey"


def when(text: object) -> str:
    """A date as a reader would say it."""
    return dates.in_words(str(text))


def short_date(text: str) -> str:
    """``14 Nov 2020``, ``since 2001``; an uncertain date ends in a question mark."""
    words = _MONTH_NAMES.sub(lambda name: name.group()[:3], dates.in_words(text))
    for prefix, suffix in (("possibly about ", "?"), ("possibly ", "?"), ("about ", "~")):
        if prefix in words:
            words = words.replace(prefix, "") + suffix
    return words


def cited(frame: pd.DataFrame) -> str:
    """``Rests on 12 sentences, s3 to s40.``"""
    numbers = sorted({int(name[1:]) for name in frame.get("sentence", []) if re.fullmatch(r"s\d+", str(name))})
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Rests on sentence s{numbers[0]}."
    return f"Rests on {len(numbers)} sentences, s{numbers[0]} to s{numbers[-1]}."


def percent(share: float) -> str:
    """``51 %``; ``under 1 %`` for what would be rounded down to nothing, ``over 99 %`` for the other end."""
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 < share < 1 else f"{100 * share:.0f} %"
