"""Ranks with their uncertainty, against another computation of the published example and by what ranks must do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engagement.errors import DataError
from engagement.evidence.ranking import rank_means, rank_rates, rank_shares
from engagement.measures.pooled_means import pool_means

DEATHS = np.array([0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24])
OPERATIONS = np.array([47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360])
HOSPITALS = list("ABCDEFGHIJKL")


def logit_normal_draws(n=20_000, rng=1):
    """The model printed with the data: b ~ Normal(mu, tau), mu flat, tau ~ Gamma(.001, .001), summed over grids."""
    rng = np.random.default_rng(rng)
    b = np.linspace(-7, 0, 281)
    log = DEATHS[:, None] * b - OPERATIONS[:, None] * np.log1p(np.exp(b))
    likelihood = np.exp(log - log.max(axis=1)[:, None])
    mu, tau = np.meshgrid(np.linspace(-4, -1.5, 61), np.exp(np.linspace(-1.5, 6.5, 61)), indexing="ij")
    mu, tau = mu.ravel(), tau.ravel()
    prior = np.exp(-tau[:, None] / 2 * (b - mu[:, None]) ** 2) * np.sqrt(tau)[:, None]
    log = np.log(prior @ likelihood.T).sum(axis=1) + stats.gamma.logpdf(tau, 0.001, scale=1000) + np.log(tau)
    weights = np.exp(log - log.max())
    node, many = np.unique(rng.choice(len(mu), n, p=weights / weights.sum()), return_counts=True)
    drawn = [
        np.stack([rng.choice(b, size, p=p / p.sum()) for p in prior[one] * likelihood], axis=1)
        for one, size in zip(node, many, strict=True)
    ]
    return 1 / (1 + np.exp(-np.concatenate(drawn)))


def test_hospitals_rank_as_under_the_full_bayesian_model():
    """Surgical, OpenBUGS examples volume I (openbugs.net/Examples/Surgical.html): data and model as printed there.

    Compared: mean share, mean rank and the chance to be among the three with the lowest share, of the beta-binomial
    model here with those of the logit-normal model there, computed on a grid. Models differ, so that agreement is
    rough: half a point in the share, half a place in the rank.
    """
    found = rank_shares(DEATHS, OPERATIONS, HOSPITALS, "published", lowest_first=True, draws=20_000)
    theirs = logit_normal_draws()
    ranks = stats.rankdata(theirs, axis=1)
    assert found.draws.mean(axis=0) == pytest.approx(100 * theirs.mean(axis=0), abs=0.5)
    assert stats.rankdata(found.draws, axis=1).mean(axis=0) == pytest.approx(ranks.mean(axis=0), abs=0.5)
    chance = found.table.set_index("unit")["top"].loc[HOSPITALS]
    assert chance.to_numpy() == pytest.approx((ranks <= 3).mean(axis=0), abs=0.08)
    assert found.table["unit"].iloc[-1] == "H" and chance["H"] < 0.01
    ends = found.table.set_index("unit")["rank"]["A"]  # no death in 47 operations: first as counted
    assert ends.high >= 8


def test_eight_schools_come_near_to_the_published_posterior_means():
    """Gelman et al., Bayesian Data Analysis, table 5.3: medians of the full model, with a flat prior of the spread."""
    schools = pool_means([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
    medians = np.median(schools.draws(40_000), axis=0)
    assert medians == pytest.approx([10, 8, 7, 8, 5, 6, 10, 8], abs=1.5)


def test_chances_of_the_first_three_add_up_to_three():
    found = rank_rates([4, 9, 30, 2, 8], [2, 2, 5, 1, 3], HOSPITALS[:5], "contributions per meeting", "recorded")
    assert found.table["top"].sum() == pytest.approx(3)
    assert (found.drawn("C") == found.draws[:, 2]).all()


def test_means_that_are_alike_cannot_be_ranked_and_far_ones_can():
    alike = rank_means([5.0, 5.1, 4.9, 5.0], [1] * 4, "ABCD", "participants", "published", n=[4] * 4)
    assert all(rank.low == 1 and rank.high == 4 for rank in alike.table["rank"])
    apart = rank_means([50, 30, 20, 1], [0.1] * 4, "DCBA", "participants", "published", n=[4] * 4)
    assert apart.table["unit"].tolist() == list("DCBA")
    assert all(rank.low == rank.high for rank in apart.table["rank"])


def test_two_units_are_not_pooled():
    found = rank_means([10, 20], [1, 2], "AB", "participants", "published", n=[4, 4])
    one = found.table.set_index("unit")["pooled"]["B"]
    assert one.method.startswith("not pooled")
    assert (one.low, one.high) == (pytest.approx(20 - 1.96 * 2, abs=0.2), pytest.approx(20 + 1.96 * 2, abs=0.2))


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 20)), min_size=3, max_size=9))
def test_pooled_means_lie_between_their_own_and_the_others(units):
    values, errors = map(np.array, zip(*units, strict=True))
    pool = pool_means(values, errors)
    assert (pool.means >= values.min() - 1e-9).all() and (pool.means <= values.max() + 1e-9).all()
    assert ((pool.own > 0) & (pool.own < 1)).all()
    assert (np.diff(pool.own[np.argsort(errors)]) <= 1e-12).all()


@pytest.mark.parametrize("values, errors, says", [
    ([1, np.nan], [1, 1], "unit 1 has mean nan"),
    ([1, 2], [1, 0], "standard error 0"),
    ([], [], "one mean and one standard error"),
])  # fmt: skip
def test_bad_means_are_named(values, errors, says):
    with pytest.raises(DataError, match=says):
        pool_means(values, errors)


def test_names_must_fit():
    with pytest.raises(DataError, match="twice there A"):
        rank_rates([1, 2, 3], [1, 1, 1], ["A", "A", "B"], "contributions", "recorded")
    with pytest.raises(DataError, match="2 names for 3 units"):
        rank_rates([1, 2, 3], [1, 1, 1], ["A", "B"], "contributions", "recorded")
