"""The ranking of explanations by what speaks against them: all raters together, and each on their own, side by side."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.analysis.hypotheses import ranking
from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import BASE, SMALL, fit, styled, text_width
from workbook.palette import light

MOST_RATERS, MOST_HYPOTHESES = 3, 20
"""So many raters and hypotheses are drawn at most; the table behind the chart has all."""

TOGETHER: Final = "All raters"
"""What the panel of everybody's ratings together is called."""

_TOP, _ROW, _BAR, _RANK, _FIGURE = 1.0, 0.4, 0.17, 0.3, 0.55


@styled
def ranking_bars(
    ratings: pd.DataFrame, *, claims: pd.DataFrame, hypotheses: pd.DataFrame, ax: Axes | None = None
) -> Axes:
    """Draw what speaks against each hypothesis, for all raters together and for each.

    Parameters
    ----------
    ratings, claims, hypotheses
        Rows of those tables.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A row is a hypothesis, the least contradicted first; a panel is a
        rater. The bar counts each claim alike, the diamond weighs it by its credibility; the figure before a bar is the
        rank.
    """
    if ratings.empty or hypotheses.empty:
        return empty(ax, "Nobody has rated a claim against a hypothesis yet.", data=ratings)
    scored = scores(ratings, claims, hypotheses)
    panels = list(dict.fromkeys(scored["rater"]))[: MOST_RATERS + 1]
    first = scored[scored["rater"] == panels[0]].head(MOST_HYPOTHESES)
    order = first["hypothesis"].tolist()
    known: dict[str, Any] = {str(row.hypothesis): row for row in hypotheses.itertuples()}
    gutter = 0.2 + max(text_width(fit(str(known[name].label), 2.0, BASE), BASE) for name in order)
    wide = (WIDTH - gutter) / len(panels)
    ax = canvas_axes(ax, height=_TOP + _ROW * len(order) + 0.1)
    _draw_key(ax)
    _draw_names(ax, [known[name] for name in order])
    most = max(float(scored[["points", "weighted"]].max().max()), 0.01)
    scale = min(wide - _RANK - _FIGURE - 0.1, 3.2) / most
    for number, rater in enumerate(panels):
        rows = scored[scored["rater"] == rater].set_index("hypothesis").loc[order]
        left = gutter + number * wide
        _draw_head(ax, rater, ratings, left, wide)
        for line, (name, row) in enumerate(rows.iterrows()):
            _draw_bar(ax, row, known[str(name)], (left, _TOP + (line + 0.5) * _ROW), scale)
    return _describe(ax, ratings, scored, hypotheses)


def scores(ratings: pd.DataFrame, claims: pd.DataFrame, hypotheses: pd.DataFrame) -> pd.DataFrame:
    """Rank and points against each hypothesis, for all raters together and, if there are several, for each.

    Returns
    -------
    DataFrame
        ``rater``, ``hypothesis``, ``rank``, ``points``, ``weighted_rank`` and ``weighted`` (by credibility), ``tested``
        (number of claims).
    """
    names = list(dict.fromkeys(ratings["rater"]))
    groups = [(TOGETHER, ()), *((name, (name,)) for name in names)] if len(names) > 1 else [(names[0], ())]
    tables = []
    for rater, chosen in groups:
        plain = ranking(ratings, raters=chosen, hypotheses=hypotheses)
        weighed = ranking(ratings, claims, weighting="credibility", raters=chosen, hypotheses=hypotheses)
        other = weighed.set_index("hypothesis").loc[plain["hypothesis"]]
        columns = {"rank": plain["rank"], "hypothesis": plain["hypothesis"], "points": plain["inconsistency"]}
        extra = {
            "weighted_rank": other["rank"].array,
            "weighted": other["inconsistency"].array,
            "tested": plain["tested"],
        }
        tables.append(pd.DataFrame({**columns, **extra}).assign(rater=rater))
    return pd.concat(tables, ignore_index=True)


def _draw_key(ax: Axes) -> None:
    middle = 0.14
    ax.add_patch(Rectangle((0.1, middle - 0.07), 0.3, 0.14, facecolor=light("vermilion"), linewidth=0))
    text = "points against, each claim counted alike"
    ax.text(0.48, middle, text, size=SMALL, color=light("muted"), va="center_baseline")
    left = 0.48 + text_width(text, SMALL) + 0.3
    _draw_diamond(ax, left, middle)
    text = "weighted by credibility"
    ax.text(left + 0.13, middle, text, size=SMALL, color=light("muted"), va="center_baseline")
    left += text_width(text, SMALL) + 0.45
    ax.text(left, middle, "1", size=SMALL, weight="bold", va="center_baseline")
    ax.text(left + 0.14, middle, "rank, 1 = least contradicted", size=SMALL, color=light("muted"), va="center_baseline")


def _draw_diamond(ax: Axes, x: float, y: float) -> None:
    ax.plot(x, y, "D", color=light("ink"), markersize=5.2, markerfacecolor=light("paper"), markeredgewidth=1.1)


def _draw_names(ax: Axes, rows: list[Any]) -> None:
    for number, row in enumerate(rows):
        middle = _TOP + (number + 0.5) * _ROW
        ax.plot([0.08, WIDTH - 0.08], [middle + _ROW / 2] * 2, color=light("grid"), linewidth=0.6, zorder=0.5)
        name = ax.text(0.08, middle, fit(str(row.label), 2.0, BASE), size=BASE, va="center_baseline")
        mark(name, href=anchor(row.sentence), label=words.tooltip(str(row.statement), words.quoted(str(row.quote))))


def _draw_head(ax: Axes, rater: str, ratings: pd.DataFrame, left: float, wide: float) -> None:
    """The name of a panel, and how many of the claims were rated in it."""
    own = ratings if rater == TOGETHER and rater not in set(ratings["rater"]) else ratings[ratings["rater"] == rater]
    number, total = own["claim"].nunique(), ratings["claim"].nunique()
    rated = words.count(number, "claim") if number == total else f"{number:,} of {words.count(total, 'claim')}"
    ax.text(left, _TOP - 0.4, fit(rater, wide - 0.15, BASE), size=BASE, weight="bold", va="center_baseline")
    ax.text(left, _TOP - 0.18, rated, size=SMALL, color=light("muted"), va="center_baseline")


def _draw_bar(ax: Axes, row: Any, hypothesis: Any, place: tuple[float, float], scale: float) -> None:
    left, middle = place
    if pd.isna(row["rank"]):
        ax.text(left, middle, "not tested", size=SMALL, color=light("muted"), va="center_baseline")
        return
    points, weighted = float(row["points"]), float(row["weighted"])
    start = left + _RANK
    ax.text(left, middle, f"{row['rank']}", size=BASE, weight="bold", va="center_baseline")
    bar = Rectangle(
        (start, middle - _BAR / 2), max(points * scale, 0.025), _BAR, facecolor=light("vermilion"), linewidth=0
    )
    ax.add_patch(bar)
    _draw_diamond(ax, start + weighted * scale, middle)
    end = start + max(points, weighted) * scale
    ax.text(end + 0.1, middle, f"{points:.3g}", size=SMALL, va="center_baseline")
    label = words.tooltip(
        f"{hypothesis.label}: {row['rater']}",
        f"rank {row['rank']}, {points:.3g} points against, on {words.count(int(row['tested']), 'claim')}",
        f"weighted by credibility: rank {row['weighted_rank']}, {weighted:.3g} points",
        words.quoted(str(hypothesis.quote)),
    )
    mark(bar, href=anchor(hypothesis.sentence), label=label)


def _describe(ax: Axes, ratings: pd.DataFrame, scored: pd.DataFrame, hypotheses: pd.DataFrame) -> Axes:
    names = dict(zip(hypotheses["hypothesis"], hypotheses["label"], strict=True))
    panels = list(dict.fromkeys(scored["rater"]))
    firsts = {}
    for rater in panels:
        best = scored[(scored["rater"] == rater) & (scored["rank"] == 1)]["hypothesis"]
        firsts[rater] = words.listed(f"“{names[name]}”" for name in best)
    title = f"Least contradicted: {firsts[panels[0]]}"
    if len(set(firsts.values())) > 1:
        title += "; the raters do not agree on it"
    elif len(panels) > 1:
        title += ", by every rater"
    said = "; ".join(f"{rater}: {first}" for rater, first in firsts.items())
    top = scored[scored["rater"] == panels[0]]
    figures = words.listed((f"{names[row.hypothesis]} {row.points:.3g}" for row in top.itertuples()), limit=12)
    alt = (
        f"Bars of points against each hypothesis, a panel for each rater. Least contradicted: {said}. "
        f"{panels[0]}: {figures}."
    )
    rest = len(panels) - MOST_RATERS - 1
    more = f" {words.count(rest, 'rater')} more in the table only." if rest > 0 else ""
    if len(hypotheses) > MOST_HYPOTHESES:
        more += f" The first {MOST_HYPOTHESES} of {len(hypotheses)} hypotheses are drawn."
    caption = (
        "The shorter the bar, the less speaks against it; bars compare with bars, diamonds with diamonds. "
        f"A score counts inconsistencies; it is no probability.{more} {words.cited(hypotheses)}"
    )
    sentences = dict(zip(hypotheses["hypothesis"], hypotheses["sentence"], strict=True))
    data = pd.DataFrame(
        {
            "rater": scored["rater"],
            "hypothesis": scored["hypothesis"].map(names),
            "rank": scored["rank"],
            "points against": scored["points"],
            "rank if weighted": scored["weighted_rank"],
            "weighted points": scored["weighted"].round(2),
            "claims": scored["tested"],
            "sentence": scored["hypothesis"].map(sentences),
        }
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
