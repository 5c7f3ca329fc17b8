"""What the runs of a sweep have come to, all in one place: a table as CSV and Parquet, and two pages.

The table has a row for each run and is tidy: what was asked, how it went, and every value recorded. Neither
page nor table depends on when or where a run took place but for the columns ``seconds`` and ``memory``.
"""

from __future__ import annotations

import csv
import importlib.util
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.comparison import comparison_page
from workbook.files import write_whole
from workbook.html import site_of
from workbook.manifests import Entry
from workbook.notebooks import Value, read, title
from workbook.records import Recorded
from workbook.site import PageLink, Site
from workbook.summary import summary_page
from workbook.sweepfiles import Sweep

CSV = "results.csv"
PARQUET = "results.parquet"


@dataclass(frozen=True)
class Gathered:
    """A sweep and what became of each of its runs, in order."""

    plan: Sweep
    entries: list[Entry]

    @property
    def site(self) -> Site:
        """The pages about the sweep as a whole."""
        site = site_of(self.plan.dataset, {})
        pages = (PageLink("index", "All runs", "index.html"), PageLink("comparison", "Comparison", "comparison.html"))
        return Site(site.dataset, site.title, site.source, pages)

    @property
    def question(self) -> str:
        """What the notebook asks."""
        return title(read(self.plan.notebook), self.plan.notebook.stem)

    @property
    def recorded(self) -> list[str]:
        """The names of all recorded values, in the order in which they come up."""
        return list(dict.fromkeys(name for entry in self.entries for name in entry.recorded))


def columns(gathered: Gathered) -> dict[str, list[Any]]:
    """The table by columns. A parameter or a recorded value that has the name of another column gets a prefix."""
    plan, entries = gathered.plan, gathered.entries
    table: dict[str, list[Any]] = {
        "run": [entry.run for entry in entries],
        "status": ["failed" if entry.failure else "done" for entry in entries],
    }
    own = {"run", "status", "failure", "seconds", "memory"}
    for name in plan.varied:
        key = f"parameter_{name}" if name in own else name
        table[key] = [_joined(run.asked[name]) for run in plan.runs]
    for name in gathered.recorded:
        key = f"recorded_{name}" if name in own or name in table else name
        table[key] = _alike([entry.recorded.get(name) for entry in entries])
    return table | {
        "failure": [entry.failure for entry in entries],
        "seconds": [entry.seconds for entry in entries],
        "memory": [entry.memory for entry in entries],
    }


def _joined(value: Value) -> Value:
    return "; ".join(value) if isinstance(value, list) else value


def _alike(values: list[Recorded]) -> list[Recorded]:
    """The values of a column in one type, as Parquet wants them: numbers if they all are, else texts."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) <= 1:
        return values
    if kinds == {int, float}:
        return [None if value is None else float(value) for value in values]
    return [None if value is None else str(value) for value in values]


def gather(gathered: Gathered, out: Path) -> list[Path]:
    """Write the table and the pages of a sweep; gives the files, the page to open last."""
    table = columns(gathered)
    written = [_write(out / CSV, _csv(table))]
    if importlib.util.find_spec("polars"):
        written.append(_write(out / PARQUET, _parquet(table)))
    written.append(_write(out / "comparison.html", comparison_page(gathered, out)))
    files = [path.name for path in written]
    written.append(_write(out / "index.html", summary_page(gathered, files)))
    return written


def _csv(table: dict[str, list[Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    return file.getvalue().encode()


def _parquet(table: dict[str, list[Any]]) -> bytes:
    import polars

    file = io.BytesIO()
    polars.DataFrame(table, strict=False).write_parquet(file)
    return file.getvalue()


def _write(path: Path, content: str | bytes) -> Path:
    write_whole(path, content)
    return path
