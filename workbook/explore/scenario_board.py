"""What two settings come to, side by side, as HTML."""

from __future__ import annotations

import math
from typing import Final

from markupsafe import Markup

from workbook.charts.words import percent
from workbook.explore.futures import Answer, Model
from workbook.findings.phrases import count

MOST_FLIPS: Final = 8
"""So many futures gained or lost are told one by one."""

_BARS = Markup(
    '<td class="wb-bars"><span class="wb-bar-box"><span class="wb-bar" style="width:{now:.0f}%"></span>'
    '<span class="wb-bar wb-bar-other" style="width:{before:.0f}%"></span></span>'
    '<span class="{flip}">{words}</span></td>'
)
_TABLE = Markup(
    '<table><caption>How far each state prevails <span class="wb-quiet">'
    '(<span class="wb-bar" style="width:1.5em"></span> this setting, '
    '<span class="wb-bar wb-bar-other" style="width:1.5em"></span> {other})</span></caption><thead><tr>'
    '<th scope="col">Development</th><th scope="col">State</th><th scope="col">Futures that hold</th>'
    '<th scope="col">Starting points</th><th scope="col">Readings ({draws:,} drawn)</th></tr></thead>'
    "<tbody>{rows}</tbody></table>"
)
FLIP: Final = 0.1
"""From this change of a share on, it is set off."""


def board(model: Model, now: Answer, before: Answer, other: str) -> str:
    """One answer beside another, which is called ``other``."""
    return str(_opening(now, before, other) + _storylines(model, now, before) + _flips(model, now, before) + _table(
        model, now, before, other
    ))  # fmt: skip


def _opening(now: Answer, before: Answer, other: str) -> Markup:
    gained, lost = len(now.scenarios - before.scenarios), len(before.scenarios - now.scenarios)
    partly = "" if now.futures.complete else "At least "
    sampled = "" if now.basins.exact else f" Starting points: a sample of {now.basins.starts:,}."
    return Markup(
        '<p role="status" aria-live="polite"><strong>{}{}</strong> together ({}: {}); {} gained, {} lost.{}</p>'
    ).format(
        partly, count(len(now.scenarios), "future holds", "futures hold"), other, len(before.scenarios), gained, lost,
        sampled,
    )  # fmt: skip


def _storylines(model: Model, now: Answer, before: Answer) -> Markup:
    rows = model.dataset.storylines.drop_duplicates("storyline").set_index("storyline")["label"]
    entries = Markup("")
    for name in model.storylines:
        here, there = (model.storyline_holds(name, answer) for answer in (now, before))
        words = _verdict(here) if here == there else f"{_verdict(there)} → {_verdict(here)}"
        entries += Markup('<li>{}: <span class="{}">{}</span></li>').format(
            rows[name], "wb-flip" if here != there else "", words
        )
    return Markup("<ul>{}</ul>").format(entries) if entries else entries


def _verdict(holds: bool) -> str:
    return "holds together" if holds else "breaks"


def _flips(model: Model, now: Answer, before: Answer) -> Markup:
    """The futures gained and lost, each told by where it differs from its nearest neighbour among the others."""
    parts = Markup("")
    for what, mine, others in (("Gained", now, before), ("Lost", before, now)):
        fresh = sorted(mine.scenarios - others.scenarios)
        entries = Markup("").join(_flip(model, scenario, others) for scenario in fresh[:MOST_FLIPS])
        rest = len(fresh) - MOST_FLIPS
        more = Markup("<li>and {} more</li>").format(rest) if rest > 0 else ""
        if fresh:
            parts += Markup("<details><summary>{}: {}</summary><ul>{}{}</ul></details>").format(
                what, count(len(fresh), "future"), entries, more
            )
    return parts


def _flip(model: Model, scenario: tuple[int, ...], others: Answer) -> Markup:
    matrix, names = model.matrix, model.names
    near = min(others.scenarios, key=lambda other: (_distance(scenario, other), other), default=None)
    told = [
        names.both(matrix.descriptors[place], matrix.states[place][state])
        for place, state in enumerate(scenario)
        if near is None or near[place] != state
    ]
    return Markup("<li>{}</li>").format("; ".join(told))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _table(model: Model, now: Answer, before: Answer, other: str) -> Markup:
    matrix, names = model.matrix, model.names
    measures = [(now.possible, before.possible), (now.likely, before.likely), (now.firm, before.firm)]
    rows = Markup("")
    for row in range(matrix.state_count):
        place, state = matrix.state_of(row)
        descriptor, own = matrix.descriptors[place], matrix.states[place][state]
        decreed = Markup(' <span class="wb-quiet">(set)</span>') if now.fixed.get(place) == state else Markup("")
        label = names.state(descriptor, own)
        sentence = names.sentence(descriptor, own)
        link = Markup('<a href="#{}">{}</a>').format(sentence, label) if sentence else Markup("{}").format(label)
        cells = Markup("").join(_cell(float(here[row]), float(there[row])) for here, there in measures)
        rows += Markup('<tr><th scope="row">{}</th><td>{}{}</td>{}</tr>').format(
            "" if state else names.name(descriptor), link, decreed, cells
        )
    return _TABLE.format(other=other, draws=now.drawn.draws, rows=rows)


def _cell(now: float, before: float) -> Markup:
    here, there = (0.0 if math.isnan(share) else share for share in (now, before))
    words = "none" if math.isnan(now) else percent(here)
    if not math.isnan(before) and abs(here - there) >= 0.005:
        words += f" (was {percent(there)})"
    flip = "wb-flip" if abs(here - there) >= FLIP else ""
    return _BARS.format(now=100 * here, before=100 * there, words=words, flip=flip)
