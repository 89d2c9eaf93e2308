"""Priorities under weights that are drawn, against values by hand and by what acceptability must do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement import Estimate
from engagement.errors import DataError
from engagement.evidence.priorities import draw, priorities

UP = {"work": "higher", "reach": "higher"}


def fixed(*rows, draws=20_000):
    """Criteria (columns of rows) without uncertainty: one row an alternative."""
    return {name: np.tile(column, (draws, 1)) for name, column in zip(UP, np.array(rows, float).T, strict=True)}


def test_acceptability_and_central_weights_are_those_by_hand():
    """First where w > .6: A; where w < .4: B; else C, w uniform. Central weights are the middles of these ranges."""
    found = priorities(fixed((1, 0), (0, 1), (0.6, 0.6)), "ABC", UP, "demonstration")
    assert found.acceptability.loc[list("ABC"), 1].tolist() == pytest.approx([0.4, 0.4, 0.2], abs=0.015)
    assert found.acceptability.loc["C", 3] == 0
    assert found.central.loc[list("ABC"), "work"].tolist() == pytest.approx([0.8, 0.2, 0.5], abs=0.01)
    assert (found.table["confidence"] == 1).all()  # nothing but weights was drawn


def test_what_is_worse_in_everything_is_never_first_and_has_no_central_weights():
    found = priorities(fixed((3, 3), (2, 2), (1, 1)), "ABC", UP, "recorded")
    assert found.table["unit"].tolist() == list("ABC")
    assert found.acceptability.to_numpy() == pytest.approx(np.eye(3))
    assert found.central.loc["B"].isna().all() and found.table["confidence"].isna().tolist() == [False, True, True]


def test_a_direction_turns_the_order_round():
    down = dict.fromkeys(UP, "lower")
    assert priorities(fixed((3, 3), (2, 2), (1, 1)), "ABC", down, "recorded").table["unit"].tolist() == list("CBA")


def test_firm_importance_decides():
    values = fixed((1, 0), (0, 1), (0.6, 0.6))
    found = priorities(values, "ABC", UP, "recorded", importance={"work": 90, "reach": 10})
    assert found.acceptability.loc["A", 1] > 0.99


def test_values_that_are_not_known_widen_the_ranks():
    rng = np.random.default_rng(3)
    sure = fixed((3, 3), (2, 2), (1, 1), draws=4000)
    open_ = {name: rows + rng.normal(0, 3, rows.shape) for name, rows in sure.items()}
    ranks = priorities(open_, "ABC", UP, "recorded").table["rank"]
    assert all((rank.low, rank.high) == (1, 3) for rank in ranks)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=6), st.integers(0, 99))
def test_rows_and_columns_of_acceptability_add_up_to_one(rows, seed):
    names = [f"Q{number}" for number in range(len(rows))]
    found = priorities(fixed(*rows, draws=200), names, UP, "recorded", rng=seed)
    assert found.acceptability.sum(axis=0).to_numpy() == pytest.approx(1)
    assert found.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)


@settings(max_examples=20)
@given(st.floats(0.01, 100), st.floats(-50, 50))
def test_units_of_a_criterion_do_not_matter(times, plus):
    values = fixed((1, 5), (4, 2), (3, 4), draws=300)
    other = {"work": values["work"] * times + plus, "reach": values["reach"]}
    first = [priorities(one, "ABC", UP, "recorded", rng=5).acceptability[1].sort_index() for one in (values, other)]
    assert first[0].to_numpy() == pytest.approx(first[1].to_numpy(), abs=0.01)


def test_draws_have_the_interval_of_the_estimate_and_complete_counts_do_not_move():
    one = Estimate(10, 8, 14, 0.95, 30, "%", "recorded", "share")
    whole = Estimate(7, None, None, 0.95, 7, "texts", "published", "complete count")
    found = draw([one, whole], 40_000)
    assert np.quantile(found[:, 0], [0.025, 0.5, 0.975]) == pytest.approx([8, 10, 14], abs=0.1)
    assert (found[:, 1] == 7).all()


@pytest.mark.parametrize("values, names, directions, importance, says", [
    ({}, "AB", UP, None, "0 criteria"),
    (fixed((1, 2), (3, 4), draws=9), "A", UP, None, "1 alternatives"),
    (fixed((1, 2), (3, 4), draws=9), "AB", {"work": "higher"}, None, "direction of criterion reach is None"),
    (fixed((1, 2), (3, np.nan), draws=9), "AB", UP, None, "criterion reach has draws"),
    (fixed((1, 2), (3, 4), draws=9) | {"reach": np.ones((8, 2))}, "AB", UP, None, "as many finite ones"),
    (fixed((1, 2), (3, 4), draws=9), "AB", UP, {"work": 0}, "importance of work"),
    (fixed((1, 2), (3, 4), draws=9), "AB", UP, {"speed": 1}, "importance of speed"),
])  # fmt: skip
def test_bad_input_is_named(values, names, directions, importance, says):
    with pytest.raises(DataError, match=says):
        priorities(values, names, directions, "recorded", importance=importance)


def test_what_cannot_be_estimated_cannot_be_drawn():
    with pytest.raises(DataError, match="estimate 0 is not estimable"):
        draw([Estimate.not_estimable("no meeting", 0, "%", "recorded")])
