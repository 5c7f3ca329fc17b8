"""A matplotlib figure as SVG that belongs to the page it stands in.

Matplotlib's SVG is a picture: its own fonts, its own style sheet, ids that clash with those of the next
chart. Here it becomes a part of the page. Each mark is a link to its sentence, with a tooltip and a name for
assistive technology; text stays text, in the page's font; colours of the palette become CSS variables with
the light member as fallback, so that one drawing serves light and dark; and nothing needs a style attribute,
which the page's Content-Security-Policy does not allow.

The bytes depend on the drawing alone: no date, no random id.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from workbook.vectors import NOT_XML, let_through, parse, rename, tidy, variable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from workbook.charts.frame import Mark

SALT: Final = "workbook"

_HALO: Final = {"paint-order": "stroke", "stroke": variable("paper"), "stroke-width": "3"}
"""A halo keeps words legible over lines: a stroke in the colour of the ground, painted below the letters."""


def inline_svg(ax: Axes, *, named: bool = False) -> str:
    """Draw the figure of these axes as an ``<svg>`` element ready to stand in a page.

    The description and the marks are those that the chart registered (see :mod:`workbook.charts.frame`).
    Without marks the element is an image with its alternative text; with marks it is a group of links under
    that text, since what is inside an image cannot be reached.

    With ``named``, each mark says its ``gid`` in ``data-key`` and words that belong to it say it in ``data-of``, for
    a script that is to find them.
    """
    from workbook.charts.frame import description

    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes belong to no figure")
    told = description(ax)
    root = parse(_drawn(figure))
    tidy(root)
    _link(root, {mark.gid: mark for mark in told.marks})
    let_through(root)
    if named:
        _name(root, {mark.gid for mark in told.marks})
    return _finish(root, told.alt or told.title, bool(told.marks))


def _drawn(figure: Figure) -> str:
    import matplotlib

    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": SALT, "svg.image_inline": True, "svg.id": None}
    buffer = io.StringIO()
    with matplotlib.rc_context(settings), _halos(figure), warnings.catch_warnings():
        # Words that matplotlib's font cannot draw are drawn by the reader's fonts.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return buffer.getvalue()


@contextmanager
def _halos(figure: Figure) -> Iterator[None]:
    """Draw text that has a halo as text: matplotlib would turn it into outlines, which nobody can select or
    search.
    """
    from matplotlib.text import Text

    texts: list[Text] = [text for text in figure.findobj(Text) if text.get_path_effects()]
    kept = [(text, text.get_path_effects(), text.get_gid()) for text in texts]
    for number, (text, _, gid) in enumerate(kept):
        text.set_path_effects([])
        text.set_gid(f"halo-{gid or f'text{number}'}")
    try:
        yield
    finally:
        for text, effects, gid in kept:
            text.set_path_effects(effects)
            text.set_gid(gid)


def _link(root: ElementTree.Element, marks: dict[str, Mark]) -> None:
    """Wrap each marked group in a link to its sentence, and give text its halo."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            gid = child.get("id", "")
            if gid.startswith("halo-"):
                gid = gid.removeprefix("halo-")
                child.set("id", gid)
                for text in child.iter("text"):
                    text.attrib.update(_HALO)
            if gid in marks:
                parent[index] = _anchor(child, marks[gid])


def _name(root: ElementTree.Element, gids: set[str]) -> None:
    """Write down which mark each link, and each group of words, is of."""
    for element in root.iter():
        if element.get("class") == "wb-mark":
            element.set("data-key", next(child.get("id", "") for child in element if child.get("id") in gids))
        elif (of := element.get("id", "").removeprefix("of-")) in gids and element.get("id") != of:
            element.set("data-of", of)


def _anchor(group: ElementTree.Element, mark: Mark) -> ElementTree.Element:
    label = NOT_XML.sub("", mark.label)
    # A chart links within its page and nowhere else: whatever a dataset holds, it cannot become an address.
    href = mark.href if re.fullmatch(r"#[\w-]+", mark.href) else "#"
    anchor = ElementTree.Element("a", {"class": "wb-mark", "href": href})
    title = ElementTree.SubElement(anchor, "title")
    title.text = label
    anchor.append(group)
    return anchor


def _finish(root: ElementTree.Element, alt: str, linked: bool) -> str:
    width, height = (float(size) for size in root.get("viewBox", "0 0 576 324").split()[2:])
    attributes = {
        "class": f"wb-svg {_breadth(width)}",
        "viewBox": root.get("viewBox", ""),
        # For places without the page's style sheet: the size the figure was drawn at, a point being 4/3 pixel.
        "width": f"{width * 4 / 3:.0f}",
        "height": f"{height * 4 / 3:.0f}",
        "role": "group" if linked else "img",
        "aria-label": " ".join(NOT_XML.sub("", alt).split()),
        "stroke-linejoin": "round",
        "font-family": "inherit",
    }
    root.attrib = attributes
    rename(root, hashlib.sha256(ElementTree.tostring(root)).hexdigest()[:8])
    return ElementTree.tostring(root, encoding="unicode")


def _breadth(points: float) -> str:
    """How much room a figure asks for on a narrow screen before it scrolls in its box, as one of the style
    sheet's classes.
    """
    return "wb-narrow" if points <= 470 else "wb-wide" if points > 700 else "wb-usual"
