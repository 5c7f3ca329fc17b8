"""The report of the shipped dataset, made once by the command itself and opened in a real browser."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.notebooks import numbered

pytestmark = pytest.mark.browser

DATASET = "iran-al-qaeda-2020"
PAGES = [path.stem for path in numbered()]
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
LARGEST_PAGE, LARGEST_FILE = 700_000, 4_000_000


def make(folder: Path, *options: str) -> Path:
    command = [sys.executable, "-m", "workbook", "report", DATASET, "--out", str(folder), *options]
    made = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("shipped"), "--single")


@pytest.mark.parametrize("page", PAGES)
def test_every_notebook_runs_and_becomes_a_page_of_its_size(report, page):
    html, notebook = report / f"{page}.html", report / f"{page}.ipynb"
    assert html.stat().st_size <= LARGEST_PAGE
    assert '"output_type": "error"' not in notebook.read_text("utf-8")


def test_all_pages_in_one_file_keep_to_their_size(report):
    assert (report / "report.html").stat().st_size <= LARGEST_FILE


@pytest.mark.parametrize("page", PAGES)
def test_every_mark_leads_to_a_sentence_of_its_page_or_of_the_article(report, page):
    html = (report / f"{page}.html").read_text("utf-8")
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    source = set(re.findall(r'\bid="([^"]+)"', (report / "02_source.html").read_text("utf-8")))
    targets = re.findall(r'<a class="wb-mark"[^>]*?href="([^"]+)"', html)
    lost = [target for target in targets if target.removeprefix("02_source.html").lstrip("#") not in ids | source]
    assert lost == []


def test_two_runs_give_the_same_bytes(report, tmp_path):
    again = make(tmp_path, "--single", "--force")
    differing = [
        path.name
        for path in sorted(report.iterdir())
        if path.suffix in (".html", ".ipynb") and path.read_bytes() != (again / path.name).read_bytes()
    ]
    assert differing == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [*PAGES, "index"])
def test_axe_finds_no_violation_with_every_fold_open(visit, page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    opened = visit(f"{page}.html", scheme=scheme)
    opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(opened, options=STANDARD).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []


@pytest.mark.parametrize("page", [*PAGES, "index"])
def test_no_page_scrolls_sideways_on_a_phone_or_asks_for_anything(visit, page):
    opened = visit(f"{page}.html", width=360)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("page", [page for page in PAGES if page != "02_source"])
def test_a_click_on_a_mark_shows_the_sentence_it_rests_on(visit, page):
    opened = visit(f"{page}.html")
    marks = [
        mark for mark in opened.locator("a.wb-mark[href^='#']").all() if mark.is_visible()
    ]  # a level line has no box
    for mark in {0: marks[0], 1: marks[len(marks) // 2], 2: marks[-1]}.values():
        sentence = mark.get_attribute("href")
        mark.click(timeout=5000)
        opened.locator(sentence).wait_for(state="visible", timeout=5000)
        assert opened.url.endswith(sentence)
