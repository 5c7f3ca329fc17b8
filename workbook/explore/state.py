"""What the analyst has selected: one state that all views follow.

A selection names the same things as the parameters of the notebooks do, in the same form, so that what is explored
can be run again as a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from workbook.errors import WorkbookError

VIEWS = ("timeline", "network", "matrix", "claims")
"""The views of the selection."""


@dataclass(frozen=True)
class Selection:
    """One selection; what is empty does not narrow it.

    ``start`` and ``end`` are EDTF dates, ``actor`` and ``speaker`` ids of actors, ``types`` event types, ``signs``
    signs of relations, ``sentence`` the sentence that was picked (``s12``), ``view`` the view that is looked at.
    """

    start: str = ""
    end: str = ""
    actor: str = ""
    types: tuple[str, ...] = ()
    speaker: str = ""
    signs: tuple[str, ...] = ()
    sentence: str = ""
    view: str = "timeline"

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out at all."""
        return any((self.start, self.end, self.actor, self.types, self.speaker, self.signs))

    def to_json(self) -> dict[str, Any]:
        """The fields as JSON holds them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Selection:
        """The selection that ``to_json`` wrote down.

        Raises
        ------
        WorkbookError
            If a field is unknown or of another kind.
        """
        known = {each.name: each.default for each in fields(cls)}
        values: dict[str, Any] = {}
        for name, value in content.items():
            if name not in known:
                raise WorkbookError(f'selection: no such field "{name}"')
            values[name] = tuple(value) if isinstance(value, list) else value
            texts = values[name] if isinstance(values[name], tuple) else (values[name],)
            if type(values[name]) is not type(known[name]) or not all(isinstance(text, str) for text in texts):
                raise WorkbookError(f"selection: {name} cannot be {value!r}")
        if values.get("view", VIEWS[0]) not in VIEWS:
            raise WorkbookError(f"selection: view is one of {', '.join(VIEWS)}")
        return cls(**values)


class State:
    """The selection as it stands, and those who follow it."""

    def __init__(self, selection: Selection | None = None) -> None:
        self.selection = selection or Selection()
        self._followers: list[Callable[[Selection], None]] = []

    def follow(self, follower: Callable[[Selection], None]) -> None:
        """Tell a follower of every change, and how things stand now."""
        self._followers.append(follower)
        follower(self.selection)

    def change(self, **fields: Any) -> None:
        """Change some fields, and tell everybody once if that made a difference."""
        self.set(replace(self.selection, **fields))

    def set(self, selection: Selection) -> None:
        """Put another selection in place of this one."""
        if selection == self.selection:
            return
        self.selection = selection
        for follower in self._followers:
            follower(selection)
