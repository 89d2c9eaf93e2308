"""Power against statsmodels, by simulation, and its properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestPower

from engagement.errors import DataError
from engagement.evidence.power import power, smallest_effect


@pytest.mark.parametrize("away", [0, 0.5, 1, 2, 3, 5])
@pytest.mark.parametrize("freedom", [3, 10, 200])
def test_equals_statsmodels(away, freedom):
    n = freedom + 1
    assert power(away, 1, freedom) == pytest.approx(TTestPower().power(away / np.sqrt(n), n, 0.05), abs=1e-6)


def test_equals_the_share_of_simulated_samples_that_find_it():
    drawn = np.random.default_rng(1).normal(0.8, 1, (20_000, 11))
    found = np.mean(stats.ttest_1samp(drawn, 0, axis=1).pvalue < 0.05)
    assert power(0.8, 1 / np.sqrt(11), 10) == pytest.approx(found, abs=0.01)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.01, 10), st.floats(1, 1e7), st.floats(0.3, 0.95))
def test_the_smallest_effect_is_found_with_the_chance_asked_for(error, freedom, chance):
    assert power(smallest_effect(error, freedom, chance), error, freedom) == pytest.approx(chance, abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.floats(1, 500))
def test_fewer_degrees_of_freedom_need_larger_effects(freedom):
    assert smallest_effect(1, freedom) > smallest_effect(1, freedom + 1) > 2.8


def test_with_many_degrees_of_freedom_it_is_the_sum_of_two_normal_quantiles():
    assert smallest_effect(0.1, 1e9) == pytest.approx(0.1 * (stats.norm.ppf(0.975) + stats.norm.ppf(0.8)), rel=1e-5)


@pytest.mark.parametrize("given", [(0, 0, 10), (1, 1, 0), (1, 1, 10, 0), (1, float("nan"), 10)])
def test_what_gives_no_power_is_refused(given):
    with pytest.raises(DataError, match="give no power"):
        power(*given)


def test_a_chance_that_is_none_is_refused():
    with pytest.raises(DataError, match="lies between"):
        smallest_effect(1, 10, 1)
