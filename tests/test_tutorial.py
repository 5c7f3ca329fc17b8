"""The tutorial is carried out as it is written, and prints what it says it prints."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
STEPS = re.findall(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", TUTORIAL, re.MULTILINE | re.DOTALL)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as it is delivered, without what was built."""
    for folder in ("data/harbour-dispute", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".*"))
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / "harbour-dispute.txt", tmp_path / "seeds")
    return tmp_path


def test_every_box_of_the_tutorial_is_a_step_or_what_a_step_prints():
    assert len(STEPS) == TUTORIAL.count("\n```sh\n") >= 10
    assert sum(bool(printed) for _, printed in STEPS) == TUTORIAL.count("\n```text\n")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the steps are written for a POSIX shell")
def test_the_steps_of_the_tutorial_do_what_they_say(project: Path):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "WORKBOOK_HOME": str(project), "PATH": path}
    for commands, expected in STEPS:
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=project, env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert ran.returncode == 0, f"{commands}\n{ran.stdout}\n{ran.stderr}"
        missing = [line for line in expected.splitlines() if line not in ran.stdout]
        assert missing == [], f"{commands}\n{ran.stdout}"
    assert "Velmark suspends the lease" in (project / "reports/velmark-only/03_events.html").read_text("utf-8")
