"""What a spreadsheet does to a CSV file is undone where only one reading is possible, and kept as it was."""

from pathlib import Path

import pytest

from tests.small import TABLES, TEXT, Small
from workbook.cli import main
from workbook.mending import mended
from workbook.repair import repair
from workbook.schema import SCHEMA

EVENTS = TABLES["events"]


def mend(small: Small) -> list[str]:
    return [mend for each in repair(small.folder) for mend in each.mends]


def test_a_sound_dataset_is_left_alone(small: Small):
    before = {path.name: path.read_bytes() for path in small.folder.iterdir()}
    assert repair(small.folder) == []
    assert {path.name: path.read_bytes() for path in small.folder.iterdir()} == before


def semicolons(text: str) -> bytes:
    import csv
    import io

    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(text)))
    return stream.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize(
    ("damage", "mend"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "byte order mark removed"),
        (lambda text: text.replace("\n", "\r\n").encode(), "line ends made LF"),
        (lambda text: text.encode("utf-16"), "UTF-16 made UTF-8"),
        (semicolons, "semicolons made commas"),
        (lambda text: (text + ",,,\n,,,\n").encode(), "rows without a value removed"),
        (lambda text: text.replace("\n", ",,\n").encode(), "empty columns removed"),
        (lambda text: text.replace("event,label", "Event , label").encode(), "names of columns trimmed"),
    ],
    ids=["mark", "crlf", "utf-16", "semicolons", "rows", "columns", "header"],
)
def test_damage_to_a_file_is_undone_and_the_file_kept_as_it_was(small: Small, damage, mend: str):
    damaged = damage(EVENTS)
    small.file("events").write_bytes(damaged)
    (done,) = repair(small.folder)
    assert mend in done.mends
    assert small.file("events").read_text("utf-8") == EVENTS
    assert done.backup.read_bytes() == damaged
    assert small.problems() == []
    assert repair(small.folder) == []


def test_an_earlier_backup_is_never_written_over(small: Small):
    for number in range(3):
        small.file("events").write_bytes(b"\xef\xbb\xbf" + EVENTS.encode() + b"\n" * number)
        repair(small.folder)
    kept = sorted(path.name for path in small.folder.glob("events.csv.bak*"))
    assert kept == ["events.csv.bak", "events.csv.bak2", "events.csv.bak3"]
    assert len({(small.folder / name).read_bytes() for name in kept}) == 3


@pytest.mark.parametrize(
    "content",
    [b"event;label\na;b\n", EVENTS.encode().replace(b"2019", b"\xff2019"), b'event,"label\n', b"", b"a,b\n1,2\n"],
    ids=["too-few-columns", "encoding", "open-quote", "empty", "other-columns"],
)
def test_what_could_be_meant_in_two_ways_is_left_alone(small: Small, content: bytes):
    small.file("events").write_bytes(content)
    assert [each for each in repair(small.folder) if each.path.name == "events.csv"] == []
    assert small.file("events").read_bytes() == content
    assert small.problems()


SOURCE = "It’s “the line” – of 2020. It's here. He said it’s late."


@pytest.mark.parametrize(
    ("table", "column", "cell", "better"),
    [
        ("events", "quote", "“the line” - of", "“the line” – of"),
        ("events", "quote", '"the line" – of', "“the line” – of"),
        ("events", "quote", "said  it's\u00a0late", "said it’s late"),
        ("events", "quote", "\u00a0the line ", "the line"),
        ("events", "date", "2020.0", "2020"),
        ("events", "date", "2020–11", "2020-11"),
        ("events", "date", "2020-11-14 00:00:00", "2020-11-14"),
        ("claims", "credibility", "3.0", "3"),
        ("claims", "kind", "Fact", "fact"),
        ("forecasts", "low", "0,55", "0.55"),
        ("states", "order", "1.0", "1"),
        ("actors", "name", " The\u200b mayor\u00a0", "The mayor"),
        ("actors", "aliases", 'it\'s late;"the line"', "it’s late; “the line”"),
        ("events", "event", "sea–trip", "sea-trip"),
    ],
)
def test_a_cell_that_can_mean_one_thing_becomes_that(table: str, column: str, cell: str, better: str):
    row = dict.fromkeys(SCHEMA[table].names, "") | {column: cell}
    assert mended(row, SCHEMA[table], SOURCE) == {column: better}


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("events", "date", "44149"), ("events", "date", "07/08/2020"), ("events", "date", "Aug-20"),
        ("events", "quote", "t`s"), ("events", "quote", "nowhere"), ("forecasts", "low", "1,000"),
        ("claims", "kind", "facts"), ("claims", "factuality", "ct"), ("events", "quote", "It's here"),
    ],
)  # fmt: skip
def test_a_cell_that_may_mean_two_things_stays(table: str, column: str, cell: str):
    row = dict.fromkeys(SCHEMA[table].names, "") | {column: cell}
    assert mended(row, SCHEMA[table], SOURCE) == {}


def test_a_day_number_is_named_for_what_it_is(small: Small):
    small.change("events", "2019-03-03", "43527")
    (problem,) = small.problems()
    assert problem.startswith("events.csv:2:date: 43527: a spreadsheet has made a day number of this date")


def test_the_command_mends_first_and_checks_then(small: Small, capsys: pytest.CaptureFixture[str]):
    small.file("events").write_bytes(semicolons(EVENTS))
    with pytest.raises(SystemExit) as ended:
        main(["check", str(small.folder), "--fix"])
    printed = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    assert printed[0].startswith("data/small/events.csv: mended: ")
    assert printed[-1] == "small: no problem found"


def test_a_line_end_within_a_quote_is_the_texts(small: Small):
    small.set_text(TEXT.replace("\n", "\r\n"))
    quote = TEXT[TEXT.index("\n\n") - 10 : TEXT.index("\n\n") + 12].strip()
    row = dict.fromkeys(SCHEMA["events"].names, "") | {"quote": quote}
    assert mended(row, SCHEMA["events"], TEXT.replace("\n", "\r\n"))["quote"] == quote.replace("\n", "\r\n")


def test_a_file_that_cannot_be_written_stays_as_it_was(small: Small, monkeypatch: pytest.MonkeyPatch):
    from workbook import repair as module
    from workbook.errors import WorkbookError

    small.file("events").write_bytes(semicolons(EVENTS))

    def fail(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_whole", fail)
    with pytest.raises(WorkbookError, match="cannot be mended"):
        repair(small.folder)
    assert small.file("events").read_bytes() == semicolons(EVENTS)
