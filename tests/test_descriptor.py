import time

import pytest

from workbook.descriptor import DescriptorError, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", ""),
        ("# nothing but a comment", ""),
        ("a: 1\nb: [x, y]\nc: {d: e}", {"a": "1", "b": ["x", "y"], "c": {"d": "e"}}),
        ("- a\n- b: c\n  d: e\n- [f, []]", ["a", {"b": "c", "d": "e"}, ["f", []]]),
        ("a:\nb: ''\nc: ~", {"a": "", "b": "", "c": "~"}),
        ("a: >-\n  one\n  two\nb: |\n  three\n", {"a": "one two", "b": "three\n"}),
        ("a: {}\nb: []", {"a": {}, "b": []}),
        ("\ufeffa: b", {"a": "b"}),
    ],
)
def test_yaml_is_read_into_mappings_lists_and_strings(text: str, value: object):
    assert parse(text) == value


@pytest.mark.parametrize("scalar", ["2020-11-24", "1.10", "NO", "null", "0x1F", "1e3", "true", "12:30:00", "!!int 3"])
def test_a_scalar_stays_the_text_that_it_is(scalar: str):
    assert parse(f"a: {scalar}") == {"a": scalar.removeprefix("!!int ")}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a: 1\nb: 2\na: 3", '"a" is there more than once', 3),
        ("x:\n  a: 1\n  a: 2", '"a" is there more than once', 3),
        ("a: &here 1\nb: *here", r"an alias \(\*\) is not allowed here", 2),
        ("[a, b]: c", "a key has to be text", 1),
        ("{a: 1}: c", "a key has to be text", 1),
        ("a: 'unclosed", "not YAML: found unexpected end of stream", 1),
        ("a: b\n c: d", "not YAML: mapping values are not allowed", 2),
        ("a: [", "not YAML", 0),
        ("a: \x00", "not YAML: holds a character that YAML does not allow", 0),
        ("a: 1\n---\nb: 2", "more than one document", 0),
        ("a: @b", "not YAML: found character that cannot start any token", 1),
    ],
)
def test_anything_else_is_refused_with_its_line(text: str, message: str, line: int):
    with pytest.raises(DescriptorError, match=message) as caught:
        parse(text)
    assert line == 0 or abs(caught.value.line - line) <= 1
    assert str(caught.value).isprintable()


@pytest.mark.robustness
@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)),
        "a: &a {k: v}\n"
        + "".join(f"{b}: &{b} {{<<: [*{a}, *{a}]}}\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)),
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 10_000,
        "a: " + "[" * 60 + "]" * 60,
    ],
    ids=["laughs", "merges", "lists", "mappings", "block", "deep"],
)
def test_a_few_lines_that_would_grow_without_bound_are_refused_at_once(text: str):
    start = time.perf_counter()
    with pytest.raises(DescriptorError, match=r"alias|nested too deeply|not YAML"):
        parse(text)
    assert time.perf_counter() - start < 60, "as good as hung"
