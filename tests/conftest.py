"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.small import Small, make_small

# a loaded machine is no bug
settings.register_profile("workbook", deadline=None)
settings.load_profile("workbook")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of published answers, which lies beside a checkout and is no part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("the reference folder with published answers is not beside this checkout")
    return folder


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A small dataset, complete in every table, in a project of its own."""
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path))
    return make_small(tmp_path)
