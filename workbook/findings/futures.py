"""How the futures of a study are put into words: their names, where they break, in what they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict

import pandas as pd

from workbook.analysis.scenarios import Study
from workbook.charts.developments import Developments
from workbook.charts.words import quoted
from workbook.findings.phrases import listed

NOTHING = "There are no developments, states and judgements to build futures from."


def names(study: Study) -> Developments:
    """What the developments and states of a study are called."""
    return Developments(study.dataset.descriptors, study.dataset.states)


class Frames(TypedDict):
    """The tables that charts take names and sentences from."""

    descriptors: pd.DataFrame
    states: pd.DataFrame


def frames(study: Study) -> Frames:
    """A study's descriptors and states, as charts take them."""
    return {"descriptors": study.dataset.descriptors, "states": study.dataset.states}


def label_of(study: Study, storyline: str) -> str:
    """What a storyline is called."""
    rows = study.dataset.storylines
    return str(rows.loc[rows["storyline"] == storyline, "label"].iloc[0])


def told_rows(study: Study, storyline: str) -> pd.DataFrame:
    """The rows of a storyline that quote the article; all of them if none does."""
    rows = study.dataset.storylines
    rows = rows[rows["storyline"] == storyline]
    quoting = rows[rows["quote"] != ""]
    return quoting if len(quoting) else rows


def state_of(study: Study, place: int, state: int | None, told: Developments) -> str:
    """What a state is called, by its descriptor's and its own index."""
    return "" if state is None else told.state(study.matrix.descriptors[place], study.matrix.states[place][state])


def breaks(study: Study, storyline: str, told: Developments) -> str:
    """Where a storyline breaks and by how much: ``breaks at US sanctions on Iran (by 2)``."""
    gaps = [
        f"{told.inline(study.matrix.descriptors[balance.descriptor])} (by {abs(balance.margin):g})"
        for balance in study.explanation(storyline).breaks
    ]
    return f"breaks at {listed(gaps)}"


def holds_or_breaks(study: Study, storyline: str, told: Developments) -> str:
    """Whether a storyline holds together or where it breaks, as a predicate."""
    return "holds together" if study.explanation(storyline).consistent else breaks(study, storyline, told)


def differences(study: Study, differences: dict[int, tuple[int, int]], told: Developments) -> Iterator[str]:
    """The developments in which two futures differ, as ``{descriptor: (one, other)}`` has them, in words."""
    for place, (said, found) in differences.items():
        name = told.inline(study.matrix.descriptors[place])
        yield f"{name} “{state_of(study, place, found, told)}” instead of “{state_of(study, place, said, told)}”"


def ground(row: Any) -> str:
    """What a judgement rests on: the article's words in quotation marks, or the analyst's reason."""
    if str(row.basis) == "article":
        return f"the article: {quoted(str(row.quote))}"
    return f"the analyst: {str(row.reason).rstrip('.')}"
