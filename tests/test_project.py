"""The project as a whole: what a fresh machine needs is pinned, and nothing here belongs to one machine."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
RUNTIME = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["build"]
SERVING = RUNTIME + PROJECT["optional-dependencies"]["serve"]
DEVELOPMENT = SERVING + PROJECT["optional-dependencies"]["dev"]
FILES = {"requirements.txt": RUNTIME, "requirements-serve.txt": SERVING, "requirements-dev.txt": DEVELOPMENT}
PIN = re.compile(r"^(?P<pin>[^#\s].*?) \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE)

# Loading any of these costs more than the half second that `workbook --help` may take.
HEAVY = {"IPython", "anywidget", "ipywidgets", "matplotlib", "nbconvert", "networkx", "numpy", "pandas", "papermill"}

MACHINE_PATH = re.compile(
    r"(?<![\w./:~-])/(?:home|root|tmp|work|Users|mnt|var/folders)/[\w.]"  # not after a host or a folder
    r"|[A-Z]:\\{1,2}Users\\"
)
INDEX_HOST = re.compile(
    r"--(?:extra-)?index-(?:url)|--trusted-(?:host)|--find-(?:links)|pythonhosted[.]"
    r"|\"resolved\": *\"https?:|https?://[^\s\"']+/simple\b"
)
EVERY_FILE = pytest.mark.parametrize(("file", "declared"), FILES.items())


def pins(name: str) -> dict[str, str]:
    """Package and version of each pin in a requirements file that applies to this Python and system."""
    found = [Requirement(text) for text in PIN.findall((ROOT / name).read_text("utf-8"))]
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in found
        if not pin.marker or pin.marker.evaluate()
    }


def needed(requirements: list[str]) -> set[str]:
    """Every package that the requirements bring here, through all levels."""
    waiting = [(Requirement(text), "") for text in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        for asked in {(canonicalize_name(requirement.name), extra) for extra in {"", *requirement.extras}} - seen:
            seen.add(asked)
            waiting += [(Requirement(text), asked[1]) for text in distribution(asked[0]).requires or []]
    return {name for name, _ in seen}


def project_files() -> list[Path]:
    """Every text file that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.split("\0") if name and not name.startswith("seeds/")]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8000]]


def lines_matching(pattern: re.Pattern[str]) -> Iterator[str]:
    """Each place in the project's files where the pattern is found."""
    for path in project_files():
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"


def test_no_file_names_a_path_of_one_machine():
    assert list(lines_matching(MACHINE_PATH)) == []


@pytest.mark.parametrize("text", ["open('" + "/home" + "/ann/x')", "cd " + "/tmp" + "/x", "C:" + "\\Users\\ann"])
def test_a_path_of_one_machine_is_recognised(text: str):
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["https://example.org/home/news", "../work/x", "a/tmp/b", "~/work/x"])
def test_a_relative_path_or_an_address_is_not_a_path_of_one_machine(text: str):
    assert not MACHINE_PATH.search(text)


def test_no_file_names_a_package_index():
    assert list(lines_matching(INDEX_HOST)) == []


@EVERY_FILE
def test_every_declared_dependency_is_pinned_within_its_bounds(file: str, declared: list[str]):
    pinned = pins(file)
    for requirement in map(Requirement, declared):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), str(requirement)


@EVERY_FILE
def test_every_package_that_is_needed_is_pinned_and_installed_as_pinned(file: str, declared: list[str]):
    pinned = pins(file)
    names = needed(declared)
    assert names - set(pinned) == set()
    assert {name: version(name) for name in names} == {name: pinned[name] for name in names}


def test_a_package_has_the_same_pin_in_every_file():
    found = [pins(file).items() for file in FILES]
    assert found[0] <= found[1] <= found[2]


@pytest.mark.parametrize("file", FILES)
def test_every_pin_has_a_hash(file: str):
    text = (ROOT / file).read_text("utf-8")
    assert len(PIN.findall(text)) == len(re.findall(r"^[^#\s]", text, re.MULTILINE))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_of_a_document_exists(document: str):
    commands = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / document).read_text("utf-8"), re.MULTILINE))
    assert named
    assert named <= commands


@pytest.mark.parametrize("module", ["workbook", "workbook.cli"])
def test_importing_loads_nothing_heavy(module: str):
    code = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & {name.partition(".")[0] for name in run.stdout.split()} == set()


def imported_with(module: Path) -> set[str]:
    """The project's modules that a module imports as it is loaded itself, not later inside a function."""
    names: set[str] = set()
    for node in ast.parse(module.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in names if name.startswith("workbook.")}


def test_imports_point_one_way():
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "workbook").rglob("*.py")
    }
    TopologicalSorter({name: (imported_with(path) & set(modules)) - {name} for name, path in modules.items()}).prepare()
