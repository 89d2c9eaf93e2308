import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement import Estimate
from engagement.estimate import p_value

FINITE = st.floats(-1e9, 1e9)


def estimate(**changes):
    whole = {"value": 12.5, "low": 9, "high": 16, "level": 0.95, "n": 40, "method": "mean"}
    return Estimate(**{"unit": "participants", "basis": "published", **whole, **changes})


@given(st.lists(FINITE, min_size=3, max_size=3), st.floats(0.01, 0.99), st.integers(0, 10**9))
def test_json_gives_back_what_went_in(numbers, level, n):
    low, value, high = sorted(numbers)
    given_one = estimate(value=value, low=low, high=high, level=level, n=n)
    assert Estimate.from_json(given_one.to_json()) == given_one


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": 17}, "outside its interval"),
        ({"value": math.nan}, "not a number"),
        ({"value": "12"}, "not a number"),
        ({"low": None}, "two ends"),
        ({"level": 95}, "as a part of 1, such as 0.95"),
        ({"n": 40.5}, "not a count"),
        ({"n": -1}, "not a count"),
        ({"basis": "guessed"}, "published, recorded, demonstration"),
        ({"unit": ""}, "unit"),
        ({"method": ""}, "method"),
    ],
)
def test_what_is_no_estimate_is_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        estimate(**changes)


def test_it_shows_interval_n_and_basis_in_a_notebook():
    html = estimate(unit="documents <per> meeting")._repr_html_()
    for part in ("12.5", "documents &lt;per&gt; meeting", "95% interval 9 to 16", "n = 40", "published", "mean"):
        assert part in html


def test_without_an_interval_it_says_so():
    assert str(estimate(low=None, high=None)) == "12.5 participants (no interval; n = 40; published)"


def test_an_interval_without_an_upper_end_says_so_wherever_it_is_shown():
    from engagement.views import charts, sentences, show, table

    stay = estimate(high=math.inf, unit="years")
    assert str(stay) == "12.5 years (95% interval 9 or more; n = 40; published)"
    assert json.loads(stay.to_json())["high"] == "infinity"
    assert Estimate.from_json(stay.to_json()) == stay
    assert "12.5 (9 or more)" in table(pd.DataFrame({"group": ["SG5"], "stay": [stay]}), "Stay").data
    assert "12.50 (9.00 or more)" in table(pd.DataFrame({"group": ["SG5"], "stay": [stay]}), "Stay", {"stay": 2}).data
    assert sentences.span(stay, "years") == "12.5 years (95% interval 9 or more; n = 40)"
    assert sentences.verdict(stay, 8, "above", "below", "cannot be told") == "above"
    drawn, bare = (
        show(charts.intervals, ["SG5", "SG13"], [one, estimate()], "Stay", caption="c", alt="a").data
        for one in (stay, estimate(low=None, high=None))
    )
    assert drawn.count("%3Cuse") > bare.count("%3Cuse")  # an arrow at the edge


def test_what_cannot_be_estimated_says_so_wherever_it_is_shown():
    from engagement.views import charts, sentences, show, table

    nothing = Estimate.not_estimable("1 organization", 1, "Gini coefficient", "recorded")
    said = "not estimable: 1 organization"
    assert not nothing.estimable and estimate().estimable
    assert str(nothing) == f"Gini coefficient {said} (n = 1; recorded)"
    assert Estimate.from_json(nothing.to_json()) == nothing
    assert said in nothing._repr_html_()
    assert said in table(pd.DataFrame({"group": ["SG5"], "Gini": [nothing]}), "Gini").data
    assert sentences.span(nothing) == f"{said} (n = 1)" == sentences.change(nothing)
    assert sentences.verdict(nothing, 1, "above", "below", "cannot be told") == "cannot be told"
    drawn = show(charts.intervals, ["SG5", "SG13"], [nothing, estimate()], "Gini", caption="c", alt="a").data
    assert drawn.count("image/svg+xml") == 2


def test_a_value_is_missing_only_where_the_method_says_why():
    with pytest.raises(ValueError, match="value is None, not a number"):
        estimate(value=None, low=None, high=None)


def test_a_p_is_told_to_three_digits_and_not_below_a_ten_thousandth():
    assert [p_value(p) for p in (0.5424, 0.0005, 0.0001, 0.000099, 5.02e-8, 0)] == [
        "p = 0.542", "p = 0.0005", "p = 0.0001", "p < 0.0001", "p < 0.0001", "p < 0.0001",
    ]  # fmt: skip
