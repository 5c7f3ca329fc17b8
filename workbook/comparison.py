"""The runs of a sweep side by side: a small chart for each recorded value, and each run's first picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbook.cards import card
from workbook.html import assets, exporter
from workbook.manifests import Entry
from workbook.site import PageLink

if TYPE_CHECKING:
    from workbook.gathering import Gathered

PICTURES = 60
"""How many runs show their picture; the page would grow with the sweep without end."""

_BAR_WIDTH, _BAR_HEIGHT, _GAP = 180, 14, 4


def comparison_page(gathered: Gathered, out: Path) -> str:
    """The comparison of a sweep's runs, from its entries and the executed notebooks in its folder."""
    done = [entry for entry in gathered.entries if not entry.failure]
    names = [name for name in gathered.recorded if any(_number(entry, name) is not None for entry in done)]
    panels = [_panel(name, done) for name in names]
    parts = [Markup('<p class="wb-lead">{}</p>').format(_lead(done, names))]
    if panels:
        parts.append(Markup('<h2 id="values">What the runs recorded</h2><div class="wb-cards">{}</div>').format(
            Markup("").join(panels)
        ))  # fmt: skip
    if done:
        parts.append(_pictures(done, out))
    template = exporter().environment.get_template("sweep.html.j2")
    site, heading = gathered.site, f"{gathered.question} The runs compared"
    return template.render(site=site, name="comparison", heading=heading, parts=parts, assets=assets(site.language))


def _lead(done: list[Entry], names: list[str]) -> str:
    if not names:
        return f"{len(done)} runs; none has recorded a number."
    told = []
    for name in names[:3]:
        values = {entry.run: number for entry in done if (number := _number(entry, name)) is not None}
        low, high = min(values, key=lambda run: values[run]), max(values, key=lambda run: values[run])
        told.append(f"{name} from {values[low]:g} ({low}) to {values[high]:g} ({high})")
    return f"{len(done)} runs: {'; '.join(told)}."


def _number(entry: Entry, name: str) -> float | None:
    value = entry.recorded.get(name)
    return float(value) if isinstance(value, int | float) else None


def _panel(name: str, done: list[Entry]) -> Markup:
    """A small chart: a bar for each run, all from 0, on the scale of this value."""
    numbers = [(entry.run, number) for entry in done if (number := _number(entry, name)) is not None]
    low, high = min(0.0, *(each for _, each in numbers)), max(0.0, *(each for _, each in numbers))
    scale = _BAR_WIDTH / ((high - low) or 1)
    step = _BAR_HEIGHT + _GAP
    bars = Markup("").join(
        Markup(
            '<a href="{run}.html"><title>{run}: {value:g}</title>'
            '<text x="0" y="{text}" font-size="11" fill="currentColor">{short}</text>'
            '<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" fill="var(--wb-blue)"/>'
            '<text x="{end:.1f}" y="{text}" font-size="11" fill="currentColor">{value:g}</text></a>'
        ).format(
            run=run, short=run if len(run) <= 24 else f"{run[:23]}…", value=value, y=place * step,
            text=place * step + _BAR_HEIGHT - 3, x=160 + (min(value, 0) - low) * scale,
            width=max(abs(value) * scale, 1), height=_BAR_HEIGHT, end=166 + (max(value, 0) - low) * scale,
        )
        for place, (run, value) in enumerate(numbers)
    )  # fmt: skip
    return Markup(
        '<figure class="wb-figure"><p class="wb-figure-title">{name}</p>'
        '<svg class="wb-svg" viewBox="0 0 {width} {height}" role="group" aria-label="{name} of each run">{bars}'
        "</svg></figure>"
    ).format(name=name, width=_BAR_WIDTH + 230, height=len(numbers) * step, bars=bars)


def _pictures(done: list[Entry], out: Path) -> Markup:
    shown = []
    for entry in done[:PICTURES]:
        notebook = json.loads((out / f"{entry.run}.ipynb").read_text("utf-8"))
        drawn = card(PageLink(entry.run, entry.run, f"{entry.run}.html"), notebook)
        picture = Markup('<div class="wb-picture">{}</div>').format(drawn.picture) if drawn.picture else Markup("")
        shown.append(
            Markup(
                '<li class="wb-card">{}<div class="wb-card-words"><h3><a href="{}">{}</a></h3><p>{}</p></div></li>'
            ).format(picture, drawn.link.href, drawn.link.title, drawn.sentence)
        )
    left = len(done) - len(shown)
    more = Markup("<p>The pictures of {} more runs are on their own pages.</p>").format(left) if left else Markup("")
    return Markup('<h2 id="pictures">Each run at a glance</h2><ul class="wb-cards">{}</ul>{}').format(
        Markup("").join(shown), more
    )
