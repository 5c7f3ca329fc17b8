"""The tables of a dataset: one definition that drives loading, checking, ``datapackage.yaml`` and the
dictionary.

A dataset is what one reader found in one article. Every row either carries an exact ``quote`` from the text
or hangs from a row that does, so that everything can be led back to a sentence. Two tables, ``corroboration``
and ``outcomes``, hold what others have published since; they are *external* and never mixed into what the
article says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbook.vocabularies import VOCABULARIES, Vocabulary

Kind = Literal[
    "id",
    "text",
    "words",
    "code",
    "reference",
    "references",
    "state",
    "date",
    "number",
    "integer",
    "url",
    "quote",
    "within",
]
"""What a cell may hold:

``id`` a short slug, ``text`` anything, ``words`` exact substrings of the row's quote separated by ``;``,
``code`` one code of a vocabulary, ``reference`` an id of another table, ``references`` several separated by
``;``, ``state`` a state of the descriptor named in the column ``of``, ``date`` EDTF, ``number`` and
``integer`` numerals, ``url`` an http(s) address, ``quote`` an exact substring of the text, ``within`` a
longer one around it.
"""


@dataclass(frozen=True)
class Column:
    """One column: its name, what a cell may hold, and what it means."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    vocabulary: str = ""
    table: str = ""
    of: str = ""
    minimum: float | None = None
    maximum: float | None = None

    @property
    def codes(self) -> Vocabulary:
        """The vocabulary of a ``code`` column."""
        return VOCABULARIES[self.vocabulary]


@dataclass(frozen=True)
class Table:
    """One table: its columns, the columns that together identify a row, and where its rows get their sentence
    from.

    ``through`` names the reference column that leads to the quoted row when the table has no quote of its
    own, ``label`` the column that a reader knows a row by.
    """

    name: str
    title: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    through: str = ""
    external: bool = False
    label: str = ""

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    @property
    def quoted(self) -> bool:
        """Whether rows carry a quote of their own."""
        return "quote" in self.names

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _id(table_noun: str) -> Column:
    return Column(table_noun, "id", f"Short slug that identifies the {table_noun}.", required=True)


def _text(name: str, help: str, required: bool = False) -> Column:
    return Column(name, "text", help, required)


def _code(name: str, vocabulary: str, help: str, required: bool = True) -> Column:
    return Column(name, "code", help, required, vocabulary=vocabulary)


def _ref(name: str, table: str, help: str, required: bool = True) -> Column:
    return Column(name, "reference", help, required, table=table)


def _refs(name: str, table: str, help: str) -> Column:
    return Column(name, "references", help, table=table)


def _score(name: str, help: str) -> Column:
    return Column(name, "number", help, required=True, minimum=-9, maximum=9)


def _state(name: str, of: str, help: str) -> Column:
    return Column(name, "state", help, required=True, of=of)


def _quote(required: bool = True) -> tuple[Column, Column]:
    return (
        Column(
            "quote",
            "quote",
            "Exact words of the text, curly quotes and all, that the row rests on.",
            required,
        ),
        Column(
            "within",
            "within",
            "A longer exact passage around the quote, where the quote occurs more than once.",
        ),
    )


_PUBLICATION = (
    _text("publisher", "Who published the outside source.", required=True),
    _text("title", "Its title.", required=True),
    Column("url", "url", "Its address.", required=True),
    Column("published", "date", "When it was published, as precisely as known."),
)


TABLES: tuple[Table, ...] = (
    Table(
        "actors", "Actors", "Everyone the text names or describes as doing, suffering, saying or being something.",
        ("actor",),
        (
            _id("actor"),
            _text("name", "Name as a reader should see it.", required=True),
            _code("kind", "actor_kind", "What sort of actor it is."),
            Column("aliases", "words", "Other forms of the name in the text, separated by ';'."),
            _text("country", "ISO 3166-1 alpha-2 code of the country the text ties it to."),
            _ref("part_of", "actors", "The actor that it is a part or member of, if the text says so.", required=False),
            _text("summary", "Who it is according to the text, in one neutral sentence.", required=True),
            *_quote(),
        ),
        label="name",
    ),
    Table(
        "events", "Events", "What the text says happened, was said or is coming.", ("event",),
        (
            _id("event"),
            _text("label", "What happened, in a few neutral words.", required=True),
            _code("type", "event_type", "PLOVER type."),
            Column("date", "date", "EDTF, as precise as the text and no more; empty = undated."),
            _text("date_note", "What the text says of the date where EDTF cannot, or where it contradicts itself."),
            _text("place", "Place named in the text."),
            _text("country", "ISO 3166-1 alpha-2 code of the country where it happened."),
            _code("status", "status", "How the text presents it."),
            *_quote(),
        ),
        label="label",
    ),
    Table(
        "participants", "Participants", "Who had which part in which event.", ("event", "actor", "role"),
        (
            _ref("event", "events", "The event."),
            _ref("actor", "actors", "The actor."),
            _code("role", "role", "Its part."),
        ),
        through="event",
    ),
    Table(
        "relations", "Relations", "Ties between two actors that the text asserts or denies.", ("relation",),
        (
            _id("relation"),
            _ref("subject", "actors", "From whom."),
            _code("type", "relation_type", "Type of tie, read subject - type - object."),
            _ref("object", "actors", "To whom."),
            _code("sign", "sign", "Friendly, hostile or neither."),
            Column("valid", "date", "When it held, EDTF date or interval; empty = not stated."),
            _ref("asserted_by", "actors", "Whose assertion it is: the author's, or that of someone the text relays."),
            _code("status", "status", "How the text presents it."),
            *_quote(),
        ),
    ),
    Table(
        "claims", "Claims", "What is put forward in the text, by whom, how surely and on what basis.", ("claim",),
        (
            _id("claim"),
            _text("statement", "The claim as one self-contained, attributed-neutral sentence.", required=True),
            _code("kind", "claim_kind", "Fact, judgement, assumption, prediction or norm."),
            _ref("speaker", "actors", "Who says it, according to the text."),
            _refs("origin", "actors", "Whom the speaker has it from, nearest first, separated by ';'."),
            _code("attribution", "attribution", "How the text attributes it."),
            Column(
                "hedge", "words", "The exact words that weaken or strengthen certainty, separated by ';'; empty = bare."
            ),
            _code("factuality", "factuality", "How surely the speaker holds it, and which way."),
            _code("basis", "basis", "What the text rests it on."),
            _code("credibility", "credibility", "Admiralty digit, judged by the coder."),
            Column("language", "words", "The exact loaded words, separated by ';'; empty = neutral wording."),
            *_quote(),
        ),
        label="statement",
    ),
    Table(
        "claim_links", "Links between claims", "How one claim bears on another, with the text's own conflicts.",
        ("claim", "link", "other"),
        (
            _ref("claim", "claims", "The claim that bears on the other."),
            _code("link", "link", "How."),
            _ref("other", "claims", "The other claim."),
            _text("note", "Why, in one sentence.", required=True),
        ),
        label="note",
        through="claim",
    ),
    Table(
        "hypotheses", "Hypotheses", "Rival explanations that the text offers or relays.", ("hypothesis",),
        (
            _id("hypothesis"),
            _text("label", "A few words.", required=True),
            _text("statement", "The explanation in one sentence.", required=True),
            _ref("offered_by", "actors", "Whose explanation it is."),
            *_quote(),
        ),
        label="label",
    ),
    Table(
        "ratings", "Ratings", "How a claim, taken as evidence, fits a hypothesis.", ("hypothesis", "claim", "rater"),
        (
            _ref("hypothesis", "hypotheses", "The hypothesis."),
            _ref("claim", "claims", "The claim taken as evidence."),
            _text("rater", "Who rates.", required=True),
            _code("rating", "rating", "How well the evidence fits."),
            _text("reason", "Why, in one sentence.", required=True),
        ),
        label="reason",
        through="claim",
    ),
    Table(
        "forecasts", "Forecasts", "Claims about the future, made precise enough to be checked.", ("forecast",),
        (
            _id("forecast"),
            _ref("claim", "claims", "The claim that makes it."),
            _text("question", "The forecast as a question with a yes or no.", required=True),
            _text("resolution", "What would count as yes.", required=True),
            _text("condition", "The condition on which the text makes it; empty = none."),
            Column("opens", "date", "From when."),
            Column("closes", "date", "Until when, as far as the text says."),
            Column("words", "words", "The exact words that carry the probability.", required=True),
            _code("term", "probability", "ICD 203 term that the words amount to, or unstated."),
            Column("low", "number", "Lower end of the probability; empty = unstated.", minimum=0, maximum=1),
            Column("high", "number", "Upper end of the probability; empty = unstated.", minimum=0, maximum=1),
        ),
        label="question",
        through="claim",
    ),
    Table(
        "descriptors", "Descriptors", "The uncertain developments that scenarios are built from.", ("descriptor",),
        (
            _id("descriptor"),
            _text("label", "A few words.", required=True),
            _text("question", "What it is that may turn out one way or another.", required=True),
            *_quote(),
        ),
        label="label",
    ),
    Table(
        "states", "States", "The ways in which a descriptor may turn out.", ("descriptor", "state"),
        (
            _ref("descriptor", "descriptors", "The descriptor."),
            Column("state", "id", "Short slug, unique within its descriptor.", required=True),
            _text("label", "A few words.", required=True),
            Column("order", "integer", "Place among the states of the descriptor, from 1.", required=True, minimum=1),
            *_quote(required=False),
        ),
        label="label",
        through="descriptor",
    ),
    Table(
        "impacts", "Impacts", "How strongly one state promotes or hinders another, as cross-impact balances need it.",
        ("source", "source_state", "target", "target_state"),
        (
            _ref("source", "descriptors", "The influencing descriptor."),
            _state("source_state", "source", "Its state."),
            _ref("target", "descriptors", "The influenced descriptor."),
            _state("target_state", "target", "Its state."),
            _score("score", "From -3 strongly hinders to +3 strongly promotes."),
            _score("low", "Lowest score still thought reasonable."),
            _score("high", "Highest score still thought reasonable."),
            _code("basis", "impact_basis", "The article with a quote, or the analyst with a reason."),
            _text("reason", "Why, in one sentence.", required=True),
            *_quote(required=False),
        ),
        label="reason",
        through="source",
    ),
    Table(
        "policies", "Policies", "Courses of action that the text discusses.", ("policy",),
        (
            _id("policy"),
            _text("label", "A few words, beginning with a verb.", required=True),
            _ref("actor", "actors", "Who would pursue it."),
            _code("instrument", "instrument", "By what means."),
            *_quote(),
        ),
        label="label",
    ),
    Table(
        "policy_settings", "Policy settings", "Which states a policy fixes.", ("policy", "descriptor"),
        (
            _ref("policy", "policies", "The policy."),
            _ref("descriptor", "descriptors", "The descriptor it fixes."),
            _state("state", "descriptor", "The state it fixes it to."),
        ),
        through="policy",
    ),
    Table(
        "storylines", "Storylines", "Whole futures: expected, rejected, or what came. One row a descriptor.",
        ("storyline", "descriptor"),
        (
            _id("storyline"),
            _text("label", "A few words.", required=True),
            _code("kind", "storyline_kind", "Whose future it is."),
            _ref("descriptor", "descriptors", "The descriptor."),
            _state("state", "descriptor", "The state it takes."),
            *_quote(required=False),
        ),
        label="label",
        through="descriptor",
    ),
    Table(
        "judgements", "Judgements", "The analyst's own key judgements, marked as such.", ("judgement",),
        (
            _id("judgement"),
            Column("order", "integer", "Place on the briefing, from 1.", required=True, minimum=1),
            _text("statement", "The judgement in one sentence.", required=True),
            _code("likelihood", "probability", "ICD 203 term; unstated for judgements about the text itself."),
            _code("confidence", "confidence", "Confidence, apart from likelihood."),
            _text("reason", "Why that confidence.", required=True),
            _text("change", "What would change the judgement.", required=True),
            _ref("claim", "claims", "The claim it chiefly answers to."),
            _refs("also", "claims", "Other claims it rests on, separated by ';'."),
        ),
        label="statement",
        through="claim",
    ),
    Table(
        "skips", "Skipped sentences", "Passages that no row uses, and why.", ("quote",),
        (
            *_quote(),
            _code("reason", "skip_reason", "Why."),
        ),
    ),
    Table(
        "corroboration", "Corroboration", "What outside sources say of a claim.", ("claim", "url"),
        (
            _ref("claim", "claims", "The claim."),
            _code("verdict", "finding", "What the source says of it."),
            _text("finding", "What the source says, in one sentence.", required=True),
            *_PUBLICATION,
        ),
        label="finding",
        through="claim", external=True,
    ),
    Table(
        "outcomes", "Outcomes", "What outside sources say came of a forecast.", ("forecast", "url"),
        (
            _ref("forecast", "forecasts", "The forecast."),
            _code("verdict", "outcome", "What came of it according to the source."),
            _text("finding", "What the source says, in one sentence.", required=True),
            *_PUBLICATION,
        ),
        label="finding",
        through="forecast", external=True,
    ),
)  # fmt: skip

SCHEMA: dict[str, Table] = {table.name: table for table in TABLES}
"""The tables by name, in the order in which a row may refer to rows of tables before it (and its own)."""
