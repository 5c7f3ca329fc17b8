"""From names, dates and cues to rows of the dataset's tables."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import workbook.suggest.lexicon as lexicon
from workbook import dates
from workbook.cells import INVISIBLE
from workbook.schema import SCHEMA
from workbook.suggest.datings import Dating, datings
from workbook.suggest.names import Named, named
from workbook.suggest.statements import attributed, foreseeing, hedges, loaded
from workbook.text import Sentence, sentence_at, sentences

LONGEST = 300_000
"""How many characters of a text are looked at: far more than an article has, and few enough to take seconds."""
SUGGESTED = ("actors", "events", "claims", "forecasts", "claim_links")
"""The tables that there are candidates for."""
Row = dict[str, str]
_CLAUSE = re.compile(r"(?<!\d)[,;:](?!\d)\s|\s[—–]\s|\s(?:and|but|although|while|after which|whereas)\s")
_LONGEST_SENTENCE = 2_000  # what is longer is a list or a table, and no sentence to quote
_SHORTEST_CLAUSE = 5


@dataclass(frozen=True)
class Suggestions:
    """Candidate rows by table, in text order, with the columns of the schema; ``places`` are named but are no actors.

    ``sentences`` gives for each row the sentence it is from; ``cut`` tells that the text was too long to be read whole.
    """

    rows: dict[str, list[Row]]
    sentences: dict[str, list[str]]
    places: list[str]
    cut: bool = False

    def csv(self, table: str, header: bool = False) -> str:
        """The rows of a table as lines of CSV, as the table's file has them."""
        stream = io.StringIO()
        writer = csv.DictWriter(stream, SCHEMA[table].names, lineterminator="\n")
        if header:
            writer.writeheader()
        writer.writerows(self.rows[table])
        return stream.getvalue()


def suggest(text: str) -> Suggestions:
    """Everything in a text that may be worth a row.

    Only what can be found again is suggested: every quote stands in the text exactly once, alone or within the passage
    given.
    """
    cut = len(text) > LONGEST
    finder = _Finder(text[:LONGEST], text)
    finder.actors()
    finder.claims()
    finder.events()
    finder.conflicts()
    places = [entry.name for entry in finder.everyone if entry.kind == "place"]
    kept = {table: [row for _, row in finder.rows[table]] for table in SUGGESTED}
    where = {table: [unit.id for unit, _ in finder.rows[table]] for table in SUGGESTED}
    return Suggestions(kept, where, places, cut)


@dataclass(frozen=True)
class _Dated:
    """A date with the part of its sentence that it dates."""

    dating: Dating
    unit: Sentence
    start: int
    end: int
    type: str
    trigger: str
    objects: frozenset[str]


class _Finder:
    """One text, with what has been found in it so far."""

    def __init__(self, text: str, whole: str) -> None:
        self.text, self.whole = text, whole
        self.units = [unit for unit in sentences(text) if len(unit.text) <= _LONGEST_SENTENCE]
        self.everyone = named(text, self.units)
        self.rows: dict[str, list[tuple[Sentence, Row]]] = {table: [] for table in SUGGESTED}
        self._ids: dict[str, set[str]] = {table: set() for table in SUGGESTED}
        self._of: dict[str, str] = {}
        self._claimed: dict[Dating, str] = {}
        self.dated = list(self._dated())

    def _add(self, table: str, unit: Sentence, row: Row, start: int, end: int) -> None:
        """Keep a row, with its quote, unless the quote could not be pasted."""
        if "quote" in SCHEMA[table].names:
            place = self.quote(unit, start, end)
            if place is None or any(INVISIBLE.search(cell) for cell in row.values()):
                return
            row["quote"], row["within"] = place
        self.rows[table].append((unit, row))

    def quote(self, unit: Sentence, start: int, end: int) -> tuple[str, str] | None:
        """A passage as quote and within, such that it is found exactly once; None if it cannot be."""
        passage = self.text[start:end]
        if self._once(passage):
            return passage, ""
        inside = [(margin, unit.start, margin, unit.end) for margin in (15, 30, 60, 120)]
        for left, first, right, last in (*inside, (90, 0, 0, end), (0, start, 90, len(self.text))):
            low = max(first, self._word(max(start - left, 0), -1))
            high = min(last, self._word(min(end + right, len(self.text)), 1))
            around = self.text[low:high].strip()
            if self._once(around) and around.count(passage) == 1:
                return passage, around
        return None

    def _word(self, place: int, step: int) -> int:
        while 0 < place < len(self.text) and self.text[place - (step > 0)].isalnum():
            place += step
        return place

    def _once(self, passage: str) -> bool:
        first = self.whole.find(passage)
        return bool(passage.strip()) and first >= 0 and self.whole.find(passage, first + 1) < 0

    def id(self, table: str, words: str) -> str:
        """A short slug from words, new in its table."""
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'s ", " ")
        parts = [part for part in re.findall(r"[a-z0-9]+", plain) if part not in {"the", "of", "a", "an", "s", "and"}]
        slug = "-".join(parts[:6])[:60].strip("-") or table.rstrip("s").replace("_", "-")
        taken, number = self._ids[table], 2
        base = slug
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        return slug

    def unit_of(self, place: int) -> Sentence:
        """The sentence that a position lies in."""
        return sentence_at(self.units, place)

    def actors(self) -> None:
        """Everyone named who is not only a place."""
        for entry in self.everyone:
            if entry.kind == "place":
                continue
            start, end = next(iter(entry.forms.values()), entry.mentions[0])
            byline = re.search(r"(?:\A|\n)\s*[Bb]y\s+(?:Dr\.?\s+)?\Z", self.text[: entry.start])
            actor = self.id("actors", "author" if byline and entry.kind == "person" else entry.name)
            self._of[entry.name] = actor
            forms = [form for form in entry.forms if form != entry.name and ";" not in form and form.isprintable()]
            row = dict.fromkeys(SCHEMA["actors"].names, "")
            row |= {"actor": actor, "name": entry.name, "kind": entry.kind, "aliases": "; ".join(forms)}
            row |= {"country": entry.country}
            self._add("actors", self.unit_of(start), row, start, end)

    def claims(self) -> None:
        """Statements with a speaker, a hedge, a loaded word or a look ahead, and forecasts among them."""
        for unit in self.units:
            said = attributed(self.text, unit, self.everyone)
            cue = foreseeing(self.text, unit)
            hedged, words = (found(self.text, unit.start, unit.end) for found in (hedges, loaded))
            if not (said or cue or hedged or words):
                continue
            claim = self.id("claims", " ".join(unit.text.split()[:8]))
            speaker = self._of.get(said[0].speaker.name, "") if said else ""
            row = dict.fromkeys(SCHEMA["claims"].names, "")
            row |= {
                "claim": claim,
                "statement": " ".join(unit.text.split()),
                "kind": _kind(unit.text, bool(cue), hedged),
            }
            row |= {"speaker": speaker or "author", "attribution": _attribution(said[0].speaker if said else None)}
            row |= {"hedge": "; ".join(hedged), "language": "; ".join(words)}
            row |= {"factuality": _factuality(hedged, cue.term if cue else "", said[0].verb if said else "")}
            before = len(self.rows["claims"])
            self._add("claims", unit, row, unit.start, unit.end)
            if cue and len(self.rows["claims"]) > before:
                low, high = cue.band
                forecast = dict.fromkeys(SCHEMA["forecasts"].names, "")
                forecast |= {
                    "forecast": claim,
                    "claim": claim,
                    "words": cue.words,
                    "term": cue.term,
                    "low": low,
                    "high": high,
                }
                self._add("forecasts", unit, forecast, cue.start, cue.end)

    def events(self) -> None:
        """A row for each date, and for what came after it where the text says that something did."""
        for each in self.dated:
            for edtf in (each.dating.edtf, *([f"{each.dating.edtf}/.."] if each.dating.following else [])):
                if edtf.count("/") > 1:
                    continue
                start, end = self._clause(each.unit, each.dating)
                words = " ".join(self.text[start:end].split())
                row = dict.fromkeys(SCHEMA["events"].names, "")
                row |= {"event": self.id("events", words), "label": words, "type": each.type, "date": edtf}
                row["status"] = "anticipated" if foreseeing(self.text, each.unit) else "asserted"
                self._add("events", each.unit, row, start, end)

    def _clause(self, unit: Sentence, dating: Dating) -> tuple[int, int]:
        """The part of a sentence around a date, from one boundary to the next, but long enough to tell something."""
        cuts = [unit.start, *(match.end() for match in _CLAUSE.finditer(self.text, unit.start, unit.end)), unit.end]
        starts = [cut for cut in cuts if cut <= dating.start]
        ends = [cut for cut in cuts if cut >= dating.end]
        start, end = starts.pop(), ends.pop(0)
        while len(self.text[start:end].split()) - len(self.text[dating.start : dating.end].split()) < _SHORTEST_CLAUSE:
            if start == unit.start and ends:
                end = ends.pop(0)
            elif starts:
                start = starts.pop()
            elif ends:
                end = ends.pop(0)
            else:
                break
        passage = self.text[start:end]
        passage = re.sub(r"(?:[\s,;:.—–]+(?:and|but|while|yet)?)+\Z", "", passage)
        joint = re.match(r"(?:(?:and|but|yet|for|so|while|although)\s+)?", passage)
        return start + (joint.end() if joint else 0), start + len(passage)

    def _dated(self) -> Iterator[_Dated]:
        for unit in self.units:
            here = datings(self.text, unit.start, unit.end)
            for number, dating in enumerate(here):
                opens = not re.search(r"\w{3}", self.text[unit.start : dating.start])
                start = dating.end if opens else here[number - 1].end if number else unit.start
                end = (
                    unit.end if opens and number + 1 == len(here) else here[number + 1].start if opens else dating.start
                )
                yield self._event(dating, unit, start, end, opens)

    def _event(self, dating: Dating, unit: Sentence, start: int, end: int, opens: bool) -> _Dated:
        """What kind of event a date goes with, and to whom or what it is done: the names behind its word.

        A date that opens the sentence goes with the first such word behind it, any other with the weightiest before it.
        """
        places = list(_triggers(self.text, start, end))
        if not places:
            return _Dated(dating, unit, start, end, "", "", frozenset())
        rank = list(lexicon.EVENT_STEMS)
        kind, trigger = min(places, key=lambda each: (0 if opens else rank.index(each[0]), each[1].start()))
        stop = re.search(r"[,;:]", self.text[trigger.end() : end])
        until = trigger.end() + stop.start() if stop else end
        objects = {
            entry.name
            for entry in self.everyone
            for first, last in entry.mentions
            if trigger.end() <= first
            and last <= until
            and entry.kind not in {"place", "state"}
            and not re.match(
                r"[’']s\b|\s+(?!in|on|at|from|near|outside|with|by|and|or|of|for|to|after|before|during)[a-z]",
                self.text[last : last + 12],
            )
        }
        return _Dated(dating, unit, start, end, kind, trigger[0], frozenset(objects))

    def conflicts(self) -> None:
        """Pairs of passages that give one thing two dates which cannot both hold."""
        told = [each for each in self.dated if each.type and each.objects]
        for number, one in enumerate(told):
            for other in told[number + 1 :]:
                both = one.objects & other.objects
                if one.type == other.type and both and _apart(one.dating.edtf, other.dating.edtf):
                    self._conflict(one, other, sorted(both)[0])

    def _conflict(self, one: _Dated, other: _Dated, what: str) -> None:
        claims = [self._dated_claim(each, what) for each in (one, other)]
        if not all(claims):
            return
        note = f"Two dates for one event ({what}): {one.dating.edtf} and {other.dating.edtf}."
        row = {"claim": claims[1], "link": "contradicts", "other": claims[0], "note": note}
        self.rows["claim_links"].append((other.unit, row))

    def _dated_claim(self, each: _Dated, what: str) -> str:
        """A claim of its own for a date, since links lead from claim to claim."""
        if each.dating in self._claimed:
            return self._claimed[each.dating]
        start, end = self._clause(each.unit, each.dating)
        row = dict.fromkeys(SCHEMA["claims"].names, "")
        claim = self.id("claims", f"{each.trigger} {what.split()[-1].rpartition('-')[2]} {each.dating.edtf}")
        row |= {"claim": claim, "statement": " ".join(self.text[start:end].split()), "kind": "fact"}
        row |= {"speaker": "author", "attribution": "author", "factuality": "CT+"}
        before = len(self.rows["claims"])
        self._add("claims", each.unit, row, start, end)
        self._claimed[each.dating] = claim if len(self.rows["claims"]) > before else ""
        return self._claimed[each.dating]


def _triggers(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, stems in lexicon.EVENT_STEMS.items():
        for match in re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE).finditer(text, start, end):
            yield kind, match


def _apart(one: str, other: str) -> bool:
    return not dates.parse(one).may_overlap(dates.parse(other))


def _kind(sentence: str, foresees: bool, hedged: Iterable[str]) -> str:
    if lexicon.NORMS.search(sentence):
        return "norm"
    return "prediction" if foresees else "judgement" if list(hedged) else "fact"


def _attribution(speaker: Named | None) -> str:
    if speaker is None:
        return "author"
    if speaker.kind != "collective":
        return "named"
    return "unnamed" if any(character.isupper() for character in speaker.name) else "generic"


def _factuality(hedged: list[str], term: str, verb: str) -> str:
    words = " ".join(hedged)
    if lexicon.DENIALS.match(verb):
        return "CT-"
    if term in {"unlikely", "very-unlikely", "almost-no-chance"}:
        return "PR-"
    if lexicon.DOUBTS.search(words) and not lexicon.BOOSTERS.search(words):
        return "PR-"
    if term not in {"", "unstated"}:
        return "PR+"
    if lexicon.BOOSTERS.search(words):
        return "CT+"
    if lexicon.POSSIBLE.search(words):
        return "PS+"
    return "PR+" if words else "CT+"
