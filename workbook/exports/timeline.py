"""The dated events as TimelineJS 3 reads them.

TimelineJS wants a start for every slide and shows text as HTML, so undated events stay behind, texts are escaped, and
the date is given in words beside the numbers: the numbers alone would claim more than the article says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from workbook import dates
from workbook.exports.plain import Row, as_json, rows
from workbook.package import URL
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset


def export(dataset: Dataset) -> bytes:
    """The opening slide and one slide a dated event, in the order of the table."""
    events = rows(dataset, "events")
    slides = [slide for row in events if (slide := _slide(row))]
    return as_json({"scale": "human", "title": _title(dataset, len(slides), len(events)), "events": slides})


def _title(dataset: Dataset, shown: int, total: int) -> dict[str, Any]:
    left = f" {total - shown} of the {total} events it tells of have no date that a timeline can show." * (
        total > shown
    )
    words = Markup("<p>{}.</p><p>What the article says, which is one party’s account.{}</p>").format(
        dataset.source, left
    )
    if URL.fullmatch(dataset.source.url):
        words += Markup('<p><a href="{}">The article</a></p>').format(dataset.source.url)
    return {
        "unique_id": dataset.name,
        "text": {"headline": _html(dataset.title), "text": str(words)},
        "autolink": False,
    }


def _slide(row: Row) -> dict[str, Any] | None:
    when = dates.parse(row.get("date", ""))
    if when.earliest is None:
        return None
    known = SCHEMA["events"]
    notes = [known.column(name).codes.label(row[name]) for name in ("type", "status")]
    text = Markup("<p>“{}” ({})</p><p>{}</p>").format(row["quote"], row["sentence"], " · ".join(notes))
    if "date_note" in row:
        text += Markup("<p>{}</p>").format(row["date_note"])
    slide = {
        "unique_id": row["event"],
        "start_date": _day(when.earliest, when.precision),
        "display_date": _html(dates.in_words(when.text)),
        "group": notes[0],
        "text": {"headline": _html(row["label"]), "text": str(text)},
        "autolink": False,
    }
    if when.latest and when.precision not in ("day", "month", "year"):
        slide["end_date"] = _day(when.latest, "day" if when.precision == "interval" else when.precision)
    return slide


def _day(bound: date, precision: str) -> dict[str, int]:
    """A bound as finely as the date is known."""
    if precision in ("year", "decade", "century"):
        return {"year": bound.year}
    if precision in ("month", "season"):
        return {"year": bound.year, "month": bound.month}
    return {"year": bound.year, "month": bound.month, "day": bound.day}


def _html(text: str) -> str:
    return str(Markup("{}").format(text))
