import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from engagement.evidence import count_model

PAPERS = Path(os.environ.get("ENGAGEMENT_DATA", "")) / "papers"
with_papers = pytest.mark.skipif(
    "ENGAGEMENT_DATA" not in os.environ or not PAPERS.exists(),
    reason="needs the published data sets: set ENGAGEMENT_DATA to the folder that holds papers/",
)


def panel(rows=400, clusters=40, seed=3, effect=0.1):
    rng = np.random.default_rng(seed)
    group = rng.integers(clusters, size=rows)
    x = rng.normal(size=rows)
    rate = np.exp(0.5 + effect * x + rng.normal(0, 0.3, clusters)[group])
    year = rng.integers(2000, 2005, rows)
    return pd.DataFrame({"y": rng.poisson(rate), "x": x, "group": [f"g{g}" for g in group], "year": year})


@with_papers
def test_aghion_van_reenen_zingales_2013():
    firms = pd.read_csv(PAPERS / "aghion2013_innovation_institutional_ownership" / "InstInnovation.csv")
    firms["capital_labour"] = np.log(firms["capital"] / firms["employment"])
    firms["log_sales"] = np.log(firms["sales"])
    formula = "cites ~ institutions + capital_labour + log_sales"
    model = count_model(formula, firms, effects=("industry", "year"), cluster="company", errors="CR1")
    assert (model.n, model.clusters) == (6208, 803)
    assert model.terms["estimate"].to_numpy() == pytest.approx([0.009687, 0.482884, 0.820318], abs=6e-7)
    # printed in the tests of R's sandwich: HC0 meat by firm times G/(G-1)
    assert model.terms["se"].to_numpy() == pytest.approx([0.002406388, 0.135953255, 0.041523405], rel=1e-6)


def test_equals_a_poisson_regression_with_dummies():
    data = panel()
    model = count_model("y ~ x", data, effects=("year",), cluster="group", errors="CR1")
    clusters = {"groups": data["group"].astype("category").cat.codes, "df_correction": False, "use_correction": False}
    plain = smf.poisson("y ~ x + C(year)", data).fit(disp=0, cov_type="cluster", cov_kwds=clusters)
    g = data["group"].nunique()
    assert model.terms.loc["x", "estimate"] == pytest.approx(plain.params["x"], rel=1e-6)
    assert model.terms.loc["x", "se"] == pytest.approx(plain.bse["x"] * np.sqrt(g / (g - 1)), rel=1e-5)
    residuals = data["y"] - plain.predict(data)
    pearson = (residuals**2 / plain.predict(data)).sum() / (len(data) - 2 - 4)
    assert model.dispersion == pytest.approx(pearson, rel=1e-6)


def test_ratio_is_per_unit_asked_for():
    model = count_model("y ~ x", panel(), cluster="group")
    one, ten = model.ratio("x"), model.ratio("x", per=10)
    assert ten.value == pytest.approx(one.value**10)
    assert (one.n, one.basis) == (400, "recorded")
    assert "40 clusters; CR2, Satterthwaite t, freedom" in one.method


def test_rows_that_say_nothing_are_counted_and_left_out():
    data = pd.concat([panel(), pd.DataFrame({"y": [0] * 4, "x": [1.0, 2, 3, 4], "group": "g0", "year": 1999})])
    model = count_model("y ~ x", data, effects=("year",), cluster="group")
    assert (model.n, model.uninformative) == (400, 4)


@pytest.mark.parametrize("errors", ["CR2", "CR3"])
def test_a_term_that_one_cluster_alone_tells_apart_has_no_interval(errors):
    data = panel(clusters=8).assign(one=lambda table: (table["group"] == "g1").astype(float))
    model = count_model("y ~ x + one", data, cluster="group", errors=errors)
    ratio = model.ratio("one")
    assert ratio.estimable and ratio.low is None
    assert "no error where a single group tells a term apart" in ratio.method
    assert model.ratio("x").low < model.ratio("x").high


def test_few_clusters_that_carry_a_term_are_said():
    data = panel(clusters=8).assign(two=lambda table: table["group"].isin(["g1", "g2"]).astype(float))
    model = count_model("y ~ x + two", data, cluster="group")
    assert model.terms.loc["two", "freedom"] < 3
    assert "under 4 degrees of freedom" in model.method


def test_interval_covers_the_truth_in_simulated_panels():
    held = 0
    for seed in range(120):
        effect = count_model("y ~ x", panel(seed=seed), effects=("year",), cluster="group").terms.loc["x"]
        held += effect["low"] <= 0.1 <= effect["high"]
    assert held >= 106  # 5% in the lower tail of 120 draws at 93%


@pytest.mark.parametrize(
    ("formula", "options", "said"),
    [
        ("y ~ z", {"cluster": "group"}, "no column z"),
        ("x ~ y", {"cluster": "group"}, "negative values"),
        ("y ~ x", {"cluster": "one"}, "at least two clusters"),
    ],
)
def test_unusable_data_is_refused(formula, options, said):
    with pytest.raises(ValueError, match=said):
        count_model(formula, panel().assign(one=1), **options)
