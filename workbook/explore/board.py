"""A board: HTML of ours under the analyst's hands.

Charts, tables and passages are the HTML that reports are made of; a board shows it in JupyterLab or Voilà and says
what was picked on it. The browser keeps the picture: what leaves the selection is faded there, by a short list of
keys, so that a moved slider redraws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from workbook.lab import DARK

_HERE: Final = Path(__file__).parent
_SENTENCE = re.compile(r"s[1-9]\d*")


class Board(anywidget.AnyWidget):
    """HTML that can be picked from.

    ``html`` is what it shows, built by this project's own escaping functions. Elements with a ``data-key`` can be
    picked; those whose key is ``outside`` are faded (or hidden, if the board ``hides``), those in ``current`` are
    set off. ``page`` is a whole report, opened from the link ``a[data-report]``.
    """

    _esm = _HERE / "board.js"
    _css = (_HERE / "board.css").read_text("utf-8") + DARK
    html = traitlets.Unicode().tag(sync=True)
    outside = traitlets.List(traitlets.Unicode()).tag(sync=True)
    current = traitlets.List(traitlets.Unicode()).tag(sync=True)
    hides = traitlets.Bool(False).tag(sync=True)
    page = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._on_key: list[Callable[[str], None]] = []
        self._on_sentence: list[Callable[[str], None]] = []
        self.on_msg(self._heard)

    def when_picked(self, listener: Callable[[str], None]) -> None:
        """Tell a listener the key of whatever is picked."""
        self._on_key.append(listener)

    def when_cited(self, listener: Callable[[str], None]) -> None:
        """Tell a listener the sentence whose citation is followed."""
        self._on_sentence.append(listener)

    def fade(self, keys: Iterable[str]) -> None:
        """Fade these, and nothing else."""
        self.outside = sorted(keys)

    def _heard(self, _: object, content: object, __: object) -> None:
        if not isinstance(content, dict):
            return
        if isinstance(key := content.get("key"), str):
            for listener in self._on_key:
                listener(key)
        elif isinstance(sentence := content.get("sentence"), str) and _SENTENCE.fullmatch(sentence):
            for listener in self._on_sentence:
                listener(sentence)
