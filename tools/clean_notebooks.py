"""Strip notebooks to what a person wrote, so that a diff shows the change and nothing else.

A committed notebook keeps its cells, their ids and their tags, and names the kernel that papermill starts.
Outputs, counts, widget states and what an editor adds are dropped, and the kernel's display name is reset
(an editor writes the name that its own kernel happens to have).

    python tools/clean_notebooks.py [--check] NOTEBOOK...
"""

import argparse
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def strip(notebook: NotebookNode) -> NotebookNode:
    """Drop from a notebook what a run and an editor add; returns the same notebook."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def clean(text: str) -> str:
    """Return a notebook's text, stripped."""
    notebook = strip(nbformat.reads(text, as_version=4))
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Clean the notebooks named; with --check, change nothing, name those that are not clean and return 1."""
    parser = argparse.ArgumentParser(description="Strip notebooks of outputs and metadata.")
    parser.add_argument("notebooks", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if one is not clean")
    options = parser.parse_args(arguments)
    found = 0
    for path in options.notebooks:
        before = path.read_text("utf-8")
        after = clean(before)
        if before == after:
            continue
        found += 1
        if options.check:
            print(f"{path}: not clean (`make format` mends it)")
        else:
            path.write_text(after, "utf-8", newline="\n")
            print(f"{path}: cleaned")
    return 1 if found and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
