from __future__ import annotations

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.charts.style import BASE, fit, plain, styled, text_width, wrap

TEXT = st.text(alphabet="abc déß–,.’", min_size=1, max_size=120)


def test_the_settings_hold_inside_a_chart_function_and_nowhere_else():
    before = matplotlib.rcParams["text.parse_math"]
    assert styled(lambda: matplotlib.rcParams["text.parse_math"])() is False
    assert matplotlib.rcParams["text.parse_math"] is before


def test_wider_words_are_measured_wider():
    assert 0 < text_width("ill") < text_width("www") < text_width("www", 2 * BASE)


@given(TEXT, st.floats(0.5, 6))
def test_what_is_fitted_is_no_wider_than_its_room(text, inches):
    assert text_width(fit(text, inches)) <= inches or len(fit(text, inches)) <= 2


@given(TEXT, st.floats(0.5, 6))
def test_what_is_wrapped_loses_nothing_or_says_so(text, inches):
    lines = wrap(text, inches, lines=3)
    assert len(lines) <= 3
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "") or any("…" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "shown"), [("a  b", "a b"), ("a\nb\x00c", "a b c"), ("\u202eevil", "evil"), ("tab\there", "tab here")]
)
def test_a_label_holds_no_control_characters(text, shown):
    assert plain(text) == shown
