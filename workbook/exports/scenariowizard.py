"""The cross-impact matrix as ScenarioWizard opens it, with questions, reasons and quotes as notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.errors import WorkbookError
from workbook.exports.plain import Row, rows
from workbook.scenario_wizard import Project, number_text, scw

if TYPE_CHECKING:
    from workbook.dataset import Dataset


def export(dataset: Dataset) -> bytes:
    """The project file.

    Raises
    ------
    WorkbookError
        If the dataset has no descriptors.
    """
    if dataset.descriptors.empty:
        raise WorkbookError(f"{dataset.name}: no descriptors, so there is no matrix to export; see descriptors.csv")
    return scw(project(dataset))


def project(dataset: Dataset) -> Project:
    """The matrix with the long names of descriptors and states, and a note on each descriptor and pair."""
    matrix = CrossImpactMatrix.from_tables(dataset.descriptors, dataset.states, dataset.impacts)
    descriptors = {row["descriptor"]: row for row in rows(dataset, "descriptors")}
    states = {(row["descriptor"], row["state"]): row["label"] for row in rows(dataset, "states")}
    pairs: dict[tuple[str, str], list[str]] = {}
    for row in rows(dataset, "impacts"):
        pairs.setdefault((row["source"], row["target"]), []).append(_note(row))
    names = matrix.descriptors
    return Project(
        matrix,
        title=dataset.title,
        descriptor_names=tuple(descriptors[name]["label"] for name in names),
        state_names=tuple(states[name, state] for name, own in zip(names, matrix.states, strict=True) for state in own),
        notes=(
            f"{dataset.source}. Dataset {dataset.name} {dataset.version}, sha256 {dataset.fingerprint}.",
            *(f"{descriptors[name]['question']} “{descriptors[name]['quote']}”" for name in names),
            *(" | ".join(pairs.get((source, target), [])) for source in names for target in names),
        ),
    )


def _note(row: Row) -> str:
    """A judgement in words: ``weak -> wide: 2 (1 to 3), on the article's word: reason “quote”``."""
    span = f"{number_text(row['score'])} ({number_text(row['low'])} to {number_text(row['high'])})"
    quote = f" “{row['quote']}” ({row['sentence']})" if "quote" in row else ""
    return f"{row['source_state']} -> {row['target_state']}: {span}, {row['basis']}: {row['reason']}{quote}"
