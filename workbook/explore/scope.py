"""Which events, relations and claims are in view under a selection.

A row that has a property itself is judged by it: an event by its type, a claim by its speaker. A row that lacks the
property is in view if it shares a sentence with one that passes: an event of no speaker, under a selected speaker,
if that speaker claims something in its sentence. So the views follow each other through the text, which is the one
thing that all rows have in common. A period never hides what has no date.

Every property is worked out once for each of its values; combining them is a matter of a few arrays, so that a view
follows a slider at once, also over thousands of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbook import select
from workbook.dataset import Dataset
from workbook.explore.state import Selection

Mask = NDArray[np.bool_]

TABLES: Final = ("events", "relations", "claims")
"""The tables that a selection narrows."""

_IDS: Final = {"events": "event", "relations": "relation", "claims": "claim"}


@dataclass(frozen=True, eq=False)
class InView:
    """The rows in view: for each table a mask over its rows, and the keys of rows that are not in view."""

    masks: dict[str, Mask]
    outside: frozenset[str]

    def count(self, table: str) -> int:
        """How many rows of a table are in view."""
        return int(self.masks[table].sum())


class Scope:
    """A dataset made ready to be narrowed quickly."""

    def __init__(self, dataset: Dataset) -> None:
        self.frames: dict[str, pd.DataFrame] = {
            "events": dataset.events, "relations": dataset.relations, "claims": dataset.claims
        }  # fmt: skip
        self._participants = dataset.participants
        self._actors = dataset.actors
        self._sentences = len(dataset.units) + 2
        self._spans = {name: _spans(frame) for name, frame in self.frames.items()}
        self.keys = {
            name: np.array([f"{name}-{row}" for row in frame[_IDS[name]]], dtype=object)
            for name, frame in self.frames.items()
        }
        self._tied = _tied(self.frames["relations"])
        self._property = lru_cache(maxsize=512)(self._find_property)

    def rows(self, table: str, view: InView) -> pd.DataFrame:
        """The rows of a table that are in view."""
        return self.frames[table][view.masks[table]]

    def in_view(self, selection: Selection) -> InView:
        """The rows in view under a selection."""
        asked: list[tuple[str, tuple[str, ...]]] = [
            ("actor", (selection.actor,)), ("types", selection.types), ("speaker", (selection.speaker,)),
            ("signs", selection.signs),
        ]  # fmt: skip
        masks = {name: np.ones(len(frame), dtype=bool) for name, frame in self.frames.items()}
        for name, values in asked:
            if any(values):
                for table, mask in self._property(name, values).items():
                    masks[table] &= mask
        if selection.start or selection.end:
            for table, mask in self._property("period", (selection.start, selection.end)).items():
                masks[table] &= mask
        return InView(masks, self._outside(masks))

    def touching(self, sentence: str) -> set[str]:
        """The keys of the rows that rest on a sentence."""
        if not sentence:
            return set()
        number = int(sentence[1:])
        found: set[str] = set()
        for table, (first, last) in self._spans.items():
            found.update(self.keys[table][(first <= number) & (number <= last)])
        return found

    def sentences(self, view: InView) -> list[int]:
        """The numbers of the sentences that the rows in view rest on, in the order of the text."""
        covered = np.zeros(self._sentences, dtype=bool)
        for table, mask in view.masks.items():
            covered |= self._covered(table, mask)
        return [int(number) for number in np.flatnonzero(covered) if number]

    def _outside(self, masks: dict[str, Mask]) -> frozenset[str]:
        outside = {key for table, mask in masks.items() for key in self.keys[table][~mask]}
        left = masks["relations"]
        present = {actor for actor, rows in self._tied.items() if left[rows].any()}
        outside.update(f"actors-{actor}" for actor in self._tied if actor not in present)
        return frozenset(outside)

    # ---- properties -----------------------------------------------------------------------------------------------

    def _find_property(self, name: str, values: tuple[str, ...]) -> dict[str, Mask]:
        found: Callable[[tuple[str, ...]], dict[str, Mask]] = getattr(self, f"_by_{name}")
        return found(values)

    def _by_actor(self, values: tuple[str, ...]) -> dict[str, Mask]:
        parts, relations = self._participants, self.frames["relations"]
        events = self.frames["events"]["event"].isin(parts.loc[parts["actor"].isin(values), "event"]).to_numpy(bool)
        ties = (relations["subject"].isin(values) | relations["object"].isin(values)).to_numpy(bool)
        near = self._covered("events", events) | self._covered("relations", ties)
        return {"events": events, "relations": ties, "claims": self._spoken(values) | self._on("claims", near)}

    def _by_types(self, values: tuple[str, ...]) -> dict[str, Mask]:
        events = self.frames["events"]["type"].isin(list(values)).to_numpy(bool)
        return self._through("events", events)

    def _by_speaker(self, values: tuple[str, ...]) -> dict[str, Mask]:
        claims = self._spoken(values)
        near = self._covered("claims", claims)
        told = self.frames["relations"]["asserted_by"].isin(values).to_numpy(bool)
        return {"claims": claims, "relations": told, "events": self._on("events", near)}

    def _by_signs(self, values: tuple[str, ...]) -> dict[str, Mask]:
        return self._through("relations", self.frames["relations"]["sign"].isin(list(values)).to_numpy(bool))

    def _by_period(self, values: tuple[str, ...]) -> dict[str, Mask]:
        start, end = values
        dates = self.frames["events"]["date"]
        events = select.in_period(dates, start, end, undated=not (start or end)).to_numpy(bool)
        relations = select.in_period(self.frames["relations"]["valid"], start, end).to_numpy(bool)
        perhaps = select.in_period(dates, start, end).to_numpy(bool)
        inside, any_event = self._covered("events", perhaps), self._covered("events", np.ones(len(events), dtype=bool))
        # a claim has no date of its own: it leaves with the last event of its sentences that lies outside
        claims = self._on("claims", inside) | ~self._on("claims", any_event)
        return {"events": events, "relations": relations, "claims": claims}

    def _through(self, table: str, mask: Mask) -> dict[str, Mask]:
        """The rows of one table, and those of the others that share a sentence with them."""
        near = self._covered(table, mask)
        return {name: mask if name == table else self._on(name, near) for name in TABLES}

    def _spoken(self, values: Iterable[str]) -> Mask:
        claims, wanted = self.frames["claims"], set(values)
        origins = np.array([not wanted.isdisjoint(origin) for origin in claims["origin"]], dtype=bool)
        return claims["speaker"].isin(list(wanted)).to_numpy(bool) | origins

    # ---- sentences ------------------------------------------------------------------------------------------------

    def _covered(self, table: str, mask: Mask) -> Mask:
        """The sentences that some rows rest on, by number."""
        first, last = self._spans[table]
        steps = np.zeros(self._sentences + 1, dtype=np.int64)
        np.add.at(steps, first[mask], 1)
        np.add.at(steps, last[mask] + 1, -1)
        covered = np.cumsum(steps)[: self._sentences] > 0
        covered[0] = False
        return covered

    def _on(self, table: str, sentences: Mask) -> Mask:
        """The rows that rest on one of some sentences."""
        first, last = self._spans[table]
        total = np.concatenate([[0], np.cumsum(sentences)])
        return np.asarray(total[last + 1] > total[first])


def _spans(frame: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last sentence of each row, by number; 0 for none."""
    first, last = ([int(name[1:]) if name else 0 for name in frame[side]] for side in ("sentence", "last_sentence"))
    return np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)


def _tied(relations: pd.DataFrame) -> dict[str, NDArray[np.int64]]:
    """For each actor the places of its relations."""
    rows: dict[str, list[int]] = {}
    for place, ends in enumerate(zip(relations["subject"], relations["object"], strict=True)):
        for actor in ends:
            rows.setdefault(str(actor), []).append(place)
    return {actor: np.array(places, dtype=np.int64) for actor, places in rows.items()}
