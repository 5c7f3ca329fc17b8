"""The cards of the front page: for each page its question, its picture, and the sentence to take away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from workbook.site import PageLink
from workbook.words import plain_html

_LEAD = re.compile(r'<p class="wb-lead">(.*?)</p>', re.DOTALL)
_SVG = re.compile(r'<svg class="wb-svg.*?</svg>', re.DOTALL)
_REFERENCE = re.compile(r"#f[0-9a-f]{8}-")


@dataclass(frozen=True)
class Card:
    """A page on the front page: where it is, its sentence as text, its picture as SVG (or nothing)."""

    link: PageLink
    sentence: str
    picture: Markup


def card(link: PageLink, notebook: Mapping[str, Any]) -> Card:
    """The card of an executed notebook: its first lead sentence, and its first chart in small."""
    sentence, picture = "", Markup("")
    for html in _outputs(notebook):
        if not sentence and (lead := _LEAD.search(html)):
            told = re.sub(r'<a class="wb-cite".*?</a>', "", lead[1])
            sentence = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", Markup(told).striptags())).strip()
        if not picture and (svg := _SVG.search(html)):
            picture = small(svg[0], link.name)
    return Card(link, sentence, picture)


def small(svg: str, salt: str) -> Markup:
    """A chart as a picture of itself: the upper part of a tall one, without links, with ids of its own, and
    not read out.
    """
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "title":
                parent.remove(child)
    for element in root.iter("a"):
        element.tag = "g"
        element.attrib = {}
    width, height = (float(size) for size in root.get("viewBox", "0 0 16 9").split()[2:])
    root.attrib = {
        "viewBox": root.get("viewBox", ""),
        "preserveAspectRatio": f"xMidYMin {'meet' if width > height * 16 / 9 else 'slice'}",
        "aria-hidden": "true",
        "stroke-linejoin": "round",
        "font-family": "inherit",
    }
    drawn = ElementTree.tostring(root, encoding="unicode")
    prefix = hashlib.sha256((salt + drawn).encode()).hexdigest()[:8]
    own = re.sub(r'id="f[0-9a-f]{8}-', f'id="t{prefix}-', drawn)
    return Markup(_REFERENCE.sub(f"#t{prefix}-", own))


def _outputs(notebook: Mapping[str, Any]) -> Iterator[str]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            yield plain_html(html if isinstance(html, str) else "".join(html))
