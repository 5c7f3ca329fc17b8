from __future__ import annotations

import re

import pytest

from workbook.palette import PALETTE
from workbook.vocabularies import VOCABULARIES

GROUNDS = ("paper", "wash", "grid")
TEXT = ("ink", "muted")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in PALETTE if name not in GROUNDS])
def test_every_colour_stands_out_from_its_ground(name, scheme):
    assert contrast(getattr(PALETTE[name], scheme), getattr(PALETTE["paper"], scheme)) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in PALETTE if name not in (*GROUNDS, "line")])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_what_is_used_for_words_can_be_read_on_both_grounds(name, ground, scheme):
    assert contrast(getattr(PALETTE[name], scheme), getattr(PALETTE[ground], scheme)) >= 4.3 + 0.2 * (name in TEXT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in PALETTE if name not in (*GROUNDS, *TEXT, "line")])
def test_words_of_the_ground_can_be_read_on_a_filled_cell(name, scheme):
    assert contrast(getattr(PALETTE["paper"], scheme), getattr(PALETTE[name], scheme)) >= 4.5


def test_colours_are_told_by_name_and_no_two_are_the_same():
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for colour in PALETTE.values() for value in colour)
    assert len({colour.light for colour in PALETTE.values()}) == len(PALETTE)


def test_every_colour_of_a_vocabulary_is_in_the_palette():
    assert {code.colour for vocabulary in VOCABULARIES.values() for code in vocabulary} <= set(PALETTE)
