import numpy as np
import pandas as pd
import pytest

from engagement.evidence import trend, trends

SIZES = (13, 10, 8, 7, 7, 6, 5, 4, 3, 2)  # meetings a group, as uneven as the published ones


def meetings(seed=0, per_year=0.02, shift=0.3, sizes=SIZES, shared=0.15):
    rng = np.random.default_rng(seed)
    rows = []
    for number, size in enumerate(sizes):
        years = rng.uniform(2008, 2026, size)
        after = years >= 2020.25
        common = rng.normal(0, shared) * after  # what a group's later meetings have in common
        log = 5 + rng.normal(0, 0.5) + per_year * (years - 2015) + shift * after + common + rng.normal(0, 0.15, size)
        rows.append(pd.DataFrame({"group": f"SG{number}", "years": years, "participants": np.exp(log)}))
    frame = pd.concat(rows, ignore_index=True)
    return frame.assign(start=pd.to_datetime((frame["years"] - 1970) * 365.25, unit="D"))


def test_exact_data_give_back_their_trend_and_shift():
    exact = meetings(shared=0).assign(
        participants=lambda frame: np.exp(4 + 0.03 * frame["years"] - 60 + 0.5 * (frame["years"] >= 2020.25))
    )
    found = trend(exact, "participants")
    assert found.per_year.value == pytest.approx(np.exp(0.03), rel=1e-3)
    assert found.shift.value == pytest.approx(np.exp(0.5), rel=1e-3)
    assert (found.groups, found.per_year.n) == (len(SIZES), sum(SIZES))


def test_errors_are_the_jackknife_over_groups():
    data = meetings()
    found = trend(data, "participants")

    def slope(rows):
        logs = np.log(rows["participants"]) - np.log(rows["participants"]).groupby(rows["group"]).transform("mean")
        x = np.column_stack([(rows["years"] - 2020.25), rows["years"] >= 2020.25]).astype(float)
        x -= pd.DataFrame(x, index=rows.index).groupby(rows["group"]).transform("mean").to_numpy()
        return np.linalg.lstsq(x, logs.to_numpy(), rcond=None)[0][1]

    groups = data["group"].unique()
    without = np.array([slope(data[data["group"] != group]) for group in groups])
    error = np.sqrt((len(groups) - 1) / len(groups) * ((without - slope(data)) ** 2).sum())
    reach = np.log(found.shift.high / found.shift.value)
    assert np.log(found.shift.value) == pytest.approx(slope(data), abs=2e-3)
    assert reach == pytest.approx(2.262157 * error, rel=0.02)  # t(9), 97.5%


def test_interval_of_the_shift_covers_the_truth_with_few_uneven_groups():
    held = sum(
        found.low <= np.exp(0.3) <= found.high
        for found in (trend(meetings(s), "participants").shift for s in range(80))
    )
    assert held >= 71  # 5% in the lower tail of 80 draws at 93%


def test_one_group_is_fitted_over_its_meetings():
    found = trend(meetings(sizes=(14,)), "participants")
    assert found.groups == 1
    assert "over meetings" in found.per_year.method


def test_a_few_groups_are_no_basis_for_a_common_trend():
    with pytest.raises(ValueError, match="3 groups state participants; a trend takes one group, or 5 and more"):
        trend(meetings(sizes=(8, 8, 8)), "participants")


def test_a_group_with_one_meeting_is_left_out():
    assert trend(meetings(sizes=(*SIZES, 1)), "participants").per_year.n == sum(SIZES)


def test_without_meetings_on_both_sides_there_is_no_shift():
    early = meetings().query("years < 2019")
    assert trend(early, "participants").shift is None


def test_figures_without_a_trend_keep_their_reason():
    data = meetings().assign(countries=np.nan, none=0.0)
    table = trends(data, ["participants", "countries", "none"]).set_index("figure")
    assert table.loc["participants", "reason"] is None
    assert "0 meetings state countries" in table.loc["countries", "reason"]
    assert "not above 0" in table.loc["none", "reason"]
