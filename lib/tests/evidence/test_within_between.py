"""The split within and between groups: Simpson's paradox in Berkeley and in the hand-made, Mundlak's algebra."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from engagement.errors import DataError
from engagement.evidence import count_model, linear_model
from engagement.evidence.within_between import within_between

BERKELEY = Path(os.environ.get("ENGAGEMENT_DATA", "")) / "papers" / "bickel1975_berkeley" / "UCBAdmissions.csv"


def panel(seed=1, groups=12, rows=20, within=0.3, between=0.3, spread=0.0):
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), rows)
    mean = rng.normal(0, 1, groups)[group]
    away = rng.normal(size=groups * rows)
    mean, x = mean, mean + away
    rate = np.exp(1 + within * away + between * mean + rng.normal(0, spread, groups)[group])
    return pd.DataFrame({"group": group, "x": x, "z": rng.normal(size=len(x)), "y": rng.poisson(rate)})


def test_both_come_out_where_the_signs_differ():
    found = within_between("y ~ x", "x", panel(groups=30, between=-0.2), "group")
    assert found.within.low < np.exp(0.3) < found.within.high
    assert found.between.low < np.exp(-0.2) < found.between.high
    assert found.reversed and found.p < 0.001
    assert "Simpson's paradox" in str(found) and "the two differ" in str(found)


def test_one_association_is_not_split():
    found = within_between("y ~ x", "x", panel(groups=40), "group")
    assert not found.reversed and found.p > 0.05
    assert "not seen to differ" in str(found)


def test_the_difference_is_between_over_within():
    found = within_between("y ~ x + z", "x", panel(), "group", per=2)
    assert found.difference.value == pytest.approx(found.between.value / found.within.value, rel=1e-5)


def test_the_within_part_is_that_of_a_poisson_regression_on_deviation_and_mean():
    data = panel(spread=0.3)
    found = within_between("y ~ x + z", "x", data, "group")
    mean = data.groupby("group")["x"].transform("mean")
    plain = smf.poisson("y ~ away + mean + z", data.assign(mean=mean, away=data["x"] - mean)).fit(disp=0)
    assert found.within.value == pytest.approx(np.exp(plain.params["away"]), rel=1e-6)
    assert found.between.value == pytest.approx(np.exp(plain.params["mean"]), rel=1e-6)


def test_a_linear_outcome_has_the_coefficients_of_mundlak():
    data = panel(spread=0.3)
    found = within_between("y ~ x", "x", data, "group", model=linear_model)
    away = data["x"] - data.groupby("group")["x"].transform("mean")
    assert found.within.value == pytest.approx((away @ data["y"]) / (away @ away))  # that of group effects
    assert found.difference.value == pytest.approx(found.between.value - found.within.value)
    assert found.null == 0


def test_controls_may_be_functions_of_columns():
    data = panel().assign(pages=lambda rows: np.exp(rows["z"]))
    one, other = (within_between(f"y ~ x + {control}", "x", data, "group") for control in ("z", "log(pages)"))
    assert one.difference.value == pytest.approx(other.difference.value)


def test_means_are_weighted_by_exposure():
    data = panel().assign(hours=lambda rows: 1.0 + (rows.index % 4))
    found = within_between("y ~ x", "x", data, "group", exposure="hours")
    mean = (data["x"] * data["hours"]).groupby(data["group"]).transform("sum")
    mean = mean / data.groupby("group")["hours"].transform("sum")
    made = data.assign(mean=mean, away=data["x"] - mean)
    wanted = count_model("y ~ away + mean", made, cluster="group", exposure="hours")
    assert found.between == wanted.ratio("mean")


def test_rows_with_missing_values_count_in_no_mean():
    data = panel()
    more = pd.concat([data, data.assign(y=np.nan, x=data["x"] + 100)])
    assert within_between("y ~ x", "x", more, "group") == within_between("y ~ x", "x", data, "group")


@pytest.mark.skipif(not BERKELEY.exists(), reason="needs the published data sets: set ENGAGEMENT_DATA")
def test_berkeley_admitted_women_less_over_all_but_not_within_departments():
    rows = pd.read_csv(BERKELEY)
    rows.columns = [name.lower() for name in rows.columns]
    people = rows.loc[rows.index.repeat(rows["freq"])]
    people = people.assign(admitted=people["admit"].eq("Admitted") * 1, woman=people["gender"].eq("Female") * 1)
    whole = count_model("admitted ~ woman", people, cluster="dept").ratio("woman").value
    assert round(whole, 3) == round(0.3035 / 0.4452, 3)  # the rates printed by Bickel, Hammel and O'Connell
    found = within_between("admitted ~ woman", "woman", people, "dept")
    assert found.within.value > 1 > whole > found.between.value
    assert found.reversed


def test_groups_without_anything_between_or_within_are_not_estimable():
    data = panel()
    same = data.assign(x=data["x"] - data.groupby("group")["x"].transform("mean"))
    assert "same mean" in str(within_between("y ~ x", "x", same, "group"))
    flat = data.assign(x=data.groupby("group")["x"].transform("mean"))
    found = within_between("y ~ x", "x", flat, "group")
    assert "does not vary within" in str(found) and found.p is None and not found.reversed
    assert "2 groups" in str(within_between("y ~ x", "x", data[data["group"] < 2], "group"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"term": "w"}, "not in 'y ~ x'"), ({"effects": ("group",)}, "leave nothing between"),
     ({"group": "g"}, "no column g")],
)  # fmt: skip
def test_what_cannot_be_split_is_refused(changed, said):
    given = {"formula": "y ~ x", "term": "x", "group": "group"} | changed
    with pytest.raises(DataError, match=said):
        within_between(data=panel(), **given)
