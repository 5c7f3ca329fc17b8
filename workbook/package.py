"""``datapackage.yaml``: what a dataset says of itself and of the article it was made from."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from workbook import dates
from workbook.descriptor import DescriptorError, parse
from workbook.errors import Problem, nearest
from workbook.paths import SLUG, contents
from workbook.schema import SCHEMA
from workbook.vocabularies import RELIABILITY

DESCRIPTOR = "datapackage.yaml"
URL = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f]+")
"""Addresses that a page may link to."""

Complain = Callable[..., None]


@dataclass(frozen=True)
class Source:
    """The article: who wrote it, who published it, whose interest it serves, and how far the source is to be
    relied on.

    ``reliability`` is the Admiralty letter; ``text`` the path of the text from the dataset's folder;
    ``sha256`` the checksum of its bytes.
    """

    title: str = ""
    author: str = ""
    affiliation: str = ""
    publisher: str = ""
    republished_by: str = ""
    published: str = ""
    url: str = ""
    genre: str = ""
    language: str = ""
    licence_note: str = ""
    text: str = ""
    sha256: str = ""
    reliability: str = "F"
    reliability_reason: str = ""
    interest: str = ""

    def __str__(self) -> str:
        """One line that cites the article."""
        date = f", {self.published}" if self.published else ""
        return f"{self.author or 'Author not stated'}, “{self.title}”, {self.publisher or 'publisher not stated'}{date}"


@dataclass(frozen=True)
class Package:
    """A descriptor as read: the dataset's name, title and version, its source, and the resources it lists."""

    name: str
    title: str
    version: str
    source: Source
    resources: tuple[str, ...]


def read_package(folder: Path, file: str) -> tuple[Package, list[Problem]]:
    """Read a dataset's descriptor; never raises for what is in it, but lists it as problems."""
    problems: list[Problem] = []

    def complain(message: str, column: str = "", value: str = "", line: int = 0) -> None:
        problems.append(Problem(file, line, column, value, message))

    raw = _read_descriptor(folder, complain)
    if raw is None:
        return Package(folder.name, folder.name, "", Source(), ()), problems
    name = _text(raw, "name", complain) or folder.name
    if not SLUG.fullmatch(name):
        complain("expected lower-case letters, digits and single hyphens", "name", name)
    source = _source(raw.get("source"), complain)
    names = _resources(folder, raw.get("resources", ""), complain)
    title, version = _text(raw, "title", complain), _text(raw, "version", complain)
    return Package(name, title or name, version, source, names), problems


def _read_descriptor(folder: Path, complain: Complain) -> dict[str, Any] | None:
    try:
        raw = parse(contents(folder / DESCRIPTOR).decode("utf-8"))
    except OSError as error:
        complain(f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        complain(f"not UTF-8 at byte {error.start}")
    except DescriptorError as error:
        complain(str(error), line=error.line)
    else:
        if isinstance(raw, dict):
            return raw
        complain("expected a mapping with name, source and resources")
    return None


def _text(raw: dict[str, Any], key: str, complain: Complain, prefix: str = "") -> str:
    """An entry that holds text; anything else is complained of and passed over."""
    value = raw.get(key, "")
    if isinstance(value, str):
        return value
    complain("expected text, not a list or a mapping", f"{prefix}{key}")
    return ""


def _resources(folder: Path, raw: Any, complain: Complain) -> tuple[str, ...]:
    if raw and not isinstance(raw, list):
        complain("expected a list of tables", "resources")
        return ()
    names: list[str] = []
    for entry in raw or []:
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str):
            complain("expected a mapping with a name", "resources")
        elif name not in SCHEMA:
            complain(f"no table of that name{nearest(name, SCHEMA)}", "resources", name)
        elif name in names:
            complain("listed more than once", "resources", name)
        else:
            names.append(name)
            if not (folder / f"{name}.csv").is_file():
                complain(f"{name}.csv is listed but not there", "resources", name)
    return tuple(names)


def _source(raw: Any, complain: Complain) -> Source:
    if not isinstance(raw, dict):
        complain(
            "expected a mapping that describes the article (title, author, publisher, text, sha256, ...)", "source"
        )
        return Source()
    known = [field.name for field in fields(Source)]
    for key in raw:
        if key not in known:
            complain(f"source has no such entry{nearest(key, known)}", f"source.{key}")
    source = Source(**{key: _text(raw, key, complain, "source.") for key in known if key in raw})
    for key in ("title", "text", "sha256"):
        if not getattr(source, key) and isinstance(raw.get(key, ""), str):
            complain("missing", f"source.{key}")
    for key, expected in _wrong(source).items():
        complain(expected, f"source.{key}", getattr(source, key))
    return source


def _wrong(source: Source) -> dict[str, str]:
    """What is wrong with the entries of a source that have to be of some form."""
    wrong = {}
    if source.sha256 and not re.fullmatch("[0-9a-f]{64}", source.sha256):
        wrong["sha256"] = "expected the 64 hexadecimal digits of a sha256, lower-case"
    if source.url and not URL.fullmatch(source.url):
        wrong["url"] = "expected an address beginning with http:// or https://"
    if source.reliability not in RELIABILITY:
        wrong["reliability"] = f"expected an Admiralty letter {RELIABILITY.order[0]} to {RELIABILITY.order[-1]}"
    try:
        dates.parse(source.published)
    except ValueError as error:
        wrong["published"] = str(error)
    return wrong


def read_text(folder: Path, source: Source, file: str) -> tuple[str | None, list[Problem]]:
    """The article's text, exactly as its file has it, checked against the checksum in the descriptor; None if
    there is none.

    A text that lies outside the dataset's project (its own folder, if it is in no project's ``data``) is refused.
    """
    if not source.text:
        return None, []
    try:
        data = contents(_text_path(folder, source.text))
    except OSError as error:
        return None, [Problem(file, 0, "source.text", source.text, f"cannot be read: {error.strerror}")]
    except ValueError as error:
        return None, [Problem(file, 0, "source.text", source.text, str(error))]
    problems = []
    digest = hashlib.sha256(data).hexdigest()
    if re.fullmatch("[0-9a-f]{64}", source.sha256) and digest != source.sha256:
        message = (
            f"the text has changed: its sha256 is {digest}; restore it, or recode the dataset and set the new checksum"
        )
        problems.append(Problem(file, 0, "source.sha256", source.sha256, message))
    try:
        return data.decode("utf-8"), problems
    except UnicodeDecodeError as error:
        return None, [*problems, Problem(file, 0, "source.text", source.text, f"not UTF-8 at byte {error.start}")]


def _text_path(folder: Path, text: str) -> Path:
    """Where the text lies, all links followed; raises ValueError if that is outside of what belongs to the dataset."""
    if "\0" in text:
        raise ValueError("not a path")
    whole = folder.resolve()
    home = whole.parent.parent if whole.parent.name == "data" else whole
    path = Path(os.path.realpath(whole / text))
    if not path.is_relative_to(home):
        raise ValueError("lies outside the project")
    return path
