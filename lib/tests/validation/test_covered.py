import pytest

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.validation import coverage_turnover
from engagement.validation.covered import covered

COLUMNS = ["measure", "interval", "design", "units", "n", "nominal", "covered", "draws", "low", "high", "note"]


def one(low, high):
    return Estimate(low, low, high, 0.95, 30, "%", "demonstration", "m")


NONE = Estimate(3.0, None, None, 0.95, 1, "%", "demonstration", "m")


def test_draws_without_an_interval_are_left_out_and_counted():
    row = covered([one(1, 4), one(3, 6), one(4, 5), NONE], 3, "mean", "t", "normal", "meetings", 30, "said")
    assert list(row) == COLUMNS
    assert (row["covered"], row["draws"]) == (2 / 3, 3)
    assert row["note"] == "said; 1 of 4 draws gave no interval"
    assert row["low"] == pytest.approx(0.2077, abs=1e-4)  # Wilson, 2 of 3, by hand
    assert row["high"] == pytest.approx(0.9385, abs=1e-4)


def test_a_design_without_any_interval_is_refused():
    with pytest.raises(DataError, match="no draw of mean with 1 meetings gave an interval"):
        covered([NONE, NONE], 3, "mean", "t", "normal", "meetings", 1)


def test_coverage_of_turnover_is_a_table_of_shares_with_their_own_intervals():
    found = coverage_turnover.coverage(draws=40, rng=1)
    assert list(found) == COLUMNS
    assert found["covered"].between(found["low"], found["high"]).all()
    assert set(found["n"]) == {10, 30, 100}
    assert set(found["units"]) == {"organizations"}
    assert found["measure"].nunique() == 8
    assert found.loc[found["n"] >= 30, "covered"].min() > 0.8
