"""Leaving out one unit at a time, against fits by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from engagement.errors import DataError
from engagement.evidence import count_model
from engagement.evidence.influence import influence


def mean(rows):
    """The mean of x with a t interval."""
    if len(rows) < 2:
        raise ValueError("one row has no spread")
    reach = stats.t.ppf(0.975, len(rows) - 1) * rows["x"].sem()
    return {"estimate": rows["x"].mean(), "low": rows["x"].mean() - reach, "high": rows["x"].mean() + reach}


def units(**values):
    return pd.DataFrame([(unit, x) for unit, many in values.items() for x in many], columns=["unit", "x"])


def test_each_is_left_out_by_hand():
    found = influence(mean, units(a=[1, 2], b=[3], c=[6]), "unit")
    assert found.table["estimate"].to_dict() == {"c": 2, "a": 4.5, "b": 3}
    assert found.table["rows"].to_dict() == {"c": 1, "a": 2, "b": 1}
    assert found.table["change"].tolist() == [-1, 1.5, 0] or found.table["change"].abs().is_monotonic_decreasing
    assert (found.lowest, found.highest, found.units) == (2, 4.5, 3)


def test_the_refitted_model_is_that_of_the_rows_without_the_unit():
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"group": np.repeat(range(6), 30), "x": rng.normal(size=180), "y": rng.poisson(4, 180)})

    def fit(rows):
        return count_model("y ~ x", rows, cluster="group").ratio("x")

    found = influence(fit, data, "group", null=1)
    assert found.table.loc[3, "estimate"] == fit(data[data["group"] != 3]).value
    assert found.whole["high"] == fit(data).high


def test_a_term_that_cannot_be_told_without_a_unit_has_a_row_that_says_why():
    data = pd.DataFrame({"group": np.repeat(range(4), 10), "x": [0, 1] * 5 + [0] * 30, "y": [1, 3, 2, 5] * 10})
    found = influence(lambda rows: count_model("y ~ x", rows, cluster="group").ratio("x"), data, "group", null=1)
    assert "x is constant" in found.table.loc[0, "why"] and np.isnan(found.table.loc[0, "estimate"])


def test_a_sign_and_a_conclusion_that_hang_on_one():
    found = influence(mean, units(a=[-1] * 9, b=[-2] * 9, c=[60] * 9), "unit")
    assert found.sign_turns == ["c"]
    assert "The sign hangs on one of them: c." in str(found)
    found = influence(mean, units(a=[1, 1.1, 0.9], b=[1, 1.2, 1.1], c=[-9, 9, 4]), "unit")
    assert found.sign_turns == [] and found.conclusion_turns == ["c"]
    assert "The conclusion hangs on one of them: c." in str(found)


def test_what_turns_the_conclusion_is_shown_however_little_it_changes_the_estimate():
    data = units(a=[1, 1.1, 0.9], b=[1, 1.2, 1.1], c=[-9, 9, 4])
    found = influence(mean, data, "unit")
    assert found.conclusion_turns == ["c"]
    assert list(found.foremost(0).index) == ["c"]
    assert list(found.foremost(5).index) == list(found.table.index)
    lost = influence(mean, units(a=[1, 2], b=[3]), "unit")
    assert list(lost.foremost(5).index) == ["b"]


def test_a_result_that_hangs_on_none_says_so():
    found = influence(mean, units(a=[1, 2, 3], b=[2, 3, 1], c=[3, 1, 2]), "unit")
    assert "Neither the sign nor the conclusion" in str(found)
    assert "largest" not in str(found)


def test_only_the_largest_are_left_out_and_the_result_says_so():
    data = units(a=[1], b=[2, 2], c=[3, 3, 3], d=[4]).assign(members=[90, 1, 1, 1, 1, 1, 5])
    found = influence(mean, data, "unit", 2)
    assert set(found.table.index) == {"b", "c"} and found.units == 4
    assert "Only the 2 largest of 4 were left out" in str(found)
    assert set(influence(mean, data, "unit", 2, weight="members").table.index) == {"a", "d"}


def test_units_of_one_size_are_chosen_by_a_number_each():
    data = units(a=[1, 2], b=[2, 2], c=[3, 3], d=[4, 5], e=[6, 6])
    given = pd.Series({"c": 0.1, "e": -3.0, "d": np.nan, "z": 9.0})
    assert set(influence(mean, data, "unit", 2, weight=given).table.index) == {"d", "e"}
    assert set(influence(mean, data, "unit", 3, weight=given).table.index) == {"c", "d", "e"}


def test_the_null_of_a_ratio_is_one():
    data = units(a=[1.2, 1.3], b=[1.1, 1.2], c=[0.2, 0.3])
    found = influence(mean, data, "unit", null=1)
    assert found.sign_turns == ["c"]


def test_where_nothing_is_left_the_row_says_why():
    found = influence(mean, units(a=[1, 2], b=[3]), "unit")
    assert np.isnan(found.table.loc["a", "estimate"]) and found.table.loc["a", "why"] == "one row has no spread"
    assert "Without 1 of them nothing can be estimated" in str(found)
    assert found.conclusion_turns == []
    with pytest.raises(ValueError, match="no spread"):
        influence(lambda rows: mean(rows[:1]), units(a=[1, 2], b=[3]), "unit")


@pytest.mark.parametrize(
    ("options", "said"),
    [({"column": "org"}, "no column org"), ({"column": "x"}, "at least two"),
     ({"column": "unit", "largest": 0}, "largest")],
)  # fmt: skip
def test_what_cannot_be_left_out_is_refused(options, said):
    with pytest.raises(DataError, match=said):
        influence(mean, units(a=[1, 1], b=[1]), **options)
