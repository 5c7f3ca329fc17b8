"""Reading coded columns as plain strings, whichever dtype they arrive in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from workbook.errors import ParameterError, nearest


def texts(frame: pd.DataFrame, column: str) -> list[str]:
    """The cells of a text, id or code column as strings, a missing cell as ``""``."""
    return ["" if missing else str(value) for value, missing in zip(frame[column], frame[column].isna(), strict=True)]


def known(value: str, valid: Iterable[str], what: str) -> str:
    """The value itself if it is among the valid ones.

    Raises
    ------
    ParameterError
        Names the value, what it was meant to be and the nearest valid value.
    """
    choices = list(valid)
    if value not in choices:
        raise ParameterError(f'{what} "{value}" is unknown{nearest(value, choices)}; there are: {", ".join(choices)}')
    return value


def mapped(frame: pd.DataFrame, key: str, value: str) -> Mapping[str, str]:
    """One column by another, as strings, in the order of the rows."""
    return dict(zip(texts(frame, key), texts(frame, value), strict=True))
