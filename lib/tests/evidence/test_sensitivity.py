"""E-value and robustness value against printed values, and their properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.evidence.sensitivity import benchmark, e_value, robustness_value

# Cinelli and Hazlett (2020), table 1, and the digits that the package sensemakr gives for it: being directly harmed
# and attitudes to peace in Darfur
HARMED = {"estimate": 0.09731582, "error": 0.02325654, "freedom": 783}
T = HARMED["estimate"] / HARMED["error"]
ratios = st.floats(0.01, 100)


def test_the_example_of_vanderweele_and_ding():
    # maternal breastfeeding and respiratory death: 3.9 (1.8 to 8.7) has E-values 7.26 and 3.0
    found = e_value(3.9, 1.8, 8.7)
    assert round(found.estimate, 2) == 7.26
    assert round(found.limit, 1) == 3.0


@settings(deadline=None)
@given(ratios)
def test_a_ratio_and_its_inverse_have_one_e_value(ratio):
    assert e_value(ratio).estimate == pytest.approx(e_value(1 / ratio).estimate, rel=1e-9)


@settings(deadline=None)
@given(st.floats(1, 50), st.floats(1, 50))
def test_a_stronger_association_needs_more(one, other):
    weak, strong = sorted((one, other))
    assert 1 <= e_value(weak).estimate <= e_value(strong).estimate


@settings(deadline=None)
@given(st.floats(1, 50))
def test_the_e_value_is_where_the_bias_of_ding_and_vanderweele_equals_the_ratio(ratio):
    both = e_value(ratio).estimate
    assert both * both / (2 * both - 1) == pytest.approx(ratio)


@settings(deadline=None)
@given(ratios, st.floats(0, 3), st.floats(0, 3))
def test_the_end_nearer_to_one_needs_no_more_than_the_ratio(ratio, down, up):
    low, high = ratio * np.exp(-down), ratio * np.exp(up)
    found = e_value(ratio, low, high)
    assert 1 <= found.limit <= found.estimate
    assert (found.limit == 1) == (low <= 1 <= high)


@pytest.mark.parametrize(
    ("given", "said"),
    [((0,), "above 0"), ((-1,), "exp of a coefficient"), ((float("nan"),), "above 0"), ((2, 1.5), "two ends"),
     ((2, 2.5, 3), "outside its interval")],
)  # fmt: skip
def test_what_is_no_ratio_is_refused(given, said):
    with pytest.raises(DataError, match=said):
        e_value(*given)


def test_the_robustness_values_of_darfur():
    assert robustness_value(T, 783) == pytest.approx(0.1387764, abs=1e-6)
    assert robustness_value(T, 783, alpha=0.05) == pytest.approx(0.07625797, abs=1e-7)


@settings(deadline=None)
@given(st.floats(-20, 20), st.floats(2, 5000), st.floats(0.1, 2))
def test_a_confounder_of_that_strength_takes_away_just_that_share(t, freedom, q):
    share = robustness_value(t, freedom, q)
    assert 0 <= share < 1
    # the bias of omitting it, in standard errors: sqrt(R2 R2 / (1 - R2) df)
    assert np.sqrt(share * share / (1 - share) * freedom) == pytest.approx(q * abs(t), rel=1e-6, abs=1e-6)


@settings(deadline=None)
@given(st.floats(-20, 20), st.floats(2, 5000))
def test_significance_is_lost_before_the_coefficient(t, freedom):
    assert robustness_value(t, freedom, alpha=0.05) <= robustness_value(t, freedom)


def test_where_nothing_is_significant_nothing_is_needed():
    assert robustness_value(1.5, 100, alpha=0.05) == 0


def test_a_very_strong_coefficient_is_undone_through_engagement_alone():
    # f = 4, least f* at alpha .5 with 1 degree of freedom left is 1, so f >= 1 / f*: (16 - 1) / 17
    assert robustness_value(4 * np.sqrt(2), 2, alpha=0.5) == pytest.approx(15 / 17)


@pytest.mark.parametrize(
    ("given", "said"),
    [((float("nan"), 10), "not a number"), ((2, 1), "more than 1 degree"), ((2, 10, 0), "q is 0"),
     ((2, 10, 1, 2), "alpha")],
)  # fmt: skip
def test_what_has_no_robustness_value_is_refused(given, said):
    with pytest.raises(DataError, match=said):
        robustness_value(*given)


def test_the_control_for_sex_of_darfur_as_a_benchmark():
    # sensemakr prints for "1x female" .00916 and .12464, coefficient .0752; for "3x female" .0304
    on_engagement, shared = 0.00916 / 1.00916, 0.00916 / 1.00916
    shared = shared**2 / (1 - shared) ** 2
    strong = 0.12464 * (1 - shared) / (1 + np.sqrt(shared)) ** 2
    once, thrice = (
        benchmark(**HARMED, on_engagement=on_engagement, on_outcome=strong / (1 + strong), times=times)
        for times in (1, 3)
    )
    assert (round(once.engagement, 5), round(once.outcome, 5), round(once.estimate, 4)) == (0.00916, 0.12464, 0.0752)
    assert thrice.estimate == pytest.approx(0.03039602, abs=1e-4)


def test_a_benchmark_is_the_regression_that_holds_it_too():
    rng = np.random.default_rng(5)
    z = rng.normal(size=(200, 2))
    z[:, 1] -= z[:, 0] * (z[:, 0] @ z[:, 1]) / (z[:, 0] @ z[:, 0])  # a twin of the first, not correlated with it
    x = z @ [0.5, 0.5] + rng.normal(size=200)
    y = 0.4 * x + z @ [0.7, 0.7] + rng.normal(size=200)

    def fit(outcome, *columns):
        design = np.column_stack(columns)
        coefficients, left = np.linalg.lstsq(design, outcome, rcond=None)[:2]
        freedom = len(outcome) - design.shape[1]
        error = np.sqrt(left[0] / freedom * np.linalg.inv(design.T @ design)[0, 0])
        return coefficients[0], error, freedom

    def share(outcome, *columns):
        coefficient, error, freedom = fit(outcome, *columns)
        return (coefficient / error) ** 2 / ((coefficient / error) ** 2 + freedom)

    estimate, error, freedom = fit(y, x, z[:, 0])
    again = benchmark(estimate, error, freedom, share(x, z[:, 0]), share(y, z[:, 0], x))
    full, full_error, _ = fit(y, x, z[:, 0], z[:, 1])
    assert again.estimate < full  # an upper bound of the bias: the twin is about as strong
    assert again.estimate == pytest.approx(full, abs=0.12)
    assert again.t == pytest.approx(full / full_error, rel=0.25)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"on_outcome": 1}, "below 1"), ({"times": 0}, "above 0"), ({"on_engagement": 0.6, "times": 2}, "ask less")],
)
def test_benchmarks_that_cannot_be_are_refused(changed, said):
    with pytest.raises(DataError, match=said):
        benchmark(**(HARMED | {"on_engagement": 0.01, "on_outcome": 0.1} | changed))
