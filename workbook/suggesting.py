"""What ``workbook suggest`` prints: the candidates for a dataset, those for one table, or all as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from workbook.dataset import read
from workbook.errors import ParameterError, WorkbookError, nearest, shorten
from workbook.plans import chosen_dataset
from workbook.quality import check
from workbook.suggest import LONGEST, SUGGESTED, Suggestions, suggest


def show(arguments: Sequence[str], *, left: bool, as_json: bool, out: Callable[[str], None]) -> int:
    """Print candidates for ``[DATASET] [TABLE]``.

    Raises
    ------
    ParameterError
        If there is no such dataset or table.
    WorkbookError
        If the dataset's text cannot be read.
    """
    folder, table = _chosen(arguments)
    reading = read(folder)
    if reading.text is None:
        raise WorkbookError("\n".join(map(str, reading.problems)))
    found = suggest(reading.text)
    if left:
        found = _left(found, folder)
    if as_json:
        tables = {name: found.rows[name] for name in ([table] if table else SUGGESTED)}
        out(
            json.dumps(
                {"dataset": folder.name, "candidates": tables, "places": found.places}, ensure_ascii=False, indent=2
            )
        )
    elif table:
        out(found.csv(table, header=True).removesuffix("\n"))
    else:
        out(_everything(found, folder.name))
    return 0


def _chosen(arguments: Sequence[str]) -> tuple[Path, str]:
    """The dataset's folder and the table, if one is given; a table alone is one of the default dataset."""
    if len(arguments) > 2:
        raise ParameterError(f"expected [DATASET] [TABLE], not {len(arguments)} arguments")
    names = list(arguments)
    table = names.pop() if names and (len(names) == 2 or names[0] in SUGGESTED) else ""
    if table and table not in SUGGESTED:
        hint = nearest(table, SUGGESTED) or f"; there are {', '.join(SUGGESTED)}"
        raise ParameterError(f'"{shorten(table)}": no candidates for such a table{hint}')
    return chosen_dataset(names[0] if names else None), table


def _left(found: Suggestions, folder: Path) -> Suggestions:
    coverage = check(folder).coverage
    waiting = {unit.id for unit in coverage.unaccounted} if coverage else set()
    rows, where = {}, {}
    for table, sentences in found.sentences.items():
        kept = [place for place, sentence in enumerate(sentences) if sentence in waiting]
        rows[table] = [found.rows[table][place] for place in kept]
        where[table] = [sentences[place] for place in kept]
    return Suggestions(rows, where, found.places, found.cut)


def _everything(found: Suggestions, name: str) -> str:
    parts = [f"{name}: candidates to judge and paste; nothing is written. Empty columns are yours to fill."]
    if found.cut:
        parts.append(f"The text is long: only its first {LONGEST:,} characters were looked at.")
    for table in SUGGESTED:
        rows = len(found.rows[table])
        parts.append(f"\n== {table}.csv: {rows} candidate{'' if rows == 1 else 's'}")
        if rows:
            parts.append(found.csv(table, header=True).removesuffix("\n"))
    if found.places:
        parts.append(f"\n== places, for the columns place and country: {', '.join(found.places)}")
    return "\n".join(parts)
