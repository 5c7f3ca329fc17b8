"""How much of the hand-curated datasets `workbook suggest` finds, and how much of what it finds is in them.

Run with `python -m benchmarks.suggest`. What counts as found:

* a dated event: a candidate date in a sentence that the event quotes, with the same EDTF but for a qualifier, or the
  open interval that starts or ends with it ("detained since April 2016" is coded as an event of April 2016);
* an actor: a candidate with a form that is one of the row's forms (name, aliases, quote) but for articles, titles,
  possessives and capitals, or that is the end of one or has it as its end. *Named* actors are those of any kind but
  `collective`;
* a forecast: a candidate in a sentence that the forecast quotes.

A candidate is right if it finds a row. Rows that several candidates find count once.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass

import workbook
from workbook.dataset import Dataset
from workbook.suggest import Suggestions, suggest

DATASETS = ("iran-al-qaeda-2020", "harbour-dispute")
AIMS = {"dated events": 0.90, "named actors": 0.85, "forecasts": 0.85}


@dataclass(frozen=True)
class Measure:
    """Rows found of rows there are, and candidates that found one of candidates there are."""

    what: str
    found: int
    rows: int
    right: int
    candidates: int
    missed: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / self.rows if self.rows else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.candidates if self.candidates else 1.0

    def __str__(self) -> str:
        return (
            f"| {self.what} | {self.found} of {self.rows} | {self.recall:.0%} | {self.right} of {self.candidates} "
            f"| {self.precision:.0%} |"
        )


def measure(name: str) -> list[Measure]:
    """All measures of one dataset."""
    dataset = workbook.load(name)
    found = suggest(dataset.text)
    return [*_actors(dataset, found), _events(dataset, found), *_sentences(dataset, found)]


def _matched(what: str, links: Iterable[tuple[str, int]], rows: list[str], candidates: int) -> Measure:
    """A measure from the pairs of row and candidate that go together."""
    pairs = set(links)
    hit = {row for row, _ in pairs} & set(rows)
    missed = tuple(row for row in rows if row not in hit)
    return Measure(what, len(hit), len(rows), len({candidate for _, candidate in pairs}), candidates, missed)


def _events(dataset: Dataset, found: Suggestions) -> Measure:
    dated = dataset.events[dataset.events["date"] != ""]
    pairs = [
        (event, number)
        for number, row in enumerate(found.rows["events"])
        for event, date, first, last in dated[["event", "date", "sentence", "last_sentence"]].itertuples(index=False)
        if first <= found.sentences["events"][number] <= last and _same_date(date, row["date"])
    ]
    return _matched("dated events", pairs, list(dated["event"]), len(found.rows["events"]))


def _same_date(coded: str, candidate: str) -> bool:
    coded, candidate = (re.sub(r"[?~%]", "", date) for date in (coded, candidate))
    ends = [{part for part in date.split("/") if part not in ("", "..")} for date in (coded, candidate)]
    opened = ".." in coded + candidate
    return coded == candidate or (opened and bool(ends[0] & ends[1]))


def _plain(form: str) -> str:
    form = re.sub(r"[’']s?\b", "", form.casefold())
    words = [
        word for word in re.findall(r"[\w-]+", form) if word not in {"the", "dr", "mr", "president", "its", "this"}
    ]
    return " ".join(words)


def _actors(dataset: Dataset, found: Suggestions) -> list[Measure]:
    forms = {
        row.actor: {_plain(form) for form in (row.name, row.quote, *row.aliases)} - {""}
        for row in dataset.actors.itertuples()
    }
    pairs = [
        (actor, number)
        for number, row in enumerate(found.rows["actors"])
        for actor, known in forms.items()
        if _same_actor(known, {_plain(form) for form in (row["name"], *row["aliases"].split("; "))} - {""})
    ]
    named = list(dataset.actors.loc[dataset.actors["kind"] != "collective", "actor"])
    candidates = len(found.rows["actors"])
    return [
        _matched("named actors", pairs, named, candidates),
        _matched("all actors", pairs, list(dataset.actors["actor"]), candidates),
    ]


def _same_actor(known: set[str], candidate: set[str]) -> bool:
    if known & candidate:
        return True
    pairs = ((one, other) for one in known for other in candidate if " " in one and " " in other)
    return any(one.endswith(f" {other}") or other.endswith(f" {one}") for one, other in pairs)


def _sentences(dataset: Dataset, found: Suggestions) -> list[Measure]:
    """Forecasts, attributed claims and loaded words, each by the sentence that it stands in."""
    claims, rows = dataset.claims, found.rows["claims"]
    where = found.sentences["claims"]
    relayed = claims[claims["attribution"].isin(["named", "unnamed", "generic"])]
    worded = claims[claims["language"].map(len) > 0]
    hedged = claims[claims["hedge"].map(len) > 0]
    return [
        _by_sentence("forecasts", dataset.forecasts, "forecast", found.sentences["forecasts"]),
        _by_sentence(
            "attributed claims", relayed, "claim", _where(where, rows, lambda row: row["attribution"] != "author")
        ),
        _by_sentence("hedged claims", hedged, "claim", _where(where, rows, lambda row: row["hedge"])),
        _by_sentence("claims with loaded words", worded, "claim", _where(where, rows, lambda row: row["language"])),
    ]


def _where(where: list[str], rows: list[dict[str, str]], wanted) -> list[str]:
    return [sentence for sentence, row in zip(where, rows, strict=True) if wanted(row)]


def _by_sentence(what: str, frame, key: str, sentences: list[str]) -> Measure:
    pairs = [
        (row, number)
        for number, sentence in enumerate(sentences)
        for row, of in zip(frame[key], frame["sentence"], strict=True)
        if of == sentence
    ]
    return _matched(what, pairs, list(frame[key]), len(sentences))


def main() -> None:
    for name in DATASETS:
        began = time.perf_counter()
        measures = measure(name)
        print(f"\n{name} ({time.perf_counter() - began:.1f} s)\n")
        print("| what | found | recall | candidates right | precision |\n|---|---|---|---|---|")
        for each in measures:
            print(each)
        for each in measures:
            if each.missed:
                print(f"\nmissed {each.what}: {', '.join(each.missed)}")


if __name__ == "__main__":
    main()
