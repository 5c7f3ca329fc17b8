"""Tables: the rows of a dataset or of a result, as a reader sees them.

A table is plain HTML that reads well without script; the page's script adds sorting and filtering, for which
cells carry the value they sort by. Codes are shown by their label, dates in words, sentences as links to the
passage, addresses as links only where they are web addresses. Everything else is text and is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup, escape

from workbook import dates
from workbook.dataset import row_id
from workbook.prose import SENTENCE_ID
from workbook.schema import SCHEMA, Column, Table
from workbook.vocabularies import VOCABULARIES, Vocabulary

_NOT_ID = re.compile(r"[^\w-]+")
_DERIVED = ("_earliest", "_latest", "_precision", "_qualifier", "_start", "_end")
"""Endings of the columns that loading adds for computing with; they are shown only when asked for."""

_LONG, _SHORT = 48, 20
"""From how many characters on a column wants room of its own, and up to how many it stays on one line."""

_FRAME = Markup(
    '<div class="wb-scroll wb-table-box" tabindex="0" role="group" aria-label="Table: {caption}">'
    '<table class="wb-table"><caption>{caption}{note}</caption><thead><tr>{head}</tr></thead>'
    "<tbody>{body}</tbody></table></div>"
)


class DataTable:
    """A table on a page, shown as it is by JupyterLab and by reports."""

    def __init__(self, html: Markup, text: str):
        self.html = html
        self.text = text

    def __html__(self) -> Markup:
        return self.html

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": str(self.html), "text/plain": self.text}


def table(
    frame: pd.DataFrame,
    *,
    caption: str,
    columns: Mapping[str, str] | None = None,
    labels: Mapping[str, Mapping[str, str]] | None = None,
    links: bool = True,
    sort: str | None = None,
    limit: int | None = None,
) -> DataTable:
    """Show a frame as a table.

    Parameters
    ----------
    frame
        Rows of a dataset's table, or any frame. Rows of a dataset's table get an id,
        ``events-embassy-bombings``, so that other pages can link to them.
    caption
        What the table shows, in words.
    columns
        The columns to show, by name, with their headings; all but the derived ones if not given.
    labels
        For columns that hold ids: what to show for each id, such as ``{"actor": {"iran": "Iran"}}``.
    links
        Whether sentences and web addresses are links.
    sort
        A column to sort by before anything else; a leading ``-`` turns the order round.
    limit
        The most rows to show; the caption says how many there are.
    """
    shown = _sorted(frame, sort)
    total = len(shown)
    if limit is not None:
        shown = shown.head(limit)
    headings = dict(columns) if columns is not None else _all_headings(frame)
    known = table_of(frame)
    cells = [_cells(shown, name, known, (labels or {}).get(name, {}), links) for name in headings]
    anchors = row_ids(shown, known) if known else [""] * len(shown)
    note = f" The first {len(shown):,} of {total:,} rows." if len(shown) < total else ""
    html = _FRAME.format(
        caption=caption, note=note, head=_head(shown, headings), body=_body(anchors, cells, _row_header(headings))
    )
    plain = shown[list(headings)].to_string(index=False, max_rows=60)
    return DataTable(html, f"{caption} ({len(shown):,} rows)\n{plain}")


def table_of(frame: pd.DataFrame) -> Table | None:
    """Which table of a dataset the rows of a frame are from, as far as its columns tell."""
    held = set(map(str, frame.columns))
    fitting = [table for table in SCHEMA.values() if held.issuperset(table.names)]
    return max(fitting, key=lambda table: len(table.names), default=None)


def row_ids(frame: pd.DataFrame, known: Table) -> list[str]:
    """The ids that rows have on a page, ``claims-c12``; what cannot stand in an id (of a web address, say)
    becomes a hyphen.
    """
    keys = frame[list(known.key)].itertuples(index=False, name=None)
    return [_NOT_ID.sub("-", row_id(known, dict(zip(known.key, key, strict=True)))) for key in keys]


def _all_headings(frame: pd.DataFrame) -> dict[str, str]:
    return {name: heading(name) for name in frame.columns if _plain(str(name))}


def heading(name: object) -> str:
    """The heading of a column that was given none: its name with a capital."""
    words = str(name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _plain(name: str) -> bool:
    return not name.endswith(_DERIVED) and name not in {"within", "last_sentence"}


def _sorted(frame: pd.DataFrame, sort: str | None) -> pd.DataFrame:
    if sort is None:
        return frame
    name = sort.removeprefix("-")
    key = f"{name}_earliest" if f"{name}_earliest" in frame else name
    return frame.sort_values(key, ascending=not sort.startswith("-"), kind="stable", na_position="last")


def _row_header(headings: Mapping[str, str]) -> int:
    """Which column names the row for a screen reader: the first that holds words."""
    names = list(headings)
    for wanted in ("label", "statement", "name", "question", "title"):
        if wanted in names:
            return names.index(wanted)
    return 0


def _head(frame: pd.DataFrame, headings: Mapping[str, str]) -> Markup:
    cell = Markup('<th scope="col"{}>{}</th>')
    number = Markup(' class="wb-number"')
    cells = (cell.format(number if _numeric(frame[name]) else "", text) for name, text in headings.items())
    return Markup("").join(cells)


def _numeric(series: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series)


def _body(anchors: list[str], columns: list[list[tuple[Markup, Markup]]], header: int) -> Markup:
    rows = []
    for number, anchor in enumerate(anchors):
        cells = []
        for index, column in enumerate(columns):
            attributes, content = column[number]
            opening, closing = ("th", "th") if index == header else ("td", "td")
            scope = ' scope="row"' if index == header else ""
            cells.append(f"<{opening}{scope}{attributes}>{content}</{closing}>")
        identity = Markup(' id="{}"').format(anchor) if anchor else ""
        rows.append(f"<tr{identity}>{''.join(cells)}</tr>")
    return Markup("".join(rows))


def _cells(
    frame: pd.DataFrame, name: str, known: Table | None, labels: Mapping[str, str], links: bool
) -> list[tuple[Markup, Markup]]:
    """For each row the attributes of a column's cell and what stands in it."""
    series = frame[name]
    column = known.column(name) if known and name in known.names else None
    if vocabulary := _vocabulary(series, column):
        return [_code(value, vocabulary) for value in series]
    if f"{name}_earliest" in frame or (column and column.kind == "date"):
        order = frame.get(f"{name}_earliest", pd.Series(pd.NaT, index=frame.index))
        return [_date(value, moment) for value, moment in zip(series, order, strict=True)]
    if name in {"sentence", "last_sentence"}:
        return [_sentence(value, links) for value in series]
    if name == "url" or (column and column.kind == "url"):
        return [_address(value, links) for value in series]
    if _numeric(series):
        return [_number(value) for value in series]
    texts = [_text(value, labels) for value in series]
    return [(_room(name, texts), text) for text in texts]


def _room(name: str, texts: list[Markup]) -> Markup:
    """How a column of words is set: quotes in the article's type, long ones with room, short ones on one
    line.
    """
    if name == "quote":
        return Markup(' class="wb-quote"')
    longest = max(map(len, texts), default=0)
    if longest > _LONG:
        return Markup(' class="wb-long"')
    return Markup(' class="wb-short"') if longest <= _SHORT else Markup("")


def _vocabulary(series: pd.Series, column: Column | None) -> Vocabulary | None:
    if column and column.kind == "code":
        return column.codes
    if isinstance(series.dtype, pd.CategoricalDtype):
        categories = list(series.cat.categories)
        return next((vocabulary for vocabulary in VOCABULARIES.values() if vocabulary.order == categories), None)
    return None


def _code(value: Any, vocabulary: Vocabulary) -> tuple[Markup, Markup]:
    if _missing(value):
        return Markup(""), Markup("")
    code = str(value)
    if code not in vocabulary:
        return Markup(""), escape(code)
    attributes = Markup(' class="wb-short" data-value="{}"').format(vocabulary.order.index(code))
    known = vocabulary[code]
    swatch = ""
    if len({each.colour for each in vocabulary}) > 1:
        swatch = Markup('<i class="wb-swatch wb-{}"></i>').format(known.colour)
    return attributes, Markup("{}{}").format(swatch, known.label)


def _date(value: Any, moment: Any) -> tuple[Markup, Markup]:
    if _missing(value):
        return Markup(' class="wb-short" data-value="~"'), Markup('<span class="wb-none">undated</span>')
    order = "" if pd.isna(moment) else pd.Timestamp(moment).date().isoformat()
    words = _date_in_words(value) if isinstance(value, str) else pd.Timestamp(value).date().isoformat()
    room = "wb-short" if len(words) <= _SHORT else ""
    return Markup(' class="{}" data-value="{}"').format(room, order or str(value)), escape(words)


def _date_in_words(text: str) -> str:
    try:
        return dates.in_words(text)
    except ValueError:
        return text


def _sentence(value: Any, links: bool) -> tuple[Markup, Markup]:
    match = SENTENCE_ID.fullmatch(str(value))
    if match is None:
        return Markup(""), _text(value, {})
    link = Markup('<a class="wb-cite" href="#{0}">{0}</a>')
    return Markup(""), link.format(match[0]) if links else escape(match[0])


def _address(value: Any, links: bool) -> tuple[Markup, Markup]:
    text = "" if _missing(value) else str(value)
    host = web_host(text)
    if not links or not host:
        return Markup(""), escape(text)
    return Markup(""), outward(text, host)


def web_host(address: str) -> str:
    """The host of a web address, without ``www.``; nothing for whatever else an address may be."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def outward(address: str, text: str) -> Markup:
    """A link out of the report, which tells the other side nothing of where it was; plain text if it is no
    web address.
    """
    if not web_host(address):
        return escape(text)
    return Markup('<a class="wb-out" href="{}" rel="noopener noreferrer">{}</a>').format(address, text)


def _number(value: Any) -> tuple[Markup, Markup]:
    if _missing(value):
        return Markup(' class="wb-number" data-value=""'), Markup("")
    number = float(value)
    text = f"{int(number):,}" if number.is_integer() else f"{number:,.3g}"
    # The script sorts by what stands there, unless it could not read it as a number or it was rounded.
    value = "" if text == f"{number:g}" and "-" not in text else f' data-value="{number!r}"'
    return Markup(f' class="wb-number"{value}'), escape(text.replace("-", "−"))


def _text(value: Any, labels: Mapping[str, str]) -> Markup:
    if isinstance(value, (tuple, list)):
        return Markup("; ").join(escape(labels.get(str(part), str(part))) for part in value)
    if _missing(value):
        return Markup("")
    if isinstance(value, bool):
        return Markup("yes" if value else "no")
    return escape(labels.get(str(value), str(value)))


def _missing(value: Any) -> bool:
    return (
        value is None or value == ""
        if isinstance(value, str | None)
        else bool(pd.api.types.is_scalar(value) and pd.isna(value))
    )
