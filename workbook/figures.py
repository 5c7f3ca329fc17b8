"""A chart as a reader meets it: the finding, the picture whose marks are links, what it rests on, the data
behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbook.lab import for_lab
from workbook.prose import linked
from workbook.schema import SCHEMA
from workbook.svg import inline_svg
from workbook.tables import table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from workbook.charts.frame import Description
    from workbook.dataset import Dataset

_SKIP_FROM = 10
"""With more marks than this, a chart offers keyboard users a way past it."""

_FIGURE = Markup(
    '<figure class="wb-figure" id="{id}" aria-labelledby="{id}-title">'
    '<p class="wb-figure-title" id="{id}-title">{title}</p>{skip}'
    '<div class="wb-scroll wb-canvas" tabindex="0" role="group" aria-label="Chart: {title}">{svg}</div>'
    '<figcaption id="{id}-end" tabindex="-1">{caption}</figcaption>'
    '<details class="wb-data"><summary>Description and data'
    '<span class="wb-hidden"> of this chart: {title}</span></summary>'
    '<p class="wb-alt">{alt}</p>{data}</details></figure>'
)
_SKIP = Markup('<a class="wb-skip-chart" href="#{id}-end">Skip the {count} links of this chart</a>')


class Figure:
    """A described chart, drawn once and shown as it is by JupyterLab and by reports."""

    def __init__(self, ax: Axes):
        from workbook.charts.frame import description

        told = description(ax)
        self.text = f"{told.title}\n{told.alt}"
        self.html = _html(inline_svg(ax), told)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": for_lab(self.html), "text/plain": self.text}


def show(ax: Axes) -> Figure:
    """Display a chart, with live marks, in JupyterLab and in reports.

    Parameters
    ----------
    ax
        Axes that a chart of this project returned, or others that :func:`workbook.charts.frame.describe` was
        called on.
    """
    return Figure(ax)


def _html(svg: str, told: Description) -> str:
    name = f"chart-{_slug(told.title)}"
    skip = _SKIP.format(id=name, count=len(told.marks)) if len(told.marks) > _SKIP_FROM else ""
    data = table(told.data, caption=f"Data: {told.title}") if len(told.data.columns) else ""
    return str(
        _FIGURE.format(
            id=name,
            title=told.title,
            skip=skip,
            svg=Markup(svg),  # made by inline_svg, which escapes whatever a dataset put in
            caption=linked(told.caption),
            alt=told.alt,
            data=data,
        )
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60] or "untitled"


_CARD = Markup(
    '<div class="wb-card"><p><strong>{title}</strong> (version {version})</p><p>{source}.</p>'
    '<table class="wb-table wb-number-2"><thead><tr><th scope="col">Table</th><th scope="col">Rows</th>'
    '<th scope="col">What a row is</th></tr></thead><tbody>{rows}</tbody></table></div>'
)


def dataset_card(dataset: Dataset) -> str:
    """What a dataset is, as HTML: the article, and how many rows each table has."""
    row = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>')
    rows = [(SCHEMA[name].title, len(frame), SCHEMA[name].help) for name, frame in dataset.tables.items()]
    units = ("Sentences", len(dataset.units), "A unit of the text.")
    body = Markup("").join(row.format(*each) for each in [units, *rows])
    card = _CARD.format(title=dataset.title, version=dataset.version, source=dataset.source, rows=body)
    return for_lab(str(card))
