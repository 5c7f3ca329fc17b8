"""From exploring to reporting: the commands, the run in a process of its own, and what is said when it fails."""

import shlex
import sys

import pytest

from workbook.explore.report_bar import Asked, ReportBar
from workbook.explore.report_run import Made, ReportRun, report_run

PROGRESS = """
import sys, time
for cell in range(1, 4):
    sys.stderr.write(f"\\r\\x1b[K03_events  cell {cell} of 3  0 s"); sys.stderr.flush()
open(sys.argv[1], "w").write("<p>page</p>")
"""


class Instant:
    """A run that has been made already."""

    def __init__(self, made):
        self.made = made

    def start(self, on_progress, on_end):
        on_progress(2, 3)
        on_end(self.made)


@pytest.fixture
def bar(small):
    def made(what):
        return ReportBar(small.load(), runner=lambda *asked: Instant(what))

    return made


def test_the_commands_are_shown_and_can_be_copied(desk):
    desk.state.change(actor="council")
    html = desk.linked.report.commands.html
    assert 'data-copy="workbook report small 03_events -p actor=council"' in html
    assert 'data-copy="papermill notebooks/03_events.ipynb OUT.ipynb -p dataset small -p actor council"' in html


def test_the_command_that_runs_is_the_one_that_is_shown(desk):
    asked = desk.linked.asked(desk.state.selection)
    run = report_run("small", asked.notebook, {"actor": "council", "types": ["AID", "ASSAULT"]})
    told = shlex.join(run._command[3:])
    assert told.startswith("""report small 03_events -p actor=council -p 'types=["AID", "ASSAULT"]' --out """)


def test_the_same_view_goes_to_the_same_folder_and_another_to_another(desk):
    pages = [report_run("small", "03_events", {"actor": actor})._page for actor in ("council", "council", "mayor")]
    assert pages[0] == pages[1] != pages[2]


def test_a_run_tells_each_cell_and_gives_the_page(tmp_path):
    page, cells = tmp_path / "page.html", []
    made = ReportRun([sys.executable, "-c", PROGRESS, str(page)], page).run(lambda *at: cells.append(at))
    assert made.page == page and cells[-1] == (3, 3)


def test_a_run_that_fails_says_why_in_a_line(tmp_path):
    code = "import sys; print('workbook: actor: no such actor', file=sys.stderr); sys.exit(2)"
    made = ReportRun([sys.executable, "-c", code], tmp_path / "page.html").run()
    assert made.page is None and made.failure == "actor: no such actor"


def test_a_page_that_was_made_is_linked(bar, tmp_path):
    page = tmp_path / "03_events.html"
    page.write_text("<p>page</p>")
    made = bar(Made(page))
    made.ask(Asked("03_events"))
    made.button.click()
    assert made.result.page == "<p>page</p>" and "data-report" in made.result.html and not made.button.disabled


def test_a_failure_is_one_clear_line_with_the_rest_a_click_away(bar):
    made = bar(Made(None, "cell 3: <b>", "everything"))
    made.ask(Asked("03_events"))
    made.button.click()
    assert (
        "could not be made: cell 3: &lt;b&gt;" in made.result.html and "<summary>Everything it said" in made.result.html
    )
    assert not made.button.disabled


def test_what_the_notebook_has_no_parameter_for_is_said(bar):
    made = bar(Made(None))
    made.ask(Asked("07_scenarios", {"policy": ""}, ("pinned states",)))
    assert "07_scenarios has no parameter for: pinned states" in made.commands.html
