"""Who deals with whom, and how, as a picture of nodes and arrows.

Every relation that is given is drawn, also one that whoever asserts it calls untrue or only expects: such an arrow
is pale and its words say so. A sign is told twice, by colour and by the style of the line. The matrix
(:mod:`workbook.charts.matrix`) and the table behind the picture tell the same to those who cannot use it.
"""

from __future__ import annotations

from typing import Any, Final

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.patheffects import withStroke

from workbook.analysis.layout import layout
from workbook.analysis.network import signed_graph
from workbook.charts import words
from workbook.charts.arrows import Arrow, Box, Point, arrows
from workbook.charts.frame import WIDTH, anchor, belong, canvas_axes, describe, empty, mark
from workbook.charts.style import SMALL, styled, text_width, wrap
from workbook.charts.ties import actor_names, actors_of, proper, tie_table, well_connected
from workbook.palette import light
from workbook.vocabularies import SIGN

MOST: Final = 36
"""So many actors are drawn at most."""

LINES: Final[dict[str, Any]] = {"positive": "solid", "neutral": (0, (1, 1.6)), "negative": (0, (4, 1.8))}
"""The style of line of each sign."""

SHAPES: Final = {
    "o": ("person", ("person",)),
    "s": ("state or its body", ("state", "state-body")),
    "D": ("armed group", ("armed-group",)),
    "^": ("people as a group", ("collective",)),
    "h": ("organisation, media, company", ("organisation", "media", "company")),
}
"""The shape of the actors of some kinds, and what the key calls them."""

_TINY, _KEY = 7.5, 0.6
_OVER, _UNDER, _LINE = 0.12, 0.1, 0.16

Labels = dict[str, tuple[str, ...]]
Places = dict[str, Point]


@styled
def actor_network(
    relations: pd.DataFrame,
    *,
    actors: pd.DataFrame | None = None,
    partners: int = 2,
    most: int = MOST,
    ax: Axes | None = None,
) -> Axes:
    """Draw who is said to deal with whom.

    Parameters
    ----------
    relations
        Rows of that table; an arrow stands for all relations of one sign from one actor to another.
    actors
        Rows of that table, for names, kinds and the sentences that actors lead to.
    partners
        Actors tied to fewer of the others that are drawn are left out, and so is what hangs together apart from the
        largest piece. With 1, everyone in that piece is drawn. The caption says how many are left out.
    most
        So many actors, the best connected, are drawn at most.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. The same relations give the same picture.
    """
    relations = proper(relations)
    if relations.empty:
        return empty(ax, "No tie in this selection.", data=relations)
    drawn = _core(relations, partners, most)
    names = actor_names(relations, actors)
    labels: Labels = {actor: wrap(names[actor], 1.3, SMALL, lines=3) for actor in actors_of(drawn)}
    places, width, height = _places(drawn, labels)
    ax = canvas_axes(ax, width=width, height=height)
    bent = arrows(drawn)
    drawn_as = [(arrow, _draw_arrow(ax, arrow, places, names)) for arrow in bent]
    wordless = _draw_words(ax, drawn_as, places, labels)
    _draw_nodes(ax, drawn, places, labels, actors)
    _draw_key(ax, bent, actors, places)
    return _describe(ax, relations, drawn, names, wordless)


def _core(relations: pd.DataFrame, partners: int, most: int) -> pd.DataFrame:
    """The relations among actors with enough ties to one another, in one piece; those around the hub if there are
    none.
    """
    graph = signed_graph(relations.assign(status="asserted"))
    ranked = list(well_connected(relations).index)
    core = nx.k_core(graph, partners)
    # of pieces of one size, the one with the best connected actor
    pieces = sorted(nx.connected_components(core), key=lambda piece: (-len(piece), min(map(ranked.index, piece))))
    piece = pieces[0] if pieces else set(nx.ego_graph(graph, ranked[0]))
    kept = [actor for actor in ranked if actor in piece][:most]
    return relations[relations["subject"].isin(kept) & relations["object"].isin(kept)]


def _places(relations: pd.DataFrame, labels: Labels) -> tuple[Places, float, float]:
    """Places in inches, and the size of the picture: with more actors it grows taller, and wider only if it must."""
    graph = signed_graph(relations.assign(status="asserted"))
    tall = {actor: _OVER + _UNDER + _LINE * len(labels[actor]) for actor in graph}
    sizes = {actor: (72 * (_breadth(labels[actor]) + 0.25), 72 * (tall[actor] + 0.06)) for actor in graph}
    frame = 72 * min(max(2.6, 0.24 * len(graph)), 11)
    found = layout(graph, sizes=sizes, width=72 * (WIDTH - 0.2), height=frame)
    width = max(WIDTH, max(x + sizes[actor][0] / 2 for actor, (x, _) in found.items()) / 72 + 0.1)
    top = max(y + sizes[actor][1] / 2 for actor, (_, y) in found.items()) / 72
    low = min(y - sizes[actor][1] / 2 for actor, (_, y) in found.items()) / 72
    # the layout places the middle of a node's box; its mark stands at the top of the box, over the name
    places = {
        str(actor): (x / 72 + 0.1, _KEY + top - y / 72 - tall[actor] / 2 + _OVER) for actor, (x, y) in found.items()
    }
    return places, width, _KEY + top - low + 0.1


def _breadth(lines: tuple[str, ...]) -> float:
    return max(text_width(line, SMALL, "bold") for line in lines)


def _draw_arrow(ax: Axes, arrow: Arrow, places: Places, names: dict[str, str]) -> FancyArrowPatch:
    patch = FancyArrowPatch(
        places[arrow.subject],
        places[arrow.object],
        arrowstyle="-|>",
        connectionstyle=f"arc3,rad={arrow.bend:.3f}",
        mutation_scale=9,
        shrinkA=6,
        shrinkB=7,
        color=light(words.colour("sign", arrow.sign)),
        linestyle=LINES[arrow.sign],
        linewidth=min(1.0 + 0.4 * (len(arrow.rows) - 1), 2.6),
        alpha=None if arrow.held else 0.45,
    )
    ax.add_patch(patch)
    heading = f"{names[arrow.subject]} → {names[arrow.object]}: {arrow.words}"
    size = f"{words.label('sign', arrow.sign)} · {words.count(len(arrow.rows), 'relation')}"
    quotes = [words.quoted(str(quote)) for quote in arrow.rows["quote"].drop_duplicates().head(3)]
    mark(
        patch, href=anchor(arrow.rows["sentence"].iloc[0]), label=words.tooltip(heading, size, *quotes),
        table="relations", rows=arrow.rows["relation"],
    )  # fmt: skip
    return patch


def _draw_words(ax: Axes, bent: list[tuple[Arrow, FancyArrowPatch]], places: Places, labels: Labels) -> int:
    """Write the types along the arrows where they cover nothing; returns for how many there was no such place."""
    taken = [_node_box(places[actor], labels[actor]) for actor in places]
    halo = [withStroke(linewidth=2.5, foreground=light("paper"))]
    wordless = 0
    # what is said to hold, and to be friendly or hostile, has the first choice
    for arrow, patch in sorted(bent, key=lambda pair: (not pair[0].held, pair[0].sign == "neutral")):
        width = text_width(arrow.words, _TINY) + 0.05
        box = arrow.room(places[arrow.subject], places[arrow.object], width, 0.13, taken)
        if box is None:
            wordless += 1
            continue
        taken.append(box)
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        colour = light(words.colour("sign", arrow.sign))
        told = ax.text(
            x, y, arrow.words, size=_TINY, color=colour, ha="center", va="center_baseline", path_effects=halo, zorder=3
        )
        belong(told, to=patch)
    return wordless


def _node_box(place: Point, lines: tuple[str, ...]) -> Box:
    half = max(_breadth(lines) / 2, 0.1)
    return Box(place[0] - half, place[1] - _OVER, place[0] + half, place[1] + _UNDER + _LINE * len(lines))


def _draw_nodes(ax: Axes, relations: pd.DataFrame, places: Places, labels: Labels, actors: pd.DataFrame | None) -> None:
    rows: dict[str, Any] = {} if actors is None else {str(row.actor): row for row in actors.itertuples()}
    shapes = {kind: shape for shape, (_, kinds) in SHAPES.items() for kind in kinds}
    numbers = well_connected(relations)
    halo = [withStroke(linewidth=3, foreground=light("paper"))]
    for actor, (x, y) in places.items():
        row, number = rows.get(actor), int(numbers[actor])
        shape = shapes.get(str(row.kind), "o") if row else "o"
        size = min(6 + 0.5 * number, 12)
        (node,) = ax.plot(x, y, shape, color=light("ink"), markersize=size, markeredgecolor=light("paper"), zorder=4)
        if row:
            tied = f"Tied to {words.count(number, 'actor')} shown here"
            label = words.tooltip(str(row.name), words.label("actor_kind", row.kind), str(row.summary), tied)
            mark(node, href=anchor(row.sentence), label=label, table="actors", rows=[actor])
        weight = "bold" if number >= 8 else "normal"
        for place, line in enumerate(labels[actor]):
            below = y + 0.17 + _LINE * place
            name = ax.text(
                x,
                below,
                line,
                size=SMALL,
                weight=weight,
                ha="center",
                va="center_baseline",
                path_effects=halo,
                zorder=5,
            )
            belong(name, to=node)


def _draw_key(ax: Axes, bent: list[Arrow], actors: pd.DataFrame | None, places: Places) -> None:
    left = 0.1
    for sign in SIGN:
        if any(arrow.sign == sign.code for arrow in bent):
            style, colour = LINES[sign.code], light(sign.colour)
            ax.plot([left, left + 0.42], [0.14, 0.14], color=colour, linestyle=style, linewidth=1.8)
            ax.text(left + 0.48, 0.14, sign.label, size=SMALL, color=light("muted"), va="center_baseline")
            left += 0.68 + text_width(sign.label, SMALL)
    kinds = set() if actors is None else set(actors.loc[actors["actor"].isin(places), "kind"].astype(str))
    left = 0.1
    for shape, (label, members) in SHAPES.items():
        if kinds & set(members):
            ax.plot(left + 0.06, 0.38, shape, color=light("ink"), markersize=6)
            ax.text(left + 0.16, 0.38, label, size=SMALL, color=light("muted"), va="center_baseline")
            left += 0.36 + text_width(label, SMALL)


def _describe(ax: Axes, relations: pd.DataFrame, drawn: pd.DataFrame, names: dict[str, str], wordless: int) -> Axes:
    numbers = well_connected(relations)
    hub, everyone = str(numbers.index[0]), len(numbers)
    signs = relations["sign"].astype(str).value_counts()
    said = words.listed(f"{signs.get(sign.code, 0):,} {sign.label.lower()}" for sign in SIGN)
    shown = len(actors_of(drawn))
    title = f"{names[hub]} is tied to {int(numbers.iloc[0]):,} of the {everyone - 1:,} other actors"
    alt = (
        f"Network of {words.count(shown, 'actor')} with {words.count(len(drawn), 'relation')} between them. {title}. "
        f"Of {words.count(len(relations), 'relation')} in all, {said}."
    )
    parts = [
        "An arrow is all relations of one sign from one actor to another: solid friendly, dashed hostile, "
        "dotted neither; a pale one is denied or only expected."
    ]
    if shown < everyone:
        parts.append(f"{words.count(everyone - shown, 'actor')} with fewer ties are left out; the table has all.")
    if wordless:
        parts.append(f"{words.count(wordless, 'arrow')} had no room for words; their tooltips have them.")
    caption = " ".join([*parts, words.cited(relations)])
    return describe(ax, title=title, alt=alt, caption=caption, data=tie_table(relations, names))
