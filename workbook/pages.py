"""What every notebook has in common: checked parameters at the top, cited sentences and provenance at the
foot.

A notebook opens its page once and asks it for the rest::

    page = workbook.open_page("03_events", dataset=dataset, start=start, end=end, actor=actor, types=types,
    lane=lane) events = select.events(page.dataset, start=page.start, end=page.end, actor=page.actor,
    types=page.types) page.introduction(events, of=page.dataset.events)

The parameters are checked here as well as before a kernel starts, so that a notebook run by plain papermill
or by hand gives the same one line on a mistyped name or value.
"""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from workbook.charts.words import count
from workbook.dataset import Dataset, load
from workbook.gaps import to_fill
from workbook.prose import Prose
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

    from workbook.notebooks import Value

LIBRARIES = ("pandas", "numpy", "matplotlib", "networkx", "papermill", "nbconvert")
"""The libraries whose versions a page states, since its figures or its bytes depend on them."""


@dataclass(frozen=True)
class Page:
    """An opened notebook: its dataset and its checked parameters, which are also its attributes
    (``page.start``).
    """

    notebook: str
    dataset: Dataset
    values: Mapping[str, Value]

    def __getattr__(self, name: str) -> Any:
        if name in self.values:
            return self.values[name]
        raise AttributeError(f"{self.notebook} has no parameter {name!r}; it has {', '.join(self.values)}")

    def introduction(self, selected: pd.DataFrame, *, of: pd.DataFrame) -> Prose:
        """How many of the dataset's rows the page shows; and plainly if there are none."""
        noun = str(of.columns[0])
        if not len(of):
            table = next(table.name for table in SCHEMA.values() if table.names[0] == noun)
            return to_fill(self.dataset, [table]) or Prose("")
        if not len(selected):
            words = f"None of the dataset's {count(len(of), noun)} matches. Widen the selection and run again."
        elif len(selected) == len(of):
            words = f"This page shows all {count(len(of), noun)} of the dataset."
        else:
            words = f"This page shows {len(selected)} of the {count(len(of), noun)} of the dataset."
        return Prose(Markup('<p class="wb-say{}">{}</p>').format("" if len(selected) else " wb-empty", words))

    def passages(self, *frames: pd.DataFrame) -> Prose:
        """The sentences that some rows rest on, for the foot of the page, each under the id that marks link to."""
        from workbook.annotate import passages

        return passages(self.dataset, *frames)

    def provenance(self, *others: Dataset) -> Prose:
        """The article, the dataset and its checksum, those of other datasets on the page, the versions, and the
        commands that make the page again.
        """
        from workbook import __version__
        from workbook.parameters import reproduce

        dataset, source = self.dataset, self.dataset.source
        versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
        rows = {
            "Article": f"{source}. Text sha256 {source.sha256[:16]}…",
            "Dataset": f"{dataset.name} {dataset.version}, sha256 {dataset.fingerprint}",
            **{f"Beside it: {other.name}": _told(other) for other in others},
            "Made with": f"workbook {__version__}, Python {platform.python_version()}, {versions}",
        }
        entries = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*row) for row in rows.items())
        commands = Markup("<dt>To make this page again</dt><dd><pre>{}</pre></dd>").format(
            reproduce(self.notebook, self.values)
        )
        return Prose(Markup('<dl class="wb-provenance">{}{}</dl>').format(entries, commands))


def _told(dataset: Dataset) -> str:
    return f"{dataset.source}. Version {dataset.version}, sha256 {dataset.fingerprint}"


def open_page(notebook: str, *, dataset: str, **values: object) -> Page:
    """Check a notebook's parameters and load its dataset.

    Raises
    ------
    ParameterError
        If the notebook has no such parameter or it cannot take the value; one line each, with the nearest
        that it can.
    DatasetError
        If the dataset cannot be loaded.
    """
    from workbook.parameters import check

    loaded = load(dataset)
    return Page(notebook, loaded, check(notebook, {"dataset": dataset, **values}, loaded))
