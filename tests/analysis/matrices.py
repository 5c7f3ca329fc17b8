"""Cross-impact matrices for tests, and a slow, plain solver of the definition to hold the fast ones against."""

import functools
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from workbook.analysis.cross_impact import CrossImpactMatrix

Scenario = tuple[int, ...]

PUBLISHED = (
    "population_income_education",
    "sei_global",
    "sei_natl_regional",
    "sei_nested_simplified_standardized",
    "somewhereland",
    "sw5_random_10x3_r2",
    "sw5_random_10x3_r3",
    "sw5_random_5x4",
    "sw5_random_8x3",
)


def published(reference: Path, name: str) -> tuple[CrossImpactMatrix, dict[str, Any]]:
    """A matrix with published answers, and those answers."""
    case = json.loads((reference / "cib" / f"{name}.json").read_text(encoding="utf-8"))
    names = tuple(item["name"] for item in case["descriptors"])
    states = tuple(tuple(item["states"]) for item in case["descriptors"])
    return CrossImpactMatrix(names, states, case["matrix"]), case


def from_one(states: list[int]) -> Scenario:
    """A scenario written with states counting from 1, as the published answers are."""
    return tuple(state - 1 for state in states)


def from_label(text: str) -> Scenario:
    return from_one([int(state) for state in text.split(",")])


def matrix_of(sizes: tuple[int, ...], impacts: Any, **ranges: Any) -> CrossImpactMatrix:
    """A matrix with descriptors A, B, ... and states A1, A2, ..."""
    names = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(sizes)])
    states = tuple(
        tuple(f"{name}{number + 1}" for number in range(size)) for name, size in zip(names, sizes, strict=True)
    )
    return CrossImpactMatrix(names, states, impacts, **ranges)


@st.composite
def small_matrices(draw: st.DrawFn, most: int = 4) -> CrossImpactMatrix:
    """Matrices small enough to solve by hand, with diagonal blocks, fractions and many ties."""
    sizes = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=most)))
    pool = draw(
        st.sampled_from([(0, 0, 0, 1, -1), (-3, -2, -1, 0, 1, 2, 3), (0.1, 0.2, 0.3, -0.3, 0), (-20, 15, 0.25)])
    )
    count = sum(sizes)
    seed = draw(st.integers(0, 2**32 - 1))
    return matrix_of(sizes, np.random.default_rng(seed).choice(pool, size=(count, count)))


def every_scenario(matrix: CrossImpactMatrix) -> list[Scenario]:
    return list(itertools.product(*(range(len(states)) for states in matrix.states)))


@functools.cache
def matrix_in_millionths(matrix: CrossImpactMatrix) -> list[list[int]]:
    return [[round(value * 1_000_000) for value in row] for row in matrix.impacts.tolist()]


def plain_scores(matrix: CrossImpactMatrix, scenario: Scenario) -> list[list[int]]:
    """The scores of all states, by descriptor, in millionths."""
    impacts = matrix_in_millionths(matrix)
    starts = matrix.offsets.tolist()
    chosen = [impacts[start + state] for start, state in zip(starts, scenario, strict=False)]
    columns = list(map(sum, zip(*chosen, strict=True)))
    return [columns[start:end] for start, end in itertools.pairwise(starts)]


def plain_margins(matrix: CrossImpactMatrix, scenario: Scenario) -> list[float]:
    margins = []
    for state, scores in zip(scenario, plain_scores(matrix, scenario), strict=True):
        rivals = scores[:state] + scores[state + 1 :]
        margins.append((scores[state] - max(rivals)) / 1_000_000 if rivals else float("inf"))
    return margins


def plain_consistent(matrix: CrossImpactMatrix, fixed: dict[int, int] | None = None) -> list[Scenario]:
    """Every consistent scenario, by trying them all."""
    fixed = fixed or {}
    return [
        scenario
        for scenario in every_scenario(matrix)
        if all(scenario[place] == state for place, state in fixed.items())
        and all(margin >= 0 for place, margin in enumerate(plain_margins(matrix, scenario)) if place not in fixed)
    ]


def plain_successor(matrix: CrossImpactMatrix, scenario: Scenario, rule: str, fixed: dict[int, int]) -> Scenario:
    """The next scenario, as the definition of succession has it."""
    following = list(scenario)
    widest, mover = 0, None
    for place, (state, scores) in enumerate(zip(scenario, plain_scores(matrix, scenario), strict=True)):
        if place in fixed:
            continue
        gap = max(scores) - scores[state]
        if rule == "global" and gap > 0:
            following[place] = scores.index(max(scores))
        if gap > widest:
            widest, mover = gap, place
    if rule == "local" and mover is not None:
        scores = plain_scores(matrix, scenario)[mover]
        following[mover] = scores.index(max(scores))
    return tuple(following)


def plain_basins(matrix: CrossImpactMatrix, rule: str = "global", fixed: dict[int, int] | None = None) -> Counter:
    """How many starts end in each attractor, given as a set of scenarios, by walking from every one."""
    fixed = fixed or {}
    starts = [item for item in every_scenario(matrix) if all(item[place] == fixed[place] for place in fixed)]
    onward = {start: plain_successor(matrix, start, rule, fixed) for start in starts}
    weights: Counter = Counter()
    for start in starts:
        walk = [start]
        while (following := onward[walk[-1]]) not in walk:
            walk.append(following)
        weights[frozenset(walk[walk.index(following) :])] += 1
    return weights
