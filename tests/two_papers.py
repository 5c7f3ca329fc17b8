"""The small dataset and another paper's version of the same story, side by side."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.small import Small

SAME = """\
group,dataset,table,id,note
the-company,small,actors,company,
the-company,other,actors,firm,One firm under two names.
the-closure,small,events,closure,
the-closure,other,events,closure,
the-strike,small,events,strike,
the-strike,other,events,strike,
closing,small,claims,will-close,
closing,other,claims,will-close,The other paper has the council deny it.
"""


def make_other(small: Small) -> Small:
    """Another paper, which calls the company a firm, dates the closure otherwise and has it denied."""
    other = Small(small.folder.parent / "other")
    shutil.copytree(small.folder, other.folder)
    other.change("datapackage", "name: small", "name: other")
    for path in sorted(other.folder.glob("*.csv")):
        content = path.read_text("utf-8").replace(",company", ",firm").replace("\ncompany,", "\nfirm,")
        path.write_bytes(content.replace("firm,The ferry firm,firm", "firm,The ferry firm,company").encode())
    other.change("actors", "firm,The ferry company,firm,", "firm,The ferry firm,company,")
    other.change("events", "REJECT,2019-03-03,,Northhaven,,reported", "REJECT,2018,,Northhaven,,denied")
    other.change("events", "PROTEST,2018,", "PROTEST,2018-05,")
    other.change("claims", "named,said,CT+", "named,said,CT-")
    return other


def set_same(small: Small, text: str = SAME) -> Path:
    """Write what is the same in both."""
    path = small.folder.parent / "same_as.csv"
    path.write_text(text, "utf-8")
    return path
