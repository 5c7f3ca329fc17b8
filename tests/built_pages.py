"""A small report made without a kernel: outputs are put into notebooks as JupyterLab would have."""

from __future__ import annotations

from functools import cache

import pandas as pd
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import workbook
from workbook.annotate import annotated, passages
from workbook.charts.frame import anchor, describe, mark, new_axes
from workbook.dataset import Dataset
from workbook.figures import show
from workbook.html import Card, Site, card, render_index, render_page, site_of
from workbook.palette import light
from workbook.prose import Prose, say
from workbook.single import join_single
from workbook.tables import table

HOSTILE = '<script>window.broken = true</script><img src="https://example.org/x.png" onerror="window.broken = true">'
"""What a dataset might hold to break out of a page."""

PARAMETERS = 'dataset: str = "iran-al-qaeda-2020"  # which dataset\nstart: str = ""  # earliest date; empty for all'


def shown(source: str, *objects: object) -> NotebookNode:
    """A code cell with what its objects display."""
    outputs = [new_output("display_data", data=dict(each._repr_mimebundle_())) for each in objects]
    return new_code_cell(source, outputs=outputs)


def tagged(source: str, *tags: str) -> NotebookNode:
    return new_code_cell(source, metadata={"tags": list(tags)})


def dots(frame: pd.DataFrame, height: float = 3.0):
    """A chart: a dot for each row at its sentence, every one a mark."""
    ax = new_axes(None, height=height)
    for place, row in enumerate(frame.itertuples()):
        (dot,) = ax.plot(int(row.sentence[1:]), place % 7, "o", color=light("blue"), markersize=9)
        mark(dot, href=anchor(row.sentence), label=f"{row.label}\n{row.quote}")
    ax.set_xlabel("sentence", color=light("ink"))
    title = f"{len(frame)} events are told in {frame['sentence'].nunique()} sentences"
    return describe(
        ax, title=title, alt=f"A dot for each of {len(frame)} events, from {frame['sentence'].iloc[0]} on.",
        caption="Rests on the whole text [s4].", data=frame[["label", "date", "sentence"]],
    )  # fmt: skip


@cache
def dataset() -> Dataset:
    return workbook.load("iran-al-qaeda-2020")


def events_notebook(start: str = "") -> NotebookNode:
    data = dataset()
    events = data.events
    hostile = pd.DataFrame({"label": [HOSTILE], "url": ["javascript:alert(1)"], "title": ["&lt;b&gt;"]})
    columns = {"label": "Event", "type": "Type", "date": "Date", "quote": "Quote", "sentence": "Sentence"}
    cells = [
        new_markdown_cell("# What happened, when, to whom?"),
        tagged(PARAMETERS, "parameters"),
        *([tagged(f'# Parameters\nstart = "{start}"', "injected-parameters")] if start else []),
        tagged("import workbook", "setup"),
        shown("lead", say(f"The article tells of {len(events)} events [s4].", lead=True)),
        new_markdown_cell("## Most events have no date"),
        shown("chart", show(dots(events))),
        shown("chart again", show(dots(events))),
        new_markdown_cell("## Every event\n\n| code | meaning |\n|---|---|\n| `A` | *b* |"),
        shown("table", table(events, caption="Events", columns=columns)),
        shown("hostile", table(hostile, caption=HOSTILE), say(HOSTILE), Prose(Markup("<p>{}</p>").format(HOSTILE))),
        new_code_cell(
            "frame", outputs=[new_output("execute_result", data={"text/html": _pandas(), "text/plain": "x"})]
        ),
        new_code_cell(
            "print(1)",
            outputs=[
                new_output("stream", name="stdout", text="printed <b>\n"),
                new_output("stream", name="stderr", text="warned\n"),
            ],
        ),
        new_markdown_cell("## Passages"),
        shown("page.passages(events)", passages(data, events)),
    ]
    return new_notebook(cells=cells)


def source_notebook() -> NotebookNode:
    cells = [
        new_markdown_cell("# What does the text say, and how?\n\nThe article, sentence by sentence."),
        shown("say", say("Most sentences are used [s3].", lead=True)),
        new_markdown_cell("## The article, marked"),
        shown("annotated(dataset)", annotated(dataset())),
    ]
    return new_notebook(cells=cells)


def _pandas() -> str:
    return pd.DataFrame({"a": [1, 2], "b": ["x", "<i>y</i>"]})._repr_html_()


def site_and_notebooks() -> tuple[Site, dict[str, NotebookNode]]:
    notebooks = {"02_source": source_notebook(), "03_events": events_notebook()}
    return site_of(dataset(), notebooks), notebooks


@cache
def built() -> dict[str, str]:
    """The pages of the report by file name."""
    site, notebooks = site_and_notebooks()
    pages = {name: render_page(notebook, site=site, name=name) for name, notebook in notebooks.items()}
    cards: list[Card] = [card(link, notebooks[link.name]) for link in site.pages]
    files = {f"{name}.html": html for name, html in pages.items()}
    return files | {"index.html": render_index(site, cards), "all.html": join_single(pages, site)}
