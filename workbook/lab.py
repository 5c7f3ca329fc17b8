"""How the project's objects look in JupyterLab, which has no style sheet of ours.

Each object brings these few rules along; a report, whose pages have a style sheet of their own, leaves them out.
"""

from __future__ import annotations

import re
from typing import Final

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
    "</style>"
)
"""Rules scoped to the project's own classes."""

_AT_START = re.compile(r'^<style class="wb-lab">.*?</style>', re.DOTALL)


def without_style(html: str) -> str:
    """An object's HTML without the rules it brings along."""
    return _AT_START.sub("", html)
