"""Dates in running text, as EDTF: as precise as the words and no more.

"20 years", "two decades" and "this year" are no dates, and neither is a day without a year; a number is a year only
where it stands as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbook import dates
from workbook.suggest.lexicon import MONTHS

_YEAR = r"(?P<{}>(?:1[0-9]|20|21)\d\d)"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_MONTH_FIRST = re.compile(
    rf"\b{MONTHS.format('month')}\s+{_DAY.format('day')}\b(?:\s*[–-]\s*{_DAY.format('last')})?,?\s+{_YEAR.format('year')}\b"
)
_DAY_FIRST = re.compile(rf"\b{_DAY.format('day')}\s+(?:of\s+)?{MONTHS.format('month')},?\s+{_YEAR.format('year')}\b")
_MONTH_ONLY = re.compile(rf"\b{MONTHS.format('month')}(?:\s+of|,)?\s+{_YEAR.format('year')}\b")
_ISO = re.compile(r"\b((?:1[0-9]|20|21)\d\d-[01]\d(?:-[0-3]\d)?)\b")
_SEASON = re.compile(
    rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?:\s+of|,)?\s+{_YEAR.format('year')}\b"
)
_RANGE = re.compile(
    rf"\b(?:from|between)\s+{_YEAR.format('year')}\s+(?:to|and|until|till)\s+{_YEAR.format('until')}\b"
    rf"|\b{_YEAR.format('first')}\s?[–—/-]\s?{_YEAR.format('second')}\b"
)
_DECADE = re.compile(r"\b(?P<decade>(?:1[0-9]|20|21)\d)0[’']?s\b")
_CENTURY = re.compile(r"\b(?P<number>1\d|2[01]?)(?:th|st|nd)[\s-]century\b")
_PLAIN = re.compile(rf"(?<![\d.,$€£¥#/-]){_YEAR.format('year')}(?![\d%]|[.,]\d|-\w)\b")
_COUNTED = re.compile(
    r"\s+(?:people|troops|men|women|soldiers|dollars|euros|pounds|tons|tonnes|miles|metres|meters|kilomet\w+|km|jobs|"
    r"homes|ships|seats|votes|members|workers|fighters|prisoners|civilians|barrels|copies|years|times|of\s+(?:them|its))\b"
)
_YEARLY = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|the|during|before|after|around|about|circa|c\.|early|late|mid|year|to|and|"
    r"through|between|for|last|following|its|their|his|that)|[(,–—-])\s*\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:the\s+end\s+of\s+)?\Z", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:around|about|circa|roughly|c\.)\s+\Z", re.IGNORECASE)
_PERHAPS = re.compile(r"\b(?:perhaps|possibly|probably|reportedly)\s+(?:in|on)?\s*\Z", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:following|after|since|in the wake of)\s[^,;:.]{0,60}\Z", re.IGNORECASE)
_NUMBERS = {month[:3]: number for number, month in enumerate(dates.MONTHS, start=1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


@dataclass(frozen=True)
class Dating:
    """A date in a text: where it stands, and what it amounts to.

    ``following`` tells that something is said to have come after it, so that an open interval may be meant.
    """

    start: int
    end: int
    edtf: str
    following: bool = False


def datings(text: str, start: int = 0, end: int | None = None) -> list[Dating]:
    """The dates of a passage, in order; positions are those of the whole text."""
    end = len(text) if end is None else end
    taken: list[tuple[int, int]] = []
    found: list[Dating] = []
    for match, edtf in _matches(text, start, end):
        if any(match.start() < last and first < match.end() for first, last in taken):
            continue
        taken.append(match.span())  # an impossible date is none, and its year is no date of its own
        if not edtf:
            continue
        before = text[max(start, match.start() - 80) : match.start()]
        found.append(Dating(*match.span(), _placed(edtf, before), bool(_AFTER.search(before))))
    return sorted(found, key=lambda dating: dating.start)


def _matches(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str]]:
    """Every form of date, the fuller forms first; an impossible one is empty."""
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(text, start, end):
            month = f"{match['year']}-{_number(match['month']):02d}"
            last = match.groupdict().get("last")
            days = [_possible(f"{month}-{int(day):02d}") for day in (match["day"], last) if day]
            yield match, _possible("/".join(days))
    for match in _ISO.finditer(text, start, end):
        yield match, _possible(match[0])
    for match in _RANGE.finditer(text, start, end):
        yield match, _possible(f"{match['year'] or match['first']}/{match['until'] or match['second']}")
    for match in _MONTH_ONLY.finditer(text, start, end):
        yield match, f"{match['year']}-{_number(match['month']):02d}"
    for match in _SEASON.finditer(text, start, end):
        yield match, f"{match['year']}-{_SEASONS[match['season'].lower()]}"
    for match in _DECADE.finditer(text, start, end):
        yield match, f"{match['decade']}X"
    for match in _CENTURY.finditer(text, start, end):
        yield match, f"{int(match['number']) - 1}XX"
    for match in _PLAIN.finditer(text, start, end):
        yield match, match["year"] if _is_year(text, match, start) else ""


def _number(month: str) -> int:
    return _NUMBERS[month[:3]]


def _possible(edtf: str) -> str:
    try:
        return dates.parse(edtf).text
    except ValueError:
        return ""


def _is_year(text: str, match: re.Match[str], start: int) -> bool:
    if _COUNTED.match(text, match.end()):
        return False
    return bool(_YEARLY.search(text[max(start, match.start() - 12) : match.start()]))


def _placed(edtf: str, before: str) -> str:
    """A date with what the words before it make of it: since, until, about."""
    if "/" in edtf:
        return edtf
    if _SINCE.search(before):
        return f"{edtf}/.."
    if _UNTIL.search(before):
        return f"../{edtf}"
    if _ABOUT.search(before):
        return f"{edtf}~"
    return f"{edtf}?" if _PERHAPS.search(before) else edtf
