import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.built_pages import HOSTILE, built, dataset, events_notebook, site_and_notebooks
from workbook.html import assets, card, render_page, site_of
from workbook.palette import PALETTE
from workbook.settings import settings, summary

ROOT = Path(__file__).parents[1]
LARGEST = 700_000
FILES = ("02_source.html", "03_events.html", "index.html", "all.html")


class Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.scripts, self.styles, self._inside = [], [], [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside in {"script", "style"}:
            (self.scripts if self._inside == "script" else self.styles).append(data)

    def values(self, name):
        return [value for _, attribute, value in self.attributes if attribute == name]


def digests():
    return {name: hashlib.sha256(html.encode()).hexdigest() for name, html in built().items()}


def page(*cells, name="03_events"):
    site, _ = site_and_notebooks()
    return render_page(new_notebook(cells=[new_markdown_cell("# Title?"), *cells]), site=site, name=name)


def output(kind="display_data", source="code", **fields):
    return new_code_cell(source, outputs=[new_output(kind, **fields)])


@pytest.mark.parametrize("file", FILES)
def test_a_page_allows_its_own_script_and_style_and_nothing_else(file):
    reader = Reader(built()[file])
    policy = next(value for value in reader.values("content") if value and "default-src" in value)
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy
    for kind, texts in (("script", reader.scripts), ("style", reader.styles)):
        assert len(texts) == reader.tags.count(kind) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("file", FILES)
def test_a_page_has_no_style_attribute_and_no_handler(file):
    names = {name for _, name, _ in Reader(built()[file]).attributes}
    assert "style" not in names and not {name for name in names if name.startswith("on")}


@pytest.mark.parametrize("file", FILES)
def test_ids_are_unique_and_every_link_leads_somewhere(file):
    reader = Reader(built()[file])
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    for tag, name, value in reader.attributes:
        if tag == "a" and name == "href" and not value.startswith("http"):
            other, _, fragment = value.partition("#")
            there = built()[other] if other else built()[file]
            assert not fragment or fragment in Reader(there).values("id"), value


@pytest.mark.parametrize("file", FILES)
def test_headings_are_in_order(file):
    levels = [int(tag[1]) for tag in Reader(built()[file]).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("file", FILES)
def test_pages_are_small(file):
    assert len(built()[file].encode()) < (LARGEST if file != "all.html" else 4_000_000)


@pytest.mark.robustness
def test_hostile_text_shows_as_text():
    html = built()["03_events.html"]
    assert "<script>window" not in html and "<img src=" not in html
    assert "&lt;script&gt;window.broken" in html and 'href="javascript' not in html


def test_the_same_inputs_give_the_same_bytes_in_any_process():
    script = "import json, tests.test_html as t; print(json.dumps(t.digests()))"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, env=environment)
    assert json.loads(run.stdout) == digests()


def test_the_contents_list_the_findings():
    contents = re.search(r'<nav class="wb-contents".*?</nav>', built()["03_events.html"], re.DOTALL)[0]
    assert re.findall(r'<a href="#([^"]+)">([^<]+)', contents) == [
        ("most-events-have-no-date", "Most events have no date"),
        ("every-event", "Every event"),
        ("passages", "Passages"),
    ]


def test_navigation_marks_where_the_reader_is():
    assert re.search(r'href="03_events.html"[^>]* aria-current="page"', built()["03_events.html"])
    assert built()["03_events.html"].count('aria-current="page"') == 1


def test_the_title_is_set_once_and_names_the_site():
    html = built()["03_events.html"]
    assert html.count("<h1>What happened, when, to whom?</h1>") == 1 and html.count("<h1") == 1
    assert "<title>What happened, when, to whom? · Iran and" in html


def test_settings_tell_what_was_changed():
    assert summary(settings(events_notebook())) == "Settings: all as usual"
    changed = settings(events_notebook(start="2001"))
    assert summary(changed) == "Settings: start 2001; all else as usual"
    assert [(each.name, each.words) for each in changed] == [("dataset", "iran-al-qaeda-2020"), ("start", "2001")]


def test_code_is_folded_and_setup_left_out():
    html = built()["03_events.html"]
    assert 'import</span> <span class="nn">workbook' not in html and "earliest date" in html
    assert html.count('<details class="wb-code">') > 4 and "<details open" not in html


def test_a_failed_setup_is_not_left_out():
    cell = output("error", ename="ParameterError", evalue="no <such> actor", traceback=["\x1b[31mline\x1b[0m <b>"])
    cell.metadata["tags"] = ["setup"]
    html = page(cell)
    assert "This step failed: ParameterError." in html and "no &lt;such&gt; actor" in html
    assert "line &lt;b&gt;" in html and "\x1b" not in html


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"data": {"text/plain": "<b>"}}, '<pre class="wb-output" tabindex="0">&lt;b&gt;</pre>'),
        ({"data": {"text/markdown": "*a*", "text/plain": "a"}}, "<em>a</em>"),
        ({"data": {"image/png": "AA\n=="}}, 'src="data:image/png;base64,AA==" alt="Picture without a description"'),
        ({"data": {"image/svg+xml": "<svg/>"}, "metadata": {"alt": "A line"}}, 'alt="A line"'),
        ({"data": {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Slider()"}}, ">Slider()</pre>"),
        ({"data": {"application/javascript": "alert(1)", "text/plain": "js"}}, ">js</pre>"),
    ],
)
def test_outputs_of_other_kinds_are_shown_plainly(fields, expected):
    assert expected in page(output(**fields))


def test_tables_of_pandas_lose_their_style_and_gain_a_box():
    html = built()["03_events.html"]
    assert html.count("<style") == 1 and 'border="1"' not in html
    assert "text-align: right" not in html.partition("</head>")[2]
    assert "&lt;i&gt;y&lt;/i&gt;" in html


def test_a_mark_whose_passage_is_not_on_the_page_leads_to_the_article():
    cell = output(data={"text/html": '<p class="wb-say"><a href="#s9">x</a> <a href="#events-gone">y</a></p>'})
    html = page(cell)
    assert '<a href="02_source.html#s9">x</a>' in html and "<a>y</a>" in html


def test_a_link_to_a_page_that_was_not_made_is_plain_text():
    html = page(output(data={"text/html": '<p class="wb-say"><a href="08_forecasts.html#x">x</a></p>'}))
    assert "<a>x</a>" in html


def test_the_front_page_has_for_each_page_a_question_a_sentence_and_a_picture():
    html = built()["index.html"]
    assert f"The article tells of {len(dataset().events)} events.</p>" in html
    assert html.count('class="wb-card"') == 2 and html.count('<svg viewBox="') == 1
    assert 'aria-hidden="true"' in html and "wb-mark" not in html.partition("</head>")[2].partition("<script>")[0]


def test_a_card_of_an_empty_notebook_is_empty():
    site = site_of(dataset(), {"09_x": new_notebook()})
    assert card(site.pages[0], new_notebook()).sentence == "" and site.pages[0].title == "09_x"


@pytest.mark.parametrize("name", list(PALETTE))
def test_both_members_of_every_colour_reach_the_page(name):
    style = assets().style
    assert f"--wb-{name}: {PALETTE[name].light};" in style and f"--wb-{name}: {PALETTE[name].dark};" in style


def test_the_pages_joined_in_one_file_keep_their_links():
    html = built()["all.html"]
    assert 'href="#02_source--s4"' in html and 'href="#03_events--s4"' in html
    assert not re.search(r'href="[^"#]*\.html', html)
    assert html.count("<h1") == 1


@pytest.mark.robustness
def test_markup_in_a_title_stays_text():
    notebook = new_notebook(cells=[new_markdown_cell(f"# {HOSTILE}")])
    site, _ = site_and_notebooks()
    assert "<script>window" not in render_page(notebook, site=site, name="03_events")
