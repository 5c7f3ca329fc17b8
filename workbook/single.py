"""All pages of a report in one file whose links still lead where they led.

Every id of a page gets the page's name in front, and every link to it follows:
``03_events.html#events-arrest`` becomes ``#03_events--events-arrest``. The style sheet, the script and the
policy stand in the file once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup
from nbformat import NotebookNode

from workbook.html import assets, exporter, render_page
from workbook.links import mend_links
from workbook.site import Site
from workbook.words import Entry

_MAIN = re.compile(r"<!--main-->(.*?)<!--/main-->", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_HEADING = re.compile(r"(</?h)([1-5])\b")
_NAMES = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls)=")([^"]+)"')
_FRAGMENT = re.compile(r'(\shref=")#([^"]+)"')
_PAINT = re.compile(r"url\(#([^)]+)\)")
_OTHER = re.compile(r'(\shref=")([\w-]+)\.html(?:#([^"]*))?"')


def join_single(pages: Mapping[str, str | NotebookNode], site: Site) -> str:
    """Join pages, given by name as executed notebooks or as their HTML, in the order of the site.

    Raises
    ------
    ValueError
        If a page is not one that this project made.
    """
    held = [page for page in site.pages if page.name in pages]
    sections = [_section(page.name, _rendered(pages[page.name], page.name, site), frozenset(pages)) for page in held]
    contents = [Entry(page.name, str(Markup.escape(page.title))) for page in held]
    template = exporter().environment.get_template("single.html.j2")
    html = template.render(site=site, sections=sections, contents=contents, assets=assets(site.language))
    return mend_links(html, site, "") + "\n"


def _rendered(page: str | NotebookNode, name: str, site: Site) -> str:
    return page if isinstance(page, str) else render_page(page, site=site, name=name)


def _section(name: str, html: str, names: frozenset[str]) -> str:
    main = _MAIN.search(html)
    if main is None:
        raise ValueError(f"{name}: not a page of a report")
    # Page titles become sections of one document, so every heading goes down a step.
    demoted = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", main[1])
    own = _TAG.sub(lambda tag: _prefixed(tag[0], name, names), demoted)
    return f'<section class="wb-page" id="{name}">{own}</section>'


def _prefixed(tag: str, name: str, names: frozenset[str]) -> str:
    def own(found: re.Match[str]) -> str:
        return f'{found[1]}{" ".join(f"{name}--{each}" for each in found[2].split())}"'

    def other(found: re.Match[str]) -> str:
        page, fragment = found[2], found[3]
        if page == "index":
            return f'{found[1]}#content"'
        if page not in names:
            return ""
        return f'{found[1]}#{page}--{fragment}"' if fragment else f'{found[1]}#{page}"'

    tag = _NAMES.sub(own, tag)
    tag = _FRAGMENT.sub(lambda found: f'{found[1]}#{name}--{found[2]}"', tag)
    tag = _OTHER.sub(other, tag)
    return _PAINT.sub(lambda found: f"url(#{name}--{found[1]})", tag)
