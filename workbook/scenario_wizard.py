"""Matrices of ScenarioWizard, the reference software of cross-impact balance analysis: its ``.scw`` files.

Such a file is lines of text: a version, a title, the tree of short names (``&Descriptor``, `` -State``), the same tree
of long names, one colour per state, the matrix with one row per state, and quoted notes on the whole, on each
descriptor and on each pair of descriptors; lines with nothing but ``#`` stand between the parts. Names may be blank or
occur twice, so states are known by their position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError

VERSION = "$ ScenarioWizard 4.0"
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


def read_scw(path: Path | str) -> Project:
    """Read a matrix and what stands beside it; notes are kept if there is one for each thing that can have one.

    Raises
    ------
    WorkbookError
        If the file cannot be read, is not of this kind, or its parts do not fit together.
    """
    lines = read_lines(path)
    with blaming(path):
        return _project(lines)


def write_scw(project: Project | CrossImpactMatrix, path: Path | str) -> None:
    """Write a matrix for ScenarioWizard: see `scw`."""
    Path(path).write_bytes(scw(project))


def scw(project: Project | CrossImpactMatrix) -> bytes:
    """A matrix as the bytes of a file for ScenarioWizard.

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
        VERSION,
        _one_line(project.title),
        *_branches(matrix, matrix.descriptors, short, " -"),
        "#",
        *_branches(matrix, project.descriptor_names, project.state_names, " "),
        *("#", "#"),
        *project.colours,
        *("#", "#"),
        *(",".join(f"{number_text(score):>2} " for score in row) for row in matrix.impacts.tolist()),
        "#",
        *(line for pair in zip(heads, quoted, strict=True) for line in pair),
        *("#", "#"),
    ]
    return as_program(lines)


def _project(lines: list[str]) -> Project:
    if not lines[0].startswith("$ ScenarioWizard"):
        raise WorkbookError("no ScenarioWizard file, which would begin with $ ScenarioWizard")
    parts = _parts(lines[2:])
    if len(parts) < 6:
        raise WorkbookError("the file ends before its matrix does")
    short, long, _, colours, _, rows, *notes = parts
    descriptors, states = _tree((line for line in short if line.lstrip().startswith(("&", "-"))), mark="-")
    names = _tree(long)
    named = list(map(len, names[1])) == list(map(len, states))
    found = tuple(note.replace('""', '"') for note in NOTE.findall("\n".join(chain.from_iterable(notes))))
    return Project(
        CrossImpactMatrix(tuple(descriptors), tuple(map(tuple, states)), _table(rows)),
        title=lines[1].strip(),
        descriptor_names=tuple(names[0]) if named else (),
        state_names=tuple(chain.from_iterable(names[1])) if named else (),
        colours=tuple(colour.strip() for colour in colours),
        notes=found if len(found) == 1 + len(descriptors) + len(descriptors) ** 2 else (),
    )


def _parts(lines: list[str]) -> list[list[str]]:
    """The parts of a file: seven, of which the last, the notes, may hold any line."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.rstrip() == "#" and len(parts) < 7:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _tree(lines: Iterable[str], mark: str = "") -> tuple[list[str], list[list[str]]]:
    """Names of descriptors and, per descriptor, of states; a bare mark is a state without a name."""
    descriptors: list[str] = []
    states: list[list[str]] = []
    for line in lines:
        if line.startswith("&"):
            descriptors.append(line[1:].strip())
            states.append([])
        elif states:
            states[-1].append(line.strip().removeprefix(mark).strip())
    return descriptors, states


def _branches(matrix: CrossImpactMatrix, descriptors: Sequence[str], states: Sequence[str], mark: str) -> Iterable[str]:
    for place, name in enumerate(descriptors):
        yield f"&{_one_line(name)}"
        yield from (mark + _one_line(state) for state in states[matrix.offsets[place] : matrix.offsets[place + 1]])


def _table(rows: list[str]) -> NDArray[np.float64]:
    try:
        return np.array([[float(cell) for cell in row.split(",")] for row in rows if row.strip()])
    except ValueError:
        raise WorkbookError("the matrix is not made of equally long rows of numbers") from None


# ---- text ---------------------------------------------------------------------------------------


def read_lines(path: Path | str) -> list[str]:
    """The lines of a text file in UTF-8 or, failing that, the code page 1252."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


@contextmanager
def blaming(place: Path | str) -> Iterator[None]:
    """Say in front of an error where in which file it is."""
    try:
        yield
    except WorkbookError as error:
        raise WorkbookError(f"{place}: {error}") from None


def write_lines(lines: Iterable[str], path: Path | str) -> None:
    """Write lines as the program does."""
    Path(path).write_bytes(as_program(lines))


def as_program(lines: Iterable[str]) -> bytes:
    """Lines as the program writes them: code page 1252, each ended by carriage return and line feed."""
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252", errors="replace")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def number_text(value: float) -> str:
    """A number as the program writes it: without decimals if it has none."""
    return str(int(value)) if value == int(value) else repr(value)
