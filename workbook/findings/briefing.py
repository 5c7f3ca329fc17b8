"""The page that a decision-maker reads first: what is judged, what the article argues, how it holds, what came of it.

Whose word each statement is stands beside it: the article's, outside sources', or the analyst's. The analyst's
judgements are rows of the dataset; nothing here judges.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

import workbook.findings.argument as argument
import workbook.findings.claims as claims
import workbook.findings.source as source
import workbook.findings.storylines as storylines
from workbook.analysis.hypotheses import ranking
from workbook.analysis.outcomes import resolve
from workbook.analysis.scenarios import study
from workbook.basis import told
from workbook.dataset import Dataset, Tables, row_id
from workbook.findings.phrases import cites, count, label, listed
from workbook.gaps import to_fill
from workbook.prose import Prose, say
from workbook.schema import SCHEMA
from workbook.tables import DataTable, table
from workbook.tradecraft import STANDARDS
from workbook.vocabularies import PROBABILITY, ProbabilityBand

_NEEDED = ("judgements", "claims", "claim_links", "hypotheses", "ratings", "forecasts", "descriptors", "storylines")
_EXTERNAL = ("corroboration", "outcomes")
_TRUE, _UNTRUE, _OPEN, _UNKNOWN = "Came true", "Did not", "Open or disputed", "No source found"
_WITHHELD = "External evidence is switched off for this page (the parameter external)."


def introduction(dataset: Dataset, *, external: bool = True) -> Prose:
    """Whose words the page sets side by side; and plainly what is missing."""
    needed = [*_NEEDED, *(_EXTERNAL if external else ())]
    return to_fill(dataset, needed) or say(
        "Three voices are kept apart, each with its own mark: what the article says, what outside sources say, and "
        "what the analyst judges."
    )


def bottom_line(dataset: Dataset, *, external: bool = True) -> Prose:
    """The page in three voices: the first of the analyst's judgements, the article's argument, what came of it."""
    ranked = dataset.judgements.sort_values("order", kind="stable")
    if len(ranked):
        first = ranked.iloc[0]
        lead = say(
            f"The analyst judges, with {_lower('confidence', first['confidence'])} confidence: {first['statement']}",
            cites(_grounds(dataset, first)),
            lead=True,
        )
    else:
        lead = say("The analyst has recorded no judgement.", lead=True)
    parts = told("analyst", lead), told("article", argument.main_line(dataset)), outside(dataset, external=external)
    return Prose(Markup("").join(part.html for part in parts))


def judgements(dataset: Dataset) -> Prose:
    """The analyst's key judgements: likelihood and, apart from it, confidence with its reason; what would change it."""
    ranked = dataset.judgements.sort_values("order", kind="stable")
    if not len(ranked):
        return say("The dataset holds no judgement of the analyst's.")
    entries = Markup("").join(_judgement(dataset, row) for _, row in ranked.iterrows())
    return told("analyst", Prose(Markup('<ol class="wb-judgements">{}</ol>').format(entries)))


def _judgement(dataset: Dataset, row: pd.Series) -> Markup:
    terms = {
        "Likelihood": likelihood(str(row["likelihood"])),
        "Confidence": f"{label('confidence', row['confidence'])}: {row['reason']}",
        "Would change it": row["change"],
    }
    told_terms = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*term) for term in terms.items())
    return Markup('<li id="{}"><p class="wb-judgement">{} {}</p><dl class="wb-terms">{}</dl></li>').format(
        row_id(SCHEMA["judgements"], {"judgement": row["judgement"]}),
        row["statement"],
        cites(_grounds(dataset, row)),
        told_terms,
    )


def likelihood(term: str) -> str:
    """An ICD 203 term with its range: ``likely (55–80 %)``."""
    band = PROBABILITY[term]
    if not isinstance(band, ProbabilityBand) or band.low is None or band.high is None:
        return "none stated"
    return f"{band.label} ({100 * band.low:.0f}–{100 * band.high:.0f} %)"


def _grounds(dataset: Dataset, row: Any) -> pd.DataFrame:
    """The claims that a judgement answers to or rests on."""
    return dataset.claims[dataset.claims["claim"].isin([row["claim"], *row["also"]])]


def argues(dataset: Dataset) -> Prose:
    """What the article argues: the conclusions it comes to, and how much it offers for each."""
    if not len(argument.conclusions(dataset)):
        return told("article", argument.main_line(dataset))
    return told("article", argument.reach(dataset), argument.conclusion_table(dataset))


def holds(dataset: Dataset) -> Prose:
    """How the argument holds: its conflicts, its attribution and basis, and how sure it grows. The coder's reading."""
    rows = dataset.claims
    parts = source.conflicts(dataset), claims.attribution(rows), claims.basis(rows), argument.drift(dataset)
    return told("analyst", *parts, words="The analyst’s reading of the text")


def outside(dataset: Dataset, *, external: bool = True) -> Prose:
    """What outside sources say of the claims and of the forecasts, or that they are switched off."""
    if not external:
        return told("outside", say(_WITHHELD))
    return told("outside", _settled(dataset), _checked(dataset))


def _settled(dataset: Dataset) -> Prose:
    if not len(dataset.forecasts):
        return say("The article makes no forecast that has been coded.")
    if not len(dataset.outcomes):
        return say("No outside source has been gathered on what came of the forecasts.")
    found = _forecasts(dataset)
    number = found["came"].value_counts()
    settled = found[found["came"].isin([_TRUE, _UNTRUE])]
    return say(
        f"Of the article's {count(len(found), 'forecast')}, {number[_TRUE]} came true by every source that speaks of "
        f"it and {number[_UNTRUE]} did not; on {number[_OPEN]} the sources leave it open or differ, and on "
        f"{number[_UNKNOWN]} none was found.",
        cites(settled) if len(settled) else "",
    )


def _checked(dataset: Dataset) -> Prose:
    """How many of the claims were looked into outside, and what was found."""
    found = dataset.corroboration
    if not len(found):
        return say("No outside source has been gathered on the claims.")
    number = found["verdict"].value_counts()
    checked = dataset.claims[dataset.claims["claim"].isin(found["claim"])]
    against = found[found["verdict"] == "disagrees"]
    return say(
        f"Of {count(len(found), 'finding')} on {count(len(checked), 'claim')}, {number['agrees']} agree with the "
        f"article, {number['partly']} agree in part and {number['disagrees']} disagree.",
        cites(against) if len(against) else "",
    )


def _forecasts(dataset: Dataset) -> pd.DataFrame:
    """The forecasts with ``came``, what their sources make of them, and the number of ``sources``."""
    verdicts = resolve(dataset.outcomes)[["forecast", "sources", "resolution"]]
    found = dataset.forecasts[["forecast", "question", "sentence"]].merge(verdicts, on="forecast", how="left")
    came = found["resolution"].map({1: _TRUE, 0: _UNTRUE}).astype(object)
    came = came.where(found["resolution"].notna(), _OPEN).where(found["sources"].notna(), _UNKNOWN)
    found["came"] = pd.Categorical(came, [_TRUE, _UNTRUE, _OPEN, _UNKNOWN], ordered=True)
    return found.assign(sources=found["sources"].fillna(0).astype(int))


def came(dataset: Dataset, *, external: bool = True) -> Prose:
    """What came of each forecast, by what the sources make of it; or that they are switched off."""
    if not external or not len(dataset.forecasts) or not len(dataset.outcomes):
        return outside(dataset, external=external)
    found = _forecasts(dataset)
    shown = found[found["came"].isin([_TRUE, _UNTRUE])].sort_values("came", kind="stable")
    columns = {"question": "The article's forecast", "came": "Outcome", "sources": "Sources", "sentence": "Passage"}
    caption = f"{len(shown)} of {count(len(found), 'forecast')}: those on which all sources that were found agree"
    link = say(_page("08_forecasts", "All forecasts, every source, and what was known when"))
    return told("outside", table(shown, columns=columns, caption=caption), link)


def alternatives(dataset: Dataset) -> Prose:
    """Which explanations the evidence least contradicts, in one sentence and a small table."""
    if not len(dataset.ratings):
        return told("analyst", say("No claim has been rated against a rival explanation."))
    frame = dataset.hypotheses
    for weighting, name in (("none", "plain"), ("credibility", "weighted")):
        scored = ranking(dataset.ratings, dataset.claims, weighting=weighting, hypotheses=dataset.hypotheses)
        frame[name] = scored.set_index("hypothesis")["rank"].reindex(frame["hypothesis"]).array
    frame = frame.sort_values("plain", kind="stable", na_position="last")
    least, most = (frame.loc[frame["plain"] == rank, "label"] for rank in (frame["plain"].min(), frame["plain"].max()))
    sentence = say(
        f"Of {count(len(frame), 'explanation')} that the text offers or relays, its own claims speak least against "
        f"{listed(f'“{name}”' for name in least)} and most against {listed(f'“{name}”' for name in most)}. "
        "A rank is no probability.",
        _page("06_hypotheses", "The evidence, cell by cell"),
    )
    columns = {
        "plain": "Rank", "weighted": "Rank if weighted", "label": "Explanation", "offered_by": "Offered by",
        "sentence": "Passage",
    }  # fmt: skip
    names = {"offered_by": dict(dataset.actors[["actor", "name"]].values)}
    caption = "Explanations, the least contradicted first"
    return told("analyst", sentence, table(frame, columns=columns, labels=names, caption=caption))


def futures(dataset: Dataset, *, external: bool = True) -> Prose:
    """Whether the future that the article expects holds together, by its own judgements and by all.

    What came is known from outside sources alone, and is left out with them.
    """
    if not external:
        foreseen = dataset.storylines[dataset.storylines["kind"] != "actual"].reset_index(drop=True)
        dataset = replace(dataset, tables=Tables({**dataset.tables, "storylines": foreseen}))
    if not len(dataset.states) or not len(dataset.storylines):
        return told("analyst", say("The dataset has no developments and storylines to build futures from."))
    sentence = storylines.expectation(study(dataset, basis="article"), study(dataset))
    link = say(_page("07_scenarios", "The futures, and what each policy would change"))
    return told("analyst", _quiet(sentence), link)


def standards() -> DataTable:
    """ICD 203's nine analytic tradecraft standards, and where this report meets each."""
    rows = [
        (f"{each.number} {each.name}", each.asks, f"{each.met} {each.limit}".strip(), " ".join(each.pages))
        for each in STANDARDS
    ]
    frame = pd.DataFrame(rows, columns=["standard", "asks", "met", "pages"])
    columns = {"standard": "Standard", "asks": "It asks", "met": "How it is met, and how far", "pages": "Pages"}
    links = {cell: Markup(", ").join(_page(name) for name in cell.split()) for cell in frame["pages"]}
    caption = "The nine analytic tradecraft standards of ICD 203, in our words"
    return table(frame, columns=columns, labels={"pages": links}, caption=caption)


def grounds(dataset: Dataset) -> pd.DataFrame:
    """The claims that the judgements rest on, the conclusions, and what bears on the claim the argument turns on."""
    named = [name for row in dataset.judgements.to_dict("records") for name in (row["claim"], *row["also"])]
    conclusions = argument.conclusions(dataset)["claim"].head(argument.MOST)
    wanted = {*named, *conclusions, *argument.matter(dataset)["claim"]}
    return dataset.claims[dataset.claims["claim"].isin(wanted)]


def _page(name: str, words: str = "") -> Markup:
    """A link to another page of the report; where the report does not have it, its words alone remain."""
    return Markup('<a href="{}.html">{}</a>').format(name, words or name.split("_", 1)[1].capitalize())


def _quiet(prose: Prose) -> Prose:
    """The lead of another page as an ordinary paragraph of this one."""
    return Prose(Markup(str(prose.html).replace('class="wb-lead"', 'class="wb-say"', 1)))


def _lower(vocabulary: str, code: object) -> str:
    return label(vocabulary, code).lower()
