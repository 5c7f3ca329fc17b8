from pathlib import Path

import numpy as np
import pytest

from tests.exports.hostile import SHIPPED
from tests.small import Small
from workbook import load
from workbook.analysis.cross_impact import CrossImpactMatrix
from workbook.exports import export
from workbook.scenario_wizard import Project, read_scw


def read(content: bytes, folder: Path) -> Project:
    (folder / "x.scw").write_bytes(content)
    return read_scw(folder / "x.scw")


@pytest.mark.parametrize("which", ["shipped", "small"])
def test_a_matrix_read_back_is_the_same(which: str, small: Small, tmp_path: Path):
    dataset = load(SHIPPED) if which == "shipped" else small.load()
    matrix = CrossImpactMatrix.from_tables(dataset.descriptors, dataset.states, dataset.impacts)
    project = read(export(dataset, "scw"), tmp_path)
    assert (project.matrix.descriptors, project.matrix.states) == (matrix.descriptors, matrix.states)
    assert np.array_equal(project.matrix.impacts, matrix.impacts)
    assert project.descriptor_names == tuple(dataset.descriptors["label"])
    assert project.title == dataset.title


def test_reasons_quotes_and_ranges_stand_in_the_notes(small: Small, tmp_path: Path):
    project = read(export(small.load(), "scw"), tmp_path)
    assert project.note(0, 1) == (
        "open -> higher: 2 (1 to 3), analyst: Running costs money. | "
        "closed -> same: 1 (0 to 2), article: No ferry and no fare. “would close” (s3)"
    )
    assert project.notes[1] == "Does the line run? “reopen the line”"


def test_a_character_that_the_program_cannot_read_becomes_a_question_mark(small: Small, tmp_path: Path):
    small.change("impacts", "Running costs money.", "Бегун → 1")
    assert "????? ? 1" in read(export(small.load(), "scw"), tmp_path).note(0, 1)
