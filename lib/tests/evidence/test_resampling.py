import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engagement.evidence import cluster_bootstrap, median_interval

SAID = ("participants", "published", "median")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_median_lies_within_its_interval_and_few_values_give_none(values):
    found = median_interval(values, *SAID)
    assert found.value == pytest.approx(np.median(values))
    assert (found.low is None) == (len(values) < 6)
    if found.low is not None:
        assert found.low <= found.value <= found.high


@pytest.mark.parametrize("n", [6, 7, 11, 20, 41])
def test_median_interval_lies_between_those_of_the_sign_test_above_and_below_the_level(n):
    found = median_interval(np.arange(n), *SAID)
    left_out = int(found.low)  # values below the interval, and as many above it
    assert 1 - 2 * stats.binom.cdf(left_out, n, 0.5) >= 0.95 > 1 - 2 * stats.binom.cdf(left_out + 1, n, 0.5)
    assert found.low + found.high == pytest.approx(n - 1)


def test_median_interval_is_the_published_one():
    # Minitab's example of a 1-sample sign test: 12 values, the 3rd, 4th, 9th and 10th as here; 17.4263 to 18.7632
    chromium = [17.1, 17.2, 17.4, 17.5, 17.6, 17.7, 17.7, 17.9, 18.1, 19.0, 19.1, 19.2]
    found = median_interval(chromium, *SAID)
    assert (found.value, round(found.low, 4), round(found.high, 4)) == (17.7, 17.4263, 18.7632)


def test_median_intervals_of_fractions_cover_as_often_as_they_say():
    drawn = np.random.default_rng(3).exponential(size=(4000, 30))
    found = [median_interval(one, *SAID) for one in drawn]
    assert np.mean([one.low <= np.log(2) <= one.high for one in found]) == pytest.approx(0.95, abs=0.012)


def test_bootstrap_of_a_mean_agrees_with_its_standard_error():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({"rfc": np.repeat(np.arange(200), 3), "lag": np.repeat(rng.normal(5, 2, 200), 3)})
    found = cluster_bootstrap(frame["lag"], np.mean, frame["rfc"], "years", "recorded", "mean")
    error = frame["lag"][::3].std() / np.sqrt(200)
    assert found.n == 600
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * error, rel=0.08)


def test_bootstrap_is_the_same_for_the_same_seed():
    frame = pd.DataFrame({"rfc": np.arange(30), "lag": np.arange(30.0)})
    runs = [
        cluster_bootstrap(frame["lag"], np.median, frame["rfc"], "years", "recorded", "median", 199, rng=seed)
        for seed in (7, 7, 8)
    ]
    assert runs[0] == runs[1] != runs[2]


def test_one_cluster_cannot_be_resampled():
    with pytest.raises(ValueError, match="rfc has 1 values.* at least two"):
        cluster_bootstrap([1, 2], len, pd.Series([1, 1], name="rfc"), "rows", "recorded", "size")
