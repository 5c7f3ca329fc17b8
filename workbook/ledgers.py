"""What a report's folder remembers of how its pages were made, so that nothing is made twice.

``.workbook.json`` lists for each page the fingerprint of the run it came from, and the checksums of its files:
a page that somebody has changed, or whose run would now give something else, is made anew. Anything wrong with
the file, or with what it says, only costs a run.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook.files import write_whole
from workbook.fingerprints import digest, run_fingerprint
from workbook.plans import Plan

NAME = ".workbook.json"
_FORM = 1


@dataclass
class Ledger:
    """A folder's memory.

    Attributes
    ----------
    runs
        The fingerprint of the run behind each page, by the page's name.
    files
        The checksum of each file that was written, by its name.
    """

    folder: Path
    runs: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Ledger:
        """What a folder remembers; nothing if it remembers nothing that can be read."""
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            content = json.loads((folder / NAME).read_text("utf-8"))
            if content.get("form") == _FORM:
                return cls(folder, dict(content["runs"]), dict(content["files"]))
        return cls(folder)

    def write(self) -> None:
        """Remember for the next time; raises OSError."""
        content = {"form": _FORM, "runs": self.runs, "files": self.files}
        write_whole(self.folder / NAME, json.dumps(content, indent=1, sort_keys=True) + "\n")

    def intact(self, *names: str) -> bool:
        """Whether files are as they were written."""
        try:
            return all(self.files.get(name) == digest((self.folder / name).read_bytes()) for name in names)
        except OSError:
            return False

    def holds(self, name: str, fingerprint: str) -> bool:
        """Whether a page's run has been done, and its executed notebook is as it was written."""
        return self.runs.get(name) == fingerprint and self.intact(f"{name}.ipynb", f"{name}.html")

    def forget(self, name: str) -> None:
        """A page's run is to be done again, whatever happens."""
        self.runs.pop(name, None)


def wanted(plan: Plan) -> dict[str, str]:
    """The fingerprint of each of a plan's runs, by name."""
    known: dict[Path, str] = {}
    return {job.name: run_fingerprint(job.path, job.values, plan.data, known) for job in plan.jobs}


def unchanged(plan: Plan, extra: Mapping[str, bool]) -> list[Path] | None:
    """The files of a report in which nothing is left to do, the index last; None if something is.

    Parameters
    ----------
    extra
        Files besides the pages, and whether each is asked for.
    """
    ledger = Ledger.of(plan.out)
    also = [name for name, asked in extra.items() if asked]
    if not all(ledger.holds(name, fingerprint) for name, fingerprint in wanted(plan).items()):
        return None
    if not ledger.intact(*also, "index.html", *ledger.files) or set(_pages(plan.out)) != set(ledger.runs):
        return None
    if any((plan.out / f"{job.name}.failed.ipynb").exists() for job in plan.jobs):
        return None
    return [plan.out / name for name in [*sorted(f"{job.name}.html" for job in plan.jobs), *also, "index.html"]]


def _pages(folder: Path) -> Iterator[str]:
    """Names of the executed notebooks in a folder that may be pages; one that was put there counts too."""
    for path in folder.glob("*.ipynb"):
        if path.with_suffix(".html").exists():
            yield path.stem
