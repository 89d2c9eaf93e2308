"""Cumulative incidence against lifelines and by hand, its jackknife against leaving out clusters one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter

from engagement.errors import DataError
from engagement.evidence.incidence import incidence
from engagement.evidence.survival import survival


def drawn(seed=3, n=60):
    """Times without ties, with what happened: 1 the thing, 2 the other, 0 neither."""
    rng = np.random.default_rng(seed)
    time = rng.permutation(np.arange(1, n + 1)) + rng.random(n) * 0.5
    return time, rng.choice([0, 1, 2], n, p=[0.3, 0.5, 0.2])


def test_it_is_what_lifelines_gives_for_competing_events():
    time, event = drawn()
    found = incidence(time, event == 1, "days", "recorded", other=event == 2)
    fitted = AalenJohansenFitter().fit(time, event, event_of_interest=1).cumulative_density_.iloc[:, 0]
    assert 1 - found.table["value"].to_numpy() == pytest.approx(fitted.loc[found.table["time"]].to_numpy())
    assert "Aalen-Johansen" in found.quantile(0.25).method


def test_without_the_other_it_is_kaplan_meier_with_late_entry():
    time, event = drawn()
    entry = np.where(np.arange(60) % 3 == 0, time / 3, 0.0)
    plain, ours = (fit(time, event == 1, "days", "recorded", entry=entry) for fit in (survival, incidence))
    for name in ("time", "at_risk", "happened", "value"):
        assert ours.table[name].to_numpy() == pytest.approx(plain.table[name].to_numpy())
    middle = plain.table["value"].between(0.2, 0.8)  # each on its own: the jackknife is close to Greenwood
    assert ours.table["low"][middle].to_numpy() == pytest.approx(plain.table["low"][middle].to_numpy(), abs=0.03)


def test_by_hand():
    # at 1 one of five, at 2 the other for one of four, at 3 one of three: .2, then .2 + .8 * .75 / 3
    found = incidence([1, 2, 3, 4, 5], [1, 0, 1, 0, 0], "days", "recorded", other=[0, 1, 0, 0, 0])
    assert (1 - found.table["value"]).tolist() == pytest.approx([0.2, 0.4])
    assert found.at(3).value == pytest.approx(60)


def test_the_interval_comes_from_leaving_out_each_cluster():
    time, event = drawn(n=40)
    label = np.arange(40) % 8
    found = incidence(time, event == 1, "days", "recorded", other=event == 2, clusters=label, word="Questions")
    day = 20.0
    left = np.array([
        incidence(time[label != c], (event == 1)[label != c], "days", "recorded", other=(event == 2)[label != c])
        .at(day).value / 100
        for c in range(8)
    ])  # fmt: skip
    whole = found.at(day)
    spread = np.sqrt(7 / 8 * ((left - whole.value / 100) ** 2).sum())
    value = whole.value / 100
    reach = np.log(np.log(whole.low / 100) / np.log(value)) / (spread / abs(value * np.log(value)))
    assert 2.36 <= reach <= 3.2  # the quantile of t with 7 degrees of freedom, or somewhat fewer
    assert "8 Questions" in whole.method


def test_clusters_that_go_together_widen_the_interval():
    time, event = np.repeat(np.arange(1.0, 13), 5), np.tile([1, 1, 1, 1, 1], 12)
    alone = incidence(time, event, "days", "recorded").at(6)
    together = incidence(time, event, "days", "recorded", clusters=np.repeat(np.arange(12), 5)).at(6)
    assert together.high - together.low > 1.5 * (alone.high - alone.low)


def test_one_cluster_says_that_it_tells_nothing_of_clusters():
    found = incidence([1, 2, 3], [1, 0, 1], "days", "recorded", clusters=["Q1"] * 3, word="Questions")
    assert "as if independent: 1 of Questions" in found.at(1).method


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([0, 1, 2]), st.integers(0, 3)), min_size=1, max_size=25))
def test_both_incidences_and_what_is_left_add_up_to_one(rows):
    time, event, label = (np.array(column) for column in zip(*rows, strict=True))
    free = incidence(time, event > 0, "days", "recorded")
    parts = [
        incidence(time, event == one, "days", "recorded", other=event == 3 - one, clusters=label) for one in (1, 2)
    ]
    days = free.table["time"].max() if len(free.table) else 0
    share = [1 - part.table.loc[part.table["time"] <= days, "value"].min() if len(part.table) else 0 for part in parts]
    left = free.table["value"].min() if len(free.table) else 1
    assert sum(share) + left == pytest.approx(1)
    for part in parts:
        assert (
            (part.table["low"] <= part.table["value"] + 1e-9) & (part.table["value"] <= part.table["high"] + 1e-9)
        ).all()
        assert part.table[["low", "high"]].notna().all(axis=None)


def test_what_cannot_be_is_refused():
    with pytest.raises(DataError, match="row 0 both happened"):
        incidence([1, 2], [1, 0], "days", "recorded", other=[1, 0])
    with pytest.raises(DataError, match="row 1 has no cluster"):
        incidence([1, 2], [1, 0], "days", "recorded", clusters=["Q1", None])
    with pytest.raises(DataError, match="2 times, 1 of other"):
        incidence([1, 2], [1, 0], "days", "recorded", other=[0])
    with pytest.raises(DataError, match="no times"):
        incidence([], [], "days", "recorded")
