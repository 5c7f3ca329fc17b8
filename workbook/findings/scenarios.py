"""What the futures that hold together show: how many, what they share, where starting points end, how firm they are,
what drives them, and on which judgements the answer hangs.
"""

from __future__ import annotations

import pandas as pd

from workbook.analysis.balance import margins
from workbook.analysis.influence import influence
from workbook.analysis.scenarios import Study
from workbook.charts.words import percent
from workbook.figures import Figure, show
from workbook.findings.futures import NOTHING, frames, names
from workbook.findings.phrases import cites, count, listed
from workbook.prose import Prose, points, say
from workbook.tables import DataTable, table

MOST_CELLS = 25
"""So many of the judgements that the answer hangs on are listed."""

INCOMPLETE = "The search for futures is incomplete, so this cannot be said."


def consistency(study: Study) -> Prose:
    """How many futures hold together, whether that is all of them, and how they were found."""
    if study.empty:
        return say(NOTHING)
    found = study.futures
    if not found.complete:
        return say(
            f"Incomplete: the search was stopped after {count(found.nodes, 'step')}. At least {len(found):,} of "
            f"{study.matrix.configurations:,} conceivable futures hold together; there may be more. Firmness, policies "
            "and the judgements that the answer hangs on need the full set and are not shown."
        )
    return say(
        f"Of {study.matrix.configurations:,} conceivable futures, {len(found):,} hold together: exactly these.",
        "They were found by a search that decides development by development, and drops a state as soon as even the "
        "most favourable choice of all that is still open would leave it outweighed by an alternative "
        f"(bound-pruned search, {count(found.nodes, 'step')}).",
    )


def common_ground(study: Study) -> Prose:
    """What all futures that hold together share, and what none of them has."""
    if study.empty or not len(study.futures):
        return say("")
    told, frame = names(study), study.futures_frame()
    present = {place: int((frame[place[0]] == place[1]).sum()) for place in told.places}
    always = [f"“{told.both(*place)}”" for place, number in present.items() if number == len(frame)]
    never = [f"“{told.both(*place)}”" for place, number in present.items() if not number]
    return say(
        f"All of them have in common: {listed(always, 12)}." if always else "Nothing is common to all of them.",
        f"In none of them: {listed(never, 12)}." if never else "",
    )


def tableau(study: Study) -> Figure | Prose:
    """The futures that hold together, state by state, drawn beside the storylines."""
    from workbook import charts

    if study.empty:
        return say(NOTHING)
    storylines = study.dataset.storylines
    return show(
        charts.scenario_tableau(
            study.futures_frame(), storylines=storylines, complete=study.futures.complete, **frames(study)
        )
    )


def destinations(study: Study) -> Prose:
    """Where starting points end, and how near the storylines come to that."""
    if study.empty:
        return say(NOTHING)
    found, told = study.basins, names(study)
    followed = "every conceivable future" if found.exact else f"a random sample of {found.starts:,} conceivable futures"
    settled = [item for item in found.attractors if not item.is_cycle]
    circling = sum(item.weight for item in found.attractors if item.is_cycle) / found.starts
    if not settled:
        return say(f"Started from {followed}, none settles: all end in cycles.")
    top = settled[0].scenarios[0]
    kin = [item for item in settled if _distance(item.scenarios[0], top) <= 1]
    parting = [place for place in range(len(top)) if any(item.scenarios[0][place] != top[place] for item in kin)]
    names_ = [
        told.both(study.matrix.descriptors[place], study.matrix.states[place][state]) for place, state in enumerate(top)
    ]
    near = min(((_distance(told_, top), name) for name, told_ in study.storylines.items()), default=None)
    label = study.dataset.storylines.drop_duplicates("storyline").set_index("storyline")["label"]
    share = sum(item.weight for item in kin) / found.starts
    opening = say(
        f"Started from {followed} and always moved to what the rest favours most, "
        f"{percent(settled[0].weight / found.starts)} end in one and the same future.",
        f"With its like, which differ from it in one development only "
        f"({listed(told.inline(study.matrix.descriptors[place]) for place in parting)}), it is {percent(share)}."
        if len(kin) > 1
        else "",
        f"{percent(circling)} run in circles and settle nowhere." if circling else "",
        f"No storyline tells it: the nearest, “{label[near[1]]}”, differs in {count(near[0], 'development')}."
        if near and near[0]
        else "",
        "It reads:",
    )
    return Prose(opening.html + points(f"{name}." for name in names_).html)


def firmness(study: Study) -> Prose:
    """How many futures stand when the judgements are read a little differently."""
    if not study.complete:
        return say(NOTHING if study.empty else INCOMPLETE)
    if not len(study.futures):
        return say("No future holds together, so none can be firm.")
    frame, drawn = study.futures_frame(), study.robustness
    half = frame[frame["robust_share"] >= 0.5]
    others = len(drawn.states) - len(frame)
    return say(
        f"With every judgement drawn at random from its range, {drawn.draws:,} times over (seed {drawn.seed}), "
        f"{count(len(half), 'future stands', 'futures stand')} in at least half of the draws, and the firmest of all "
        f"in {percent(frame['robust_share'].max())}.",
        f"{count(others, 'future')} that {'does' if others == 1 else 'do'} not hold together as judged "
        f"{'holds' if others == 1 else 'hold'} in some draw."
        if others
        else "",
        "" if drawn.complete else "The draws are incomplete: shares are lower bounds.",
    )


def ties(study: Study) -> Prose:
    """How many of the futures hold only by a tie, and at which developments most."""
    if study.empty or not len(study.futures):
        return say("")
    tied = margins(study.matrix, study.futures.states) == 0
    number, often = int(tied.any(axis=1).sum()), tied.sum(axis=0)
    if not number:
        return say("None of the futures rests on a tie.")
    told, places = names(study), often.argsort(kind="stable")[::-1][:3]
    most = [f"{told.inline(study.matrix.descriptors[place])} ({often[place]})" for place in places if often[place]]
    return say(
        f"{number:,} of {count(len(study.futures), 'future')} {'rests' if number == 1 else 'rest'} somewhere on an "
        f"exact tie, where an alternative state is supported just as well; most often at {listed(most)}."
    )


def stability(study: Study) -> Figure | Prose:
    """The firmest futures as bars."""
    from workbook import charts

    if not study.complete:
        return say(NOTHING if study.empty else INCOMPLETE)
    return show(charts.stability_bars(study.futures_frame(), **frames(study)))


def driving(study: Study) -> Prose:
    """What drives most, what is driven most, and what is hardly touched."""
    if study.empty or not len(study.impacts):
        return say(NOTHING if study.empty else "No judgement ties the developments together.")
    told, sums = names(study), influence(study.matrix)
    silent = sums.loc[sums["passive"] == 0, "descriptor"]
    rows = study.dataset.descriptors
    top, bottom = (sums.iloc[int(sums[column].to_numpy().argmax())] for column in ("active", "passive"))
    return say(
        f"{told.name(top['descriptor'])} bears most strongly on the others (strength {top['active']:g}), and the "
        f"others bear most strongly on {told.inline(bottom['descriptor'])} ({bottom['passive']:g}).",
        f"Nothing is said to bear on {listed(map(told.inline, silent))}: whatever is chosen there holds."
        if len(silent)
        else "",
        cites(rows[rows["descriptor"].isin([top["descriptor"], bottom["descriptor"]])]),
    )


def influence_chart(study: Study) -> Figure | Prose:
    """The developments by how much they drive and are driven, drawn."""
    from workbook import charts

    if study.empty:
        return say(NOTHING)
    return show(charts.influence_map(influence(study.matrix), descriptors=study.dataset.descriptors))


def hinges(study: Study) -> Prose:
    """How many single judgements change the answer, and whose they are."""
    if not study.complete:
        return say(NOTHING if study.empty else INCOMPLETE)
    frame = _hinges(study)
    movable = int(((study.matrix.low < study.matrix.impacts) | (study.matrix.impacts < study.matrix.high)).sum())
    if not len(frame):
        return say(
            f"None of {count(movable, 'uncertain judgement')}, moved by itself, changes which futures hold together."
        )
    cells = frame.drop_duplicates(["source", "source_state", "target", "target_state"])
    own = cells[cells["basis"].astype(str) == "article"]
    targets = cells["target"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    told = names(study)
    return say(
        f"Of {count(movable, 'uncertain judgement')}, {len(cells)} would each, moved by itself to an end of its range, "
        f"change which futures hold together: {len(own)} that rest on the article, {len(cells) - len(own)} on the "
        "analyst.",
        f"Most of them bear on {told.inline(targets.index[0])} ({targets.iloc[0]}).",
        f"The one that changes most, “{frame['says'].iloc[0]}”, moved from {frame['score'].iloc[0]:g} to "
        f"{frame['moved_to'].iloc[0]:g} adds {frame['gained'].iloc[0]} to the {len(study.futures):,} futures and takes "
        f"away {frame['lost'].iloc[0]}.",
        "" if study.pivotal.complete else "Some searches were stopped, so this is incomplete: there may be more.",
        cites(own) if len(own) else "",
    )


def hinge_table(study: Study) -> DataTable | Prose:
    """The judgements that the answer hangs on, those that change most futures first."""
    if not study.complete:
        return say(NOTHING if study.empty else INCOMPLETE)
    columns = {
        "says": "Judgement", "score": "As judged", "moved_to": "Moved to", "gained": "Futures gained", "lost": "lost",
        "basis": "Basis", "ground": "Quote or reason", "sentence": "Passage",
    }  # fmt: skip
    return table(
        _hinges(study)[list(columns)], columns=columns, limit=MOST_CELLS,
        caption="Judgements that the answer hangs on, those that change most first.",
    )  # fmt: skip


def judgements(study: Study) -> DataTable:
    """Every judgement with its basis: the article's words, or the analyst's reason."""
    told, frame = names(study), study.impacts
    shown = frame.assign(
        cause=[told.both(row.source, row.source_state) for row in frame.itertuples()],
        effect=[told.both(row.target, row.target_state) for row in frame.itertuples()],
        bounds=[f"{row.low:g} to {row.high:g}".replace("-", "−") for row in frame.itertuples()],
    )
    columns = {
        "cause": "If", "effect": "this bears on", "score": "Score", "bounds": "Range", "basis": "Basis",
        "quote": "The article’s words", "reason": "Reason for the score", "sentence": "Passage",
    }  # fmt: skip
    return table(shown, columns=columns, caption="Judgements: from −3 strongly hinders to +3 strongly promotes")


def developments(study: Study) -> DataTable:
    """The developments, with the question each puts."""
    columns = {"label": "Development", "question": "Question", "quote": "The article’s words", "sentence": "Passage"}
    return table(study.dataset.descriptors, columns=columns, caption="The developments")


def states(study: Study) -> DataTable:
    """The states of the developments."""
    columns = {"descriptor": "Development", "label": "State", "quote": "The article’s words", "sentence": "Passage"}
    labels = {"descriptor": names(study).names}
    return table(study.dataset.states, columns=columns, labels=labels, caption="The states that each may be in")


def _hinges(study: Study) -> pd.DataFrame:
    changes = study.pivotal.to_frame().drop(columns=["score"])
    grounds = study.impacts.drop(columns=["within", "quote_start", "quote_end"])
    frame = changes.merge(grounds, on=["source", "source_state", "target", "target_state"], how="inner")
    frame["basis"] = frame["basis"].astype(study.impacts["basis"].dtype)
    told = names(study)
    frame["says"] = [
        f"{told.both(row.source, row.source_state)} → {told.both(row.target, row.target_state)}"
        for row in frame.itertuples()
    ]
    for column in ("gained", "lost"):
        frame[column] = [len(listed_.split("; ")) if listed_ else 0 for listed_ in frame[column]]
    own = frame["basis"].astype(str) == "article"
    frame["ground"] = ("“" + frame["quote"] + "”").where(own, frame["reason"])
    order = (frame["gained"] + frame["lost"]).sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
