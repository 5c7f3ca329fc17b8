"""Heuer's matrix as a heat map: every piece of evidence against every explanation, the most telling evidence first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from workbook.analysis.evidence import consensus
from workbook.analysis.hypotheses import diagnosticity, ranking
from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import SMALL, styled, text_width, wrap
from workbook.palette import light
from workbook.vocabularies import RATING

MOST_CLAIMS, MOST_HYPOTHESES = 40, 12
"""So many rows and columns are drawn at most; the table behind the chart has all."""

_SIDE, _RIGHT, _ROW, _SPREAD = 3.15, WIDTH - 0.08, 0.37, 0.5
_DIFFER: Final = "raters differ"
_UPRIGHT: Final[Mapping[str, Any]] = {"rotation": 90, "rotation_mode": "anchor"}


@dataclass(frozen=True)
class Look:
    """How a rating is drawn: the character in its cell, the fill and how strong it is, and the character's colour."""

    character: str
    fill: str
    strength: float
    ink: str


LOOKS: Final[Mapping[str, Look]] = {
    "CC": Look("CC", "blue", 1.0, "paper"),
    "C": Look("C", "teal", 0.25, "ink"),
    "N": Look("N", "wash", 1.0, "muted"),
    "I": Look("I", "vermilion", 0.28, "ink"),
    "II": Look("II", "red", 1.0, "paper"),
    "NA": Look("–", "", 0.0, "muted"),
    "": Look("", "", 0.0, "muted"),
}
"""Full colour is a strong rating, a tint a plain one; what does not apply or is unrated has no fill."""


@styled
def ach_matrix(
    ratings: pd.DataFrame,
    *,
    claims: pd.DataFrame,
    hypotheses: pd.DataFrame,
    weighting: str = "none",
    raters: Iterable[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw how each claim, taken as evidence, fits each hypothesis.

    Parameters
    ----------
    ratings, claims, hypotheses
        Rows of those tables.
    weighting
        How the credibility of a claim counts: a name in `workbook.analysis.credibility.WEIGHTINGS`.
    raters
        Whose ratings to draw; none given means everybody's.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. Rows are claims, those that set the hypotheses furthest apart first;
        columns are hypotheses, the least contradicted first. A cell holds the rating (of several raters their
        consensus, with a dot if they differ) and leads to the claim's sentence, with the reasons as its tooltip.
    """
    chosen = list(raters)
    ratings = ratings[ratings["rater"].isin(chosen)] if chosen else ratings
    if ratings.empty or hypotheses.empty:
        return empty(ax, "Nobody has rated a claim against a hypothesis yet.", data=ratings)
    ranked = ranking(ratings, claims, weighting=weighting, hypotheses=hypotheses)
    telling = diagnosticity(ratings, claims, weighting=weighting, hypotheses=hypotheses)
    names = ranked["hypothesis"].tolist()[:MOST_HYPOTHESES]
    rows = telling["claim"].tolist()[:MOST_CLAIMS]
    head, top = _head_height(hypotheses, names), 0.12 + 0.24 * len(_key_lines())
    step = (_RIGHT - _SIDE - _SPREAD) / max(len(names), 4)
    ax = canvas_axes(ax, height=top + head + _ROW * len(rows) + 0.75)
    _draw_key(ax)
    _draw_heads(ax, hypotheses, names, step, top + head)
    _draw_rows(ax, ratings, claims, hypotheses, (rows, names), (step, top + head))
    _draw_spread(ax, telling.head(len(rows)), top + head)
    _draw_sums(ax, ranked.head(len(names)), step, top + head + _ROW * len(rows), weighting)
    left_out = (len(telling) - len(rows), len(ranked) - len(names))
    return _describe(ax, ratings, claims, hypotheses, (ranked, telling), left_out)


def leaders(ranked: pd.DataFrame, hypotheses: pd.DataFrame, rank: int | None = None) -> str:
    """The labels of the hypotheses that share a rank (by default the first), quoted and listed; "" if there is none."""
    wanted = ranked[ranked["rank"] == (1 if rank is None else rank)]["hypothesis"]
    names = dict(zip(hypotheses["hypothesis"], hypotheses["label"], strict=True))
    return words.listed(f"“{names.get(name, name)}”" for name in wanted)


def _key_lines() -> list[list[tuple[str, str]]]:
    """What the key says, broken into lines that fit the width."""
    entries = [(code.code, code.label.lower()) for code in RATING] + [("dot", _DIFFER)]
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for entry in entries:
        wide = 0.5 + text_width(entry[1], SMALL)
        if used + wide > WIDTH - 0.2:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += wide
    return lines


def _draw_key(ax: Axes) -> None:
    for number, line in enumerate(_key_lines()):
        left, middle = 0.08, 0.13 + 0.24 * number
        for code, label in line:
            if code == "dot":
                ax.add_patch(Circle((left + 0.13, middle), 0.035, color=light("ink"), linewidth=0))
            else:
                _draw_cell(ax, (left, middle - 0.095), (0.26, 0.19), code)
            ax.text(left + 0.32, middle, label, size=SMALL, color=light("muted"), va="center_baseline")
            left += 0.5 + text_width(label, SMALL)


def _draw_cell(ax: Axes, place: tuple[float, float], size: tuple[float, float], code: str) -> Rectangle:
    look = LOOKS[code]
    face = light(look.fill) if look.fill else "none"
    cell = Rectangle(place, *size, facecolor=face, alpha=look.strength or None, edgecolor="none", linewidth=0)
    if not look.fill:
        cell.set(facecolor=light("paper"), alpha=1.0)
    ax.add_patch(cell)
    if look.character:
        middle = place[0] + size[0] / 2, place[1] + size[1] / 2
        weight = "bold" if look.ink == "paper" else "normal"
        style: dict[str, Any] = {"size": SMALL, "weight": weight, "color": light(look.ink)}
        ax.text(*middle, look.character, ha="center", va="center_baseline", **style)
    return cell


def _head_lines(label: str) -> tuple[str, ...]:
    return wrap(label, 1.3, SMALL)


def _head_height(hypotheses: pd.DataFrame, names: list[str]) -> float:
    labels = dict(zip(hypotheses["hypothesis"], hypotheses["label"], strict=True))
    lines = [line for name in names for line in _head_lines(str(labels.get(name, name)))]
    return 0.2 + max(text_width(line, SMALL) for line in [*lines, "sets apart"])


def _draw_heads(ax: Axes, hypotheses: pd.DataFrame, names: list[str], step: float, bottom: float) -> None:
    known = {row.hypothesis: row for row in hypotheses.itertuples()}
    for number, name in enumerate(names):
        row: Any = known.get(name)
        lines = _head_lines(str(row.label) if row else name)
        for place, line in enumerate(lines):
            x = _SIDE + (number + 0.5) * step + 0.16 * (place - (len(lines) - 1) / 2)
            head = ax.text(x, bottom - 0.07, line, size=SMALL, va="center_baseline", **_UPRIGHT)
            if row:
                label = words.tooltip(str(row.statement), words.quoted(str(row.quote)))
                mark(head, href=anchor(row.sentence), label=label)


def _draw_rows(
    ax: Axes,
    ratings: pd.DataFrame,
    claims: pd.DataFrame,
    hypotheses: pd.DataFrame,
    shown: tuple[list[str], list[str]],
    place: tuple[float, float],
) -> None:
    rows, names = shown
    step, top = place
    labels = dict(zip(hypotheses["hypothesis"], hypotheses["label"], strict=True))
    known = {row.claim: row for row in claims.itertuples()}
    cells = dict(iter(ratings.groupby(["claim", "hypothesis"], sort=False, observed=True)))
    for number, claim in enumerate(rows):
        row: Any = known.get(claim)
        line_top = top + number * _ROW
        _draw_claim(ax, row, claim, line_top)
        for column, name in enumerate(names):
            ballot = cells.get((claim, name))
            codes = [] if ballot is None else [str(code) for code in ballot["rating"] if not pd.isna(code)]
            corner = _SIDE + column * step + 0.015, line_top + 0.015
            cell = _draw_cell(ax, corner, (step - 0.03, _ROW - 0.03), consensus(codes))
            if ballot is not None and codes:
                label = cell_label(ballot, row, str(labels.get(name, name)))
                mark(cell, href=anchor(ballot["sentence"].iloc[0]), label=label)
            if len(set(codes)) > 1:
                dark = LOOKS[consensus(codes)].ink != "paper"
                centre = corner[0] + step - 0.1, corner[1] + 0.07
                ax.add_patch(Circle(centre, 0.032, color=light("ink" if dark else "paper"), linewidth=0))


def _draw_claim(ax: Axes, row: Any, claim: str, top: float) -> None:
    ax.plot([0.08, _RIGHT], [top, top], color=light("grid"), linewidth=0.6, zorder=0.5)
    lines = wrap(str(row.statement) if row else claim, _SIDE - 0.25, SMALL)
    for number, line in enumerate(lines):
        middle = top + _ROW / 2 + 0.155 * (number - (len(lines) - 1) / 2)
        text = ax.text(0.08, middle, line, size=SMALL, va="center_baseline")
        if row:
            label = words.tooltip(str(row.statement), words.quoted(str(row.quote)))
            mark(text, href=anchor(row.sentence), label=label)


def cell_label(ballot: pd.DataFrame, claim: Any, hypothesis: str) -> str:
    """A cell in a tooltip: the claim and the hypothesis, what each rater says and why, and the article's words."""
    said = [f"{row.rater}: {words.label('rating', row.rating)}. {row.reason}" for row in ballot.itertuples()]
    if claim is None:
        return words.tooltip(hypothesis, *said)
    return words.tooltip(f"{words.short(str(claim.statement))} — {hypothesis}", *said, words.quoted(str(claim.quote)))


def _draw_spread(ax: Axes, telling: pd.DataFrame, top: float) -> None:
    """How far each claim sets the hypotheses apart, as a bar with its figure, right of the cells."""
    left, wide = _RIGHT - _SPREAD + 0.1, _SPREAD - 0.1
    most = max(float(telling["weighted"].max()), 0.01)
    place = left + wide / 2, top - 0.07
    ax.text(*place, "sets apart", size=SMALL, color=light("muted"), va="center_baseline", **_UPRIGHT)
    for number, value in enumerate(telling["weighted"]):
        middle = top + (number + 0.5) * _ROW
        length = wide * float(value) / most
        ax.add_patch(Rectangle((left, middle + 0.06), length, 0.05, facecolor=light("grey"), linewidth=0))
        ax.text(left, middle - 0.03, f"{float(value):.1f}", size=SMALL, color=light("muted"), va="center_baseline")


def _draw_sums(ax: Axes, ranked: pd.DataFrame, step: float, top: float, weighting: str) -> None:
    """What speaks against each hypothesis in all, and its rank, below the cells."""
    ax.plot([0.08, _RIGHT], [top, top], color=light("line"), linewidth=0.8)
    counted = "each claim counted alike" if weighting == "none" else "weighted by credibility"
    ax.text(0.08, top + 0.2, f"Points against, {counted}", size=SMALL, va="center_baseline")
    ax.text(0.08, top + 0.46, "Rank, 1 = least contradicted", size=SMALL, weight="bold", va="center_baseline")
    rows: Iterable[Any] = ranked.itertuples()
    for number, row in enumerate(rows):
        middle = _SIDE + (number + 0.5) * step
        rank = "–" if pd.isna(row.rank) else str(row.rank)
        ax.text(middle, top + 0.2, f"{row.inconsistency:.1f}", size=SMALL, ha="center", va="center_baseline")
        ax.text(middle, top + 0.46, rank, size=SMALL, weight="bold", ha="center", va="center_baseline")


def _describe(
    ax: Axes,
    ratings: pd.DataFrame,
    claims: pd.DataFrame,
    hypotheses: pd.DataFrame,
    results: tuple[pd.DataFrame, pd.DataFrame],
    left_out: tuple[int, int],
) -> Axes:
    ranked, telling = results
    worst = ranked["rank"].max()
    ends = f"Least contradicted: {leaders(ranked, hypotheses)}"
    if worst > 1:
        ends += f"; most: {leaders(ranked, hypotheses, worst)}"
    statements = dict(zip(claims["claim"], claims["statement"], strict=True))
    top = str(statements.get(telling["claim"].iloc[0], telling["claim"].iloc[0])).rstrip(".")
    size = f"{words.count(len(telling), 'claim')} against {words.count(len(ranked), 'explanation')}"
    title = f"{size}: “{words.short(top, 90)}” sets them furthest apart"
    alt = (
        f"Matrix of {size}, claims in rows, with a rating in each cell. {ends}. "
        f"The claim that sets them furthest apart: {top}."
    )
    rest = [words.count(left_out[0], "claim")] * (left_out[0] > 0)
    rest += [words.count(left_out[1], "explanation")] * (left_out[1] > 0)
    more = f" {words.listed(rest)} more are in the table only." if rest else ""
    caption = (
        "Each row is what the article says, and leads to it; each cell is the analyst's judgement, with the reason on "
        f"it. The claims that set the explanations furthest apart come first.{more} {words.cited(ratings)}"
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=_data(ratings, claims, hypotheses, ranked, telling))


def _data(
    ratings: pd.DataFrame, claims: pd.DataFrame, hypotheses: pd.DataFrame, ranked: pd.DataFrame, telling: pd.DataFrame
) -> pd.DataFrame:
    cells = ratings.groupby(["claim", "hypothesis"], sort=False, observed=True)["rating"].agg(
        lambda codes: " / ".join(str(code) for code in codes if not pd.isna(code))
    )
    by_claim = {name: dict(zip(claims["claim"], claims[name], strict=True)) for name in ("statement", "sentence")}
    labels = dict(zip(hypotheses["hypothesis"], hypotheses["label"], strict=True))
    data = pd.DataFrame({"claim": [str(by_claim["statement"].get(claim, claim)) for claim in telling["claim"]]})
    data["sets apart"] = telling["weighted"].round(2)
    for name in ranked["hypothesis"]:
        data[str(labels.get(name, name))] = [cells.get((claim, name), "") for claim in telling["claim"]]
    data["sentence"] = [by_claim["sentence"].get(claim, "") for claim in telling["claim"]]
    return data
