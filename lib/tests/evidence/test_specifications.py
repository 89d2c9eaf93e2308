"""The specification curve against single models, its joint test against a wild bootstrap that fits again."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from engagement.errors import DataError
from engagement.evidence import count_model, linear_model
from engagement.evidence.null_scores import informative, null_scores
from engagement.evidence.sign_flips import joint_test
from engagement.evidence.specifications import specification_curve


def panel(seed=1, groups=8, rows=24, effect=0.3):
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), rows)
    year = np.tile(np.arange(rows), groups)
    x, z = rng.normal(size=(2, groups * rows))
    rate = np.exp(1 + effect * x + 0.2 * z + rng.normal(0, 0.3, groups)[group])
    data = pd.DataFrame({"group": group, "year": year, "x": x, "z": z, "y": rng.poisson(rate)})
    return data.assign(noisy=data["x"] + rng.normal(size=len(data)), half=data["y"] // 2, one=1.0)


def dummies(data, *names):
    return pd.get_dummies(data[list(names)].astype(str), drop_first=True).to_numpy(float)


def curve(data, **options):
    return specification_curve(data, ["y"], ["x"], **({"cluster": "group"} | options))


def test_all_combinations_are_there_once():
    data = panel(groups=4, rows=12)
    found = specification_curve(
        data, ["y", "half"], ["x"], controls=[(), ("z",)], effects=[(), ("group",)],
        samples={"all": data["x"] < 9, "late": data["year"] > 3}, cluster="group", turns=0,
    )  # fmt: skip
    named = found.table[["outcome", "measure", "controls", "effects", "sample", "lag"]]
    assert len(named) == len(named.drop_duplicates()) == 2**4
    assert found.table["estimate"].is_monotonic_increasing
    assert found.joint is None and found.why == "" and "no joint test." in str(found)


def test_each_row_is_the_model_of_its_choices():
    data = panel()
    late = data["year"] > 9
    found = curve(
        data, controls=[("z",)], effects=[("group",)], samples={"late": late}, lags=[1], unit="group", time="year"
    )
    data["before"] = data.groupby("group")["x"].shift(1) / data.groupby("group")["x"].shift(1).std()
    wanted = count_model("y ~ before + z", data[late], effects=("group",), cluster="group")
    row = found.table.iloc[0]
    assert row[["estimate", "se", "low", "high", "p"]].tolist() == pytest.approx(
        wanted.terms.loc["before", ["estimate", "se", "low", "high", "p"]].tolist(), rel=1e-6
    )
    assert (row["n"], row["lag"], row["why"]) == (wanted.n, 1, "")


def test_linear_outcomes_are_in_standard_deviations():
    data = panel()
    found = specification_curve(data, ["y"], ["x"], effects=[("group",)], family="linear", cluster="group")
    scaled = data.assign(x=data["x"] / data["x"].std(), y=data["y"] / data["y"].std())
    wanted = linear_model("y ~ x", scaled, effects=("group",), cluster="group").terms.loc["x"]
    assert found.table.loc[0, ["estimate", "low"]].tolist() == pytest.approx(wanted[["estimate", "low"]].tolist())
    assert found.joint.table.loc["median effect", "value"] == pytest.approx(wanted["estimate"])


def test_rows_without_a_cluster_are_taken_for_independent():
    found = curve(panel(), cluster=None)
    assert (found.joint.clusters, found.joint.complete) == (64, False)
    assert "HC1" not in found.method and "of rows in bunches" in found.method


def test_shares_and_median_are_those_of_the_table():
    data = panel().assign(other=lambda rows: -rows["x"])
    found = specification_curve(data, ["y"], ["x", "noisy", "other"], cluster="group", controls=[(), ("z",)])
    assert found.same_sign == pytest.approx(4 / 6)
    assert found.significant == pytest.approx(((found.table["p"] < 0.05) & (found.table["estimate"] > 0)).mean())
    assert found.median == pytest.approx(found.table["estimate"].median())
    assert "Of 6 specifications 67% have the same sign" in str(found)


def test_the_result_does_not_depend_on_the_number_of_processes():
    data = panel(groups=6, rows=10)
    one, two = (curve(data, controls=[(), ("z",)], processes=processes) for processes in (1, 2))
    pd.testing.assert_frame_equal(one.table, two.table)
    pd.testing.assert_frame_equal(one.joint.table, two.joint.table)


def test_a_specification_that_cannot_be_estimated_says_why_and_counts_in_nothing():
    found = curve(panel(), controls=[(), ("x",)])
    assert len(found.estimable) == 1 and len(found.table) == 2
    assert found.table["why"].iloc[-1]
    assert "(1 more cannot be estimated)" in str(found)
    none = curve(panel().assign(y=-1.0))
    assert "negative" in str(none) and none.joint is None


def test_few_clusters_have_a_curve_but_no_joint_test():
    found = curve(panel(groups=4))
    assert found.joint is None
    assert found.why == "only 4 clusters carry information; the joint test needs at least 6"
    assert len(found.estimable) == 1
    assert "no joint test" in str(found)


def test_a_specification_of_few_clusters_stays_out_of_the_joint_test():
    data = panel()
    found = curve(data, samples={"all": data["x"] < 9, "few": data["group"] < 4}).table
    out = found["sample"] == "few"
    assert found.loc[out, "why"].iloc[0] == (
        "not in the joint test: only 4 clusters carry information; the joint test needs at least 6"
    )
    assert found["p_adjusted"].isna().tolist() == out.tolist()


def test_many_clusters_are_turned_in_bunches():
    found = curve(panel(groups=90, rows=6))
    assert (found.joint.clusters, found.joint.turns, found.joint.complete) == (64, 2000, False)
    assert found.joint.table.loc["median effect", "p"] < 0.01


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"controls": [("w",)]}, "no column w"),
        ({"controls": [("name",)]}, "name hold no numbers"),
        ({"controls": []}, "nothing to choose for controls"),
        ({"lags": [1]}, "a lag needs unit and time"),
        ({"family": "gamma"}, "none of count, linear"),
        ({"samples": {"few": [True]}}, "1 marks for 192 rows"),
        ({"samples": {"none": [False] * 192}}, "has no row"),
    ],
)
def test_choices_that_make_no_curve_are_refused(changed, said):
    with pytest.raises(DataError, match=said):
        curve(panel().assign(name="a"), **changed)


def test_scores_of_least_squares_are_products_of_residuals():
    data = panel()
    others = np.column_stack([np.ones(len(data)), data["z"], dummies(data, "group", "year")])
    left = [data[name] - others @ np.linalg.lstsq(others, data[name], rcond=None)[0] for name in ("y", "x")]
    found = null_scores(*arguments(data, ["group", "year"]), count=False)
    assert found.score == pytest.approx((left[0] * left[1]).groupby(data["group"]).sum().to_numpy())
    assert found.weight == pytest.approx((left[1] ** 2).groupby(data["group"]).sum().to_numpy())


def test_scores_of_counts_are_those_of_a_poisson_regression_without_the_term():
    data = panel().assign(hours=lambda rows: 1.0 + rows["year"] % 3)
    others = np.column_stack([np.ones(len(data)), data["z"], dummies(data, "group", "year")])
    plain = sm.GLM(data["y"], others, family=sm.families.Poisson(), exposure=data["hours"]).fit()
    mean = np.asarray(plain.fittedvalues)
    root = np.sqrt(mean)
    left = data["x"] - others @ np.linalg.lstsq(others * root[:, None], data["x"] * root, rcond=None)[0]
    found = null_scores(*arguments(data, ["group", "year"]), exposure=data["hours"].to_numpy())
    assert found.score == pytest.approx((left * (data["y"] - mean)).groupby(data["group"]).sum().to_numpy(), abs=1e-5)
    assert found.weight == pytest.approx((mean * left**2).groupby(data["group"]).sum().to_numpy(), rel=1e-6)


def test_an_effect_nested_in_another_changes_nothing():
    data = panel().assign(cell=lambda rows: rows["group"] * 100 + rows["year"] // 6)
    one, two = (null_scores(*arguments(data, names)) for names in (["cell"], ["cell", "group"]))
    assert one.score == pytest.approx(two.score, abs=1e-6)
    assert one.pull == pytest.approx(two.pull, abs=1e-6)


def arguments(data, effects):
    codes = [data[effect].to_numpy() for effect in effects]
    return (*(data[name].to_numpy(float) for name in "yx"), data[["z"]].to_numpy(), codes, data["group"].to_numpy())


def test_the_joint_test_is_the_restricted_wild_cluster_bootstrap():
    data = panel(groups=6, rows=8)
    sets = [["z"], ["z", "year"], ["group", "z"]]
    scores = [
        null_scores(data["y"].to_numpy(float), data["x"].to_numpy(), data[["z"]].to_numpy(),
                    [data[name].to_numpy() for name in names if name != "z"], data["group"].to_numpy(), count=False)
        for names in sets
    ]  # fmt: skip
    found = joint_test(scores)
    patterns = [np.array([1, *signs]) for signs in product([1, -1], repeat=5)]
    t, effect = zip(*(refitted(data, names, patterns) for names in sets), strict=True)
    t, error = np.array(t), np.array([one[0] for one in effect]) / np.array([one[0] for one in t])
    median = np.abs(np.median(t * error[:, None], axis=0))
    assert found.table.loc["median effect", "value"] == pytest.approx(np.median([one[0] for one in effect]))
    assert found.table.loc["median effect", "p"] == pytest.approx(np.mean(median >= median[0] - 1e-9))
    assert (found.turns, found.complete) == (32, True)


def refitted(data, names, patterns):
    """t and coefficient of x for outcomes made by turning the residuals of clusters, fitted without x."""
    effects = [name for name in names if name != "z"]
    others = np.column_stack([np.ones(len(data)), data["z"], *([dummies(data, *effects)] if effects else [])])
    fit = others @ np.linalg.lstsq(others, data["y"], rcond=None)[0]
    group = data["group"].to_numpy()
    design = np.column_stack([data["x"], others])
    t, effect = [], []
    for signs in patterns:
        outcome = fit + (data["y"] - fit) * signs[group]
        model = sm.OLS(outcome, design).fit(
            cov_type="cluster", cov_kwds={"groups": group, "use_correction": False, "df_correction": False}
        )
        t.append(model.tvalues.iloc[0] if hasattr(model.tvalues, "iloc") else model.tvalues[0])
        effect.append(np.asarray(model.params)[0])
    return t, effect


def test_rows_of_an_effect_with_zeros_only_say_nothing():
    y = np.array([0, 0, 1, 2, 0, 3.0])
    first, second = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 1, 1, 2, 0])
    assert informative(y, [first, second]).tolist() == [False, False, True, True, False, True]


def test_a_term_that_the_effects_determine_is_refused():
    data = panel().assign(x=lambda rows: rows["group"] * 1.5)
    with pytest.raises(DataError, match="nothing of the term is left"):
        null_scores(*arguments(data, ["group"]))


def test_the_p_of_a_joint_test_is_uniform_where_there_is_nothing():
    low = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        clusters, none = np.repeat(np.arange(8), 6), np.empty((48, 0))
        shock = rng.normal(size=(2, 8))[:, clusters]
        x, y = rng.normal(size=(2, 48)) + shock
        models = [null_scores(y, x + extra, none, [], clusters, count=False) for extra in (0, rng.normal(size=48))]
        low += joint_test(models).table.loc["median effect", "p"] <= 0.1
    assert 2 <= low <= 21  # of 10 expected, outside 1 in 3,000 times at either end
