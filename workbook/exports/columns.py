"""The tables as Parquet: one file a table, typed as the frames are, for pandas, polars, DuckDB, R."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl

from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset


def export(dataset: Dataset) -> dict[str, bytes]:
    """The files by name: every table, and the sentences."""
    frames = {"sentences": dataset.sentences} | {name: dataset.tables[name] for name in SCHEMA}
    facts = {"dataset": dataset.name, "version": dataset.version, "sha256": dataset.fingerprint}
    return {f"{name}.parquet": _written(frame, facts | {"table": name}) for name, frame in frames.items()}


def _written(frame: pd.DataFrame, facts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    columns = [_column(str(name), frame[name]) for name in frame.columns]
    pl.DataFrame(columns).write_parquet(buffer, compression="zstd", metadata=facts)
    return buffer.getvalue()


def _column(name: str, cells: pd.Series) -> pl.Series:
    kind, read = _type(cells)
    return pl.Series(name, [None if _missing(cell) else read(cell) for cell in cells], dtype=kind)


def _type(cells: pd.Series) -> tuple[Any, Any]:
    """The type in the file, and how a cell becomes a value of it."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return pl.Enum(list(map(str, cells.cat.categories))), str
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return pl.Date, lambda moment: moment.date()
    if pd.api.types.is_integer_dtype(cells.dtype):
        return pl.Int64, int
    if pd.api.types.is_float_dtype(cells.dtype):
        return pl.Float64, float
    if cells.dtype == object:
        return pl.List(pl.String), list
    return pl.String, str


def _missing(cell: Any) -> bool:
    return pd.api.types.is_scalar(cell) and bool(pd.isna(cell))
