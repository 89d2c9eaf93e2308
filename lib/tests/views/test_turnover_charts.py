import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement.evidence.survival import survival
from engagement.views import show, survival_charts, turnover_charts

FLOWS = pd.DataFrame(
    {
        "occasion": ["2001", "2002", "2003"],
        "present": [4, 5, 3],
        "new": [pd.NA, 2, 1],
        "returning": [pd.NA, pd.NA, 1],
        "retained": [pd.NA, 3, 1],
        "lapsed": [pd.NA, 1, 4],
    }
).astype(dict.fromkeys(["new", "returning", "retained", "lapsed"], "Int64"))


def bars(axes):
    """Heights of the bars of each label."""
    return {bars.get_label(): [bar.get_height() for bar in bars] for bars in axes.containers}


def test_bars_are_the_counts_and_those_that_lapse_hang_below():
    figure = Figure()
    turnover_charts.flows(figure, FLOWS)
    assert bars(figure.axes[0]) == {
        "retained": [0, 3, 1], "returning": [0, 0, 1], "new": [0, 2, 1], "not known": [4], "lapsed": [0, -1, -4],
    }  # fmt: skip
    stacked = [bar.get_y() + bar.get_height() for bar in figure.axes[0].containers[2]]
    assert stacked == [0, 5, 3]


def test_nothing_unknown_is_not_named():
    figure = Figure()
    turnover_charts.flows(figure, FLOWS[2:].reset_index(drop=True))
    assert "not known" not in bars(figure.axes[0])


CURVE = survival([1, 2, 2, 3, 4], [True, True, False, True, False], "years", "recorded")


@pytest.mark.parametrize(("happened", "shares"), [(False, [1, 0.8, 0.6, 0.3, 0.3]), (True, [0, 0.2, 0.4, 0.7, 0.7])])
def test_curves_step_where_something_happens(happened, shares):
    figure = Figure()
    survival_charts.curves(figure, {"all": CURVE}, "years", "share", happened=happened)
    line = figure.axes[0].lines[0]
    assert line.get_xdata().tolist() == [0, 1, 2, 3, 4]
    assert np.allclose(line.get_ydata(), shares)
    assert line.get_label() == "all (n = 5)"


def test_curves_end_where_told():
    figure = Figure()
    survival_charts.curves(figure, {"all": CURVE}, "years", "share", until=2)
    assert figure.axes[0].lines[0].get_xdata().tolist() == [0, 1, 2, 2]
    assert 2 < figure.axes[0].get_xlim()[1] < 3


def test_both_draw_wide_and_narrow():
    words = {"caption": "c", "alt": "a"}
    assert "<figure" in show(turnover_charts.flows, FLOWS, **words).data
    assert "<figure" in show(survival_charts.curves, {"all": CURVE}, "years", "share", **words).data
