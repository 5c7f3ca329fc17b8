"""The nine analytic tradecraft standards of ICD 203, and where a report meets each of them.

The standards are those of Intelligence Community Directive 203, *Analytic Standards* (2 January 2015), section D.6.e,
in our own words. They were made for intelligence products; a report on one opinion article can meet them only as far
as its material goes, and the table says where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Standard:
    """A standard: what it asks, how a report meets it, on which pages, and where that falls short."""

    number: int
    name: str
    asks: str
    met: str
    pages: tuple[str, ...]
    limit: str = ""


STANDARDS: Final = (
    Standard(
        1,
        "Sources",
        "Describe the quality and credibility of sources, data and methods.",
        "The article's reliability with its reason; the attribution, basis and credibility of every claim.",
        ("02_source", "05_claims"),
        "Credibility is one coder's grade.",
    ),
    Standard(
        2,
        "Uncertainty",
        "Express and explain the uncertainty of major judgements.",
        "Likelihood in fixed words with their ranges, and confidence apart from it with its reason.",
        ("01_briefing", "08_forecasts"),
        "Judgements about the text itself carry no likelihood.",
    ),
    Standard(
        3,
        "Assumptions apart",
        "Keep information, assumptions and judgements apart.",
        "Every claim has its kind; what the article, outside sources and the analyst say is marked throughout.",
        ("05_claims", "07_scenarios"),
    ),
    Standard(
        4,
        "Alternatives",
        "Analyse alternatives.",
        "Rival explanations held against the same evidence; futures that the article does not expect.",
        ("06_hypotheses", "07_scenarios"),
        "Only explanations found in the text.",
    ),
    Standard(
        5,
        "Relevance",
        "Be relevant to the reader and address the implications.",
        "This page first; what each policy would change.",
        ("01_briefing", "07_scenarios"),
    ),
    Standard(
        6,
        "Argument",
        "Argue clearly and logically.",
        "The article's reasoning link by link, with its conflicts; every sentence of the report cites.",
        ("02_source", "05_claims"),
    ),
    Standard(
        7,
        "Change",
        "Explain how judgements have changed or stayed the same.",
        "What would change each judgement; what could be known by a given date; version and checksum of the data.",
        ("01_briefing", "08_forecasts"),
        "There is no earlier report to compare with.",
    ),
    Standard(
        8,
        "Accuracy",
        "Make accurate judgements and assessments.",
        "Forecasts held against what came; claims held against outside sources.",
        ("08_forecasts", "05_claims"),
        "Too few forecasts can be scored to tell foresight from luck.",
    ),
    Standard(
        9,
        "Visuals",
        "Use effective visual information where it helps.",
        "Charts whose every mark leads to its sentence, each with its data and a description in words.",
        ("03_events", "04_actors"),
    ),
)
"""The standards in the directive's order."""
