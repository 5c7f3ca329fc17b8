"""The cross-impact matrix: which development promotes or hinders which other one.

Cross-impact balance analysis (CIB; W. Weimer-Jehle, Technological Forecasting and Social Change 73, 2006) describes
a system by a few *descriptors*, each with a few mutually exclusive *states*, and by one judgement per pair of
states: how much does the row's state, being the case, promote (+) or hinder (-) the column's? A *scenario* picks
one state per descriptor. Everything else in this family of modules asks which scenarios hold themselves up under
those judgements.

States are addressed by index, counting from 0, because the matrices people really have hold blank and duplicate
names; a name is accepted wherever it is unambiguous. ScenarioWizard and the labels shown to people count from 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from workbook.analysis.settings import UNSET, Scenario, Settings, find
from workbook.errors import WorkbookError, shorten

# Judgements are read to six decimal places and summed as whole numbers. Sums of fractions in floating point would
# break ties at random (0.1 + 0.2 > 0.3), and a tie decides whether a scenario is consistent.
DECIMALS = 6
LARGEST_IMPACT = 1e9


@dataclass(frozen=True, eq=False)
class CrossImpactMatrix:
    """Descriptors, their states, and how much each state promotes each other one.

    Parameters
    ----------
    descriptors
        One name per descriptor.
    states
        Per descriptor, the names of its states.
    impacts
        Judgements, shape (S, S) for S states in all: row = influencing state, column = influenced state. Any finite
        numbers: no scale, no zero-sum rule; a descriptor's block on itself counts like any other.
    low, high
        The range within which each judgement may lie, same shape; the judgement itself where nothing is said.

    Raises
    ------
    WorkbookError
        For a wrong shape, a value that is no finite number, or a range that does not hold its judgement.
    """

    descriptors: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    impacts: NDArray[np.float64]
    low: NDArray[np.float64] = None  # type: ignore[assignment]  # as judged, once made
    high: NDArray[np.float64] = None  # type: ignore[assignment]  # as judged, once made

    def __post_init__(self) -> None:
        object.__setattr__(self, "descriptors", tuple(self.descriptors))
        object.__setattr__(self, "states", tuple(tuple(names) for names in self.states))
        if len(self.states) != len(self.descriptors) or not self.descriptors:
            raise WorkbookError(f"{len(self.descriptors)} descriptors but {len(self.states)} lists of states")
        for name, states in zip(self.descriptors, self.states, strict=True):
            if not states:
                raise WorkbookError(f'descriptor "{shorten(name)}" has no states')
        impacts = self._checked("impacts", self.impacts)
        low = impacts if self.low is None else self._checked("low", self.low)
        high = impacts if self.high is None else self._checked("high", self.high)
        for name, values in (("impacts", impacts), ("low", low), ("high", high)):
            object.__setattr__(self, name, values)
        outside = np.argwhere((low > impacts) | (impacts > high))
        if len(outside):
            row, column = outside[0]
            span = f"{low[row, column]:g}..{high[row, column]:g}"
            raise WorkbookError(
                f"{self.cell_name(row, column)}: {impacts[row, column]:g} lies outside its range {span}"
            )

    def _checked(self, what: str, values: ArrayLike) -> NDArray[np.float64]:
        try:
            array = np.array(values, dtype=np.float64)
        except (TypeError, ValueError):
            raise WorkbookError(f"{what}: not a table of numbers") from None
        if array.shape != (self.state_count, self.state_count):
            wanted = f"{self.state_count} x {self.state_count}"
            raise WorkbookError(f"{what}: {self.state_count} states need a table of {wanted}, not {array.shape}")
        bad = np.argwhere(~(np.abs(array) <= LARGEST_IMPACT))
        if len(bad):
            row, column = bad[0]
            raise WorkbookError(f"{what}, {self.cell_name(row, column)}: {array[row, column]} is no usable number")
        array = array.round(DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
        array.flags.writeable = False
        return array

    # ---- shape --------------------------------------------------------------------------------

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many states each descriptor has, shape (n,)."""
        return np.array([len(states) for states in self.states], dtype=np.int64)

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Row of each descriptor's first state, and after the last one the number of states; shape (n + 1,)."""
        return np.concatenate([[0], np.cumsum(self.sizes)])

    @property
    def state_count(self) -> int:
        """How many states there are over all descriptors."""
        return sum(map(len, self.states))

    @property
    def configurations(self) -> int:
        """How many scenarios can be formed at all."""
        return math.prod(map(len, self.states))

    @cached_property
    def unit(self) -> int:
        """The largest step, in millionths, of which every judgement and every bound is a whole multiple."""
        values = np.stack([self.impacts, self.low, self.high])
        return int(np.gcd.reduce(np.rint(values * 10**DECIMALS).astype(np.int64).ravel())) or 1

    def whole(self, values: NDArray[np.float64] | None = None) -> NDArray[np.int64]:
        """Judgements (or `values` like them) as whole numbers of `unit`, so that their sums are exact."""
        return np.rint((self.impacts if values is None else values) * 10**DECIMALS).astype(np.int64) // self.unit

    def measured(self, whole: Any) -> Any:
        """Whole numbers of `unit` back on the scale of the judgements."""
        return whole * self.unit / 10**DECIMALS

    # ---- names --------------------------------------------------------------------------------

    def state_of(self, row: int) -> tuple[int, int]:
        """Descriptor and state, both by index, of a row of the matrix."""
        descriptor = int(np.searchsorted(self.offsets, row, side="right")) - 1
        return descriptor, int(row - self.offsets[descriptor])

    def cell_name(self, row: int, column: int) -> str:
        """A cell in words: ``economy=weak -> protest=wide``."""
        sides = []
        for place in (row, column):
            descriptor, state = self.state_of(place)
            sides.append(f"{self.descriptors[descriptor]}={self.states[descriptor][state]}")
        return " -> ".join(sides)

    def names(self, scenario: Sequence[int]) -> tuple[str, ...]:
        """The names of a scenario's states."""
        return tuple(self.states[descriptor][state] for descriptor, state in enumerate(scenario))

    def descriptor_index(self, descriptor: Any) -> int:
        """A descriptor's index, from its name or its index."""
        return find(descriptor, self.descriptors, "descriptor")

    def state_index(self, descriptor: int, state: Any) -> int:
        """A state's index within its descriptor, from its name or its index."""
        return find(state, self.states[descriptor], f'state of "{shorten(self.descriptors[descriptor])}"')

    def resolve(self, settings: Settings | None) -> dict[int, int]:
        """Settings as ``{descriptor index: state index}`` in the order of the descriptors; those left open are left
        out.

        Raises
        ------
        WorkbookError
            If a descriptor or state does not exist, or one descriptor is put into two states.
        """
        pairs = settings.items() if isinstance(settings, Mapping) else settings or ()
        resolved: dict[int, int] = {}
        for pair in pairs:
            if not isinstance(pair, tuple | list) or len(pair) != 2:
                raise WorkbookError(f"a setting is a descriptor and a state, not {shorten(repr(pair))}")
            descriptor, state = pair
            if state is None or state == UNSET:
                continue
            place = self.descriptor_index(descriptor)
            index = self.state_index(place, state)
            if resolved.setdefault(place, index) != index:
                both = " and ".join(f'"{shorten(self.states[place][each])}"' for each in (resolved[place], index))
                raise WorkbookError(f'descriptor "{shorten(self.descriptors[place])}" is put into two states, {both}')
        return dict(sorted(resolved.items()))

    def scenario(self, states: Scenario, fixed: Mapping[int, int] | None = None) -> tuple[int, ...]:
        """A complete scenario as state indices, from settings or from one state per descriptor.

        Raises
        ------
        WorkbookError
            If a descriptor is left without a state, has one that does not exist, or another than it is ``fixed`` to.
        """
        given = states if isinstance(states, Mapping) else list(states)
        if not isinstance(given, Mapping) and not all(isinstance(item, tuple) for item in given):
            if len(given) != len(self.descriptors):
                raise WorkbookError(f"{len(given)} states given for {len(self.descriptors)} descriptors")
            given = dict(enumerate(given))
        chosen = self.resolve(given)
        for place, name in enumerate(self.descriptors):
            if place not in chosen:
                raise WorkbookError(f'a scenario needs a state for every descriptor; none for "{shorten(name)}"')
            if fixed and fixed.get(place, chosen[place]) != chosen[place]:
                raise WorkbookError(f'the scenario has "{shorten(name)}" in another state than it is fixed to')
        return tuple(chosen.values())

    # ---- other matrices -----------------------------------------------------------------------

    def kept(self, fixed: Mapping[int, int]) -> NDArray[np.int64]:
        """The rows left once some descriptors are fixed: all of a free descriptor's, one of a fixed one's."""
        rows = [
            [start + fixed[place]] if place in fixed else range(start, start + size)
            for place, (start, size) in enumerate(zip(self.offsets[:-1].tolist(), self.sizes.tolist(), strict=True))
        ]
        return np.fromiter((row for group in rows for row in group), dtype=np.int64)

    def narrowed(self, fixed: Mapping[int, int]) -> CrossImpactMatrix:
        """The matrix in which fixed descriptors have their one state only.

        That is all a policy is here: a descriptor with a single state has no rival to be inconsistent with and
        nowhere to move to, while its impact on the others stays.
        """
        if not fixed:
            return self
        rows = self.kept(fixed)
        states = tuple((names[fixed[place]],) if place in fixed else names for place, names in enumerate(self.states))
        tables = (values[np.ix_(rows, rows)] for values in (self.impacts, self.low, self.high))
        return CrossImpactMatrix(self.descriptors, states, *tables)

    def widened(self, by: float) -> Self:
        """The same judgements, every one that is not zero uncertain by ``by`` either way."""
        reach = np.where(self.impacts != 0, by, 0.0)
        return type(self)(self.descriptors, self.states, self.impacts, self.impacts - reach, self.impacts + reach)

    @classmethod
    def from_tables(cls, descriptors: pd.DataFrame, states: pd.DataFrame, impacts: pd.DataFrame) -> Self:
        """The matrix held in a dataset's tables ``descriptors``, ``states`` and ``impacts``.

        States stand in the order of their column ``order``; a pair without a row has no impact; a row without
        ``low`` and ``high`` is certain.
        """
        names = tuple(map(str, descriptors["descriptor"]))
        ordered = states.sort_values("order", kind="stable")
        owner = ordered["descriptor"].astype(str)
        listed = tuple(tuple(map(str, ordered.loc[owner == name, "state"])) for name in names)
        size = sum(map(len, listed))
        blank = cls(names, listed, np.zeros((size, size)))
        sources = zip(impacts["source"], impacts["source_state"], strict=True)
        targets = zip(impacts["target"], impacts["target_state"], strict=True)
        numbers = impacts[["score", "low", "high"]].astype("Float64").astype(np.float64)
        values = numbers.apply(lambda bound: bound.fillna(numbers["score"])).to_numpy()
        tables = np.zeros((3, size, size))
        seen: set[tuple[int, int]] = set()
        for source, target, value in zip(sources, targets, values, strict=True):
            cell = blank._row(*source), blank._row(*target)
            if cell in seen:
                raise WorkbookError(f"impacts: {blank.cell_name(*cell)} is judged twice")
            seen.add(cell)
            tables[:, *cell] = value
        return cls(names, listed, *tables)

    def _row(self, descriptor: Any, state: Any) -> int:
        place = self.descriptor_index(str(descriptor))
        return int(self.offsets[place]) + self.state_index(place, str(state))
