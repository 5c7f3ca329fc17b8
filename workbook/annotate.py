"""The article itself, marked: which words the dataset rests on, what rests on them, and where the text
conflicts with itself.

Quotes overlap: three claims may share a sentence and an event half of it. A sentence is therefore cut
wherever a quote begins or ends, and each piece is marked by all that use it. The lists beside the text say in
words what the marks show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup, escape

from workbook.citations import SOURCE_PAGE, Use, counted, frame_uses, uses
from workbook.prose import Prose
from workbook.schema import SCHEMA
from workbook.tables import table_of
from workbook.vocabularies import SKIP_REASON

if TYPE_CHECKING:
    from workbook.dataset import Dataset
    from workbook.text import Sentence

LAYERS = ("all", "claims", "events", "actors", "relations", "hypotheses", "forecasts", "hedges", "loaded", "conflicts")
"""What can be marked; ``all`` is everything at once."""

_STRONGEST = 3


@dataclass(frozen=True)
class Span:
    """A stretch of the text and why it is marked: a use of it, or one of ``hedge``, ``loaded``, ``conflict``."""

    start: int
    end: int
    use: Use | None = None
    kind: str = ""


@dataclass
class Notes:
    """What stands beside the text of a sentence."""

    uses: list[Use] = field(default_factory=list)
    skipped: str = ""
    conflicts: list[tuple[str, str]] = field(default_factory=list)


def annotated(dataset: Dataset, *, highlight: str = "all") -> Prose:
    """The article with every coded passage marked by what uses it.

    Parameters
    ----------
    dataset
        The dataset whose article to show.
    highlight
        What to mark, one of ``LAYERS``. The lists beside the text always name everything that cites a
        sentence.

    Raises
    ------
    ValueError
        If there is no such layer.
    """
    if highlight not in LAYERS:
        raise ValueError(f"no layer {highlight!r}; there are: {', '.join(LAYERS)}")
    cited = uses(dataset)
    notes = _notes(dataset, cited)
    spans = _spans(dataset, cited, highlight)
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in dataset.units:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence)
    blocks = Markup("").join(_paragraph(units, spans, notes) for units in paragraphs.values())
    return Prose(Markup('<div class="wb-annotated">{}{}</div>').format(_key(highlight), blocks))


def passages(dataset: Dataset, *frames: pd.DataFrame, prefix: str = "", linked: bool = True) -> Prose:
    """The sentences that some rows rest on, in the order of the text, with the quoted words marked.

    Charts and tables of a page link here; each sentence links on to its place in the article.

    Parameters
    ----------
    dataset
        The dataset that the rows are from.
    frames
        Rows of its tables, or any frames with ``sentence`` and, if it differs, ``last_sentence``.
    prefix
        What stands before the ids of sentences, on a page that cites several texts.
    linked
        Whether the article is a page of the same report.
    """
    by_id = {sentence.id: sentence for sentence in dataset.units}
    wanted = sorted({number for frame in frames for number in _numbers(frame, len(by_id))})
    cited = [use for frame in frames if (table := table_of(frame)) for use in frame_uses(dataset, frame, table)]
    cited = sorted(set(cited), key=lambda use: (use.start, use.end, use.row))
    spans = [Span(use.start, use.end, use) for use in cited]
    entries = Markup("").join(_passage(by_id[f"s{number}"], spans, prefix, linked) for number in wanted)
    if not entries:
        return Prose(Markup('<p class="wb-say">Nothing on this page rests on a sentence of the article.</p>'))
    return Prose(Markup('<ol class="wb-passages">{}</ol>').format(entries))


def _numbers(frame: pd.DataFrame, last: int) -> Iterator[int]:
    """The numbers of the sentences that the rows of a frame rest on, those between first and last included."""
    if "sentence" not in frame:
        return
    ends = frame["last_sentence"] if "last_sentence" in frame else frame["sentence"]
    for first, end in zip(frame["sentence"], ends, strict=True):
        if isinstance(first, str) and first[1:].isdigit():
            until = int(end[1:]) if isinstance(end, str) and end[1:].isdigit() else int(first[1:])
            yield from range(int(first[1:]), min(until, last) + 1)


def _spans(dataset: Dataset, cited: Iterable[Use], highlight: str) -> list[Span]:
    spans = [Span(use.start, use.end, use) for use in cited if highlight in {"all", use.table}]
    if highlight == "forecasts":
        told = set(dataset.forecasts["claim"])
        spans = [Span(use.start, use.end, use) for use in cited if use.row.removeprefix("claims-") in told]
    claims = dataset.claims
    if highlight in {"all", "hedges"}:
        spans += _words(dataset.text, claims, "hedge", "hedge")
    if highlight in {"all", "loaded"}:
        spans += _words(dataset.text, claims, "language", "loaded")
    if highlight in {"all", "conflicts"}:
        links = dataset.claim_links
        opposed = links[links["link"] == "contradicts"]
        either = claims["claim"].isin({*opposed["claim"], *opposed["other"]})
        places = claims.loc[either, ["quote_start", "quote_end"]].itertuples(index=False)
        spans += [Span(int(start), int(end), kind="conflict") for start, end in places]
    return spans


def _words(text: str, claims: pd.DataFrame, column: str, kind: str) -> Iterator[Span]:
    """Where the exact words that a claim notes stand in its quote."""
    for start, end, words in claims[["quote_start", "quote_end", column]].itertuples(index=False):
        for word in words:
            if (place := text.find(word, int(start), int(end))) >= 0:
                yield Span(place, place + len(word), kind=kind)


def _notes(dataset: Dataset, cited: Iterable[Use]) -> dict[str, Notes]:
    notes = {sentence.id: Notes() for sentence in dataset.units}
    for sentence in dataset.units:
        notes[sentence.id].uses = [use for use in cited if use.start < sentence.end and sentence.start < use.end]
    skips = dataset.skips
    for first, last, reason in skips[["sentence", "last_sentence", "reason"]].itertuples(index=False):
        for number in range(int(first[1:]), int(last[1:]) + 1):
            notes[f"s{number}"].skipped = SKIP_REASON.label(str(reason))
    places = dict(dataset.claims[["claim", "sentence"]].itertuples(index=False, name=None))
    links = dataset.claim_links
    opposed = links.loc[links["link"] == "contradicts", ["claim", "other", "note"]]
    for claim, other, note in opposed.itertuples(index=False):
        for here, there in ((claim, other), (other, claim)):
            entry = (places.get(there, ""), str(note))
            if here in places and entry[0] and entry not in notes[places[here]].conflicts:
                notes[places[here]].conflicts.append(entry)
    return notes


def _pieces(sentence: Sentence, spans: Iterable[Span]) -> Iterator[tuple[str, list[Span]]]:
    """The text of a sentence cut wherever a span begins or ends, each piece with the spans that cover it."""
    inside = [span for span in spans if span.start < sentence.end and sentence.start < span.end]
    edges = {sentence.start, sentence.end}
    edges.update(edge for span in inside for edge in (span.start, span.end) if sentence.start < edge < sentence.end)
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        text = sentence.text[start - sentence.start : end - sentence.start]
        yield text, [span for span in inside if span.start <= start and end <= span.end]


def _marked(sentence: Sentence, spans: Iterable[Span]) -> Markup:
    return Markup("").join(_piece(text, covering) for text, covering in _pieces(sentence, spans))


def _piece(text: str, covering: list[Span]) -> Markup:
    if not covering:
        return escape(text)
    rows = [span.use.table for span in covering if span.use]
    classes = [f"wb-use-{min(len(rows), _STRONGEST)}"] if rows else []
    kinds = sorted({span.kind for span in covering if span.kind})
    classes += [f"wb-{kind}" for kind in kinds]
    told = ", ".join(filter(None, [counted(rows), *kinds]))
    return Markup('<mark class="wb-use {}" title="{}">{}</mark>').format(" ".join(classes), told, text)


def _paragraph(units: list[Sentence], spans: list[Span], notes: dict[str, Notes]) -> Markup:
    text = Markup(" ").join(_sentence(unit, spans, notes[unit.id]) for unit in units)
    beside = Markup("").join(_beside(unit, notes[unit.id]) for unit in units)
    block = Markup('<div class="wb-paragraph"><p class="wb-text">{}</p><div class="wb-beside">{}</div></div>')
    return block.format(text, beside)


def _sentence(unit: Sentence, spans: list[Span], notes: Notes) -> Markup:
    state = "" if notes.uses else " wb-skipped"
    number = Markup('<a class="wb-sentence-number" href="#uses-{0}" title="What cites sentence {1}">{1}</a>')
    return Markup('<span class="wb-sentence{}" id="{}">{}\N{NO-BREAK SPACE}{}</span>').format(
        state, unit.id, number.format(unit.id, unit.number), _marked(unit, spans)
    )


def _beside(unit: Sentence, notes: Notes) -> Markup:
    conflicts = Markup("").join(
        Markup('<p class="wb-conflict-note">{} conflicts with <a href="#{}">sentence {}</a>: {}</p>').format(
            unit.number, there, there[1:], note
        )
        for there, note in notes.conflicts
    )
    if not notes.uses:
        why = f"not coded: {notes.skipped.lower()}" if notes.skipped else "not accounted for"
        return (
            Markup('<p class="wb-uses wb-skip" id="uses-{}">{} {}</p>').format(unit.id, _number_of(unit), why)
            + conflicts
        )
    entries = Markup("").join(_entry(use) for use in notes.uses)
    told = counted(use.table for use in notes.uses)
    listed = Markup('<details class="wb-uses" id="uses-{}"><summary>{} {}</summary><ul>{}</ul></details>')
    return listed.format(unit.id, _number_of(unit), told, entries) + conflicts


def _number_of(unit: Sentence) -> Markup:
    return Markup('<span class="wb-sentence-number">{}</span>').format(unit.number)


def _entry(use: Use) -> Markup:
    kind = SCHEMA[use.table].title.lower()
    return Markup('<li><a href="{}">{}</a> <span class="wb-kind">{}</span></li>').format(use.href, use.label, kind)


def _passage(sentence: Sentence, spans: list[Span], prefix: str, linked: bool) -> Markup:
    inside = [span.use for span in spans if span.use and span.start < sentence.end and sentence.start < span.end]
    rows = Markup(", ").join(Markup('<a href="#{}">{}</a>').format(use.row, use.label) for use in inside)
    used = Markup(' <span class="wb-used">Used for: {}</span>').format(rows) if rows else ""
    there = Markup('<a href="{}.html#{}">{}</a>' if linked else "{2}").format(
        SOURCE_PAGE, sentence.id, f"Sentence {sentence.number} in the article"
    )
    return Markup('<li id="{}" value="{}"><p class="wb-text">{}</p><p class="wb-passage-links">{}{}</p></li>').format(
        prefix + sentence.id, sentence.number, _marked(sentence, spans), there, used
    )


_SAMPLES = {
    "hedge": ("wb-hedge", "words that weaken or strengthen certainty"),
    "loaded": ("wb-loaded", "loaded words"),
    "conflict": ("wb-conflict", "conflicts with another passage"),
}


def _key(highlight: str) -> Markup:
    """What the marks mean, each shown on a sample."""
    sample = Markup('<li><mark class="wb-use {}">{}</mark></li>')
    shown = []
    if highlight not in {"hedges", "loaded", "conflicts"}:
        noun = "rows" if highlight == "all" else highlight
        shown += [("wb-use-1", f"used by one of the {noun}"), ("wb-use-2", "by two"), ("wb-use-3", "by three or more")]
    layers = {"all": tuple(_SAMPLES), "hedges": ("hedge",), "loaded": ("loaded",), "conflicts": ("conflict",)}
    shown += [_SAMPLES[kind] for kind in layers.get(highlight, ())]
    samples = Markup("").join(sample.format(*entry) for entry in shown)
    return Markup('<ul class="wb-key">{}<li class="wb-skipped">not coded</li></ul>').format(samples)
