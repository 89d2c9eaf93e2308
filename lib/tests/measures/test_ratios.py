"""Sums over sums: against leaving out clusters one by one, exact intervals, and what must not change a share."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.errors import DataError
from engagement.measures.ratios import rate, ratio, share

amounts = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=25).map(
    lambda pairs: [(min(part, whole), whole) for part, whole in pairs]
)


def left_out(part, whole, strata, scaled):
    """Variance and its degrees of freedom, by leaving out one cluster after another in a loop."""
    full, spread, fourth, by_stratum = scaled(sum(part) / sum(whole)), 0.0, 0.0, {}
    for i, stratum in enumerate(strata):
        many = strata.count(stratum)
        weights = [0 if j == i else many / (many - 1) if strata[j] == stratum else 1 for j in range(len(part))]
        without = sum(w * p for w, p in zip(weights, part, strict=True)) / sum(
            w * p for w, p in zip(weights, whole, strict=True)
        )
        square = (many - 1) / many * (scaled(without) - full) ** 2
        spread, fourth = spread + square, fourth + square**2
        by_stratum[stratum] = by_stratum.get(stratum, 0) + square
    within = spread**2 / sum(v**2 / (strata.count(stratum) - 1) for stratum, v in by_stratum.items())
    return spread, max(1, min(within, 3 * spread**2 / fourth))


@pytest.mark.parametrize("strata", [["a"] * 6, ["a", "a", "b", "b", "b", "a"]])
def test_a_share_is_what_a_loop_over_left_out_clusters_gives(strata):
    part, whole = [8, 1, 6, 2, 9, 3], [10, 4, 9, 8, 20, 5]
    found = share(part, whole, "recorded", "m", clusters="meetings", strata=strata)
    spread, freedom = left_out(part, whole, strata, lambda p: math.log(p / (1 - p)))
    reach, middle = stats.t.ppf(0.975, freedom) * math.sqrt(spread), math.log(29 / 27)
    ends = [100 / (1 + math.exp(-end)) for end in (middle - reach, middle + reach)]
    assert (found.low, found.high) == pytest.approx(ends)
    assert (found.value, found.n) == (pytest.approx(100 * 29 / 56), 6)


def test_a_rate_is_what_a_loop_over_left_out_meetings_gives():
    counts = [40, 50, 60, 50, 200, 210, 180]
    strata = ["SG5"] * 4 + ["SG15"] * 3
    found = rate(counts, "contributions per meeting", "recorded", "mean", strata=strata)
    spread, freedom = left_out(counts, [1] * 7, strata, math.log)
    reach = stats.t.ppf(0.975, freedom) * math.sqrt(spread)
    assert found.value == pytest.approx(790 / 7)
    assert (found.low, found.high) == pytest.approx([790 / 7 * math.exp(sign * reach) for sign in (-1, 1)])
    assert "within strata" in found.method
    without = rate(counts, "contributions per meeting", "recorded", "mean")
    assert without.high - without.low > 2 * (found.high - found.low)  # the groups are those there are, no draw


@pytest.mark.parametrize(("hits", "ends"), [(0, (0, 30.85)), (10, (69.15, 100)), (1, (0.25, 44.5))])
def test_equal_clusters_that_hang_on_one_have_the_exact_binomial_interval(hits, ends):
    found = share([7] * hits + [0] * (10 - hits), [7] * 10, "recorded", "m", clusters="organizations")
    assert (found.low, found.high) == pytest.approx(ends, abs=0.01)  # Clopper and Pearson for 10 trials


def test_nothing_counted_has_the_exact_poisson_interval():
    found = rate([0, 0, 0], "contributions per meeting", "recorded", "mean")
    assert (found.value, found.low, found.high) == (0, 0, pytest.approx(3.689 / 3, abs=0.001))


def test_one_cluster_gives_no_interval_and_none_is_not_estimable():
    one = share([3], [4], "recorded", "share of industry", clusters="organizations")
    assert (one.value, one.low) == (75, None)
    assert "no interval: 1 of organizations" in one.method
    none = share([], [], "recorded", "share of industry", clusters="organizations")
    assert not none.estimable
    assert "no organizations" in none.method
    assert not share([0], [0], "recorded", "m", clusters="meetings").estimable


def test_a_stratum_of_one_meeting_joins_another():
    counts, strata = [40, 50, 60, 200], ["SG5", "SG5", "SG5", "SG15"]
    assert rate(counts, "u", "recorded", "m", strata=strata) == rate(counts, "u", "recorded", "m")
    two = rate([40, 50, 60, 200, 90], "u", "recorded", "m", strata=["SG5", "SG5", "SG5", "SG15", "SG9"])
    spread, freedom = left_out([40, 50, 60, 200, 90], [1] * 5, ["a", "a", "a", "b", "b"], math.log)
    assert two.high == pytest.approx(88 * math.exp(stats.t.ppf(0.975, freedom) * math.sqrt(spread)))


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        ([1, -2], [3, 3], "part is -2.0 in row 1"),
        ([1, float("nan")], [3, 3], "part is nan in row 1"),
        ([1], [float("inf")], "whole is inf in row 0"),
        ([1, 4], [3, 3], "row 1: a part of 4 in 3"),
    ],
)
def test_impossible_amounts_are_refused_with_their_place(part, whole, told):
    with pytest.raises(DataError, match=told):
        share(part, whole, "recorded", "m", clusters="meetings")


@given(amounts, st.randoms(), st.sampled_from([0.5, 2, 7]))
def test_order_and_scale_and_rows_of_a_cluster_do_not_matter(pairs, order, factor):
    part, whole = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    found = share(part, whole, "recorded", "m", clusters="meetings")
    shuffled = list(range(len(pairs)))
    order.shuffle(shuffled)
    labels = np.array(shuffled * 2)
    halves = np.concatenate([part[shuffled], part[shuffled]]) / 2 * factor
    again = share(halves, np.concatenate([whole[shuffled]] * 2) / 2 * factor, "recorded", "m", clusters="meetings",
                  labels=labels)  # fmt: skip
    assert again.n == found.n
    for end in ("value", "low", "high"):
        one, other = getattr(found, end), getattr(again, end)
        assert (one is None and other is None) or one == pytest.approx(other, abs=1e-6)


@given(amounts)
def test_the_ends_stay_where_they_can_be(pairs):
    part, whole = zip(*pairs, strict=True)
    found = share(part, whole, "recorded", "m", clusters="meetings")
    assert 0 <= found.value <= 100
    if found.low is not None:
        assert 0 <= found.low <= found.value <= found.high <= 100
    other = share(np.subtract(whole, part), whole, "recorded", "m", clusters="meetings")
    if found.low is not None:
        assert (100 - other.high, 100 - other.low) == pytest.approx((found.low, found.high), abs=1e-3)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=20))
def test_a_rate_is_not_below_0_and_holds_its_mean(counts):
    found = rate(counts, "u", "recorded", "m")
    assert 0 <= found.low <= found.value <= found.high
    assert found.value == pytest.approx(np.mean(counts))


def test_what_is_no_share_may_be_above_1():
    assert ratio([4, 6], [2, 2], "u", "recorded", "m", clusters="outputs").value == 2.5


def test_the_ends_of_a_part_and_of_the_rest_mirror_one_another_at_the_edge():
    part, rest = (
        share([3, 0], [3, 13], "recorded", "m", clusters="x"),
        share([0, 13], [3, 13], "recorded", "m", clusters="x"),
    )
    assert [100 - rest.high, 100 - rest.low] == pytest.approx([part.low, part.high], abs=1e-9)
    assert (part.low, rest.high) == (0, 100)
