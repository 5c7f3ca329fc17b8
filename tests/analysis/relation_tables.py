"""Small tables of relations for the tests of networks."""

import pandas as pd

COLUMNS = ["relation", "subject", "type", "object", "sign", "asserted_by", "status"]


def relations(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Relations numbered r1...; type and sign, speaker and status as given."""
    return pd.DataFrame([(f"r{at}", *row) for at, row in enumerate(rows, 1)], columns=COLUMNS, dtype=str)


FRIENDLY, HOSTILE, PLAIN = ("supports", "positive"), ("targets", "negative"), ("located-at", "neutral")


def relation(subject, kind, object_, speaker="author", status="asserted"):
    return (subject, kind[0], object_, kind[1], speaker, status)
