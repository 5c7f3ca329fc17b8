"""The notebooks as an analyst meets them: a real JupyterLab, a real browser, Run All, and then hands on."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.browser.servers import ROOT, serving
from workbook.lab import DARK
from workbook.palette import PALETTE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBERED = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
CURRENT = "window.jupyterapp.shell.currentWidget"
RUN = f"""() => {{
  const cells = {CURRENT}.content.widgets.filter((cell) => cell.model.type === "code");
  return cells.every((cell) => cell.model.executionCount && cell.promptNode.textContent !== "[*]:");
}}"""
FAILURES = f"""() => {CURRENT}.content.widgets.filter((cell) => cell.model.type === "code")
  .flatMap((cell) => cell.model.outputs.toJSON()).filter((output) => output.ename || output.output_type === "error")"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    options = ["lab", "notebooks", "--ServerApp.ip=127.0.0.1", "--LabApp.expose_app_in_browser=True", *root]
    with serving(tmp_path_factory.mktemp("lab"), "jupyter", *options) as server:
        yield server


@pytest.fixture(scope="module")
def page(browser, lab):
    """One JupyterLab in one tab, as an analyst has it open; what went wrong in it is kept in ``heard``."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=lab.address)
    page = context.new_page()
    page.heard = []
    page.on("console", lambda message: page.heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("request", lambda request: page.heard.append(request.url) if _strange(request.url, lab.address) else None)
    page.goto(lab.url("/lab"))
    page.wait_for_function("() => window.jupyterapp?.shell && window.jupyterapp.serviceManager?.isReady")
    page.evaluate("() => window.jupyterapp.restored.then(() => 1)")
    yield page
    context.close()


def _strange(address: str, own: str) -> bool:
    return not address.startswith((own, own.replace("http", "ws"), "data:", "blob:"))


@pytest.fixture(autouse=True)
def nothing_went_wrong(page):
    page.heard.clear()
    yield
    assert page.heard == [], "errors in the console, or requests to elsewhere"


def execute(page, command: str, arguments: str = "{}") -> None:
    page.evaluate(f"() => window.jupyterapp.commands.execute('{command}', {arguments}).then(() => 1)")


def run_all(page, name: str) -> None:
    execute(page, "docmanager:open", f"{{path: '{name}.ipynb'}}")
    page.wait_for_function(
        f"(path) => {CURRENT}?.context?.path === path && {CURRENT}.sessionContext?.session?.kernel?.status === 'idle'",
        arg=f"{name}.ipynb",
    )
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(RUN, timeout=90_000)
    assert page.evaluate(FAILURES) == []


def close(page) -> None:
    page.evaluate(f"() => {CURRENT}.sessionContext.shutdown().then(() => 1)")
    page.evaluate(f"() => {{ {CURRENT}.context.model.dirty = false; {CURRENT}.close(); }}")


def save(page, lab, name: str) -> tuple[bytes, bytes]:
    """What a notebook's file holds before and after it is saved with all its outputs."""
    file = lab.project / "notebooks" / f"{name}.ipynb"
    before = file.read_bytes()
    execute(page, "docmanager:save")
    return before, file.read_bytes()


def in_sight(page, place: str) -> None:
    page.wait_for_function(
        """(place) => { const box = document.querySelector(place)?.getBoundingClientRect();
                        return box && box.height > 0 && box.bottom > 0 && box.top < innerHeight; }""",
        arg=place,
    )


@pytest.fixture
def closing(page):
    """Close the notebook and its kernel, also after a failure, so that ids on the page stay unique."""
    yield
    close(page)


@pytest.mark.usefixtures("closing")
@pytest.mark.parametrize("name", NUMBERED)
def test_a_notebook_runs_from_top_to_bottom_and_stays_as_it_was_written(page, lab, name):
    run_all(page, name)
    before, after = save(page, lab, name)
    assert before == after
    assert page.locator(".jp-RenderedText[data-mime-type$=stderr]").count() == 0, "an output that could not be shown"
    mark = page.locator(".jp-Notebook:visible a.wb-mark").nth(3)
    mark.focus()
    page.keyboard.press("Enter")
    in_sight(page, mark.get_attribute("xlink:href"))


@pytest.mark.parametrize("dark", [False, True])
def test_charts_have_the_colours_of_the_theme(page, dark):
    theme = "JupyterLab Dark" if dark else "JupyterLab Light"
    execute(page, "apputils:change-theme", f"{{theme: '{theme}'}}")
    page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str(not dark).lower()}'")
    page.evaluate(
        """() => { const figure = document.createElement("figure"); figure.className = "wb-figure"; figure.id = "probe";
                   document.body.append(figure); }"""
    )
    page.add_style_tag(content=DARK)
    found = page.evaluate("() => getComputedStyle(document.getElementById('probe')).getPropertyValue('--wb-blue')")
    assert found.strip() == (PALETTE["blue"].dark if dark else "")
    page.evaluate("() => document.getElementById('probe').remove()")
    execute(page, "apputils:change-theme", "{theme: 'JupyterLab Light'}")


@pytest.fixture(scope="module")
def explore(page):
    run_all(page, "explore")
    page.locator(".wb-board svg a.wb-mark").first.wait_for(state="attached")
    page.get_by_role("button", name="Restore view").wait_for(state="attached")
    yield page
    close(page)


def label(page, name: str):
    return page.get_by_label(name, exact=True)


def faded(page) -> int:
    return page.locator(".wb-board svg a.wb-faded:visible").count()


def wait_for_change(page, before: int) -> None:
    page.wait_for_function(
        """(before) => [...document.querySelectorAll(".wb-board svg a.wb-faded")]
             .filter((each) => each.checkVisibility()).length !== before""",
        arg=before,
    )


def test_explore_stays_as_it_was_written_when_it_is_saved(explore, lab):
    before, after = save(explore, lab, "explore")
    assert before == after


def test_headings_fill_the_table_of_contents(explore):
    execute(explore, "toc:show-panel")
    entries = explore.locator(".jp-TableOfContents .jp-tocItem-content")
    entries.filter(has_text="Hypothesis desk").wait_for()
    assert entries.count() == 6
    execute(explore, "filebrowser:activate")


def test_every_control_has_a_name_that_can_be_heard(explore):
    explore.wait_for_timeout(600)
    nameless = explore.evaluate(
        """() => [...document.querySelectorAll(".jp-OutputArea :is(input, select, button, [role=slider])")]
             .filter((each) => !(each.labels?.[0]?.textContent || each.getAttribute("aria-label") || each.textContent
                                 || each.title).trim()).map((each) => each.outerHTML.slice(0, 200))"""
    )
    assert nameless == []


def test_the_slider_is_moved_with_the_keyboard_and_the_views_follow(explore):
    before = faded(explore)
    label(explore, "Period, until").focus()
    for _ in range(4):
        explore.keyboard.press("ArrowLeft")
    wait_for_change(explore, before)
    explore.get_by_role("button", name="Show everything").press("Enter")
    wait_for_change(explore, faded(explore) or 1)


def test_a_picked_actor_fades_what_is_not_his(explore):
    before = faded(explore)
    label(explore, "Actor").select_option(label="Iran")
    wait_for_change(explore, before)
    explore.get_by_text("workbook report iran-al-qaeda-2020 03_events -p actor=iran").first.wait_for(state="attached")


def test_a_clicked_mark_shows_its_sentence_in_its_paragraph(explore):
    mark = explore.locator(".wb-board svg a.wb-mark:not(.wb-faded):visible").nth(4)
    sentence = mark.get_attribute("href").removeprefix("#s")
    mark.click()
    explore.get_by_role("heading", name=f"Sentence {sentence}, in its paragraph").first.wait_for()
    assert explore.locator(".wb-panel .wb-current").inner_text()
    assert explore.locator(".wb-board svg a.wb-current:visible").count() >= 1


def test_a_mark_is_reached_and_picked_with_the_keyboard(explore):
    mark = explore.locator(".wb-board svg a.wb-mark").nth(20)
    mark.focus()
    explore.keyboard.press("Enter")
    sentence = mark.get_attribute("href").removeprefix("#s")
    explore.get_by_role("heading", name=f"Sentence {sentence}, in its paragraph").first.wait_for()


def test_a_row_of_the_claims_is_picked_and_a_heading_sorts(explore):
    explore.get_by_role("button", name="Claims", exact=True).click()
    grid = explore.locator(".wb-grid")
    heading = grid.locator("th[data-sort]").nth(1)
    heading.focus()
    explore.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    row = grid.locator("tbody tr:not(.wb-gone)").nth(2)
    row.focus()
    explore.keyboard.press("Enter")
    explore.wait_for_function("(row) => row.classList.contains('wb-current')", arg=row.element_handle())
    explore.get_by_role("button", name="Timeline", exact=True).click()


def test_a_policy_changes_the_futures_and_draws_are_added_by_themselves(explore):
    label(explore, "Policies").select_option(index=2)
    board = explore.locator(".wb-board", has_text=re.compile(r"futures? holds? together|futures? hold")).first
    explore.wait_for_function("(board) => !board.innerText.includes('0 gained, 0 lost')", arg=board.element_handle())
    explore.get_by_text("(1,000 drawn)").wait_for(timeout=20_000)


def test_a_changed_rating_changes_the_ranking(explore):
    board = explore.locator(".wb-board", has_text="Least contradicted first").first
    before = board.inner_text()
    explore.get_by_role("button", name="II", exact=True).click()
    explore.wait_for_function("([board, before]) => board.innerText !== before", arg=[board.element_handle(), before])


def test_the_command_is_copied(explore):
    explore.get_by_role("button", name="Copy command").first.click()
    explore.wait_for_function(
        "() => navigator.clipboard.readText().then((text) => text.startsWith('workbook report iran-al-qaeda-2020'))"
    )


def test_a_view_is_reported_and_its_page_opens(explore, lab):
    explore.get_by_role("button", name="Report this view").first.click()
    link, failure = (
        explore.locator(place).first for place in ("a[data-report][href^='blob:']", "[role=alert]:visible")
    )
    link.or_(failure).wait_for(timeout=60_000)
    assert link.count(), failure.text_content()
    with explore.context.expect_page() as opened:
        link.click()
    report = opened.value
    frame = report.frame_locator("iframe")
    frame.get_by_role("heading", name="What happened, when, to whom?").first.wait_for()
    mark = frame.locator("a.wb-mark").nth(5)
    mark.focus()
    report.keyboard.press("Enter")
    passage = frame.locator(mark.get_attribute("href"))
    assert passage.inner_text()
    report.close()
    made = list((lab.project / "reports" / "views").glob("*/03_events.html"))
    assert len(made) == 1 and "Settings: actor iran" in made[0].read_text("utf-8")


def test_a_view_is_saved_and_taken_up_again(explore, lab):
    label(explore, "Name").fill("A view")
    label(explore, "Name").press("Tab")
    explore.get_by_role("button", name="Save view").click()
    explore.get_by_text("Saved as views/A view.json.").wait_for()
    explore.get_by_role("button", name="Show everything").click()
    explore.get_by_role("button", name="Restore view").click()
    explore.wait_for_function(
        "(actor) => actor.selectedOptions[0].text === 'Iran'", arg=label(explore, "Actor").element_handle()
    )
    assert Path(lab.project / "views" / "A view.json").is_file()
