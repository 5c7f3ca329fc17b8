"""The nine standards, each with pages that exist."""

from __future__ import annotations

from pathlib import Path

import workbook
from workbook.tradecraft import STANDARDS

NOTEBOOKS = Path(workbook.__file__).parents[1] / "notebooks"


def test_there_are_nine_in_order():
    assert [each.number for each in STANDARDS] == list(range(1, 10))
    assert len({each.name for each in STANDARDS}) == 9


def test_each_says_what_it_asks_how_it_is_met_and_where():
    for each in STANDARDS:
        assert each.asks.endswith(".") and each.met.endswith(".") and each.pages
        assert not each.limit or each.limit.endswith(".")


def test_each_page_is_a_notebook_of_the_report():
    known = {path.stem for path in NOTEBOOKS.glob("*.ipynb")}
    assert {page for each in STANDARDS for page in each.pages} <= known
