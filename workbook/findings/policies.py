"""What the policies change: which futures hold together, where starting points end, how firmly, with and without."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workbook.analysis.explanation import explain
from workbook.analysis.policies import NO_POLICY, PolicyOutcome
from workbook.analysis.scenarios import Study
from workbook.charts.developments import Developments
from workbook.charts.words import percent
from workbook.figures import Figure, show
from workbook.findings.futures import NOTHING, frames, names
from workbook.findings.phrases import cites, count, listed
from workbook.findings.scenarios import INCOMPLETE
from workbook.prose import Prose, say
from workbook.tables import DataTable, table

_KEYS = ["descriptor", "state"]
SETBACK = 0.02
"""From this loss of starting points on, a policy is said to set a state back."""

_MEASURES = ("consistent_share", "basin_share", "robust_share")


def chosen(study: Study, policy: str = "") -> str:
    """The policy to show in detail: the one asked for, or else the one that moves most starting points."""
    if policy or not _comparable(study):
        return policy
    effects = {outcome.policy: _effect(study, outcome.policy) for outcome in study.comparison.outcomes[1:]}
    return max(effects, key=lambda name: effects[name], default="")


def overview(study: Study) -> Prose:
    """How many futures each policy leaves, and which change nothing."""
    if not _comparable(study):
        return say(_why_not(study))
    outcomes = study.comparison.outcomes
    without, rest = len(outcomes[0].consistent), outcomes[1:]
    fewest, most = (pick(rest, key=lambda outcome: len(outcome.consistent)) for pick in (min, max))
    partly = (
        "" if study.comparison.complete else "Some searches were stopped, so this is incomplete: there may be more."
    )
    idle = [outcome.policy for outcome in rest if not outcome.fixed]
    return say(
        f"Without a policy {without:,} futures hold together. Under the {count(len(rest), 'policy', 'policies')} that "
        f"the article discusses it is between {len(fewest.consistent):,} ({_name(study, fewest.policy)}) and "
        f"{len(most.consistent):,} ({_name(study, most.policy)}).",
        f"{_names(study, idle)} {'sets' if len(idle) == 1 else 'set'} no state of this model and so can change nothing."
        if idle
        else "",
        partly,
        cites(_rows(study, [fewest.policy, most.policy])),
    )


def cross_purposes(study: Study) -> Prose:
    """Whether parts of the expected future work against each other: what a policy that sets one does to the others."""
    story = study.storyline("expected")
    if not _comparable(study) or not story:
        return say("")
    expected = dict(enumerate(study.storylines[story]))
    parts = [
        outcome
        for outcome in study.comparison.outcomes[1:]
        if outcome.fixed and all(expected[place] == state for place, state in outcome.fixed.items())
    ]
    saving = [outcome.policy for outcome in parts if explain(study.matrix, expected, outcome.fixed).consistent]
    broken = not study.explanation(story).consistent
    sentences, named = _undoing(study, parts, expected)
    return say(
        *sentences,
        f"Of the {count(len(parts), 'policy', 'policies')} that put a part of the expected future in place, "
        + (
            f"{_names(study, saving)} would make it hold together."
            if saving
            else "none would by itself make it hold together."
        )
        if parts and broken
        else "",
        cites(_rows(study, [*named, *(saving if broken else [])])) if named else "",
    )


def comparison(study: Study, policy: str = "") -> Figure | Prose:
    """All policies side by side, drawn."""
    from workbook import charts

    if not _comparable(study):
        return say(_why_not(study))
    compared = study.comparison
    futures = {outcome.policy: len(outcome.consistent) for outcome in compared.outcomes}
    return show(
        charts.policy_comparison(
            compared.states_frame(), futures=futures, policies=study.dataset.policies, chosen=policy, **frames(study)
        )
    )


def detail(study: Study, policy: str, *, asked: bool) -> Prose:
    """What one policy changes: what it sets, what becomes consistent, likely and robust."""
    if not _comparable(study) or not policy:
        return say(_why_not(study))
    outcome, base, told = _outcome(study, policy), study.comparison.outcomes[0], names(study)
    sets = [told.both(*_place(study, place, state)) for place, state in outcome.fixed.items()]
    if not sets:
        return say(
            f"{_name(study, policy)} sets no state of this model and so changes nothing in it.",
            cites(_rows(study, [policy])),
        )
    now, before = set(outcome.consistent.scenarios), set(base.consistent.scenarios)
    moves = _moves(study, policy)
    change = moves["change"].to_numpy()
    up, down = moves.iloc[int(change.argmax())], moves.iloc[int(change.argmin())]
    return say(
        f"{_name(study, policy)}{'' if asked else ', which moves most starting points,'} sets {listed(sets)}.",
        f"{len(now):,} futures then hold together, {len(now - before):,} of which did not before.",
        _likeliest(study, outcome),
        f"Gaining most: {_move(told, up)} of starting points. Losing most: {_move(told, down)}."
        if len(moves) and up["change"] > 0
        else "Nothing else moves.",
        cites(_rows(study, [policy])),
    )


def detail_table(study: Study, policy: str) -> DataTable | Prose:
    """How far each state prevails without and with a policy, by all three measures."""
    if not _comparable(study) or not policy:
        return say(_why_not(study))
    told, shares = names(study), study.comparison.states_frame()
    without, with_ = (shares[shares["policy"] == name].set_index(_KEYS) for name in (NO_POLICY, policy))
    rows = []
    for place in told.places:
        row: dict[str, object] = {"development": told.name(place[0]), "turn": told.state(*place)}
        row["decree"] = "set" if with_.loc[place, "fixed"] else ""
        for measure in _MEASURES:
            row[measure] = f"{_share(without.loc[place, measure])} → {_share(with_.loc[place, measure])}"
        row["sentence"] = told.sentence(*place)
        rows.append(row)
    columns = {
        "development": "Development", "turn": "State", "decree": "Decree", "consistent_share": "Futures that hold",
        "basin_share": "Starting points", "robust_share": "Futures over all draws", "sentence": "Passage",
    }  # fmt: skip
    return table(
        pd.DataFrame(rows, columns=list(columns)), columns=columns,
        caption=f"How far each state prevails, without → with {_name(study, policy)}",
    )  # fmt: skip


def outcome_table(study: Study) -> DataTable | Prose:
    """One row per policy: how many futures hold, the likeliest with its share, and the firmest's share of draws."""
    if not _comparable(study):
        return say(_why_not(study))
    rows = []
    for outcome in study.comparison.outcomes:
        settled = [item for item in outcome.basins.attractors if not item.is_cycle]
        drawn = outcome.robustness
        row = _rows(study, [outcome.policy])
        rows.append(
            {
                "policy": "No policy" if outcome.policy == NO_POLICY else str(row["label"].iloc[0]),
                "sets": listed((names(study).both(*_place(study, *pair)) for pair in outcome.fixed.items()), 9)
                or "nothing",
                "futures": len(outcome.consistent),
                "likely": percent(settled[0].weight / outcome.basins.starts) if settled else "none settles",
                "firm": percent(drawn.frequency.max() / drawn.draws) if len(drawn.frequency) else "none",
                "sentence": "" if outcome.policy == NO_POLICY else row["sentence"].iloc[0],
            }
        )
    columns = {
        "policy": "Policy", "sets": "Sets", "futures": "Futures that hold",
        "likely": "Starts ending in the likeliest", "firm": "Draws the firmest stands in", "sentence": "Passage",
    }  # fmt: skip
    return table(pd.DataFrame(rows, columns=list(columns)), columns=columns, caption="The policies compared")


def listing(study: Study) -> DataTable:
    """The policies as a table, with who would pursue them and by what means."""
    columns = {
        "label": "Policy", "actor": "Pursued by", "instrument": "Means", "quote": "The article’s words",
        "sentence": "Passage",
    }  # fmt: skip
    actors = dict(study.dataset.actors[["actor", "name"]].values)
    return table(
        study.dataset.policies, columns=columns, labels={"actor": actors}, caption="Policies in the order of the table"
    )


def _comparable(study: Study) -> bool:
    return study.complete and len(study.dataset.policies) > 0


def _why_not(study: Study) -> str:
    if study.empty:
        return NOTHING
    return INCOMPLETE if not study.complete else "The dataset has no policies to compare."


def _outcome(study: Study, policy: str) -> PolicyOutcome:
    return next(outcome for outcome in study.comparison.outcomes if outcome.policy == policy)


def _moves(study: Study, policy: str) -> pd.DataFrame:
    """The change of each state's share of starting points, for the developments that the policy leaves open."""
    shares = study.comparison.states_frame()
    without, with_ = (shares[shares["policy"] == name].reset_index(drop=True) for name in (NO_POLICY, policy))
    frame = with_[[*_KEYS, "fixed"]].assign(before=without["basin_share"], after=with_["basin_share"])
    frame["change"] = frame["after"] - frame["before"]
    return frame[~frame.groupby("descriptor")["fixed"].transform("any")]


def _effect(study: Study, policy: str) -> float:
    """How many starting points a policy moves to another state, summed over the developments it leaves open."""
    return float(_moves(study, policy)["change"].abs().sum() / 2)


def _undoing(study: Study, parts: list[PolicyOutcome], expected: dict[int, int]) -> tuple[list[str], list[str]]:
    """How policies that set parts of the expected future set back other parts: two that undo each other, and the worst
    of all.
    """
    drops: dict[tuple[str, int], pd.Series] = {}
    for outcome in parts:
        for _, row in _moves(study, outcome.policy).iterrows():
            place = study.matrix.descriptor_index(row["descriptor"])
            if study.matrix.states[place][expected[place]] == row["state"] and row["change"] <= -SETBACK:
                drops[outcome.policy, place] = row
    if not drops:
        return ["No policy that puts a part of the expected future in place sets back another part of it."], []
    sets = {outcome.policy: next(iter(outcome.fixed)) for outcome in parts if len(outcome.fixed) == 1}
    mutual = [
        (one, other)
        for one in sets
        for other in sets
        if one < other and (one, sets[other]) in drops and (other, sets[one]) in drops
    ]
    worst = min(drops, key=lambda key: drops[key]["change"])
    sentences = [f"{_setback(study, worst[0], drops[worst])}, which is a part of the same expected future."]
    if not mutual:
        return sentences, [worst[0]]

    def smaller(pair: tuple[str, str]) -> float:
        one, other = pair
        return min(abs(drops[one, sets[other]]["change"]), abs(drops[other, sets[one]]["change"]))

    one, other = max(mutual, key=smaller)
    undoing = (
        "Two parts of the future that the article expects undo each other: "
        f"{_setback(study, one, drops[one, sets[other]])}, and {_setback(study, other, drops[other, sets[one]])}."
    )
    return [undoing, *sentences], [one, other, worst[0]]


def _setback(study: Study, policy: str, row: pd.Series) -> str:
    state = names(study).both(row["descriptor"], row["state"])
    before, after = percent(row["before"]), percent(row["after"])
    return f"{_name(study, policy)} takes “{state}” from {before} to {after} of starting points"


def _move(told: Developments, row: pd.Series) -> str:
    state = told.both(row["descriptor"], row["state"])
    return f"“{state}”, from {percent(row['before'])} to {percent(row['after'])}"


def _likeliest(study: Study, outcome: PolicyOutcome) -> str:
    settled = [item for item in outcome.basins.attractors if not item.is_cycle]
    if not settled:
        return "No starting point settles."
    top, base = settled[0], study.comparison.outcomes[0]
    before = next((item.weight for item in base.basins.attractors if item.scenarios == top.scenarios), 0)
    drawn, drawn_before = (each.robustness.share(top.scenarios[0]) for each in (outcome, base))
    return (
        f"The likeliest of them takes {percent(top.weight / outcome.basins.starts)} of starting points "
        f"({percent(before / base.basins.starts)} without the policy) and stands in {percent(drawn)} of the draws "
        f"({percent(drawn_before)} without it)."
    )


def _place(study: Study, place: int, state: int) -> tuple[str, str]:
    return study.matrix.descriptors[place], study.matrix.states[place][state]


def _rows(study: Study, policies: list[str]) -> pd.DataFrame:
    frame = study.dataset.policies
    return frame[frame["policy"].isin(policies)]


def _name(study: Study, policy: str) -> str:
    return f"“{study.dataset.label('policies', policy)}”"


def _names(study: Study, policies: list[str]) -> str:
    return listed(_name(study, policy) for policy in policies)


def _share(value: Any) -> str:
    return "none" if pd.isna(value) else percent(float(value))
