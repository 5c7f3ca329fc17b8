"""The controlled vocabularies: for each code its label, definition, order and colour, here and nowhere else.

A code is what stands in a CSV cell; a label is what a reader sees. The order of the codes in a vocabulary is
the order in which charts, tables and drop-downs show them. Where a field has a standard term, the code is
that term:

* event types: PLOVER, the event ontology that follows CAMEO (Open Event Data Alliance);
* relation types: STIX 2.1, OpenCTI and FollowTheMoney where they have one;
* factuality: FactBank (Saurí and Pustejovsky 2009), read from the side of whoever speaks;
* kinds of claim: the distinctions of ICD 203 (information, assumption, judgement) and the norms it leaves
  out;
* credibility and reliability: the Admiralty code, in which 6 and F mean *cannot be judged*, not *worst*;
* probability: the seven bands of ICD 203;
* ratings: Heuer's analysis of competing hypotheses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """One value that a coded column may take."""

    code: str
    label: str
    definition: str
    colour: str = "grey"


@dataclass(frozen=True)
class ProbabilityBand(Code):
    """A probability term with the range it stands for, as fractions of one."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Vocabulary:
    """An ordered set of codes and where they come from."""

    name: str
    title: str
    source: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return any(known.code == code for known in self.codes)

    def __getitem__(self, code: str) -> Code:
        for known in self.codes:
            if known.code == code:
                return known
        raise KeyError(code)

    @property
    def order(self) -> list[str]:
        """The codes, in order."""
        return [known.code for known in self.codes]

    def label(self, code: str) -> str:
        """What a reader sees for a code; an unknown or empty code is shown as it is."""
        return self[code].label if code in self else code


ACTOR_KIND = Vocabulary(
    "actor_kind",
    "Kind of actor",
    "after FollowTheMoney and STIX 2.1 identity classes",
    (
        Code("person", "Person", "A named human being.", "blue"),
        Code(
            "armed-group",
            "Armed group",
            "An armed organisation that is not a state's regular force.",
            "vermilion",
        ),
        Code("state", "State", "A state or its government as a whole.", "green"),
        Code("state-body", "State body", "A ministry, agency, service, court or force of a state.", "teal"),
        Code(
            "organisation",
            "Organisation",
            "An international body, institute, party or association.",
            "indigo",
        ),
        Code("media", "Media", "A news outlet or news outlets collectively.", "purple"),
        Code("company", "Company", "A firm.", "brown"),
        Code(
            "collective",
            "Collective",
            "People named as a group without being one body: experts, families, Shiites.",
            "grey",
        ),
    ),
)

EVENT_TYPE = Vocabulary(
    "event_type",
    "Type of event",
    "PLOVER (Open Event Data Alliance)",
    (
        Code(
            "AGREE",
            "Agree",
            "Agree to, or state the intention of, cooperation, negotiation or concession.",
            "green",
        ),
        Code("CONSULT", "Consult", "Meet, visit, talk, negotiate, debate.", "green"),
        Code("SUPPORT", "Support", "Express support, praise, forge or keep a tie.", "green"),
        Code("CONCEDE", "Concede", "Yield: release, ease, lift, accept a demand.", "green"),
        Code("COOPERATE", "Cooperate", "Cooperate materially: joint operations, shared means.", "teal"),
        Code("AID", "Aid", "Give aid, shelter or asylum.", "teal"),
        Code("RETREAT", "Retreat", "Withdraw, flee, give up a position.", "teal"),
        Code("REQUEST", "Request", "Ask, appeal, sue for something.", "brown"),
        Code("ACCUSE", "Accuse", "Accuse, criticise, report wrongdoing.", "purple"),
        Code("REJECT", "Reject", "Deny, refuse, dismiss, obstruct.", "purple"),
        Code("THREATEN", "Threaten", "Threaten or warn.", "purple"),
        Code("PROTEST", "Protest", "Demonstrate, strike, challenge publicly.", "purple"),
        Code("SANCTION", "Sanction", "Impose, extend or tighten sanctions or other pressure.", "indigo"),
        Code("MOBILIZE", "Mobilize", "Raise, deploy or exercise forces.", "indigo"),
        Code("COERCE", "Coerce", "Arrest, detain, seize, repress.", "vermilion"),
        Code("ASSAULT", "Assault", "Attack, kill, bomb, invade.", "red"),
    ),
)

STATUS = Vocabulary(
    "status",
    "How the text presents it",
    "this project",
    (
        Code("asserted", "Asserted", "Stated in the author's own voice as having happened or holding.", "blue"),
        Code("reported", "Reported", "Stated on the word of someone named or described.", "teal"),
        Code(
            "disputed",
            "Disputed",
            "The text itself gives a denial, or two versions that cannot both hold.",
            "vermilion",
        ),
        Code("denied", "Denied", "Stated to be untrue by whoever asserts the row.", "red"),
        Code(
            "anticipated",
            "Anticipated",
            "Announced, planned, expected or possible; not said to have happened.",
            "purple",
        ),
    ),
)

ROLE = Vocabulary(
    "role",
    "Part in an event",
    "after PLOVER's actor and recipient",
    (
        Code("actor", "Actor", "Does it.", "blue"),
        Code("recipient", "Recipient", "Has it done to them.", "vermilion"),
        Code("reporter", "Reporter", "Says that it happened.", "teal"),
        Code("denier", "Denier", "Says that it did not happen.", "red"),
        Code("mentioned", "Mentioned", "Named with it in another part.", "grey"),
    ),
)

RELATION_TYPE = Vocabulary(
    "relation_type",
    "Type of relation",
    "STIX 2.1, OpenCTI and FollowTheMoney terms where they fit",
    (
        Code("part-of", "part of", "The subject is a part or branch of the object.", "grey"),
        Code("member-of", "member of", "The subject belongs to the object.", "grey"),
        Code("leads", "leads", "The subject heads, commands or founded the object.", "grey"),
        Code("owns", "owns", "The subject owns, founded as owner or publishes the object.", "brown"),
        Code("family-of", "family of", "The subject is the family of the object.", "grey"),
        Code("student-of", "student of", "The subject was taught by the object.", "grey"),
        Code("located-at", "located at", "The subject is or was in the object's territory.", "indigo"),
        Code("cooperates-with", "cooperates with", "Acts together with.", "green"),
        Code("supports", "supports", "Backs with means or words.", "green"),
        Code("harbours", "harbours", "Gives shelter to.", "green"),
        Code("uses", "uses", "Employs as an asset, instrument or bargaining chip.", "teal"),
        Code("negotiates-with", "negotiates with", "Bargains with.", "teal"),
        Code("opposes", "opposes", "Is hostile to, denies or works against.", "vermilion"),
        Code("accuses", "accuses", "Lays a charge against.", "vermilion"),
        Code("sanctions", "sanctions", "Puts under sanctions or pressure.", "purple"),
        Code("detains", "detains", "Holds in custody.", "purple"),
        Code("targets", "targets", "Attacks, kills or plans to.", "red"),
    ),
)

SIGN = Vocabulary(
    "sign",
    "Sign of a tie",
    "signed graphs after Cartwright and Harary (1956)",
    (
        Code("positive", "Friendly", "Cooperation, support, shelter, alignment.", "green"),
        Code("neutral", "Neither", "Structure, place or dealings without a friendly or hostile side.", "grey"),
        Code("negative", "Hostile", "Hostility, attack, pressure, denial.", "vermilion"),
    ),
)

CLAIM_KIND = Vocabulary(
    "claim_kind",
    "Kind of claim",
    "after ICD 203: information, judgement and assumption kept apart",
    (
        Code("fact", "Fact", "Put forward as something that is or was so and could be checked.", "blue"),
        Code("judgement", "Judgement", "An interpretation, evaluation or inference.", "vermilion"),
        Code("assumption", "Assumption", "Taken as given in order to argue from it.", "brown"),
        Code("prediction", "Prediction", "About what will or may happen.", "purple"),
        Code("norm", "Norm", "About what should be done.", "green"),
    ),
)

ATTRIBUTION = Vocabulary(
    "attribution",
    "Attribution",
    "this project, after PARC's source types",
    (
        Code("author", "Author", "The author's own voice.", "vermilion"),
        Code(
            "named",
            "Named source",
            "A source that can be identified: a ministry, a report with a year.",
            "blue",
        ),
        Code(
            "unnamed",
            "Unnamed source",
            "A definite but unidentified source: US officials, media outlets.",
            "teal",
        ),
        Code(
            "generic",
            "Generic source",
            "Nobody in particular: experts, observers, various sources.",
            "purple",
        ),
        Code("none", "No source", "Passive or impersonal: it is expected, it is well documented.", "grey"),
    ),
)

FACTUALITY = Vocabulary(
    "factuality",
    "Factuality",
    "FactBank (Saurí and Pustejovsky 2009)",
    (
        Code("CT+", "Certain", "Held to be certainly so.", "blue"),
        Code("PR+", "Probable", "Held to be probably so.", "teal"),
        Code("PS+", "Possible", "Held to be possibly so.", "green"),
        Code("CTu", "Certain, side unknown", "Held to be settled, without saying which way."),
        Code("Uu", "Uncommitted", "No commitment: supposed, conditional, asked or merely relayed.", "grey"),
        Code("PS-", "Possibly not", "Held to be possibly not so.", "brown"),
        Code("PR-", "Probably not", "Held to be probably not so.", "vermilion"),
        Code("CT-", "Certainly not", "Held to be certainly not so.", "red"),
    ),
)

BASIS = Vocabulary(
    "basis",
    "What the text rests it on",
    "this project",
    (
        Code("document", "Document", "A report or publication that could be looked up.", "blue"),
        Code("testimony", "Testimony", "What someone is said to have said.", "teal"),
        Code("example", "Example", "A case that stands for the general statement.", "green"),
        Code("inference", "Inference", "Argued from other statements in the text.", "purple"),
        Code("assertion", "Assertion", "Nothing is offered.", "grey"),
    ),
)

CREDIBILITY = Vocabulary(
    "credibility",
    "Credibility of the information",
    "Admiralty code (NATO AJP-2.1), the digit; kept apart from the source's letter",
    (
        Code(
            "1",
            "1 Confirmed",
            "Confirmed by other independent sources, logical, consistent with other information.",
            "blue",
        ),
        Code("2", "2 Probably true", "Not confirmed, logical, consistent with other information.", "teal"),
        Code(
            "3",
            "3 Possibly true",
            "Not confirmed, reasonably logical, agrees with some other information.",
            "green",
        ),
        Code(
            "4",
            "4 Doubtful",
            "Not confirmed, possible but not logical, no other information on the subject.",
            "brown",
        ),
        Code("5", "5 Improbable", "Not confirmed, not logical, contradicted by other information.", "vermilion"),
        Code("6", "6 Cannot be judged", "There is no basis for a judgement. Not the worst: unknown."),
    ),
)

RELIABILITY = Vocabulary(
    "reliability",
    "Reliability of the source",
    "Admiralty code (NATO AJP-2.1), the letter",
    (
        Code("A", "A Completely reliable", "No doubt of authenticity, trustworthiness or competence."),
        Code("B", "B Usually reliable", "Minor doubts; mostly valid information in the past."),
        Code("C", "C Fairly reliable", "Doubts; valid information in the past."),
        Code("D", "D Not usually reliable", "Significant doubts; valid information at times."),
        Code("E", "E Unreliable", "Lacks authenticity, trustworthiness or competence."),
        Code("F", "F Cannot be judged", "There is no basis for a judgement. Not the worst: unknown."),
    ),
)

LINK = Vocabulary(
    "link",
    "Link between claims",
    "after argument mining's support and attack relations",
    (
        Code("supports", "supports", "The claim is offered as a reason for the other.", "green"),
        Code("depends-on", "depends on", "The claim falls if the other falls.", "teal"),
        Code(
            "qualifies",
            "qualifies",
            "The claim weakens or limits the other, or sits uneasily with it.",
            "brown",
        ),
        Code("contradicts", "contradicts", "The two cannot both hold as stated.", "red"),
    ),
)

PROBABILITY = Vocabulary(
    "probability",
    "Probability term",
    "ICD 203 (2015), section D.6.e(2)(a); 'may' and 'could' state no probability",
    (
        ProbabilityBand("almost-no-chance", "almost no chance", "01-05 %; also: remote.", "red", 0.01, 0.05),
        ProbabilityBand("very-unlikely", "very unlikely", "05-20 %; also: highly improbable.", "vermilion", 0.05, 0.20),
        ProbabilityBand("unlikely", "unlikely", "20-45 %; also: improbable.", "brown", 0.20, 0.45),
        ProbabilityBand("roughly-even", "roughly even chance", "45-55 %; also: roughly even odds.", "grey", 0.45, 0.55),
        ProbabilityBand("likely", "likely", "55-80 %; also: probable.", "green", 0.55, 0.80),
        ProbabilityBand("very-likely", "very likely", "80-95 %; also: highly probable.", "teal", 0.80, 0.95),
        ProbabilityBand("almost-certain", "almost certain", "95-99 %; also: nearly certain.", "blue", 0.95, 0.99),
        ProbabilityBand("unstated", "unstated", "The words give no probability: may, could, might, is expected."),
    ),
)

RATING = Vocabulary(
    "rating",
    "Consistency with a hypothesis",
    "Heuer (1999), Psychology of Intelligence Analysis, chapter 8",
    (
        Code("CC", "Very consistent", "Just what one would expect were the hypothesis true.", "blue"),
        Code("C", "Consistent", "Fits the hypothesis.", "teal"),
        Code("N", "Neutral", "Says nothing for or against it.", "grey"),
        Code("I", "Inconsistent", "Hard to square with it.", "vermilion"),
        Code("II", "Very inconsistent", "All but excludes it.", "red"),
        Code("NA", "Not applicable", "Does not bear on the hypothesis."),
    ),
)

SKIP_REASON = Vocabulary(
    "skip_reason",
    "Why a sentence is not coded",
    "this project",
    (
        Code("title", "Title", "The headline: names the subject, claims nothing."),
        Code("byline", "Byline", "Names the author."),
        Code("about", "About the publisher or author", "Boilerplate about who publishes."),
        Code("web-form", "Web page furniture", "Text of the web page around the article."),
        Code("transition", "Transition", "Announces what comes next and says nothing of its own."),
        Code("repetition", "Repetition", "Only repeats what another coded sentence says."),
    ),
)

FINDING = Vocabulary(
    "finding",
    "What an outside source says of a claim",
    "this project",
    (
        Code("agrees", "Agrees", "The outside source says the same.", "blue"),
        Code("partly", "Partly", "It agrees in part, or says something weaker.", "brown"),
        Code("disagrees", "Disagrees", "It says otherwise.", "red"),
        Code("not-found", "Not found", "A search found nothing either way."),
    ),
)

OUTCOME = Vocabulary(
    "outcome",
    "What came of a forecast",
    "this project",
    (
        Code("came-true", "Came true", "What was foreseen happened.", "blue"),
        Code("partly", "Partly", "It happened in part, or sources divide it.", "brown"),
        Code("did-not", "Did not", "It did not happen in the time meant.", "red"),
        Code("unresolved", "Unresolved", "The time has not run out, or nothing settles it yet."),
    ),
)

INSTRUMENT = Vocabulary(
    "instrument",
    "Instrument of policy",
    "after the DIME-FIL list of instruments of national power",
    (
        Code("diplomatic", "Diplomatic", "Negotiation, recognition, agreements.", "green"),
        Code("economic", "Economic", "Sanctions, trade, finance.", "indigo"),
        Code("military", "Military", "Use, posture or withdrawal of forces.", "red"),
        Code("covert", "Covert", "Intelligence and covert action.", "vermilion"),
        Code("legal", "Legal", "Arrest, trial, detention, release.", "purple"),
        Code("informational", "Informational", "Statements, denial, propaganda.", "teal"),
        Code("proxy", "Proxy", "Use of armed groups as assets.", "brown"),
    ),
)

IMPACT_BASIS = Vocabulary(
    "impact_basis",
    "Basis of a judgement",
    "this project",
    (
        Code("article", "The article", "The article asserts it; the quote shows where.", "blue"),
        Code("analyst", "The analyst", "The analyst's own judgement; the reason is given.", "brown"),
    ),
)

STORYLINE_KIND = Vocabulary(
    "storyline_kind",
    "Kind of storyline",
    "this project",
    (
        Code("expected", "Expected by the article", "The future the article foresees.", "blue"),
        Code("rejected", "Called unrealistic", "A future the article names and rejects.", "brown"),
        Code("actual", "What came", "What happened, from outside sources.", "green"),
    ),
)

CONFIDENCE = Vocabulary(
    "confidence",
    "Confidence in a judgement",
    "ICD 203 (2015), kept apart from likelihood",
    (
        Code("high", "High", "Good sources, little conflict between them.", "blue"),
        Code("moderate", "Moderate", "Credible and plausible, not enough for more.", "teal"),
        Code("low", "Low", "Scant, fragmented or doubtful information.", "brown"),
    ),
)

VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.name: vocabulary
    for vocabulary in (
        ACTOR_KIND, EVENT_TYPE, STATUS, ROLE, RELATION_TYPE, SIGN, CLAIM_KIND, ATTRIBUTION, FACTUALITY, BASIS,
        CREDIBILITY, RELIABILITY, LINK, PROBABILITY, RATING, SKIP_REASON, FINDING, OUTCOME, INSTRUMENT,
        IMPACT_BASIS, STORYLINE_KIND, CONFIDENCE,
    )
}  # fmt: skip
