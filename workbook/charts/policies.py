"""What each policy changes: all policies side by side, one column each, every state a row."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.analysis.policies import NO_POLICY
from workbook.charts import words
from workbook.charts.developments import Developments
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark, rows_of
from workbook.charts.style import BASE, SMALL, fit, styled, wrap
from workbook.palette import light

NOTABLE: Final = 0.05
"""From this change of a share on, a cell is coloured."""

_GUTTER, _ROW, _GAP, _HEAD = 2.6, 0.21, 0.12, 1.95
_SMALLER = SMALL - 0.5


@styled
def policy_comparison(
    shares: pd.DataFrame,
    *,
    futures: dict[str, int],
    policies: pd.DataFrame,
    descriptors: pd.DataFrame,
    states: pd.DataFrame,
    chosen: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw for each policy how likely each state becomes.

    Parameters
    ----------
    shares
        Columns ``policy``, ``descriptor``, ``state``, ``fixed``, ``basin_share``, as from
        :meth:`workbook.analysis.policies.PolicyComparison.states_frame`.
    futures
        How many futures hold together under each policy, by its id.
    policies, descriptors, states
        Rows of those tables, for names and sentences.
    chosen
        The policy to set off.
    ax
        Axes to draw on; by default new ones.

    Returns
    -------
    Axes
        Units are inches from the top left corner. A number is the percentage of starting points that end with the
        state; one that a policy raises stands on blue after a triangle up, one it lowers on orange after one down.
    """
    if shares.empty or not len(policies):
        return empty(ax, "There is no policy to compare.")
    known = Developments(descriptors, states)
    shares = _with_decrees(shares)
    named = policies.set_index("policy")
    order = [name for name in dict.fromkeys(shares["policy"])]
    wide = min((WIDTH - _GUTTER - 0.02) / len(order), 0.6)
    ax = canvas_axes(ax, height=_HEAD + 0.35 + len(known.places) * _ROW + len(known.names) * (_ROW + _GAP) + 0.05)
    for number, policy in enumerate(order):
        _draw_head(ax, policy, named, futures, _GUTTER + number * wide, wide, policy == chosen)
    ax.text(0.02, _HEAD + 0.17, "Futures that hold together", size=BASE, weight="bold", va="center_baseline")
    base = {(row.descriptor, row.state): row.basin_share for row in rows_of(shares[shares["policy"] == NO_POLICY])}
    tops = _draw_rows(ax, known)
    for row in rows_of(shares):
        left = _GUTTER + order.index(row.policy) * wide
        name = "No policy" if row.policy == NO_POLICY else str(named.loc[row.policy, "label"])
        _draw_cell(ax, row, (left, tops[row.descriptor, row.state], wide), base[row.descriptor, row.state], name, known)
    return _describe(ax, shares, base, named, known)


def _draw_head(
    ax: Axes, policy: str, named: pd.DataFrame, futures: dict[str, int], left: float, wide: float, chosen: bool
) -> None:
    label = "No policy" if policy == NO_POLICY else str(named.loc[policy, "label"])
    weight = "bold" if chosen or policy == NO_POLICY else "normal"
    lines = wrap(label, _HEAD - (0.35 if weight == "bold" else 0.15), SMALL)
    text = ax.text(
        left + wide / 2, _HEAD - 0.06, "\n".join(lines), size=SMALL, weight=weight, rotation=90,
        rotation_mode="anchor", va="center", linespacing=1.05,
    )  # fmt: skip
    if policy != NO_POLICY:
        mark(
            text,
            href=anchor(named.loc[policy, "sentence"]),
            label=f"{label}: {words.quoted(str(named.loc[policy, 'quote']))}",
        )
    ax.text(
        left + wide / 2, _HEAD + 0.17, f"{futures.get(policy, 0):,}", size=_SMALLER, weight="bold", ha="center",
        va="center_baseline",
    )  # fmt: skip


def _draw_rows(ax: Axes, known: Developments) -> dict[tuple[str, str], float]:
    tops, top, last = {}, _HEAD + 0.35, ""
    for descriptor, state in known.places:
        if descriptor != last:
            last = descriptor
            ax.text(
                0.02, top + _GAP + _ROW / 2, fit(known.name(descriptor), WIDTH / 2, BASE * 1.1), size=BASE,
                weight="bold", va="center_baseline",
            )  # fmt: skip
            top += _ROW + _GAP
        ax.text(
            0.12, top + _ROW / 2, fit(known.state(descriptor, state), _GUTTER - 0.2, SMALL), size=SMALL,
            va="center_baseline",
        )  # fmt: skip
        ax.plot([0.12, WIDTH], [top + _ROW, top + _ROW], color=light("grid"), linewidth=0.6, zorder=0.5)
        tops[descriptor, state] = top
        top += _ROW
    return tops


def _draw_cell(
    ax: Axes, row: Any, place: tuple[float, float, float], before: float, policy: str, known: Developments
) -> None:
    left, top, wide = place
    number, face, edge, ink = _look(row, row.basin_share - before)
    box = Rectangle(
        (left + 0.01, top + 0.015), wide - 0.02, _ROW - 0.03, facecolor=light(face), edgecolor=light(edge),
        linewidth=0.9, zorder=1,
    )  # fmt: skip
    ax.add_patch(box)
    ax.text(
        left + wide / 2, top + _ROW / 2, number, size=_SMALLER, color=light(ink), ha="center", va="center_baseline",
        zorder=2,
    )  # fmt: skip
    said = f"{words.percent(row.basin_share)} of starting points ({words.percent(before)} without a policy)"
    said = "set by decree" if row.fixed else "ruled out by decree" if row.ruled_out else said
    label = f"{policy}. {known.both(row.descriptor, row.state)}: {said}"
    mark(box, href=anchor(known.sentence(row.descriptor, row.state)), label=label)


def _look(row: Any, change: float) -> tuple[str, str, str, str]:
    """What a cell says, and the names of its ground's, edge's and text's colours."""
    number = f"{100 * row.basin_share:.0f}"
    if row.fixed:
        return "set", "paper", "ink", "ink"
    if row.ruled_out:
        return "–", "paper", "paper", "muted"
    if abs(change) >= NOTABLE:
        colour = "blue" if change > 0 else "vermilion"
        return ("▴" if change > 0 else "▾") + number, colour, colour, "paper"
    return number, "paper", "paper", "muted" if row.basin_share < 0.005 else "ink"


def _with_decrees(shares: pd.DataFrame) -> pd.DataFrame:
    """The shares, with ``ruled_out``: whether the policy sets the state's descriptor to another state."""
    decreed = shares.groupby(["policy", "descriptor"])["fixed"].transform("any")
    return shares.assign(ruled_out=decreed & ~shares["fixed"])


def _describe(
    ax: Axes, shares: pd.DataFrame, base: dict[tuple[str, str], float], named: pd.DataFrame, known: Developments
) -> Axes:
    moved = shares[(shares["policy"] != NO_POLICY) & ~shares["fixed"] & ~shares["ruled_out"]].copy()
    moved["before"] = [base[row.descriptor, row.state] for row in rows_of(moved)]
    moved["change"] = moved["basin_share"] - moved["before"]
    most = moved.iloc[int(moved["change"].abs().to_numpy().argmax())] if len(moved) else None
    title = "No policy changes where starting points end"
    if most is not None and most["change"]:
        title = (
            f"The largest single change: under “{named.loc[most['policy'], 'label']}”, "
            f"“{known.both(most['descriptor'], most['state'])}” goes from {words.percent(most['before'])} to "
            f"{words.percent(most['basin_share'])} of starting points"
        )
    alt = (
        f"Table of {words.count(len(known.places), 'state')} against {words.count(len(named), 'policy', 'policies')}: "
        f"the percentage of starting points that end with the state. {title}."
    )
    caption = (
        "Percent of all starting points that end with the state, if developments always move to what the rest favours "
        f"most. Coloured where a policy changes it by {words.percent(NOTABLE)} of all starting points or more: "
        "▴ raised, ▾ lowered. “set” is what the policy itself decrees, a dash what it thereby rules out. A share of "
        "starting points is no probability."
    )
    data = shares.drop(columns="ruled_out").assign(
        policy=[named["label"].get(name, "No policy") for name in shares["policy"]],
        state=[known.state(row.descriptor, row.state) for row in rows_of(shares)],
        descriptor=shares["descriptor"].map(known.names),
    )
    return describe(ax, title=title, alt=alt, caption=caption, data=data)
