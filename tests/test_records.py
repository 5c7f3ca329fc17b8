"""Recorded values are typed, stay in the notebook, and are read as scrapbook would read them."""

import datetime

import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from workbook.errors import WorkbookError
from workbook.records import MIMETYPE, _plain, record, recorded


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (1, 1), (True, True), ("a", "a"), (None, None), (0.5, 0.5), (float("nan"), None), (pd.NA, None),
        (np.int64(3), 3), (np.float32(0.5), 0.5), (np.bool_(False), False), (pd.NaT, None),
        (datetime.date(2020, 11, 24), "2020-11-24"), (pd.Timestamp(2020, 11, 24), "2020-11-24T00:00:00"),
    ],
)  # fmt: skip
def test_a_value_is_kept_as_json_knows_it(value: object, plain: object):
    kept = _plain("name", value)
    assert (kept, type(kept)) == (plain, type(plain))


@pytest.mark.parametrize(("name", "value"), [("", 1), ("two\nlines", 1), ("list", [1]), ("frame", pd.DataFrame())])
def test_what_fits_no_cell_of_a_table_is_refused(name: str, value: object):
    with pytest.raises(WorkbookError, match="record: "):
        record(name, value)


def test_outside_of_a_notebook_nothing_happens(capsys: pytest.CaptureFixture[str]):
    record("events", 12)
    assert capsys.readouterr().out == ""


def test_the_last_of_two_values_of_one_name_counts():
    scraps = [{"name": "a", "data": 1}, {"name": "b", "data": "x"}, {"name": "a", "data": 2}]
    outputs = [new_output("display_data", data={MIMETYPE: scrap}) for scrap in scraps]
    assert recorded(new_notebook(cells=[new_code_cell("", outputs=outputs)])) == {"a": 2, "b": "x"}
