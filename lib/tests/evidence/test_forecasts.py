"""What comes next in a short series: against the closed form, and what looking back may use."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engagement.errors import DataError
from engagement.evidence.forecasts import LEAST, SHARES, forecast

SERIES = st.lists(st.floats(1, 1000), min_size=LEAST, max_size=14, unique=True)


def asked(values, **options):
    return forecast(values, unit="contributions", basis="recorded", **options)


def by_least_squares(logs, share, steps):
    """Likelihood, centre and scale of the value so many steps on: generalized least squares on the covariances."""
    n = len(logs)
    places = np.r_[np.arange(n), n - 1 + steps]
    covariance = (1 - share) * np.eye(n + 1) + share * np.minimum.outer(places, places)
    inverse, one = np.linalg.inv(covariance[:n, :n]), np.ones(n)
    information = one @ inverse @ one
    level = one @ inverse @ logs / information
    left = logs - level
    noise = left @ inverse @ left
    with_past = covariance[n, :n] @ inverse
    variance = covariance[n, n] - with_past @ covariance[:n, n] + (1 - with_past @ one) ** 2 / information
    likelihood = -(np.linalg.slogdet(covariance[:n, :n])[1] + np.log(information) + (n - 1) * np.log(noise)) / 2
    return likelihood, level + with_past @ left, np.sqrt(variance * noise / (n - 1))


@pytest.mark.parametrize("steps", [1, 3])
def test_it_is_the_mixture_that_least_squares_gives(steps):
    values = np.array([90, 110, 95, 130, 120, 125, 150, 140, 160, 145.0])
    found = asked(values, steps=steps).values[-1]
    parts = np.array([by_least_squares(np.log(values), share, steps) for share in SHARES]).T
    weights = np.exp(parts[0] - parts[0].max())
    for end, p in ((found.value, 0.5), (found.low, 0.025), (found.high, 0.975)):
        below = weights @ stats.t.cdf(np.log(end), len(values) - 1, *parts[1:]) / weights.sum()
        assert below == pytest.approx(p, abs=1e-6)


def test_a_gap_is_a_step_that_nobody_saw():
    values = [90, 110, 95, 130, np.nan, 125, 150, 140, 160, 145.0]
    assert asked(values).values[0].n == 9
    wide, narrow = asked([*values, np.nan]).values[0], asked(values).values[0]
    assert wide.high - wide.low > narrow.high - narrow.low


@settings(max_examples=15)
@given(SERIES, st.floats(0.01, 100))
def test_in_another_unit_it_is_the_same_forecast(values, factor):
    first, second = asked(values, back=False).values[0], asked([factor * one for one in values], back=False).values[0]
    assert second.low == pytest.approx(factor * first.low, rel=1e-5)
    assert second.high == pytest.approx(factor * first.high, rel=1e-5)


def test_looking_back_knows_nothing_of_what_came_later():
    values = [90, 110, 95, 130, 120, 125, 150, 140, 160, 145.0, 170, 155]
    whole, part = asked(values).past, asked(values[:10]).past
    assert part.equals(whole.iloc[: len(part)])
    assert whole["place"].tolist() == [8, 9, 10, 11]
    assert whole["naive"].tolist() == pytest.approx(values[7:11])


def test_a_series_that_jumps_about_a_level_is_not_chased():
    rng = np.random.default_rng(5)
    noise, walk = rng.normal(size=40) * 0.2, np.cumsum(rng.normal(size=40)) * 0.2
    assert asked(np.exp(noise), back=False).stays < 0.2 < 0.6 < asked(np.exp(walk), back=False).stays
    assert asked(np.exp(noise)).gain < 0.9


@pytest.mark.parametrize(("values", "why"), [([5.0] * 12, "all values are equal"), ([1, 2, 3.0], "3 values")])
def test_too_little_is_not_estimable(values, why):
    found = asked(values, steps=2)
    assert why in found.values[1].method
    assert found.past.empty
    assert "not estimable" in str(found)


@pytest.mark.parametrize(
    ("values", "options", "says"),
    [([1, 2, 0, 4], {}, "above 0"), ([1, np.inf], {}, "above 0"), ([1, 2, 3], {"steps": 0}, "steps is 0")],
)
def test_what_is_no_series_is_refused(values, options, says):
    with pytest.raises(DataError, match=says):
        asked(values, **options)
