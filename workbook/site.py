"""What the pages of a report share: the dataset, whose argument it is, and the way from page to page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.notebooks import title

if TYPE_CHECKING:
    from workbook.dataset import Dataset


@dataclass(frozen=True)
class PageLink:
    """A page: its notebook's name (``03_events``), the question it answers, and its address beside the other
    pages.
    """

    name: str
    title: str
    href: str

    @property
    def short(self) -> str:
        """One word for the navigation: ``Events``."""
        return re.sub(r"^\d+_", "", self.name).replace("_", " ").capitalize()


@dataclass(frozen=True)
class Site:
    """A report: the name and title of its dataset, one line that cites the article, and its pages in order."""

    dataset: str
    title: str
    source: str
    pages: tuple[PageLink, ...] = ()
    language: str = "en"

    def page(self, name: str) -> PageLink | None:
        """The page of that name, if the report has it."""
        return next((page for page in self.pages if page.name == name), None)

    def beside(self, name: str) -> tuple[PageLink | None, PageLink | None]:
        """The pages before and after one; None at either end, and for a page that the report does not have."""
        names = [page.name for page in self.pages]
        if name not in names:
            return None, None
        place = names.index(name)
        after = self.pages[place + 1] if place + 1 < len(names) else None
        return (self.pages[place - 1] if place else None), after


def site_of(dataset: Dataset, notebooks: Mapping[str, dict[str, Any]]) -> Site:
    """The site of a report on a dataset, made from its notebooks by name, which is also the order of the
    pages.
    """
    pages = tuple(PageLink(name, title(notebooks[name], name), f"{name}.html") for name in sorted(notebooks))
    return Site(dataset.name, dataset.title, f"{dataset.source}.", pages)


def page_name(path: Path) -> str:
    """The name of the page that an executed notebook becomes."""
    return path.stem.removesuffix(".failed")
