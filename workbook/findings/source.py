"""What the text as a text shows: how far the coding covers it, and where it is at odds with itself."""

from __future__ import annotations

from workbook.dataset import Dataset
from workbook.findings.phrases import cites, count, listed, share
from workbook.prose import Prose, say
from workbook.quality import conflicts as conflicts_of
from workbook.quality import coverage as coverage_of
from workbook.tables import DataTable, table


def coverage(dataset: Dataset) -> Prose:
    """How many sentences a row uses, how many are skipped, and which are still to do."""
    found = coverage_of(dataset)
    if not found.unaccounted:
        rest = "None is unaccounted for."
    else:
        rest = f"Not yet accounted for: {listed([unit.id for unit in found.unaccounted], limit=12)}."
    return say(
        f"{share(len(found.coded), found.total)} of the text's sentences are used by some row; "
        f"{len(found.skipped)} are skipped with a reason.",
        rest,
        lead=True,
    )


def conflicts(dataset: Dataset) -> Prose:
    """Where claims of the text contradict or weaken one another."""
    found = conflicts_of(dataset)
    if not len(found):
        return say("No conflict within the text has been recorded.")
    flat = found[found["link"] == "contradicts"]
    return say(
        f"The coding records {count(len(found), 'place')} where the text is at odds with itself: "
        f"{count(len(flat), 'flat contradiction')} "
        f"and {count(len(found) - len(flat), 'claim')} that another weakens or sits uneasily with.",
        cites(flat) if len(flat) else "",
    )


def conflict_table(dataset: Dataset) -> DataTable:
    """The text's conflicts as a table: one statement, how it bears on the other, and why."""
    columns = {
        "statement": "The article says", "sentence": "Passage", "link": "which",
        "other_statement": "what it says elsewhere", "other_sentence": "Passage there", "note": "Why",
    }  # fmt: skip
    return table(
        conflicts_of(dataset), columns=columns, caption="Conflicts within the article, in the order of the text"
    )
