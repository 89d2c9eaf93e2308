import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from engagement.errors import DataError
from engagement.evidence import count_model, linear_model
from engagement.evidence.design import design
from engagement.evidence.fitting import poisson
from engagement.evidence.score_bootstrap import RESAMPLES, held, p_value, webb


def panel(groups=20, rows=15, seed=8, effect=0.2):
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), rows)
    shock = rng.normal(0, 0.4, (2, groups))[:, group]
    x, z = rng.normal(size=(2, len(group))) + shock
    meeting = np.tile(np.arange(rows), groups) % 5
    return pd.DataFrame(
        {"group": group, "meeting": meeting, "x": x, "z": z, "y": rng.poisson(np.exp(1 + effect * x + shock[0]))}
    )


def fitted(data, effects=("meeting",)):
    return poisson(design("y ~ x + z", data, effects, "group"))


def test_the_fit_under_a_hypothesis_is_that_of_an_offset():
    data = panel()
    found = held(fitted(data), 0, 0.3)
    plain = smf.glm("y ~ z + C(meeting)", data, family=sm.families.Poisson(), offset=0.3 * data["x"]).fit(tol=1e-13)
    assert found.fitted == pytest.approx(plain.fittedvalues.to_numpy(), rel=1e-6)
    assert found.coefficients == pytest.approx([0.3, plain.params["z"]], rel=1e-6)


def test_p_is_that_of_the_steps_written_out():
    data = panel()
    weights = webb(20, np.random.default_rng(1), 199)
    plain = smf.glm("y ~ z + C(meeting)", data, family=sm.families.Poisson()).fit(tol=1e-13)
    mean, residual = plain.fittedvalues.to_numpy(), data["y"].to_numpy() - plain.fittedvalues.to_numpy()
    x = np.column_stack([data["x"], plain.model.exog])
    inverse = np.linalg.inv(x.T * mean @ x)

    def t(signs):
        each = signs[data["group"]]
        step = inverse @ (x.T @ (each * residual))
        scores = x * (each * residual - mean * (x @ step))[:, None]
        by_cluster = pd.DataFrame(scores).groupby(data["group"]).sum().to_numpy()
        return abs(step[0]) / np.sqrt((inverse @ by_cluster.T @ by_cluster @ inverse)[0, 0])

    expected = (1 + sum(t(one) >= t(np.ones(20)) for one in weights)) / 200
    assert p_value(fitted(data), 0, 0.0, data["group"].to_numpy(), weights) == pytest.approx(expected)


def test_ends_of_the_interval_are_where_the_test_turns():
    data = panel()
    model = count_model("y ~ x + z", data, ("meeting",), "group", errors="score bootstrap", rng=3)
    weights, fit, groups = webb(20, np.random.default_rng(3)), fitted(data), data["group"].to_numpy()
    for end, outward in (("low", -1), ("high", 1)):
        value = model.terms.loc["x", end]
        inside, outside = (p_value(fit, 0, value + side * 0.002, groups, weights) for side in (-outward, outward))
        assert outside <= 0.05 < inside
    assert 0 < model.terms.loc["x", "p"] < 0.05 < model.terms.loc["z", "p"]
    assert f"20 clusters; score bootstrap, {RESAMPLES} resamples, Webb weights" in model.ratio("x").method


@pytest.mark.parametrize("groups", [19, 51])
def test_it_is_offered_only_where_simulation_shows_that_it_holds_its_size(groups):
    with pytest.raises(DataError, match=f"offered with 20 to 50 clusters.*have {groups}; take errors='CR2'"):
        count_model("y ~ x", panel(groups), cluster="group", errors="score bootstrap")


def test_it_is_not_offered_for_linear_outcomes():
    with pytest.raises(DataError, match="none of iid"):
        linear_model("y ~ x", panel(), cluster="group", errors="score bootstrap")


def test_weights_have_mean_0_and_variance_1():
    weights = webb(20, np.random.default_rng(1), 20_000)
    assert weights.mean() == pytest.approx(0, abs=0.01)
    assert weights.var() == pytest.approx(1, abs=0.01)


def test_a_term_that_one_cluster_alone_tells_apart_has_no_interval():
    data = panel().assign(one=lambda table: (table["group"] == 1).astype(float))
    found = count_model("y ~ one", data, "meeting", "group", errors="score bootstrap").ratio("one")
    assert found.estimable and found.low is None
