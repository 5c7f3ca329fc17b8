"""Whose word a statement is: the article's, an outside source's, or the analyst's own.

A reader must never have to guess which of the three speaks. Each has a badge with its name and a block with a margin
rule of its own (solid, double, dashed), so that they can be told apart at a glance and without colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from markupsafe import Markup, escape

from workbook.prose import Prose
from workbook.tables import DataTable

Basis = Literal["article", "outside", "analyst"]
"""The article; what others have published; our own judgement."""

NAMES: Final[Mapping[Basis, str]] = {
    "article": "The article",
    "outside": "Outside sources",
    "analyst": "The analyst",
}
"""What the badge of each says."""


def badge(basis: Basis, words: str = "") -> Markup:
    """The badge of a basis, by default with its name, to stand before what rests on it.

    >>> badge("outside")
    Markup('<span class="wb-basis wb-basis-outside">Outside sources</span>')
    """
    return Markup('<span class="wb-basis wb-basis-{}">{}</span>').format(basis, words or NAMES[basis])


def told(basis: Basis, *parts: Prose | DataTable, words: str = "") -> Prose:
    """Paragraphs, lists and tables as one block that says on whose word they are.

    Parameters
    ----------
    basis
        Whose word it is.
    parts
        What is shown, in order.
    words
        What the badge says in place of the name.
    """
    block = Markup('<div class="wb-told wb-told-{}"><p class="wb-told-by">{}</p>{}</div>')
    return Prose(block.format(basis, badge(basis, words), Markup("").join(escape(part.html) for part in parts)))
