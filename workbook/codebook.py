"""The generated parts of a dataset's own documents: the resources of ``datapackage.yaml`` and the dictionary
of its README.

Both come from the schema and the vocabularies, so they cannot say anything else than what the code does.
Everything above the marker lines is written by hand and left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbook.errors import WorkbookError
from workbook.files import write_whole
from workbook.package import DESCRIPTOR
from workbook.paths import contents
from workbook.schema import SCHEMA, Column, Table
from workbook.vocabularies import VOCABULARIES

RESOURCES_MARK = "# Below this line: generated from workbook/schema.py by `workbook dictionary --write`. Do not edit.\n"
DICTIONARY_MARK = "<!-- dictionary: generated from workbook/schema.py -->\n"
DICTIONARY_END = "<!-- end of dictionary -->\n"
_TYPES = {"number": "number", "integer": "integer"}


def refresh(folder: Path) -> list[Path]:
    """Rewrite the generated parts where they are stale; returns the files that changed.

    Raises
    ------
    WorkbookError
        If the README lacks the marker lines, or a file cannot be read.
    """
    changed = []
    for path, content in _documents(folder):
        if _read(path) != content:
            write_whole(path, content)
            changed.append(path)
    return changed


def stale(folder: Path) -> list[Path]:
    """The files whose generated part is not what the schema gives."""
    return [path for path, content in _documents(folder) if _read(path) != content]


def _read(path: Path) -> str:
    try:
        return contents(path).decode("utf-8")
    except OSError as error:
        raise WorkbookError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise WorkbookError(f"{path}: not UTF-8 at byte {error.start}") from None


def _documents(folder: Path) -> Iterator[tuple[Path, str]]:
    descriptor, readme = folder / DESCRIPTOR, folder / "README.md"
    head = _read(descriptor).split(RESOURCES_MARK)[0].rstrip() + "\n\n"
    present = [table for table in SCHEMA.values() if (folder / f"{table.name}.csv").is_file()]
    yield descriptor, head + RESOURCES_MARK + _yaml({"resources": resources(present)})
    if readme.is_file():
        text = _read(readme)
        before, mark, rest = text.partition(DICTIONARY_MARK)
        _, end_mark, after = rest.partition(DICTIONARY_END)
        if not mark or not end_mark:
            raise WorkbookError(f"{readme}: lacks the line {(DICTIONARY_END if mark else DICTIONARY_MARK).strip()}")
        yield readme, before + mark + dictionary(present) + end_mark + after


def _yaml(content: Any) -> str:
    import yaml

    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)


def resources(tables: list[Table]) -> list[dict[str, Any]]:
    """The resources of a Data Package v2, one a table, each with its Table Schema."""
    names = {table.name for table in tables}
    return [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "title": table.title,
            "description": table.help,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": _table_schema(table, names),
        }
        for table in tables
    ]


def _table_schema(table: Table, present: set[str]) -> dict[str, Any]:
    references = [
        (column, column.table)
        for column in table.columns
        if column.kind == "reference" and column.table in present and (column.required or column.table == table.name)
    ]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    if references:
        schema["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {
                    "resource": "" if parent == table.name else parent,
                    "fields": [SCHEMA[parent].key[0]],
                },
            }
            for column, parent in references
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.help,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.kind == "code":
        field["categories"] = [{"value": code.code, "label": code.label} for code in column.codes]
        constraints["enum"] = column.codes.order
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if constraints:
        field["constraints"] = constraints
    return field


def dictionary(tables: list[Table]) -> str:
    """The column dictionary and the codes as Markdown."""
    parts = ["\n"]
    for table in tables:
        key = ", ".join(f"`{name}`" for name in table.key)
        external = " External evidence, kept apart from what the article says." if table.external else ""
        parts.append(
            f"### {table.name}\n\n{table.help}{external} Key: {key}.\n\n| column | holds | meaning |\n|---|---|---|\n"
        )
        parts += [f"| `{column.name}` | {_holds(column)} | {column.help} |\n" for column in table.columns]
        parts.append("\n")
    used = {column.vocabulary for table in tables for column in table.columns if column.vocabulary}
    for name, vocabulary in VOCABULARIES.items():
        if name in used or name == "reliability":
            parts.append(f"### Codes: {vocabulary.title.lower()}\n\nSource: {vocabulary.source}.\n\n")
            parts.append("| code | label | definition |\n|---|---|---|\n")
            parts += [f"| `{code.code}` | {code.label} | {code.definition} |\n" for code in vocabulary]
            parts.append("\n")
    return "".join(parts)


def _holds(column: Column) -> str:
    words = {
        "id": "id",
        "text": "text",
        "words": "exact words",
        "code": f"code: {column.codes.title.lower()}" if column.vocabulary else "",
        "reference": f"id in {column.table}",
        "references": f"ids in {column.table}",
        "state": f"state of `{column.of}`",
        "date": "EDTF date",
        "number": "number",
        "integer": "whole number",
        "url": "address",
        "quote": "exact quote",
        "within": "exact passage",
    }[column.kind]
    return words + (", required" if column.required else "")
