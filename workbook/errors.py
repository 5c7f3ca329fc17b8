"""What can go wrong, said in one line that a user can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass


class WorkbookError(Exception):
    """Anything the user can mend; the message is one clear line."""


class ParameterError(WorkbookError):
    """A parameter that a notebook does not have, or a value that it cannot take."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a dataset, and where: ``file:line:column: value: message``.

    ``line`` counts from 1 as editors do (the header is line 1); 0 stands for the file as a whole, and an
    empty column for the line.
    """

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = ":".join(part for part in (self.file, str(self.line) if self.line else "", self.column) if part)
        return ": ".join(part for part in (printable(place), shorten(self.value), shorten(self.message, 600)) if part)

    def as_dict(self) -> dict[str, str | int]:
        """The fields by name, for machines."""
        return asdict(self)


class DatasetError(WorkbookError):
    """A dataset that cannot be loaded; ``problems`` holds every one that was found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        shown = [str(problem) for problem in self.problems[:10]]
        if len(self.problems) > len(shown):
            shown.append(f"and {len(self.problems) - len(shown)} more: run workbook check")
        super().__init__("\n".join(shown))


def printable(value: str) -> str:
    """A value as one line: line ends, control and direction characters are written as escapes."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in value)


def shorten(value: str, width: int = 120) -> str:
    """A value as one printable line of at most ``width`` characters."""
    line = printable(value[: width + 1])
    return line if len(line) <= width else f"{line[: width - 1]}…"


def most_like(value: str, valid: Iterable[str]) -> str | None:
    """The valid value most like a wrong one; None if none is much like it."""
    candidates = {candidate.casefold(): candidate for candidate in valid}
    close = difflib.get_close_matches(value[:200].casefold(), candidates, n=1, cutoff=0.6)
    return candidates[close[0]] if close else None


def nearest(value: str, valid: Iterable[str]) -> str:
    """A hint at the valid value most like a wrong one: `` (did you mean "iran"?)``, or nothing."""
    close = most_like(value, valid)
    return "" if close is None else f' (did you mean "{close}"?)'
