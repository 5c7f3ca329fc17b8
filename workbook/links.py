"""Links that lead somewhere: within a page, between the pages of a report, and when all are joined in one
file.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from workbook.citations import SOURCE_PAGE
from workbook.site import Site

_ID = re.compile(r'(<[a-zA-Z][^<>]*?)\sid="([^"]*)"')
_LINK = re.compile(r'(<a\b[^<>]*?)\shref="([^"]*)"')
_PAGE = re.compile(r"([\w-]+)\.html(?:#(.*))?")
_SENTENCE = re.compile(r"s\d+")


def mend_links(html: str, site: Site, name: str) -> str:
    """A page in which every id is there once and every link leads somewhere.

    A sentence that the page does not quote is linked to its place in the article. A link to a row that the
    page does not show, or to a page that the report does not have, becomes plain text: the same cells serve a
    whole report and one page.
    """
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[2] in seen:
            return found[1]
        seen.add(found[2])
        return found[0]

    html = _ID.sub(once, html)
    pages = {page.href for page in site.pages} | {"index.html"}
    source = f"{SOURCE_PAGE}.html" if name != SOURCE_PAGE and f"{SOURCE_PAGE}.html" in pages else ""

    def mended(found: re.Match[str]) -> str:
        href = found[2]
        if href.startswith("#"):
            target = unquote(href[1:])
            if not target or target in seen:
                return found[0]
            return f'{found[1]} href="{source}{href}"' if source and _SENTENCE.fullmatch(target) else found[1]
        page = _PAGE.fullmatch(href)
        return found[1] if page and f"{page[1]}.html" not in pages else found[0]

    return _LINK.sub(mended, html)
