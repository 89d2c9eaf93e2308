"""Leads that heed gaps, and the placebo test built on them."""

import numpy as np
import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.evidence import count_model, linear_model
from engagement.evidence.occasions import shifted
from engagement.evidence.placebo import lead_placebo
from engagement.evidence.power import smallest_effect


def seen(**columns):
    return pd.DataFrame({"q": list("aaabbb"), "t": [1, 2, 3, 1, 2, 3], "x": [1.0, 2, 3, 4, 5, 6]} | columns)


def test_a_lead_is_the_value_of_the_next_occasion_and_a_lag_of_the_last():
    assert shifted(seen(), "x", "q", "t", 1).fillna(-1).tolist() == [2, 3, -1, 5, 6, -1]
    assert shifted(seen(), "x", "q", "t", -2).fillna(-1).tolist() == [-1, -1, 1, -1, -1, 4]


def test_order_and_index_of_the_rows_do_not_matter():
    mixed = seen().sample(frac=1, random_state=3)
    assert shifted(mixed, "x", "q", "t", 1).sort_index().equals(shifted(seen(), "x", "q", "t", 1))


def test_a_unit_that_was_away_is_not_given_the_value_of_its_return():
    data = seen().drop(index=1)  # a was away on occasion 2, at which b was there
    assert shifted(data, "x", "q", "t", 1).fillna(-1).tolist() == [-1, -1, 5, 6, -1]


def test_occasions_are_those_of_the_group():
    data = seen(group=list("AAABBB"), t=[1, 3, 5, 2, 4, 6])
    assert shifted(data, "x", "q", "t", 1, within="group").fillna(-1).tolist() == [2, 3, -1, 5, 6, -1]
    assert shifted(data, "x", "q", "t", 1).isna().all()  # the next meeting of all is that of the other group


def test_rows_that_do_not_say_when_have_no_lead():
    data = seen(group=["A", "A", None, "B", "B", "B"], t=[1, 2, 3, 1, None, 2])
    assert shifted(data, "x", "q", "t", 1, within="group").fillna(-1).tolist() == [2, -1, -1, 6, -1, -1]


def test_with_a_step_a_year_that_is_in_no_row_is_an_occasion_too():
    data = seen(t=[2017, 2019, 2020] * 2)
    assert shifted(data, "x", "q", "t", 1).fillna(-1).tolist() == [2, 3, -1, 5, 6, -1]
    assert shifted(data, "x", "q", "t", 1, step=1).fillna(-1).tolist() == [-1, 3, -1, -1, 6, -1]


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        ({"t": [1, 1, 3, 1, 2, 3]}, {}, "q a has two rows with t 1"),
        ({}, {"within": "group"}, "no column group"),
        ({"t": list("uvwuvw")}, {"step": 1}, "is no number"),
        ({"t": [1, 2.5, 3, 1, 2, 3]}, {"step": 1}, "no whole number of steps"),
    ],
)
def test_occasions_that_cannot_be_counted_are_refused(changes, options, said):
    with pytest.raises(DataError, match=said):
        shifted(seen(**changes), "x", "q", "t", 1, **options)


def panel(seed=1, draws_engagement=0.0, groups=12, meetings=16):
    """Engagement follows the outcome of the meeting before by ``draws_engagement``; it has no effect itself."""
    rng = np.random.default_rng(seed)
    shock = rng.normal(0, 0.3, (groups, meetings))
    y = rng.poisson(np.exp(1.5 + shock))
    x = rng.normal(0, 1, (groups, meetings))
    x[:, 1:] += draws_engagement * shock[:, :-1]
    at = np.indices((groups, meetings)).reshape(2, -1)
    return pd.DataFrame({"group": at[0], "meeting": at[1], "x": x.ravel(), "y": y.ravel()})


WHERE = {"unit": "group", "time": "meeting", "effects": ("group",), "cluster": "group"}


def test_the_placebo_is_the_model_with_the_lead_beside_the_present():
    data = panel()
    found = lead_placebo("y ~ x", "x", data, per=2, **WHERE)
    data["later"] = data.groupby("group")["x"].shift(-1)
    wanted = count_model("y ~ x + later", data, effects=("group",), cluster="group")
    assert found.estimate.value == pytest.approx(np.exp(2 * wanted.terms.loc["later", "estimate"]))
    assert found.p == pytest.approx(wanted.terms.loc["later", "p"])
    assert (found.rows, found.of) == (12 * 15, 12 * 16)
    assert found.smallest == pytest.approx(smallest_effect(*wanted.terms.loc["later", ["se", "freedom"]]))


def test_outcomes_that_draw_engagement_are_found_out():
    found = lead_placebo("y ~ x", "x", panel(draws_engagement=6.0), **WHERE)
    assert found.p < 0.01
    assert "goes with the present outcome" in str(found)


def test_no_unit_seen_twice_is_not_estimable():
    data = panel().assign(unit=lambda rows: np.arange(len(rows)))
    found = lead_placebo("y ~ x", "x", data, **(WHERE | {"unit": "unit"}))
    assert not found.estimate.estimable
    assert "seen on two occasions" in str(found)
    assert (found.p, found.smallest, found.rows) == (None, None, 0)


def test_too_few_clusters_left_with_leads_is_not_estimable_but_bad_data_is_refused():
    data = panel()
    data = data[(data["group"] == 0) | (data["meeting"] == 0)]
    found = lead_placebo("y ~ x", "x", data, **(WHERE | {"effects": ()}))
    assert "only 15 rows are left" in found.estimate.method
    with pytest.raises(ValueError, match="negative"):
        lead_placebo("y ~ x", "x", panel().assign(y=-1), **WHERE)


def test_constant_later_engagement_is_not_estimable():
    found = lead_placebo("y ~ x", "x", panel().assign(x=lambda rows: 1.0 * (rows["meeting"] == 0)), **WHERE)
    assert "constant" in found.estimate.method


def test_the_present_is_held():
    with pytest.raises(DataError, match="z is not in 'y ~ x'"):
        lead_placebo("y ~ x", "z", panel(), **WHERE)


def test_a_placebo_looks_ahead():
    with pytest.raises(ValueError, match="at least one occasion ahead"):
        lead_placebo("y ~ x", "x", panel(), lead=0, **WHERE)


def test_a_linear_outcome_has_a_difference():
    found = lead_placebo("y ~ x", "x", panel(), model=linear_model, **WHERE)
    assert found.estimate.low < 0 < found.estimate.high and found.estimate.unit == "outcome"
