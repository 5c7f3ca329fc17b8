"""Times of the cross-impact balance engine: `python benchmarks/scenarios.py [reference folder]`.

Prints one Markdown table of medians, in one process. Each measured answer is checked: published cases against their
published answers, random ones against a second way of reaching the answer where there is one. Matrices of "cells" have
each judgement drawn by itself, matrices of "sections" whole blocks of one descriptor's impacts on another, which is how
judgements are left empty in practice.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from workbook.analysis.basins import basins
from workbook.analysis.consistent import consistent_scenarios
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.analysis.policies import compare_policies
from workbook.analysis.robustness import robustness

REPEATS = 5
SEEDS = 5
Times = list[tuple[float, float]]
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"


def random_matrix(descriptors: int, states: int, filled: float, seed: int, by: str = "sections") -> CrossImpactMatrix:
    """Impacts from -3 to 3, the diagonal blocks empty, and about this share of all sections or cells filled."""
    random = np.random.default_rng(seed)
    size = descriptors * states
    impacts = random.integers(-3, 4, (size, size))
    if by == "sections":
        mask = np.kron(random.random((descriptors, descriptors)) < filled, np.ones((states, states), dtype=bool))
    else:
        mask = random.random((size, size)) < filled
    mask &= ~np.kron(np.eye(descriptors, dtype=bool), np.ones((states, states), dtype=bool))
    names = tuple(f"D{number}" for number in range(descriptors))
    return CrossImpactMatrix(names, (tuple(map(str, range(states))),) * descriptors, np.where(mask, impacts, 0))


def published(folder: Path, name: str) -> tuple[CrossImpactMatrix, dict]:
    case = json.loads((folder / "cib" / f"{name}.json").read_text(encoding="utf-8"))
    descriptors = case["descriptors"]
    names, states = (tuple(item["name"] for item in descriptors), tuple(tuple(item["states"]) for item in descriptors))
    return CrossImpactMatrix(names, states, case["matrix"]), case["published"]


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> Times:
    """Wall-clock and processor seconds of each repeat; the two agree where nothing else keeps the machine busy."""
    times = []
    for _ in range(repeats):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - wall, time.process_time() - processor))
    return times


def searches() -> Iterator[tuple[str, str, Times]]:
    """Searches of random matrices, each size over several seeds."""
    for what, limit, descriptors, states, filled, by in (
        ("10 x 4, dense: 1 million", "0.05", 10, 4, 1.0, "cells"),
        ("10 x 4, 30 % of sections: 1 million", "0.05", 10, 4, 0.3, "sections"),
        ("20 x 4, 30 % of sections: 10^12", "2", 20, 4, 0.3, "sections"),
        ("20 x 3, 30 % of cells: 3.5 billion", "", 20, 3, 0.3, "cells"),
    ):
        times: Times = []
        for seed in range(SEEDS):
            matrix = random_matrix(descriptors, states, filled, seed, by)
            assert consistent_scenarios(matrix).complete
            times += seconds(lambda matrix=matrix: consistent_scenarios(matrix))
        yield f"all consistent scenarios, {what}", limit, times


def largest() -> Iterator[tuple[str, str, Times]]:
    """Beyond the default node budget."""
    matrix = random_matrix(30, 4, 0.3, seed=0)
    found = consistent_scenarios(matrix, node_budget=20_000_000)
    assert found.complete
    what = f"all consistent scenarios, 30 x 4, 30 % of sections: 10^18, {found.nodes / 1e6:.1f} million nodes"
    yield what, "", seconds(lambda: consistent_scenarios(matrix, node_budget=20_000_000), repeats=1)


def published_cases(folder: Path) -> Iterator[tuple[str, str, Times]]:
    """The 22.7-million case: search with scores, and exact basins."""
    matrix, answers = published(folder, "sei_nested_simplified_standardized")
    found = consistent_scenarios(matrix)
    expected = {tuple(state - 1 for state in answer["states"]): answer for answer in answers["consistent_scenarios"]}
    assert set(found.scenarios) == set(expected)
    yield (
        "all consistent scenarios with their scores, 22.7 million (published)",
        "0.3",
        seconds(lambda: consistent_scenarios(matrix)),
    )
    tracemalloc.start()
    weighed = basins(matrix)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    assert all(weighed.weight(scenario) == answer["weight"] for scenario, answer in expected.items())
    yield (
        f"exact basins, 22.7 million (published), {peak:.0f} MiB at most",
        "1 GiB",
        seconds(lambda: basins(matrix), repeats=3),
    )
    yield (
        "sampled basins of the same, 100,000 starts",
        "",
        seconds(lambda: basins(matrix, exact_limit=1)),
    )


def analyses() -> Iterator[tuple[str, str, Times]]:
    """What an analyst runs on a matrix of the usual size."""
    for descriptors in (8, 10):
        matrix = random_matrix(descriptors, 3, 0.3, seed=1).widened(1)
        yield (
            f"1,000 draws, {descriptors} x 3, every judgement +-1",
            "5",
            seconds(lambda matrix=matrix: robustness(matrix, draws=1000)),
        )
    policies = {f"policy {place}": {place: 0} for place in range(6)}
    yield (
        "six policies against none: scenarios, exact basins, 1,000 draws each, 10 x 3",
        "",
        seconds(lambda: compare_policies(matrix, policies), repeats=3),
    )


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}\n")
    print("| what | median | slowest | processor, median | allowed |")
    print("|---|---:|---:|---:|---:|")
    groups = [searches(), analyses(), *([published_cases(folder)] if folder.is_dir() else []), largest()]
    for group in groups:
        for what, limit, times in group:
            wall, processor = zip(*times, strict=True)
            figures = [f"{value:.3f} s" for value in (statistics.median(wall), max(wall), statistics.median(processor))]
            allowed = f"{limit} s" if limit and limit[-1].isdigit() else limit
            print(f"| {what} | {' | '.join(figures)} | {allowed} |", flush=True)


if __name__ == "__main__":
    main()
