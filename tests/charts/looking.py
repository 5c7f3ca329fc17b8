"""What a chart shows, measured: places of texts, colours, marks."""

from __future__ import annotations

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from workbook.charts.frame import description
from workbook.palette import PALETTE

LIGHT = {colour.light for colour in PALETTE.values()}


def texts(ax: Axes) -> dict[Text, Bbox]:
    """The texts that are seen, and where: their glyphs, without the ground behind some of them."""
    canvas = ax.get_figure(root=True).canvas
    assert isinstance(canvas, FigureCanvasAgg)
    shown = [text for text in ax.texts if text.get_text() and text.get_visible()]
    return {text: Text.get_window_extent(text, canvas.get_renderer()) for text in shown}


def overlapping(ax: Axes) -> list[tuple[str, str]]:
    """Pairs of texts of which one covers the other by more than a hair."""
    boxes = {text: box.padded(-0.75) for text, box in texts(ax).items()}
    return [
        (one.get_text(), other.get_text())
        for one, other in combinations(boxes, 2)
        if boxes[one].overlaps(boxes[other]) and boxes[one].width > 0 and boxes[other].width > 0
    ]


def outside(ax: Axes) -> list[str]:
    """Texts that run out of the figure."""
    frame = ax.get_figure(root=True).bbox.padded(1)
    return [
        text.get_text()
        for text, box in texts(ax).items()
        if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1
    ]


def words_on(ax: Axes) -> list[str]:
    """All texts, in the order they were drawn."""
    return [text.get_text() for text in ax.texts]


def colours(ax: Axes) -> set[str]:
    """Every colour that something visible is drawn with."""
    found: set[str] = set()
    for line in ax.lines:
        found |= {to_hex(line.get_color()), to_hex(line.get_markerfacecolor()), to_hex(line.get_markeredgecolor())}
    for patch in ax.patches:
        found |= {to_hex(colour) for colour in (patch.get_facecolor(), patch.get_edgecolor()) if colour[3] > 0}
    return found | {to_hex(text.get_color()) for text in ax.texts}


def marked(ax: Axes) -> dict[str, object]:
    """The artists that lead somewhere, by gid."""
    artists = [*ax.lines, *ax.patches, *ax.texts]
    return {str(artist.get_gid()): artist for artist in artists if str(artist.get_gid()).startswith("m")}


def labels(ax: Axes) -> list[str]:
    """The first line of each mark's tooltip."""
    return [mark.label.split("\n")[0] for mark in description(ax).marks]


def hrefs(ax: Axes) -> list[str]:
    """Where the marks lead, in order."""
    return [mark.href for mark in description(ax).marks]
