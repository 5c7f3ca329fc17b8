from typing import get_args

import pytest

from workbook.schema import SCHEMA, TABLES, Column, Kind, Table
from workbook.vocabularies import VOCABULARIES

EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=SCHEMA)
EVERY_COLUMN = pytest.mark.parametrize(
    ("table", "column"), [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in TABLES for c in t.columns]
)

# The names that other people's files and scripts rely on.
COLUMNS = {
    "actors": "actor name kind aliases country part_of summary quote within",
    "events": "event label type date date_note place country status quote within",
    "participants": "event actor role",
    "relations": "relation subject type object sign valid asserted_by status quote within",
    "claims": "claim statement kind speaker origin attribution hedge factuality basis credibility language "
    "quote within",
    "claim_links": "claim link other note",
    "hypotheses": "hypothesis label statement offered_by quote within",
    "ratings": "hypothesis claim rater rating reason",
    "forecasts": "forecast claim question resolution condition opens closes words term low high",
    "descriptors": "descriptor label question quote within",
    "states": "descriptor state label order quote within",
    "impacts": "source source_state target target_state score low high basis reason quote within",
    "policies": "policy label actor instrument quote within",
    "policy_settings": "policy descriptor state",
    "storylines": "storyline label kind descriptor state quote within",
    "skips": "quote within reason",
    "corroboration": "claim verdict finding publisher title url published",
    "outcomes": "forecast verdict finding publisher title url published",
}


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_and_columns_keep_their_names_and_order(name: str):
    assert SCHEMA[name].names == COLUMNS[name].split()


def test_only_corroboration_and_outcomes_are_external():
    assert {table.name for table in TABLES if table.external} == {"corroboration", "outcomes"}


@EVERY_TABLE
def test_a_key_is_of_required_columns(table: Table):
    assert all(table.column(name).required for name in table.key)


@EVERY_TABLE
def test_every_row_has_a_quote_or_hangs_from_a_row_that_has(table: Table):
    seen = [table]
    while seen[-1].through:
        column = seen[-1].column(seen[-1].through)
        assert column.kind == "reference" and column.required
        assert SCHEMA[column.table] not in seen
        seen.append(SCHEMA[column.table])
    assert seen[-1].quoted and seen[-1].column("quote").required


@EVERY_TABLE
def test_a_table_refers_only_to_itself_and_to_tables_before_it(table: Table):
    before = {name: number for number, name in enumerate(SCHEMA)}
    assert all(before[column.table] <= before[table.name] for column in table.columns if column.table)


@EVERY_TABLE
def test_the_label_of_a_table_is_one_of_its_columns(table: Table):
    assert table.label in ("", *table.names)


@EVERY_TABLE
def test_a_quote_has_its_within_beside_it(table: Table):
    assert table.quoted == ("within" in table.names)


@EVERY_COLUMN
def test_a_column_is_complete_for_its_kind(table: Table, column: Column):
    assert column.kind in get_args(Kind)
    assert bool(column.vocabulary) == (column.kind == "code")
    assert not column.vocabulary or column.vocabulary in VOCABULARIES
    assert bool(column.table) == (column.kind in ("reference", "references"))
    assert not column.table or len(SCHEMA[column.table].key) == 1
    assert bool(column.of) == (column.kind == "state")
    assert not column.of or table.column(column.of).table == "descriptors"


@EVERY_COLUMN
def test_a_column_says_what_it_means_in_a_cell_of_a_markdown_table(table: Table, column: Column):
    assert column.help.endswith(".")
    assert "|" not in column.help and "\n" not in column.help


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError):
        SCHEMA["events"].column("nothing")
