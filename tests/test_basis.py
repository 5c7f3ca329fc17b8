"""Whose word a statement is, told without colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

import workbook
from workbook.basis import NAMES, badge, told
from workbook.prose import say

CSS = (Path(workbook.__file__).parent / "template" / "page.css").read_text("utf-8")


@pytest.mark.parametrize("basis", NAMES)
def test_a_badge_says_whose_word_it_is(basis):
    assert badge(basis).striptags() == NAMES[basis]
    assert f"wb-basis-{basis}" in badge(basis)


def test_the_words_of_a_badge_are_text():
    assert badge("article", "<b>x</b>") == Markup('<span class="wb-basis wb-basis-article">&lt;b&gt;x&lt;/b&gt;</span>')


def test_a_block_holds_its_badge_and_its_parts_in_order():
    html = str(told("outside", say("One [s3]."), say("Two.")).html)
    assert html.index("Outside sources") < html.index("One") < html.index("Two")
    assert 'class="wb-told wb-told-outside"' in html
    assert 'href="#s3"' in html


def test_what_a_part_escaped_stays_escaped_once():
    assert "&lt;script&gt;" in str(told("article", say("<script>")).html)


def test_the_three_can_be_told_apart_without_colour():
    lines = re.findall(r"\.wb-told(?:-\w+)? \{[^}]*border-left: \d+px (\w+)", CSS)
    assert sorted(lines) == ["dashed", "double", "solid"]
