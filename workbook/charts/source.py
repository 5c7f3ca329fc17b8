"""What the text does with its words: how much of it is coded, whose word stands behind a claim, how sure it sounds,
which words are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from workbook.charts import words
from workbook.charts.frame import WIDTH, anchor, canvas_axes, describe, empty, mark
from workbook.charts.style import SMALL, styled, text_width
from workbook.charts.units import Bar, Category, unit_bars
from workbook.dataset import Dataset
from workbook.palette import light
from workbook.schema import SCHEMA
from workbook.vocabularies import ATTRIBUTION, VOCABULARIES

_LEFT, _RIGHT, _FLOOR, _MOST = 0.3, WIDTH - 0.15, 2.2, 120


_LOOKS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "coded": ("coded: the height is the number of rows", {"facecolor": light("blue"), "edgecolor": light("blue")}),
    "skipped": (
        "skipped with a reason",
        {"facecolor": light("wash"), "edgecolor": light("grey"), "hatch": "////"},
    ),
    "open": (
        "not accounted for",
        {"facecolor": light("paper"), "edgecolor": light("red"), "linestyle": "dashed"},
    ),
}


def _states(used: pd.DataFrame) -> pd.Series:
    """Whether each sentence is coded, skipped, or still open."""
    skipped = used["reason"].ne("").map({True: "skipped", False: "open"})
    return skipped.where(used["rows"].eq(0), "coded")


def categories(vocabulary: str) -> list[Category]:
    """The codes of a vocabulary as categories of units."""
    return [Category(code.code, code.label, code.colour) for code in VOCABULARIES[vocabulary]]


def claim_tooltip(row: Any) -> str:
    """A claim in a tooltip: what it states, of which kind it is and how it is attributed, and its words."""
    kind, attribution = words.label("claim_kind", row.kind), words.label("attribution", row.attribution)
    return words.tooltip(words.short(str(row.statement)), f"{kind} · {attribution}", words.quoted(str(row.quote)))


def numbers(frame: pd.DataFrame, column: str = "sentence") -> pd.Series:
    """The numbers of the sentences."""
    return frame[column].astype(str).str.removeprefix("s").astype(int)


def uses(dataset: Dataset) -> pd.DataFrame:
    """The sentences with ``rows``, how many quoted rows rest on each, and ``reason``, why one is skipped ('' if it
    is not).
    """
    counts = dict.fromkeys(numbers(dataset.sentences), 0)
    for name, table in SCHEMA.items():
        if table.quoted and name != "skips":
            own = dataset.tables[name]
            for number in _covered(own[own["quote"].astype(str) != ""]):
                counts[number] += 1
    reasons = {
        number: words.label("skip_reason", reason)
        for reason, rows in dataset.skips.groupby("reason", observed=True)
        for number in _covered(rows)
    }
    found = numbers(dataset.sentences)
    rows = found.map(counts).astype(int)
    return dataset.sentences.assign(rows=rows, reason=found.map(reasons).fillna("").where(rows == 0, ""))


def _covered(rows: pd.DataFrame) -> Iterator[int]:
    """The numbers of the sentences that each row's quote lies in, one after the other."""
    for first, last in zip(numbers(rows), numbers(rows, "last_sentence"), strict=True):
        yield from range(first, last + 1)


@styled
def coverage_strip(dataset: Dataset, *, ax: Axes | None = None) -> Axes:
    """Draw how many rows rest on each sentence, which are skipped, and which nobody has accounted for.

    Parameters
    ----------
    dataset
        A dataset; its sentences and every table with quotes are used.
    ax
        Axes to draw on; by default new ones. Units are inches from the top left corner.
    """
    used = uses(dataset)
    if used.empty:
        return empty(ax, "The text has no sentence.", data=used)
    most = max(int(used["rows"].max()), 1)
    ax = canvas_axes(ax, height=2.6)
    each = -(-len(used) // _MOST)
    step = (_RIGHT - _LEFT) / -(-len(used) // each)
    for place in range(0, len(used), each):
        _draw_column(ax, used.iloc[place : place + each], _LEFT + place / each * step, step, 1.75 / most)
    _draw_axis(ax, used, step / each)
    _draw_strip_key(ax, used)
    return _describe_strip(ax, used, each)


def _draw_column(ax: Axes, group: pd.DataFrame, left: float, step: float, unit: float) -> None:
    """One column for a sentence or, of a long text, several; the fullest sentence gives its height and its link."""
    fullest = int(group["rows"].to_numpy().argmax())
    row, state = group.iloc[fullest], str(_states(group).iloc[fullest])
    rows = int(row["rows"])
    height = rows * unit or 0.16
    column = Rectangle((left + 0.1 * step, _FLOOR - height), 0.8 * step, height, linewidth=0.8, **_LOOKS[state][1])
    ax.add_patch(column)
    said = {
        "coded": f"{words.count(rows, 'row')} {'rests' if rows == 1 else 'rest'} on it",
        "skipped": f"Skipped: {row['reason']}",
        "open": "Not accounted for",
    }
    label = words.tooltip(f"Sentence {row['sentence']}", said[state], words.quoted(str(row["text"])))
    mark(column, href=anchor(row["sentence"]), label=label)
    if state == "coded" and step > 0.13:
        middle = left + step / 2
        ax.text(middle, _FLOOR - height - 0.06, f"{rows}", size=7, color=light("muted"), ha="center", va="baseline")


def _draw_axis(ax: Axes, used: pd.DataFrame, step: float) -> None:
    ax.plot([_LEFT, _RIGHT], [_FLOOR, _FLOOR], color=light("line"), linewidth=0.8)
    edge = -1.0
    for place, (sentence, first) in enumerate(zip(used["sentence"], used["paragraph"].diff().ne(0), strict=True)):
        left = _LEFT + place * step
        if first:
            ax.plot([left, left], [_FLOOR, _FLOOR + 0.07], color=light("line"), linewidth=0.8)
            if left - edge > 0.08:
                ax.text(left + 0.02, _FLOOR + 0.17, sentence, size=7.5, color=light("muted"), va="center_baseline")
                edge = left + 0.02 + text_width(sentence, 7.5)


def _draw_strip_key(ax: Axes, used: pd.DataFrame) -> None:
    present, left = set(_states(used)), _LEFT
    for state, (label, look) in _LOOKS.items():
        if state in present:
            ax.add_patch(Rectangle((left, 0.07), 0.15, 0.15, linewidth=0.8, **look))
            ax.text(left + 0.21, 0.145, label, size=SMALL, color=light("muted"), va="center_baseline")
            left += text_width(label, SMALL) + 0.45


def _describe_strip(ax: Axes, used: pd.DataFrame, each: int) -> Axes:
    coded, skipped = int((used["rows"] > 0).sum()), int((used["reason"] != "").sum())
    rest = len(used) - coded - skipped
    title = f"{coded:,} of {words.count(len(used), 'sentence')} are coded, {skipped:,} skipped with a reason"
    title += f", {rest:,} not accounted for" if rest else ""
    top = used.iloc[int(used["rows"].to_numpy().argmax())]
    most = f"Most rows, {int(top['rows']):,}, rest on {top['sentence']}."
    alt = f"One column a sentence in the order of the text. {title}. {most}"
    grouped = f" One column stands for {each} sentences, its height for the fullest of them." if each > 1 else ""
    data = used[["sentence", "paragraph", "rows", "reason", "text"]]
    return describe(ax, title=title, alt=alt, caption=f"A tick below is a new paragraph.{grouped}", data=data)


def attribution(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw whose word stands behind the claims: one unit a claim, its shape the kind of claim."""
    if claims.empty:
        return empty(ax, "No claim in this selection.", data=claims)
    codes = claims["attribution"].astype(str)
    bars = [Bar(code.label, claims[codes == code.code]) for code in ATTRIBUTION if (codes == code.code).any()]
    ax, each = unit_bars(ax, bars, column="kind", categories=categories("claim_kind"), tooltip=claim_tooltip)
    own, named = int((codes == "author").sum()), int((codes == "named").sum())
    title = f"{own:,} of {words.count(len(claims), 'claim')} are the author's own word; {named:,} name their source"
    return describe_units(ax, claims, bars, title, "attribution", each)


def describe_units(ax: Axes, claims: pd.DataFrame, bars: list[Bar], title: str, what: str, each: int) -> Axes:
    """Describe bars of claims: their numbers in words, and the claims as the table behind them."""
    longest = max(bars, key=lambda bar: len(bar.rows))
    said = words.listed((f"{bar.label} {len(bar.rows):,}" for bar in bars), limit=9)
    alt = f"Bars of claims by {what}: {said}. {title}. The longest bar is {longest.label}."
    size = "One shape is one claim" if each == 1 else f"One shape is {each} claims"
    caption = f"{size}; shape and colour tell the kind. {words.cited(claims)}"
    return describe(ax, title=title, alt=alt, caption=caption, data=claim_table(claims))


def claim_table(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims in words, one row each: the table behind every chart of them."""
    coded = {
        name: [words.label(vocabulary, code) for code in claims[name]]
        for name, vocabulary in (
            ("kind", "claim_kind"),
            ("attribution", "attribution"),
            ("factuality", "factuality"),
            ("basis", "basis"),
        )
    }
    return pd.DataFrame({"claim": claims["statement"], **coded, "sentence": claims["sentence"]})


def loaded_language(claims: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the loaded words by how many claims use them: one unit a use, its shape the kind of claim.

    Words are counted without regard to capitals. Those used once share a bar.
    """
    found = (
        claims[["claim", "statement", "kind", "attribution", "quote", "sentence", "language"]]
        .explode("language")
        .dropna(subset=["language"])
    )
    found = found[found["language"].astype(str) != ""]
    if found.empty:
        return empty(ax, "No loaded word in this selection.", data=claims.head(0))
    found = found.assign(word=found["language"].astype(str).str.casefold())
    counted = found["word"].value_counts()
    often = sorted(counted[counted > 1].index, key=lambda word: (-counted[word], word))
    bars = [Bar(f"“{word}”", found[found["word"] == word]) for word in often]
    once = found[~found["word"].isin(often)]
    if len(once):
        bars.append(Bar("used once each", once))
    ax, _ = unit_bars(ax, bars, column="kind", categories=categories("claim_kind"), tooltip=_word_tooltip)
    using = found["claim"].nunique()
    top = f"; “{often[0]}” most often, {int(counted[often[0]])} times" if often else ""
    title = f"{using:,} of {words.count(len(claims), 'claim')} use loaded words{top}"
    said = words.listed((f"{bar.label} {len(bar.rows):,}" for bar in bars), limit=9)
    data = found[["word", "statement", "sentence"]].sort_values(["word"], kind="stable")
    caption = f"One shape is one use; which words are loaded is the coder's judgement. {words.cited(found)}"
    return describe(
        ax, title=title, alt=f"Bars of loaded words by number of uses: {said}. {title}.", caption=caption, data=data
    )


def _word_tooltip(row: Any) -> str:
    return words.tooltip(f"“{row.language}” in: {words.short(str(row.statement))}", words.quoted(str(row.quote)))
