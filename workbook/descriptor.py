"""``datapackage.yaml`` as plain text values: mappings, lists and strings, nothing guessed.

A date, a version or "NO" stays the text that it is. Aliases are refused, since a few lines of them can stand for more
than any machine holds; a key that is there twice is refused too, since YAML would drop the first without a word.
"""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times as fast, where PyYAML was built with it
_DEEPEST = 50


class DescriptorError(ValueError):
    """Text that is not YAML of this plain kind, and the line where that shows (0 if unknown)."""

    def __init__(self, message: str, line: int = 0):
        self.line = line
        super().__init__(message)


def parse(text: str) -> Any:
    """Read YAML into dicts, lists and strings; an empty document is an empty string.

    Raises
    ------
    DescriptorError
        If it is no YAML, has an alias, a key twice, a key that is no text, or is nested too deeply.
    """
    try:
        return _built(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DescriptorError(f"not YAML: {error.problem or 'cannot be parsed'}", line) from None
    except yaml.YAMLError:
        raise DescriptorError("not YAML: holds a character that YAML does not allow") from None


def _built(events: Any) -> Any:
    # Events and a stack of our own instead of recursion: deep nesting would otherwise exhaust the interpreter's stack.
    document: list[Any] = []
    open_nodes: list[Any] = [document]
    keys: list[str | None] = [None]
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise DescriptorError("an alias (*) is not allowed here; write the value out", line)
        if isinstance(event, yaml.ScalarEvent):
            _put(open_nodes[-1], keys, event.value, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(open_nodes) > _DEEPEST:
                raise DescriptorError("nested too deeply", line)
            node: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            _put(open_nodes[-1], keys, node, line)
            open_nodes.append(node)
            keys.append(None)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            open_nodes.pop()
            keys.pop()
    if len(document) > 1:
        raise DescriptorError("more than one document")
    return document[0] if document else ""


def _put(node: Any, keys: list[str | None], value: Any, line: int) -> None:
    """Put a value into the innermost open node: a list's next, or a mapping's key or the value of that key."""
    key = keys[-1]
    if isinstance(node, list):
        node.append(value)
    elif key is not None:
        node[key] = value
        keys[-1] = None
    elif not isinstance(value, str):
        raise DescriptorError("a key has to be text", line)
    elif value in node:
        raise DescriptorError(f'"{value}" is there more than once', line)
    else:
        keys[-1] = value
