"""How the claims of several articles are made up, side by side."""

from __future__ import annotations

from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from workbook.charts import words
from workbook.charts.frame import describe, empty
from workbook.charts.source import categories, claim_table, claim_tooltip
from workbook.charts.units import Bar, unit_bars

By = Literal["attribution", "factuality", "kind", "basis"]
_VOCABULARIES: dict[str, str] = {"kind": "claim_kind"}
_WORDS: dict[str, str] = {"attribution": "attribution", "factuality": "certainty", "kind": "kind", "basis": "basis"}


def claims_by_dataset(claims: pd.DataFrame, *, by: By = "attribution", ax: Axes | None = None) -> Axes:
    """Draw the claims of each dataset as a bar: one unit a claim, its shape the code that it has in a column.

    Parameters
    ----------
    claims
        Rows of that table with their ``dataset``, as `workbook.several.Several` gives them.
    by
        The column whose codes are shown.
    ax
        Axes to draw on; by default new ones. Units are inches from the top left corner.
    """
    if claims.empty:
        return empty(ax, "No claim in these datasets.", data=claims)
    vocabulary = _VOCABULARIES.get(by, by)
    bars = [Bar(name, claims[claims["dataset"] == name]) for name in dict.fromkeys(claims["dataset"])]
    ax, each = unit_bars(ax, bars, column=by, categories=categories(vocabulary), tooltip=claim_tooltip)
    title = f"The most frequent {_WORDS[by]}: {words.listed(_leading(bar, by, vocabulary) for bar in bars)}"
    sizes = words.listed(f"{bar.label} {len(bar.rows):,}" for bar in bars)
    alt = f"A bar of claims for each of {words.count(len(bars), 'dataset')}: {sizes}. {title}."
    size = "One shape is one claim" if each == 1 else f"One shape is {each} claims"
    caption = f"{size}; shape and colour tell its {_WORDS[by]}. A longer article has a longer bar."
    data = claim_table(claims)
    data.insert(0, "dataset", claims["dataset"])
    return describe(ax, title=title, alt=alt, caption=caption, data=data)


def _leading(bar: Bar, by: str, vocabulary: str) -> str:
    """The most frequent code of a bar, with its share."""
    counts = bar.rows[by].astype(str).value_counts(sort=False)
    code, share = counts.idxmax(), words.percent(int(counts.max()) / len(bar.rows))
    return f"“{words.label(vocabulary, code)}” in {bar.label} ({share})"
