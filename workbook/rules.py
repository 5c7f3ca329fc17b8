"""What has to hold between the cells of a row, between rows, and between tables.

Each rule looks at the files as text and passes over cells that are wrong in themselves, over rows with too few or too
many cells, and over tables that could not be read whole: those are complained of already, and one mistake is one
problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from workbook import dates
from workbook.cells import number
from workbook.dataset import Reading
from workbook.errors import Problem
from workbook.tablefile import TableFile
from workbook.text import QuoteError, locate, sentence_at
from workbook.vocabularies import PROBABILITY, ProbabilityBand

_DATE_PARTS = re.compile(r"(\d[\dX]{3})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def broken_rules(reading: Reading) -> Iterator[Problem]:
    """Every problem that takes more than one cell to see."""
    for rule in _RULES:
        yield from rule(reading)


def _rows(file: TableFile) -> Iterator[tuple[int, dict[str, str]]]:
    columns = (file.frame[name] for name in file.table.names)
    for row, cells in enumerate(zip(*columns, strict=True)):
        if row not in file.ragged:
            yield row, dict(zip(file.table.names, cells, strict=True))


def _events_have_participants(reading: Reading) -> Iterator[Problem]:
    if not reading.files["participants"].whole:
        return
    having = set(reading.files["participants"].frame["event"])
    events = reading.files["events"]
    for row, cells in _rows(events):
        if cells["event"] and cells["event"] not in having:
            yield events.problem(row, "event", cells["event"], "no participant; add a row to participants.csv")


def _nothing_is_tied_to_itself(reading: Reading) -> Iterator[Problem]:
    ties = (("relations", "subject", "object"), ("claim_links", "claim", "other"), ("actors", "actor", "part_of"))
    for table, one, other in ties:
        file = reading.files[table]
        for row, cells in _rows(file):
            if cells[one] and cells[one] == cells[other]:
                yield file.problem(row, other, cells[other], f"the same as its {one}")


def _low_is_below_high(reading: Reading) -> Iterator[Problem]:
    for table in ("forecasts", "impacts"):
        file = reading.files[table]
        for row, cells in _rows(file):
            low, high, score = (number(cells.get(name, "")) for name in ("low", "high", "score"))
            if low is None or high is None:
                continue
            if low > high:
                yield file.problem(row, "low", cells["low"], f"more than high, {cells['high']}")
            elif score is not None and not low <= score <= high:
                yield file.problem(row, "score", cells["score"], f"outside low..high, {cells['low']}..{cells['high']}")


def _impacts_of_the_article_are_quoted(reading: Reading) -> Iterator[Problem]:
    file = reading.files["impacts"]
    for row, cells in _rows(file):
        if cells["basis"] == "article" and not cells["quote"]:
            yield file.problem(row, "quote", "", "missing; an impact on the article's word needs its quote")


def _parsed(cell: str) -> dates.EDTF | None:
    try:
        return dates.parse(cell)
    except ValueError:
        return None


def _forecasts_close_after_they_open(reading: Reading) -> Iterator[Problem]:
    file = reading.files["forecasts"]
    for row, cells in _rows(file):
        opens, closes = _parsed(cells["opens"]), _parsed(cells["closes"])
        if opens and closes and opens.earliest and closes.latest and opens.earliest > closes.latest:
            yield file.problem(row, "closes", cells["closes"], f"before it opens, {cells['opens']}")


def _dates_are_in_the_text(reading: Reading) -> Iterator[Problem]:
    """Dates whose year, month or day is not in the sentences that the row quotes (nor, where a note explains
    it, in the text). A date that is marked uncertain or approximate and has a note is inferred, and says so.
    """
    for table, column in (("events", "date"), ("relations", "valid")):
        file = reading.files[table]
        for row, cells in _rows(file):
            edtf, passage, note = _parsed(cells[column]), _passage(reading, cells), cells.get("date_note")
            if edtf is None or passage is None or (note and edtf.qualifier):
                continue
            where = "the text" if note else "the sentence quoted"
            if absent := _absent_parts(cells[column], reading.text or "" if note else passage):
                yield file.problem(row, column, cells[column], f"{where} does not say {' or '.join(absent)}")


def _passage(reading: Reading, cells: dict[str, str]) -> str | None:
    """The whole sentences that a row's quote lies in."""
    if reading.text is None:
        return None
    try:
        start, end = locate(reading.text, cells["quote"], cells["within"])
    except QuoteError:
        return None
    return reading.text[sentence_at(reading.units, start).start : sentence_at(reading.units, end - 1).end]


def _absent_parts(cell: str, passage: str) -> list[str]:
    absent = []
    for year, month, day in _DATE_PARTS.findall(cell):
        if not re.search(rf"\b{year.replace('X', '[0-9]')}", passage):
            absent.append(year)
        if month and int(month) <= 12:
            name = dates.MONTHS[int(month) - 1]
            if not re.search(rf"\b{name[:3]}(t|{name[3:]})?\b", passage):  # Sep, Sept, September
                absent.append(name)
        if day and not re.search(rf"\b0?{int(day)}(st|nd|rd|th)?\b", passage):
            absent.append(f"day {int(day)}")
    return absent


def _descriptors_have_states(reading: Reading) -> Iterator[Problem]:
    descriptors, states = reading.files["descriptors"], reading.files["states"]
    counts = states.frame["descriptor"].value_counts()
    for row, cells in _rows(descriptors) if states.whole else ():
        if cells["descriptor"] and counts.get(cells["descriptor"], 0) < 2:
            message = "fewer than two states; add them to states.csv"
            yield descriptors.problem(row, "descriptor", cells["descriptor"], message)
    taken: set[tuple[str, str]] = set()
    for row, cells in _rows(states):
        place = (cells["descriptor"], cells["order"])
        if place in taken and all(place):
            yield states.problem(row, "order", cells["order"], f'another state of "{place[0]}" has that order')
        taken.add(place)


def _storylines_are_complete(reading: Reading) -> Iterator[Problem]:
    file, descriptors = reading.files["storylines"], reading.files["descriptors"]
    wanted = [name for name in descriptors.frame["descriptor"] if name] if descriptors.whole else []
    storylines: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for row, cells in _rows(file):
        if cells["storyline"]:
            storylines.setdefault(cells["storyline"], []).append((row, cells))
    for storyline, rows in storylines.items():
        first, first_cells = rows[0]
        for row, cells in rows:
            for name in ("label", "kind"):
                if cells[name] and first_cells[name] and cells[name] != first_cells[name]:
                    message = f"not the {name} of the storyline's first row, {first_cells[name]}"
                    yield file.problem(row, name, cells[name], message)
        having = {cells["descriptor"] for _, cells in rows}
        for descriptor in wanted if file.whole else ():
            if descriptor not in having:
                yield file.problem(first, "storyline", storyline, f'sets no state of "{descriptor}"')


def _terms_and_probabilities_agree(reading: Reading) -> Iterator[Problem]:
    file = reading.files["forecasts"]
    for row, cells in _rows(file):
        if cells["term"] not in PROBABILITY:
            continue
        band = PROBABILITY[cells["term"]]
        assert isinstance(band, ProbabilityBand)
        for name in ("low", "high"):
            if band.low is None and cells[name]:
                yield file.problem(row, name, cells[name], "unstated words carry no probability; leave it empty")
            elif band.low is not None and not cells[name]:
                yield file.problem(row, name, "", f'missing; "{band.label}" is {band.low:g} to {band.high:g}')


def _no_actor_is_part_of_itself(reading: Reading) -> Iterator[Problem]:
    """Chains of ``part_of`` that come back to where they began; each is complained of once, where it closes."""
    file = reading.files["actors"]
    rows = {cells["actor"]: (row, cells["part_of"]) for row, cells in _rows(file)}
    done: set[str] = set()
    for start in rows:
        path: dict[str, None] = {}
        actor = start
        while actor in rows and actor not in done and actor not in path:
            path[actor] = None
            actor = rows[actor][1]
        last = next(reversed(path), "")
        if actor in path and actor != last:  # an actor that is directly part of itself is tied to itself
            yield file.problem(rows[last][0], "part_of", actor, f'leads back to "{last}" itself')
        done.update(path)


_RULES: tuple[Callable[[Reading], Iterator[Problem]], ...] = (
    _events_have_participants,
    _nothing_is_tied_to_itself,
    _low_is_below_high,
    _impacts_of_the_article_are_quoted,
    _forecasts_close_after_they_open,
    _dates_are_in_the_text,
    _descriptors_have_states,
    _storylines_are_complete,
    _terms_and_probabilities_agree,
    _no_actor_is_part_of_itself,
)
