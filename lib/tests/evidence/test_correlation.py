"""Correlation against scipy and published values; its test by blocks; one point that carries the result."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from engagement.errors import DataError
from engagement.evidence.correlation import OnePointWarning, correlation
from engagement.evidence.families import correlations
from engagement.evidence.permuting import orders
from engagement.evidence.weighted_correlation import matrices

# Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 3.1: 15 law schools, LSAT and GPA
LSAT = [576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594]
GPA = [3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96]
SCIPY = {"spearman": stats.spearmanr, "kendall": stats.kendalltau, "pearson": stats.pearsonr}


def test_the_law_schools_of_efron():
    found = correlation(LSAT, GPA, "pearson")
    assert round(found.estimate.value, 4) == 0.7764
    without = found.influence
    assert round(np.sqrt(14 / 15 * ((without - without.mean()) ** 2).sum()), 4) == 0.1425  # jackknife standard error
    assert found.estimate.n == 15
    assert found.p < 0.01


@pytest.mark.parametrize("method", SCIPY)
@pytest.mark.parametrize("rounded", [False, True])
def test_every_resample_has_the_coefficient_of_scipy(method, rounded):
    rng = np.random.default_rng(1)
    columns = rng.normal(size=(40, 2)) @ [[1, 0.5], [0, 1]]
    columns = np.round(columns) if rounded else columns
    drawn = rng.integers(0, 40, (20, 40))
    counts = np.stack([np.bincount(one, minlength=40) for one in drawn])
    wanted = [SCIPY[method](columns[one, 0], columns[one, 1])[0] for one in drawn]
    assert matrices(columns, counts, method)[:, 0, 1] == pytest.approx(wanted)


@pytest.mark.parametrize("method", SCIPY)
def test_the_interval_is_that_of_scipy(method):
    rng = np.random.default_rng(2)
    x = rng.normal(size=60)
    y = 0.5 * x + rng.normal(size=60)
    found = correlation(x, y, method).estimate
    wanted = stats.bootstrap(
        (x, y), lambda a, b: SCIPY[method](a, b)[0], paired=True, vectorized=False, n_resamples=1500, rng=3
    ).confidence_interval
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), abs=0.03)


def test_a_partial_correlation_is_that_of_residuals():
    rng = np.random.default_rng(4)
    z = rng.normal(size=(80, 2))
    x, y = z.sum(axis=1) + rng.normal(size=80), z[:, 0] + rng.normal(size=80)
    design = np.column_stack([np.ones(80), z])
    left = [values - design @ np.linalg.lstsq(design, values, rcond=None)[0] for values in (x, y)]
    found = correlation(x, y, "pearson", covariates=z)
    assert found.estimate.value == pytest.approx(np.corrcoef(*left)[0, 1])
    assert "partial" in found.estimate.unit


@pytest.mark.filterwarnings("ignore::engagement.evidence.correlation.OnePointWarning")
def test_only_the_test_within_blocks_holds_its_size_where_blocks_differ():
    rng = np.random.default_rng(5)
    blocks = np.repeat(np.arange(8), 5)
    level = 2 * rng.normal(size=(200, 8)).repeat(5, axis=1)  # x and y share the levels of blocks, and nothing else
    drawn = [(shared + rng.normal(size=40), shared + rng.normal(size=40)) for shared in level]
    within = [correlation(x, y, blocks=blocks, n_resamples=199, rng=6).p <= 0.05 for x, y in drawn]
    pooled = [correlation(x, y, n_resamples=199, rng=6).p <= 0.05 for x, y in drawn]
    assert stats.binomtest(sum(within), 200, 0.05).pvalue > 0.001
    assert np.mean(pooled) > 0.9


def test_covariates_that_determine_x_leave_nothing_to_estimate():
    x = np.arange(20.0)
    found = correlation(x, np.random.default_rng(1).normal(size=20), "pearson", covariates=(2 * x + 1)[:, None])
    assert found.estimate.method == "not estimable: the covariates determine x or y"
    assert found.p is None


def test_one_block_gives_no_interval_and_few_blocks_are_told():
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(2, 20))
    assert correlation(x, y, blocks=np.zeros(20), n_resamples=99).estimate.low is None
    few = correlation(x, y, blocks=np.repeat(np.arange(4), 5), n_resamples=99).estimate
    assert "4 blocks; few blocks, so the interval is likely too short" in few.method


def test_many_observations_are_held_some_at_a_time(monkeypatch):
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 50))
    whole = correlation(x, y, n_resamples=200)
    monkeypatch.setattr("engagement.evidence.weighted_correlation.CHUNK", 700)
    some = correlation(x, y, n_resamples=200)
    assert (some.estimate, some.p) == (whole.estimate, whole.p)
    assert some.influence.tolist() == pytest.approx(whole.influence.tolist())


def test_observations_change_places_within_their_block_or_with_it():
    blocks = ["a", "b", "a", "b", "a", "b"]
    (within,) = orders(6, 50, np.random.default_rng(0), blocks)
    assert (within % 2 == np.arange(6) % 2).all()
    (between,) = orders(6, 50, np.random.default_rng(0), blocks, "between")
    assert {tuple(order) for order in between} == {(0, 1, 2, 3, 4, 5), (1, 0, 3, 2, 5, 4)}


def test_one_point_that_carries_the_result_is_named():
    rng = np.random.default_rng(8)
    x, y = (pd.Series([*rng.normal(size=20), 100], index=[*range(20), "ASCII"]) for _ in range(2))
    with pytest.warns(OnePointWarning, match="ASCII"):
        found = correlation(x, y, "pearson")
    assert "one observation (ASCII) carries the result" in str(found)


def test_a_family_is_adjusted_for_its_number():
    rng = np.random.default_rng(9)
    frame = pd.DataFrame(rng.normal(size=(50, 6)), columns=list("abcdef"))
    frame["b"] += frame["a"]
    found = correlations(frame, [("a", name) for name in "bcdef"], n_resamples=999)
    assert (found["p_adjusted"] >= found["p"]).all()
    assert found.loc[found["p_adjusted"] < 0.05, "y"].tolist() == ["b"]


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [([1, 1, 1, 1, 1], [1, 2, 3, 4, 5], "x is constant"), ([1, 2], [2, 1], "2 observations, at least 4 are needed")],
)
def test_what_cannot_be_estimated_says_why(x, y, said):
    found = correlation(x, y)
    assert found.estimate.method == f"not estimable: {said}"
    assert found.p is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"y": [1, 2, 3]}, "y has 3 values where x has 5"),
        ({"y": [1, 2, 3, 4, np.inf]}, "y is infinite at 4"),
        ({"y": ["a", 2, 3, 4, 5]}, "y holds a value that is no number"),
        ({"method": "cosine"}, "none of spearman, kendall, pearson"),
    ],
)
def test_bad_input_is_told(options, said):
    with pytest.raises(DataError, match=said):
        correlation(**{"x": [1, 2, 3, 4, 5], "y": [2, 1, 4, 3, 5]} | options)


def test_the_test_may_have_more_permutations_than_the_interval_has_resamples():
    few = correlation(LSAT, GPA, n_resamples=500)
    many = correlation(LSAT, GPA, n_resamples=500, permutations=20_000)
    assert (few.permutations, many.permutations) == (500, 20_000)
    assert (few.estimate.low, few.estimate.high) == (many.estimate.low, many.estimate.high)
    assert many.p == pytest.approx(few.p, abs=0.01) and many.p * 20_001 == pytest.approx(round(many.p * 20_001))
