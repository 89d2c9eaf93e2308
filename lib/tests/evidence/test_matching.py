"""Pooling over plausible resolutions: Rubin's rules by hand, and what pooling must not do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement import Estimate
from engagement.errors import DataError
from engagement.evidence.matching import moved, pooled


def estimate(value, reach=2.0, **other):
    ends = (None, None) if reach is None else (value - reach, value + reach)
    return Estimate(
        value, *ends, **{"level": 0.95, "n": 40, "unit": "share", "basis": "recorded", "method": "m"} | other
    )


def test_it_is_rubins_rules():
    values, reach = np.array([0.2, 0.25, 0.3, 0.21]), 0.1
    own, between = (reach / stats.norm.ppf(0.975)) ** 2, values.var(ddof=1)
    total = own + (1 + 1 / 4) * between
    freedom = 3 * (1 + own / ((1 + 1 / 4) * between)) ** 2
    found = pooled([estimate(value, reach) for value in values])
    assert found.value == pytest.approx(0.24)
    assert found.high - found.value == pytest.approx(stats.t.ppf(0.975, freedom) * total**0.5)
    assert found.value - found.low == pytest.approx(found.high - found.value)
    assert "4 resolutions of names, 0.2 to 0.3" in found.method
    assert moved([estimate(value, reach) for value in values]) == pytest.approx(1.25 * between / total)


def test_where_the_names_move_nothing_the_interval_stays_as_it_is():
    found = pooled([estimate(5.0)] * 20)
    assert (found.value, found.low, found.high) == pytest.approx((5, 3, 7))
    lopsided = Estimate(5, 4, 9, 0.95, 40, "share", "recorded", "m")
    assert (pooled([lopsided] * 3).low, pooled([lopsided] * 3).high) == pytest.approx((4, 9))


def test_complete_counts_have_the_spread_of_the_resolutions_alone():
    found = pooled([estimate(value, None) for value in (9, 10, 11)])
    assert found.low < 9 and found.high > 11
    assert moved([estimate(value, None) for value in (9, 10, 11)]) == 1
    assert moved([estimate(9, None)] * 2) == 0


def test_what_one_resolution_cannot_estimate_none_can():
    found = pooled([estimate(1.0), Estimate.not_estimable("1 organization", 1, "share", "recorded")])
    assert found.method == "not estimable: 1 organization under one resolution"
    assert found.n == 1


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=20), st.floats(0.1, 10))
def test_pooling_never_makes_a_number_more_certain(values, reach):
    found = pooled([estimate(value, reach) for value in values])
    assert found.high - found.low >= 2 * reach * (1 - 1e-9)
    assert min(values) - 1e-9 <= found.value <= max(values) + 1e-9


@pytest.mark.parametrize(
    ("estimates", "said"),
    [
        ([estimate(1)], "1 resolutions cannot be pooled"),
        ([estimate(1), estimate(1, unit="HHI")], "different unit cannot be pooled: HHI, share"),
        ([estimate(1), estimate(1, basis="published")], "different basis"),
    ],
)
def test_what_does_not_belong_together_is_refused(estimates, said):
    with pytest.raises(DataError, match=said):
        pooled(estimates)


def test_of_counts_the_interval_is_of_the_matching_alone_and_n_is_the_count():
    words = "organizations that hold anything; a complete count, without interval"
    counts = [estimate(many, None, n=many, method=words) for many in (2522, 2527, 2531)]
    found = pooled(counts)
    assert (round(found.value), found.n) == (2527, 2527)
    assert found.method.endswith("organizations that hold anything; the interval is of the matching alone")
    assert "matching alone" not in pooled([estimate(5.0)] * 2).method
