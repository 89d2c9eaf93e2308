import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from engagement.errors import DataError
from engagement.evidence.shares import share


def ends(estimate):
    return estimate.low, estimate.high


@pytest.mark.parametrize(("hits", "of"), [(8, 10), (0, 10), (10, 10), (37, 400)])
def test_without_clusters_it_is_the_wilson_interval(hits, of):
    found = share([hits], [of], "%", "recorded", "share")
    assert ends(found) == pytest.approx(100 * np.array(proportion_confint(hits, of, method="wilson")))
    assert (found.value, found.n) == (100 * hits / of, of)


def test_units_that_go_together_count_as_fewer():
    apart = share([1, 0] * 20, [1, 1] * 20, "%", "recorded", "share", clusters=range(40))
    together = share([5, 0] * 4, [5, 5] * 4, "%", "recorded", "share", clusters=range(8))
    assert apart.n == together.n == 40
    assert apart.value == together.value == 50
    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_units_of_its_own_each_count_about_as_without_clusters():
    alone = share([60], [100], "%", "recorded", "share")
    own = share([1] * 60 + [0] * 40, [1] * 100, "%", "recorded", "share", clusters=range(100))
    assert ends(own) == pytest.approx(ends(alone), abs=0.4)  # t instead of normal quantiles


def test_rows_of_one_cluster_are_taken_together():
    rows = share([1, 2, 0, 3], [2, 3, 4, 4], "%", "recorded", "share", clusters=list("aabb"))
    sums = share([3, 3], [5, 8], "%", "recorded", "share", clusters=list("ab"))
    assert rows == sums


def test_where_no_cluster_differs_the_clusters_are_the_units():
    none = share([0] * 11, [80] * 11, "%", "recorded", "share", clusters=range(11))
    assert none.value == 0
    assert 20 < none.high < 40  # as of 11 units, not of 880


def test_one_cluster_says_that_it_is_one():
    found = share([3, 1], [5, 5], "%", "recorded", "share", clusters=["SG13", "SG13"])
    assert "single cluster" in found.method
    assert ends(found) == pytest.approx(100 * np.array(proportion_confint(4, 10, method="wilson")))


def test_no_units_are_not_estimable():
    found = share([], [], "%", "recorded", "share")
    assert not found.estimable
    assert found.method == "not estimable: no units to take a share of"


@pytest.mark.parametrize(
    ("hits", "of", "said"),
    [
        ([-1], [2], "hits holds -1.0 in row 0"),
        ([0.5], [2], "hits holds 0.5 in row 0"),
        ([1, float("nan")], [2, 2], "hits holds nan in row 1"),
        ([1], [float("inf")], "of holds inf"),
        ([3], [2], "row 0 has 3 hits among 2 units"),
    ],
)
def test_what_is_no_count_is_refused(hits, of, said):
    with pytest.raises(DataError, match=said):
        share(hits, of, "%", "recorded", "share")


COUNTS = st.lists(st.integers(0, 20).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1)


@given(COUNTS, st.randoms())
def test_bounds_and_order(counts, random):
    hits, of = zip(*counts, strict=True)
    found = share(hits, of, "%", "recorded", "share", clusters=range(len(counts)))
    if not sum(of):
        assert not found.estimable
        return
    assert 0 <= found.low <= found.value <= found.high <= 100
    other = share([o - h for h, o in counts], of, "%", "recorded", "share", clusters=range(len(counts)))
    assert ends(found) == pytest.approx((100 - other.high, 100 - other.low))
    random.shuffle(counts)
    again = share(*zip(*counts, strict=True), "%", "recorded", "share", clusters=range(len(counts)))
    assert ends(again) == pytest.approx(ends(found))
