"""Time from an executed notebook to its page: `python benchmarks/pages.py [folder of a report]`.

Prints a Markdown table of medians: our page against nbconvert's stock HTML exporter, both warm, and the stock command
as people run it. Make a report first (`make report`).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter

from workbook.dataset import load
from workbook.html import render_page
from workbook.site import site_of

REPEATS = 5
REPORT = Path(__file__).resolve().parents[1] / "reports" / "iran-al-qaeda-2020"


def median(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds, the median of several, after one that does not count."""
    work()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def command(path: Path, folder: str) -> None:
    """The stock command on one notebook."""
    options = ["--to", "html", "--output-dir", folder, "--log-level", "ERROR", str(path)]
    subprocess.run([sys.executable, "-m", "nbconvert", *options], check=True, capture_output=True)


def main(report: Path) -> None:
    """Measure every executed notebook of a report."""
    notebooks = {path.stem: nbformat.read(path, 4) for path in sorted(report.glob("[0-9][0-9]_*.ipynb"))}
    if not notebooks:
        sys.exit(f"{report}: no executed notebook; run `make report` first, or name the folder of a report")
    site = site_of(load(next(iter(notebooks.values())).metadata.workbook.dataset), notebooks)
    stock = HTMLExporter()
    print("| notebook | ours, warm | nbconvert, warm | `jupyter nbconvert` |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, notebook in notebooks.items():
            ours = median(lambda name=name, notebook=notebook: render_page(notebook, site=site, name=name))
            theirs = median(lambda notebook=notebook: stock.from_notebook_node(notebook))
            cold = median(lambda name=name: command(report / f"{name}.ipynb", folder), 3)
            print(f"| {name} | {ours:.3f} s | {theirs:.3f} s | {cold:.1f} s |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORT)
