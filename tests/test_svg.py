import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.patheffects
import pytest

from tests.built_pages import HOSTILE
from workbook.charts.frame import describe, mark, new_axes
from workbook.palette import PALETTE, light
from workbook.svg import inline_svg
from workbook.vectors import short_path, variable

ROOT = Path(__file__).parents[1]


def drawing(label="One\nline", href="#s1", text="words"):
    ax = new_axes(None, height=2)
    (dot,) = ax.plot(1, 1, "o", color=light("blue"))
    mark(dot, href=href, label=label)
    (bar,) = ax.barh([2], [1], color=light("red"), hatch="//")
    mark(bar, href="#s2", label="A bar")
    ax.text(0.5, 1.5, text, color=light("ink"), weight="bold")
    return describe(ax, title="T", alt="What it shows.", caption="", data=_frame())


def _frame():
    import pandas as pd

    return pd.DataFrame({"a": [1]})


def parsed(ax):
    return ElementTree.fromstring(inline_svg(ax))


def test_each_mark_is_one_link_that_its_title_names():
    links = parsed(drawing()).findall(".//a")
    by_address = {link.get("href"): link for link in links}
    assert sorted(by_address) == ["#s1", "#s2"] and len(links) == 2
    assert by_address["#s1"].find("title").text == "One\nline"


def test_the_policy_of_the_page_has_nothing_to_refuse():
    svg = inline_svg(drawing())
    assert "style" not in svg and "xlink" not in svg and "target=" not in svg


def test_colours_of_the_palette_become_variables_with_the_light_member_as_fallback():
    svg = inline_svg(drawing())
    assert f"var(--wb-blue, {light('blue')})" in svg
    bare = re.sub(r"var\([^()]*(\([^()]*\))?[^()]*\)", "", svg)
    assert not any(pair.light in bare for pair in PALETTE.values())


def test_text_stays_text_in_the_font_of_the_page():
    text = next(element for element in parsed(drawing()).iter("text") if element.text == "words")
    assert text.get("font-weight") == "700" or text.get("font-weight") == "bold"
    assert "DejaVu" not in inline_svg(drawing())


def test_text_with_a_halo_stays_text():
    ax = drawing()
    ax.texts[0].set_path_effects([matplotlib.patheffects.withStroke(linewidth=3, foreground="white")])
    text = next(element for element in parsed(ax).iter("text") if element.text == "words")
    assert text.get("paint-order") == "stroke" and text.get("stroke") == variable("paper")
    assert ax.texts[0].get_path_effects(), "the artist is left as it was"


def test_links_can_be_reached_and_a_chart_without_any_is_an_image():
    plain = new_axes(None)
    describe(plain, title="T", alt="Nothing marked.", caption="", data=_frame())
    assert parsed(plain).get("role") == "img"
    assert parsed(drawing()).get("role") == "group"
    assert parsed(drawing()).get("aria-label") == "What it shows."


@pytest.mark.robustness
def test_words_on_a_mark_let_a_click_through_to_it_and_others_can_be_selected():
    ax = new_axes(None, height=2)
    (bar,) = ax.barh([1], [2], color=light("blue"))
    mark(bar, href="#s1", label="A bar")
    ax.text(1, 1, "on the bar", va="center")
    ax.text(2.1, 1, "beside it", va="center")
    describe(ax, title="T", alt="What it shows.", caption="", data=_frame())
    through = {text.text: text.get("pointer-events") for text in parsed(ax).iter("text")}
    assert (through["on the bar"], through["beside it"]) == ("none", None)


def test_hostile_text_stays_text():
    root = parsed(drawing(label=HOSTILE, text=HOSTILE + "\x00\x0b"))
    assert {element.tag for element in root.iter()}.isdisjoint({"script", "img"})
    assert HOSTILE in [title.text for title in root.findall(".//a/title")]


@pytest.mark.robustness
@pytest.mark.parametrize("href", ["javascript:alert(1)", "https://example.org", "#s1 onclick=x", "data:x"])
def test_a_mark_leads_nowhere_but_into_the_page(href):
    assert sorted(link.get("href") for link in parsed(drawing(href=href)).iter("a")) == ["#", "#s2"]


def test_ids_are_those_referred_to_and_no_two_figures_share_them():
    one, two = inline_svg(drawing()), inline_svg(drawing(label="Another"))
    ids = [set(re.findall(r'\bid="([^"]+)"', svg)) for svg in (one, two)]
    assert ids[0] and ids[0].isdisjoint(ids[1])
    assert set(re.findall(r"url\(#([^)]+)\)", one)) | set(re.findall(r'<use[^>]* href="#([^"]+)"', one)) == ids[0]


def test_the_same_drawing_gives_the_same_bytes_in_any_process():
    script = "import sys, tests.test_svg as t; sys.stdout.write(t.inline_svg(t.drawing()))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == inline_svg(drawing()).encode()


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 1.004 2.5 \nL 3.25 2.5 \nL 3.25 9 \nz", "M1 2.5H3.25V9z"),
        ("M -0.001 1.0 L 2.0 2.0 L 2.0 2.0", "M0 1L2 2H2"),
        ("M 0 0 C 1.5 1.5 2 2 3 3 L 3 4", "M0 0C1.5 1.5 2 2 3 3V4"),
        ("M 0 0 z M 1 0 L 5 0", "M0 0zM1 0H5"),
    ],
)
def test_paths_are_shortened(path, short):
    assert short_path(path) == short


def test_a_clip_stays_where_it_cuts_and_goes_where_it_does_not():
    ax = new_axes(None, height=2)
    ax.set(xlim=(0, 1), ylim=(0, 1), autoscale_on=False)
    ax.plot([0.2, 0.8], [0.5, 0.5], color=light("blue"))
    assert "clip-path" not in inline_svg(ax) and "clipPath" not in inline_svg(ax)
    ax.plot([0.2, 5], [0.5, 5], color=light("red"))
    assert inline_svg(ax).count("clip-path") == 1
