"""The hypothesis desk: change a rating, a weight or whose ratings count; the ranking and what it hangs on follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import ipywidgets
import numpy as np
from markupsafe import Markup

from workbook.dataset import Dataset
from workbook.explore.board import Board
from workbook.explore.ledger import WEIGHTINGS, Ledger, Rating, Weighed, Weighing
from workbook.explore.report_bar import Asked, ReportBar
from workbook.explore.state import State
from workbook.explore.view import View
from workbook.findings.phrases import count, listed
from workbook.vocabularies import RATING

MOST_HINGES: Final = 12
"""So many claims, and as many ratings, on which the ranking hangs are told one by one."""

_WIDE: Final = {"description_width": "7em"}
_LAYOUT: Final = {"width": "30em"}
_ROW = Markup(
    '<tr><td class="wb-figure-cell">{rank}</td><td class="wb-figure-cell">{was}</td>'
    '<th scope="row"><a href="#{sentence}">{label}</a></th>'
    '<td class="wb-bars"><span class="wb-bar-box"><span class="wb-bar" style="width:{now:.0f}%"></span>'
    '<span class="wb-bar wb-bar-other" style="width:{before:.0f}%"></span></span></td>'
    '<td class="wb-figure-cell {flip}">{points:.3g}</td><td class="wb-figure-cell">{tested}</td></tr>'
)
_TABLE = Markup(
    '<table><caption>Least contradicted first <span class="wb-quiet">(<span class="wb-bar" style="width:1.5em"></span> '
    'as set here, <span class="wb-bar wb-bar-other" style="width:1.5em"></span> as in the dataset; a score is no '
    'probability)</span></caption><thead><tr><th scope="col">Rank</th><th scope="col">was</th>'
    '<th scope="col">Explanation</th><th scope="col">Points against</th><th scope="col"></th>'
    '<th scope="col">Claims</th></tr></thead><tbody>{rows}</tbody></table>'
)


class HypothesisDesk:
    """Ratings under the analyst's hands; nothing is written to the dataset."""

    def __init__(self, dataset: Dataset, state: State, beside: ipywidgets.Widget | None = None) -> None:
        self.dataset = dataset
        self.view, self.report = View("Explanations"), ReportBar(dataset)
        self.weighing, self._quiet = Weighing(), False
        self.view.board.when_cited(lambda sentence: state.change(sentence=sentence))
        if dataset.ratings.empty or dataset.hypotheses.empty:
            self.view.say("No claim has been rated against a hypothesis.")
            self.box: Any = self.view.box
            return
        self.ledger = Ledger(dataset.ratings, dataset.claims, dataset.hypotheses)
        self.before = self.now = self.ledger.weigh(self.weighing)
        keys = dataset.ratings[["claim", "hypothesis", "rater"]].itertuples(index=False, name=None)
        self._given = dict(zip(keys, dataset.ratings["rating"].astype(str), strict=True))
        self._statements = dict(dataset.claims[["claim", "statement"]].values)
        self._sentences = dict(dataset.claims[["claim", "sentence"]].values)
        self._build([] if beside is None else [beside])
        self.note.when_cited(lambda sentence: state.change(sentence=sentence))
        self._show_rating()
        self._weigh()

    # ---- widgets --------------------------------------------------------------------------------------------------

    def _build(self, beside: list[ipywidgets.Widget]) -> None:
        options = [("each claim counts alike", "none"), ("by credibility", "credibility")]
        self.weighting = ipywidgets.Dropdown(options=options, description="Weighting", style=_WIDE, layout=_LAYOUT)
        self.raters = ipywidgets.SelectMultiple(
            options=self.ledger.raters, description="Raters", rows=max(2, min(4, len(self.ledger.raters))),
            style=_WIDE, layout=_LAYOUT, tooltip="Whose ratings count; none selected for everybody's",
        )  # fmt: skip
        claims = [(self._statements.get(claim, claim), claim) for claim in self.ledger.claims]
        labels = [(self.dataset.label("hypotheses", name), name) for name in self.ledger.hypotheses]
        self.claim = _choice("Evidence", claims)
        self.hypothesis = _choice("Explanation", labels)
        self.rater = _choice("Rater", [(name, name) for name in self.ledger.raters])
        codes = [(code.code, code.code) for code in RATING]
        self.rating = ipywidgets.ToggleButtons(
            options=codes, description="Rating", value=None, style={**_WIDE, "button_width": "3.2em"},
            tooltips=[f"{code.label}. {code.definition}" for code in RATING],
        )  # fmt: skip
        self.weight = ipywidgets.FloatSlider(
            min=0, max=3, step=0.1, description="Weight", style=_WIDE, layout=_LAYOUT, readout_format=".1f"
        )
        self.note = Board()
        self.reset = ipywidgets.Button(description="Reset", icon="undo", tooltip="Back to the dataset's ratings")
        self.reset.on_click(lambda _: self.restore(Weighing()))
        self._listen()
        left = [self.weighting, self.raters, self.claim, self.weight, self.hypothesis, self.rater, self.rating]
        controls = ipywidgets.VBox([*left, self.note, self.reset, *beside], layout={"flex": "0 1 32em"})
        shown = ipywidgets.VBox([self.view.box], layout={"flex": "1 1 34em"})
        body = ipywidgets.HBox([controls, shown], layout={"flex_flow": "row wrap", "align_items": "flex-start"})
        self.box = ipywidgets.VBox([body, self.report.box])

    def _listen(self) -> None:
        for choice in (self.claim, self.hypothesis, self.rater):
            choice.observe(lambda _: self._show_rating(), "value")
        self.weighting.observe(lambda change: self._set(replace(self.weighing, weighting=change["new"])), "value")
        self.raters.observe(lambda change: self._set(replace(self.weighing, raters=change["new"])), "value")
        self.rating.observe(lambda change: self._rate(change["new"]), "value")
        self.weight.observe(lambda change: self._give_weight(change["new"]), "value")

    # ---- what the analyst does ------------------------------------------------------------------------------------

    def _key(self) -> Rating:
        return self.claim.value, self.hypothesis.value, self.rater.value

    def _rate(self, rating: str | None) -> None:
        if self._quiet or rating is None:
            return
        others = {key: code for key, code in self.weighing.ratings.items() if key != self._key()}
        changed = {} if rating == self._given.get(self._key()) else {self._key(): rating}
        self._set(replace(self.weighing, ratings=others | changed))

    def _give_weight(self, weight: float) -> None:
        if not self._quiet:
            self._set(replace(self.weighing, weights={**self.weighing.weights, self.claim.value: weight}))

    def restore(self, weighing: Weighing) -> None:
        """Put a weighing in place, in the controls and in the ranking."""
        self._quiet = True
        try:
            self.weighting.value = weighing.weighting if weighing.weighting in WEIGHTINGS else "none"
            self.raters.value = tuple(name for name in weighing.raters if name in self.ledger.raters)
        finally:
            self._quiet = False
        self._set(weighing)
        self._show_rating()

    def _set(self, weighing: Weighing) -> None:
        if not self._quiet:
            self.weighing = weighing
            self._weigh()
            self._show_rating()

    # ---- what comes of it -----------------------------------------------------------------------------------------

    def _weigh(self) -> None:
        if self.view.attempt(self._work_out):
            self.report.ask(self.asked())

    def _work_out(self) -> None:
        self.now = self.ledger.weigh(self.weighing)
        self.view.board.html = str(self._ranking() + self._hinges(self.now))
        self.view.say("" if (self.now.rank > 0).any() else "Nothing is tested by the ratings that count.")

    def _ranking(self) -> Markup:
        rows = self.dataset.hypotheses.set_index("hypothesis")
        most = max(float(self.now.against.max()), float(self.before.against.max()), 1e-9)
        shown = Markup("")
        for place in np.lexsort([self.now.against, self.now.rank, self.now.rank == 0]):
            name = self.ledger.hypotheses[place]
            known = name in rows.index
            shown += _ROW.format(
                rank=self.now.rank[place] or "–", was=self.before.rank[place] or "–",
                sentence=rows.at[name, "sentence"] if known else "", label=self.dataset.label("hypotheses", name),
                now=100 * self.now.against[place] / most, before=100 * self.before.against[place] / most,
                flip="wb-flip" if self.now.rank[place] != self.before.rank[place] else "",
                points=self.now.against[place], tested=self.now.tested[place],
            )  # fmt: skip
        return _TABLE.format(rows=shown)

    def _hinges(self, found: Weighed) -> Markup:
        first = listed(
            f"“{self.dataset.label('hypotheses', name)}”"
            for name, rank in zip(self.ledger.hypotheses, found.rank, strict=True)
            if rank == 1
        )
        claims = [self.ledger.claims[place] for place in np.flatnonzero(found.hinge_claims)]
        cells = [tuple(map(int, at)) for at in np.argwhere(found.hinge_ratings)]
        told = Markup('<p role="status" aria-live="polite">First: {}. It hangs on {} and {}.</p>').format(
            first or "nothing", count(len(claims), "claim"), count(len(cells), "rating")
        )
        by_claim = [self._cited(claim, self._statements.get(claim, claim)) for claim in claims]
        by_cell = [
            Markup("{}: {}, {}").format(self._statements.get(claim, claim), explanation, rater)
            for claim, explanation, rater in map(self._named, cells)
        ]
        return (
            told
            + _folded("Claims whose removal would change who comes first", by_claim)
            + _folded("Ratings that would change it if moved by one step", by_cell)
        )

    def _cited(self, claim: str, words: str) -> Markup:
        """Words that lead to a claim's sentence, if it has one."""
        sentence = self._sentences.get(claim, "")
        return Markup('<a href="#{}">{}</a>').format(sentence, words) if sentence else Markup("{}").format(words)

    def _named(self, cell: tuple[int, ...]) -> tuple[str, str, str]:
        """A rating by its place: the claim, what the explanation is called, the rater."""
        claim, hypothesis, rater = cell
        name = self.dataset.label("hypotheses", self.ledger.hypotheses[hypothesis])
        return self.ledger.claims[claim], name, self.ledger.raters[rater]

    def _show_rating(self) -> None:
        """The rating that is being edited, as it stands in the dataset and in the session."""
        key = self._key()
        given = self._given.get(key)
        own = self.ledger.weight_of(key[0], self.weighing.weighting)
        self._quiet = True
        try:
            self.rating.value = self.weighing.ratings.get(key, given)
            self.weight.value = min(self.weighing.weights.get(key[0], own), self.weight.max)
        finally:
            self._quiet = False
        said = f"{given}: {self._reason(key)}" if given else "not rated"
        sentence = self._sentences.get(key[0], "")
        link = Markup('<a href="#{0}">{0}</a>').format(sentence) if sentence else ""
        self.note.html = str(
            Markup('<p class="wb-quiet">In the dataset: {} Weight {:.2g}. {}</p>').format(said, own, link)
        )

    def _reason(self, key: Rating) -> str:
        rows = self.dataset.ratings
        at = (rows["claim"] == key[0]) & (rows["hypothesis"] == key[1]) & (rows["rater"] == key[2])
        return str(rows.loc[at, "reason"].iloc[0])

    def asked(self) -> Asked:
        """The report on this weighing; ratings and weights changed in the session are not the dataset's."""
        unsaid = ["changed ratings"] if self.weighing.ratings else []
        unsaid += ["changed weights"] if self.weighing.weights else []
        values: dict[str, Any] = {"weighting": self.weighing.weighting, "raters": list(self.weighing.raters)}
        return Asked("06_hypotheses", values, tuple(unsaid))


def _choice(label: str, options: list[tuple[str, str]]) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=options, description=label, style=_WIDE, layout=_LAYOUT)


def _folded(heading: str, entries: list[Markup]) -> Markup:
    if not entries:
        return Markup("")
    shown = Markup("").join(Markup("<li>{}</li>").format(entry) for entry in entries[:MOST_HINGES])
    rest = len(entries) - MOST_HINGES
    more = Markup("<li>and {} more</li>").format(rest) if rest > 0 else Markup("")
    return Markup("<details><summary>{} ({})</summary><ul>{}{}</ul></details>").format(
        heading, len(entries), shown, more
    )
