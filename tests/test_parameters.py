"""Parameters are checked before anything runs, and can be written back as the commands that set them."""

import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from papermill.cli import _resolve_type

from workbook.accepted import ACCEPTED, HIGHLIGHTS
from workbook.errors import ParameterError
from workbook.notebooks import Parameter, Value, declared, numbered
from workbook.parameters import changed, check, convert, describe, reproduce, split

FINE = Path(__file__).parent / "notebooks" / "fine.ipynb"
DEFAULTS: dict[str, Value] = {name: parameter.default for name, parameter in declared(FINE).items()}


@pytest.fixture(scope="module")
def dataset() -> Any:
    from workbook.dataset import load

    return load("iran-al-qaeda-2020")


def complaint(values: Mapping[str, object], dataset: Any = None) -> str:
    with pytest.raises(ParameterError) as error:
        check(FINE, values, dataset)
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "given_value", "value"),
    [
        ("str", "2001", "2001"),
        ("str", 2001, "2001"),  # papermill -p start 2001
        ("str", " a ", " a "),
        ("int", "2", 2),
        ("int", " -2 ", -2),
        ("float", "2", 2.0),
        ("float", 2, 2.0),
        ("float", "1e-3", 0.001),
        ("bool", "Yes", True),
        ("bool", "off", False),
        ("bool", 0, False),
        ("list", "ASSAULT,COERCE", ["ASSAULT", "COERCE"]),
        ("list", "ASSAULT", ["ASSAULT"]),
        ("list", "", []),
        ("list", "[ASSAULT, NO, 1]", ["ASSAULT", "NO", "1"]),  # NO is a text, whatever YAML makes of it
        ("list", ["ASSAULT"], ["ASSAULT"]),
        ("list", (2001,), ["2001"]),
    ],
)
def test_a_value_is_read_as_its_parameter_says(kind: str, given_value: object, value: Value):
    read = convert(Parameter("x", kind, ""), given_value)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("int", "two", "a whole number"),
        ("int", "2.5", "a whole number"),
        ("int", 2.0, "a whole number"),
        ("int", True, "a whole number"),
        ("float", "much", "a number"),
        ("bool", "perhaps", "true or false"),
        ("bool", 2, "true or false"),
        ("str", None, "a text"),
        ("str", True, "a text"),
        ("str", ["a"], "a text"),
        ("list", "[a, [b]]", "a list such as a,b or [a, b]"),
        ("list", "[a", "a list such as a,b or [a, b]"),
        ("list", {"a": 1}, "a list such as a,b or [a, b]"),
        ("list", [None], "a list such as a,b or [a, b]"),
    ],
)
def test_a_value_of_another_type_is_an_error(kind: str, value: object, expected: str):
    with pytest.raises(ParameterError, match=r"x: .*: expected ") as error:
        convert(Parameter("x", kind, ""), value)
    assert str(error.value).endswith(f"expected {expected}")


def test_assignments_are_split_at_the_first_equals_sign():
    assert split(["a=b=c", " d =", "a=2"]) == {"a": "2", "d": ""}


@pytest.mark.parametrize("text", ["actor", "=iran", ""])
def test_an_assignment_without_name_or_value_is_an_error(text: str):
    with pytest.raises(ParameterError, match="expected name=value"):
        split([text])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"actr": "iran"}, 'actr: fine has no such parameter (did you mean "actor"?)'),
        ({"zzz": "1"}, "zzz: fine has no such parameter; there are: dataset, start"),
        ({"actor": "irn"}, 'actor: "irn": no such actor in iran-al-qaeda-2020 (did you mean "iran"?)'),
        ({"actor": "Ayman Al-Zawahiri"}, '(did you mean "al-zawahiri"?)'),
        ({"types": "ASSAULT,assalt"}, 'types: "assalt": no such type of event (did you mean "ASSAULT"?)'),
        ({"types": "zzz"}, "there are: AGREE, CONSULT"),
        ({"lane": "actr"}, 'lane: "actr": expected another word (did you mean "actor"?)'),
        ({"lane": ""}, 'lane: "": expected another word'),
        ({"start": "2020-13"}, 'start: "2020-13": there is no month 13'),
        ({"start": "soon"}, 'start: "soon": expected EDTF'),
        ({"start": "2001/2002"}, "expected one date, not an interval"),
        ({"start": "2020-12", "end": "2020-11-30"}, 'start: "2020-12": is after the end, "2020-11-30"'),
        ({"hops": "-1"}, "hops: -1: expected a whole number from 0"),
        ({"threshold": "nan"}, "threshold: nan: expected a finite number"),
    ],
)
def test_a_value_that_means_nothing_is_an_error(values: dict[str, object], message: str, dataset: Any):
    assert message in complaint(values, dataset)


def test_all_problems_are_named_at_once(dataset: Any):
    lines = complaint({"strt": "2001", "hops": "two", "actor": "irn", "lane": "colour"}, dataset).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["strt", "hops", "actor", "lane"]


def test_a_start_may_be_within_its_end(dataset: Any):
    assert check(FINE, {"start": "2020-11-14", "end": "2020-11"}, dataset)["end"] == "2020-11"


def test_an_unknown_dataset_is_an_error():
    assert complaint({}, "iran-al-qaeda-2021").startswith('dataset "iran-al-qaeda-2021": no such dataset (did you mean')


def test_a_check_gives_every_parameter_its_typed_value(dataset: Any):
    assert check(FINE, {"hops": "2", "types": "ASSAULT"}, dataset) == {**DEFAULTS, "hops": 2, "types": ["ASSAULT"]}


def test_what_every_notebook_has_by_itself_is_accepted(dataset: Any):
    for path in numbered():
        assert check(path, {}, dataset)


def test_every_parameter_of_the_notebooks_has_an_entry_in_the_registry():
    assert {name for path in numbered() for name in declared(path)} <= set(ACCEPTED)


def test_what_can_be_highlighted_is_what_the_annotated_text_knows():
    from workbook.annotate import LAYERS

    assert HIGHLIGHTS == LAYERS


def test_a_description_tells_type_default_meaning_and_values():
    lines = describe(FINE).splitlines()
    assert lines[0] == "fine"
    assert any(line.startswith("  hops: int = 1 ") and line.endswith("how many ties away") for line in lines)
    assert any("accepts one of type, actor, status, country" in line for line in lines)


def test_only_what_differs_from_the_defaults_is_part_of_a_command():
    assert changed(FINE, {**DEFAULTS, "hops": 2}) == {"hops": 2}
    ours, papermill = reproduce(FINE, {**DEFAULTS, "hops": 2}).splitlines()
    assert ours == f"workbook report iran-al-qaeda-2020 {FINE} -p hops=2"
    assert papermill == f"papermill {FINE} OUT.ipynb -p hops 2"


def test_a_notebook_of_the_project_is_named_in_short():
    path = numbered()[0]
    values = {name: parameter.default for name, parameter in declared(path).items()}
    assert reproduce(path.stem, values) == (
        f"workbook report iran-al-qaeda-2020 {path.stem}\npapermill notebooks/{path.name} OUT.ipynb"
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12) | st.sampled_from(
    ["2001", "007", "1e3", "True", "None", "nan", "1_000", "NO", "it's", "a,b", "[x]", "-p", "$HOME", "a b", "#", "~"]
)


@given(
    actor=TEXTS,
    types=st.lists(TEXTS, max_size=3),
    hops=st.integers(-9, 9),
    threshold=st.floats(allow_nan=False, allow_infinity=False),
    external=st.booleans(),
)
def test_both_commands_give_the_same_values_back(
    actor: str, types: list[str], hops: int, threshold: float, external: bool
):
    values: dict[str, Value] = {
        **DEFAULTS, "actor": actor, "types": types, "hops": hops, "threshold": threshold, "external": external,
    }  # fmt: skip
    ours, papermill = (shlex.split(line) for line in reproduce(FINE, values).splitlines())
    typed = split(text for option, text in zip(ours[4::2], ours[5::2], strict=True) if option == "-p")
    assert as_injected(typed) == values
    assert as_injected(from_papermill(papermill[3:])) == values


def as_injected(given_values: Mapping[str, object]) -> dict[str, Value]:
    return DEFAULTS | {name: convert(declared(FINE)[name], value) for name, value in given_values.items()}


def from_papermill(arguments: list[str]) -> dict[str, object]:
    """What papermill makes of its options."""
    values: dict[str, object] = {}
    while arguments:
        if arguments[0] == "-y":
            values |= yaml.safe_load(arguments[1])
            arguments = arguments[2:]
        else:
            values[arguments[1]] = arguments[2] if arguments[0] == "-r" else _resolve_type(arguments[2])
            arguments = arguments[3:]
    return values


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "message"),
    [(["-p", "actor", "irn"], 'did you mean "iran"?'), (["-p", "start", "2001"], "")],
)
def test_plain_papermill_from_another_folder_checks_the_same(assignment: list[str], message: str, tmp_path: Path):
    notebook = next(path for path in numbered() if path.stem == "03_events")
    run = subprocess.run(
        [sys.executable, "-m", "papermill", notebook, "out.ipynb", "--no-progress-bar", *assignment],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode == 0) == (message == ""), run.stderr
    assert message in run.stderr
