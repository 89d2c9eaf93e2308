"""Concentration and diversity: hand-worked cases, independent formulas, and what no measure may break."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from engagement import measures
from engagement.errors import DataError
from engagement.measures.concentration_table import MEASURES, concentration_by
from engagement.validation import coverage_concentration

PLAIN = [
    measures.hhi, measures.gini, measures.gini_corrected, measures.shannon, measures.simpson,
    measures.concentration_ratio, measures.elephant_factor,
]  # fmt: skip
WHOLE = [measures.hhi_unbiased, measures.shannon_corrected, measures.simpson_unbiased]
counts = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(lambda held: sum(held) > 1)


@pytest.mark.parametrize(
    ("measure", "held", "value"),
    [
        (measures.hhi, [30, 30, 20, 20], 0.26),  # 2,600 points, the example of the merger guidelines of 1992
        (measures.hhi_unbiased, [30, 30, 20, 20], (2 * 30 * 29 + 2 * 20 * 19) / (100 * 99)),
        (measures.gini, [0, 0, 0, 5], 0.75),
        (measures.gini, [1, 2, 3, 4], 0.25),
        (measures.gini_corrected, [1, 2, 3, 4], 1 / 3),
        (measures.shannon, [1, 1, 2], 1.5 * np.log(2)),
        (measures.shannon_corrected, [1, 1, 2], 1.5 * np.log(2) + 2 / 8),
        (measures.simpson, [1, 1, 2], 1 - 6 / 16),
        (measures.simpson_unbiased, [1, 1, 2], 1 - 2 / 12),
        (measures.concentration_ratio, [5, 3, 1, 1, 0], 1.0),
        (lambda held: measures.concentration_ratio(held, k=2), [5, 3, 1, 1], 0.8),
        (measures.elephant_factor, [5, 3, 1, 1], 1),  # half to the letter is enough
        (measures.elephant_factor, [4, 3, 2, 1], 2),
        (lambda held: measures.elephant_factor(held, share=0.8), [4, 3, 2, 1], 3),
        (lambda held: measures.elephant_factor(held, share=1), [4, 3, 2, 1, 0], 4),
        (lambda held: measures.hill_number(held, 2), [30, 30, 20, 20], 1 / 0.26),
        (lambda held: measures.rarefied(held, 2), [2, 1, 1], 11 / 6),
    ],
)
def test_it_is_what_a_hand_works_out(measure, held, value):
    assert measure(held).value == pytest.approx(value)


@settings(deadline=None)
@given(counts)
def test_it_is_what_other_programs_give(held):
    held = np.array(held)
    share = held / held.sum()
    assert measures.shannon(held).value == pytest.approx(stats.entropy(share), abs=1e-9)
    assert measures.hhi(held).value == pytest.approx((share**2).sum())
    assert measures.gini(held).value == pytest.approx(
        np.abs(np.subtract.outer(held, held)).mean() / (2 * held.mean()), abs=1e-9
    )
    drawn = max(1, held.sum() // 2)
    missed = [stats.hypergeom.pmf(0, held.sum(), one, drawn) for one in held]
    assert measures.rarefied(held, drawn).value == pytest.approx(len(held) - sum(missed), rel=1e-6)


@settings(max_examples=50, deadline=None)
@given(counts, st.randoms(use_true_random=False), st.integers(2, 9))
def test_order_and_scale_change_nothing_and_the_bounds_hold(held, random, factor):
    moved = random.sample(held, len(held))
    n, some = len(held), sum(one > 0 for one in held)
    for measure in PLAIN:
        found = measure(held)
        assert measure(moved) == found
        assert measure([factor * one for one in held]).value == pytest.approx(found.value)
        if found.low is not None:
            assert found.low <= found.value <= found.high
    assert 1 / some - 1e-9 <= measures.hhi(held).value <= 1
    assert 0 <= measures.gini(held).value <= (n - 1) / n + 1e-9
    assert 0 <= measures.shannon(held).value <= np.log(some) + 1e-9
    assert 1 <= measures.elephant_factor(held).value <= some
    assert min(4 / some, 1) - 1e-9 <= measures.concentration_ratio(held).value <= 1


@settings(deadline=None)
@given(counts)
def test_two_organizations_that_merge_never_lower_concentration(held):
    merged = [held[0] + held[1], *held[2:]]
    assert measures.hhi(merged).value >= measures.hhi(held).value - 1e-9
    assert measures.concentration_ratio(merged).value >= measures.concentration_ratio(held).value - 1e-9
    assert measures.elephant_factor(merged).value <= measures.elephant_factor(held).value
    assert measures.shannon(merged).value <= measures.shannon(held).value + 1e-9
    assert measures.simpson(merged).value <= measures.simpson(held).value + 1e-9


@pytest.mark.parametrize("held", [[4_999_999, 3_000_000, 2_000_001], [4_999_999, 4_999_999, 2]])
def test_a_half_that_is_all_but_reached_is_not_reached(held):
    rows = pd.DataFrame({"group": "A", "document_id": "1", "organization": range(len(held)), "credit": held})
    assert concentration_by(rows)["elephant_factor"].item() == measures.elephant_factor(held).value == 2
    assert measures.contributor_absence_factor([10_000_000, 1], 1.0).value == 2
    assert measures.elephant_factor([1 / 3] * 3, 1.0).value == 3


def test_interval_of_the_elephant_factor_tells_apart_what_the_factor_does_not():
    just, well = (measures.elephant_factor(held) for held in ([51, 13, 12, 12, 12], [70, 8, 8, 7, 7]))
    assert just.value == well.value == 1
    assert just.high > well.high + 0.2


def test_rarefaction_keeps_its_digits_where_there_are_very_many():
    assert measures.rarefied([10**12, 10**12], 1).value == pytest.approx(1)
    assert measures.rarefied([10**12, 10**12], 2).value == pytest.approx(1.5)


def test_there_is_no_interval_for_more_organizations_than_were_simulated():
    held = np.random.default_rng(0).integers(1, 100, 30_000)
    assert measures.shannon(held).low is None and "no interval above 20,000" in measures.shannon(held).method
    rows = pd.DataFrame({"group": "A", "document_id": "1", "organization": range(len(held)), "credit": held})
    assert np.isnan(concentration_by(rows)["shannon_low"].item())


def test_organizations_that_hold_nothing_matter_to_gini_alone():
    for measure in PLAIN:
        same = measure([5, 3, 1]).value == pytest.approx(measure([5, 3, 1, 0, 0]).value)
        assert same == (measure not in (measures.gini, measures.gini_corrected))


def test_few_organizations_have_no_interval_or_no_value_and_say_why():
    for measure in PLAIN:
        assert measure([]).method == "not estimable: no organizations"
        assert measure([0, 0]).method == "not estimable: all counts are 0"
        same = measure([4, 4, 4, 4, 4])
        assert same.low is None and same.method.endswith("all organizations hold the same")
        if measure in (measures.gini, measures.gini_corrected):
            assert measure([4]).method == "not estimable: 1 organization"
        else:
            assert (measure([4]).low, measure([4]).n) == (None, 1)
            assert measure([4]).method.endswith("no interval: 1 organization")
    assert measures.hhi_unbiased([1]).method == "not estimable: fewer than 2 contributions"
    assert measures.hill_number([0], 1).method == "not estimable: all counts are 0"
    assert measures.concentration_ratio([4, 1]).method.endswith("2 organizations hold all")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ([1, -2], "counts is -2 in row 1; counts are 0 or above"),
        (pd.Series([1.0, np.nan], ["x", "y"], name="credit"), "credit is nan in row y; leave the organization out"),
        ([1, float("inf")], "counts is inf in row 1"),
        ([[1, 2], [3, 4]], r"shape \(2, 2\)"),
        (["many", 2], "counts holds the text 'many'; turn it into numbers first"),
        (["1", "2"], "counts holds the text '1'"),
        ([{}, 2], "no number"),
        ([1e308, 1e308], r"counts is 1e\+308 in row 0; give counts of 1e\+12 at most"),
        ([10**400], "no number"),
    ],
)
def test_bad_counts_are_errors_that_name_column_row_value_and_remedy(held, said):
    for measure in [*PLAIN, *WHOLE]:
        with pytest.raises(DataError, match=said):
            measure(held)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=6), st.data())
def test_the_interval_of_rarefied_organizations_leaves_out_each_contribution(held, data):
    total = sum(held)
    drawn = data.draw(st.integers(1, total - 1))
    left = [
        measures.rarefied([*held[:row], one - 1, *held[row + 1 :]], drawn).value
        for row, one in enumerate(held)
        for _ in range(one)
    ]
    error = np.sqrt((total - 1) * np.var(left))
    found = measures.rarefied(held, drawn)
    assert found.high - found.value == pytest.approx(1.959964 * error, abs=1e-6)
    assert found.low == pytest.approx(max(1, found.value - 1.959964 * error), abs=1e-6)


def test_fractions_are_fine_unless_whole_counts_are_due():
    assert measures.hhi([0.5, 0.5, 1]).value == 0.375
    for measure in [*WHOLE, lambda held: measures.rarefied(held, 1)]:
        with pytest.raises(DataError, match="counts is 0.5 in row 0; this measure needs whole counts"):
            measure([0.5, 0.5, 1])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: measures.concentration_ratio([1, 2], k=0), "k is 0"),
        (lambda: measures.elephant_factor([1, 2], share=0), "share is 0"),
        (lambda: measures.contributor_absence_factor([1, 2], share=1.5), "share is 1.5"),
        (lambda: measures.hill_number([1, 2], 3), "order is 3; there are 0, 1 and 2"),
        (lambda: measures.rarefied([1, 2], 4), "contributions is 4; there are 3"),
        (lambda: measures.concentration_ratio([1, 2], k="4"), "k is '4'; give a whole number"),
        (lambda: measures.concentration_ratio([1, 2], k=float("inf")), "k is inf"),
        (lambda: measures.elephant_factor([1, 2], share=".5"), "share is '.5'"),
        (lambda: measures.rarefied([1, 2], None), "contributions is None"),
        (lambda: measures.rarefied([1, 2], float("nan")), "contributions is nan"),
        *[(lambda m=m: m([3, 1, 2], level=95), "level is 95; give the coverage") for m in PLAIN],
        (lambda: measures.hhi([0], level=95), "level is 95"),
        (lambda: concentration_by(CREDITS, level=95), "level is 95"),
        (lambda: concentration_by(CREDITS, []), "within is \\[\\]; name columns"),
        (lambda: concentration_by(CREDITS, ["organization"]), "name columns to measure apart"),
        (lambda: concentration_by(CREDITS.assign(credit="1")), "column credit holds .*, not numbers"),
        (lambda: concentration_by(CREDITS.assign(group=[1, *CREDITS["group"][1:]])), "values of one type"),
    ],
)
def test_what_is_asked_for_must_make_sense(call, said):
    with pytest.raises(DataError, match=said):
        call()


def test_a_series_brings_its_basis():
    held = pd.Series([3, 1])
    assert measures.hhi(held).basis == "recorded"
    held.attrs["basis"] = "demonstration"
    assert {measure(held).basis for measure in [*PLAIN, *WHOLE]} == {"demonstration"}


CREDITS = pd.DataFrame(
    {
        "group": ["A"] * 6 + ["B"] * 2 + ["C", None],
        "document_id": ["1", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "organization": ["x", "y", "x", "z", "v", "w", "x", "x", None, "x"],
        "credit": [1.0, 1, 2, 1, 0.5, 4, 2, 3, 1, 1],
    }
)


def test_the_table_is_what_the_measures_give_one_by_one():
    CREDITS.attrs["basis"] = "recorded"
    table = concentration_by(CREDITS).set_index("group")
    assert table[["contributions", "organizations"]].to_numpy().tolist() == [[5, 5], [2, 1], [1, 0]]
    held = CREDITS[CREDITS["group"] == "A"].groupby("organization")["credit"].sum()
    for name in MEASURES:
        one = getattr(measures, name)(held)
        assert table.loc["A", [name, f"{name}_low", f"{name}_high"]].tolist() == pytest.approx(
            [one.value, one.low, one.high]
        )
        assert pd.isna(table.loc["C", name]) and pd.isna(table.loc["B", f"{name}_low"])
    assert pd.isna(table.loc["B", "gini"]) and table.loc["B", "hhi"] == 1
    assert table.attrs["basis"] == "recorded"
    bare = concentration_by(CREDITS, level=None).set_index("group")
    assert not any(name.endswith(("_low", "_high")) for name in bare)
    pd.testing.assert_frame_equal(bare, table[list(bare)])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("vwxyz"), st.integers(1, 9)), min_size=1))
def test_the_table_agrees_with_the_measures_whatever_the_credits(rows):
    frame = pd.DataFrame(rows, columns=["group", "organization", "credit"]).assign(document_id="1")
    table = concentration_by(frame).set_index("group")
    for group, held in frame.groupby("group"):
        for name in MEASURES:
            one = getattr(measures, name)(held.groupby("organization")["credit"].sum())
            wanted = [np.nan if part is None else part for part in (one.value, one.low, one.high)]
            found = table.loc[group, [name, f"{name}_low", f"{name}_high"]].astype(float).tolist()
            assert found == pytest.approx(wanted, nan_ok=True, abs=1e-9)


def test_the_table_refuses_what_it_cannot_measure():
    with pytest.raises(DataError, match="no column meeting_id; they have group"):
        concentration_by(CREDITS, ["group", "meeting_id"])
    with pytest.raises(DataError, match="credit is -1.0 for document 7"):
        concentration_by(CREDITS.assign(credit=CREDITS["credit"].where(CREDITS["document_id"] != "7", -1)))
    with pytest.raises(DataError, match="credit is None for document 2"):
        concentration_by(CREDITS.assign(credit=CREDITS["credit"].where(CREDITS["document_id"] != "2")))
    assert concentration_by(CREDITS[:0]).empty


def test_intervals_hold_the_truth_of_populations_as_unequal_as_the_demonstration(monkeypatch):
    ((design, draw),) = [one for one in coverage_concentration.POPULATIONS.items() if "demonstration" in one[0]]
    monkeypatch.setattr(coverage_concentration, "POPULATIONS", {design: draw})
    monkeypatch.setattr(coverage_concentration, "SIZES", (30, 100))
    found = coverage_concentration.coverage(draws=1500, rng=3)
    unequal = found[found["design"].str.contains("demonstration")]
    assert unequal["covered"].between(0.93, 0.985).all(), unequal[["measure", "n", "covered"]]
    assert len(unequal) == 2 * len(coverage_concentration.MEASURES)
