"""Errors beside dense matrices written out from the papers, refits, and other packages."""

import numpy as np
import pandas as pd
import pyfixest
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.evidence import count_model, linear_model
from engagement.evidence.design import design
from engagement.evidence.fitting import linear, poisson
from engagement.evidence.leverage import influence
from engagement.evidence.models import ERRORS, usable


def panel(groups=7, questions=3, meetings=6, seed=4):
    rng = np.random.default_rng(seed)
    data = pd.MultiIndex.from_product(
        [range(groups), range(questions), range(meetings)], names=["group", "question", "meeting"]
    ).to_frame(index=False)
    shock = rng.normal(0, 0.4, groups)[data["group"]]
    data["x"], data["z"] = rng.normal(size=len(data)) + shock, rng.normal(size=len(data))
    data["y"] = rng.poisson(np.exp(1 + 0.2 * data["x"] + shock))
    data["question"] = data["group"] * 100 + data["question"]
    return data.sample(frac=0.9, random_state=seed).reset_index(drop=True)


def dense(x, weights, residual, clusters, power):
    """Bell and McCaffrey's matrices with all dummies written out, in the scale of working weights."""
    root = np.sqrt(weights)
    x, e = x * root[:, None], residual / root
    inverse = np.linalg.pinv(x.T @ x)
    hat = x @ inverse @ x.T
    meat, columns = 0, []
    for cluster in np.unique(clusters):
        own = clusters == cluster
        values, vectors = np.linalg.eigh(np.eye(own.sum()) - hat[np.ix_(own, own)])
        factor = np.where(values > 1e-8, np.maximum(values, 1e-8) ** -power, 0)
        adjust = vectors * factor @ vectors.T
        score = x[own].T @ adjust @ e[own]
        meat = meat + np.outer(score, score)
        columns.append((np.eye(len(x)) - hat)[:, own] @ adjust @ x[own] @ inverse)
    return inverse @ meat @ inverse, np.stack(columns)


def freedom_of(columns, place):
    products = columns[:, :, place] @ columns[:, :, place].T
    return np.trace(products) ** 2 / (products**2).sum()


DUMMIES = {
    (): "",
    ("meeting",): "+ C(meeting)",
    ("group",): "+ C(group)",
    ("group", "meeting"): "+ C(group) + C(meeting)",
    ("question", "meeting"): "+ C(question) + C(meeting)",
}


@pytest.mark.parametrize("effects", DUMMIES)
@pytest.mark.parametrize("kind", ["counts", "linear"])
def test_cr2_and_its_freedom_equal_the_dense_formula(effects, kind):
    data = panel()
    model = (count_model if kind == "counts" else linear_model)("y ~ x + z", data, effects, "group")
    family = sm.families.Poisson() if kind == "counts" else sm.families.Gaussian()
    plain = smf.glm(f"y ~ x + z {DUMMIES[effects]}", data, family=family).fit(tol=1e-13)
    mean = plain.fittedvalues.to_numpy()
    weights = mean if kind == "counts" else np.ones(len(data))
    covariance, columns = dense(plain.model.exog, weights, data["y"].to_numpy() - mean, data["group"].to_numpy(), 0.5)
    places = [plain.model.exog_names.index(name) for name in ("x", "z")]
    found = model.terms.loc[["x", "z"]]
    assert found["estimate"].to_numpy() == pytest.approx(plain.params[["x", "z"]].to_numpy(), rel=1e-7)
    assert found["se"].to_numpy() == pytest.approx(np.sqrt(np.diag(covariance)[places]), rel=1e-6)
    assert found["freedom"].to_numpy() == pytest.approx([freedom_of(columns, place) for place in places], rel=1e-6)


@pytest.mark.parametrize("effects", [(), ("group", "meeting")])
@pytest.mark.parametrize("kind", ["counts", "linear"])
def test_other_rules_equal_pyfixest(kind, effects):
    data = panel()
    fit, ours = (pyfixest.fepois, count_model) if kind == "counts" else (pyfixest.feols, linear_model)
    formula = f"y ~ x + z | {' + '.join(effects)}" if effects else "y ~ x + z"
    precise = {"iwls_tol": 1e-12} if kind == "counts" else {}
    rules = {
        "HC1": ("hetero", pyfixest.ssc(k_adj=True, k_fixef="full")),
        "CR1": ({"CRV1": "group"}, pyfixest.ssc(k_adj=False, G_adj=True)),
        "CR1S": ({"CRV1": "group"}, pyfixest.ssc(k_adj=True, G_adj=True)),
        "two-way": ({"CRV1": "group+meeting"}, pyfixest.ssc(k_adj=False, G_adj=True, G_df="conventional")),
    }
    for errors, (vcov, ssc) in rules.items():
        cluster = {"HC1": None, "two-way": ("group", "meeting")}.get(errors, "group")
        found = ours("y ~ x + z", data, effects, cluster, errors=errors).terms.loc[["x", "z"], "se"]
        theirs = fit(formula, data, vcov=vcov, ssc=ssc, **precise).se()[["x", "z"]]
        assert found.to_numpy() == pytest.approx(theirs.to_numpy(), rel=1e-4), errors


def test_iid_errors_are_those_of_the_likelihood():
    data = panel()
    counts = smf.poisson("y ~ x + z + C(meeting)", data).fit(disp=0)
    found = count_model("y ~ x + z", data, "meeting", errors="iid").terms.loc["x"]
    assert found["se"] == pytest.approx(counts.bse["x"], rel=1e-6)
    assert (found["low"], found["p"]) == pytest.approx((counts.conf_int().loc["x", 0], counts.pvalues["x"]), rel=1e-5)
    linear = smf.ols("y ~ x + z + C(meeting)", data).fit()
    found = linear_model("y ~ x + z", data, "meeting", errors="iid").terms.loc["x"]
    assert found["se"] == pytest.approx(linear.bse["x"], rel=1e-8)
    assert (found["low"], found["p"]) == pytest.approx((linear.conf_int().loc["x", 0], linear.pvalues["x"]), rel=1e-6)


@pytest.mark.parametrize("effects", DUMMIES)
def test_cr3_of_linear_outcomes_leaves_out_each_cluster(effects):
    data = panel()
    model = linear_model("y ~ x + z", data, effects, "group", errors="CR3")
    slopes = []
    for group in data["group"].unique():
        rest = data[data["group"] != group]
        slopes.append(smf.ols(f"y ~ x + z {DUMMIES[effects]}", rest).fit().params["x"])
    spread = ((np.array(slopes) - model.terms.loc["x", "estimate"]) ** 2).sum() * 6 / 7
    assert model.terms.loc["x", "se"] == pytest.approx(np.sqrt(spread), rel=1e-7)
    assert model.terms.loc["x", "freedom"] == 6


def test_cr3_of_counts_is_near_the_jackknife_that_it_steps_towards():
    data = panel()
    model = count_model("y ~ x + z", data, ("question", "meeting"), "group", errors="CR3")
    slopes = [
        count_model("y ~ x + z", data[data["group"] != group], ("question", "meeting")).terms.loc["x", "estimate"]
        for group in data["group"].unique()
    ]
    spread = ((np.array(slopes) - model.terms.loc["x", "estimate"]) ** 2).sum() * 6 / 7
    assert model.terms.loc["x", "se"] == pytest.approx(np.sqrt(spread), rel=0.05)


def test_many_small_clusters_and_few_large_ones_give_the_same_by_either_way():
    data = panel(groups=12, questions=1, meetings=4)  # clusters smaller than the number of shared directions
    data["year"] = data["meeting"] * 10 + data.index % 5
    model = linear_model("y ~ x + z", data, "year", "group")
    plain = smf.ols("y ~ x + z + C(year)", data[data.groupby("year")["y"].transform("size") > 1]).fit()
    kept = data.loc[plain.model.data.row_labels, "group"].to_numpy()
    covariance, columns = dense(plain.model.exog, np.ones(len(kept)), plain.resid.to_numpy(), kept, 0.5)
    place = plain.model.exog_names.index("x")
    assert model.terms.loc["x", "se"] == pytest.approx(np.sqrt(covariance[place, place]), rel=1e-7)
    assert model.terms.loc["x", "freedom"] == pytest.approx(freedom_of(columns, place), rel=1e-7)


def test_effects_with_too_many_levels_across_clusters_are_refused():
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"organization": np.repeat(np.arange(2100), 4), "x": rng.normal(size=8400)})
    data["y"], data["group"] = rng.poisson(2, 8400), rng.integers(0, 20, 8400)
    with pytest.raises(DataError, match="organization effects have 2,100 levels that cross clusters.*errors='CR1'"):
        linear_model("y ~ x", data, "organization", "group")


@pytest.mark.parametrize("errors", ERRORS)
def test_order_of_rows_and_names_of_clusters_do_not_matter(errors):
    data, cluster = panel(), ("group", "meeting") if errors == "two-way" else "group"
    other = data.sample(frac=1, random_state=1).assign(group=lambda table: "g" + (7 * table["group"] % 11).astype(str))
    found = [count_model("y ~ x", some, "meeting", cluster, errors=errors).terms for some in (data, other)]
    assert found[0].to_numpy() == pytest.approx(found[1].to_numpy(), rel=1e-6)


@pytest.mark.parametrize("errors", ERRORS)
def test_a_term_in_other_units_is_the_same_term(errors):
    data, cluster = panel(), ("group", "meeting") if errors == "two-way" else "group"
    data["large"] = 1000 * data["x"] + 5e5
    one = count_model("y ~ x", data, "question", cluster, errors=errors).terms.loc["x"]
    other = count_model("y ~ large", data, "question", cluster, errors=errors).terms.loc["large"]
    assert other[["estimate", "se"]].to_numpy() * 1000 == pytest.approx(one[["estimate", "se"]].to_numpy(), rel=1e-5)
    assert other[["freedom", "p"]].to_numpy() == pytest.approx(one[["freedom", "p"]].to_numpy(), rel=1e-4)


def test_two_way_errors_that_are_no_variance_are_those_of_the_wider_clusters():
    data = pd.DataFrame({"a": np.repeat(range(6), 6), "b": np.tile(range(6), 6)})
    data["x"] = (data["a"] + data["b"]) % 2
    data["y"] = data["x"] + np.where((data["a"] + 2 * data["b"]) % 3 == 0, 2, -1)
    model = linear_model("y ~ x", data, ("a", "b"), cluster=("a", "b"))
    ways = [linear_model("y ~ x", data, ("a", "b"), way, errors="CR1").terms.loc["x", "se"] for way in ("a", "b")]
    assert model.terms.loc["x", "se"] == pytest.approx(max(ways))
    assert "where that is no variance the larger of the two" in model.method


@settings(deadline=None, max_examples=25)
@given(
    groups=st.integers(3, 15), questions=st.integers(1, 4), meetings=st.integers(2, 8), seed=st.integers(0, 99),
    effects=st.sampled_from(list(DUMMIES)), counts=st.booleans(),
)  # fmt: skip
def test_cr2_is_unbiased_where_residuals_are_independent(groups, questions, meetings, seed, effects, counts):
    data = panel(groups, questions, meetings, seed)
    used = usable(design("y ~ x + z", data, effects, "group"), counts)
    assume(not used.why and not used.lost)
    fit = (poisson if counts else linear)(used.design)
    found = influence(fit, used.design.clusters[:, 0], 0.5)
    assume(found.lost.max() < 1e-12)
    expected = found.squares.sum(axis=0) - (found.shared**2).sum(axis=(0, 2))
    assert expected == pytest.approx(np.diag(fit.inverse), rel=1e-6)
