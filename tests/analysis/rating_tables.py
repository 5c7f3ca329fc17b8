"""Small tables of ratings for the tests of competing hypotheses."""

import pandas as pd
from hypothesis import strategies as st

from workbook.analysis.evidence import SUPPORT

CODES = sorted(SUPPORT)


def ratings(rows: list[tuple[str, list[str]]], hypotheses: list[str], rater: str = "analyst") -> pd.DataFrame:
    """A matrix, claim by claim, as the table of ratings that holds it."""
    cells = [
        (hypothesis, claim, rater, code, "")
        for claim, codes in rows
        for hypothesis, code in zip(hypotheses, codes, strict=True)
    ]
    return pd.DataFrame(cells, columns=["hypothesis", "claim", "rater", "rating", "reason"], dtype=str)


@st.composite
def tables(draw):
    claims, hypotheses = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    codes = st.sampled_from([*CODES, ""])
    rows = [(f"e{at}", draw(st.lists(codes, min_size=hypotheses, max_size=hypotheses))) for at in range(claims)]
    return ratings(rows, [f"h{at}" for at in range(hypotheses)])
