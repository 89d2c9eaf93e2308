"""Charts of studies, by the data they plot."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement import Estimate
from engagement.evidence.influence import Influence
from engagement.views import chart_tables, study_charts


@pytest.fixture(params=[8.4, 4.1])
def figure(request):
    return Figure(figsize=(request.param, 4), layout="constrained")


def drawn(axes):
    return {line.get_label(): np.asarray(line.get_xdata(), float).tolist() for line in axes.lines}


def test_the_answer_stands_beside_none_what_matters_and_what_is_detectable(figure):
    effect = Estimate(0.7, 0.3, 1.1, 0.95, 40, "more citations", "recorded", "m")
    study_charts.found(figure, effect, 0.5, 0.4, "more citations")
    lines = drawn(figure.axes[0])
    assert lines["no association"] == [0, 0]
    assert lines["smallest detectable"] == [0.5, 0.5]
    assert lines["found, with 95% interval"] == [0.7]
    assert [0.3, 1.1] in lines.values()
    band = figure.axes[0].patches[0].get_extents().transformed(figure.axes[0].transData.inverted())
    assert (band.x0, band.x1) == pytest.approx((-0.4, 0.4))


def test_the_curve_is_sorted_and_marks_each_choice_once_a_row(figure):
    table = pd.DataFrame({"estimate": [-0.1, 0.2, np.nan, 0.3], "low": [-0.3, 0, np.nan, 0.1],
                          "high": [0.1, 0.4, np.nan, 0.5], "main": [False, True, False, False]})  # fmt: skip
    main = table["main"].to_numpy()
    choices = {"held: none": ~main, "held: members": main}
    study_charts.specifications(figure, table, choices, "log ratio")
    upper, lower = figure.axes
    assert drawn(upper)["main choices"] == [1]
    assert [line.get_xdata().tolist() for line in lower.lines if line.get_marker() == "|"] == [[0, 2], [1]]
    assert [label.get_text() for label in lower.get_yticklabels()] == list(choices)


def test_units_left_out_are_named_under_the_answer_of_all(figure):
    table = pd.DataFrame({"rows": 5, "estimate": [0.9, 0.6, np.nan],
                          "low": [0.1, 0.2, np.nan], "high": [1.5, 1, np.nan],
                          "change": [0.2, -0.1, np.nan], "why": ["", "", "none left"]},
                         index=["SG15", "SG13", "SG2"])  # fmt: skip
    one = Influence(pd.Series({"estimate": 0.7, "low": 0.3, "high": 1.1}), table, "group", 3, 0.0)
    study_charts.left_out(figure, {"group": one}, "more texts")
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["all", "without SG15", "without SG13"]
    assert [0.1, 1.5] in [list(line.get_xdata()) for line in axes.lines]


def test_a_unit_that_turns_the_conclusion_is_drawn_beyond_the_strongest(figure):
    table = pd.DataFrame({"rows": 1, "estimate": [0.9, 0.6, 0.69], "low": [0.1, 0.2, -0.1], "high": [1.5, 1, 1.5],
                          "change": [0.2, -0.1, -0.01], "why": ""}, index=[2023, 2022, 2025])  # fmt: skip
    one = Influence(pd.Series({"estimate": 0.7, "low": 0.3, "high": 1.1}), table, "year", 3, 0.0)
    study_charts.left_out(figure, {"year": one}, "more texts", most=1)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["all", "without 2023", "without 2025"]
    assert chart_tables.left_out({"year": one}, "more texts", most=1)["left out"].tolist() == ["none", "2023", "2025"]
