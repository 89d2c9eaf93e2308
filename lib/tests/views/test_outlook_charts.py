"""Panels of what may come next show the values and the interval they are given."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement.estimate import Estimate
from engagement.evidence.forecasts import Forecast
from engagement.views import outlook_charts

SERIES = {
    "SG13": pd.DataFrame({"time": [2019.0, 2020, 2021], "value": [30.0, 36, 33]}),
    "SG15": pd.DataFrame({"time": [2020.0, 2022], "value": [5.0, 8]}),
    "SG17": pd.DataFrame({"time": [2020.0, 2021], "value": [2.0, 1]}),
    "SG20": pd.DataFrame({"time": [2020.0, 2021], "value": [7.0, 9]}),
}


def of(value, low, high):
    return Forecast((Estimate(value, low, high, 0.95, 9, "contributions", "recorded", "m"),), pd.DataFrame(), 0.5)


NONE = Forecast((Estimate.not_estimable("2 values", 2, "contributions", "recorded"),), pd.DataFrame(), None)
FORECASTS = {"SG13": of(34, 25, 46), "SG15": of(6.5, 3, 12), "SG17": NONE, "SG20": NONE}


def panels(inches):
    figure = Figure(figsize=(inches, 4), layout="constrained")
    outlook_charts.ahead(figure, SERIES, FORECASTS)
    figure.canvas.draw()
    return figure.axes


def test_a_panel_shows_the_series_then_the_interval_and_the_forecast_a_step_later():
    past, interval, point = panels(9)[0].lines
    assert (past.get_xdata().tolist(), past.get_ydata().tolist()) == ([2019, 2020, 2021], [30, 36, 33])
    assert (list(interval.get_xdata()), list(interval.get_ydata())) == ([2022, 2022], [25, 46])
    assert (list(point.get_xdata()), list(point.get_ydata())) == ([2022], [34])
    assert list(panels(9)[1].lines[2].get_xdata()) == [2024]  # a step is that of its own series


def test_without_a_forecast_there_are_the_values_alone():
    assert [len(axes.lines) for axes in panels(9)[:4]] == [3, 3, 1, 1]


@pytest.mark.parametrize(("inches", "columns"), [(9, 3), (4, 1)])
def test_panels_stand_side_by_side_where_there_is_room(inches, columns):
    axes = panels(inches)
    shown = [one for one in axes if one.get_visible()]
    assert [one.get_title() for one in shown] == list(SERIES)
    assert len({round(one.get_position().x0, 3) for one in shown}) == columns
    assert all(one.get_ylim()[0] == 0 for one in shown)
