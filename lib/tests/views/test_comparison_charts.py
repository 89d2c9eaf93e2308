"""The funnel and the ranks by what they plot."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement.measures.comparison import funnel, ranks
from engagement.views import comparison_charts


@pytest.mark.parametrize("inches", [4, 9])
def test_the_funnel_shows_every_unit_and_names_those_outside(inches):
    rates = funnel(pd.Series({"A": 100, "B": 20, "C": 60}), pd.Series({"A": 5, "B": 4, "C": 4}))
    figure = Figure(figsize=(inches, 4))
    comparison_charts.funnel(figure, rates, "meetings", "contributions per meeting")
    (axes,) = figure.axes
    points = {tuple(point) for line in axes.lines if line.get_linestyle() == "None" for point in line.get_xydata()}
    assert points == {(5.0, 20.0), (4.0, 5.0), (4.0, 15.0)}
    assert [text.get_text() for text in axes.texts] == list(rates.index[rates["outside"] != "within"])
    limits = axes.lines[0].get_ydata()
    assert limits.min() < rates["low95"].min() * 1.1


def test_the_limits_of_a_funnel_of_one_exposure_are_drawn():
    rates = funnel(pd.Series({"A": 10, "B": 12}), pd.Series({"A": 5, "B": 5}), 3.0)
    figure = Figure()
    comparison_charts.funnel(figure, rates, "meetings", "contributions per meeting", dispersion=3.0)
    assert figure.axes[0].lines[0].get_xdata()[0] < 5 < figure.axes[0].lines[0].get_xdata()[-1]


def test_ranks_are_drawn_from_the_first_down():
    table = ranks([[3, 2, 1], [3, 1, 2], [3, 2, 1]], ["A", "B", "C"], "recorded")
    figure = Figure()
    comparison_charts.caterpillar(figure, table, 3, top=1)
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B", "C"]
    assert [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"] == [1.0, 2.0, 3.0]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]


def test_nothing_counted_where_little_is_expected_lies_within_the_limits():
    rates = funnel(pd.Series({"A": 0, "B": 30, "C": 0}), pd.Series({"A": 1, "B": 25, "C": 25}))
    assert rates["outside"].to_dict() == {"A": "within", "B": "above 99.8%", "C": "below 99.8%"}
    assert rates.loc["A", ["low95", "low99.8"]].tolist() == [0, 0]
