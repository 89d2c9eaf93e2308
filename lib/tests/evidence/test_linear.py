import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.evidence import linear_model

PAPERS = Path(os.environ.get("ENGAGEMENT_DATA", "")) / "papers"
with_papers = pytest.mark.skipif(
    "ENGAGEMENT_DATA" not in os.environ or not PAPERS.exists(),
    reason="needs the published data sets: set ENGAGEMENT_DATA to the folder that holds papers/",
)


@with_papers
def test_petersen_2009():
    data = pd.read_csv(next((PAPERS / "petersen2009_clustering").glob("*.csv")))
    printed = {
        ("iid", None): 0.0286,
        ("HC1", None): 0.0284,
        ("CR1", "firm"): 0.0506,
        ("CR1", "year"): 0.0334,
        ("two-way", ("firm", "year")): 0.0536,
    }
    for (errors, cluster), se in printed.items():
        terms = linear_model("y ~ x", data, cluster=cluster, errors=errors).terms
        assert terms["estimate"].round(4).tolist() == [0.0297, 1.0348]
        assert round(terms.loc["x", "se"], 4) == se
    # Bell and McCaffrey's, printed in the tests of R's sandwich
    found = linear_model("y ~ x", data, cluster="firm").terms["se"] ** 2
    assert found.to_numpy() == pytest.approx([4.494487e-03, 2.568236e-03], rel=2e-7)
    found = linear_model("y ~ x", data, cluster="firm", errors="CR3").terms["se"] ** 2
    assert found.to_numpy() == pytest.approx([4.499186e-03, 2.577098e-03], rel=2e-7)


def points(seed=1):
    rng = np.random.default_rng(seed)
    data = pd.DataFrame({"group": np.repeat(range(8), 10), "x": rng.normal(size=80)})
    data["y"] = 3 + 0.5 * data["x"] + rng.normal(size=8)[data["group"]] + rng.normal(size=80)
    return data


def test_effect_is_per_unit_asked_for():
    model = linear_model("y ~ x", points(), "group", "group")
    one, ten = model.effect("x", unit="days"), model.effect("x", per=-10, unit="days")
    assert (ten.value, ten.low, ten.high) == pytest.approx((-10 * one.value, -10 * one.high, -10 * one.low))
    assert (one.unit, one.n, model.clusters) == ("days", 80, 8)
    assert one.method.startswith("least squares with group effects, errors clustered by group (8 clusters; CR2")


def test_negative_and_zero_outcomes_are_outcomes_like_any():
    data = points()
    data["y"] = np.where(data["group"] == 0, 0.0, data["y"] - 10)
    assert linear_model("y ~ x", data, "group").n == 80


def test_data_that_cannot_tell_gives_a_result_that_says_why():
    data = points().assign(one=1, same=2.0, level=lambda table: table["group"] % 3)
    assert "level does not vary within group" in linear_model("y ~ x + level", data, "group").effect("level").method
    assert "one is constant" in linear_model("y ~ x + one", data).effect("one").method
    assert "same is 2 in all rows" in linear_model("same ~ x", data, cluster="group").effect("x").method
    assert "2 rows for 2 terms" in linear_model("y ~ x", data.head(2)).effect("x").method
    with pytest.raises(DataError, match="no term 'z'"):
        linear_model("y ~ x", data).effect("z")


def test_single_rows_of_an_effect_are_left_out():
    data = pd.concat([points(), pd.DataFrame({"group": [99], "x": [1.0], "y": [2.0]})])
    model = linear_model("y ~ x", data, "group", cluster="group")
    assert (model.n, model.uninformative, model.clusters) == (80, 1, 8)
