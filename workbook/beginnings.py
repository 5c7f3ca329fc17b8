"""The beginning of a dataset: a text goes to ``seeds/`` byte for byte, and ``data/NAME`` gets every table with its
header, a descriptor and the skeleton of a datasheet.

Nothing that exists is written over, and nothing is left behind when something fails. The dataset is sound from the
first moment: every check passes, only all of its sentences are still unaccounted for.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook import codebook, dates
from workbook.errors import ParameterError, WorkbookError, shorten
from workbook.files import write_whole
from workbook.package import DESCRIPTOR, URL
from workbook.paths import SLUG, contents, root, shown
from workbook.schema import SCHEMA
from workbook.text import Sentence, sentences
from workbook.vocabularies import RELIABILITY

LONGEST_NAME = 60
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_LONGEST_TITLE = 200
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_DESCRIBED = (
    "title", "author", "affiliation", "publisher", "republished_by", "published", "url", "genre", "language",
    "licence_note", "reliability", "reliability_reason", "interest",
)  # fmt: skip

_README = """\
# {title}: datasheet

What one text says, coded by hand, sentence by sentence: {source}.
The questions are those of Gebru et al., *Datasheets for Datasets* (Communications of the ACM, 2021); answer them as you
go. Counts are better left out, because they go stale: `workbook check {name}` prints them.

## Motivation

Why was this text coded, and by whom?

## Composition

Is every sentence accounted for? Does the text name people who could be harmed? Which of its errors were kept as they
stand?

## Collection and coding

Where does the text come from? Who coded it, how often, by which rules beyond the dictionary below?

## Uses

What is the dataset for, and what must it not be used for?

## Distribution

Who may use the coding, and whose is the text?

## Maintenance

Who keeps it, and how are mistakes corrected?

## Known limits

What would a second reader have done otherwise?

## Dictionary

{mark}{end}"""


@dataclass(frozen=True)
class Begun:
    """A dataset that has just been begun: its folder, the copy of its text, and the sentences of that."""

    folder: Path
    text: Path
    sentences: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """The dataset's name."""
        return self.folder.name


def begin(name: str, text_file: Path, source: Mapping[str, str] | None = None) -> Begun:
    """Begin a dataset from a text file.

    Parameters
    ----------
    name
        What the dataset is called: lower-case letters, digits and single hyphens.
    text_file
        The text, UTF-8; it is copied as it is, line ends and invisible characters included.
    source
        What is known of it: ``title``, ``author``, ``publisher``, ``published`` and the other entries of
        ``workbook.package.Source``. A title that is not given is the first line of the text.

    Raises
    ------
    ParameterError
        If the name or an entry is not acceptable.
    WorkbookError
        If the text is not UTF-8 (says where), empty or unreadable, or if something of that name exists.
    """
    given = _checked(source or {})
    _check_name(name)
    home = root()
    folder, seed = home / "data" / name, home / "seeds" / f"{name}.txt"
    data = _bytes(text_file)
    text = _decoded(data, shown(text_file))
    units = tuple(sentences(text))
    same = seed.exists() and text_file.exists() and os.path.samefile(seed, text_file)
    for path in (folder, *([] if same else [seed])):
        if os.path.lexists(path):
            raise WorkbookError(f"{shown(path)}: exists already; choose another name, or remove it first")
    given.setdefault("title", _first_line(units))
    try:
        with _kept_only_if_done(None if same else seed):
            if not same:
                _write_new(seed, data)
            _make_folder(folder, name, given, hashlib.sha256(data).hexdigest())
    except OSError as error:
        where = shown(Path(error.filename)) if error.filename else shown(folder)
        raise WorkbookError(f"{where}: cannot be written: {error.strerror}") from None
    return Begun(folder, seed, units)


def _check_name(name: str) -> None:
    if not SLUG.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ParameterError(
            f'"{shorten(name)}": expected lower-case letters, digits and single hyphens, at most {LONGEST_NAME}, '
            "such as harbour-dispute"
        )
    if name in _RESERVED:
        raise ParameterError(f'"{name}": some systems reserve that name; choose another')


def _checked(source: Mapping[str, str]) -> dict[str, str]:
    """The entries that say something, in the order of the descriptor."""
    given = {key: source[key].strip() for key in _DESCRIBED if source.get(key, "").strip()}
    for key, value in given.items():
        if not value.isprintable():
            raise ParameterError(f"{key}: {shorten(value)}: holds a line end or an invisible character")
    if "url" in given and not URL.fullmatch(given["url"]):
        raise ParameterError(f"url: {shorten(given['url'])}: expected an address beginning with http:// or https://")
    if given.get("reliability", "F") not in RELIABILITY:
        raise ParameterError(f"reliability: {shorten(given['reliability'])}: expected an Admiralty letter A to F")
    try:
        dates.parse(given.get("published", ""))
    except ValueError as error:
        raise ParameterError(f"published: {shorten(given['published'])}: {error}") from None
    return given


def _bytes(path: Path) -> bytes:
    try:
        return contents(path)
    except OSError as error:
        raise WorkbookError(f"{shown(path)}: cannot be read: {error.strerror}") from None


def _decoded(data: bytes, where: str) -> str:
    """The text of some bytes; says in which line and at which byte they stop being UTF-8."""
    if encoding := _BYTE_ORDER_MARKS.get(data[:2]):
        raise WorkbookError(f"{where}: not UTF-8 but {encoding}; save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")
        raise WorkbookError(
            f"{where}:{line}: not UTF-8: byte 0x{data[error.start]:02x} at byte {error.start} of the file, after "
            f'"{shorten(before[-30:])}"; save it as UTF-8'
        ) from None
    if "\0" in text:
        raise WorkbookError(f"{where}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: holds a NUL: not a text file")
    if not text.strip().strip("\ufeff\u200b\u200e\u200f"):
        raise WorkbookError(f"{where}: holds no words")
    return text


def _first_line(units: tuple[Sentence, ...]) -> str:
    words = "".join(character if character.isprintable() else " " for character in units[0].text.strip("\ufeff"))
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"


@contextlib.contextmanager
def _kept_only_if_done(seed: Path | None) -> Iterator[None]:
    """Remove the copy of the text again if the dataset cannot be made after all."""
    try:
        yield
    except BaseException as error:
        if seed and not isinstance(error, FileExistsError):
            with contextlib.suppress(OSError):
                seed.unlink()
        raise


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet: a link to a file written aside fails where a rename would replace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    write_whole(aside, data)
    try:
        os.link(aside, path)
    finally:
        aside.unlink()


def _make_folder(folder: Path, name: str, given: dict[str, str], sha256: str) -> None:
    """Write all files aside, then put the folder in place in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder.parent))
    try:
        for table in SCHEMA.values():
            write_whole(aside / f"{table.name}.csv", ",".join(table.names) + "\n")
        write_whole(aside / DESCRIPTOR, descriptor(name, given, sha256))
        write_whole(aside / "README.md", _datasheet(name, given))
        codebook.refresh(aside)
        aside.chmod(0o755)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def descriptor(name: str, given: Mapping[str, str], sha256: str) -> str:
    """The part of ``datapackage.yaml`` that is written by hand, as far as it can be written now."""
    import yaml

    head = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": given["title"],
        "version": "0.1.0",
    }
    source = {key: given[key] for key in _DESCRIBED if key in given and not key.startswith("reliability")}
    source |= {"text": f"../../seeds/{name}.txt", "sha256": sha256}
    source |= {"reliability": given.get("reliability", "F")}
    source |= {"reliability_reason": given.get("reliability_reason", "Not judged yet.")}
    missing = [key for key in _DESCRIBED if key not in source]
    comment = f"# Not stated yet, as far as known to be added below source: {', '.join(missing)}\n" if missing else ""
    return (
        yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=120)
        + comment
        + yaml.safe_dump({"source": source}, sort_keys=False, allow_unicode=True, width=120)
    )


def _datasheet(name: str, given: Mapping[str, str]) -> str:
    words = [given[key] for key in ("author", "title", "publisher", "published") if key in given]
    title, source = (_as_markdown(text) for text in (given["title"], ", ".join(words)))
    return _README.format(
        title=title, source=source, name=name, mark=codebook.DICTIONARY_MARK, end=codebook.DICTIONARY_END
    )


def _as_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#&" else character for character in text)


def next_steps(begun: Begun) -> str:
    """What a curator does first with a dataset that has just been begun."""
    name, folder = begun.name, shown(begun.folder)
    return f"""\
{name}: {len(begun.sentences)} sentences, none accounted for yet. What to do next:

  1. Read {shown(begun.text)}; never edit it, since every quote is found by its position.
  2. Complete {folder}/{DESCRIPTOR}: who wrote it, who published it, how reliable the source is and why.
  3. workbook suggest {name}          candidates for actors, dates, claims and forecasts, each with its quote
  4. Fill {folder}/actors.csv, then events.csv and participants.csv, claims.csv, ...
     {folder}/README.md explains every column and code.
  5. workbook check {name}            after every few rows: each mistake is one line
  6. workbook report {name}           at any stage; pages whose tables are empty say what they need
"""
