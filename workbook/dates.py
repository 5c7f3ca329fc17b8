"""Dates as precise as the text and no more: EDTF (ISO 8601-2, Library of Congress), levels 0 and 1.

**A date here is never a point, always a pair of bounds.** ``2020-11`` is not the first of November; it is
some day between the 1st and the 30th. Whoever sorts or draws such a date has to choose a bound and say so. An
open end, as in ``2001/..``, has no bound on that side; an empty string is an undated row and has none at all.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

PRECISIONS = ("day", "month", "season", "year", "decade", "century", "interval", "open", "undated")
"""From the most to the least that is known."""

_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}  # winter: the December that names its year
_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<qualifier>[?~%]?)",
    re.ASCII,
)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""In English whatever the machine's locale, as the texts and pages are."""
FORMS = "expected EDTF such as 2020, 2020-11, 2020-11-14, 2020-11-14?, 199X, 2001/.. or 2001/2018-06"


@dataclass(frozen=True)
class EDTF:
    """A parsed date.

    ``earliest`` and ``latest`` are the bounds, inclusive; None where open, unknown or undated. ``qualifier``
    is ``?`` uncertain, ``~`` approximate, ``%`` both, or empty.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str
    qualifier: str = ""

    def may_overlap(self, other: EDTF) -> bool:
        """Whether the two could share a day; an undated one shares none."""
        if "undated" in (self.precision, other.precision):
            return False
        starts_in_time = self.earliest is None or other.latest is None or self.earliest <= other.latest
        ends_in_time = self.latest is None or other.earliest is None or self.latest >= other.earliest
        return starts_in_time and ends_in_time


@lru_cache(maxsize=65536)
def parse(text: str) -> EDTF:
    """Read an EDTF string; an empty one is undated.

    Accepts years, months, days, seasons (``2020-21`` to ``2020-24``), unspecified digits (``199X``,
    ``2020-XX``), the qualifiers ``?``, ``~`` and ``%``, and intervals of these with ``..`` or nothing for an
    open or unknown end. Years run from 0001 to 9999.

    Raises
    ------
    ValueError
        If it is not such a string, is no day of the calendar, or an interval ends before it starts.
    """
    if text == "":
        return EDTF("", None, None, "undated")
    if "/" not in text:
        return _point(text)
    start_text, _, end_text = text.partition("/")
    start, end = _end(start_text), _end(end_text)
    if start.earliest is None and end.latest is None:
        raise ValueError(f"an interval needs a date at one end at least; {FORMS}")
    if start.earliest and end.latest and start.earliest > end.latest:
        raise ValueError("ends before it starts")
    bounded = start.earliest is not None and end.latest is not None
    qualifier = start.qualifier if start.qualifier == end.qualifier else start.qualifier + end.qualifier
    return EDTF(
        text,
        start.earliest,
        end.latest,
        "interval" if bounded else "open",
        "%" if len(qualifier) > 1 else qualifier,
    )


def _end(text: str) -> EDTF:
    return EDTF(text, None, None, "open") if text in ("", "..") else _point(text)


def _point(text: str) -> EDTF:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(FORMS)
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last_year == 0:
        raise ValueError("there is no year 0000 here; years run from 0001 to 9999")
    precision = {0: "year", 1: "decade", 2: "century"}[year.count("X")]
    first_month, last_month, last_day = 1, 12, 31
    if day not in (None, "XX") and month == "XX":
        raise ValueError("a day needs a month")
    if month not in (None, "XX"):
        if "X" in year:
            raise ValueError("a month needs a whole year")
        first_month, last_month, precision = _months(int(month), day)
        last_day = calendar.monthrange(last_year, last_month)[1]
    first_day = 1
    if day not in (None, "XX"):
        if not 1 <= int(day) <= last_day:
            raise ValueError(f"{MONTHS[last_month - 1]} {last_year} has no day {int(day)}")
        first_day = last_day = int(day)
        precision = "day"
    earliest, latest = date(max(first_year, 1), first_month, first_day), date(last_year, last_month, last_day)
    return EDTF(text, earliest, latest, precision, qualifier)


def _months(month: int, day: str | None) -> tuple[int, int, str]:
    if month in _SEASONS and day is None:
        return (*_SEASON_MONTHS[month], "season")
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return month, month, "month"


def in_words(text: str) -> str:
    """A date as a reader would say it: ``7 August 2020``, ``since 2001``, ``undated``.

    Raises
    ------
    ValueError
        As ``parse`` does.
    """
    edtf = parse(text)
    if edtf.precision == "undated":
        return "undated"
    if "/" not in text:
        return _point_in_words(text)
    start, _, end = text.partition("/")
    if edtf.earliest is None:
        return f"until {_point_in_words(end)}"
    if edtf.latest is None:
        return f"since {_point_in_words(start)}"
    return f"{_point_in_words(start)} to {_point_in_words(end)}"


def _point_in_words(text: str) -> str:
    match = _POINT.fullmatch(text)
    assert match, text
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    words = f"{int(year)}" if year.isdigit() else f"{year.replace('X', '0')}s"
    if year.endswith("XX"):  # "1900s" would be read as a decade
        words = f"{year.replace('X', '0')} to {year.replace('X', '9')}"
    if month and month != "XX":
        words = f"{_SEASONS.get(int(month)) or MONTHS[int(month) - 1]} {words}"
        if day and day != "XX":
            words = f"{int(day)} {words}"
    return {"": "", "?": "possibly ", "~": "about ", "%": "possibly about "}[qualifier] + words
