import io
from datetime import date

import pytest

from tests.exports.hostile import QUOTE, SHIPPED, make_hostile
from tests.small import Small
from workbook import load
from workbook.schema import SCHEMA

pl = pytest.importorskip("polars", reason="polars is not installed")

from workbook.exports import export  # noqa: E402
from workbook.exports.plain import plain  # noqa: E402


@pytest.mark.parametrize("which", ["shipped", "hostile"])
def test_every_table_read_back_has_the_same_cells(which: str, small: Small):
    dataset = load(SHIPPED) if which == "shipped" else make_hostile(small).load()
    files = export(dataset, "parquet")
    assert set(files) == {f"{name}.parquet" for name in ("sentences", *SCHEMA)}
    for name in SCHEMA:
        frame, read = dataset.tables[name], pl.read_parquet(io.BytesIO(files[f"{name}.parquet"]))
        assert read.columns == list(frame.columns)
        for column in read.columns:
            cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in read[column].to_list()]
            assert cells == [plain(cell) for cell in frame[column]], (name, column)


def test_columns_are_typed(small: Small):
    files = export(make_hostile(small).load(), "parquet")
    events, claims = (pl.read_parquet(io.BytesIO(files[f"{name}.parquet"])) for name in ("events", "claims"))
    assert events.schema["date_earliest"] == pl.Date
    assert events.schema["quote_start"] == pl.Int64
    assert claims.schema["origin"] == pl.List(pl.String)
    assert claims.schema["kind"] in (pl.Enum, pl.Categorical)
    assert events["quote"][2] == QUOTE


def test_each_file_says_what_it_is_from(small: Small):
    content = export(small.load(), "parquet")["events.parquet"]
    facts = pl.read_parquet_metadata(io.BytesIO(content))
    assert (facts["dataset"], facts["table"], facts["sha256"]) == ("small", "events", small.load().fingerprint)
