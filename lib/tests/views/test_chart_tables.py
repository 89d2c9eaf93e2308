"""The table of each chart holds what the chart draws."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from engagement import Estimate
from engagement.evidence.influence import Influence
from engagement.views import chart_tables

RATIO = Estimate(1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", "Poisson")
NONE = Estimate.not_estimable("1 organization", 1, "ratio", "recorded")


def rows(name, *data, **options):
    """Columns and rows of what a chart tells."""
    frame = pd.DataFrame(getattr(chart_tables, name)(*data, **options))
    return list(map(str, frame.columns)), [list(row) for row in frame.itertuples(index=False)]


def test_a_grid_has_its_columns_in_order_and_adds_up_what_falls_into_a_cell():
    frame = pd.DataFrame({"group": ["SG5", "SG13", "SG5", "SG5"], "year": [2021, 2020, 2021, 2019], "n": [1, 2, 3, 4]})
    columns, (first, second) = rows("coverage", frame, "group", "year", "n")
    assert columns == ["group", "2019", "2020", "2021"]
    assert (first[0], first[1], first[3]) == ("SG5", 4, 4) and pd.isna(first[2])
    assert second[0] == "SG13" and second[2] == 2


def test_lines_and_bars_have_the_words_of_the_legend():
    frame = pd.DataFrame({"year": [2020], "a": [1], "b": [2], "person": ["p1"]})
    assert rows("lines", frame, "year", {"a": "here"}, "share", shares=True) == (["year", "here"], [[2020, 1]])
    assert rows("years", frame, {"b": "there"}, "items") == (["year", "there"], [[2020, 2]])
    assert rows("stacked", frame, "year", {"a": "new", "b": "old"}, "items") == (["year", "new", "old"], [[2020, 1, 2]])
    assert rows("bars", ["a,\nb"], [0.5], "share", shares=True) == (["name", "share"], [["a, b", 0.5]])


def test_a_concentration_curve_tells_what_the_first_k_hold():
    assert rows("concentration", [1, 3], "texts", "mentions") == (
        ["place", "mentions", "share of texts", "share of mentions"], [[1, 3, 0.5, 0.75], [2, 1, 1, 1]],
    )  # fmt: skip


@pytest.mark.parametrize(("values", "counts"), [([2, 2], [2]), ([0, 0.9, 1, 2], [2, 2]), ([-1.5, 0.5], [1, 0, 1])])
def test_a_histogram_loses_none(values, counts):
    columns, found = rows("distribution", values, "years", "mentions")
    assert columns == ["years, from", "to", "mentions"]
    assert [row[2] for row in found] == counts


def test_ranks_and_pairs_keep_their_estimates():
    table = pd.DataFrame({"unit": ["SG5"], "rank": [RATIO], "draws": [None]})
    assert rows("caterpillar", table, 1, top=3) == (["unit", "rank"], [["SG5", RATIO]])
    pairs = pd.DataFrame({"first": ["SG5"], "second": ["SG13"], "jaccard": [RATIO], "p": [0.04], "shared": [7]})
    assert rows("pairs", pairs, "jaccard", "p", label="in both, %") == (
        ["first", "second", "in both, %", "p"], [["SG5", "SG13", RATIO, 0.04]],
    )  # fmt: skip
    assert rows("pairs", pairs, "jaccard", digits=2)[0] == ["first", "second", "jaccard"]
    chances = pd.DataFrame({1: [0.25], 2: [0.75]}, index=["SG5"])
    assert rows("acceptability", chances) == (["name", "rank 1, %", "rank 2, %"], [["SG5", 25, 75]])


def test_a_band_is_told_by_its_ends():
    frame = pd.DataFrame({"year": [2020], "share": [5], "share_low": [4], "share_high": [6], "n": [9]})
    assert rows("through_years", frame, "share", "share, %") == (["year", "share, %", "low", "high"], [[2020, 5, 4, 6]])


def test_a_forecast_comes_after_what_was_seen():
    series = {"rows": pd.DataFrame({"time": [2019, 2020], "value": [1.0, 2.0]})}
    columns, found = rows("ahead", series, {"rows": SimpleNamespace(values=[RATIO])})
    assert columns == ["series", "time", "kind", "value"]
    assert found == [["rows", 2019, "observed", 1], ["rows", 2020, "observed", 2], ["rows", 2021, "forecast", RATIO]]


def test_the_charts_of_a_study_tell_answers_choices_and_what_is_left_out():
    assert rows("found", RATIO, 0.3, 0.1, "more texts")[1] == [
        ["found", RATIO], ["smallest detectable", 0.3], ["smallest that would matter", 0.1],
    ]  # fmt: skip
    table = pd.DataFrame({"estimate": [0.1, None], "low": [0, None], "high": [0.2, None], "main": [True, False]})
    assert rows("specifications", table, {"lag: 1": np.array([True, False])}, "log ratio") == (
        ["log ratio", "low", "high", "main choices", "lag: 1"], [[0.1, 0, 0.2, "yes", "yes"]],
    )  # fmt: skip
    ends = ["estimate", "low", "high"]
    left = pd.DataFrame([[1.5, 1, 2], [np.nan] * 3, [1.1, 0, 2]], ["A", "B", "C"], ends)
    one = Influence(pd.Series([1, 0, 2], ends), left, "organization", 3, 0.0)
    assert rows("left_out", {"organization": one}, "more texts", most=1) == (
        ["left out", "more texts", "low", "high"], [["none", 1, 0, 2], ["A", 1.5, 1, 2]],
    )  # fmt: skip


def test_a_curve_that_rises_has_its_ends_the_other_way_round():
    table = pd.DataFrame({"time": [1, 9], "value": [0.75, 0.5], "low": [0.5, 0.25], "high": [1, 0.75]})
    curve = {"all": SimpleNamespace(table=table, last=9)}
    assert rows("curves", curve, "years", "share") == (
        ["curve", "years", "share", "low", "high"], [["all", 1, 0.75, 0.5, 1], ["all", 9, 0.5, 0.25, 0.75]],
    )  # fmt: skip
    assert rows("curves", curve, "years", "share", happened=True, until=5)[1] == [["all", 1, 0.25, 0, 0.5]]


def test_other_charts_tell_the_columns_they_draw():
    table = pd.DataFrame([["2020", 5, 1, 2, 2, 0, "x"]],
                         columns=["occasion", "present", "new", "retained", "returning", "lapsed", "more"])  # fmt: skip
    assert rows("flows", table)[1] == [["2020", 5, 2, 2, 1, 0]]
    designs = pd.DataFrame({"family": ["a"], "covered": [0.95], "standing": ["as stated"], "draws": [9]})
    assert rows("by_family", designs, ["as stated"], 0.95, 0.01, "share")[0] == ["family", "share", "standing"]
    assert rows("intervals", ["a"], [NONE], "ratio", log=True)[1] == [["a", NONE]]
    assert rows("composition", table, "seats")[1] == [["2020", 5, 1, 2, 2, 0, "x"]]
