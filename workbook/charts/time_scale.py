"""A time axis that gives a crowded month room without dropping the decades around it.

The events of an article bunch: a few lines of history, then the fortnight that made somebody write. On an even axis
the fortnight is one dot. This scale is even within each of up to three *stretches*, the crowded month and what lies
before and after it, and breaks visibly between them.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

CROWDED = 3
"""So many day-exact events in one month make it a crowded one, if they are a fifth of all and the whole runs over
years.
"""

_SHARES = {(False, True, False): (1.0,), (True, True, False): (0.56, 0.44), (False, True, True): (0.7, 0.3),
           (True, True, True): (0.44, 0.36, 0.20)}  # fmt: skip
_GAP = 0.14
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Stretch:
    """A part of the axis on which time runs evenly, from ``first`` to ``last`` (inclusive days), ``left`` to
    ``right``.
    """

    first: date
    last: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days it covers."""
        return self.last.toordinal() - self.first.toordinal() + 1

    @property
    def monthly(self) -> bool:
        """Whether it is one calendar month, shown day by day."""
        return self.days <= 31

    @property
    def label(self) -> str:
        """What the stretch is called above the axis."""
        if self.monthly:
            return f"{calendar.month_name[self.first.month]} {self.first.year}"
        start = "" if self.first.month == 1 else f"{calendar.month_abbr[self.first.month]} "
        end = "" if self.last.month == 12 else f"{calendar.month_abbr[self.last.month]} "
        if self.first.year == self.last.year and not start and not end:
            return str(self.first.year)
        return f"{start}{self.first.year}–{end}{self.last.year}"

    def position(self, day: date, part: float = 0.5) -> float:
        """Where a day lies; ``part`` 0 is its morning, 1 its end."""
        share = (day.toordinal() - self.first.toordinal() + part) / self.days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        """Places and labels of the axis: days of a month, or round years no closer than half an inch."""
        if self.monthly:
            days = [day for day in (1, 8, 15, 22, 29) if day <= self.days]
            return [(self.position(self.first.replace(day=day)), str(day)) for day in days]
        per_year = (self.right - self.left) / (self.days / 365.25)
        step = next((step for step in _STEPS if step * per_year >= 0.5), _STEPS[-1])
        years = [year for year in range(self.first.year, self.last.year + 1) if year % step == 0]
        starts = [date(year, 1, 1) for year in years if date(year, 1, 1) >= self.first] or [self.first]
        return [(self.position(start, 0), str(start.year)) for start in starts]


@dataclass(frozen=True)
class TimeScale:
    """Stretches side by side, earliest first; ``crowded`` is the one of them that is a month given room, if any."""

    stretches: tuple[Stretch, ...]
    crowded: Stretch | None = None

    def position(self, day: date, part: float = 0.5) -> float:
        """Where a day lies on the axis, in the units of the stretches; beyond the axis means at its end."""
        index = bisect_left([stretch.last for stretch in self.stretches], day)
        return self.stretches[min(index, len(self.stretches) - 1)].position(day, part)


def crowded_month(days: Sequence[date], total: int) -> tuple[int, int] | None:
    """The month, as (year, month), in which at least a fifth of all events fall on known days; None if they spread."""
    if not days:
        return None
    month, count = max(sorted(Counter((day.year, day.month) for day in days).items()), key=lambda item: item[1])
    return month if count >= max(CROWDED, total / 5) else None


def time_scale(bounds: Sequence[date], days: Sequence[date], *, left: float, right: float, total: int) -> TimeScale:
    """The scale for events with these known bounds, of which ``days`` are exact to the day and ``total`` are dated
    at all.

    The axis runs over whole years, or over one month if all events lie in it.
    """
    first, last = min(bounds), max(bounds)
    if (first.year, first.month) == (last.year, last.month):
        return TimeScale((Stretch(*_month(first.year, first.month), left, right),))
    start, end = date(first.year, 1, 1), date(last.year, 12, 31)
    month = crowded_month(days, total) if end.year - start.year >= 2 else None
    if month is None:
        return TimeScale((Stretch(start, end, left, right),))
    opening, closing = _month(*month)
    before = (start, date.fromordinal(opening.toordinal() - 1)) if first < opening else None
    after = (date.fromordinal(closing.toordinal() + 1), end) if last > closing else None
    spans = [span for span in (before, (opening, closing), after) if span is not None]
    shares = _SHARES[before is not None, True, after is not None]
    width, edge, stretches = right - left - _GAP * (len(spans) - 1), left, []
    for (opens, closes), share in zip(spans, shares, strict=True):
        stretches.append(Stretch(opens, closes, edge, edge + share * width))
        edge += share * width + _GAP
    return TimeScale(tuple(stretches), stretches[int(before is not None)])


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
