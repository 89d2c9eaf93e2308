"""Comparing without a league table: differences, ratios, funnels and ranks."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from engagement import Estimate
from engagement.errors import DataError
from engagement.evidence.comparing import difference, ratio
from engagement.measures import comparison, countings


def estimate(value, low, high, **other):
    made = {"level": 0.95, "n": 30, "unit": "contributions", "basis": "recorded", "method": "m"} | other
    return Estimate(value, low, high, **made)


def test_the_difference_of_two_proportions_is_newcombes():
    """Newcombe (1998), Statistics in Medicine 17(8), table II, example (a): 56/70 less 48/80, method 10."""
    (a, b), (m, n) = (56, 48), (70, 80)
    one, other = (stats.binomtest(hits, of).proportion_ci(method="wilson") for hits, of in ((a, m), (b, n)))
    found = difference(estimate(a / m, one.low, one.high), estimate(b / n, other.low, other.high))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


@given(st.floats(1, 100), st.floats(0.5, 0.99), st.floats(1.01, 3), st.floats(1, 100))
def test_ratio_and_difference_turn_about_with_their_parts(value, down, up, other):
    one, two = estimate(value, value * down, value * up), estimate(other, other * 0.8, other * 1.1)
    there, back = ratio(one, two), ratio(two, one)
    assert (there.value, there.low, there.high) == pytest.approx((1 / back.value, 1 / back.high, 1 / back.low))
    ahead, behind = difference(one, two), difference(two, one)
    assert (ahead.low, ahead.high) == pytest.approx((-behind.high, -behind.low))
    assert ratio(one, one).low < 1 < ratio(one, one).high


def test_means_of_two_periods_are_covered_as_often_as_the_level_says():
    rng, inside = np.random.default_rng(2), 0
    for _ in range(600):
        ends = []
        for mean in (30, 20):
            drawn = rng.normal(mean, 8, 40)
            ends.append(estimate(drawn.mean(), *stats.t.interval(0.95, 39, drawn.mean(), stats.sem(drawn))))
        found = difference(*ends)
        inside += found.low <= 10 <= found.high
    assert 0.93 <= inside / 600 <= 0.975


def test_what_cannot_be_compared_says_why():
    lacking = Estimate.not_estimable("1 organization", 1, "contributions", "recorded")
    assert ratio(lacking, estimate(1, 0.5, 2)).method == "not estimable: 1 organization"
    assert ratio(estimate(1, 0.5, 2), estimate(0, 0, 1)).method == "not estimable: one of the two is 0"
    assert ratio(estimate(1, 0, 2), estimate(1, 0.5, 2)).low is None
    assert difference(estimate(1, None, None), estimate(1, 0.5, 2)).low is None
    with pytest.raises(DataError, match="different basis cannot be compared: published and recorded"):
        ratio(estimate(1, 0.5, 2, basis="published"), estimate(1, 0.5, 2))
    with pytest.raises(DataError, match="makes no sense; take the difference"):
        ratio(estimate(-1, -2, 1), estimate(1, 0.5, 2))


@given(st.integers(0, 60), st.floats(0.5, 30))
@example(1, 4.0)  # as few, or fewer, in 9 of 100 cases
@example(18, 10.0)
def test_a_funnel_flags_counts_whose_tail_is_thin_enough(count, expected):
    crowd = 1e9  # whose rate is that of all
    rates = comparison.funnel(pd.Series({"all": crowd, "x": count}), pd.Series({"all": crowd, "x": expected}))
    few, many = stats.poisson.cdf(count, expected), stats.poisson.sf(count - 1, expected)
    limits = (
        (0.001, "below 99.8%", few),
        (0.001, "above 99.8%", many),
        (0.025, "below 95%", few),
        (0.025, "above 95%", many),
    )
    said = next((said for tail, said, chance in limits if chance < tail), "within")
    assert rates.loc["x", "outside"] == said


def test_funnel_limits_widen_with_dispersion():
    counts, exposure = pd.Series({"A": 100, "B": 20, "C": 45}), pd.Series({"A": 5, "B": 2, "C": 2})
    found = comparison.funnel(counts, exposure)
    assert found.attrs["rate"] == pytest.approx(165 / 9)
    assert found.index.tolist() == ["B", "C", "A"]  # by exposure
    wider = comparison.funnel(counts, exposure, 4.0)
    assert (wider["high95"] > found["high95"]).all() and (wider["low95"] < found["low95"]).all()
    assert set(wider["outside"]) == {"within"}


def test_a_funnel_flags_one_unit_in_twenty_where_only_chance_is_at_work():
    exposure = pd.Series(np.tile([2, 5, 10], 7000))
    counts = pd.Series(np.random.default_rng(4).poisson(30 * exposure))
    outside = comparison.funnel(counts, exposure)["outside"]
    assert 0.02 < outside.str.startswith("above").mean() < 0.026
    assert 0.02 < outside.str.startswith("below").mean() < 0.026
    assert outside.str.contains("99.8").mean() < 0.005


@pytest.mark.parametrize(
    ("counts", "exposure", "said"),
    [
        ([1, -1], [1, 1], "b has -1"),
        ([1, 2], [1, 0], "b has 2.0 over 0"),
        ([1, np.inf], [1, 1], "b has inf"),
        ([], [], "none"),
    ],
)
def test_a_funnel_needs_counts_and_exposures(counts, exposure, said):
    labels = list("ab")[: len(counts)]
    with pytest.raises(DataError, match=said):
        comparison.funnel(pd.Series(counts, labels, dtype=float), pd.Series(exposure, labels, dtype=float))


@pytest.mark.parametrize("dispersion", [0, 0.5, np.nan, np.inf])
def test_a_funnel_needs_a_dispersion_of_one_or_more(dispersion):
    one = pd.Series({"a": 1.0, "b": 2.0})
    with pytest.raises(DataError, match="give 1, as of Poisson counts, or more"):
        comparison.funnel(one, one, dispersion)


def test_ranks_tell_the_sure_from_the_unsure():
    rng = np.random.default_rng(1)
    draws = rng.normal([100, 10.5, 10, 9.5], 1.0, (4000, 4))
    found = comparison.ranks(draws, list("wxyz"), "recorded", top=2).set_index("unit")
    assert (found.loc["w", "rank"].low, found.loc["w", "rank"].high, found.loc["w", "top"]) == (1, 1, 1)
    assert found.loc["y", "rank"].low == 2 and found.loc["y", "rank"].high == 4
    assert found["top"].sum() == pytest.approx(2)
    assert found.loc["x", "top"] > found.loc["y", "top"] > found.loc["z", "top"]
    with pytest.raises(DataError, match=r"draws of shape \(4000, 4\) for 2 units"):
        comparison.ranks(draws, ["a", "b"], "recorded")


def test_ranks_of_organizations_come_from_other_meetings():
    rows = pd.DataFrame(
        {
            "name": ["a"] * 9 + ["b"] * 4 + ["c"] * 4 + [None],
            "meeting_id": ["M1", "M2", "M3"] * 3 + ["M1"] * 4 + ["M2"] * 4 + ["M3"],
            "document_id": [str(number) for number in range(18)],
            "credit": 1.0,
        }
    )
    found = countings.ranked(rows, "demonstration").set_index("unit")["rank"]
    assert found["a"].value == 1 and found["a"].n == 3 and found["a"].basis == "demonstration"
    assert found["b"].low < 2 < found["b"].high  # all of it at one meeting
    with pytest.raises(DataError, match="no organization holds a credit"):
        countings.ranked(rows.assign(name=None), "recorded")
