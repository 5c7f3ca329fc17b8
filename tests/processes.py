"""The notebooks that exist for the tests, and what becomes of the processes they start."""

import time
from pathlib import Path

NOTEBOOKS = Path(__file__).parent / "notebooks"


def when_written(pids: Path) -> list[int]:
    """The process ids that the hanging notebook writes once it hangs."""
    for _ in range(400):
        if pids.exists() and len(found := pids.read_text().split()) == 2:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    raise AssertionError("the notebook did not come to hang")


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
