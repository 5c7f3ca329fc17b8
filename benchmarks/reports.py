"""How long reports take: ``workbook sweep`` beside the ways in which people run papermill, on the same real notebook.

All contestants run ``03_events`` and make HTML, in turns, so that a busy moment of the machine hits them all. The
slow ones run fewer of the parameter sets; every figure is seconds a run. Usage::

    python benchmarks/reports.py [--sets 40] [--repeats 3] [--growth]
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "notebooks" / "03_events.ipynb"
BIN = Path(sys.executable).parent
SETS = [
    {"lane": lane, "start": start, "end": end}
    for lane, start, end in itertools.product(
        ("type", "actor", "status", "country"), ("", "1990", "2001", "2010", "2018"), ("", "2020")
    )
]

API = """
import json, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
import nbconvert
{imports}
exporter = nbconvert.HTMLExporter()
for number, values in enumerate(json.loads(sys.argv[1])):
    out = Path(sys.argv[2]) / f"{{number}}.ipynb"
    {execute}(sys.argv[3], str(out), parameters=values, {options})
    out.with_suffix(".html").write_text(exporter.from_filename(str(out))[0], "utf-8")
"""
PAPERMILL = API.format(
    imports="import papermill",
    execute="papermill.execute_notebook",
    options="progress_bar=False, kernel_name='python3'",
)
WARM = PAPERMILL.replace("kernel_name='python3'", "kernel_name='workbook'")
PLOOMBER = API.format(
    imports="from ploomber_engine import execute_notebook", execute="execute_notebook",
    options="progress_bar=False, log_output=False, verbose=False",
)  # fmt: skip
CELLS = """
import ast, json, sys, time
from workbook.warm.forge import heat
heat()
cells = json.load(open(sys.argv[3]))["cells"]
cells = [ast.parse("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
total = 0.0
for values in json.loads(sys.argv[1]):
    space = {}
    for number, cell in enumerate(cells):
        last = cell.body[-1] if isinstance(cell.body[-1], ast.Expr) else None
        began = time.perf_counter()
        exec(compile(ast.Module(cell.body[:-1] if last else cell.body, []), "cell", "exec"), space)
        if last:
            shown = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
            getattr(shown, "_repr_mimebundle_", lambda: None)()
        total += time.perf_counter() - began
        if number == 0:
            space.update(values)
print(total)
"""


def script(code: str, sets: list[dict[str, str]], folder: Path) -> list[str]:
    return [sys.executable, "-c", code, json.dumps(sets), str(folder), str(NOTEBOOK)]


def call(*commands: list[str]) -> float:
    """Seconds until commands that run side by side are all done."""
    began = time.perf_counter()
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    if any([process.wait() for process in running]):
        raise SystemExit(f"failed: {commands[0][:3]}")
    return time.perf_counter() - began


def ours(sets: list[dict[str, str]], folder: Path) -> float:
    file = folder / "sweep.yaml"
    runs = "\n".join(f"  - {json.dumps(each)}" for each in sets)
    file.write_text(f"notebook: {NOTEBOOK}\nlist:\n{runs}\n", "utf-8")
    return call([str(BIN / "workbook"), "sweep", str(file), "--out", str(folder / "out")])


def commands(sets: list[dict[str, str]], folder: Path) -> float:
    total = 0.0
    for number, values in enumerate(sets):
        out = str(folder / f"{number}.ipynb")
        given = [part for name, value in values.items() for part in ("-r", name, value)]
        total += call([str(BIN / "papermill"), str(NOTEBOOK), out, "-k", "python3", *given])
        total += call([str(BIN / "jupyter"), "nbconvert", "--to", "html", out])
    return total


def api(code: str, processes: int = 1) -> Callable[[list[dict[str, str]], Path], float]:
    def measure(sets: list[dict[str, str]], folder: Path) -> float:
        folders = [folder / str(number) for number in range(processes)]
        for each in folders:
            each.mkdir()
        return call(*(script(code, sets[number::processes], each) for number, each in enumerate(folders)))

    return measure


def floor(sets: list[dict[str, str]], folder: Path) -> float:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    ended = subprocess.run(
        script(CELLS, sets, folder), env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(ended.stdout) / (os.cpu_count() or 1)


def contestants(sets: int) -> list[tuple[str, int, Callable[[list[dict[str, str]], Path], float]]]:
    found = [
        ("workbook sweep", sets, ours),
        ("the cells alone, divided by the cores", sets // 2, floor),
        ("papermill API, kernel `workbook`", sets // 2, api(WARM)),
        ("papermill API", max(sets // 4, 4), api(PAPERMILL)),
        ("papermill API, two processes", max(sets // 4, 4), api(PAPERMILL, 2)),
        ("papermill and nbconvert commands", max(sets // 10, 2), commands),
    ]
    if importlib.util.find_spec("ploomber_engine"):
        found.insert(3, ("ploomber-engine, in one process", sets // 2, api(PLOOMBER)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="measure our own cost from 10 to 1,000 runs instead")
    given = parser.parse_args()
    if given.growth:
        growth()
        return
    runs = contestants(given.sets)
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in runs}
    for _ in range(given.repeats):
        for name, number, measure in runs:
            with tempfile.TemporaryDirectory() as folder:
                seconds[name].append(measure(SETS[:: len(SETS) // number][:number], Path(folder)) / number)
            print(f"{name}: {seconds[name][-1]:.2f} s a run, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    own = statistics.median(seconds["workbook sweep"])
    print("| contestant | sets | s a run, median | slowest | times ours |\n|---|---:|---:|---:|---:|")
    for name, number, _ in runs:
        median = statistics.median(seconds[name])
        print(f"| {name} | {number} | {median:.2f} | {max(seconds[name]):.2f} | {median / own:.1f} |")


def growth() -> None:
    print("| runs | s a run |\n|---:|---:|")
    for number in (10, 100, 1000):
        sets = [{"seed": str(seed)} for seed in range(number)]
        with tempfile.TemporaryDirectory() as folder:
            tiny = Path(folder) / "tiny.ipynb"
            cells = [('dataset: str = "iran-al-qaeda-2020"\nseed: int = 1', ["parameters"]), ("seed", [])]
            tiny.write_text(
                json.dumps(
                    {
                        "nbformat": 4,
                        "nbformat_minor": 5,
                        "metadata": {
                            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
                        },
                        "cells": [
                            {
                                "cell_type": "code",
                                "id": f"c{place}",
                                "execution_count": None,
                                "outputs": [],
                                "metadata": {"tags": tags},
                                "source": source,
                            }
                            for place, (source, tags) in enumerate(cells)
                        ],
                    }
                )
            )
            file = Path(folder) / "sweep.yaml"
            file.write_text(f"notebook: {tiny}\nmatrix:\n  seed: {[int(each['seed']) for each in sets]}\n")
            took = call([str(BIN / "workbook"), "sweep", str(file), "--out", str(Path(folder) / "out")])
        print(f"| {number} | {took / number:.3f} |", flush=True)


if __name__ == "__main__":
    main()
