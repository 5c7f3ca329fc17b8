"""From executed notebooks to pages: the exporter, on nbconvert's template API, and the front page.

The exporter is nbconvert's ``TemplateExporter`` with a template of the project's own (``workbook/template``):
its cells and outputs, our page. It is made once per run, since loading templates costs more than using them.
nbconvert's own HTML exporter is not used: it asks other hosts for scripts and parses each page again.

A page is closed by a Content-Security-Policy that allows nothing but the one style sheet and the one script
written into it, each by its hash, and images that are part of the page. The same notebook gives the same
bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.filters import Highlight2HTML, strip_ansi
from nbformat import NotebookNode
from traitlets import List, default
from traitlets.config import Config

from workbook.cards import Card, card
from workbook.links import mend_links
from workbook.notebooks import title
from workbook.palette import PALETTE
from workbook.settings import Setting, settings, summary
from workbook.site import PageLink, Site, page_name, site_of
from workbook.tables import MOST_COLUMNS
from workbook.words import headings, html_of_markdown, plain_html

_TEMPLATE = resources.files("workbook") / "template"
_TINTS = (0.13, 0.24, 0.36)
"""How strongly the marks of the article are tinted: used once, twice, more often."""


@dataclass(frozen=True)
class Page:
    """What the template needs to know of a page besides its cells."""

    name: str
    title: str
    summary: str
    settings: tuple[Setting, ...]
    before: PageLink | None
    after: PageLink | None


@dataclass(frozen=True)
class Assets:
    """The style sheet and the script that stand in every page, and the policy that allows them and nothing
    else.
    """

    style: str
    script: str
    policy: str
    language: str = "en"


class Exporter(TemplateExporter):
    """Notebooks to pages of a report. Use :func:`exporter`, which makes it once."""

    output_mimetype = "text/html"
    # None of nbconvert's preprocessors is wanted: they would validate the notebook once each.
    default_preprocessors: List = List([])

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "template"

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(Path(str(_TEMPLATE)).parent)]

    @property
    def default_config(self) -> Config:
        """What to show of an output that comes in several forms: widgets cannot live in a closed page."""
        shown = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain"]
        return Config({"NbConvertBase": {"display_data_priority": shown}})

    def default_filters(self) -> Any:
        """The filters of the template, besides nbconvert's."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=self)  # type: ignore[no-untyped-call]
        yield "ansi_text", strip_ansi
        yield "markdown2html", html_of_markdown
        yield "plain_html", plain_html
        yield "contents", headings
        yield "image", image
        yield "tagged", lambda cell, *tags: not set(tags).isdisjoint(cell.metadata.get("tags", []))
        yield "failed", lambda cell: any(output.output_type == "error" for output in cell.outputs)
        yield "without_title", without_title


@cache
def exporter() -> Exporter:
    """The exporter, loaded at the first call."""
    return Exporter()  # type: ignore[no-untyped-call]


def render_page(notebook: NotebookNode | Path, *, site: Site, name: str = "") -> str:
    """The page of an executed notebook.

    Parameters
    ----------
    notebook
        The notebook, or the path of its file.
    site
        The report that the page is part of.
    name
        Which of the site's pages it is; the stem of the path, or the page with the notebook's title, if not
        given.
    """
    if isinstance(notebook, Path):
        name = name or page_name(notebook)
        content: NotebookNode = nbformat.v4.reads(notebook.read_text("utf-8"))
    else:
        content = notebook
    page = _page(content, site, name)
    known = {"page": page, "site": site, "assets": assets(site.language)}
    html, _ = exporter().from_notebook_node(content, known)
    return mend_links(html, site, page.name)


def _page(notebook: NotebookNode, site: Site, name: str) -> Page:
    heading = title(notebook, otherwise=name)
    if not name:
        name = next((page.name for page in site.pages if page.title == heading), "")
    before, after = site.beside(name)
    found = settings(notebook)
    return Page(name, heading, summary(found), found, before, after)


def render_index(site: Site, cards: tuple[Card, ...] | list[Card], *, introduction: str = "") -> str:
    """The front page: a card for each page of the report (see :func:`workbook.cards.card`)."""
    template = exporter().environment.get_template("site.html.j2")
    told = introduction or (
        "What one article says, who is said to have done what, how well its argument holds, and what came of it. "
        "Every mark and every row leads to the sentence it came from."
    )
    return template.render(site=site, cards=cards, introduction=told, assets=assets(site.language)) + "\n"


@cache
def assets(language: str = "en") -> Assets:
    """The style sheet, the script and the policy."""
    rules = (_TEMPLATE / "page.css").read_text("utf-8")
    style = "\n" + variables() + _each_column(re.sub(r"/\*.*?\*/\s*", "", rules, flags=re.DOTALL))
    script = "\n" + (_TEMPLATE / "page.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return Assets(style, script, policy, language)


def _each_column(rules: str) -> str:
    """Repeat the rules that begin with ``@each`` for every column that a table may have."""
    places = range(1, MOST_COLUMNS + 1)
    return re.sub(
        r"^ *@each (.*\n)",
        lambda rule: "".join(re.sub(r"(?<=[-(])N\b", str(place), rule[1]) for place in places),
        rules,
        flags=re.MULTILINE,
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def variables() -> str:
    """The colours of the palette as CSS variables, for the light scheme, the dark one, and paper, which is
    light.
    """
    light, dark = (_declarations(index) for index in (0, 1))
    hues = [name for name in PALETTE if name not in {"paper", "wash"}]
    classes = "".join(f".wb-{name} {{ color: var(--wb-{name}); }}\n" for name in hues)
    return f":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{classes}"


def _declarations(scheme: int) -> str:
    colours = {name: pair[scheme] for name, pair in PALETTE.items()}
    colours["focus"] = colours["blue"]
    for number, share in enumerate(_TINTS, start=1):
        colours[f"tint-{number}"] = _blend(colours["blue"], colours["paper"], share)
    return " ".join(f"--wb-{name}: {value};" for name, value in colours.items())


def _blend(over: str, ground: str, share: float) -> str:
    parts = [(int(over[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in parts)


def without_title(source: str, page: Page) -> str:
    """A markdown cell without the ``# heading`` that the template sets at the top of the page."""
    line = re.compile(rf"^# +{re.escape(page.title)}\s*$", re.MULTILINE)
    return line.sub("", source, count=1)


def image(output: NotebookNode, mimetype: str) -> Markup:
    """A picture that some other library made, as part of the page; its description is the output's ``alt``."""
    data = output.data[mimetype]
    data = data if isinstance(data, str) else "".join(data)
    drawn = mimetype == "image/svg+xml"
    encoded = base64.b64encode(data.encode()).decode() if drawn else re.sub(r"\s", "", data)
    alt = output.metadata.get("alt") or output.data.get("text/plain") or "Picture without a description"
    return Markup('<img src="data:{};base64,{}" alt="{}">').format(mimetype, encoded, alt)


__all__ = [
    "Card", "Exporter", "Page", "PageLink", "Site", "card", "exporter", "render_index", "render_page", "site_of",
]  # fmt: skip
