"""What the two networks of :mod:`workbook.charts.balance` hold, and where their actors and names stand.

Units are inches from the top left corner of a panel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import pandas as pd

from workbook.analysis.network import signed_graph, ties
from workbook.analysis.perspectives import on_the_word_of
from workbook.analysis.sides import Side, around
from workbook.analysis.structural_balance import Frustration, frustration, may_bend, signs, triads
from workbook.charts import words
from workbook.charts.arrows import Box, Point
from workbook.charts.frame import WIDTH
from workbook.charts.style import SMALL, text_width

PANEL: Final = (WIDTH - 0.5) / 2
"""How wide a panel is."""

LINE: Final = 0.16
"""How tall a line of an actor's name is."""

SIGNED: Final = ("positive", "negative", "mixed")
"""The signs of ties that are drawn whether the sides differ on them or not."""

Pair = frozenset[str]
Pairs = set[Pair]
Labels = dict[str, tuple[str, ...]]
Places = dict[str, Point]


@dataclass(frozen=True)
class Panel:
    """One side's network.

    Attributes
    ----------
    name
        The side's speakers in words.
    ties
        Its ties by pair, each as `workbook.analysis.network.ties` has it.
    found
        How far it is from balance.
    bend
        The ties of which some may have to bend.
    unbalanced
        The triads that do not balance.
    """

    name: str
    ties: dict[Pair, dict[str, Any]]
    found: Frustration
    bend: frozenset[Pair]
    unbalanced: tuple[tuple[str, str, str], ...]

    @property
    def balance(self) -> str:
        """Whether it balances."""
        return "does not balance" if self.found.index else "balances"

    @property
    def verdict(self) -> str:
        """Whether it balances, and what would have to give."""
        least = "" if self.found.exact else "at most "
        needed = f"{least}{words.count(self.found.index, 'tie')}" if self.found.index else "no tie"
        return f"{self.balance}: {needed} would have to bend"

    def pairs(self, shown: list[str], heavy: Pairs) -> list[tuple[str, str]]:
        """The pairs that are drawn: what differs, and every friendly, hostile or mixed tie among those shown."""
        drawn = [row for pair, row in self.ties.items() if pair in heavy or row["sign"] in SIGNED]
        return [(row["actor"], row["other"]) for row in drawn if {row["actor"], row["other"]} <= set(shown)]


def panel(relations: pd.DataFrame, side: Side, known: dict[str, str]) -> Panel:
    """The network on one side's word; ``known`` are names of actors."""
    theirs = on_the_word_of(relations, side)
    graph = signed_graph(theirs)
    records: list[dict[str, Any]] = ties(theirs).to_dict("records")  # type: ignore[assignment]
    rows = {frozenset((str(row["actor"]), str(row["other"]))): row for row in records}
    threes = triads(graph)
    unbalanced = threes.loc[~threes["balanced"], ["a", "b", "c"]].itertuples(index=False, name=None)
    bend = frozenset(frozenset(tie) for tie in may_bend(graph))
    name = words.listed(known.get(speaker, speaker) for speaker in side)
    return Panel(name, rows, frustration(graph), bend, tuple(unbalanced))


def shown_actors(relations: pd.DataFrame, changed: pd.DataFrame, sides: tuple[Side, Side]) -> list[str]:
    """The actors whose ties differ and those in a triad with them on either side's word, in a fixed order."""
    ends = [*changed["actor"], *changed["other"]]
    near = [around(signs(signed_graph(on_the_word_of(relations, side))), ends) for side in sides]
    return list(dict.fromkeys([*ends, *near[0], *near[1]]))


def oval(actors: list[str], pairs: list[tuple[str, str]], top: float) -> tuple[Places, float]:
    """Places on an oval whose names begin at a height, and the height at which they end."""
    across, down = PANEL / 2 - 0.85, max(0.85, 0.15 * len(actors))
    middle = top + 0.5 + down
    places = {}
    for number, actor in enumerate(ring(actors, pairs)):
        angle = 2 * math.pi * (number + 0.5) / len(actors)
        places[actor] = (PANEL / 2 - across * math.sin(angle), middle - down * math.cos(angle))
    return places, middle + down + 0.6


def ring(actors: list[str], pairs: list[tuple[str, str]]) -> list[str]:
    """An order around a circle in which few lines between pairs cross, and these are short.

    From the order given, two actors change places as long as that helps; the same input gives the same order.
    """
    order = list(actors)
    least = _tangle(order, pairs)
    improved = True
    while improved:
        improved = False
        for one, other in combinations(range(len(order)), 2):
            order[one], order[other] = order[other], order[one]
            tangle = _tangle(order, pairs)
            if tangle < least:
                least, improved = tangle, True
            else:
                order[one], order[other] = order[other], order[one]
    return order


def _tangle(order: list[str], pairs: list[tuple[str, str]]) -> tuple[int, int]:
    """How many lines cross, and how many places around the circle they span in all."""
    chords = [sorted(map(order.index, pair)) for pair in pairs]
    crossings = sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(chords, 2))
    return crossings, sum(min(b - a, len(order) - (b - a)) for a, b in chords)


def label_box(place: Point, centre: Point, lines: tuple[str, ...]) -> Box:
    """Where an actor's name stands: outside the oval around the centre, as far out as the panel has room."""
    wide = max(text_width(line, SMALL) for line in lines)
    tall = LINE * len(lines)
    # names of those at the sides would lie on lines that lead down or up from them, so they move outwards
    wish = place[0] + 0.35 * wide * (place[0] - centre[0]) / max(abs(place[0] - centre[0]), 0.5)
    left, right = centre[0] - PANEL / 2, centre[0] + PANEL / 2
    x = min(max(wish, left + wide / 2), right - wide / 2)
    top = place[1] - 0.14 - tall if place[1] < centre[1] else place[1] + 0.12
    return Box(x - wide / 2, top, x + wide / 2, top + tall)
