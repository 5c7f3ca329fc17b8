"""Alpha gives the published figures, and says nothing where nothing varies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.reliability import agreement, verdict

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), section D: four observers, twelve units.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# The same, section A: two observers, ten units, two values.
TWO = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]

values = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=30)


@pytest.mark.parametrize(("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example_of_four_observers_comes_out(metric: str, alpha: float):
    found = agreement(FOUR, metric=metric, order=range(1, 6))
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert (found.units, found.agreed) == (11, 8)
    assert found.low < found.alpha < found.high


def test_the_published_example_of_two_observers_comes_out():
    assert agreement(TWO).alpha == pytest.approx(0.095, abs=0.0005)


def test_perfect_agreement_is_one_and_its_interval_no_wider():
    found = agreement([list("abcab")] * 2)
    assert (found.alpha, found.low, found.high, found.agreed) == (1, 1, 1, 5)


def test_where_nothing_varies_there_is_no_alpha():
    found = agreement([["a"] * 5] * 2)
    assert (found.alpha, found.low, found.units, found.agreed) == (None, None, 5, 5)
    assert verdict(found.alpha) == "nothing varies"


@pytest.mark.parametrize("codings", [[[], []], [["a", None], [None, "a"]]])
def test_where_no_unit_was_coded_twice_there_is_no_alpha(codings: list):
    assert agreement(codings).alpha is None


def test_a_far_miss_weighs_more_on_a_scale_than_a_near_one():
    near, far = ([[1, 2, 3, 4], [1, 2, 3, other]] for other in (3, 1))
    for metric in ("ordinal", "interval"):
        one, other = (agreement(codes, metric=metric, order=range(1, 5)).alpha for codes in (near, far))
        assert one > other


def test_a_value_outside_of_the_order_is_refused():
    with pytest.raises(ValueError, match="7 is not in the order"):
        agreement([[1, 7], [1, 1]], metric="ordinal", order=[1, 2])


@given(values)
def test_who_is_first_does_not_matter(pairs: list[tuple[int, int]]):
    one, two = zip(*pairs, strict=True)
    for metric in ("nominal", "ordinal", "interval"):
        here, there = (
            agreement(codes, metric=metric, order=range(1, 5), draws=20).alpha for codes in ([one, two], [two, one])
        )
        assert here == pytest.approx(there) if here is not None else there is None


@given(values)
def test_renaming_values_changes_no_nominal_alpha(pairs: list[tuple[int, int]]):
    codes = list(zip(*pairs, strict=True))
    renamed = [["dbca"[value - 1] for value in coder] for coder in codes]
    here, there = agreement(codes, draws=20).alpha, agreement(renamed, draws=20).alpha
    assert here == pytest.approx(there) if here is not None else there is None


def test_the_same_seed_gives_the_same_interval():
    assert agreement(FOUR, seed=3) == agreement(FOUR, seed=3) != agreement(FOUR, seed=4)


def test_the_library_krippendorff_gives_the_same():
    oracle = pytest.importorskip("krippendorff", reason="krippendorff is not installed; the published figures ran")
    for metric in ("nominal", "ordinal", "interval"):
        data = [[float("nan") if value is None else value for value in coder] for coder in FOUR]
        want = oracle.alpha(reliability_data=data, level_of_measurement=metric)
        assert agreement(FOUR, metric=metric, order=range(1, 6)).alpha == pytest.approx(want)


@pytest.mark.parametrize(("alpha", "words"), [(0.8, "reliable"), (0.7, "tentative"), (0.66, "not reliable")])
def test_alpha_is_read_by_its_authors_limits(alpha: float, words: str):
    assert verdict(alpha) == words
