"""A real Chromium for pages that were built here. Without one these tests are skipped; in CI that is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from workbook.pdf import BROWSERS


@pytest.fixture(scope="module")  # no longer: while it is open, Playwright's event loop runs in every test of the worker
def browser() -> Iterator:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: install Debian's package chromium")
        pytest.skip("no Chromium installed")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The folder of a small report."""
    from tests.built_pages import built

    folder = tmp_path_factory.mktemp("report")
    for name, html in built().items():
        (folder / name).write_text(html, encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser, report) -> Iterator:
    """Open a page; whatever it asks for and complains of is kept on it, and must be nothing in the end."""
    contexts, heard = [], []

    def open_page(name: str, *, width: int = 1024, scheme: str = "light", script: bool = True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        address = (report / name).as_uri()
        page.on("request", lambda request: heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(address)
        heard.remove(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    strange = [each for each in heard if not each.startswith("file:") or not each.endswith(".html")]
    assert strange == [], "requests, refusals or errors"
