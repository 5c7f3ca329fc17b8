"""Who says what, how the claims bear on one another, and whether anything outside agrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark, rows_of
from workbook.charts.source import categories, claim_tooltip, describe_units, numbers
from workbook.charts.style import BASE, SMALL, styled, text_width
from workbook.charts.units import Bar, unit_bars
from workbook.palette import light
from workbook.vocabularies import CLAIM_KIND, LINK

_LEFT, _RIGHT = 0.4, WIDTH - 0.3
_STYLES: Final[dict[str, Any]] = {
    "contradicts": "solid",
    "qualifies": (0, (4, 1.6)),
    "supports": "solid",
    "depends-on": (0, (1, 1.4)),
}
_ABOVE: Final = ("contradicts", "qualifies")

LIMIT: Final = 300
"""With more links than this, those of one kind between the same two sentences share an arc."""


def claims_by_speaker(claims: pd.DataFrame, *, actors: pd.DataFrame | None = None, ax: Axes | None = None) -> Axes:
    """Draw who says how much: one unit a claim, its shape the kind of claim, the most talkative first.

    Parameters
    ----------
    claims
        Rows of that table.
    actors
        Rows of that table, for the speakers' names.
    ax
        Axes to draw on; by default new ones.
    """
    if claims.empty:
        return empty(ax, "No claim in this selection.", data=claims)
    names = {} if actors is None else dict(zip(actors["actor"], actors["name"], strict=True))
    speakers = claims["speaker"].astype(str)
    counts = speakers.value_counts()
    order = sorted(counts.index, key=lambda speaker: (-counts[speaker], speaker))
    bars = [Bar(str(names.get(speaker, speaker)), claims[speakers == speaker]) for speaker in order]
    ax, each = unit_bars(ax, bars, column="kind", categories=categories("claim_kind"), tooltip=claim_tooltip)
    others = len(bars) - 1
    title = f"{len(bars[0].rows):,} of {words.count(len(claims), 'claim')} are said by {bars[0].label}"
    title += f", the rest by {words.count(others, 'other')}" if others else ""
    return describe_units(ax, claims, bars, title, "speaker", each)


def corroboration(corroboration: pd.DataFrame, claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw what outside sources say of the claims: one unit a finding, by kind of claim, its shape the verdict.

    Parameters
    ----------
    corroboration
        Rows of that table: evidence from outside the article.
    claims
        Rows of that table; findings about other claims are left out.
    ax
        Axes to draw on; by default new ones.
    """
    found = corroboration.merge(claims[["claim", "statement", "kind"]], on="claim")
    if found.empty:
        return empty(ax, "No outside source speaks to these claims.", data=found)
    kinds = found["kind"].astype(str)
    bars = [Bar(code.label, found[kinds == code.code]) for code in CLAIM_KIND if (kinds == code.code).any()]
    ax, each = unit_bars(ax, bars, column="verdict", categories=categories("finding"), tooltip=_finding_tooltip)
    verdicts = found["verdict"].astype(str).value_counts()
    said = words.listed(f"{words.label('finding', code).lower()} {verdicts[code]:,}" for code in verdicts.index)
    agreeing, against = int(verdicts.get("agrees", 0)), int(verdicts.get("disagrees", 0))
    title = (
        f"Of {words.count(len(found), 'outside finding')}, {agreeing:,} agree with the article and {against:,} disagree"
    )
    alt = f"Bars of outside findings by kind of claim. By verdict: {said}. {title}."
    size = "One shape is one source's finding on one claim" if each == 1 else f"One shape is {each} findings"
    looked = found["claim"].nunique()
    caption = (
        f"{size}; it leads to the claim's sentence. {looked:,} of {words.count(len(claims), 'claim')} were looked into."
    )
    data = found[["statement", "verdict", "finding", "publisher", "published", "url", "sentence"]]
    data = data.assign(verdict=[words.label("finding", code) for code in data["verdict"]])
    return describe(ax, title=title, alt=alt, caption=caption, data=data)


def _finding_tooltip(row: Any) -> str:
    head = f"{words.label('finding', row.verdict)}: {row.publisher}, {words.when(str(row.published))}"
    return words.tooltip(words.short(str(row.statement)), head, words.short(str(row.finding), 240))


@styled
def claim_arcs(claim_links: pd.DataFrame, claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how the claims bear on one another along the text: conflicts arch above the line, support hangs below it.

    Parameters
    ----------
    claim_links, claims
        Rows of those tables; links of claims that are not given are left out.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        One arc a link, from the sentence of the one claim to that of the other. Units are inches from the top left
        corner.
    """
    at = claims.assign(number=numbers(claims)).set_index("claim")
    links = claim_links[claim_links["claim"].isin(at.index) & claim_links["other"].isin(at.index)]
    if links.empty:
        return empty(ax, "No link between claims in this selection.", data=links)
    first, last = int(at["number"].min()), int(at["number"].max())
    step = (_RIGHT - _LEFT) / max(last - first, 1)
    spans = {link: _longest(links, at, link) * step for link in _STYLES}
    above = max(0.35, *(0.42 * spans[link] for link in _ABOVE))
    below = max(0.35, *(0.42 * spans[link] for link in _STYLES if link not in _ABOVE))
    line = 0.85 + above
    ax = canvas_axes(ax, height=line + below + 0.45)
    _draw_key(ax, links)
    _draw_line(ax, first, last, step, line)
    nested: dict[tuple[int, int, bool], int] = {}
    for start, end, group in _bundles(links, at):
        up = str(group[0].link) in _ABOVE
        nth = nested[start, end, up] = nested.get((start, end, up), -1) + 1
        _draw_arc(ax, group, at, [_LEFT + (place - first) * step for place in (start, end)], line, up, nth)
    return _describe_arcs(ax, links, at)


def _bundles(links: pd.DataFrame, at: pd.DataFrame) -> Iterator[tuple[int, int, list[Any]]]:
    """What each arc joins and stands for: one link or, of very many, all of a kind between two sentences."""
    number = {str(claim): int(place) for claim, place in at["number"].items()}
    ordered = rows_of(links.iloc[links["link"].astype(str).map(LINK.order.index).argsort(kind="stable")])
    bundles: dict[tuple[int, int, str, int | None], list[Any]] = {}
    for place, row in enumerate(ordered):
        start, end = sorted((number[row.claim], number[row.other]))
        single = place if len(links) <= LIMIT else None
        bundles.setdefault((start, end, str(row.link), single), []).append(row)
    for (start, end, _, _), group in bundles.items():
        yield start, end, group


def _longest(links: pd.DataFrame, at: pd.DataFrame, link: str) -> int:
    some = links[links["link"].astype(str) == link]
    return int((some["claim"].map(at["number"]) - some["other"].map(at["number"])).abs().max()) if len(some) else 0


def _draw_key(ax: Axes, links: pd.DataFrame) -> None:
    counts = links["link"].astype(str).value_counts()
    left = _LEFT - 0.25
    for code in reversed(LINK.codes):
        if code.code in counts:
            label = f"{code.label} {counts[code.code]:,}"
            ax.plot(
                [left, left + 0.35], [0.14, 0.14], color=light(code.colour), linestyle=_STYLES[code.code], linewidth=1.6
            )
            ax.text(left + 0.42, 0.14, label, size=SMALL, color=light("muted"), va="center_baseline")
            left += text_width(label, SMALL) + 0.65
    ax.text(_LEFT - 0.25, 0.5, "Conflicts", size=BASE, weight="bold", va="center_baseline")


def _draw_line(ax: Axes, first: int, last: int, step: float, line: float) -> None:
    ax.plot([_LEFT, _RIGHT], [line, line], color=light("line"), linewidth=0.8, zorder=0.6)
    every = next(every for every in (1, 2, 5, 10, 20, 50, 100, 500, 1000, 10**9) if every * step > 0.3)
    for number in range(first, last + 1):
        place = _LEFT + (number - first) * step
        if number % every == 0:
            ax.text(
                place,
                line + 0.12,
                f"s{number}",
                size=7,
                color=light("muted"),
                ha="center",
                va="center_baseline",
                bbox={"facecolor": light("paper"), "edgecolor": "none", "pad": 0.6},
                zorder=3,
            )
    bottom = ax.get_ylim()[0]
    ax.text(_LEFT - 0.25, bottom - 0.2, "Support", size=BASE, weight="bold", va="center_baseline")


def _draw_arc(ax: Axes, group: list[Any], at: pd.DataFrame, ends: list[float], line: float, up: bool, nth: int) -> None:
    """Half an ellipse from one sentence to the other; a small loop within one sentence. Equal arcs are set off from
    one another.
    """
    row = group[0]
    left, right = ends
    if right - left < 0.02:
        left, right = left - 0.06, right + 0.06
    rise = (0.56 * (right - left) + 0.05 + 0.055 * nth) * (-1 if up else 1)
    base = line if up else line + 0.21
    path = Path(
        [(left, base), (left, base + rise), (right, base + rise), (right, base)], [Path.MOVETO] + [Path.CURVE4] * 3
    )
    link = str(row.link)
    arc = PathPatch(path, facecolor="none", edgecolor=light(words.colour("link", link)), linestyle=_STYLES[link])
    arc.set_linewidth(1.7 if link == "contradicts" else 1.1)
    ax.add_patch(arc)
    one, other = at.loc[row.claim], at.loc[row.other]
    many = f"{words.count(len(group), 'link')}, the first:" if len(group) > 1 else ""
    heading = f"{one['sentence']} {words.label('link', link)} {other['sentence']}"
    label = words.tooltip(
        many, heading, words.short(str(one["statement"])), words.short(str(other["statement"])), str(row.note)
    )
    mark(arc, href=anchor(one["sentence"]), label=label)


def _describe_arcs(ax: Axes, links: pd.DataFrame, at: pd.DataFrame) -> Axes:
    counts = links["link"].astype(str).value_counts()
    conflicts = links[links["link"].astype(str).isin(_ABOVE)]
    hardest = int(counts.get("contradicts", 0))
    places = words.count(len(conflicts), "place")
    title = f"In {places} one claim weakens or contradicts another; {hardest:,} are contradictions"
    ends = pd.concat([conflicts["claim"].map(at["sentence"]), conflicts["other"].map(at["sentence"])]).value_counts()
    most = f" Most conflicts touch {ends.index[0]}: {int(ends.iloc[0])}." if len(ends) else ""
    said = words.listed(f"{words.label('link', code)} {counts[code]:,}" for code in LINK.order if code in counts)
    size = "One arc is one link" if len(links) <= LIMIT else "An arc is all links of one kind between two sentences"
    data = pd.DataFrame(
        {
            "claim": links["claim"].map(at["statement"]),
            "link": [words.label("link", code) for code in links["link"]],
            "other claim": links["other"].map(at["statement"]),
            "why": links["note"],
            "sentence": links["claim"].map(at["sentence"]),
        }
    )
    return describe(
        ax,
        title=title,
        alt=f"Arcs between the sentences of the text, in order. Links: {said}. {title}.{most}",
        caption=f"{size}, and leads to the first of its two claims. {words.cited(claims_of(links, at))}",
        data=data,
    )


def claims_of(links: pd.DataFrame, at: pd.DataFrame) -> pd.DataFrame:
    """The claims at either end of the links."""
    return at.loc[list(dict.fromkeys([*links["claim"], *links["other"]]))]
