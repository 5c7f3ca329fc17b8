"""Tables: the rows of a dataset or of a result, as a reader sees them.

A table is plain HTML that reads well without script; the page's script adds sorting and filtering. Codes are shown by
their label, dates in words, sentences as links to the passage, addresses as links only where they are web addresses.
Everything else is text and is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from markupsafe import Markup

from workbook.dataset import row_id
from workbook.lab import for_lab
from workbook.schema import SCHEMA, Table
from workbook.tablecells import Cells, column_cells, numeric, outward, web_host

MOST_COLUMNS = 24
"""How many columns of a table the style sheet can set each in its own way."""

_NOT_ID = re.compile(r"[^\w-]+")
_DERIVED = ("_earliest", "_latest", "_precision", "_qualifier", "_start", "_end")
"""Endings of the columns that loading adds for computing with; they are shown only when asked for."""

_NAMING = ("label", "statement", "name", "question", "title")
"""Columns that name a row for a screen reader, the likeliest first."""

_FRAME = Markup(
    '<div class="wb-scroll wb-table-box" tabindex="0" role="group" aria-label="Table: {caption}">'
    '<table class="wb-table{settings}"><caption>{caption}{note}</caption><thead><tr>{head}</tr></thead>'
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
        return {"text/html": for_lab(str(self.html)), "text/plain": self.text}


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
        Rows of a dataset's table, or any frame. Rows of a dataset's table get an id, ``events-embassy-bombings``, so
        that other pages can link to them.
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
    cells = [column_cells(shown, name, known, (labels or {}).get(name, {}), links=links) for name in headings]
    html = _FRAME.format(
        caption=caption,
        note=f" The first {len(shown):,} of {total:,} rows." if len(shown) < total else "",
        settings=_settings(cells),
        head=Markup("").join(Markup('<th scope="col">{}</th>').format(heading) for heading in headings.values()),
        body=_body(row_ids(shown, known) if known else [""] * len(shown), cells, _row_header(list(headings))),
    )
    plain = shown[list(headings)].to_string(index=False, max_rows=60)
    return DataTable(html, f"{caption} ({len(shown):,} rows)\n{plain}")


def table_of(frame: pd.DataFrame) -> Table | None:
    """Which table of a dataset the rows of a frame are from: one whose columns are all there, with its sentences."""
    held = set(map(str, frame.columns))
    fitting = [table for table in SCHEMA.values() if held.issuperset([*table.names, "last_sentence"])]
    return max(fitting, key=lambda table: len(table.names), default=None)


def row_ids(frame: pd.DataFrame, known: Table) -> list[str]:
    """The ids that rows have on a page, ``claims-c12``; what cannot stand in an id becomes a hyphen."""
    keys = frame[list(known.key)].itertuples(index=False, name=None)
    return [_NOT_ID.sub("-", row_id(known, dict(zip(known.key, key, strict=True)))) for key in keys]


def heading(name: object) -> str:
    """The heading of a column that was given none: its name with a capital."""
    words = str(name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _all_headings(frame: pd.DataFrame) -> dict[str, str]:
    hidden = {"within", "last_sentence"}
    names = [name for name in frame.columns if not str(name).endswith(_DERIVED) and name not in hidden]
    return {name: heading(name) for name in names}


def _sorted(frame: pd.DataFrame, sort: str | None) -> pd.DataFrame:
    if sort is None:
        return frame
    name = sort.removeprefix("-")
    key = f"{name}_earliest" if f"{name}_earliest" in frame else name
    return frame.sort_values(key, ascending=not sort.startswith("-"), kind="stable", na_position="last")


def _settings(columns: list[Cells]) -> str:
    """Classes of the table that say how its columns are set, which is shorter than a class in every cell."""
    return "".join(f" wb-{cells.setting}-{place}" for place, cells in enumerate(columns, start=1) if cells.setting)


def _row_header(names: list[str]) -> int:
    return next((names.index(wanted) for wanted in _NAMING if wanted in names), 0)


def _body(anchors: list[str], columns: list[Cells], header: int) -> Markup:
    rows = []
    for number, anchor in enumerate(anchors):
        row = [Markup('<tr id="{}">').format(anchor) if anchor else "<tr>"]
        for index, column in enumerate(columns):
            cell = column.cells[number]
            value = "" if cell.value is None else Markup(' data-value="{}"').format(cell.value)
            tag, scope = ("th", ' scope="row"') if index == header else ("td", "")
            row.append(f"<{tag}{scope}{value}>{cell.content}</{tag}>")
        rows.append("".join(row) + "</tr>")
    return Markup("".join(rows))


__all__ = ["DataTable", "heading", "numeric", "outward", "row_ids", "table", "table_of", "web_host"]
