"""How every chart looks: one set of matplotlib settings, and the sizes of type in it.

Calm and flat: no frame, a light grid, text near what it names. The ground is transparent, so that a chart sits on a
light page and on a dark one; colours come from :mod:`workbook.palette` alone, whose light members the page replaces
by variables.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final, ParamSpec, TypeVar

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from workbook.palette import light

BASE: Final = 10.0
"""Type size of labels in points, at a width of eight inches."""

SMALL: Final = 9.0
"""Type size of ticks, keys and notes."""

FAMILY: Final = "DejaVu Sans"
"""The family that labels are measured with: it ships with matplotlib and is wider than the fonts a page falls back
to.
"""

RC_PARAMS: Final[Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": light("line"),
    "axes.facecolor": "none",
    "axes.grid": False,
    "axes.labelcolor": light("muted"),
    "axes.labelsize": SMALL,
    "axes.linewidth": 0.8,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "none",
    "font.family": [FAMILY],
    "font.size": BASE,
    "grid.color": light("grid"),
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.8,
    "lines.solid_capstyle": "butt",
    "patch.linewidth": 0.8,
    "path.simplify": False,
    "svg.fonttype": "none",
    "text.color": light("ink"),
    "text.parse_math": False,
    "xtick.color": light("line"),
    "xtick.labelcolor": light("muted"),
    "xtick.labelsize": SMALL,
    "ytick.color": light("line"),
    "ytick.labelcolor": light("ink"),
    "ytick.labelsize": BASE,
    "ytick.major.size": 0,
}
"""The settings; ``text.parse_math`` is off because a dollar sign in an article is a dollar sign."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def styled(draw: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Run a chart function under the project's settings and leave the caller's as they were."""

    @wraps(draw)
    def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with matplotlib.rc_context(RC_PARAMS):
            return draw(*args, **kwargs)

    return wrapper


def plain(text: str) -> str:
    """The text on one line, without what cannot be printed: a label is no place for control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(72, 72, 72)


@cache
def text_width(text: str, size: float = BASE, weight: str = "normal") -> float:
    """The width of a line of text, in inches, so that charts can make room before they draw."""
    font = FontProperties(family=[FAMILY], size=size, weight=weight)
    width, _, _ = _renderer().get_text_width_height_descent(text, font, False)
    return float(width) / 72


@cache
def fit(text: str, inches: float, size: float = BASE) -> str:
    """The text, shortened at a word's end until it is no wider than so many inches."""
    text = plain(text)
    if text_width(text, size) <= inches:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words).rstrip(",;:–") + "…"
        if text_width(shorter, size) <= inches:
            return shorter
    letters = words[0]
    while len(letters) > 1 and text_width(letters + "…", size) > inches:
        letters = letters[:-1]
    return letters + "…"


@cache
def wrap(text: str, inches: float, size: float = BASE, lines: int = 2) -> tuple[str, ...]:
    """The text broken into lines no wider than so many inches; what does not fit the last line is cut with an
    ellipsis.
    """
    rest = plain(text).split()
    broken: list[str] = []
    while rest and len(broken) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), size) <= inches:
            taken += 1
        broken.append(fit(" ".join(rest[:taken]), inches, size))
        rest = rest[taken:]
    return (*broken, fit(" ".join(rest), inches, size)) if rest else tuple(broken)
