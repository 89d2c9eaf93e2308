"""Errors beside dense matrices written out from the papers, refits, and other packages."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from engagement.evidence import count_model, linear_model


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
