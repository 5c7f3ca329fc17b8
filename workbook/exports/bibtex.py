"""The article and the outside publications as BibTeX, in UTF-8 as biber and today's BibTeX read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbook.exports.plain import without_controls
from workbook.exports.publications import Publication, publications

if TYPE_CHECKING:
    from workbook.dataset import Dataset

_MEANINGS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL = re.compile("|".join(map(re.escape, _MEANINGS)))


def export(dataset: Dataset) -> bytes:
    """One ``@misc`` entry a publication."""
    return "\n".join(map(_entry, publications(dataset))).encode()


def latex(text: str) -> str:
    """A text in which nothing is a command."""
    return _SPECIAL.sub(lambda found: _MEANINGS[found[0]], without_controls(text))


def _entry(publication: Publication) -> str:
    parts = publication.date_parts
    fields = {
        "author": f"{{{latex(publication.author)}}}" if publication.author else "",
        "title": f"{{{latex(publication.title)}}}",  # in braces of their own, so that styles keep the capitals
        "howpublished": latex(publication.publisher),
        "date": publication.published,
        "year": str(parts[0][0]) if parts else "",
        "url": publication.url,  # read verbatim
        "langid": latex(publication.language),
        "note": " ".join(map(latex, publication.notes)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{publication.key},", *lines, "}\n"])
