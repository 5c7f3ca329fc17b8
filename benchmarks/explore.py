"""How quickly the desks of `explore` answer, in the kernel: `python benchmarks/explore.py [interactions]`.

Every control is moved again and again, as an analyst moves it, and the time is taken until all that follows has been
worked out and written as messages to the browser. Once on the shipped dataset, once on one twenty times as large: its
rows and its text twenty times over, and a model of futures with twenty times as many configurations or more. Prints one
Markdown table, and what memory and messages come to.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import comm
import pandas as pd
from comm.base_comm import BaseComm

from workbook import load
from workbook.dataset import Dataset, Tables
from workbook.explore.desk import Desk

TIMES = 20
GOALS = {"shipped": 100, f"{TIMES} times": 300}
SENT = {"messages": 0, "bytes": 0}
IDS = {
    "actors": ("actor", "part_of"), "events": ("event",), "participants": ("event", "actor"),
    "relations": ("relation", "subject", "object", "asserted_by"), "claims": ("claim", "speaker", "origin"),
    "claim_links": ("claim", "other"), "ratings": ("claim",), "forecasts": ("forecast", "claim"),
    "outcomes": ("forecast",), "corroboration": ("claim",),
}  # fmt: skip
"""The columns that hold ids, for the tables that are copied."""

GROWN = 3
"""So many descriptors are copied to make the model of futures larger."""


class Wire(BaseComm):
    """Writes each message as a kernel would, and throws it away."""

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
    ) -> None:
        SENT["messages"] += 1
        SENT["bytes"] += len(json.dumps({"data": data, "metadata": metadata, **keys}, default=str))


def copied(frame: pd.DataFrame, columns: tuple[str, ...], number: int, sentences: int, letters: int) -> pd.DataFrame:
    """A table with every id, sentence and position of the copy of that number."""
    if not number:
        return frame
    frame = frame.copy()
    for name in columns:
        frame[name] = [
            tuple(f"{each}-{number}" for each in cell)
            if isinstance(cell, tuple)
            else f"{cell}-{number}"
            if cell
            else ""
            for cell in frame[name]
        ]
    for name in ("sentence", "last_sentence"):
        frame[name] = [f"s{int(cell[1:]) + sentences * number}" if cell else "" for cell in frame[name]]
    for name in ("quote_start", "quote_end"):
        if name in frame:
            frame[name] += letters * number
    return frame


def enlarged(dataset: Dataset, times: int) -> Dataset:
    """A dataset so many times as large."""
    gap = "\n\n"
    sentences, letters, paragraphs = len(dataset.units), len(dataset.text + gap), dataset.units[-1].paragraph
    units = tuple(
        replace(unit, number=unit.number + number * sentences, paragraph=unit.paragraph + number * paragraphs,
                start=unit.start + number * letters, end=unit.end + number * letters)
        for number in range(times) for unit in dataset.units
    )  # fmt: skip
    frames = {name: dataset.tables[name] for name in dataset.tables}
    for name, columns in IDS.items():
        copies = [copied(frames[name], columns, number, sentences, letters) for number in range(times)]
        frames[name] = pd.concat(copies, ignore_index=True)
    frames |= grown(dataset)
    return replace(dataset, text=gap.join([dataset.text] * times), units=units, tables=Tables(frames))


def grown(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """The tables of the futures with copies of some descriptors, which bear on one another and on the rest."""
    chosen = set(dataset.descriptors["descriptor"].head(GROWN))
    frames = {name: dataset.tables[name] for name in ("descriptors", "states", "impacts")}
    for name, columns in (
        ("descriptors", ("descriptor",)),
        ("states", ("descriptor",)),
        ("impacts", ("source", "target")),
    ):
        rows = frames[name][frames[name][list(columns)].isin(chosen).any(axis=1)].copy()
        for column in columns:
            rows[column] = [f"{cell}-copy" if cell in chosen else cell for cell in rows[column]]
        frames[name] = pd.concat([frames[name], rows], ignore_index=True)
    policies = {name: dataset.tables[name] for name in ("policy_settings", "storylines")}
    return frames | policies


def moves(desk: Desk) -> Iterator[tuple[str, Callable[[Any], None], list[Any]]]:
    """Each control: its name, how it is moved, and to what."""
    controls, futures, hypotheses, forecast = desk.linked.controls, desk.futures, desk.explanations, desk.forecast
    last = len(controls.period.options) - 1

    def put(widget: Any, trait: str = "value") -> Callable[[Any], None]:
        return lambda value: setattr(widget, trait, value)

    def choices(widget: Any) -> list[Any]:
        return list(widget._options_values)[:40]

    several = [tuple(choices(controls.types)[:count]) for count in (1, 3, 0, 5)]
    yield "period", put(controls.period, "index"), [(first, last) for first in range(last)] + [(0, 1), (0, last)]
    yield "actor", put(controls.actor), choices(controls.actor)
    yield "speaker", put(controls.speaker), choices(controls.speaker)
    yield "types of event", put(controls.types), several
    yield "signs of ties", put(controls.signs), [("negative",), ("positive", "neutral"), ()]
    yield "view", put(desk.linked.chooser), choices(desk.linked.chooser)
    yield "a picked mark", desk.linked.charts["network"]._pick, list(desk.linked.charts["network"]._sentences)
    yield "policies", put(futures.policies), [(policy,) for policy in choices(futures.policies)] + [()]
    pin = next(iter(futures.pins.values()))
    yield "a pinned state", put(pin), choices(pin)
    yield "an edited judgement", put(futures.score), [-3, -2, -1, 0, 1, 2, 3]
    yield "weighting", put(hypotheses.weighting), choices(hypotheses.weighting)
    yield "raters", put(hypotheses.raters), [(rater,) for rater in choices(hypotheses.raters)] + [()]
    yield "a rating", put(hypotheses.rating), choices(hypotheses.rating)
    yield "a weight", put(hypotheses.weight), [0.0, 0.5, 1.0, 2.0, 3.0]
    yield "as of", put(forecast.as_of), choices(forecast.as_of)
    yield "verdicts", put(forecast.verdicts), [(verdict,) for verdict in choices(forecast.verdicts)] + [()]


def timed(move: Callable[[Any], None], values: list[Any], times: int) -> list[float]:
    """Milliseconds of so many moves of one control."""
    found = []
    for _, value in zip(range(times), cycle(values), strict=False):
        start = time.perf_counter()
        move(value)
        found.append(1000 * (time.perf_counter() - start))
    return found


def percentile(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def resident() -> float:
    """Megabytes that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measured(name: str, dataset: Dataset, times: int) -> list[tuple[str, list[float]]]:
    """Open the desks, move every control so often, and print what memory and messages came to."""
    start = time.perf_counter()
    desk = Desk(dataset)
    opened = time.perf_counter() - start
    found = [(control, timed(move, values, times)) for control, move, values in moves(desk)]
    before, sent = resident(), dict(SENT)
    count = 0
    while count < 500:
        for _, move, values in moves(desk):
            count += len(timed(move, values, min(8, len(values))))
    views = [
        *desk.linked.views.values(),
        desk.linked.passage,
        desk.futures.view,
        desk.explanations.view,
        desk.forecast.view,
    ]
    assert not any("wb-trouble" in view.notice.html for view in views), "a view failed"
    kilobytes = (SENT["bytes"] - sent["bytes"]) / 1024 / count
    print(
        f"{name}: {len(dataset.events):,} events, {len(dataset.relations):,} relations, "
        f"{len(dataset.claims):,} claims, {len(dataset.ratings):,} ratings, "
        f"{desk.futures.model.matrix.configurations:,} configurations. Opened in {opened:.1f} s. {count} more "
        f"interactions: memory {before:.0f} to {resident():.0f} MB, {kilobytes:.1f} kB of messages each.\n"
    )
    return found


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    comm.create_comm = lambda *arguments, **keys: Wire(*arguments, **keys)
    shipped = load("iran-al-qaeda-2020")
    results = {}
    for name, dataset in (("shipped", shipped), (f"{TIMES} times", enlarged(shipped, TIMES))):
        results[name] = dict(measured(name, dataset, times))
    heads = [f"{name}: median | 95 % | goal" for name in GOALS]
    print("| control, milliseconds | " + " | ".join(heads) + " |\n|---" + "|---:" * 3 * len(GOALS) + "|")
    for control in results["shipped"]:
        cells = []
        for name, goal in GOALS.items():
            values = results[name][control]
            met = "" if percentile(values) <= goal else " missed"
            cells.append(f"{statistics.median(values):.1f} | {percentile(values):.1f} | {goal}{met}")
        print(f"| {control} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
