"""The article as text: its sentences, and where in it a quote stands.

Positions count Unicode code points from 0, the end exclusive, in the text exactly as the file has it. A quote
is found by plain comparison, never by likeness: a curly quotation mark turned straight is another text.
Likeness serves only to show the curator the closest passage when a quote is not there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\Z|[^\S\n]*\r?\n[^\S\n]*\r?\n)", re.DOTALL)
# Possessive (++, *+) and anchored at the first stop: a long run of stops or spaces takes no longer than its length.
_BOUNDARY = re.compile(
    r"(?<![.!?…؟。！？])(?P<stop>[.!?…؟。！？]++)(?P<closing>[\"'”’»)\]]*+)(?P<space>\s++)"  # noqa: RUF001
    r"(?=[\"'“‘«(\[•\-—–]*+\s*+[^\W_]|[@#•*$€£¥])"
)
_LAST_WORD = re.compile(r"[^\s(\[“‘\"'•—–-]*\Z")
_LONGEST_ABBREVIATION = 20
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w*\Z"), re.compile(r"\A\w*")
_TITLES = frozenset({
    "dr", "mr", "mrs", "ms", "prof", "sr", "jr", "st", "gen", "col", "lt", "maj", "capt", "sgt", "sen", "rep", "gov",
    "amb", "hon", "rev", "vs", "cf", "approx", "e.g", "i.e", "ph.d", "inc", "ltd", "corp",
})  # fmt: skip
_BEFORE_A_NUMBER = frozenset({
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "no", "vol", "fig", "p", "pp", "ch", "sec", "art",
})  # fmt: skip
CONTEXT = 32
"""How many characters of prefix and suffix a selector carries."""
_LIKENESS, _LIKENESS_IN = 200, 200_000  # how much is compared, of a quote and of the text: a hint must not take seconds


@dataclass(frozen=True)
class Sentence:
    """A unit of the text: a sentence, a title, a byline, a line of boilerplate. ``number`` and ``paragraph``
    count from 1.
    """

    number: int
    paragraph: int
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """``s12``: what pages anchor and links name."""
        return f"s{self.number}"


class QuoteError(ValueError):
    """A quote that does not stand in the text exactly once; the message says what does."""


def sentences(text: str) -> list[Sentence]:
    """Split a text into its sentences.

    Blank lines end a paragraph, and a paragraph ends a sentence. Within one, a sentence ends at a full stop,
    question or exclamation mark followed by space and by something that can begin a sentence, unless the stop
    belongs to an abbreviation ("Dr. Al-Sulami", "Nov. 14") or to an initial ("J. Biden").
    """
    found: list[Sentence] = []
    for paragraph, block in enumerate(_PARAGRAPH.finditer(text), start=1):
        start = block.start()
        for boundary in _BOUNDARY.finditer(text, block.start(), block.end()):
            before = text[max(start, boundary.start() - _LONGEST_ABBREVIATION) : boundary.start()]
            if _ends_sentence(before, boundary["stop"], text[boundary.end() : boundary.end() + 1]):
                end = boundary.start("space")
                found.append(Sentence(len(found) + 1, paragraph, start, end, text[start:end]))
                start = boundary.end()
        found.append(Sentence(len(found) + 1, paragraph, start, block.end(), text[start : block.end()]))
    return found


def _ends_sentence(before: str, stop: str, following: str) -> bool:
    if following.islower():
        return False
    if stop != ".":
        return True
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    abbreviated = word.casefold() in _TITLES or (word.casefold() in _BEFORE_A_NUMBER and following.isdigit())
    return not abbreviated and re.fullmatch(r"[A-Z](\.[A-Z])*", word) is None


def locate(text: str, quote: str, within: str = "") -> tuple[int, int]:
    """Where a quote stands, as ``(start, end)``; ``within`` names a longer passage to look in.

    Raises
    ------
    QuoteError
        If the quote (or ``within``) is blank, not in the text, or in it more than once.
    """
    if within:
        start, end = _only_place(text, within, 0, len(text), "within")
        return _only_place(text, quote, start, end, "quote")
    return _only_place(text, quote, 0, len(text), "quote")


def _only_place(text: str, passage: str, start: int, end: int, noun: str) -> tuple[int, int]:
    if not passage.strip():
        raise QuoteError(f"{noun} holds no words")
    first = text.find(passage, start, end)
    if first < 0:
        where = "the passage named by within" if (start, end) != (0, len(text)) else "the text"
        raise QuoteError(f"{noun} is not in {where}; the closest passage is: {closest(text[start:end], passage)}")
    again = text.find(passage, first + 1, end)
    if again >= 0:
        places = " and ".join(f'"…{_around(text, place, passage)}…"' for place in (first, again))
        remedy = ", or name one of them with within" if noun == "quote" else ""
        raise QuoteError(f"{noun} is in more than one place ({places}): give a longer one{remedy}")
    return first, first + len(passage)


def _around(text: str, place: int, passage: str) -> str:
    """A place with a little of what stands before and after it, as one short line."""
    end = place + len(passage)
    middle = passage if len(passage) <= 80 else f"{passage[:40]} … {passage[-40:]}"
    return " ".join((text[max(0, place - 20) : place] + middle + text[end : end + 20]).split())


def closest(text: str, passage: str) -> str:
    """The passage of the text most like another, in quotation marks, for an error message."""
    from rapidfuzz import fuzz

    alignment = fuzz.partial_ratio_alignment(passage[:_LIKENESS], text[:_LIKENESS_IN], score_cutoff=40)
    if alignment is None or not passage.strip():
        return "none is near"
    start, end = alignment.dest_start, alignment.dest_end
    if text[start].isalnum():  # whole words: a hint is there to be pasted
        start -= len(_WORD_BEFORE.findall(text[max(0, start - 30) : start])[0])
    if text[end - 1].isalnum():
        end += len(_WORD_AFTER.findall(text[end : end + 30])[0])
    return '"' + " ".join(text[start:end].split()) + '"'


def selector(text: str, start: int, end: int) -> dict[str, str]:
    """The W3C Web Annotation TextQuoteSelector of a passage: ``exact``, ``prefix`` and ``suffix``."""
    return {
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


def sentence_at(units: Sequence[Sentence], position: int) -> Sentence:
    """The sentence that a position lies in (or the one before it, between two)."""
    return units[max(0, bisect_right(units, position, key=lambda unit: unit.start) - 1)]
