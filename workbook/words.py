"""The words between the charts: markdown as HTML, the contents of a page, and HTML that other libraries put
out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from workbook.lab import for_page

_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_STYLE = re.compile(r"<style\b[^>]*>.*?</style>\s*", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(r'(<(?:table|thead|tbody|tr|th|td|div)\b[^>]*?)\s(?:style|border)="[^"]*"')
_FALLBACK = re.compile(r"var\((--wb-[a-z]+), (?:var\([^()]*\)|#[0-9a-f]{6})\)")
_TABLE = re.compile(r'<table(?![^>]*class="wb-)[^>]*>(.*?)</table>', re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """A line of the contents of a page: the id of a heading and its text, as HTML."""

    id: str
    text: str


class _Renderer(IPythonRenderer):
    """Headings with an id to link to and without the pilcrow."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return f'<h{level} id="{slug(Markup(text).striptags())}">{text}</h{level}>\n'


def html_of_markdown(source: str) -> str:
    """Markdown of a notebook as HTML. Notebooks are the project's own, so HTML within them is meant."""
    renderer = _Renderer(escape=False, allow_harmful_protocols=False)
    return boxed(MarkdownWithMath(renderer=renderer).render(source))


def slug(text: str) -> str:
    """An id made of a heading's words."""
    return re.sub(r"\W+", "-", text.casefold()).strip("-") or "section"


def headings(html: str) -> list[Entry]:
    """The contents of a page: its second-level headings, in order."""
    return [Entry(identity, re.sub(r"<[^>]+>", "", text)) for identity, text in _HEADING.findall(html)]


def plain_html(html: str) -> str:
    """HTML of an output as a page wants it: without the styles that an object brings for JupyterLab or that other
    libraries bring (pandas, say), which the page's policy would refuse, and without the colours that charts fall back
    to where there is no style sheet of ours.
    """
    html = for_page(html)
    if 'class="wb-' in html[:200]:
        return _FALLBACK.sub(r"var(\1)", html)
    html = _STYLE.sub("", html)
    while _STYLED.search(html):
        html = _STYLED.sub(r"\1", html)
    return boxed(html)


def boxed(html: str) -> str:
    """Tables that are not the project's own, in a box that scrolls and can be reached by keyboard."""
    box = '<div class="wb-scroll wb-table-box" tabindex="0" role="group" aria-label="Table"><table class="wb-table">'
    return _TABLE.sub(lambda found: f"{box}{found[1]}</table></div>", html)
