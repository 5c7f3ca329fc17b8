"""What a run depends on, as one number: the same fingerprint, the same result.

A page states the checksum of its whole dataset, so a change of any row changes every page on that dataset: the
dataset counts as a whole. A notebook that sets datasets beside each other reads all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from workbook.notebooks import Value, declared
from workbook.package import DESCRIPTOR, read_package, read_text
from workbook.paths import dataset_folder
from workbook.stamps import code_fingerprint, libraries


def run_fingerprint(
    notebook: Path, values: Mapping[str, Value], folder: Path, known: dict[Path, str] | None = None
) -> str:
    """The fingerprint of a run.

    Parameters
    ----------
    notebook
        The notebook's file.
    values
        The parameters that differ from its defaults.
    folder
        The dataset it is run on, unless its parameters name another.
    known
        The fingerprints of datasets that were read before in the same breath; more are added.
    """
    data = _data(notebook, values, folder, {} if known is None else known)
    parts = [digest(notebook.read_bytes()), dict(values), data, code_fingerprint(), libraries()]
    return digest(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode())


def _data(notebook: Path, values: Mapping[str, Value], folder: Path, known: dict[Path, str]) -> list[str]:
    """The fingerprints of all datasets that a run may read."""
    if "dataset" in values:
        folder = dataset_folder(str(values["dataset"]))
    folders = [folder]
    beside: list[str] = []
    if "datasets" in declared(notebook):
        named = values.get("datasets")
        folders += [dataset_folder(name) for name in named] if isinstance(named, list) else []
        folders += sorted(path.parent for path in folder.parent.glob(f"*/{DESCRIPTOR}"))
        beside = [digest(path.read_bytes()) for each in folders for path in sorted(each.parent.glob("*.csv"))]
    for each in folders:
        if each not in known:
            known[each] = data_fingerprint(each)
    return [*(known[each] for each in folders), *beside]


def data_fingerprint(folder: Path) -> str:
    """The fingerprint of a dataset: its descriptor, its tables and its text, byte for byte.

    Reads the files without looking into the tables, so that it costs a few thousandths of a second.
    """
    package, _ = read_package(folder, folder.name)
    text, _ = read_text(folder, package.source, folder.name)
    total = hashlib.sha256((text or "").encode())
    for path in sorted([folder / DESCRIPTOR, *folder.glob("*.csv")]):
        total.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return total.hexdigest()


def digest(content: bytes) -> str:
    """The sha256 of some bytes."""
    return hashlib.sha256(content).hexdigest()
