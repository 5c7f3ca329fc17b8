"""The claims as a grid: one row a claim, sorted by a click on a heading, narrowed with everything else."""

from __future__ import annotations

import re
from typing import Final

from workbook.dataset import Dataset
from workbook.explore.scope import InView, Scope
from workbook.explore.state import Selection, State
from workbook.explore.view import View
from workbook.tables import table

COLUMNS: Final = {
    "statement": "Claim", "speaker": "Speaker", "kind": "Kind", "factuality": "Held to be", "basis": "Basis",
    "credibility": "Credibility", "sentence": "Passage",
}  # fmt: skip

_ROW = re.compile(r'<tr id="(claims-[\w-]+)">')
_CLAIM_TABLE = "claims"


class ClaimsGrid(View):
    """All claims; those out of view are hidden, those of the picked sentence set off."""

    def __init__(self, dataset: Dataset, scope: Scope, state: State) -> None:
        super().__init__("Claims", hides=True, css="wb-grid")
        self._scope, self._state = scope, state
        claims = dataset.claims
        keys = scope.keys[_CLAIM_TABLE]
        self._sentences = dict(zip(keys, claims["sentence"], strict=True))
        self.board.when_picked(self._pick)
        self.board.when_cited(lambda sentence: state.change(sentence=sentence))
        self.drawn = self.attempt(lambda: self._show(dataset))

    def _show(self, dataset: Dataset) -> None:
        names = dict(dataset.actors[["actor", "name"]].values)
        shown = table(dataset.claims, columns=COLUMNS, labels={"speaker": names}, caption="Claims of the article")
        html = _ROW.sub(r'<tr tabindex="0" data-key="\1">', str(shown.html))
        self.board.html = html.replace('<th scope="col">', '<th scope="col" data-sort>')

    def _pick(self, claim: str) -> None:
        if claim in self._sentences:
            self._state.change(sentence=self._sentences[claim])

    def update(self, selection: Selection, view: InView) -> None:
        """Follow the selection."""
        if not self.drawn:
            return
        self.board.fade(self._scope.keys[_CLAIM_TABLE][~view.masks[_CLAIM_TABLE]])
        self.board.current = sorted(self._scope.touching(selection.sentence) & self._sentences.keys())
        count = view.count(_CLAIM_TABLE)
        whole = len(self._sentences)
        if not count:
            self.say("None of the claims is in view. Widen the selection.")
        else:
            self.say(f"{count:,} of {whole:,} claims in view." if count < whole else "")
