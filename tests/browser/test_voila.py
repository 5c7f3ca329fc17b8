"""`make serve`: the notebook `explore` as an app, on loopback, behind a token, without its code."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.browser.servers import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def voila(tmp_path_factory):
    pytest.importorskip("voila")
    with serving(tmp_path_factory.mktemp("voila"), "voila", "notebooks/explore.ipynb") as server:
        yield server


def test_without_the_token_nothing_is_served(voila):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.build_opener(Stay).open(f"{voila.address}/", timeout=10)
    assert refused.value.code in (302, 401, 403)


def test_the_app_follows_its_controls_and_shows_no_code(browser, voila):
    context = browser.new_context(viewport={"width": 1500, "height": 1000})
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if "127.0.0.1" not in request.url else None)
    page.goto(voila.url("/"))
    page.locator(".wb-board svg a.wb-mark").first.wait_for(state="attached", timeout=60_000)
    page.get_by_label("Actor", exact=True).select_option(label="Iran")
    page.locator(".wb-board svg a.wb-faded").first.wait_for(state="attached")
    mark = page.locator(".wb-board svg a.wb-mark:not(.wb-faded):visible").nth(4)
    mark.click()
    sentence = mark.get_attribute("href").removeprefix("#s")
    page.get_by_role("heading", name=f"Sentence {sentence}, in its paragraph").first.wait_for()
    page.get_by_label("Policies", exact=True).select_option(index=2)
    page.get_by_text("(1,000 drawn)").wait_for(timeout=20_000)
    assert "open_desk" not in page.content()
    context.close()
    assert [each for each in heard if not each.startswith(("data:", "blob:"))] == []
