"""People, organisations and places that a text names, with the forms of each name brought together.

A name is a run of capitalised words. Where a sentence begins, a capital tells nothing, so the first word counts only
if it is no common word; a heading in capitals counts for nothing. A shorter name that ends a longer one is a form
of it, and so is an abbreviation that follows it in brackets; a state's "regime" or "government" is that state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import workbook.suggest.lexicon as lexicon
from workbook.suggest.countries import ADJECTIVES, CAPITALS, NAMED
from workbook.text import Sentence

_CAPITAL = r"(?:[^\W\d_a-z]\.(?=\s+[^\W\d_a-z])|[^\W\d_a-z](?:[^\W_]|[’'.-](?=[^\W\d_]))*)"
_PARTICLE = r"(?:of|for|bin|ibn|al|el|ag|de|da|do|dos|del|la|le|van|von|der|den|und|y|&)"
_NAME = re.compile(rf"(?<![\w@’'-]){_CAPITAL}(?:(?:\s+|\s+{_PARTICLE}\s+(?:the\s+)?|\s+&\s+){_CAPITAL})*", re.UNICODE)
_WORD = re.compile(r"[^\W_](?:[^\W_]|[’'.-](?=[^\W_]))*")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_GROUP = re.compile(rf"(?:[’']s)?\s+{lexicon.GROUP_NOUNS}")
_GROUP_OF = re.compile(rf"\b{lexicon.GROUP_NOUNS}\s+of\s+(?:the\s+)?({_CAPITAL})")
_COORDINATED = re.compile(
    rf"(?<![\w’'.-])(?P<first>{_CAPITAL})\s+and\s+(?P<second>{_CAPITAL})\s+(?P<group>(?:[a-z]+\s+)?(?:services|forces|troops|officials|media|governments?|militias|citizens|agencies))\b"
)
_GENERIC = re.compile(
    rf"\b(?:(?:{lexicon.QUANTIFIERS})\s+)*(?:{lexicon.GENERIC_PEOPLE})\b(?!\s+of\s+(?:the\s+)?(?:fees|money))",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b[Tt]he\s+({lexicon.ROLES})\b(?!\s+(?:{lexicon.GROUP_NOUNS}))(?!\s+of\s)")
_LAST_WORD = re.compile(r"([^\W_][\w’'.-]*)\s+\Z")
_IS_GENERIC = re.compile(lexicon.GENERIC_PEOPLE)
_WEB = frozenset({"Twitter", "Facebook", "Instagram", "YouTube", "Telegram", "WhatsApp", "Islam", "Christianity"})
_QUANTIFIED = re.compile(rf"^(?:(?:{lexicon.QUANTIFIERS})\s+)+")
_BRACKETED = re.compile(rf"\s*\((?:the\s+)?({_CAPITAL}(?:\s+{_CAPITAL})?)\)")
_BODY = re.compile(
    r"government|administration|regime|forces|troops|army|military|navy|police|guard|service|agenc|embass|ministry|"
    r"parl|court|council"
)
_PEOPLE = re.compile(r"(?:ians|eans|ese|ites|is|ans|ists|nis|nnis)\Z")
_REGIONAL = frozenset({
    "Western", "Eastern", "Northern", "Southern", "North", "South", "European", "African", "Asian", "Arab", "Islamic",
})  # fmt: skip
_REGIONS = frozenset({
    "Africa", "Asia", "Balkans", "Caucasus", "Central Asia", "Eastern Europe", "Europe", "Gulf", "Latin America",
    "Mediterranean", "Middle East", "North Africa", "Persian Gulf", "Sahel", "South Asia", "Southeast Asia",
})  # fmt: skip
_GOVERNING = frozenset({"regime", "government", "governments", "administration", "leadership", "authorities", "state"})


@dataclass
class Named:
    """Someone or something named: the fullest form, all forms with where each first stands, and what it seems to be."""

    name: str
    kind: str = ""
    country: str = ""
    part_of: str = ""
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    place: bool = False

    def add(self, form: str, start: int, end: int) -> None:
        """Another mention."""
        self.forms.setdefault(form, (start, end))
        self.mentions.append((start, end))

    @property
    def start(self) -> int:
        """Where it is first mentioned."""
        return min(start for start, _ in self.mentions)


def named(text: str, units: Sequence[Sentence]) -> list[Named]:
    """Everyone and everything named, in order of first mention."""
    common = _common_words(text)
    found: dict[str, Named] = {}
    for unit in units:
        if not _in_headline_case(unit.text):
            for start, end, kind, country in _mentions(text, unit, common):
                form = text[start:end]
                key = " ".join(form.split())
                if _GENERIC.fullmatch(key):
                    key = _QUANTIFIED.sub("", key.lower())
                entry = found.setdefault(key, Named(key, kind, country))
                entry.add(form, start, end)
    for entry in _coordinated(text):
        found.setdefault(entry.name, entry)
    return sorted(_merged(found, text), key=lambda entry: (entry.start, entry.name))


def _common_words(text: str) -> frozenset[str]:
    """The words that the text also writes small."""
    return frozenset(word for word in _WORD.findall(text) if word[:1].islower())


def _in_headline_case(sentence: str) -> bool:
    words = [word for word in _WORD.findall(sentence) if len(word) > 3]
    return (
        len(words) > 3
        and not sentence.rstrip('”"’)').endswith((".", "!"))
        and sum(word[0].isupper() for word in words) >= 0.8 * len(words)
    )


def _mentions(text: str, unit: Sentence, common: frozenset[str]) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and country of every mention in a sentence."""
    for match in _NAME.finditer(text, unit.start, unit.end):
        for start, end in _pieces(text, match.start(), match.end()):
            trimmed = _trimmed(text, start, end, unit, common)
            if trimmed:
                yield from _as_mention(text, *trimmed)
    for match in _GROUP_OF.finditer(text, unit.start, unit.end):
        yield match.start(), match.end(), _group_kind(match["head"]), _country_within([match[2]])
    for match in _ROLE.finditer(text, unit.start, unit.end):
        yield match.start(1), match.end(1), _role_kind(match[1]), ""
    for match in _GENERIC.finditer(text, unit.start, unit.end):
        before = _LAST_WORD.search(text[max(unit.start, match.start() - 40) : match.start()])
        if before is None or before[1][0].islower() or before[1].casefold() in lexicon.FUNCTION_WORDS:
            yield match.start(), match.end(), "collective", ""


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run of capitalised words, cut after possessives: whose it is, and what it is."""
    piece = start
    for match in _WORD.finditer(text, start, end):
        owner = _POSSESSIVE.search(match[0])
        if owner and owner[0] != "’":
            yield piece, match.start() + owner.start()
            if match.end() < end:
                yield piece, end
            piece = match.end() + 1
            return
    if piece < end:
        yield piece, end


def _trimmed(text: str, start: int, end: int, unit: Sentence, common: frozenset[str]) -> tuple[int, int] | None:
    """A run without the words before it that are no part of a name: "On", "President", "Dr."."""
    while start < end:
        first = _WORD.search(text, start, end)
        if first is None:
            return None
        word, low = first[0], first[0].casefold()
        opens = (
            first.start() <= unit.start + 2 or text[max(0, first.start() - 2) : first.start()].strip()[-1:] in '“"•*:'
        )
        rest = text[first.end() : end].strip(" .")
        initial = len(word) == 1 and text[first.end() : first.end() + 1] == "."
        drop = (
            low in lexicon.FUNCTION_WORDS
            and not initial
            and not (low == "the" and text[first.end() : first.end() + 5] == " West")
        )
        drop = drop or low in lexicon.CALENDAR or _IS_GENERIC.fullmatch(low) is not None
        drop = drop or (word in NAMED and rest.split(" ")[0] in lexicon.TITLES)
        drop = drop or (
            word in lexicon.TITLES and bool(rest) and not rest.startswith(("of", "for")) and not _organisation(rest)
        )
        alone = not rest
        drop = drop or (opens and alone and (low in common or _looks_common(low)))
        drop = drop or (
            opens and not alone and low in common and low not in {"foreign", "north", "south", "east", "west"}
        )
        if not drop:
            return first.start(), end
        start = first.end()
    return None


def _looks_common(word: str) -> bool:
    return word.endswith(("ly", "ing")) or len(word) < 3


def _as_mention(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """What a run of words names; nothing for an adjective without a group behind it."""
    form = " ".join(text[start:end].split())
    words = form.split()
    group = _GROUP.match(text, end)
    country = NAMED.get(form)
    if (adjective := ADJECTIVES.get(form)) or _is_adjective(form, text):
        if group:
            head = group["head"]
            yield start, group.end(), _group_kind(head), adjective.code if adjective else ""
        return
    if country:
        yield start, end, "state", country.code
    elif form in CAPITALS:
        yield start, end, "place", CAPITALS[form].code
        return
    elif form in _REGIONS:
        yield start, end, "place", ""
        return
    elif (
        re.search(r"-[a-z]", form)
        or form in _WEB
        or all(part in NAMED or part in CAPITALS or part in ADJECTIVES for part in form.split("-"))
    ):
        return
    else:
        yield start, end, _kind(form), _country_within(words)
    if group and len(words) <= 2:
        yield start, group.end(), _group_kind(group["head"]), country.code if country else ""


def _is_adjective(form: str, text: str) -> bool:
    """Whether a word is the adjective of a name in the text: "Velmarkian", "Western", "Iranian-British"."""
    parts = form.split("-")
    if len(parts) > 1 and all(part in ADJECTIVES or part in {"Sunni", "Shiite", "European"} for part in parts):
        return True
    if form.split()[-1] in ADJECTIVES or form.split()[-1] in _REGIONAL:
        return True
    stem = re.sub(r"(?:ian|ean|an|ese|ish|i)\Z", "", form)
    if stem == form or len(stem) < 4 or " " in form:
        return False
    return any(match[0] != form for match in re.finditer(rf"\b{re.escape(stem)}[aeioy]?(?![\w-])", text))


def _country_within(words: Sequence[str]) -> str:
    known = NAMED.get(words[0]) or ADJECTIVES.get(words[0])
    return known.code if known else ""


def _kind(form: str) -> str:
    words = form.replace("’s", "").split()
    if kind := _organisation(form):
        return kind
    if set(words) & lexicon.STATES:
        return "state"
    if len(words) == 1:
        return "organisation" if form.isupper() and len(form) > 1 else "collective" if _PEOPLE.search(form) else ""
    return (
        "person"
        if all(word[0].isupper() or word in {"bin", "ibn", "al", "ag", "de", "van", "von"} for word in words)
        else ""
    )


def _organisation(form: str) -> str:
    words = set(re.split(r"[\s’']+", form))
    return next((kind for kind, known in lexicon.ORGANISATION_WORDS.items() if words & known), "")


def _group_kind(head: str) -> str:
    if head in {"media", "outlets", "press"} or head.startswith("newspaper"):
        return "media"
    if head.startswith(("militia", "rebel", "militant", "fighter")) or head == "wing":
        return "armed-group"
    if re.match(r"compan|firm|bank", head):
        return "company"
    if _BODY.match(head):
        return "state-body"
    return "organisation" if head in {"party", "union", "unions"} else "collective"


def _coordinated(text: str) -> Iterator[Named]:
    """Two actors of which only the second is written out: "US and Israeli intelligence services"."""
    for match in _COORDINATED.finditer(text):
        first = match["first"]
        if (first in ADJECTIVES or first in NAMED) and match["second"] in ADJECTIVES:
            known = ADJECTIVES.get(first) or NAMED[first]
            entry = Named(f"{first} {match['group']}", _group_kind(match["group"].split()[-1]), known.code)
            entry.mentions.append(match.span())
            yield entry


def _role_kind(role: str) -> str:
    return "person" if role in lexicon.OFFICES else "company" if role in {"company", "firm", "bank"} else "state-body"


def _merged(found: dict[str, Named], text: str) -> list[Named]:
    """The names with their shorter forms, abbreviations and other words for a state brought in."""
    entries = dict(found)
    for name in sorted(found, key=len):
        entry = found[name]
        target = _same(name, entry, entries, text)
        if target and target is not entry:
            for form, place in entry.forms.items():
                target.forms.setdefault(form, place)
            target.mentions += entry.mentions
            target.country = target.country or entry.country
            del entries[name]
    return list(entries.values())


def _same(name: str, entry: Named, entries: dict[str, Named], text: str) -> Named | None:
    """Whom a name also belongs to: the earliest of those it may be short for."""
    for other in sorted(entries.values(), key=lambda each: each.start):
        if other is entry:
            continue
        if any(_abbreviates(text, other_end, name) for _, other_end in other.mentions):
            return other
        if other.kind in {"person", ""} and other.name.endswith(f" {name}") and entry.kind in {"person", ""}:
            return other
        if entry.kind == "state" and other.kind == "state" and entry.country and entry.country == other.country:
            return other if other.start < entry.start else None
    if re.fullmatch(lexicon.ROLES, name):
        spoken_of = [other for other in entries.values() if other is not entry and other.name.lower().endswith(name)]
        return min(spoken_of, key=lambda each: each.start, default=None)
    words = re.sub(r"[’']s\b", "", name).split()
    if len(words) > 1 and words[-1] in _GOVERNING:
        stem = " ".join(words[:-1])
        known = ADJECTIVES.get(stem) or NAMED.get(stem)
        for other in entries.values():
            if other.kind == "state" and known and other.country == known.code and words[-1] != "administration":
                return other
            if (
                len(stem) > 4
                and words[-1] in {"regime", "government"}
                and other.kind in {"state", ""}
                and len(other.name) > 3
                and stem.startswith(other.name[:-1])
            ):
                return other
    if name.lower().startswith("the ") and name[4:] in entries:
        return entries[name[4:]]
    return None


def _abbreviates(text: str, end: int, name: str) -> bool:
    match = _BRACKETED.match(text, end)
    return match is not None and match[1] == name
