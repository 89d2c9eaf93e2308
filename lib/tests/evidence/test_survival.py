import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.datasets import load_leukemia

from engagement.errors import DataError
from engagement.evidence.incidence import incidence
from engagement.evidence.survival import survival


def remission(treated):
    """Weeks in remission of leukemia patients, Freireich and others 1963; Rx 0 is 6-MP."""
    rows = load_leukemia()
    rows = rows[rows["Rx"] == (0 if treated else 1)]
    return survival(rows["t"], rows["status"], "weeks", "published")


def test_curve_of_the_6mp_patients_is_the_published_one():
    # Klein and Moeschberger (2003), table 4.1B
    assert remission(True).table["value"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert remission(True).table["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]


def test_median_remission_is_the_published_one():
    # medians 23 and 8 weeks; intervals as R survfit(conf.type = "log-log"): 13 to none, 4 to 11
    treated, placebo = remission(True).quantile(), remission(False).quantile()
    assert (treated.value, treated.low, treated.high) == (23, 13, np.inf)
    assert str(treated) == "23 weeks (95% interval 13 or more; n = 21; published)"
    assert "its upper end past the longest time seen" in treated.method
    assert (placebo.value, placebo.low, placebo.high, placebo.n) == (8, 4, 11, 21)


def test_share_left_has_the_log_log_interval():
    # S(10) = .7529 with Greenwood error .0963 (Klein and Moeschberger); by hand on the log-log scale
    left, error = 64 / 85, 0.0963
    reach = 1.959964 * error / (left * np.log(left))
    found = remission(True).at(10)
    assert found.value == pytest.approx(100 * left)
    assert sorted([found.low, found.high]) == pytest.approx(
        sorted(100 * left ** np.exp([reach, -reach])), abs=0.05
    )  # fmt: skip


def test_before_the_first_and_after_the_last_time():
    early = remission(True).at(5)
    assert early.value == early.high == 100
    assert early.low == pytest.approx(100 * 0.025 ** (1 / 21))  # exact binomial: 21 of 21
    assert remission(True).at(36).method == "not estimable: none was observed for 36 weeks"
    all_gone = remission(False).at(23)
    assert (all_gone.value, all_gone.low) == (0, 0)
    assert 90 < all_gone.high < 100  # one patient was at risk


def test_a_quantile_not_reached_is_not_estimable():
    found = remission(True).quantile(0.75)
    assert found.method == "not estimable: it has happened for 55% by 35 weeks, the longest seen"
    never = survival([3, 4], [False, False], "days", "recorded")
    assert not never.quantile().estimable
    assert never.at(4).value == 100
    with pytest.raises(DataError, match="part is 1, not between 0 and 1"):
        never.quantile(1)


def test_late_entry_by_hand():
    # at 2: a and b are at risk, c enters at 2 and is not yet; at 3: b and c; at 5: c
    found = survival([2, 3, 5], [True, True, False], "years", "recorded", entry=[0, 0, 2])
    assert found.table[["time", "at_risk"]].to_numpy().tolist() == [[2, 2], [3, 2]]
    assert found.table["value"].tolist() == pytest.approx([0.5, 0.25])
    assert [found.at_risk(time) for time in (1, 2, 2.5, 5)] == [2, 2, 2, 1]


def test_when_all_enter_late_the_curve_is_conditional():
    found = survival([2, 3, 5], [True, True, False], "years", "recorded", entry=[1, 1, 1])
    assert "given 1 years without it" in found.quantile().method


def test_those_who_enter_when_nobody_is_left_are_not_used():
    found = survival([1, 3, 4], [True, True, False], "years", "recorded", entry=[0, 2, 2])
    assert (found.n, found.last) == (1, 1)
    assert not found.at(3).estimable


@pytest.mark.parametrize(
    ("time", "entry", "said"),
    [
        ([], None, "there are no times"),
        ([1, 0], None, "row 1 has time 0.0 and entry 0.0; times lie above entries"),
        ([float("nan")], None, "row 0 has time nan"),
        ([2], [2], "row 0 has time 2.0 and entry 2.0"),
        ([float("inf")], None, "row 0 has time inf"),
        ([1, 2], [0], "2 times, 2 of happened and 1 entries"),
        ([2], [-1], "row 0 has time 2.0 and entry -1.0"),
    ],
)
def test_times_that_cannot_be_are_refused(time, entry, said):
    with pytest.raises(DataError, match=said):
        survival(time, [True] * len(time), "days", "recorded", entry=entry)


def product_limit(time, happened, entry):
    """The same written out: one minus the share of those at risk for whom it happens, multiplied up."""
    value, values = 1.0, []
    for moment in sorted({t for t, h in zip(time, happened, strict=True) if h}):
        at_risk = sum(e < moment <= t for t, e in zip(time, entry, strict=True))
        value *= 1 - sum(h and t == moment for t, h in zip(time, happened, strict=True)) / at_risk
        values.append(value)
    return values


ROWS = st.tuples(st.integers(0, 4), st.integers(1, 6), st.booleans())


@given(st.lists(ROWS, min_size=1, max_size=20))
def test_it_agrees_with_the_product_written_out(rows):
    entry, length, happened = zip(*rows, strict=True)
    time = [e + d for e, d in zip(entry, length, strict=True)]
    found = survival(time, happened, "years", "recorded", entry=entry)
    values = found.table["value"].tolist()
    assert values == pytest.approx(product_limit(time, happened, entry)[: len(values)])
    through = [sum(e < moment < t for t, e in zip(time, entry, strict=True)) for moment in range(max(entry) + 1)]
    assert found.n == len(time) or 0 in through[min(entry) + 1 :]  # nobody links the late to the early
    assert values == sorted(values, reverse=True)
    for moment in found.table["time"]:
        point = found.at(moment)
        assert 0 <= point.low <= point.value <= point.high <= 100


@pytest.mark.parametrize("happened", [[1, 0, np.nan], [True, None, False], ["False"] * 3, [1, 0, 2], [pd.NA, 1, 1]])
def test_what_is_not_known_to_have_happened_is_not_taken_for_it(happened):
    with pytest.raises(DataError, match="it is true or false for each"):
        survival([1, 2, 3], happened, "years", "recorded")
    with pytest.raises(DataError, match="it is true or false for each"):
        incidence([1, 2, 3], [False] * 3, "years", "recorded", other=happened)


def test_one_that_has_no_word_on_whether_it_happened_is_refused():
    with pytest.raises(DataError, match="2 times, 3 of happened"):
        survival([1, 2], [True, True, False], "years", "recorded")


def test_every_way_to_write_true_and_false_counts():
    for kind in (bool, int, float, "boolean", "Int64", "bool[pyarrow]", object):
        happened = pd.Series([1, 0, 1]).astype(bool).astype(kind)
        assert survival([1, 2, 3], happened, "years", "recorded").table["happened"].tolist() == [1, 1]


def test_a_share_is_in_percent_also_where_it_cannot_be_estimated():
    found = survival([1, 2, 3], [True, False, True], "years", "recorded")
    assert (found.at(5).unit, found.at(5).estimable, found.quantile().unit) == ("%", False, "years")
    assert found.at(np.inf).unit == "%"
    with pytest.raises(DataError, match="the time is missing"):
        found.at(np.nan)
