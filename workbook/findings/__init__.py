"""Sentences that state what a frame shows. Each is made from the rows it speaks of and cites them, so that
prose cannot drift.

One module a notebook. A function takes the rows in view and gives one paragraph; for rows that show nothing
it says so.
"""

from workbook.findings import (
    actors,
    argument,
    balance,
    briefing,
    claims,
    compare,
    events,
    forecasts,
    foresight,
    hypotheses,
    policies,
    scenarios,
    source,
    storylines,
)

__all__ = [
    "actors",
    "argument",
    "balance",
    "briefing",
    "claims",
    "compare",
    "events",
    "forecasts",
    "foresight",
    "hypotheses",
    "policies",
    "scenarios",
    "source",
    "storylines",
]
