"""A second coder's files are matched row by row, checked where they stand, and compared column by column."""

from pathlib import Path

import pytest

from tests.small import Small
from workbook.cli import main
from workbook.coders import Comparison, coders, compare, report
from workbook.errors import DatasetError, ParameterError

CLAIMS = """\
claim,factuality,credibility,hedge,speaker
will-close,CT+,3,said,council
report-denied,CT-,4,,company
may-reopen,PR+,2,may,author
new-one,CT+,2,,author
"""


def second(small: Small, **files: str) -> Path:
    folder = small.folder / "coders" / "ann"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (files or {"claims": CLAIMS}).items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    return folder


def compared(small: Small, **files: str) -> Comparison:
    second(small, **files)
    return compare("small", "ann", draws=200)


def problems(small: Small, **files: str) -> list[str]:
    with pytest.raises(DatasetError) as error:
        compared(small, **files)
    return [str(problem).removeprefix("data/small/coders/ann/") for problem in error.value.problems]


def test_each_column_that_both_coded_has_an_alpha(small: Small):
    fields = compared(small).fields.set_index("field")
    assert list(fields.index) == ["speaker", "hedge", "factuality", "credibility"]
    assert (fields.loc["factuality", "units"], fields.loc["factuality", "agreed"]) == (3, 2)
    assert fields.loc["speaker", "alpha"] == 1
    assert list(fields["metric"]) == ["nominal", "nominal", "nominal", "ordinal"]


def test_a_code_that_lies_outside_of_its_order_counts_as_missing(small: Small):
    fields = compared(small).fields.set_index("field")
    assert fields.loc["credibility", "units"] == 2  # may-reopen has 6, which cannot be judged


def test_the_cells_that_differ_are_listed_with_their_sentence(small: Small):
    found = compared(small).disagreements
    assert [tuple(row)[1:] for row in found.drop(columns="label").itertuples(index=False)] == [
        ("report-denied", "hedge", "denied", "", "s4"),
        ("may-reopen", "factuality", "PS+", "PR+", "s5"),
        ("report-denied", "credibility", "3", "4", "s4"),
        ("may-reopen", "credibility", "6", "2", "s5"),
    ]  # fmt: skip


def test_a_row_that_only_one_has_is_listed_and_enters_no_alpha(small: Small):
    found = compared(small).unmatched
    assert list(found.itertuples(index=False, name=None)) == [
        ("claims", "fares-rise", "small"), ("claims", "new-one", "ann"),
    ]  # fmt: skip


def test_an_empty_cell_of_a_required_column_was_not_coded(small: Small):
    found = compared(small, claims="claim,factuality\nwill-close,\nreport-denied,CT-\nmay-reopen,PS+\n")
    assert list(found.fields["units"]) == [2]
    assert found.disagreements.empty


def test_an_empty_cell_where_nothing_need_be_stated_is_a_value(small: Small):
    found = compared(small, events="event,date,place\nclosure,2019-03-03,\ndenial,,\nstrike,2018,\n")
    assert list(found.fields["field"]) == ["date"]  # free text is not compared
    assert (found.fields["units"].iloc[0], found.fields["agreed"].iloc[0]) == (3, 3)


def test_the_order_of_several_words_or_references_does_not_matter(small: Small):
    found = compared(small, claims="claim,origin,hedge\nmay-reopen,council; mayor,may\nfares-rise,,probably; believe\n")
    assert found.disagreements.empty


def test_the_coder_may_add_rows_and_refer_to_them(small: Small):
    found = compared(small, actors="actor,kind\nunion,organisation\n", claims="claim,speaker\nwill-close,union\n")
    assert list(found.disagreements["second"]) == ["union"]


def test_numbers_are_compared_on_their_scale(small: Small):
    impacts = "source,source_state,target,target_state,score\nline,open,fare,higher,1\nfare,higher,line,open,2\n"
    (row,) = compared(small, impacts=impacts).fields.itertuples()
    assert (row.metric, row.units, row.agreed) == ("interval", 2, 1)


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ("claim,factuality\nwill-close,CT\n", "claims.csv:2:factuality: CT: not in the vocabulary"),
        ("claim,speaker\nwill-close,counci\n", 'claims.csv:2:speaker: counci: no "counci" in actors (did you mean "c'),
        ("claim,factualty\nwill-close,CT+\n", 'no such column (did you mean "factuality"?)'),
        ("factuality\nCT+\n", "claims.csv:1:claim: column is missing"),
        ("claim,factuality\nwill-close,CT+\nwill-close,CT-\n", "already on line 2"),
        ("claim;factuality\nwill-close;CT+\n", "separated by semicolons"),
    ],
)
def test_what_is_wrong_with_the_coders_files_is_said_where_it_is(claims: str, told: str, small: Small):
    assert any(told in line for line in problems(small, claims=claims)), problems(small, claims=claims)


def test_a_file_that_is_no_table_or_none_at_all_is_an_error(small: Small):
    assert problems(small, claim="claim\n") == ['claim.csv: no table of that name (did you mean "claims"?)']
    (small.folder / "coders" / "bob").mkdir()
    with pytest.raises(DatasetError, match="expected CSV files such as"):
        compare("small", "bob")


def test_a_file_that_is_not_text_is_an_error(small: Small):
    (second(small) / "claims.csv").write_bytes(b"claim,factuality\n\xff,CT+\n")
    with pytest.raises(DatasetError, match="not UTF-8"):
        compare("small", "ann")


def test_an_unknown_coder_is_an_error_that_names_the_nearest(small: Small):
    with pytest.raises(ParameterError, match=r"none in data/small/coders"):
        compare("small", "ann")
    second(small)
    with pytest.raises(ParameterError, match='did you mean "ann"'):
        compare("small", "anne")
    assert coders(small.folder) == ["ann"]


def test_a_second_coder_changes_no_dataset(small: Small):
    before = small.load().fingerprint
    second(small)
    assert small.load().fingerprint == before and small.check().ok


def test_a_coder_who_agrees_in_everything_has_alpha_one_wherever_something_varies(small: Small):
    folder = second(small)
    for path in small.folder.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    found = compare("small", "ann", draws=50)
    assert found.disagreements.empty and found.unmatched.empty
    assert set(found.fields["alpha"].dropna()) == {1}
    assert set(found.fields.loc[found.fields["alpha"].isna(), "verdict"]) == {"nothing varies"}


def test_the_report_begins_with_the_weakest_field_and_ends_with_what_only_one_has(small: Small):
    lines = report(compared(small)).splitlines()
    assert lines[0].startswith("small and ann: Krippendorff's alpha")
    alphas = [float(line.split()[1]) for line in lines[1:5] if "no alpha" not in line]
    assert alphas == sorted(alphas)
    assert '  claims.factuality, The line may reopen. (s5): "PS+" or "PR+"?' in lines
    assert '  claims.hedge, The report is untrue. (s4): "denied" or nothing?' in lines
    assert lines[-1] == "  claims, new-one: only in ann"


def test_the_command_prints_the_report(small: Small, capsys: pytest.CaptureFixture[str]):
    second(small)
    for arguments, status in ((("small", "ann"), 0), (("ann",), 0), (("anne",), 2), ((), 2)):
        with pytest.raises(SystemExit) as ended:
            main(["agreement", *arguments])
        assert int(ended.value.code or 0) == status
    assert "to talk through" in capsys.readouterr().out
