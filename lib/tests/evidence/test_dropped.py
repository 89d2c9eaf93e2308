"""The move of an effect without each unit, against fits without them."""

import numpy as np
import pandas as pd
import pytest

from engagement.evidence import count_model
from engagement.evidence.dropped import moved_without


def panel(seed=1, firms=30, years=8):
    """Counts of firms and years, the first firm of them by far the largest, its rows last."""
    rng = np.random.default_rng(seed)
    data = pd.DataFrame({"firm": np.repeat([f"F{n:02d}" for n in range(firms)], years),
                         "year": np.tile(range(years), firms), "x": rng.normal(size=firms * years)})  # fmt: skip
    size = np.where(data["firm"] == "F17", 3.5, rng.normal(0, 0.5, firms).repeat(years))
    data["held"] = rng.integers(1, 4, len(data))
    data["y"] = rng.poisson(data["held"] * np.exp(size + 0.2 * data["x"]))
    return data


def refitted(data, **chosen):
    """The effect of twice one unit more without each firm, less that with all."""
    effect = count_model("y ~ x", data, ["firm", "year"], "firm", **chosen).effect("x", 2).value
    return {
        firm: count_model("y ~ x", data[data["firm"] != firm], ["firm", "year"], "firm", **chosen).effect("x", 2).value
        - effect
        for firm in data["firm"].unique()
    }


@pytest.mark.parametrize("chosen", [{}, {"exposure": "held"}])
def test_the_move_is_that_of_fits_without_the_unit(chosen):
    data = panel()
    found = moved_without("y ~ x", data, "x", "firm", ["firm", "year"], per=2, **chosen)
    true = pd.Series(refitted(data, **chosen))
    assert found.index[0] == true.abs().idxmax() == "F17"
    pd.testing.assert_series_equal(found.sort_index(), true.sort_index(), rtol=0.1, atol=0.01, check_names=False)
    assert found.abs().is_monotonic_decreasing


def test_rows_left_out_of_the_fit_do_not_shift_the_units():
    data = panel(firms=8)
    data.loc[data["firm"] == "F00", "y"] = 0  # says nothing within its effect
    data.loc[data["firm"] == "F03", "x"] = np.nan
    data.loc[data["firm"] == "F05", "firm"] = None
    found = moved_without("y ~ x", data, "x", "firm", "year")
    assert found["F03"] == 0 and set(found.index) == set(data["firm"].dropna())
    within = moved_without("y ~ x", data, "x", "firm", ["firm", "year"])
    assert within["F00"] == 0 and (within.drop(["F00", "F03"]) != 0).all()


def test_a_unit_that_alone_tells_the_term_comes_first_and_no_term_gives_none():
    data = pd.DataFrame({"unit": list("aaaabbbb"), "x": [1, 2, 3, 4, 0, 0, 0, 0], "y": [1, 3, 2, 5, 2, 1, 3, 2]})
    data = data.assign(other=data["x"] * 2)
    found = moved_without("y ~ x", data, "x", "unit", "unit")
    assert found.index[0] == "a" and np.isnan(found["a"])
    assert moved_without("y ~ x + other", data, "other", "unit").empty
