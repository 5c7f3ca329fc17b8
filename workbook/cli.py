"""The ``workbook`` command: a thin layer over the library.

Every module of the library is imported where a command needs it, so that ``workbook --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from workbook.errors import ParameterError, WorkbookError

_HELP = """Turn an article's argument into a checked dataset and offline reports.

\b
  workbook new harbour --text article.txt     begin a dataset from a text
  workbook suggest harbour                    candidates for its tables, with quotes
  workbook check                              is the dataset sound and complete?
  workbook report                             run all notebooks, write HTML pages
  workbook report 03 -p actor=iran            one notebook, one actor
  workbook report events -p start=2001 -p types=ASSAULT,COERCE --out mine
  workbook report --single --pdf              all pages in one file, and on paper
  workbook parameters events                  what a notebook can be asked
  workbook sweep sweeps/actors.yaml           one notebook, many sets of parameters
  workbook diff RUN_A RUN_B                   what differs between two runs

A DATASET is the name of a folder in data/ or a path; left out, it is the only one, or iran-al-qaeda-2020.
A NOTEBOOK may be shortened as long as it is clear which is meant: 03, events, 03_events.

Exit status: 0 all is well; 1 a check or a notebook failed; 2 the command was not understood.
"""


class _Commands(click.Group):
    """Lists the commands in the order in which an analyst meets them."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)


_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(path_type=Path)
_SECONDS = click.FloatRange(min=0, min_open=True)
_COUNT = click.IntRange(min=1)
_LISTED = 100
"""How many sentences a check lists."""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=_Commands, help=_HELP, context_settings=_SETTINGS)
@click.version_option(package_name="workbook", message="%(version)s")
def commands() -> None:
    """All commands hang from here."""


@commands.command(short_help="Run notebooks and write their pages.")
@click.argument("arguments", metavar="[DATASET] [NOTEBOOK]...", nargs=-1)
@click.option("-p", "--parameter", "assignments", metavar="NAME=VALUE", multiple=True, help="Set a parameter.")
@click.option("--out", type=_FOLDER, metavar="DIR", help="Where to write; by default reports/DATASET.")
@click.option("--timeout", type=_SECONDS, default=600.0, show_default=True, help="Stop a notebook that runs longer.")
@click.option("--single", is_flag=True, help="Also join all pages in one file.")
@click.option("--pdf", is_flag=True, help="Also print all pages to one PDF; needs Chromium.")
@click.option("--jobs", type=_COUNT, help="How many notebooks run at a time; by default one a core.")
@click.option("--memory", type=_SECONDS, metavar="GB", help="What each run may hold; by default its share of the free.")
@click.option("--force", is_flag=True, help="Run again although nothing has changed.")
def report(
    arguments: tuple[str, ...],
    assignments: tuple[str, ...],
    out: Path | None,
    timeout: float,
    single: bool,
    pdf: bool,
    jobs: int | None,
    memory: float | None,
    force: bool,
) -> int:
    r"""Run notebooks on a dataset and write a page for each, with an index.

    By default all numbered notebooks of notebooks/ are run. For each, NAME.html appears, and beside it the
    executed NAME.ipynb. A notebook that fails is kept as NAME.failed.ipynb, its last good page stays, and the
    others still run. A notebook is not run again unless it, its parameters, its dataset or the code has changed.

    \b
      workbook report
      workbook report iran-al-qaeda-2020 03 04 --out drafts
      workbook report events -p actor=iran -p start=2001
    """
    from workbook import plans

    if not force and (written := _as_before(arguments, assignments, out, single=single, pdf=pdf)):
        click.echo("\n".join(map(_shown, written)))
        click.echo("nothing has changed (--force runs the notebooks all the same)", err=True)
        return 0
    plan = plans.make(arguments, assignments, out)
    from workbook import reports

    manner = reports.Manner(timeout, jobs, _bytes(memory), force, single, pdf)
    outcome = reports.report(plan, manner, progress_to=sys.stderr)
    for path in outcome.written:
        click.echo(_shown(path))
    for failure in outcome.failures:
        click.echo(f"workbook: {failure}", err=True)
    return 1 if outcome.failures else 0


def _as_before(
    arguments: Sequence[str], assignments: Sequence[str], out: Path | None, *, single: bool, pdf: bool
) -> list[Path] | None:
    """The files of a report that is already there just as it is asked for; None if there is something to do."""
    from workbook import ledgers, plans

    try:
        plan = plans.draft(arguments, assignments, out)
        return ledgers.unchanged(plan, {"report.html": single or pdf, "report.pdf": pdf})
    except (WorkbookError, OSError):
        return None  # what is wrong is told in full where it is looked into


def _bytes(gigabytes: float | None) -> int | None:
    return None if gigabytes is None else int(gigabytes * 10**9)


@commands.command(short_help="Run a notebook with many sets of parameters.")
@click.argument("file", type=_FILE)
@click.option("--out", type=_FOLDER, metavar="DIR", help="Where to write; by default reports/sweeps/NAME.")
@click.option("--dry-run", is_flag=True, help="Check the file and list the runs; run nothing.")
@click.option("--jobs", type=_COUNT, help="How many runs at a time; by default one a core.")
@click.option("--memory", type=_SECONDS, metavar="GB", help="What each run may hold; by default its share of the free.")
@click.option("--timeout", type=_SECONDS, default=600.0, show_default=True, help="Stop a run that takes longer.")
@click.option("--force", is_flag=True, help="Run again what is there already.")
@click.option("--dask", metavar="ADDRESS", default="", help="Send the runs to a Dask scheduler, as tcp://HOST:PORT.")
def sweep(
    file: Path,
    out: Path | None,
    dry_run: bool,
    jobs: int | None,
    memory: float | None,
    timeout: float,
    force: bool,
    dask: str,
) -> int:
    r"""Run a notebook with every set of parameters of a YAML FILE, and gather the results.

    For each run a page and its executed notebook appear; index.html lists them, comparison.html sets them side
    by side, results.csv (and results.parquet, with workbook[parquet]) has a row for each. A sweep that was stopped
    goes on where it stopped when it is started again.

    \b
      workbook sweep sweeps/actors.yaml --dry-run
      workbook sweep sweeps/actors.yaml
    """
    from workbook.paths import root
    from workbook.sweepfiles import listed, read_sweep

    plan = read_sweep(file)
    if dry_run:
        click.echo("\n".join(listed(plan)))
        return 0
    from workbook import sweeps

    means = sweeps.Means(timeout, jobs, _bytes(memory), force, dask)
    outcome = sweeps.sweep(plan, out or root() / "reports" / "sweeps" / plan.name, means, progress_to=sys.stderr)
    for path in outcome.written:
        click.echo(_shown(path))
    return 1 if outcome.failures else 0


@commands.command(short_help="Say what differs between two runs.")
@click.argument("one", metavar="RUN_A", type=_FILE)
@click.argument("other", metavar="RUN_B", type=_FILE)
def diff(one: Path, other: Path) -> int:
    r"""Say what differs between two runs: dataset, parameters, recorded values, rows in view.

    A run is given by its executed notebook or its page. Exit status 0: nothing differs; 1: something does.

    \b
      workbook diff reports/sweeps/actors/iran-0 reports/sweeps/actors/iran-1
    """
    from workbook.differences import differences

    told = differences(one, other)
    click.echo("\n".join(told) if told else "no difference")
    return 1 if told else 0


@commands.command(short_help="List what notebooks can be asked.")
@click.argument("notebooks", metavar="[NOTEBOOK]...", nargs=-1)
def parameters(notebooks: tuple[str, ...]) -> int:
    """List the parameters of each notebook: name, type, default, what it means and what it accepts."""
    from workbook.notebooks import all_notebooks, find
    from workbook.parameters import describe

    paths = [find(name) for name in notebooks] or all_notebooks()
    click.echo("\n\n".join(describe(path) for path in paths))
    return 0


@commands.command(short_help="Begin a dataset from a text file.")
@click.argument("name")
@click.option("--text", "text_file", type=_FILE, metavar="FILE", required=True, help="The text, UTF-8; it is copied.")
@click.option("--title", default="", help="Its title; by default its first line.")
@click.option("--author", default="", help="Who wrote it.")
@click.option("--affiliation", default="", help="What the author is or heads.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--republished-by", default="", help="Who published it again.")
@click.option("--published", default="", metavar="EDTF", help="When, such as 2020-11-24 or 2020-11.")
@click.option("--url", default="", help="Where it was published.")
@click.option("--genre", default="", help="Such as news, op-ed, report.")
@click.option("--language", default="", metavar="CODE", help="Such as en.")
@click.option("--licence-note", default="", help="Whose the text is, and under which terms it is kept.")
def new(name: str, text_file: Path, **source: str) -> int:
    r"""Copy a text to seeds/ and begin a dataset NAME in data/ with all its tables still empty.

    Nothing that exists is written over. What to do next is printed.

    \b
      workbook new harbour-dispute --text article.txt --publisher "The Tidewatch" --published 2031-05-02
    """
    from workbook.beginnings import begin, next_steps

    begun = begin(name, text_file, source)
    click.echo(next_steps(begun), nl=False)
    return 0


@commands.command(short_help="List candidates for a dataset's tables.")
@click.argument("arguments", metavar="[DATASET] [TABLE]", nargs=-1)
@click.option("--left", is_flag=True, help="Only from sentences that no row uses and none skips.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
def suggest(arguments: tuple[str, ...], left: bool, as_json: bool) -> int:
    r"""List what the text may hold that is worth a row, each with its quote, as lines of CSV to judge and paste.

    Nothing is written. Found by rules that go by words and capitals, so some is wrong and some is missing; columns
    that take judgement are left empty. A TABLE alone is printed as plain CSV: actors, events, claims, forecasts or
    claim_links (one thing with two dates).

    \b
      workbook suggest harbour-dispute
      workbook suggest harbour-dispute actors > candidates.csv
    """
    from workbook import suggesting

    return suggesting.show(arguments, left=left, as_json=as_json, out=click.echo)


@commands.command(short_help="Check a dataset.")
@click.argument("dataset", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--fix", is_flag=True, help="First undo what a spreadsheet did, where only one reading is possible.")
def check(dataset: str | None, as_json: bool, fix: bool) -> int:
    """Report every problem of a dataset, a line each, and how much of the text it accounts for.

    With --fix, files that were mended are named, and kept as they were beside them as NAME.csv.bak.
    """
    import json

    from workbook.quality import check

    folder = _folder(dataset)
    if fix:
        from workbook.repair import repair

        for each in repair(folder):
            click.echo(str(each), err=as_json)
    result = check(folder)
    if as_json:
        click.echo(json.dumps({"dataset": folder.name, **_as_dict(result)}, ensure_ascii=False, indent=2))
        return 0 if result.ok else 1
    for problem in result.problems:
        click.echo(str(problem))
    if result.coverage:
        click.echo(f"{folder.name}: {result.coverage}")
        for sentence in result.coverage.unaccounted[:_LISTED]:
            click.echo(f"  {sentence.id}: {sentence.text}")
        if (more := len(result.coverage.unaccounted) - _LISTED) > 0:
            click.echo(f"  and {more:,} more (--json lists them all)")
    click.echo(f"{folder.name}: {_count(len(result.problems), 'problem') if result.problems else 'no problem found'}")
    return 0 if result.ok else 1


@commands.command(short_help="Show or renew a dataset's dictionary.")
@click.argument("dataset", required=False)
@click.option("--write", is_flag=True, help="Bring datapackage.yaml and README.md up to date.")
def dictionary(dataset: str | None, write: bool) -> int:
    """Say which generated files of a dataset are out of date with the schema, or write them anew."""
    from workbook.codebook import refresh, stale

    folder = _folder(dataset)
    if write:
        for path in refresh(folder):
            click.echo(_shown(path))
        return 0
    late = stale(folder)
    for path in late:
        click.echo(f"{_shown(path)}: out of date with the schema; run workbook dictionary {folder.name} --write")
    return 1 if late else 0


@commands.command(short_help="List the datasets.")
def datasets() -> int:
    """List the datasets of data/ with their titles."""
    from workbook.package import read_package
    from workbook.paths import dataset_folder, dataset_names, shown

    for name in dataset_names():
        folder = dataset_folder(name)
        package, _ = read_package(folder, shown(folder))
        click.echo(f"{name}  {package.title}")
    return 0


@commands.command(short_help="Write a dataset for another tool.")
@click.argument("arguments", metavar="[DATASET] FORMAT", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to write; for parquet a folder.")
@click.option("--formats", is_flag=True, help="List the formats: what each carries, and what it leaves out.")
def export(arguments: tuple[str, ...], out: Path | None, formats: bool) -> int:
    r"""Write a dataset in the format of another tool; by default below reports/DATASET/exports.

    FORMAT is one of graphml, gexf, stix, timelinejs, annotations, prov, xlsx, parquet, bibtex, csl and scw.

    \b
      workbook export iran-al-qaeda-2020 gexf
      workbook export xlsx --out iran.xlsx
    """
    from workbook import exports

    if formats:
        click.echo(exports.overview())
        return 0
    if not 1 <= len(arguments) <= 2:
        raise click.UsageError("name a format, after a dataset if there are several; see workbook export --formats")
    exports.find(arguments[-1])
    from workbook.dataset import load

    dataset = load(_folder(arguments[0] if len(arguments) == 2 else None))
    for path in exports.write(dataset, arguments[-1], out):
        click.echo(_shown(path))
    return 0


@commands.command(short_help="Compare a dataset's codes with a second coder's.")
@click.argument("arguments", metavar="[DATASET] CODER", nargs=-1)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the intervals' resamples.")
def agreement(arguments: tuple[str, ...], seed: int) -> int:
    r"""Say how far two coders agree, field by field, and list the cells to talk through.

    The second codes lie in data/DATASET/coders/CODER: CSV files with the dataset's keys and the columns that were
    coded again. Printed is Krippendorff's alpha with its 95 % interval, the weakest field first.

    \b
      workbook agreement iran-al-qaeda-2020 ann
    """
    from workbook import coders

    if not 1 <= len(arguments) <= 2:
        raise click.UsageError("name a coder, after a dataset if there are several")
    folder = _folder(arguments[0] if len(arguments) == 2 else None)
    click.echo(coders.report(coders.compare(folder, arguments[-1], seed=seed)))
    return 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        # Names in the data go beyond ASCII; a terminal or pipe set to LC_ALL=C must not stop them.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has left, as head does. Python flushes again on its way out: let it do so into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        # A command returns its exit status; click itself gives one for --help.
        return int(commands.main(arguments, prog_name="workbook", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ParameterError as error:
        return _complain(error, 2)
    except WorkbookError as error:
        return _complain(error, 1)
    except (KeyboardInterrupt, click.Abort):
        click.echo("workbook: interrupted", err=True)
        return 130


def _as_dict(result: Any) -> dict[str, Any]:
    coverage = result.coverage
    return {
        "ok": result.ok,
        "problems": [problem.as_dict() for problem in result.problems],
        "coverage": coverage
        and {
            "coded": len(coverage.coded),
            "skipped": len(coverage.skipped),
            "unaccounted": [{"sentence": sentence.id, "text": sentence.text} for sentence in coverage.unaccounted],
        },
    }


def _complain(error: Any, status: int) -> int:
    for line in str(error).splitlines():
        click.echo(f"workbook: {line}", err=True)
    return status


def _folder(dataset: str | None) -> Path:
    from workbook.plans import chosen_dataset

    return chosen_dataset(dataset)


def _shown(path: Path) -> str:
    from workbook.paths import shown

    return shown(path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
