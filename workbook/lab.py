"""How the project's objects look in JupyterLab, which has no style sheet of ours.

Each object brings a few rules along, the dark colours among them; a report, whose pages have a style sheet of their
own, leaves them out. Marks lead to their sentence by ``xlink:href``: JupyterLab rewrites every ``href`` it finds and
fails on those of SVG, where it then shows an error in place of the chart. Pages have plain ``href``.
"""

from __future__ import annotations

import re
from typing import Final

from workbook.palette import PALETTE
from workbook.vectors import LAB_COLOURS

_HUES: Final = ";".join(f"--wb-{name}:{PALETTE[name].dark}" for name in PALETTE if name not in LAB_COLOURS)

DARK: Final = f'[data-jp-theme-light="false"] :is(.wb-figure,.wb-table,.wb-text,.wb-key,.wb-board){{{_HUES}}}'
"""The hues that stand out on a dark ground, where JupyterLab has one; its own colours change by themselves."""

STYLE: Final = (
    '<style class="wb-lab">'
    ".wb-table{border-collapse:collapse;font-size:.92em}"
    ".wb-table :is(th,td,caption){text-align:left!important;vertical-align:top;white-space:normal;max-width:34em}"
    ".wb-table caption,.wb-figure-title{font-weight:600;margin:.4em 0}"
    ".wb-scroll{overflow:auto;max-height:36em}.wb-canvas{max-height:none}.wb-figure{margin:0;max-width:60em}"
    ".wb-hidden,.wb-skip-chart{display:none}.wb-say,.wb-lead{max-width:46em}.wb-lead{font-size:1.15em}"
    ".wb-swatch{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.4em;background:#69717d}"
    ".wb-use{background:color-mix(in srgb,#0b69ad 18%,transparent);color:inherit}"
    ".wb-hedge{text-decoration:underline dotted}.wb-loaded{text-decoration:underline wavy}"
    ".wb-conflict{border-bottom:3px double #b0222b}.wb-skipped{opacity:.75}"
    ".wb-text{max-width:46em;line-height:1.6}.wb-beside,.wb-passage-links,figcaption{font-size:.88em}"
    f"{DARK}</style>"
)
"""Rules scoped to the project's own classes."""

_AT_START = re.compile(r'^<style class="wb-lab">.*?</style>', re.DOTALL)
_MARK, _LAB_MARK = '<a class="wb-mark" href="', '<a class="wb-mark" xlink:href="'


def for_lab(html: str) -> str:
    """An object's HTML as JupyterLab can show it."""
    return STYLE + html.replace(_MARK, _LAB_MARK)


def for_page(html: str) -> str:
    """The same HTML as a page wants it."""
    return _AT_START.sub("", html).replace(_LAB_MARK, _MARK)
