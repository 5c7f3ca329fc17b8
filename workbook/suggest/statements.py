"""Sentences that say whose word something is, how surely it is put, and what is still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass

import workbook.suggest.lexicon as lexicon
from workbook.suggest.names import Named
from workbook.text import Sentence
from workbook.vocabularies import PROBABILITY, ProbabilityBand


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_FUTURE, _HEDGE, _LOADED = _words(lexicon.FUTURE_CUES), _words(lexicon.HEDGES), _words(lexicon.LOADED)
_PROBABILITY = [(term, _words(pattern)) for term, pattern in lexicon.PROBABILITY_WORDS]
_SAYING = _words(lexicon.SAYING)
_ACCORDING = re.compile(r"\b(?:according to|in the words of|in the view of|by the account of)\s+", re.IGNORECASE)
_ANNOUNCED = re.compile(r"[’']s\s+(?:announcement|claim|denial|report|statement|insistence|accusation)\b")
_NEAR = 45
_ONLY_WORDS = re.compile(r"[\w\s’'-]*\Z")
_OF = re.compile(r"\s+(?:in|of|from|at|near)\s+(?:the\s+)?")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|widely)\s+\Z")
_PAST_SUBJECT = re.compile(r"[,;:]|\b(?:that|which|who)\b")


@dataclass(frozen=True)
class Cue:
    """Words that make a sentence a candidate, where they stand, and the ICD 203 term they amount to."""

    start: int
    end: int
    words: str
    term: str = "unstated"

    @property
    def band(self) -> tuple[str, str]:
        """The range of the term, as the columns low and high have it."""
        band = PROBABILITY[self.term]
        assert isinstance(band, ProbabilityBand)
        return ("", "") if band.low is None else (f"{band.low:.2f}", f"{band.high:.2f}")


@dataclass(frozen=True)
class Attributed:
    """A statement that a sentence ascribes to someone: who (None: nobody that is named), by which words."""

    speaker: Named
    start: int
    end: int
    verb: str


def foreseeing(text: str, unit: Sentence) -> Cue | None:
    """The cue that makes a sentence one about what is to come; words that state a probability come first."""
    if unit.text.rstrip('”"’').endswith("?"):
        return None
    cues = [
        Cue(match.start(), match.end(), match[0], term)
        for term, pattern in _PROBABILITY
        for match in pattern.finditer(text, unit.start, unit.end)
    ]
    if cues:
        return max(cues[:1] + [cue for cue in cues if cue.start <= cues[0].start], key=lambda cue: cue.end - cue.start)
    match = _FUTURE.search(text, unit.start, unit.end)
    return Cue(match.start(), match.end(), match[0]) if match else None


def hedges(text: str, start: int, end: int) -> list[str]:
    """The words that weaken or strengthen certainty, in order, each once."""
    found = [match[0] for match in _HEDGE.finditer(text, start, end)]
    for _, pattern in _PROBABILITY:
        found += [match[0] for match in pattern.finditer(text, start, end)]
    kept = [word for word in dict.fromkeys(found) if not any(word != other and word in other for other in found)]
    return sorted(kept, key=lambda word: text.find(word, start, end))


def loaded(text: str, start: int, end: int) -> list[str]:
    """The words that judge while they name, in order, each once."""
    return list(dict.fromkeys(match[0] for match in _LOADED.finditer(text, start, end)))


def attributed(text: str, unit: Sentence, everyone: list[Named]) -> list[Attributed]:
    """Who, in a sentence, is said to say something."""
    here = [
        (start, end, entry)
        for entry in everyone
        for start, end in entry.mentions
        if unit.start <= start and end <= unit.end and entry.kind != "place"
    ]
    found: dict[str, Attributed] = {}
    for match in _SAYING.finditer(text, unit.start, unit.end):
        if _PASSIVE.search(text[max(unit.start, match.start() - 12) : match.start()]):
            continue
        before = [each for each in here if each[1] <= match.start() and match.start() - each[1] < _NEAR]
        before = [each for each in before if not _PAST_SUBJECT.search(text[each[1] : match.start()])]
        if before:
            nearest = max(before, key=lambda each: (each[1], each[1] - each[0]))
            whose = [each for each in here if _OF.fullmatch(text[each[1] : max(each[1], nearest[0])])]
            speaker = (whose or [nearest])[0][2]
            found.setdefault(speaker.name, Attributed(speaker, match.end(), unit.end, match[0]))
    for pattern, after in ((_ACCORDING, True), (_ANNOUNCED, False)):
        for match in pattern.finditer(text, unit.start, unit.end):
            place = match.end() if after else match.start()
            near = [each for each in here if (abs(each[0] - place) < 12 if after else each[1] == place)]
            for _, _, speaker in near[:1]:
                found.setdefault(speaker.name, Attributed(speaker, unit.start, unit.end, match[0].strip()))
    return list(found.values())
