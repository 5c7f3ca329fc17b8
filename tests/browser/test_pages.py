"""Pages as a browser shows them: closed, reachable, legible, on screens and on paper."""

import re

import pytest

pytestmark = pytest.mark.browser

FILES = ("index.html", "02_source.html", "03_events.html", "all.html")
STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PAPER_WIDTH = 673
"""The width of an A4 page within its margins, in CSS pixels."""


@pytest.mark.parametrize("file", FILES)
def test_a_page_makes_no_request_and_runs_no_code_but_its_own(visit, file):
    page = visit(file)
    assert page.evaluate("window.broken") is None
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("file", FILES)
def test_axe_finds_no_violation(visit, file, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(file, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page, options=STANDARD).response["violations"]
    told = [f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])} places)" for each in found]
    assert told == []


@pytest.mark.parametrize("width", [360, 1024, 1600])
@pytest.mark.parametrize("file", FILES)
def test_no_page_scrolls_sideways(visit, file, width):
    page = visit(file, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_chart_scrolls_in_its_own_box_that_the_keyboard_reaches(visit):
    box = visit("03_events.html", width=360).locator(".wb-canvas").first
    assert box.evaluate("(each) => each.scrollWidth > each.clientWidth && each.tabIndex === 0")


@pytest.mark.parametrize("number", [0, 20, 48])
def test_a_mark_that_is_clicked_shows_its_sentence(visit, number):
    page = visit("03_events.html")
    mark = page.locator("a.wb-mark").nth(number)
    sentence = mark.get_attribute("href")
    mark.click()
    target = page.locator(sentence)
    assert page.url.endswith(sentence) and target.evaluate("(each) => each.matches(':target')")
    target.wait_for(state="visible")
    page.wait_for_function(
        """(id) => { const box = document.querySelector(id).getBoundingClientRect();
                     return box.top >= 0 && box.bottom <= innerHeight; }""",
        arg=sentence,
    )


def test_a_mark_can_be_focused_and_followed_with_the_keyboard(visit):
    page = visit("03_events.html")
    mark = page.locator("a.wb-mark").first
    page.locator(".wb-skip-chart").first.focus()
    page.keyboard.press("Tab")  # the box of the chart
    page.keyboard.press("Tab")
    assert mark.evaluate("(each) => each === document.activeElement")
    tip = page.locator("#wb-tip")
    assert tip.is_visible() and tip.inner_text() == mark.get_attribute("aria-label")
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith(mark.get_attribute("href"))


def test_hovering_a_mark_shows_its_tooltip_within_the_window(visit):
    page = visit("03_events.html", width=360)
    page.locator("a.wb-mark").first.hover()
    box = page.locator("#wb-tip").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] >= 0


def test_a_passage_leads_to_the_article(visit):
    page = visit("03_events.html")
    page.locator(".wb-passage-links a").first.click()
    page.wait_for_url(re.compile(r"02_source\.html#s\d+$"))
    assert page.locator(".wb-sentence:target").is_visible()


def test_a_sentence_shows_the_rows_that_cite_it_and_leads_back_to_one(visit):
    page = visit("02_source.html")
    page.locator("#s4 .wb-sentence-number").click()
    listed = page.locator("#uses-s4 li a[href^='03_events']").first
    listed.wait_for(state="visible")
    listed.click()
    page.wait_for_url(re.compile(r"03_events\.html#events-"))
    assert page.locator("tr:target").is_visible()


def test_tables_sort_and_filter(visit):
    page = visit("03_events.html")
    box = page.locator(".wb-table-box", has=page.get_by_text("Events", exact=True)).last
    rows = box.locator("tbody tr")
    total = rows.count()
    box.get_by_role("button", name="Sentence").click()
    order = [int(text[1:]) for text in box.locator("tbody td:last-child").all_inner_texts()]
    assert order == sorted(order)
    box.get_by_role("button", name="Sentence").click()
    assert box.locator("th[aria-sort=descending]").count() == 1
    search = page.get_by_label("Filter the rows").last
    search.fill("al-masri")
    left = box.locator("tbody tr:visible").count()
    assert 0 < left < total and page.get_by_text(f"{left} of {total} rows").is_visible()


def test_a_row_that_was_filtered_out_is_shown_when_linked_to(visit):
    page = visit("03_events.html")
    page.get_by_label("Filter the rows").last.fill("no such word")
    row = page.locator("tr[id^=events-]").first.get_attribute("id")
    page.evaluate("(id) => { location.hash = id; }", row)
    page.locator(f"#{row}").wait_for(state="visible")


def test_one_switch_unfolds_all_code(visit):
    page = visit("03_events.html")
    assert page.locator(".wb-code pre:visible").count() == 0
    page.get_by_role("button", name="Show all code").click()
    assert page.locator(".wb-code pre:visible").count() == page.locator(".wb-code").count() > 3


def test_a_page_is_whole_without_script(visit):
    page = visit("03_events.html", script=False)
    assert page.get_by_role("button").count() == 0
    assert page.locator("tr[id^=events-]").first.is_visible() and page.locator("a.wb-mark title").count() > 0


def test_dark_and_light_differ(visit):
    grounds = {
        visit("03_events.html", scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_clipped_on_paper(visit, file):
    page = visit(file, width=PAPER_WIDTH, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    beyond = page.evaluate(
        """(width) => [...document.querySelectorAll('main svg, main table, main p, main pre')]
              .filter((each) => each.checkVisibility() && !each.closest('.wb-picture'))
              .filter((each) => each.getBoundingClientRect().right > width + 1)
              .map((each) => each.outerHTML.slice(0, 120))""",
        PAPER_WIDTH,
    )
    assert beyond == []
    heights = page.evaluate("[...document.querySelectorAll('figure.wb-figure')].map((each) => each.offsetHeight)")
    assert all(height < 980 for height in heights), "a figure fits on one page"


def test_a_page_prints_to_pdf(report, browser, tmp_path):
    from workbook.pdf import print_pdf

    target = tmp_path / "page.pdf"
    print_pdf(report / "03_events.html", target)
    assert target.read_bytes().startswith(b"%PDF-") and list(tmp_path.iterdir()) == [target]
