"""The arrows of a network: how they bend apart, and where along them their words find room."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workbook.analysis.network import NOT_HELD
from workbook.charts import words

Point = tuple[float, float]

_APART = 0.16
_SHARES = (0.5, 0.43, 0.57, 0.36, 0.64, 0.29, 0.71, 0.22, 0.78)


@dataclass(frozen=True)
class Box:
    """A rectangle that words must keep clear of."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        """The box of that size with its centre there."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def touches(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Arrow:
    """All relations of one sign from one actor to another; ``held`` unless denied or only expected."""

    subject: str
    object: str
    sign: str
    held: bool
    rows: pd.DataFrame
    bend: float = 0.0

    @property
    def words(self) -> str:
        """The types of the relations, and what the text says of them if they are not said to hold."""
        types = [words.label("relation_type", code) for code in dict.fromkeys(self.rows["type"].astype(str))]
        return ", ".join(types) + ("" if self.held else f" ({self.rows['status'].iloc[0]})")

    def at(self, start: Point, end: Point, share: float) -> Point:
        """A point of the arrow: a quadratic curve whose control point stands off the middle by ``bend`` times the
        length.

        So does matplotlib's connection style ``arc3``; on axes that point down the sense of the bend turns round.
        """
        control = (
            (start[0] + end[0]) / 2 - self.bend * (end[1] - start[1]),
            (start[1] + end[1]) / 2 + self.bend * (end[0] - start[0]),
        )
        before, at, after = (1 - share) ** 2, 2 * share * (1 - share), share**2
        return tuple(before * start[axis] + at * control[axis] + after * end[axis] for axis in (0, 1))  # type: ignore[return-value]

    def room(self, start: Point, end: Point, width: float, height: float, taken: list[Box]) -> Box | None:
        """A place for words of that size along the arrow that touches nothing taken; None if there is none."""
        boxes = (Box.around(*self.at(start, end, share), width, height) for share in _SHARES)
        return next((box for box in boxes if not any(box.touches(other) for other in taken)), None)


def arrows(relations: pd.DataFrame) -> list[Arrow]:
    """The arrows that stand for these relations, bent so that those between the same two actors part."""
    held = ~relations["status"].astype(str).isin(NOT_HELD)
    keys = [relations[name].astype(str) for name in ("subject", "object", "sign")]
    between: dict[frozenset[str], list[tuple[tuple[str, str, str, bool], pd.DataFrame]]] = {}
    for (subject, object_, sign, is_held), rows in relations.groupby([*keys, held], sort=False):
        key = (str(subject), str(object_), str(sign), bool(is_held))
        between.setdefault(frozenset(key[:2]), []).append((key, rows))
    bent = []
    for group in between.values():
        first = group[0][0][0]
        for number, ((subject, object_, sign, is_held), rows) in enumerate(group):
            bend = _APART * (number - (len(group) - 1) / 2)
            # a bend is to one side of the way the arrow goes, so one that goes back bends the other way
            bent.append(Arrow(subject, object_, sign, is_held, rows, bend if subject == first else -bend))
    return bent
