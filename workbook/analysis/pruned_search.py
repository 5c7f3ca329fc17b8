"""Bound-pruned search for the scenarios that hold themselves up, in one matrix or in many alike at once.

A node of the search is a set of states still open for each descriptor. For a state *a* of a descriptor and a rival
*b*, the lead of the rival is a sum over descriptors, each contributing the difference its state makes between *b*
and *a*. The sum of the smallest contributions, each over the states that descriptor still has open, is a lead the
rival can never fall below. If it is positive, no scenario of the node can be consistent with *a*, and *a* is struck
out. (Taking the smallest *difference* is tighter than bounding both scores by themselves: one choice of a state
feeds both.) Striking out raises other bounds, so a node that changed is looked at again; a node with an empty
descriptor is dropped; one with a single scenario left has exact bounds, so that scenario is consistent. All other
nodes branch on the most influential descriptor that is still open.

A contribution depends only on which subset of states is open, and a descriptor has few, so all of them are
tabulated beforehand and the bounds of a batch of nodes are a few table look-ups. This is bounds propagation as
constraint solvers do it (Schulte and Carlsson, in the Handbook of Constraint Programming, 2006), kept exact and
carried out on thousands of nodes per step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbook.errors import WorkbookError

BATCH = 2048  # nodes per step: few enough to stay in the cache, enough to make numpy's overhead vanish
MOST_STATES = 10  # of a descriptor: there are 2 ** 10 sets of them
NODE_BUDGET = 4_000_000  # some ten seconds
TABLE_BYTES = 64 * 2**20
MOST_MATRICES = 2**15 - 1  # at once: their number shares a 16-bit column with the sets of states

# The state that a set of one state consists of.
_ONLY_BIT = np.array([0, *(number.bit_length() - 1 for number in range(1, 1 << MOST_STATES))], dtype=np.int16)

# Shape (N, 1 + n): the number of the matrix searched, then per descriptor the set of its open states, one bit for
# each.
Nodes = NDArray[np.int16]


@dataclass(frozen=True)
class Found:
    """What a search found, in order of matrix and states.

    Parameters
    ----------
    matrices
        The number, within the stack, of the matrix that each scenario is consistent in; shape (R,).
    states
        The scenarios' state indices, shape (R, n).
    nodes
        How many nodes were looked at.
    complete
        False if the node budget ran out, in which case there may be more scenarios.
    """

    matrices: NDArray[np.int64]
    states: NDArray[np.int16]
    nodes: int
    complete: bool


def search(stack: NDArray[np.int64], sizes: Sequence[int], node_budget: int = NODE_BUDGET) -> Found:
    """Every consistent scenario of every matrix in a stack.

    Parameters
    ----------
    stack
        Whole-number impacts, shape (B, S, S).
    sizes
        States per descriptor, adding up to S.
    node_budget
        Nodes to look at in all before giving up.

    Raises
    ------
    WorkbookError
        If a descriptor has more than 10 states, or the budget is no positive number.
    """
    if max(sizes) > MOST_STATES:
        raise WorkbookError(f"a descriptor has {max(sizes)} states; the search takes {MOST_STATES} at most")
    if node_budget < 1:
        raise WorkbookError(f"the node budget is {node_budget}; it must be at least 1")
    at_once = _matrices_at_once(sizes, stack)
    matrices, states = [np.empty(0, dtype=np.int64)], [np.empty((0, len(sizes)), dtype=np.int16)]
    nodes, complete = 0, True
    for first in range(0, len(stack), at_once):
        if nodes >= node_budget:
            complete = False
            break
        solved, looked_at, ended = _search(stack[first : first + at_once], np.asarray(sizes), node_budget - nodes)
        matrices.append(solved[:, 0].astype(np.int64) + first)
        states.append(_ONLY_BIT[solved[:, 1:]])
        nodes, complete = nodes + looked_at, complete and ended
    matrix, scenarios = np.concatenate(matrices), np.concatenate(states)
    order = np.lexsort([*scenarios.T[::-1], matrix])
    return Found(matrix[order], scenarios[order], nodes, complete)


def _search(stack: NDArray[np.int64], sizes: NDArray[np.int64], node_budget: int) -> tuple[Nodes, int, bool]:
    """The nodes with one scenario left, how many were looked at, and whether that was all."""
    tables = _contributions(stack, sizes)
    order = _by_influence(tables)
    starts = np.cumsum(sizes) - sizes
    bits = (1 << (np.arange(sizes.sum()) - np.repeat(starts, sizes))).astype(np.int16)
    pool = _roots(len(stack), sizes)
    solved: list[Nodes] = [pool[:0]]
    nodes = 0
    while len(pool) and nodes < node_budget:
        pool, batch = pool[:-BATCH], pool[-BATCH:]
        nodes += len(batch)
        possible = _possible(tables, batch, len(bits))
        remaining = batch.copy()
        remaining[:, 1:] &= np.bitwise_or.reduceat(possible * bits, starts, axis=1)
        changed = (remaining != batch).any(axis=1)
        again = remaining[changed & (remaining[:, 1:] != 0).all(axis=1)]
        settled = batch[~changed]
        undecided = (settled[:, 1:] & (settled[:, 1:] - 1)) != 0
        is_open = undecided.any(axis=1)
        solved.append(settled[~is_open])
        pool = np.concatenate([pool, *_branches(settled[is_open], undecided[is_open], order, sizes), again])
    return np.concatenate(solved), nodes, not len(pool)


def _roots(count: int, sizes: NDArray[np.int64]) -> Nodes:
    everything = np.broadcast_to((1 << sizes) - 1, (count, len(sizes)))
    return np.column_stack([np.arange(count), everything]).astype(np.int16)


def _possible(tables: list[NDArray[np.signedinteger]], batch: Nodes, states: int) -> NDArray[np.bool_]:
    """Which states no rival is bound to beat, shape (N, S)."""
    lead = tables[0][batch[:, 0], batch[:, 1]]
    for place, table in enumerate(tables[1:], start=2):
        lead += table[batch[:, 0], batch[:, place]]
    return lead.reshape(len(batch), -1, states).max(axis=1) <= 0


def _branches(
    nodes: Nodes, undecided: NDArray[np.bool_], order: NDArray[np.int64], sizes: NDArray[np.int64]
) -> list[Nodes]:
    """Each node once for every open state of its most influential undecided descriptor."""
    if not len(nodes):
        return []
    column = 1 + order[undecided[:, order].argmax(axis=1)]
    open_states = nodes[np.arange(len(nodes)), column]
    branches = []
    for state in range(int(sizes.max())):
        has = (open_states >> state & 1).astype(bool)
        branch = nodes[has]
        branch[np.arange(len(branch)), column[has]] = 1 << state
        branches.append(branch)
    return branches


def _contributions(stack: NDArray[np.int64], sizes: NDArray[np.int64]) -> list[NDArray[np.signedinteger]]:
    """Per descriptor the least it adds to every rival's lead, for every set of its states still open.

    Shape (B, 2 ** size, R * S): of R rivals for each of S states. A descriptor with fewer states than others has a
    state compared with itself, which never leads. For its own states a descriptor's contribution is certain: the
    state in question is the one chosen.
    """
    count, states, _ = stack.shape
    starts = np.cumsum(sizes) - sizes
    start, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    chosen = np.arange(states)
    turns = np.arange(1, max(2, int(sizes.max())))[:, None]
    rival = start + np.where(turns < size, (chosen - start + turns) % size, chosen - start)  # (R, S)
    lead = stack[:, :, rival] - stack[:, :, None, chosen]  # (B, S, R, S)
    lead = lead.astype(_smallest_type(lead, starts))
    tables = []
    for first, length in zip(starts.tolist(), sizes.tolist(), strict=True):
        own = np.arange(first, first + length)
        block = lead[:, own].copy()
        block[..., own] = lead[:, own, :, own].transpose(1, 2, 0)[:, None]
        table = np.zeros((count, 1 << length, block[0, 0].size), dtype=lead.dtype)
        for state in range(length):
            contribution = block[:, state].reshape(count, 1, -1)
            table[:, 1 << state] = contribution[:, 0]
            others = table[:, 1 : 1 << state]
            np.minimum(others, contribution, out=table[:, (1 << state) + 1 : 2 << state])
        tables.append(table)
    return tables


def _smallest_type(lead: NDArray[np.int64], starts: NDArray[np.int64]) -> type[np.signedinteger]:
    """The narrowest whole numbers that hold every sum of contributions: less to move is faster to search."""
    largest = np.maximum.reduceat(np.abs(lead), starts, axis=1).sum(axis=1).max()
    return next(kind for kind in (np.int16, np.int32, np.int64) if largest <= np.iinfo(kind).max)


def _by_influence(tables: list[NDArray[np.signedinteger]]) -> NDArray[np.int64]:
    """Descriptors, those first whose open states leave most to be decided elsewhere."""
    doubt = [float(table[:, -1].sum(dtype=np.float64)) for table in tables]
    return np.argsort(doubt, kind="stable")


def _matrices_at_once(sizes: Sequence[int], stack: NDArray[np.int64]) -> int:
    per_matrix = 4 * sum((1 << size) + 8 * size for size in sizes) * stack.shape[1] * max(1, max(sizes) - 1)
    return min(max(1, TABLE_BYTES // per_matrix), MOST_MATRICES)
