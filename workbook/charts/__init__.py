"""Charts: matplotlib functions of one shape, whose every mark leads to the sentence it came from.

The names are imported when first used, since matplotlib takes its time.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbook.charts.balance import two_networks
    from workbook.charts.claims import claim_arcs, claims_by_speaker, corroboration
    from workbook.charts.datasets import claims_by_dataset
    from workbook.charts.drift import certainty_drift
    from workbook.charts.events import timeline
    from workbook.charts.forecasts import forecast_ledger
    from workbook.charts.frame import Description, Mark, describe, description, mark, new_axes
    from workbook.charts.hypotheses import ach_matrix
    from workbook.charts.influence import influence_map
    from workbook.charts.matrix import relation_matrix
    from workbook.charts.network import actor_network
    from workbook.charts.objections import pushes
    from workbook.charts.parts import participation
    from workbook.charts.policies import policy_comparison
    from workbook.charts.rankings import ranking_bars
    from workbook.charts.scenarios import scenario_tableau
    from workbook.charts.source import attribution, coverage_strip, loaded_language
    from workbook.charts.stability import stability_bars
    from workbook.charts.storylines import storyline_balance
    from workbook.charts.sureness import certainty, certainty_by_basis

_HOME = {
    "Description": "frame",
    "Mark": "frame",
    "ach_matrix": "hypotheses",
    "actor_network": "network",
    "attribution": "source",
    "certainty": "sureness",
    "certainty_by_basis": "sureness",
    "certainty_drift": "drift",
    "claim_arcs": "claims",
    "claims_by_dataset": "datasets",
    "claims_by_speaker": "claims",
    "corroboration": "claims",
    "coverage_strip": "source",
    "describe": "frame",
    "description": "frame",
    "forecast_ledger": "forecasts",
    "influence_map": "influence",
    "loaded_language": "source",
    "mark": "frame",
    "new_axes": "frame",
    "participation": "parts",
    "policy_comparison": "policies",
    "pushes": "objections",
    "ranking_bars": "rankings",
    "relation_matrix": "matrix",
    "scenario_tableau": "scenarios",
    "stability_bars": "stability",
    "storyline_balance": "storylines",
    "timeline": "events",
    "two_networks": "balance",
}
__all__ = [
    "Description", "Mark", "ach_matrix", "actor_network", "attribution", "certainty", "certainty_by_basis",
    "certainty_drift", "claim_arcs", "claims_by_dataset", "claims_by_speaker", "corroboration",
    "coverage_strip", "describe", "description", "forecast_ledger", "influence_map", "loaded_language", "mark",
    "new_axes", "participation", "policy_comparison", "pushes", "ranking_bars", "relation_matrix",
    "scenario_tableau", "stability_bars", "storyline_balance", "timeline", "two_networks",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__]
