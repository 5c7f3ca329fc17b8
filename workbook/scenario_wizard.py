"""The files of ScenarioWizard, the reference software of cross-impact balance analysis: matrices (.scw) and
solutions (.sl).

A ``.scw`` file is lines of text: a version, a title, the tree of short names (``&Descriptor``, `` -State``), the
same tree of long names, one colour per state, the matrix with one row per state, and quoted notes on the whole, on
each descriptor and on each pair of descriptors; lines with nothing but ``#`` stand between the parts. A ``.sl``
file holds one scenario per line, its states counting from 1, with weight, consistency value, inconsistency value
and total impact score. Names may be blank or occur twice, so states are known by their position.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.basins import Basins
from workbook.analysis.consistent import ConsistentScenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError, shorten

PROJECT_VERSION = "$ ScenarioWizard 4.0"
SOLUTIONS_VERSION = "$ ScenarioWizard 3.0"
WHITE = "FFFFFF"
NOTE = re.compile(r'^#[^\n]*\n"(.*?)"$(?=\n#)', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, eq=False)
class Project:
    """A cross-impact matrix with all that ScenarioWizard keeps beside it.

    Parameters
    ----------
    matrix
        Its names are the file's short names. A ``.scw`` file has no ranges, so ``low`` and ``high`` are not
        written.
    descriptor_names, state_names
        Long names, one per descriptor and one per state in the order of the rows; blank where missing.
    colours
        One per state, as six hexadecimal digits.
    notes
        One on the whole, one per descriptor, then one per pair of descriptors (influencing, influenced) row by row.
    """

    matrix: CrossImpactMatrix
    title: str = ""
    descriptor_names: tuple[str, ...] = ()
    state_names: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n, states = len(self.matrix.descriptors), self.matrix.state_count
        for field, count, blank in (
            ("descriptor_names", n, ""),
            ("state_names", states, ""),
            ("colours", states, WHITE),
            ("notes", 1 + n + n * n, ""),
        ):
            values = tuple(getattr(self, field)) or (blank,) * count
            if len(values) != count:
                raise WorkbookError(f"{field.replace('_', ' ')}: {len(values)} given where {count} are needed")
            object.__setattr__(self, field, values)

    def note(self, source: int, target: int) -> str:
        """The note on one descriptor's influence on another."""
        n = len(self.matrix.descriptors)
        return self.notes[1 + n + source * n + target]


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


# ---- matrices -----------------------------------------------------------------------------------


def read_scw(path: Path | str) -> Project:
    """Read a matrix and what stands beside it; notes are kept if there is one for each thing that can have one.

    Raises
    ------
    WorkbookError
        If the file cannot be read, is not of this kind, or its parts do not fit together.
    """
    lines = _lines(path)
    if not lines or not lines[0].startswith("$ ScenarioWizard"):
        raise WorkbookError(f"{path}: no ScenarioWizard file, which would begin with $ ScenarioWizard")
    parts = _parts(lines[2:])
    if len(parts) < 7:
        raise WorkbookError(f"{path}: the file ends before its matrix does")
    short, long, _, colours, _, rows, notes = parts
    descriptors, states = _tree(line for line in short if line.lstrip().startswith(("&", "-")))
    names = _tree(long)
    complete = list(map(len, names[1])) == list(map(len, states))
    matrix = CrossImpactMatrix(tuple(descriptors), tuple(map(tuple, states)), _table(rows, path))
    found = tuple(note.replace('""', '"') for note in NOTE.findall("\n".join(notes)))
    return Project(
        matrix,
        title=lines[1].strip(),
        descriptor_names=tuple(names[0]) if complete else (),
        state_names=tuple(name for group in names[1] for name in group) if complete else (),
        colours=tuple(colour.strip() for colour in colours),
        notes=found if len(found) == 1 + len(descriptors) + len(descriptors) ** 2 else (),
    )


def write_scw(project: Project | CrossImpactMatrix, path: Path | str) -> None:
    """Write a matrix for ScenarioWizard.

    The program reads the Windows code page 1252, so a character outside it is written as ``?``; a line break within
    a name or note becomes a space.
    """
    project = project if isinstance(project, Project) else Project(project)
    matrix = project.matrix
    short = [name for group in matrix.states for name in group]
    pairs = len(matrix.descriptors) ** 2
    heads = ["# 0-0", *["# "] * len(matrix.descriptors), *["#  -> "] * pairs]
    quoted = ['"' + _one_line(note).replace('"', '""') + '"' for note in project.notes]
    lines = [
        PROJECT_VERSION,
        _one_line(project.title),
        *_branches(matrix, matrix.descriptors, short, " -"),
        "#",
        *_branches(matrix, project.descriptor_names, project.state_names, " "),
        *("#", "#"),
        *project.colours,
        *("#", "#"),
        *(",".join(f"{_number(score):>2} " for score in row) for row in matrix.impacts.tolist()),
        "#",
        *(line for pair in zip(heads, quoted, strict=True) for line in pair),
        *("#", "#"),
    ]
    _write(lines, path)


def _parts(lines: list[str]) -> list[list[str]]:
    """The parts of a file: seven, of which the last, the notes, may hold any line."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.rstrip() == "#" and len(parts) < 7:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _tree(lines: Iterable[str]) -> tuple[list[str], list[list[str]]]:
    """Names of descriptors and, per descriptor, of states; a blank line is a state without a name."""
    descriptors: list[str] = []
    states: list[list[str]] = []
    for line in lines:
        if line.startswith("&"):
            descriptors.append(line[1:].strip())
            states.append([])
        elif states:
            states[-1].append(line.strip().removeprefix("-").strip())
    return descriptors, states


def _branches(matrix: CrossImpactMatrix, descriptors: Sequence[str], states: Sequence[str], mark: str) -> Iterable[str]:
    for place, name in enumerate(descriptors):
        yield f"&{_one_line(name)}"
        yield from (mark + _one_line(state) for state in states[matrix.offsets[place] : matrix.offsets[place + 1]])


def _table(rows: list[str], path: Path | str) -> NDArray[np.float64]:
    try:
        return np.array([[float(cell) for cell in row.split(",")] for row in rows if row.strip()])
    except ValueError:
        raise WorkbookError(f"{path}: the matrix is not made of equally long rows of numbers") from None


# ---- solutions ----------------------------------------------------------------------------------


def read_sl(path: Path | str, matrix: CrossImpactMatrix | None = None) -> Solutions:
    """Read a list of scenarios, checked against the matrix they are said to belong to if it is given.

    Raises
    ------
    WorkbookError
        If the file cannot be read, is not of this kind, or a scenario does not fit the matrix.
    """
    lines = _lines(path)
    if len(lines) < 3 or not lines[0].startswith("$ ScenarioWizard") or not lines[2].strip().isdigit():
        raise WorkbookError(f"{path}: no list of solutions, which would begin with $ ScenarioWizard and a count")
    scenarios, values = [], []
    for number, line in enumerate(lines[3:], start=4):
        if line.strip():
            scenario, numbers = _solution(line, f"{path}:{number}")
            scenarios.append(scenario if matrix is None else list(matrix.scenario(scenario)))
            values.append(numbers)
    if len({len(scenario) for scenario in scenarios}) > 1:
        raise WorkbookError(f"{path}: the scenarios differ in their number of descriptors")
    width = len(scenarios[0]) if scenarios else 0
    columns = np.array(values, dtype=np.float64).reshape(len(values), 4).T
    states = np.array(scenarios, dtype=np.int64).reshape(len(scenarios), width)
    weight, consistency, inconsistency, impact = columns
    return Solutions(states, weight, consistency, inconsistency, impact, int(lines[2]))


def _solution(line: str, place: str) -> tuple[list[int], list[float]]:
    fields = next(csv.reader([line]))
    try:
        states = [int(state) - 1 for state in fields[0].split()]
        numbers = [float(value) for value in fields[1:5]]
    except ValueError:
        states, numbers = [], []
    if len(numbers) < 4 or not states or min(states) < 0:
        raise WorkbookError(f"{place}: no scenario with four numbers: {shorten(line)}")
    return states, numbers


def write_sl(solutions: Solutions, path: Path | str) -> None:
    """Write a list of scenarios for ScenarioWizard; an infinite consistency value (no rivals) is written as 0."""
    values = [
        solutions.weight,
        np.where(np.isfinite(solutions.consistency_value), solutions.consistency_value, 0.0),
        solutions.inconsistency_value,
        solutions.total_impact_score,
    ]
    lines = [SOLUTIONS_VERSION, "Solution set", f" {solutions.declared} ", ""]
    for states, numbers in zip((solutions.states + 1).tolist(), np.stack(values, axis=1).tolist(), strict=True):
        scenario = " ".join(map(str, states))
        lines.append(f'" {scenario}",{",".join(map(_number, numbers))},""')
    _write(lines, path)


# ---- text ---------------------------------------------------------------------------------------


def _lines(path: Path | str) -> list[str]:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _write(lines: Iterable[str], path: Path | str) -> None:
    Path(path).write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252", errors="replace"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
