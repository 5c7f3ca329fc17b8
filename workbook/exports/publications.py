"""What a dataset cites: the article itself, and every outside publication once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook import dates
from workbook.exports.plain import rows
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset

_NOT_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Publication:
    """A publication. ``key`` is made of publisher, year and title; ``notes`` say what it says of which row."""

    key: str
    title: str
    publisher: str
    url: str
    published: str
    author: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()

    @property
    def date_parts(self) -> list[list[int]]:
        """The date as CSL has it: one list for a point, two for a span; as many numbers as are known."""
        when = dates.parse(self.published)
        if when.earliest is None or when.latest is None:
            return [[bound.year] for bound in (when.earliest or when.latest,) if bound]
        size = {"day": 3, "interval": 3, "month": 2, "season": 2}.get(when.precision, 1)
        ends = [[day.year, day.month, day.day][:size] for day in (when.earliest, when.latest)]
        return ends[:1] if ends[0] == ends[1] else ends

    @property
    def uncertain(self) -> bool:
        """Whether the date is marked as uncertain or approximate."""
        return bool(dates.parse(self.published).qualifier)


def publications(dataset: Dataset) -> list[Publication]:
    """The article first, then the outside publications in the order in which the tables name them.

    One address is one publication, as its first row describes it.
    """
    source = dataset.source
    article = Publication(
        _key(source.author or source.publisher, source.published, source.title), source.title, source.publisher,
        source.url, source.published, source.author, source.language,
    )  # fmt: skip
    notes: dict[str, list[str]] = {}
    first: dict[str, dict[str, str]] = {}
    for table in ("corroboration", "outcomes"):
        of, verdicts = SCHEMA[table].key[0], SCHEMA[table].column("verdict").codes
        for row in rows(dataset, table):
            first.setdefault(row["url"], row)
            about = f"On the {of} {row[of]}: {verdicts.label(row['verdict'])}. {row['finding']}"
            notes.setdefault(row["url"], []).append(about)
    found, taken = [article], {article.key}
    for url, row in first.items():
        key = _free(_key(row["publisher"], row.get("published", ""), row["title"]), taken)
        found.append(
            Publication(key, row["title"], row["publisher"], url, row.get("published", ""), notes=tuple(notes[url]))
        )
    return found


def _key(who: str, published: str, title: str) -> str:
    year = re.match(r"\d{4}", published)
    words = [who, year[0] if year else "undated", " ".join(title.split()[:3])]
    return "-".join(filter(None, (_NOT_KEY.sub("-", word.casefold()).strip("-") for word in words)))[:60].strip("-")


def _free(key: str, taken: set[str]) -> str:
    """The key, numbered if another publication has it."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    taken.add(free)
    return free
