"""What the network and the matrix have in common: names of actors, who is well connected, the table behind both."""

from __future__ import annotations

import pandas as pd

from workbook.charts import words


def proper(relations: pd.DataFrame) -> pd.DataFrame:
    """The relations between two different actors."""
    return relations[relations["subject"].astype(str) != relations["object"].astype(str)]


def actors_of(relations: pd.DataFrame) -> list[str]:
    """The actors with a relation, in order of first appearance."""
    pairs = zip(relations["subject"], relations["object"], strict=True)
    return list(dict.fromkeys(str(actor) for pair in pairs for actor in pair))


def actor_names(relations: pd.DataFrame, actors: pd.DataFrame | None) -> dict[str, str]:
    """What a reader calls each actor that has a relation; its id where no name is known."""
    known = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    return {actor: str(known.get(actor) or actor) for actor in actors_of(relations)}


def well_connected(relations: pd.DataFrame) -> pd.Series:
    """How many different actors each actor has a relation with, most first; in the order of the text where equal."""
    partners: dict[str, set[str]] = {actor: set() for actor in actors_of(relations)}
    for subject, object_ in zip(relations["subject"], relations["object"], strict=True):
        partners[str(subject)].add(str(object_))
        partners[str(object_)].add(str(subject))
    numbers = pd.Series({actor: len(others) for actor, others in partners.items()}, dtype=int)
    return numbers.sort_values(ascending=False, kind="stable")


def tie_table(relations: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Who does what to whom, in words, one row a relation."""
    return pd.DataFrame(
        {
            "from": [names[str(actor)] for actor in relations["subject"]],
            "relation": [words.label("relation_type", code) for code in relations["type"]],
            "to": [names[str(actor)] for actor in relations["object"]],
            "sign": [words.label("sign", code) for code in relations["sign"]],
            "status": [words.label("status", code) for code in relations["status"]],
            "sentence": relations["sentence"],
        }
    )
