"""Two networks side by side: the same actors, first on one side's word and then on the other's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from workbook.analysis.sides import SAID, Side, differing
from workbook.charts import words
from workbook.charts.arrows import Arrow, Box, Point
from workbook.charts.frame import anchor, canvas_axes, describe, empty, mark
from workbook.charts.panels import LINE, PANEL, Labels, Pair, Pairs, Panel, Places, label_box, oval, panel, shown_actors
from workbook.charts.style import BASE, SMALL, fit, styled, text_width, wrap
from workbook.charts.ties import actor_names, proper
from workbook.palette import light

LOOKS: Final[dict[str, tuple[str, Any]]] = {
    "positive": ("green", "solid"),
    "negative": ("vermilion", (0, (4, 1.8))),
    "mixed": ("purple", (0, (6, 1.6, 1, 1.6))),
    "neutral": ("grey", (0, (1, 1.6))),
    "denied": ("muted", (0, (1, 3))),
    "anticipated": ("muted", (0, (1, 3))),
}
"""Colour and style of line of each sign of a tie."""

_LEFT, _GAP, _TOP, _TINY, _THIN, _THICK = 0.1, 0.3, 1.25, 8.0, 1.2, 3.0


@dataclass(frozen=True)
class _Drawing:
    """What both panels share."""

    relations: pd.DataFrame
    names: dict[str, str]
    shown: list[str]
    heavy: Pairs
    labels: Labels


@styled
def two_networks(
    relations: pd.DataFrame,
    *,
    sides: tuple[Side, Side] | None,
    actors: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the network on one side's word beside the network on the other's, each actor in the same place.

    Parameters
    ----------
    relations
        Rows of that table.
    sides
        The speakers of either side; where a side is silent, what everybody else says stands. None if nobody
        contradicts anybody.
    actors
        Rows of that table, for names and the sentences that actors lead to.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Drawn are the actors whose ties differ between the sides and those in a triad with them. Ties that differ are
        heavy and named, those that may have to bend are crossed, and triads that do not balance are shaded. Units
        are inches from the top left corner.
    """
    relations = proper(relations)
    changed = differing(relations, *sides) if sides else pd.DataFrame()
    if sides is None or changed.empty:
        return empty(ax, "No two sides contradict each other on a tie in this selection.", data=relations)
    known = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    panels = [panel(relations, side, known) for side in sides]
    names, shown = actor_names(relations, actors), shown_actors(relations, changed, sides)
    heavy = {frozenset((str(row.actor), str(row.other))) for row in changed.itertuples()}
    labels = {actor: wrap(names[actor], 1.4, SMALL, lines=2) for actor in shown}
    drawing = _Drawing(relations, names, shown, heavy, labels)
    lines = dict.fromkeys(pair for each in panels for pair in each.pairs(shown, heavy))
    places, bottom = oval(shown, list(lines), _TOP)
    ax = canvas_axes(ax, height=bottom)
    _draw_key(ax, panels, drawing)
    for number, each in enumerate(panels):
        left = _LEFT + number * (PANEL + _GAP)
        moved = {actor: (x + left, y) for actor, (x, y) in places.items()}
        _draw_panel(ax, each, drawing, moved, left, actors)
    between = _LEFT + PANEL + _GAP / 2
    ax.plot([between, between], [0.66, bottom - 0.1], color=light("grid"), linewidth=0.9)
    return _describe(ax, panels, drawing)


def _draw_panel(
    ax: Axes, each: Panel, drawing: _Drawing, places: Places, left: float, actors: pd.DataFrame | None
) -> None:
    # bold type is wider than what the line is measured with
    heading = fit(each.name, PANEL * 0.88, BASE)
    ax.text(left, 0.76, "On the word of", size=SMALL, color=light("muted"), va="center_baseline")
    ax.text(left, 0.97, heading, size=BASE, weight="bold", va="center_baseline")
    ax.text(left, 1.19, each.verdict, size=SMALL, color=light("muted"), va="center_baseline")
    for three in each.unbalanced:
        if set(three) <= set(places):
            corners = [places[actor] for actor in three]
            ax.add_patch(Polygon(corners, facecolor=light("red"), edgecolor="none", alpha=0.16, zorder=0.4))
    centre = left + PANEL / 2, (min(y for _, y in places.values()) + max(y for _, y in places.values())) / 2
    boxes = {actor: label_box(place, centre, drawing.labels[actor]) for actor, place in places.items()}
    taken = [*boxes.values(), *(Box.around(x, y, 0.3, 0.3) for x, y in places.values())]
    # what differs has the first choice of a place for its word
    for pair in sorted(each.pairs(drawing.shown, drawing.heavy), key=lambda pair: frozenset(pair) not in drawing.heavy):
        _draw_tie(ax, each, drawing, pair, places, taken)
    _draw_nodes(ax, places, drawing.labels, boxes, actors)


def _draw_tie(
    ax: Axes, each: Panel, drawing: _Drawing, pair: tuple[str, str], places: Places, taken: list[Box]
) -> None:
    row = each.ties[frozenset(pair)]
    word, (colour, style) = SAID[str(row["sign"])], LOOKS[str(row["sign"])]
    rows = drawing.relations[drawing.relations["relation"].isin(list(row["relations"]))]
    differs, bends = frozenset(pair) in drawing.heavy, frozenset(pair) in each.bend
    ends = places[pair[0]], places[pair[1]]
    (line,) = ax.plot(*zip(*ends, strict=True), color=light(colour), linestyle=style, zorder=1)
    line.set_linewidth(_THICK if differs else _THIN)
    arrow = Arrow(*pair, str(row["sign"]), True, rows)
    if differs and (box := arrow.room(*ends, text_width(word, _TINY, "bold") + 0.06, 0.15, taken)):
        taken.append(box)
        _write(ax, _centre(box), word, colour)
    if bends and (box := arrow.room(*ends, 0.18, 0.18, taken)):
        taken.append(box)
        ax.plot(*_centre(box), "X", color=light("red"), markeredgecolor=light("paper"), markersize=10, zorder=3)
    told = [f"{drawing.names[pair[0]]} and {drawing.names[pair[1]]}: {word}", f"On the word of {each.name}"]
    told += ["Depends on whose word is taken"] * differs + ["One of the ties that may have to bend"] * bends
    quotes = [words.quoted(str(quote)) for quote in rows["quote"].drop_duplicates().head(2)]
    mark(line, href=anchor(rows["sentence"].iloc[0]), label=words.tooltip(*told, *quotes))


def _centre(box: Box) -> Point:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def _write(ax: Axes, place: Point, word: str, colour: str) -> None:
    halo = [withStroke(linewidth=3, foreground=light("paper"))]
    ax.text(
        *place, word, size=_TINY, weight="bold", color=light(colour), ha="center", va="center_baseline",
        path_effects=halo, zorder=3,
    )  # fmt: skip


def _draw_nodes(ax: Axes, places: Places, labels: Labels, boxes: dict[str, Box], actors: pd.DataFrame | None) -> None:
    rows: dict[str, Any] = {} if actors is None else {str(row.actor): row for row in actors.itertuples()}
    halo = [withStroke(linewidth=3, foreground=light("paper"))]
    for actor, (x, y) in places.items():
        (node,) = ax.plot(x, y, "o", color=light("ink"), markersize=8, markeredgecolor=light("paper"), zorder=4)
        if actor in rows:
            label = words.tooltip(str(rows[actor].name), str(rows[actor].summary))
            mark(node, href=anchor(rows[actor].sentence), label=label)
        middle, _ = _centre(boxes[actor])
        for number, line in enumerate(labels[actor]):
            place = boxes[actor].top + LINE * (number + 0.5)
            ax.text(middle, place, line, size=SMALL, ha="center", va="center_baseline", path_effects=halo, zorder=5)


def _draw_key(ax: Axes, panels: list[Panel], drawing: _Drawing) -> None:
    pairs = [(each, frozenset(pair)) for each in panels for pair in each.pairs(drawing.shown, drawing.heavy)]
    present = {str(each.ties[pair]["sign"]) for each, pair in pairs}
    left = _LEFT
    for sign, (colour, style) in LOOKS.items():
        if sign in present:
            ax.plot([left, left + 0.4], [0.14, 0.14], color=light(colour), linestyle=style, linewidth=1.8)
            left = _key_word(ax, left + 0.46, 0.14, SAID[sign])
    ax.plot([_LEFT, _LEFT + 0.4], [0.38, 0.38], color=light("ink"), linewidth=_THICK)
    left = _key_word(ax, _LEFT + 0.46, 0.38, "heavy: the sides differ")
    if any(each.bend for each in panels):
        ax.plot(left + 0.08, 0.38, "X", color=light("red"), markeredgecolor=light("paper"), markersize=10)
        _key_word(ax, left + 0.2, 0.38, "one of the ties that may have to bend")


def _key_word(ax: Axes, left: float, top: float, word: str) -> float:
    ax.text(left, top, word, size=SMALL, color=light("muted"), va="center_baseline")
    return left + text_width(word, SMALL) + 0.2


def _describe(ax: Axes, panels: list[Panel], drawing: _Drawing) -> Axes:
    a, b = panels
    number = len(drawing.heavy)
    title = f"On the word of {a.name} the network {a.balance}; on that of {b.name} it {b.balance}"
    pairs = dict.fromkeys(frozenset(pair) for each in panels for pair in each.pairs(drawing.shown, drawing.heavy))
    ordered = sorted(pairs, key=lambda pair: pair not in drawing.heavy)
    rows = [_row(panels, drawing, pair) for pair in ordered]
    told = (f"{row['actor']} and {row['other']} {row[_word(a)]} or {row[_word(b)]}" for row in rows[:number])
    alt = (
        f"Two networks of the same {words.count(len(drawing.shown), 'actor')}. {title}. "
        f"{a.name}: {a.verdict}. {b.name}: {b.verdict}. What differs: {'; '.join(told)}."
    )
    caption = (
        "Where a side is silent, what everybody else in the text says stands. Drawn are the ties on which the sides "
        "differ and the triads around them; a shaded triad does not balance. "
    )
    used = pd.concat([_rows(panels, drawing, pair) for pair in ordered])
    return describe(ax, title=title, alt=alt, caption=caption + words.cited(used), data=pd.DataFrame(rows))


def _word(each: Panel) -> str:
    return f"on the word of {each.name}"


def _rows(panels: list[Panel], drawing: _Drawing, pair: Pair) -> pd.DataFrame:
    ids = [relation for each in panels for relation in each.ties[pair]["relations"]]
    return drawing.relations[drawing.relations["relation"].isin(ids)]


def _row(panels: list[Panel], drawing: _Drawing, pair: Pair) -> dict[str, str]:
    tie = panels[0].ties[pair]
    said = {_word(each): SAID[str(each.ties[pair]["sign"])] for each in panels}
    return {
        "actor": drawing.names[tie["actor"]],
        "other": drawing.names[tie["other"]],
        **said,
        "differs": "yes" if pair in drawing.heavy else "",
        "sentence": str(_rows(panels, drawing, pair)["sentence"].iloc[0]),
    }
