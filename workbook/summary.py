"""The front page of a sweep: every run with what was asked, how it went, how long it took, and the way to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from workbook.html import assets, exporter
from workbook.manifests import Entry
from workbook.settings import in_words

if TYPE_CHECKING:
    from workbook.gathering import Gathered
    from workbook.sweepfiles import SweptRun

_TABLE = Markup(
    '<div class="wb-scroll" tabindex="0" role="group" aria-label="All runs"><table class="wb-table">'
    "<caption>All runs</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
)


def summary_page(gathered: Gathered, files: list[str]) -> str:
    """The front page of a sweep, with links to its other files."""
    entries = gathered.entries
    failed = sum(bool(entry.failure) for entry in entries)
    told = f"{len(entries)} runs of the notebook {gathered.plan.notebook.stem}, {failed or 'none'} failed."
    links = Markup(", ").join(Markup('<a href="{0}">{0}</a>').format(name) for name in files)
    parts = [
        Markup('<p class="wb-lead">{}</p>').format(told),
        Markup("<p>The same with charts, or as a table for other programs: {}.</p>").format(links),
        _table(gathered),
    ]
    template = exporter().environment.get_template("sweep.html.j2")
    site = gathered.site
    return template.render(
        site=site, name="index", heading=gathered.question, parts=parts, assets=assets(site.language)
    )


def _table(gathered: Gathered) -> Markup:
    heads = [
        "Run", *(name.replace("_", " ").capitalize() for name in gathered.plan.varied), "Status",
        *gathered.recorded, "Seconds", "Memory (MiB)",
    ]  # fmt: skip
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in heads)
    rows = Markup("").join(
        _row(gathered, run, entry) for run, entry in zip(gathered.plan.runs, gathered.entries, strict=True)
    )
    return _TABLE.format(head=head, rows=rows)


def _row(gathered: Gathered, run: SweptRun, entry: Entry) -> Markup:
    page = Markup('<a href="{0}.html">{0}</a>').format(run.name)
    notebook = Markup('{0} (<a href="{0}.failed.ipynb">notebook</a>)').format(run.name)
    status = f"failed: {entry.failure}" if entry.failure else "done"
    cells = [
        *(in_words(run.asked[name]) for name in gathered.plan.varied),
        status,
        *("" if entry.recorded.get(name) is None else entry.recorded[name] for name in gathered.recorded),
        f"{entry.seconds:.1f}",
        f"{entry.memory / 2**20:.0f}" if entry.memory else "",
    ]
    rest = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(notebook if entry.failure else page, rest)
