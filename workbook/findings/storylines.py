"""What the storylines come to: whether the futures that are told hold together, where they break, and on whose
judgement.

Each is held against two sets of judgements, the article's own and all of them: two studies of one dataset.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbook.analysis.consistent import nearest_scenarios
from workbook.analysis.readings import most_favourable_margins
from workbook.analysis.scenarios import Study
from workbook.analysis.succession import succession
from workbook.charts.developments import Developments
from workbook.figures import Figure, show
from workbook.findings.futures import (
    NOTHING,
    breaks,
    differences,
    frames,
    ground,
    holds_or_breaks,
    label_of,
    names,
    state_of,
    told_rows,
)
from workbook.findings.phrases import cites, count, listed
from workbook.gaps import to_fill
from workbook.prose import Prose, points, say
from workbook.tables import DataTable, table

_NEEDED = ("descriptors", "states", "impacts", "storylines", "policies", "policy_settings")


def introduction(study: Study) -> Prose:
    """What there is to build futures from, and plainly what is missing."""
    if empty := to_fill(study.dataset, _NEEDED):
        return empty
    basis = study.impacts["basis"].astype(str).value_counts()
    own, added = int(basis.get("article", 0)), int(basis.get("analyst", 0))
    return say(
        f"{count(len(study.matrix.descriptors), 'development')} with {study.matrix.state_count} states make "
        f"{count(study.matrix.configurations, 'conceivable future')}. {count(own + added, 'judgement')} "
        f"tie them together in this run: {own} rest on the article’s words, {added} on the analyst."
    )


def expectation(own: Study, full: Study) -> Prose:
    """Whether the future that the article expects holds together, by its own judgements and by all, and whether what
    came does.
    """
    name = own.storyline("expected")
    if not name:
        return say(NOTHING if own.empty else "The dataset tells no expected future.", lead=True)
    told, barely = names(full), ", but only just" if _how_barely(own, name, names(own)) else ""
    held = own.explanation(name).consistent
    return say(
        "By the judgements that the article itself supports, the future it expects "
        f"{'holds together' + barely if held else breaks(own, name, told)}.",
        f"With the analyst’s judgements as well it {holds_or_breaks(full, name, told)}.",
        _came(own, full),
        cites(told_rows(own, name)),
        lead=True,
    )


def precariousness(own: Study, full: Study) -> Prose:
    """By how little the expected future holds, and what would mend it where it does not."""
    name = own.storyline("expected")
    if not name:
        return say("")
    told = names(full)
    barely = _how_barely(own, name, told)
    return say(f"By the article’s own judgements {barely}." if barely else "", _remedy(full, name, told))


def standing(own: Study, full: Study) -> Prose:
    """In how many draws of the judgements each storyline holds together."""
    if not own.complete or not full.complete or not full.storylines:
        return say("")
    parts = [
        f"“{label_of(full, name)}” holds in {_of_draws(own.robustness.share(scenario), own.draws)} by the article’s "
        f"own judgements and in {_of_draws(full.robustness.share(scenario), full.draws)} by all"
        if own.robustness.share(scenario) + full.robustness.share(scenario)
        else f"“{label_of(full, name)}” holds in none, by the article’s own judgements or by all"
        for name, scenario in full.storylines.items()
    ]
    return say(f"Every judgement is drawn at random from its range, {full.draws:,} times over. {'; '.join(parts)}.")


def verdicts(own: Study, full: Study) -> Figure | Prose:
    """The verdict on every development of every storyline, by both sets of judgements, drawn."""
    from workbook import charts

    if own.empty:
        return say(NOTHING)
    margins = pd.concat([own.margins_frame().assign(basis="article"), full.margins_frame().assign(basis="all")])
    return show(charts.storyline_balance(margins, storylines=full.dataset.storylines, **frames(full)))


def objections(study: Study, kind: str) -> Prose:
    """Whose judgements push against the storyline of a kind where it breaks, and the strongest of them."""
    name = study.storyline(kind)
    if not name:
        return say(NOTHING if study.empty else f"The dataset tells no storyline of the kind {kind}.")
    pushes = study.pushes_frame(name)
    against = pushes[pushes["effect"] < 0]
    if not len(against):
        return say(f"Nothing pushes “{label_of(study, name)}” over: it breaks nowhere.")
    told, article = names(study), against[against["basis"].astype(str) == "article"]
    strongest = against.iloc[int(against["effect"].to_numpy().argmin())]
    return say(
        f"Where it breaks, {count(len(against), 'influence speaks', 'influences speak')} against it: {len(article)} "
        f"from the article’s own words, {len(against) - len(article)} from the analyst.",
        f"The strongest is “{told.both(strongest['source'], strongest['source_state'])}”, which takes "
        f"{abs(strongest['effect']):g} points from “{told.both(strongest['descriptor'], strongest['state'])}” "
        f"({ground(strongest)}).",
        cites(article) if len(article) else "",
    )


def objection_chart(study: Study, kind: str, subject: str) -> Figure | Prose:
    """The judgements for and against the states at which a storyline breaks, drawn."""
    from workbook import charts

    name = study.storyline(kind)
    if not name:
        return say(NOTHING if study.empty else f"The dataset tells no storyline of the kind {kind}.")
    return show(charts.pushes(study.pushes_frame(name), subject=subject, **frames(study)))


def outcome(own: Study, full: Study) -> Prose:
    """Where what came lies: whether it holds, whether any reading would make it, what the model expected instead."""
    name = full.storyline("actual")
    if not name:
        return say(NOTHING if full.empty else "The dataset does not tell what came.")
    told = names(full)
    if full.explanation(name).consistent:
        return say(
            f"What came holds together by all judgements; by the article’s own it {holds_or_breaks(own, name, told)}."
        )
    return say(
        f"What came does not hold together: by the article’s own judgements it {breaks(own, name, told)}; "
        f"with the analyst’s as well it {breaks(full, name, told)}."
        if not own.explanation(name).consistent
        else f"What came holds by the article’s own judgements, but with the analyst’s it {breaks(full, name, told)}.",
        _any_reading(full, name, told),
        _led_on_to(full, name, told),
    )


def otherwise(study: Study) -> Prose:
    """What would have had to be judged otherwise for what came to hold together."""
    name = study.storyline("actual")
    if not name or not study.complete or study.explanation(name).consistent:
        return say("")
    told = names(study)
    needs = [
        f"At {told.inline(study.matrix.descriptors[balance.descriptor])}, {_points(balance.margin)} more for "
        f"“{state_of(study, balance.descriptor, balance.state, told)}”, or fewer for "
        f"“{state_of(study, balance.descriptor, balance.rival, told)}”."
        for balance in study.explanation(name).breaks
    ]
    pushes = study.pushes_frame(name)
    against = pushes[pushes["effect"] < 0]
    stands = [
        f"“{told.both(row.source, row.source_state)}” speaks against “{told.state(row.descriptor, row.state)}” "
        f"({ground(row)}) [{row.sentence}]"
        for row in against.itertuples()
    ]
    head = say("For what came to hold together, these would have had to be judged otherwise:")
    return Prose(head.html + points([*needs, *stands]).html)


def rejection(own: Study, full: Study) -> Prose:
    """Whether the article's own judgements bear out what it calls unrealistic."""
    name = full.storyline("rejected")
    if not name:
        return say("The dataset tells no future that the article rejects.")
    told = names(full)
    return say(
        f"The future that the article calls unrealistic, “{label_of(full, name)}”, {holds_or_breaks(own, name, told)} "
        f"by the article’s own judgements, and with the analyst’s it {holds_or_breaks(full, name, told)}.",
        cites(told_rows(full, name)),
    )


def nearest_table(study: Study) -> DataTable | Prose:
    """For each storyline the consistent future nearest to it, and where the two part."""
    if not study.complete or not study.storylines:
        return say(NOTHING if study.empty else "Without the full set of futures, the nearest cannot be named.")
    told, rows = names(study), []
    numbers = {scenario: number for number, scenario in enumerate(study.futures.scenarios, start=1)}
    for name, scenario in study.storylines.items():
        for near in nearest_scenarios(study.futures, dict(enumerate(scenario)), 3):
            rows.append(
                {
                    "storyline": label_of(study, name),
                    "number": numbers[near.scenario],
                    "distance": near.distance,
                    "differences": "; ".join(differences(study, near.differences, told)) or "none",
                    "sentence": told_rows(study, name)["sentence"].iloc[0],
                }
            )
    columns = {
        "storyline": "Storyline", "number": "Nearest future, number", "distance": "Differs in",
        "differences": "What would have to be otherwise", "sentence": "Passage",
    }  # fmt: skip
    return table(
        pd.DataFrame(rows, columns=list(columns)), columns=columns,
        caption="The futures that hold together nearest to each storyline, by all judgements in view",
    )  # fmt: skip


def listing(study: Study) -> DataTable:
    """The storylines state by state."""
    told = names(study)
    frame = study.dataset.storylines
    shown = frame.assign(turns=[told.both(row.descriptor, row.state) for row in frame.itertuples()])
    columns = {
        "label": "Storyline",
        "kind": "Kind",
        "turns": "State",
        "quote": "The article’s words",
        "sentence": "Passage",
    }
    return table(shown, columns=columns, caption="The storylines, development by development")


def _points(margin: float) -> str:
    return f"{abs(margin):g} point{'' if abs(margin) == 1 else 's'}"


def _of_draws(share: float, draws: int) -> str:
    number = round(share * draws)
    return f"{number:,} of the draws" if number else "none"


def _how_barely(study: Study, storyline: str, told: Developments) -> str:
    """By how little a storyline that holds does so: exact ties, and developments that nothing is said of."""
    margins = study.margins_frame()
    margins = margins[margins["storyline"] == storyline]
    silent = margins[margins["judgements"] == 0]
    tied = margins[(margins["judgements"] > 0) & (margins["margin"] == 0)]
    if study.explanation(storyline).breaks:
        return ""
    parts = []
    if len(tied):
        parts.append(
            f"{count(len(tied), 'development')} by an exact tie ({listed(map(told.inline, tied['descriptor']))})"
        )
    if len(silent):
        parts.append(
            f"{count(len(silent), 'development')} because nothing is said that bears on "
            f"{'it' if len(silent) == 1 else 'them'} ({listed(map(told.inline, silent['descriptor']))})"
        )
    return f"it holds at {' and at '.join(parts)}" if parts else ""


def _came(own: Study, full: Study) -> str:
    name = full.storyline("actual")
    if not name:
        return ""
    held = [study.explanation(name).consistent for study in (own, full)]
    if all(held):
        return "What came holds together by both."
    if not any(held):
        return "What came holds together by neither."
    return f"What came holds together by {'the article’s own' if held[0] else 'all'} alone."


def _remedy(study: Study, storyline: str, told: Developments) -> str:
    """The smallest change that would make a storyline hold."""
    if not study.complete or not len(study.futures) or study.explanation(storyline).consistent:
        return ""
    near = nearest_scenarios(study.futures, dict(enumerate(study.storylines[storyline])), 1)[0]
    return (
        f"The nearest future that does hold together differs from it in {count(near.distance, 'development')}: "
        f"{listed(differences(study, near.differences, told))}."
    )


def _any_reading(study: Study, storyline: str, told: Developments) -> str:
    margins = most_favourable_margins(study.matrix, dict(enumerate(study.storylines[storyline])))
    short = np.flatnonzero(margins < 0)
    if not len(short):
        return "Read as favourably to it as their ranges allow, the judgements would let it hold."
    gaps = listed(f"{told.inline(study.matrix.descriptors[place])} still by {abs(margins[place]):g}" for place in short)
    return (
        "No reading of the judgements within their ranges makes it hold: even the most favourable leaves it broken, "
        f"{gaps}."
    )


def _led_on_to(study: Study, storyline: str, told: Developments) -> str:
    """Where succession leads from a storyline."""
    end = succession(study.matrix, dict(enumerate(study.storylines[storyline]))).attractor
    if len(end) > 1:
        return f"From there the judgements lead into a cycle of {len(end)} futures that never settles."
    changed = {
        place: (said, found)
        for place, (said, found) in enumerate(zip(study.storylines[storyline], end[0], strict=True))
        if said != found
    }
    return f"From there the judgements lead on to {listed(differences(study, changed, told), 10)}."
