"""What every chart hands to the page beside its picture: the finding, the words for those who cannot see it, the links.

A chart is a function of one shape: the data first, the rest by keyword, axes made only when none are given, the
axes returned. On its way it *describes* itself and *marks* each artist that stands for a row, so that a page can
turn the picture into one whose every mark leads to the sentence it came from::

    ax = new_axes(ax, height=3)
    for row in events.itertuples():
        (point,) = ax.plot(row.x, row.y, "o")
        mark(point, href=anchor(row.sentence), label=row.label)
    return describe(ax, title="...", alt="...", caption="...", data=events)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import matplotlib
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from workbook.charts.style import BASE, RC_PARAMS
from workbook.palette import light

WIDTH = 8.0
"""The usual width of a chart, in inches."""


@dataclass(frozen=True)
class Mark:
    """An artist that stands for a row.

    ``gid`` is the id that the artist's group gets in the SVG, ``href`` the sentence it leads to (``#s12``),
    ``label`` its tooltip and accessible name, in plain text, ``rows`` the rows it stands for, as pages call them
    (``events-embassy-bombings``).
    """

    gid: str
    href: str
    label: str
    rows: tuple[str, ...] = ()


@dataclass
class Description:
    """What a page shows around a chart.

    ``title`` is the finding in words, ``alt`` what the picture shows, ``caption`` what it rests on, ``data`` the
    table behind it.
    """

    title: str = ""
    alt: str = ""
    caption: str = ""
    data: pd.DataFrame = field(default_factory=pd.DataFrame)
    marks: list[Mark] = field(default_factory=list)


# Beside the figure rather than on it: matplotlib's class stays as it is, and the entry goes when the figure goes.
_descriptions: WeakKeyDictionary[Figure, Description] = WeakKeyDictionary()


def _figure(artist: Artist) -> Figure:
    figure = artist.get_figure(root=True)
    if figure is None:
        raise ValueError("add the artist to axes before it is marked or described")
    return figure


def _entry(artist: Artist) -> Description:
    return _descriptions.setdefault(_figure(artist), Description())


def new_axes(ax: Axes | None, *, width: float = WIDTH, height: float = 4.5) -> Axes:
    """The axes given, or new ones in a figure of that size in inches, in the project's style and unknown to pyplot."""
    if ax is not None:
        return ax
    with matplotlib.rc_context(RC_PARAMS):
        figure = Figure(figsize=(width, height))
        FigureCanvasAgg(figure)
        return figure.add_subplot()


def canvas_axes(ax: Axes | None, *, width: float = WIDTH, height: float) -> Axes:
    """Axes without ticks that fill a figure and whose units are inches from the top left corner.

    Charts that are laid out like a page of type, row by row, are drawn on these. Axes that are given keep their
    place and are stretched to the same units.
    """
    own = ax is None
    ax = new_axes(ax, width=width, height=height)
    if own:
        ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax


def describe(ax: Axes, *, title: str, alt: str, caption: str, data: pd.DataFrame) -> Axes:
    """Store with the figure what a page shows around it; returns the axes."""
    entry = _entry(ax)
    entry.title, entry.alt, entry.caption = title, alt, caption
    entry.data = data.reset_index(drop=True)
    return ax


def description(ax: Axes) -> Description:
    """What the chart on these axes said of itself."""
    return _entry(ax)


def mark(artist: Artist, *, href: str, label: str, table: str = "", rows: Iterable[object] = ()) -> None:
    """Make an artist lead to a sentence. An artist without one to lead to (``href`` empty) stays as it is.

    One artist is one mark: what stands for several rows is drawn as several artists. ``table`` and ``rows``, the ids
    of its rows there, tell where charts are linked to each other what the mark stands for.
    """
    if not href:
        return
    marks = _entry(artist).marks
    entry = Mark(f"m{len(marks) + 1}", href, label, tuple(f"{table}-{row}" for row in rows))
    artist.set_gid(entry.gid)
    artist.set_url(href)
    marks.append(entry)


def belong(words: Artist, *, to: Artist) -> None:
    """Let words beside a mark share its fate where marks are faded."""
    if to.get_gid():
        words.set_gid(f"of-{to.get_gid()}")


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, each with its columns as attributes and its label as ``Index``."""
    return iter(frame.itertuples())


def anchor(sentence: object) -> str:
    """The address of a sentence on the page, or '' where there is none."""
    return f"#{sentence}" if isinstance(sentence, str) and sentence else ""


def empty(ax: Axes | None, words: str, *, caption: str = "", data: pd.DataFrame | None = None) -> Axes:
    """Axes that say in words that there is nothing to draw."""
    ax = canvas_axes(ax, height=1.0)
    ax.text(0.1, 0.5, words, size=BASE, color=light("muted"), va="center")
    return describe(ax, title=words, alt=words, caption=caption, data=pd.DataFrame() if data is None else data)
