"""What stands in the cells of a table, column by column: codes, dates, sentences, addresses, numbers, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape

from workbook import dates
from workbook.prose import SENTENCE_ID
from workbook.schema import Column, Table
from workbook.vocabularies import VOCABULARIES, Vocabulary

_LONG, _SHORT = 48, 20
"""From how many characters on a column wants room of its own, and up to how many it stays on one line."""


@dataclass(frozen=True)
class Cell:
    """The content of a cell, and what it sorts by where that is not what a reader sees."""

    content: Markup
    value: str | None = None


@dataclass(frozen=True)
class Cells:
    """A column: its cells, and how it is set: ``number``, ``quote``, ``long``, ``short``, or "" for as it comes."""

    cells: list[Cell]
    setting: str


def column_cells(
    frame: pd.DataFrame, name: str, known: Table | None, labels: Mapping[str, str], *, links: bool
) -> Cells:
    """The cells of a column; ``known`` is the dataset's table that the rows are from, if they are from one."""
    series = frame[name]
    column = known.column(name) if known and name in known.names else None
    if vocabulary := _vocabulary(series, column):
        return _set([_code(value, vocabulary) for value in series])
    if f"{name}_earliest" in frame or (column and column.kind == "date"):
        order = frame.get(f"{name}_earliest", pd.Series(pd.NaT, index=frame.index))
        return _set([_date(value, moment) for value, moment in zip(series, order, strict=True)])
    if name == "sentence" or name.endswith("_sentence"):
        return Cells([_sentence(value, links) for value in series], "")
    if name == "url" or (column and column.kind == "url"):
        return Cells([_address(value, links) for value in series], "")
    if numeric(series):
        return Cells([_number(value) for value in series], "number")
    cells = [Cell(_text(value, labels)) for value in series]
    return Cells(cells, "quote") if name == "quote" else _set(cells)


def numeric(series: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series)


def _set(cells: list[Cell]) -> Cells:
    longest = max((len(cell.content.striptags()) for cell in cells), default=0)
    return Cells(cells, "long" if longest > _LONG else "short" if longest <= _SHORT else "")


def _vocabulary(series: pd.Series, column: Column | None) -> Vocabulary | None:
    if column and column.kind == "code":
        return column.codes
    if isinstance(series.dtype, pd.CategoricalDtype):
        categories = list(series.cat.categories)
        return next((vocabulary for vocabulary in VOCABULARIES.values() if vocabulary.order == categories), None)
    return None


def _code(value: Any, vocabulary: Vocabulary) -> Cell:
    if missing(value) or str(value) not in vocabulary:
        return Cell(_text(value, {}))
    known = vocabulary[str(value)]
    swatch = ""
    if len({each.colour for each in vocabulary}) > 1:
        swatch = Markup('<i class="wb-swatch wb-{}"></i>').format(known.colour)
    return Cell(Markup("{}{}").format(swatch, known.label), str(vocabulary.order.index(str(value))))


def _date(value: Any, moment: Any) -> Cell:
    if missing(value):
        return Cell(Markup('<span class="wb-none">undated</span>'), "~")
    words = _date_in_words(value) if isinstance(value, str) else pd.Timestamp(value).date().isoformat()
    return Cell(escape(words), str(value) if pd.isna(moment) else pd.Timestamp(moment).date().isoformat())


def _date_in_words(text: str) -> str:
    try:
        return dates.in_words(text)
    except ValueError:
        return text


def _sentence(value: Any, links: bool) -> Cell:
    match = SENTENCE_ID.fullmatch(str(value))
    if match is None or not links:
        return Cell(_text(value, {}))
    return Cell(Markup('<a class="wb-cite" href="#{0}">{0}</a>').format(match[0]))


def _address(value: Any, links: bool) -> Cell:
    text = "" if missing(value) else str(value)
    host = web_host(text)
    return Cell(outward(text, host) if links and host else escape(text))


def web_host(address: str) -> str:
    """The host of a web address, without ``www.``; nothing for whatever else an address may be."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def outward(address: str, text: str) -> Markup:
    """A link out of the report, which tells the other side nothing of where it was; text if it is no web address."""
    if not web_host(address):
        return escape(text)
    return Markup('<a class="wb-out" href="{}" rel="noopener noreferrer">{}</a>').format(address, text)


def _number(value: Any) -> Cell:
    if missing(value):
        return Cell(Markup(""))
    number = float(value)
    text = f"{int(number):,}" if number.is_integer() else f"{number:,.3g}"
    # The script sorts by what stands there, unless it could not read that as a number.
    return Cell(
        escape(text.replace("-", "−")), None if text.isascii() and text.replace(".", "").isdigit() else f"{number:.12g}"
    )


def _text(value: Any, labels: Mapping[str, str]) -> Markup:
    if isinstance(value, tuple | list):
        return Markup("; ").join(escape(labels.get(str(part), str(part))) for part in value)
    if missing(value):
        return Markup("")
    if isinstance(value, bool):
        return Markup("yes" if value else "no")
    return escape(value if isinstance(value, Markup) else labels.get(str(value), str(value)))


def missing(value: Any) -> bool:
    """Whether a cell holds nothing."""
    if value is None or isinstance(value, str):
        return not value
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))
