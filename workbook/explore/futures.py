"""What is possible, likely and firm under a setting: policies, pinned states and edited judgements.

A setting belongs to the session. It is laid over the dataset's judgements and never written back to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.basins import Basins, basins
from workbook.analysis.consistent import ConsistentScenarios, consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.explanation import explain
from workbook.analysis.robustness import robustness
from workbook.analysis.settings import settings_by
from workbook.charts.developments import Developments
from workbook.dataset import Dataset
from workbook.errors import WorkbookError

Cell = tuple[str, str, str, str]
"""A judgement: the influencing descriptor and its state, the influenced descriptor and its state."""

AT_ONCE: Final = 20
"""So many draws are worked out at once; more follow while nobody waits."""

EXACT_LIMIT: Final = 50_000
STARTS: Final = 5_000
"""With more configurations than the first, so many random starts stand for all of them."""

NODES: Final = 200_000


@dataclass(frozen=True)
class Setting:
    """What the analyst has set: ids of policies, states pinned by descriptor, scores edited by cell."""

    policies: tuple[str, ...] = ()
    pins: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[Cell, float], ...] = ()

    def edited(self, cell: Cell, score: float) -> Setting:
        """The setting with one more judgement edited."""
        return replace(self, edits=tuple(sorted({**dict(self.edits), cell: score}.items())))

    def to_json(self) -> dict[str, Any]:
        """The setting as JSON holds it."""
        return {
            "policies": list(self.policies),
            "pins": dict(self.pins),
            "edits": [[*cell, score] for cell, score in self.edits],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Setting:
        """The setting that ``to_json`` wrote down; WorkbookError if it is none."""
        try:
            pins = tuple((str(name), str(state)) for name, state in dict(content.get("pins", {})).items())
            edits = tuple(
                ((str(source), str(its), str(target), str(own)), float(score))
                for source, its, target, own, score in content.get("edits", [])
            )
            return cls(tuple(map(str, content.get("policies", []))), pins, edits)
        except (TypeError, ValueError) as error:
            raise WorkbookError(f"scenarios: cannot be read: {error}") from None


@dataclass(frozen=True, eq=False)
class Drawn:
    """Readings drawn from the judgements' ranges: how often each state came up in futures that held."""

    draws: int
    counts: NDArray[np.float64]

    def __add__(self, other: Drawn) -> Drawn:
        return Drawn(self.draws + other.draws, self.counts + other.counts)


@dataclass(frozen=True, eq=False)
class Answer:
    """What holds under a setting."""

    setting: Setting
    fixed: dict[int, int]
    futures: ConsistentScenarios
    basins: Basins
    drawn: Drawn

    @cached_property
    def scenarios(self) -> frozenset[tuple[int, ...]]:
        """The futures that hold together."""
        return frozenset(self.futures.scenarios)

    @cached_property
    def possible(self) -> NDArray[np.float64]:
        """Each state's share of the futures that hold, shape (S,)."""
        return _prevalence(self.futures.matrix, self.futures.states, np.ones(len(self.futures)))

    @cached_property
    def likely(self) -> NDArray[np.float64]:
        """Each state's share of the starting points, shape (S,)."""
        matrix, found = self.futures.matrix, self.basins
        weighed = [
            (scenario, item.weight / len(item.scenarios)) for item in found.attractors for scenario in item.scenarios
        ]
        states = np.array([scenario for scenario, _ in weighed], dtype=np.int64).reshape(-1, len(matrix.sizes))
        return _prevalence(matrix, states, np.array([weight for _, weight in weighed]))

    @property
    def firm(self) -> NDArray[np.float64]:
        """Each state's share of the futures over all draws, shape (S,)."""
        matrix = self.futures.matrix
        total = float(self.drawn.counts[: matrix.sizes[0]].sum())
        return self.drawn.counts / total if total else np.full(matrix.state_count, np.nan)


class Model:
    """A dataset's judgements, made ready to be asked under many settings."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.empty = dataset.descriptors.empty or dataset.states.empty
        self.names = Developments(dataset.descriptors, dataset.states)
        self.policies = settings_by(dataset.policy_settings, "policy")
        if not self.empty:
            self.matrix = CrossImpactMatrix.from_tables(dataset.descriptors, dataset.states, dataset.impacts)
        told = settings_by(dataset.storylines, "storyline")
        self.storylines = {name: pairs for name, pairs in told.items() if len(pairs) == len(dataset.descriptors)}

    def answer(self, setting: Setting, draws: int = AT_ONCE) -> Answer:
        """What holds under a setting.

        Raises
        ------
        WorkbookError
            If two of its parts set one descriptor to different states, or it names what is not there.
        """
        matrix, fixed = self.edited(setting.edits), self.fixed(setting)
        return Answer(
            setting,
            fixed,
            consistent_scenarios(matrix, fixed, NODES),
            basins(matrix, fixed, exact_limit=EXACT_LIMIT, starts=STARTS, seed=1),
            self._draw(matrix, fixed, draws, 1),
        )

    def firmer(self, answer: Answer, seed: int, draws: int = AT_ONCE) -> Answer:
        """The same answer with more draws."""
        more = self._draw(answer.futures.matrix, answer.fixed, draws, seed)
        return replace(answer, drawn=answer.drawn + more)

    def fixed(self, setting: Setting) -> dict[int, int]:
        """The states that a setting decrees, by index."""
        decreed: dict[int, tuple[int, str]] = {}
        for where, pairs in self._decrees(setting):
            for place, state in self.matrix.resolve(pairs).items():
                before = decreed.setdefault(place, (state, where))
                if before[0] != state:
                    name = self.names.name(self.matrix.descriptors[place])
                    raise WorkbookError(f"{name}: {before[1]} and {where} set different states; take one of them back")
        return {place: decreed[place][0] for place in sorted(decreed)}

    def _decrees(self, setting: Setting) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
        for policy in setting.policies:
            yield f"“{self.dataset.label('policies', policy)}”", self.policies.get(policy, ())
        yield "a pinned state", setting.pins

    def edited(self, edits: Iterable[tuple[Cell, float]]) -> CrossImpactMatrix:
        """The judgements with some edited; the range of an edited one moves along with it."""
        edits = list(edits)
        matrix = self.matrix
        if not edits:
            return matrix
        tables = [np.array(each) for each in (matrix.impacts, matrix.low, matrix.high)]
        for cell, score in edits:
            row, column = self.place(cell)
            shift = score - tables[0][row, column]
            for each in tables:
                each[row, column] += shift
        return CrossImpactMatrix(matrix.descriptors, matrix.states, *tables)

    def place(self, cell: Cell) -> tuple[int, int]:
        """Row and column of a judgement."""
        matrix = self.matrix
        sides = []
        for descriptor, state in (cell[:2], cell[2:]):
            place = matrix.descriptor_index(descriptor)
            sides.append(int(matrix.offsets[place]) + matrix.state_index(place, state))
        return sides[0], sides[1]

    def storyline_holds(self, storyline: str, answer: Answer) -> bool:
        """Whether a storyline holds together under a setting, its decreed states taken as given."""
        scenario = {**self.matrix.resolve(self.storylines[storyline]), **answer.fixed}
        return explain(answer.futures.matrix, scenario, answer.fixed).consistent

    def _draw(self, matrix: CrossImpactMatrix, fixed: dict[int, int], draws: int, seed: int) -> Drawn:
        found = robustness(matrix, draws, seed, fixed, node_budget=NODES)
        rows = (found.states + matrix.offsets[:-1]).ravel()
        weights = np.repeat(found.frequency.astype(np.float64), found.states.shape[1])
        counts: NDArray[np.float64] = np.bincount(rows, weights=weights, minlength=matrix.state_count).astype(
            np.float64
        )
        return Drawn(draws, counts)


def _prevalence(
    matrix: CrossImpactMatrix, states: NDArray[np.integer], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weighted share of some scenarios that have each state, shape (S,); missing without any."""
    rows = (states + matrix.offsets[:-1]).ravel()
    total = np.bincount(rows, weights=np.repeat(weights, states.shape[1]), minlength=matrix.state_count)
    return total / weights.sum() if weights.sum() else np.full(matrix.state_count, np.nan)
