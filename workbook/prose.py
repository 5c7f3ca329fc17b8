"""Sentences on a page: text that cites.

A sentence that states a figure is made from the frame that holds it, and ends in the sentences of the article
it rests on::

    say(f"The article names {len(actors)} actors, {abroad} of them outside Iran [s4] [s19].")

``[s4]`` becomes a link to the passage. Whatever else a sentence holds is text: an article or a dataset can
put no markup on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from workbook.lab import for_lab

SENTENCE_ID = re.compile(r"s([1-9]\d*)")
"""The id of a sentence of the article, ``s12``."""

_CITATION = re.compile(r"\[(s[1-9]\d*)\]")


class Prose:
    """A piece of a page made of HTML of our own, shown as it is by JupyterLab and by reports."""

    def __init__(self, html: Markup | str):
        self.html = Markup(html)  # what was not escaped before is escaped by whoever builds it: see say() and cite()

    def __str__(self) -> str:
        return re.sub(r"\s+", " ", self.html.striptags()).strip()

    def __repr__(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": for_lab(str(self.html)), "text/plain": str(self)}


def cite(*sentences: str) -> Markup:
    """Links to sentences of the article, given by id; ids that are none (an empty one, say) are left out.

    >>> cite("s12", "")
    Markup('<a class="wb-cite" href="#s12" title="The passage, sentence 12">s12</a>')
    """
    links = Markup('<a class="wb-cite" href="#{id}" title="The passage, sentence {number}">{id}</a>')
    known = dict.fromkeys(name for name in map(str, sentences) if SENTENCE_ID.fullmatch(name))
    return Markup(" ").join(links.format(id=name, number=name[1:]) for name in known)


def linked(text: str) -> Markup:
    """A text, escaped, with each ``[s12]`` in it turned into a link to that sentence. Markup stays as it is."""
    if isinstance(text, Markup):
        return text
    parts = _CITATION.split(str(text))
    return Markup("").join(cite(part) if index % 2 else escape(part) for index, part in enumerate(parts))


def say(*sentences: str, lead: bool = False) -> Prose:
    """Sentences as one paragraph.

    Parameters
    ----------
    sentences
        Text in which ``[s12]`` cites, or the Markup that :func:`cite` gives; empty ones are left out.
    lead
        Whether this is what a reader in a hurry takes away; the first such paragraph stands on the index as
        well.
    """
    text = Markup(" ").join(linked(sentence) for sentence in sentences if sentence)
    return Prose(Markup('<p class="{}">{}</p>').format("wb-lead" if lead else "wb-say", text))


def points(items: Iterable[str]) -> Prose:
    """A list of short statements, each as in :func:`say`."""
    entries = Markup("").join(Markup("<li>{}</li>").format(linked(item)) for item in items)
    return Prose(Markup('<ul class="wb-points">{}</ul>').format(entries))
