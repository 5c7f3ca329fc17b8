"""What charts and sentences call the developments that scenarios are built from, and where the text speaks of them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd


class Developments:
    """Labels and sentences of descriptors and their states, by id; an id that is not known stands for itself.

    Parameters
    ----------
    descriptors, states
        Rows of those tables.
    """

    def __init__(self, descriptors: pd.DataFrame, states: pd.DataFrame):
        self.names = dict(_pairs(descriptors, "descriptor", "label"))
        ordered = states.sort_values("order", kind="stable")
        self.places: list[tuple[str, str]] = [
            (name, state)
            for name in self.names
            for state in ordered.loc[ordered["descriptor"] == name, "state"].astype(str)
        ]
        keys = list(_pairs(states, "descriptor", "state"))
        self._labels = dict(zip(keys, map(str, states["label"]), strict=True))
        self._sentences = dict(zip(keys, map(str, states["sentence"]), strict=True))
        self._named = dict(_pairs(descriptors, "descriptor", "sentence"))

    def name(self, descriptor: object) -> str:
        """What a descriptor is called."""
        return self.names.get(str(descriptor), str(descriptor))

    def inline(self, descriptor: object) -> str:
        """What a descriptor is called within a sentence: without a capital article."""
        name = self.name(descriptor)
        return f"the{name[3:]}" if name.startswith("The ") else name

    def state(self, descriptor: object, state: object) -> str:
        """What a state is called."""
        return self._labels.get((str(descriptor), str(state)), str(state))

    def both(self, descriptor: object, state: object) -> str:
        """Descriptor and state: ``US sanctions: lifted all at once``."""
        label = self.state(descriptor, state)
        return f"{self.name(descriptor)}: {label[:1].lower()}{label[1:]}"

    def sentence(self, descriptor: object, state: object = "") -> str:
        """The sentence that a state, or else its descriptor, rests on."""
        key = str(descriptor), str(state)
        return self._sentences.get(key) or self._named.get(key[0], "")


def _pairs(frame: pd.DataFrame, key: str, value: str) -> Iterator[tuple[str, str]]:
    return zip(map(str, frame[key]), map(str, frame[value]), strict=True)
