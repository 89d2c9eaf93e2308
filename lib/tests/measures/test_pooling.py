"""Partial pooling against a published analysis, and by what every pooling must do."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from engagement.errors import DataError
from engagement.measures.item_shares import by_question
from engagement.measures.pooling import dispersion, pool_rates, pool_shares

DEATHS = [0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24]
OPERATIONS = [47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360]


def test_hospitals_come_near_to_the_published_posterior_means():
    """Surgical: institutional ranking, OpenBUGS examples volume I: a logit-normal model; ours is beta-binomial."""
    published = [0.053, 0.103, 0.071, 0.059, 0.052, 0.069, 0.067, 0.123, 0.070, 0.078, 0.102, 0.069]
    assert pool_shares(DEATHS, OPERATIONS).means == pytest.approx(published, abs=0.004)


def test_the_hospital_without_a_death_is_not_best_by_luck():
    pool = pool_shares(DEATHS, OPERATIONS)
    best = np.argmin(pool.draws(20_000), axis=1)
    chance = np.bincount(best, minlength=12) / len(best)
    assert chance[0] < 0.6  # though its own share is 0
    assert pool.own[0] < pool.own[3]  # 47 operations say less than 810


def test_a_question_with_four_contributions_in_one_meeting_is_drawn_to_the_others():
    counts, meetings = [4, 30, 25, 35, 28, 6, 9], [1, 10, 10, 10, 10, 10, 10]
    pool = pool_rates(counts, meetings)
    raw = np.divide(counts, meetings)
    assert raw.argmax() == 0 and raw[0] == 4
    assert pool.means[0] < 3.7
    assert pool.own[0] == min(pool.own)
    assert pool.means.min() > raw.min() and pool.means.max() < raw.max()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=3, max_size=12).filter(any), st.integers(1, 9))
def test_rates_lie_within_their_intervals_and_in_the_order_of_the_counts(counts, meetings):
    pool = pool_rates(counts, [meetings] * len(counts))
    assert (np.diff(pool.means[np.argsort(counts, kind="stable")]) >= -1e-9).all()
    for estimate in pool.estimates("contributions per meeting", "recorded", draws=500):
        assert 0 <= estimate.low <= estimate.value <= estimate.high


def test_few_units_are_not_pooled_and_have_their_own_interval():
    (one,) = pool_rates([7], [2]).estimates("contributions per meeting", "recorded", draws=200_000)
    low, high = stats.gamma.ppf([0.025, 0.975], 7.5, scale=1 / 2)
    assert one.method.startswith("not pooled: fewer than 3 units")
    assert (one.low, one.high) == (pytest.approx(low, rel=0.02), pytest.approx(high, rel=0.02))


def test_counts_that_vary_more_than_by_chance_weigh_less():
    counts, meetings, units = [2, 40, 9, 1], [1, 1, 1, 1], list("aabb")
    spread = dispersion(counts, meetings, units)
    assert spread > 10
    assert pool_rates([42, 10, 5], [2, 2, 2], spread).own.max() < pool_rates([42, 10, 5], [2, 2, 2]).own.max()


@pytest.mark.parametrize(
    ("counts", "exposure", "spread", "said"),
    [
        ([1, -2], [1, 1], 1, "the count of unit 1 is -2"),
        ([1, 2], [1, 0], 1, "the exposure of unit 1 is 0"),
        ([1, float("nan")], [1, 1], 1, "the count of unit 1 is nan"),
        ([0, 0], [1, 1], 1, "all counts are 0"),
        ([], [], 1, "one count and one exposure"),
        ([1, 2], [1, 1], 0.5, "the dispersion is 0.5"),
    ],
)
def test_what_cannot_be_pooled_is_refused(counts, exposure, spread, said):
    with pytest.raises(DataError, match=said):
        pool_rates(counts, exposure, spread)


def test_more_hits_than_observations_are_refused():
    with pytest.raises(DataError, match="unit 1 has more hits"):
        pool_shares([1, 5, 2], [3, 4, 5])


def test_a_unit_where_all_are_hits_is_pooled_without_rounding_its_misses_away():
    pool = pool_shares([33, 5, 44, 29, 12], [42, 5, 55, 44, 16])
    assert pool.means == pytest.approx([0.767, 0.778, 0.774, 0.719, 0.754], abs=0.002)
    everything = pool_shares([5, 6, 7], [5, 6, 7])
    assert (everything.means > 0.95).all() and np.isfinite(everything.draws(2000)).all()


def the_mean(chance, own, ends):
    """Posterior mean by scipy's quadrature over the shrinkage and the location."""
    whole = integrate.dblquad(chance, 0, 1, *ends, epsrel=1e-4)[0]
    return integrate.dblquad(lambda at, by: chance(at, by) * own(at, by), 0, 1, *ends, epsrel=1e-4)[0] / whole


@pytest.mark.parametrize(("units", "of"), [(3, 8), (10, 10), (40, 12)])
def test_where_no_unit_or_every_unit_has_a_hit_the_share_is_not_certain(units, of):
    def strength(shrinkage):
        return of * (1 - shrinkage) / shrinkage

    def chance(mean, shrinkage):
        s = strength(shrinkage)
        return stats.betabinom.pmf(0, of, s * mean, s * (1 - mean)) ** units

    share = the_mean(chance, lambda mean, by: strength(by) * mean / (strength(by) + of), (0, 1))
    none, every = pool_shares([0] * units, [of] * units), pool_shares([of] * units, [of] * units)
    assert none.means == pytest.approx(np.full(units, share), rel=2e-3)
    assert every.means == pytest.approx(np.full(units, 1 - share), rel=1e-4)
    assert none.estimates("%", "recorded")[0].high > 300 * share


def test_questions_without_a_late_item_may_yet_have_one():
    flags = pd.DataFrame({"question": np.repeat(list("abcdefghij"), 8), "group": "SG13", "hit": False})
    for share in by_question(flags, "recorded")["share"]:
        assert share.low < 0.01 and 0.1 < share.value < 2 < share.high < 10


@pytest.mark.parametrize(
    ("counts", "exposure", "unit"),
    [([50_000, 2, 3], [1, 1, 1], 1), ([0, 0, 100_000], [5, 5, 5], 0), ([1, 1, 3], [1, 1, 100], 2)],
)
def test_units_that_differ_a_thousandfold_are_hardly_drawn_together(counts, exposure, unit):
    logit, log_mean = np.linspace(-10, 25, 176), np.linspace(-40, 260, 3001)  # of the shrinkage; of the mean rate
    typical = np.median(exposure) * sum(counts) / sum(exposure)
    a = (typical * np.exp(-logit))[:, None]
    b = a / np.exp(log_mean)
    each = [stats.nbinom.logpmf(count, a, b / (b + of)) for count, of in zip(counts, exposure, strict=True)]
    chance = np.exp(sum(each) + 40) * stats.logistic.pdf(logit)[:, None]
    own = (a + counts[unit]) / (b + exposure[unit])
    whole, part = (integrate.simpson(integrate.simpson(one, log_mean), logit) for one in (chance, chance * own))
    assert pool_rates(counts, exposure).means[unit] == pytest.approx(part / whole, rel=0.01)
