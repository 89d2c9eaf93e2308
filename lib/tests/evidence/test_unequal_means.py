"""Means of unequal amounts: what their intervals keep to, and when there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from engagement.errors import DataError
from engagement.evidence.unequal_means import unequal_mean

AMOUNTS = some.lists(some.integers(1, 1000), min_size=5, max_size=40)


def mean_of(amounts, level=0.95):
    return unequal_mean(amounts, "contributions", "recorded", "mean", level)


@given(AMOUNTS, some.sampled_from([0.01, 3, 1000]))
def test_interval_holds_the_mean_and_follows_the_scale(amounts, times):
    found, scaled = mean_of(amounts), mean_of(np.multiply(amounts, times))
    assert found.low <= found.value <= found.high
    assert [scaled.low, scaled.value, scaled.high] == pytest.approx(
        np.multiply([found.low, found.value, found.high], times)
    )


@given(AMOUNTS, some.randoms())
def test_order_does_not_matter(amounts, random):
    other = random.sample(amounts, len(amounts))
    assert [mean_of(other).low, mean_of(other).high] == pytest.approx([mean_of(amounts).low, mean_of(amounts).high])


def test_interval_reaches_further_up_than_down_and_less_far_with_more_amounts():
    few, many = (mean_of(np.exp(np.random.default_rng(n).normal(0, 1.5, n))) for n in (30, 3000))
    assert few.high / few.value > few.value / few.low
    assert many.high / many.low < few.high / few.low
    narrow = mean_of([5, 6, 8, 9, 14, 30], level=0.8)
    wide = mean_of([5, 6, 8, 9, 14, 30])
    assert wide.low < narrow.low < narrow.high < wide.high


def test_many_amounts_have_the_interval_of_the_normal_distribution():
    amounts = np.random.default_rng(1).gamma(4, size=20_000)
    found, error = mean_of(amounts), amounts.std() / np.sqrt(len(amounts))
    assert (found.value - found.low) / error == pytest.approx(1.96, rel=0.1)
    assert (found.high - found.value) / error == pytest.approx(1.96, rel=0.1)


@pytest.mark.parametrize("amounts", [[3], [0, 0, 0], [1, 2, 3, 4, 0, 0, 0]])
def test_few_amounts_have_no_interval_and_it_is_said_why(amounts):
    found = mean_of(amounts)
    assert (found.value, found.low, found.n) == (np.mean(amounts), None, len(amounts))
    assert "no interval: fewer than 5 above 0" in found.method


def test_equal_amounts_leave_nothing_open_and_none_are_not_estimable():
    assert (mean_of([4] * 6).low, mean_of([4] * 6).high) == (4, 4)
    assert not mean_of([]).estimable


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_wrong_amounts_are_told_with_their_row(wrong):
    with pytest.raises(DataError, match=f"amount is {wrong} in row 2; give amounts of 0 or above"):
        mean_of([3, 4, wrong, 5, 6, 7])
