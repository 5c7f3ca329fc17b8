"""Ways out: a dataset in the formats of the tools that analysts already use.

One module a format, each with one function ``export(dataset)`` that gives the bytes of the file, or of several files
by name where the format is a folder. The same dataset gives the same bytes. No format but our own carries everything;
``FORMATS`` says of each what it carries and what it leaves behind.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import ParameterError, WorkbookError, nearest, shorten

if TYPE_CHECKING:
    from workbook.dataset import Dataset

Content = bytes | Mapping[str, bytes]
"""A file, or the files of a folder by name."""


@dataclass(frozen=True)
class Format:
    """A format: what it is for, what it carries, and what it cannot.

    ``ending`` is that of the file, and empty for a folder; ``extra`` the optional dependency that writes it, if it
    takes one.
    """

    name: str
    module: str
    ending: str
    title: str
    carries: str
    leaves_out: tuple[str, ...]
    extra: str = ""


_NETWORK_LOSS = (
    "events, claims, forecasts, scenarios and outside evidence",
    "characters that XML does not allow (control characters become U+FFFD)",
)

_ALL = (
    Format(
        "graphml", "networks", "graphml", "GraphML, for Gephi, yEd, Cytoscape and networkx",
        "actors as nodes, relations as directed edges, with every column, quote, sentence and position",
        _NETWORK_LOSS,
    ),
    Format(
        "gexf", "networks", "gexf", "GEXF 1.2, for Gephi",
        "actors as nodes, relations as directed edges, with every column, quote, sentence and position",
        _NETWORK_LOSS,
    ),
    Format(
        "stix", "stix", "stix.json", "STIX 2.1 bundle, for threat-intelligence platforms",
        "actors as identities, events as incidents, claims, hypotheses, forecasts and judgements as notes, relations, "
        "parts in events and links between claims as relationships; the article as a report; outside evidence as notes "
        "labelled external-evidence; every column, quote and position in a property extension",
        (
            "ratings, descriptors, states, impacts, policies, policy settings, storylines and skipped sentences",
            "partial dates as such: STIX knows only instants, so EDTF dates stay text in the extension and no "
            "start_time or stop_time is set",
            "created and modified are the article's date of publication (1970 if it has none), since STIX demands an "
            "instant",
        ),
    ),
    Format(
        "timelinejs", "timeline", "timeline.json", "TimelineJS 3 JSON",
        "dated events with type, status, date in words, quote and sentence; a link to the article",
        (
            "undated events, and events of which only the end is known; the opening slide says how many",
            "the qualifier of a date but in words; a decade or century becomes a span",
            "who takes part, positions, and every other table",
        ),
    ),
    Format(
        "annotations", "annotations", "annotations.jsonld", "W3C Web Annotations, JSON-LD",
        "every row that has a quote of its own, as an annotation with a TextQuoteSelector and a TextPositionSelector "
        "on the text as received, and a TextQuoteSelector on the article's address; the row's columns as JSON",
        (
            "rows without a quote of their own: parts in events, links between claims, ratings, forecasts, policy "
            "settings, judgements, outside evidence",
            "positions on the article's web page, which nobody here has counted",
        ),
    ),
    Format(
        "prov", "provenance", "prov.json", "PROV-JSON, W3C provenance",
        "what was derived from what: article, text, dataset, each row with its quote as a quotation from the text, "
        "claims attributed to who says them and whom they have it from, outside findings with their publications",
        (
            "the meaning of rows beyond label, quote and position",
            "times of activities: the curation was not timed",
        ),
    ),
    Format(
        "xlsx", "spreadsheet", "xlsx", "Excel workbook, one sheet a table",
        "every table with every column, typed, with filters; the sentences; what the dataset is",
        (
            "codes without their definitions (see the dataset's README)",
            "dates before 1900 as dates: they stay text, as every EDTF date does in its own column",
            "text beyond 32,767 characters in a cell, which is cut",
        ),
        extra="xlsx",
    ),
    Format(
        "parquet", "columns", "", "Parquet, a folder with one file a table",
        "every table with every column, typed; codes as categories, lists as lists, bounds of dates as dates; the "
        "sentences",
        ("the article's metadata but its name, version and checksum, which stand in each file's metadata",),
        extra="parquet",
    ),
    Format(
        "bibtex", "bibtex", "bib", "BibTeX and BibLaTeX, of the article and the outside sources",
        "the article and every outside publication once, with what it says of which claim or forecast as a note",
        ("everything else", "when an address was visited, which the dataset does not record"),
    ),
    Format(
        "csl", "csl", "csl.json", "CSL-JSON, of the article and the outside sources, for Zotero and pandoc",
        "the article and every outside publication once, with what it says of which claim or forecast as a note",
        ("everything else", "when an address was visited, which the dataset does not record"),
    ),
    Format(
        "scw", "scenariowizard", "scw", "ScenarioWizard matrix",
        "descriptors, states and impact scores; questions, reasons and quotes as notes",
        (
            "low and high of a score but in the note",
            "characters outside the Windows code page 1252, which become ?",
            "policies and storylines, and everything that is no scenario",
        ),
    ),
)  # fmt: skip

FORMATS: dict[str, Format] = {each.name: each for each in _ALL}
"""The formats by name."""


def find(name: str) -> Format:
    """The format of that name.

    Raises
    ------
    ParameterError
        If there is none.
    """
    if name in FORMATS:
        return FORMATS[name]
    hint = nearest(name, FORMATS) or f"; there are: {', '.join(FORMATS)}"
    raise ParameterError(f'format "{shorten(name)}": no such format{hint}')


def export(dataset: Dataset, format: str) -> Content:
    """A dataset in another format, as bytes, or as bytes by file name where the format is a folder.

    Raises
    ------
    ParameterError
        If there is no such format.
    WorkbookError
        If the library that writes it is not installed, or the dataset has nothing that the format could hold.
    """
    chosen = find(format)
    try:
        module = importlib.import_module(f"workbook.exports.{chosen.module}")
        options = (chosen.name,) if chosen.module == "networks" else ()
        content: Content = module.export(dataset, *options)
    except ModuleNotFoundError as error:
        if not chosen.extra or (error.name or "").startswith("workbook"):
            raise
        raise WorkbookError(
            f'{chosen.name} needs {error.name}, which is not installed: pip install "workbook[{chosen.extra}]"'
        ) from None
    return content


def write(dataset: Dataset, format: str, out: Path | None = None) -> list[Path]:
    """Write a dataset in another format; returns the files.

    Without ``out`` they go to ``reports/DATASET/exports/``. Each file appears whole or not at all.

    Raises
    ------
    ParameterError, WorkbookError
        As ``export`` does, and if nothing can be written there.
    """
    from workbook.files import write_whole
    from workbook.paths import root

    chosen = find(format)
    if out is None:
        name = f"{dataset.name}.{chosen.ending}" if chosen.ending else f"{dataset.name}-{chosen.name}"
        out = root() / "reports" / dataset.name / "exports" / name
    content = export(dataset, format)
    files = {out: content} if isinstance(content, bytes) else {out / name: each for name, each in content.items()}
    try:
        for path, each in files.items():
            write_whole(path, each)
    except OSError as error:
        raise WorkbookError(f"{out}: cannot be written to: {error.strerror}") from None
    return list(files)


def overview() -> str:
    """Every format in words: what it is, what it carries, what it leaves out."""
    blocks = []
    for each in FORMATS.values():
        lines = [f"{each.name}: {each.title}", f"  carries: {each.carries}"]
        lines += [f"  leaves out: {part}" for part in each.leaves_out]
        if each.extra:
            lines.append(f'  needs: pip install "workbook[{each.extra}]"')
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_markdown() -> str:
    """The same for ``docs/exports.md``."""
    blocks = []
    for each in FORMATS.values():
        lines = [f"### `{each.name}`: {each.title}", "", f"Carries {each.carries}.", "", "Leaves out:", ""]
        lines += [f"- {part}" for part in each.leaves_out]
        if each.extra:
            lines += ["", f'Needs `pip install "workbook[{each.extra}]"`.']
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
