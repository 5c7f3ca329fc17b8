"""The scenario desk: set policies, pin states, edit judgements, and see at once which futures are left.

Whatever is set stays in the session: nothing here writes to the dataset.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import ipywidgets
from markupsafe import Markup

from workbook.dataset import Dataset
from workbook.explore.board import Board
from workbook.explore.futures import AT_ONCE, Answer, Cell, Model, Setting
from workbook.explore.refine import Refiner
from workbook.explore.report_bar import Asked, ReportBar
from workbook.explore.scenario_board import board
from workbook.explore.state import State
from workbook.explore.view import View

DRAWS: Final = 1000
"""So many draws in the end."""

_AS_IS: Final = "the dataset as it is"
_WIDE: Final = {"description_width": "13em"}
_LAYOUT: Final = {"width": "29em"}
_STEP = Markup('<p class="wb-quiet">Dataset: {score}, {low} to {high}; basis: {basis}. {reason} {link}</p>')


class ScenarioDesk:
    """Controls on the left, what they come to on the right."""

    def __init__(self, dataset: Dataset, state: State, beside: ipywidgets.Widget | None = None) -> None:
        self.dataset = dataset
        self.model = Model(dataset)
        self.view = View("Futures")
        self.report = ReportBar(dataset)
        self.setting, self._quiet = Setting(), False
        self._refiner = Refiner()
        self.view.board.when_cited(lambda sentence: state.change(sentence=sentence))
        if self.model.empty:
            self.view.say("There are no developments, states and judgements to build futures from.")
            self.box: Any = self.view.box
            return
        rows: Iterator[Any] = dataset.impacts.itertuples()
        self._impacts: dict[Cell, Any] = {
            (row.source, row.source_state, row.target, row.target_state): row for row in rows
        }
        self.now = self.other = self.model.answer(self.setting)
        self.other_name = _AS_IS
        self._build([] if beside is None else [beside])
        self.note.when_cited(lambda sentence: state.change(sentence=sentence))
        self._show_cell()
        self._answer()

    # ---- widgets --------------------------------------------------------------------------------------------------

    def _build(self, beside: list[ipywidgets.Widget]) -> None:
        names, matrix = self.model.names, self.model.matrix
        labels = [(self.dataset.label("policies", name), name) for name in self.dataset.policies["policy"]]
        self.policies = ipywidgets.SelectMultiple(
            options=labels, description="Policies", rows=min(8, max(2, len(labels))),
            style={"description_width": "6em"}, layout=_LAYOUT,
            tooltip="Policies in force; several with Ctrl or Shift",
        )  # fmt: skip
        self.pins = {
            name: ipywidgets.Dropdown(
                options=[("left open", ""), *((names.state(name, state), state) for state in matrix.states[place])],
                description=names.name(name), style=_WIDE, layout=_LAYOUT, tooltip=names.name(name),
            )
            for place, name in enumerate(matrix.descriptors)
        }  # fmt: skip
        self._build_editor()
        buttons = self._build_buttons()
        pins = ipywidgets.VBox(list(self.pins.values()))
        edit = ipywidgets.VBox([self.cause, self.effect, self.score, self.note])
        folded = ipywidgets.Accordion([pins, edit], titles=("Pin states", "Edit a judgement"), selected_index=0)
        left = ipywidgets.VBox([self.policies, folded, buttons, *beside], layout={"flex": "0 1 32em"})
        right = ipywidgets.VBox([self.view.box], layout={"flex": "1 1 36em"})
        body = ipywidgets.HBox([left, right], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        self.box = ipywidgets.VBox([body, self.report.box])

    def _build_editor(self) -> None:
        options = [(self.model.names.both(*place), place) for place in self.model.names.places]
        first = next(iter(self._impacts), (*options[0][1], *options[-1][1]))
        self.cause = ipywidgets.Dropdown(
            options=options, value=first[:2], description="If", style=_WIDE, layout=_LAYOUT
        )
        self.effect = ipywidgets.Dropdown(
            options=options, value=first[2:], description="this bears on", style=_WIDE, layout=_LAYOUT
        )
        self.score = ipywidgets.IntSlider(
            min=-3, max=3, description="by", style=_WIDE, layout=_LAYOUT,
            tooltip="From -3, strongly hinders, to +3, strongly promotes",
        )  # fmt: skip
        self.note = Board()
        for choice in (self.cause, self.effect):
            choice.observe(lambda _: self._show_cell(), "value")
        self.score.observe(lambda change: self._edit(change["new"]), "value")
        self.policies.observe(lambda change: self._set(replace(self.setting, policies=change["new"])), "value")
        for pin in self.pins.values():
            pin.observe(lambda _: self._set(replace(self.setting, pins=self._pinned())), "value")

    def _build_buttons(self) -> ipywidgets.HBox:
        self.reset = ipywidgets.Button(description="Reset", icon="undo", tooltip="Back to the dataset as it is")
        self.keep = ipywidgets.Button(
            description="Compare with this", icon="columns", layout={"width": "13em"},
            tooltip="Keep this setting and hold the next ones against it",
        )  # fmt: skip
        self.swap = ipywidgets.Button(
            description="Swap", icon="exchange", tooltip="Go back to the setting compared with"
        )
        self.reset.on_click(lambda _: self._reset())
        self.keep.on_click(lambda _: self._keep())
        self.swap.on_click(lambda _: self._swap())
        return ipywidgets.HBox([self.reset, self.keep, self.swap], layout={"flex_flow": "row wrap"})

    # ---- what the analyst does ------------------------------------------------------------------------------------

    def _cell(self) -> Cell:
        return (*self.cause.value, *self.effect.value)

    def _pinned(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, pin.value) for name, pin in self.pins.items() if pin.value)

    def _edit(self, score: int) -> None:
        if self._quiet:
            return
        cell = self._cell()
        row = self._impacts.get(cell)
        known = float(row.score) if row is not None else 0.0
        others = replace(self.setting, edits=tuple(edit for edit in self.setting.edits if edit[0] != cell))
        self._set(others if score == known else others.edited(cell, float(score)))

    def _reset(self) -> None:
        self.other, self.other_name = self.model.answer(Setting()), _AS_IS
        self.restore(Setting())

    def _keep(self) -> None:
        self.other, self.other_name = self.now, "the setting kept"
        self._draw()

    def _swap(self) -> None:
        now = self.now
        self.restore(self.other.setting)
        self.other, self.other_name = now, "the setting before"
        self._draw()

    def restore(self, setting: Setting) -> None:
        """Put a setting in place, in the controls and in what they come to."""
        self._quiet = True
        try:
            self.policies.value = tuple(each for each in setting.policies if each in self.policies._options_values)
            pinned = dict(setting.pins)
            for name, pin in self.pins.items():
                pin.value = pinned.get(name, "") if pinned.get(name, "") in pin._options_values else ""
        finally:
            self._quiet = False
        self._set(setting)
        self._show_cell()

    def _set(self, setting: Setting) -> None:
        if not self._quiet:
            self.setting = setting
            self._answer()

    # ---- what comes of it -----------------------------------------------------------------------------------------

    def _answer(self) -> None:
        self._refiner.stop()
        if self.view.attempt(self._work_out):
            self.report.ask(self.asked())
            self._refiner.start(self._firmer)

    def _work_out(self) -> None:
        self.now = self.model.answer(self.setting)
        self._draw()
        said = "No future holds together under this setting." if not len(self.now.futures) else ""
        self.view.say(said)

    def _draw(self) -> None:
        self.view.board.html = board(self.model, self.now, self.other, self.other_name)

    def _firmer(self, number: int) -> bool:
        """Add a few draws to both answers; whether more are wanted."""
        self.now = self._more(self.now, number + 1)
        self.other = self._more(self.other, number + 1)
        going_on = self.now.drawn.draws < DRAWS
        if number % 10 == 0 or not going_on:
            self.view.attempt(self._draw)
        return going_on

    def _more(self, answer: Answer, seed: int) -> Answer:
        return self.model.firmer(answer, seed, AT_ONCE) if answer.drawn.draws < DRAWS else answer

    def _show_cell(self) -> None:
        """The judgement that is being edited, as it stands in the dataset and in the session."""
        cell = self._cell()
        row = self._impacts.get(cell)
        known = float(row.score) if row is not None else 0.0
        reach = max(3, abs(round(known)))
        self._quiet = True
        try:
            self.score.min, self.score.max = -reach, reach
            self.score.value = round(dict(self.setting.edits).get(cell, known))
        finally:
            self._quiet = False
        if row is None:
            self.note.html = '<p class="wb-quiet">The dataset has no judgement here; it counts as 0.</p>'
            return
        link = Markup('<a href="#{0}">{0}</a>').format(row.sentence) if row.sentence else ""
        self.note.html = str(
            _STEP.format(score=row.score, low=row.low, high=row.high, basis=row.basis, reason=row.reason, link=link)
        )

    def asked(self) -> Asked:
        """The report on this setting: notebook 07 takes one policy; what else is set belongs to the session."""
        setting = self.setting
        unsaid = ["more than one policy"] if len(setting.policies) > 1 else []
        unsaid += ["pinned states"] if setting.pins else []
        unsaid += ["edited judgements"] if setting.edits else []
        return Asked("07_scenarios", {"policy": next(iter(setting.policies), "")}, tuple(unsaid))
