"""The colours, each as a pair: one for a light ground, one for a dark ground.

Charts draw with the light member; pages turn it into a CSS variable that has both (see ``workbook.svg``), so
that one drawing serves both schemes. Hues follow Okabe and Ito (2008), darkened or lightened until each keeps
a contrast of at least 3:1 against its ground (WCAG 2.2, 1.4.11); a test computes it. No chart tells anything
by colour alone.
"""

from __future__ import annotations

from typing import NamedTuple


class Colour(NamedTuple):
    """A hue on a light and on a dark ground, as ``#rrggbb``."""

    light: str
    dark: str


PALETTE: dict[str, Colour] = {
    "paper": Colour("#ffffff", "#15181e"),
    "ink": Colour("#1d2430", "#e8e9ec"),
    "muted": Colour("#5b6472", "#a9b1bd"),
    "line": Colour("#868e9a", "#717a87"),
    "grid": Colour("#e3e6ea", "#2d333d"),
    "wash": Colour("#f3f4f6", "#20252d"),
    "blue": Colour("#0b69ad", "#61b5ee"),
    "vermilion": Colour("#c14d00", "#ff9b5e"),
    "green": Colour("#007a5a", "#45c9a0"),
    "purple": Colour("#9d3f8f", "#e09bd4"),
    "brown": Colour("#7d5b12", "#d3ad63"),
    "grey": Colour("#69717d", "#9aa3b0"),
    "teal": Colour("#0d7382", "#5bc5d3"),
    "red": Colour("#b0222b", "#ff8b8b"),
    "indigo": Colour("#4b3fa0", "#aca4f4"),
}
"""Colours by name; ``paper`` is the ground, ``ink`` the text, ``wash`` a quiet fill."""


def light(name: str) -> str:
    """The hex colour that a chart draws with."""
    return PALETTE[name].light
