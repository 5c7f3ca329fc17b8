"""The passage panel: the picked sentence in its paragraph, and everything that rests on it."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from workbook.citations import Use, noun, uses
from workbook.dataset import Dataset
from workbook.explore.scope import InView, Scope
from workbook.explore.state import Selection, State
from workbook.explore.view import View

LISTED: Final = 25
"""So many sentences in view are listed while none is picked."""

_USE = Markup('<li>{} <span class="wb-quiet">({}, “{}”)</span></li>')


class PassagePanel(View):
    """Shows the picked sentence; while none is picked, the sentences that the rows in view rest on, if it ``lists``."""

    def __init__(self, dataset: Dataset, scope: Scope, state: State, *, lists: bool = True) -> None:
        super().__init__("Passage", css="wb-panel" if lists else "wb-aside")
        self._lists = lists
        self._dataset, self._scope = dataset, scope
        self._units = {unit.id: unit for unit in dataset.units}
        self._paragraphs: dict[int, list[str]] = {}
        for unit in dataset.units:
            self._paragraphs.setdefault(unit.paragraph, []).append(unit.id)
        self._uses = uses(dataset)
        self.board.when_cited(lambda sentence: state.change(sentence=sentence))

    def update(self, selection: Selection, view: InView) -> None:
        """Follow the selection."""
        picked = self._units.get(selection.sentence)
        self.board.html = str(self._picked(picked.id) if picked else self._in_view(view) if self._lists else "")
        self.say("")

    def _picked(self, sentence: str) -> Markup:
        unit = self._units[sentence]
        paragraph = Markup(" ").join(self._sentence(name, sentence) for name in self._paragraphs[unit.paragraph])
        found = [use for use in self._uses if use.start < unit.end and unit.start < use.end]
        listed = Markup("").join(map(self._use, found))
        return Markup(
            '<h4 aria-live="polite">Sentence {}, in its paragraph</h4><p class="wb-passage">{}</p>'
            "<h4>{}</h4><ul>{}</ul>"
        ).format(unit.number, paragraph, "What rests on it" if found else "Nothing in the dataset rests on it", listed)

    def _sentence(self, name: str, picked: str) -> Markup:
        text = self._units[name].text
        if name == picked:
            return Markup('<span class="wb-current" id="passage-{}">{}</span>').format(name, text)
        return Markup('<a class="wb-plain" href="#{}" title="Sentence {}">{}</a>').format(name, name[1:], text)

    def _use(self, use: Use) -> Markup:
        return _USE.format(use.label, noun(use.table), self._dataset.text[use.start : use.end])

    def _in_view(self, view: InView) -> Markup:
        numbers = self._scope.sentences(view)
        if not numbers:
            return Markup('<p class="wb-nothing">No sentence has a row in view.</p>')
        shown = Markup("").join(
            Markup('<li value="{0}"><a class="wb-plain" href="#s{0}">{1}</a></li>').format(
                number, self._units[f"s{number}"].text
            )
            for number in numbers[:LISTED]
        )
        rest = len(numbers) - LISTED
        more = Markup('<p class="wb-quiet">and {} more</p>').format(rest) if rest > 0 else ""
        return Markup(
            '<p class="wb-quiet">Pick a mark or a row to see its sentence. In view: {} of {} sentences.</p>'
            "<ol>{}</ol>{}"
        ).format(len(numbers), len(self._units), shown, more)
