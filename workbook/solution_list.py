"""Lists of scenarios as ScenarioWizard saves them: its ``.sl`` files.

A version, a title, a count, a blank line, then one scenario per line: its states counting from 1, weight, consistency
value, inconsistency value, total impact score, and a name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.basins import Basins
from workbook.analysis.consistent import ConsistentScenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError, shorten
from workbook.scenario_wizard import blaming, number_text, read_lines, write_lines

VERSION = "$ ScenarioWizard 3.0"
COUNT = re.compile(r"\s*[0-9]{1,18}\s*")


@dataclass(frozen=True, eq=False)
class Solutions:
    """A list of scenarios as ScenarioWizard saves it.

    Parameters
    ----------
    states
        State indices, counting from 0, shape (R, n).
    weight, consistency_value, inconsistency_value, total_impact_score
        One value per scenario, shape (R,).
    declared
        How many scenarios the file says there are; more than it holds if it was cut short.
    """

    states: NDArray[np.int64]
    weight: NDArray[np.float64]
    consistency_value: NDArray[np.float64]
    inconsistency_value: NDArray[np.float64]
    total_impact_score: NDArray[np.float64]
    declared: int

    @property
    def complete(self) -> bool:
        """Whether the file holds as many scenarios as it says."""
        return len(self.states) == self.declared

    @classmethod
    def of(cls, found: ConsistentScenarios, basins: Basins | None = None) -> Solutions:
        """The solutions that a search found, weighted by their basins if those are known and by 0 if not."""
        weight = [basins.weight(scenario) if basins else 0 for scenario in found.scenarios]
        return cls(
            found.states.astype(np.int64),
            np.array(weight, dtype=np.float64),
            found.consistency_value,
            np.zeros(len(found)),
            found.total_impact_score,
            len(found),
        )


def read_sl(path: Path | str, matrix: CrossImpactMatrix | None = None) -> Solutions:
    """Read a list of scenarios, checked against the matrix they are said to belong to if it is given.

    Raises
    ------
    WorkbookError
        If the file cannot be read, is not of this kind, or a scenario does not fit the matrix.
    """
    lines = read_lines(path)
    if len(lines) < 3 or not lines[0].startswith("$ ScenarioWizard") or not COUNT.fullmatch(lines[2]):
        raise WorkbookError(f"{path}: no list of solutions, which would begin with $ ScenarioWizard and a count")
    scenarios: list[Sequence[int]] = []
    values = []
    for number, line in enumerate(lines[3:], start=4):
        if line.strip():
            with blaming(f"{path}:{number}"):
                scenario, numbers = _solution(line)
                scenarios.append(scenario if matrix is None else matrix.scenario(scenario))
                values.append(numbers)
    if len(set(map(len, scenarios))) > 1:
        raise WorkbookError(f"{path}: the scenarios differ in their number of descriptors")
    states = np.array(scenarios, dtype=np.int64).reshape(len(scenarios), len(scenarios[0]) if scenarios else 0)
    weight, consistency, inconsistency, impact = np.array(values, dtype=np.float64).reshape(len(values), 4).T
    return Solutions(states, weight, consistency, inconsistency, impact, int(lines[2]))


def _solution(line: str) -> tuple[list[int], list[float]]:
    try:
        fields = next(csv.reader([line]))
        states = [int(state) - 1 for state in fields[0].split()]
        numbers = [float(value) for value in fields[1:5]]
    except (ValueError, csv.Error):
        states, numbers = [], []
    if len(numbers) < 4 or not states or min(states) < 0:
        raise WorkbookError(f"no scenario with four numbers: {shorten(line)}")
    return states, numbers


def write_sl(solutions: Solutions, path: Path | str) -> None:
    """Write a list of scenarios for ScenarioWizard; an infinite consistency value (no rivals) is written as 0."""
    values = [
        solutions.weight,
        np.where(np.isfinite(solutions.consistency_value), solutions.consistency_value, 0.0),
        solutions.inconsistency_value,
        solutions.total_impact_score,
    ]
    lines = [VERSION, "Solution set", f" {solutions.declared} ", ""]
    for states, numbers in zip((solutions.states + 1).tolist(), np.stack(values, axis=1).tolist(), strict=True):
        scenario = " ".join(map(str, states))
        lines.append(f'" {scenario}",{",".join(map(number_text, numbers))},""')
    write_lines(lines, path)
