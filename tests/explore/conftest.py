from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook.explore.desk import Desk

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture
def small(small):
    """The small dataset, in a project that has the notebooks too."""
    for notebook in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(notebook, small.folder.parents[1] / "notebooks")
    return small


@pytest.fixture
def desk(small, tmp_path):
    """All desks over the small dataset."""
    return Desk(small.load(), folder=tmp_path / "views")
