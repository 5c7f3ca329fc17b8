import time
from pathlib import Path

import pytest

from tests.small import TEXT, Small
from workbook.dataset import load
from workbook.errors import WorkbookError
from workbook.quality import CONFLICTS, check, conflicts, coverage
from workbook.schema import SCHEMA

SHIPPED = "iran-al-qaeda-2020"
EDTF_FORMS = "expected EDTF such as 2020, 2020-11, 2020-11-14, 2020-11-14?, 199X, 2001/.. or 2001/2018-06"

# One mistake each: the table, what stands there, what is put in its place, and the one line that tells of it.
MISTAKES = {
    "a column is missing": (
        "participants",
        "event,actor,role\nclosure,council,actor\nclosure,company,recipient\ndenial,company,denier\n"
        "strike,company,recipient",
        "event,actor\nclosure,council\nclosure,company\ndenial,company\nstrike,company",
        "participants.csv:1:role: column is missing",
    ),
    "a column is not of the table": (
        "skips",
        "reason\nThe Night Ferry To Northhaven – Comment,,title\nLeave a comment,,web-form",
        "reason,note\nThe Night Ferry To Northhaven – Comment,,title,\nLeave a comment,,web-form,",
        "skips.csv:1:note: skips has no such column; the columns are quote, within, reason",
    ),
    "a column is misspelt": (
        "actors",
        "aliases,country",
        "aliases,contry",
        'actors.csv:1:contry: actors has no such column (did you mean "country"?)',
    ),
    "an id is there twice": (
        "relations",
        "mayor-leads,mayor",
        "council-supports,mayor",
        "relations.csv:3:relation: council-supports: already on line 2",
    ),
    "a key of several columns is there twice": (
        "participants",
        "strike,company,recipient",
        "strike,company,recipient\nstrike,company,recipient",
        "participants.csv:6:event: strike, company, recipient: already on line 5",
    ),
    "an id is malformed": (
        "relations",
        "mayor-leads,",
        "Mayor leads,",
        "relations.csv:3:relation: Mayor leads: expected lower-case letters, digits and single hyphens, at most 80, "
        "such as al-qaeda",
    ),
    "an id is missing": ("relations", "mayor-leads,mayor", ",mayor", "relations.csv:3:relation: missing"),
    "an id is unknown": (
        "participants",
        "strike,company",
        "strike,compny",
        'participants.csv:5:actor: compny: no "compny" in actors (did you mean "company"?)',
    ),
    "an id is unknown and unlike any": (
        "participants",
        "strike,company",
        "strike,zzz",
        'participants.csv:5:actor: zzz: no "zzz" in actors',
    ),
    "ids differ in case": (
        "participants",
        "strike,company",
        "strike,Company",
        'participants.csv:5:actor: Company: no "Company" in actors (did you mean "company"?)',
    ),
    "one of several ids is unknown": (
        "claims",
        "mayor; council",
        "mayor; concil",
        'claims.csv:4:origin: mayor; concil: no "concil" in actors (did you mean "council"?)',
    ),
    "a list of ids holds none": (
        "claims",
        "mayor; council",
        ";",
        "claims.csv:4:origin: ;: holds nothing but semicolons",
    ),
    "a code is unknown": (
        "events",
        "PROTEST",
        "PROTESTS",
        'events.csv:4:type: PROTESTS: not in the vocabulary "Type of event" (did you mean "PROTEST"?)',
    ),
    "a code is in another case": (
        "events",
        "PROTEST",
        "protest",
        'events.csv:4:type: protest: not in the vocabulary "Type of event" (did you mean "PROTEST"?)',
    ),
    "a code is unlike any": (
        "skips",
        "web-form",
        "zzz",
        'skips.csv:3:reason: zzz: not in the vocabulary "Why a sentence is not coded"; the codes are title, '
        "byline, about, web-form, transition, repetition",
    ),
    "a code is missing": ("events", "PROTEST", "", "events.csv:4:type: missing"),
    "a date is no date": ("events", ",2018,", ",1918-2018,", f"events.csv:4:date: 1918-2018: {EDTF_FORMS}"),
    "a month is none": ("events", ",2018,", ",2018-13,", "events.csv:4:date: 2018-13: there is no month 13"),
    "an interval ends before it starts": (
        "events",
        ",2018,",
        ",2018/2017,",
        "events.csv:4:date: 2018/2017: ends before it starts",
    ),
    "a forecast closes before it opens": (
        "forecasts",
        "2021-12-31",
        "2020-12-31",
        "forecasts.csv:2:closes: 2020-12-31: before it opens, 2021-01-01",
    ),
    "a year is not in the sentence": (
        "events",
        ",2018,",
        ",2017,",
        "events.csv:4:date: 2017: the sentence quoted does not say 2017",
    ),
    "a day is not in the sentence": (
        "events",
        "2019-03-03",
        "2019-03-04",
        "events.csv:2:date: 2019-03-04: the sentence quoted does not say day 4",
    ),
    "a month is not in the sentence": (
        "events",
        ",2018,",
        ",2018-05,",
        "events.csv:4:date: 2018-05: the sentence quoted does not say May",
    ),
    "a tie's time is not in the sentence": (
        "relations",
        "2021/..",
        "2020/..",
        "relations.csv:3:valid: 2020/..: the sentence quoted does not say 2020",
    ),
    "a date with a note is not in the text": (
        "events",
        ",2018,,",
        ",2017,A year before.,",
        "events.csv:4:date: 2017: the text does not say 2017",
    ),
    "a quote is not in the text": (
        "events",
        "A strike in 2018",
        "A stroke in 2018",
        'events.csv:4:quote: A stroke in 2018: quote is not in the text; the closest passage is: "A strike in 2018"',
    ),
    "a quotation mark is straight": (
        "claims",
        "said that the “night ferry” would close",
        'said that the ""night ferry"" would close'.join('""'),
        'claims.csv:2:quote: said that the "night ferry" would close: quote is not in the text; the closest passage '
        'is: "said that the “night ferry” would close"',
    ),
    "a quote is in two places": (
        "relations",
        "The council supports the company",
        "the company",
        'relations.csv:2:quote: the company: quote is in more than one place ("…he council supports the company, and '
        'the company ne…" and "…ts the company, and the company needs the council.…"): give a longer one, or name '
        "one of them with within",
    ),
    "a passage is not in the text": (
        "actors",
        "Experts believe,",
        "Experts believe,Experts belief that",
        "actors.csv:6:quote: Experts believe: within is not in the text; the closest passage is: "
        '"Experts believe that"',
    ),
    "a quote is not in its passage": (
        "actors",
        "Experts believe,",
        "Experts believe,A strike in 2018",
        "actors.csv:6:quote: Experts believe: quote is not in the passage named by within; the closest passage is: "
        "none is near",
    ),
    "a passage has no quote": (
        "states",
        "higher,It rises,1,,",
        "higher,It rises,1,,Experts",
        "states.csv:4:within: Experts: names a passage, but there is no quote",
    ),
    "a quote is missing": ("events", "A strike in 2018", "", "events.csv:4:quote: missing"),
    "a quote is blank": ("events", "A strike in 2018", '" "', "events.csv:4:quote:  : quote holds no words"),
    "exact words are not in the quote": (
        "claims",
        "believe; probably",
        "believe; perhaps",
        'claims.csv:5:hedge: believe; perhaps: "perhaps" is not in the row\'s quote',
    ),
    "exact words are not in the text": (
        "forecasts",
        "probably",
        "perhaps",
        'forecasts.csv:3:words: perhaps: "perhaps" is not in the text',
    ),
    "an alias is not in the text": (
        "actors",
        "Dr. A. Reed,,,",
        "Dr. Reed,,,",
        'actors.csv:2:aliases: Dr. Reed: "Dr. Reed" is not in the text',
    ),
    "exact words are only semicolons": (
        "forecasts",
        "probably",
        "; ;",
        "forecasts.csv:3:words: ; ;: holds nothing but semicolons",
    ),
    "a row has too few cells": (
        "participants",
        "strike,company,recipient",
        "strike,company",
        "participants.csv:5: 2 cells, expected 3; is a comma unquoted, or a cell missing?",
    ),
    "a row has too many cells": (
        "outcomes",
        "A ticket cost more.",
        "A ticket, one way, cost more.",
        "outcomes.csv:2: 9 cells, expected 7; is a comma unquoted, or a cell missing?",
    ),
    "a row is empty": (
        "participants",
        "strike,company,recipient",
        "strike,company,recipient\n,,",
        "participants.csv:6: a row without a value; remove it",
    ),
    "a quotation mark is not closed": (
        "participants",
        "strike,company",
        'strike,"company',
        "participants.csv:5: cannot be read as CSV: unexpected end of data",
    ),
    "text has an invisible character": (
        "actors",
        "The mayor,",
        "The\u202e mayor,",
        "actors.csv:5:name: The\\u202e mayor: holds the invisible character U+202E; remove it",
    ),
    "text has a NUL": (
        "actors",
        "The mayor,",
        "The\0mayor,",
        "actors.csv:5:name: The\\x00mayor: holds the invisible character U+0000; remove it",
    ),
    "text ends with a space": (
        "actors",
        "The mayor,",
        "The mayor ,",
        "actors.csv:5:name: The mayor : begins or ends with a space; remove it",
    ),
    "a probability is more than one": ("forecasts", "0.80", "1.80", "forecasts.csv:3:high: 1.80: more than 1"),
    "a probability is less than nought": ("forecasts", "0.55", "-0.55", "forecasts.csv:3:low: -0.55: less than 0"),
    "a probability is in percent": (
        "forecasts",
        "0.80",
        "80%",
        "forecasts.csv:3:high: 80%: expected a number such as 0.55",
    ),
    "a number is very long": (
        "forecasts",
        "0.80",
        "0." + "8" * 5_000,
        f"forecasts.csv:3:high: 0.{'8' * 117}…: expected a number such as 0.55",
    ),
    "low is more than high": ("forecasts", "0.55,0.80", "0.80,0.55", "forecasts.csv:3:low: 0.80: more than high, 0.55"),
    "unstated words have a probability": (
        "forecasts",
        "may,unstated,,",
        "may,unstated,0.5,",
        "forecasts.csv:2:low: 0.5: unstated words carry no probability; leave it empty",
    ),
    "a stated probability lacks its range": (
        "forecasts",
        "0.55,0.80",
        "0.55,",
        'forecasts.csv:3:high: missing; "likely" is 0.55 to 0.8',
    ),
    "an order is no whole number": (
        "states",
        "It rises,1",
        "It rises,1.5",
        "states.csv:4:order: 1.5: expected a whole number",
    ),
    "an order is there twice": (
        "states",
        "fare,same,It does not,2",
        "fare,same,It does not,1",
        'states.csv:5:order: 1: another state of "fare" has that order',
    ),
    "an actor is tied to itself": (
        "relations",
        "mayor,leads,council",
        "mayor,leads,mayor",
        "relations.csv:3:object: mayor: the same as its subject",
    ),
    "a claim is linked to itself": (
        "claim_links",
        "fares-rise,supports,may-reopen",
        "fares-rise,supports,fares-rise",
        "claim_links.csv:4:other: fares-rise: the same as its claim",
    ),
    "an actor is part of itself": (
        "actors",
        "mayor,The mayor,person,,,council",
        "mayor,The mayor,person,,,mayor",
        "actors.csv:5:part_of: mayor: the same as its actor",
    ),
    "an actor is part of its own part": (
        "actors",
        "council,Council of Northhaven,state-body,the council,,",
        "council,Council of Northhaven,state-body,the council,,mayor",
        'actors.csv:5:part_of: council: leads back to "mayor" itself',
    ),
    "an event has no participant": (
        "participants",
        "strike,company,recipient\n",
        "",
        "events.csv:4:event: strike: no participant; add a row to participants.csv",
    ),
    "an impact is on an unknown state": (
        "impacts",
        "line,closed,fare,same",
        "line,closed,fare,sane",
        'impacts.csv:3:target_state: sane: descriptor "fare" has no such state (did you mean "same"?)',
    ),
    "an impact is of an unknown descriptor": (
        "impacts",
        "line,closed,fare,same",
        "lion,closed,fare,same",
        'impacts.csv:3:source: lion: no "lion" in descriptors (did you mean "line"?)',
    ),
    "a score is outside its range": (
        "impacts",
        "higher,2,1,3,analyst,Running",
        "higher,-2,1,3,analyst,Running",
        "impacts.csv:2:score: -2: outside low..high, 1..3",
    ),
    "the range of a score is upside down": (
        "impacts",
        "higher,2,1,3,analyst,Running",
        "higher,2,3,1,analyst,Running",
        "impacts.csv:2:low: 3: more than high, 1",
    ),
    "an impact of the article has no quote": (
        "impacts",
        "No ferry and no fare.,would close",
        "No ferry and no fare.,",
        "impacts.csv:3:quote: missing; an impact on the article's word needs its quote",
    ),
    "a policy sets two states of one descriptor": (
        "policy_settings",
        "reopen,line,open",
        "reopen,line,open\nreopen,line,closed",
        "policy_settings.csv:3:policy: reopen, line: already on line 2",
    ),
    "a storyline lacks a descriptor": (
        "storylines",
        "foreseen,What is foreseen,expected,fare,higher,,\n",
        "",
        'storylines.csv:2:storyline: foreseen: sets no state of "fare"',
    ),
    "a storyline has two names": (
        "storylines",
        "What is foreseen,expected,fare",
        "What is feared,expected,fare",
        "storylines.csv:3:label: What is feared: not the label of the storyline's first row, What is foreseen",
    ),
    "a rating is of an unknown claim": (
        "ratings",
        "stays,will-close",
        "stays,wil-close",
        'ratings.csv:4:claim: wil-close: no "wil-close" in claims (did you mean "will-close"?)',
    ),
    "a judgement rests on an unknown claim": (
        "judgements",
        "will-close; fares-rise",
        "will-close; fare-rise",
        'judgements.csv:2:also: will-close; fare-rise: no "fare-rise" in claims (did you mean "fares-rise"?)',
    ),
    "an address is none": (
        "outcomes",
        "https://example.org/fares",
        "javascript:alert(1)",
        "outcomes.csv:2:url: javascript:alert(1): expected an address beginning with http:// or https://",
    ),
    "the descriptor has a key twice": (
        "datapackage",
        "version: 1.0.0",
        "version: 1.0.0\nversion: 1.0.1",
        'datapackage.yaml:4: "version" is there more than once',
    ),
}


@pytest.mark.parametrize(("table", "old", "new", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_one_located_line(small: Small, table: str, old: str, new: str, problem: str):
    small.change(table, old, new)
    assert small.problems() == [problem]


def test_the_small_dataset_has_no_mistake_to_begin_with(small: Small):
    assert small.problems() == []
    assert small.check().ok


def test_several_mistakes_are_all_reported_in_one_run_in_the_order_of_the_files(small: Small):
    for table, old, new in (
        ("outcomes", "https://example.org/fares", "ftp://example.org"),
        ("events", "PROTEST,2018", "PROTESTS,2018-13"),
        ("actors", "Experts believe", "Experts belief"),
        ("participants", "strike,company", "strike,captain"),
        ("forecasts", "0.55,0.80", "0.80,0.55"),
    ):
        small.change(table, old, new)
    small.text_file.write_text(TEXT + "\n", "utf-8", newline="")
    assert [line.split(": ")[0] for line in small.problems()] == [
        "actors.csv:6:quote", "datapackage.yaml:source.sha256", "events.csv:4:date", "events.csv:4:type",
        "forecasts.csv:3:low", "outcomes.csv:2:url", "participants.csv:5:actor",
    ]  # fmt: skip


def test_a_changed_seed_is_one_problem_where_all_quotes_still_hold(small: Small):
    small.text_file.write_text(f"{TEXT}\nOne more line.\n", "utf-8", newline="")
    (problem,) = small.problems()
    assert problem.startswith("datapackage.yaml:source.sha256: ")
    assert problem.endswith("restore it, or recode the dataset and set the new checksum")


def test_bad_utf_8_is_one_problem_with_its_line(small: Small):
    small.file("claim_links").write_bytes(
        small.file("claim_links").read_bytes().replace(b"Higher fares", b"H\xf6here fares")
    )
    assert small.problems() == [
        "claim_links.csv:4: not UTF-8: byte 0xf6 at position 33 of the line; save the file as UTF-8"
    ]


@pytest.mark.parametrize("table", SCHEMA)
@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"nothing\n", b'"unclosed'], ids=["empty", "bytes", "header", "quote"]
)
def test_a_table_that_cannot_be_read_does_not_make_others_wrong(small: Small, table: str, content: bytes):
    small.file(table).write_bytes(content)
    assert {line.split(":")[0] for line in small.problems()} == {f"{table}.csv"}


def test_a_table_that_breaks_off_does_not_make_others_wrong(small: Small):
    small.change("actors", "company,The ferry company", 'company,"The" ferry company')
    assert small.problems() == ["actors.csv:4: cannot be read as CSV: ',' expected after '\"'"]


def test_a_text_that_cannot_be_read_leaves_the_quotes_unjudged(small: Small):
    small.text_file.unlink()
    assert small.problems() == [
        "datapackage.yaml:source.text: ../../seeds/small.txt: cannot be read: No such file or directory"
    ]
    assert small.check().coverage is None


@pytest.mark.parametrize(("states", "missing"), [(0, True), (1, True), (2, False)])
def test_a_descriptor_needs_two_states(small: Small, states: int, missing: bool):
    small.append("descriptors", "strike,A strike,Is there one?,A strike in 2018,")
    small.append("storylines", "foreseen,What is foreseen,expected,strike,no,,")
    for order, state in list(enumerate(["no", "yes"], start=1))[:states]:
        small.append("states", f"strike,{state},Perhaps,{order},,")
    problem = "descriptors.csv:4:descriptor: strike: fewer than two states; add them to states.csv"
    assert small.problems() == ([problem] if missing else [])


def test_a_cycle_of_parts_is_reported_once(small: Small):
    small.change(
        "actors",
        "council,Council of Northhaven,state-body,the council,,",
        "council,Council of Northhaven,state-body,the council,,company",
    )
    small.change(
        "actors",
        "company,The ferry company,company,The company; the company,,",
        "company,The ferry company,company,,,mayor",
    )
    small.change("actors", "Experts,,,", "Experts,,mayor,")
    assert len(small.problems()) == 1
    assert "leads back to" in small.problems()[0]


@pytest.mark.parametrize(
    ("date", "note"),
    [
        ("2019-03", ""), ("2019", ""), ("2019-03-03?", ""), ("201X", ""), ("20XX", ""), ("2019-XX-03", None),
        ("2019-21", ""),
        ("2018/2019", "Both years are in the text."), ("2018-03-03", "The parts are in the text."),
        ("2017~", "A guess and marked as one."), ("2017-05-05?", "A guess and marked as one."),
    ],
)  # fmt: skip
def test_a_date_that_the_text_supports_or_a_note_explains_is_no_problem(small: Small, date: str, note: str | None):
    small.change("events", "2019-03-03,", f"{date},{note or ''}")
    assert small.problems() == ([] if note is not None else [f"events.csv:2:date: {date}: a day needs a month"])


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Sept. 4, 2019", "2019-09-04"), ("September 4th, 2019", "2019-09-04"), ("Sep 04 2019", "2019-09-04"),
        ("4 May 2019", "2019-05-04"), ("the 21st of Dec. 2019", "2019-12-21"),
    ],
)  # fmt: skip
def test_a_date_may_be_written_in_several_ways(small: Small, written: str, date: str):
    small.set_text(TEXT.replace("March 3, 2019", written))
    small.change("events", "2019-03-03", date)
    assert small.problems() == []


@pytest.mark.parametrize("word", ["Mayor", "Marketing", "Decades", "Augustine"])
def test_a_word_that_begins_like_a_month_is_none(small: Small, word: str):
    small.set_text(TEXT.replace("March 3, 2019", f"{word} 3, 2019"))
    month = {"May": "05", "Mar": "03", "Dec": "12", "Aug": "08"}[word[:3]]
    small.change("events", "2019-03-03", f"2019-{month}-03")
    assert ["events.csv:2:date" in line for line in small.problems()] == [True]


@pytest.mark.robustness
@pytest.mark.parametrize("table", SCHEMA)
def test_a_hostile_cell_is_reported_on_one_printable_line(small: Small, table: str):
    for hostile in (
        "\x1b[2J",
        "a\nb",
        "<script>alert(1)</script>",
        "=1+1",
        "x" * 100_000,
        "😀\u202e",
        "%s{0}",
        "\u2028",
    ):
        cells = ['"' + hostile.replace('"', '""') + '"'] * len(SCHEMA[table].names)
        small.append(table, ",".join(cells))
    lines = small.problems()
    assert lines
    assert all(line.isprintable() and len(line) < 1_500 for line in lines)


@pytest.mark.robustness
def test_tens_of_thousands_of_rows_do_not_hang_the_check(small: Small):
    numbers = range(20_000)
    small.append("events", "\n".join(f"e{n},Strike,PROTEST,2018,,,,asserted,A strike in 2018," for n in numbers))
    small.append("participants", "\n".join(f"e{n},company,recipient" for n in numbers))
    small.append("participants", "\n".join(f"e{n},company,recipient" for n in numbers))
    small.append("actors", "\n".join(f"a{n},A,person,,,a{n + 1},One.,Experts believe," for n in numbers))
    small.append("actors", "a20000,A,person,,,,One.,Experts believe,")
    start = time.perf_counter()
    problems = small.check().problems
    assert time.perf_counter() - start < 120, "as good as hung"
    assert len(problems) == 20_000


def test_coverage_tells_sentences_coded_skipped_and_unaccounted_for(small: Small):
    assert str(small.check().coverage) == "9 sentences: 7 coded, 2 skipped with a reason, 0 unaccounted for"
    small.change("skips", "Leave a comment,,web-form\n", "")
    found = small.check().coverage
    assert found and [unit.text for unit in found.unaccounted] == ["Leave a comment"]
    assert (found.total, small.check().ok) == (9, True)


def test_a_sentence_that_is_both_coded_and_skipped_is_coded(small: Small):
    small.append("skips", "Experts believe,,repetition")
    found = small.check().coverage
    assert found and [unit.id for unit in found.skipped] == ["s1", "s9"]


def test_coverage_of_a_loaded_dataset_is_that_of_its_files(small: Small):
    assert coverage(small.load()) == small.check().coverage


def test_a_quote_over_a_border_covers_both_sentences(small: Small):
    for table in SCHEMA:
        if table != "skips":
            small.file(table).unlink()
    small.change("skips", "Leave a comment,", "close. The company,")
    found = small.check().coverage
    assert found and [unit.id for unit in found.skipped] == ["s1", "s3", "s4"]


def test_the_shipped_dataset_is_sound_and_accounts_for_all_its_48_sentences():
    result = check(SHIPPED)
    assert [str(problem) for problem in result.problems] == []
    assert result.coverage and (result.coverage.total, result.coverage.unaccounted) == (48, ())
    assert result.coverage == coverage(load(SHIPPED))


def test_an_unknown_dataset_is_an_error_and_no_problem(tmp_path: Path):
    with pytest.raises(WorkbookError, match="no such dataset"):
        check(tmp_path)


def test_conflicts_are_the_links_that_contradict_or_qualify_in_text_order(small: Small):
    found = conflicts(small.load())
    assert found[["claim", "link", "other", "sentence", "other_sentence"]].values.tolist() == [
        ["report-denied", "contradicts", "will-close", "s4", "s3"],
        ["may-reopen", "qualifies", "will-close", "s5", "s3"],
    ]
    assert found["other_statement"].tolist() == ["The night ferry will close."] * 2


def test_conflicts_come_in_the_order_of_sentences_as_numbers():
    found = conflicts(load(SHIPPED))
    numbers = found["sentence"].str.removeprefix("s").astype(int).tolist()
    assert numbers == sorted(numbers)
    assert len(found) >= 20 and set(found["link"]) == set(CONFLICTS)


def test_a_text_without_conflicts_has_an_empty_frame_of_them(small: Small):
    full = conflicts(small.load())
    small.file("claim_links").unlink()
    assert list(conflicts(small.load())) == list(full)
    assert conflicts(small.load()).empty
