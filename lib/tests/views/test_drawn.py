"""The data of a figure reads as a table, whatever its chart; and the values of a table are left behind it."""

import importlib
import inspect
import json
import pkgutil

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from engagement import Estimate, views
from engagement.views import chart_tables, charts, comparison_charts, show, table
from engagement.views.contents import FIGURE, TABLE, content
from engagement.views.drawn import MOST, drawn

RATIO = Estimate(1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", "Poisson")
NONE = Estimate.not_estimable("1 organization", 1, "ratio", "recorded")


def every_chart():
    for module in pkgutil.iter_modules(views.__path__):
        if module.name == "charts" or module.name.endswith("_charts"):
            loaded = importlib.import_module(f"engagement.views.{module.name}")
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if function.__module__ == loaded.__name__ and not name.startswith("_"):
                    yield pytest.param(function, id=name)


@pytest.mark.parametrize("chart", list(every_chart()))
def test_every_chart_tells_its_data_and_takes_the_same_arguments(chart):
    tell = inspect.signature(getattr(chart_tables, chart.__name__))
    taken = list(inspect.signature(chart).parameters.values())[1:]
    if not any(one.kind is one.VAR_KEYWORD for one in tell.parameters.values()):
        assert [(one.name, one.default) for one in taken] == [
            (one.name, one.default) for one in tell.parameters.values()
        ]


def test_a_figure_has_its_data_as_a_table_below_it_and_leaves_the_values():
    shown = show(
        charts.intervals, ["one,\ntwo", "three"], [RATIO, NONE], "ratio", caption="A finding.", alt="1.1, none."
    )
    soup = BeautifulSoup(shown.data, "html.parser")
    details = soup.figure.find_next_sibling("details", class_="data")
    assert [cell.get_text() for cell in details.find_all("th", scope="col")] == ["name", "ratio"]
    assert details.find("th", scope="row").get_text() == "one, two"
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"] == shown.data
    left = json.loads(json.dumps(bundle[FIGURE], allow_nan=False))
    assert (left["caption"], left["alt"], left["basis"]) == ("A finding.", "1.1, none.", None)
    assert [column["name"] for column in left["columns"]] == [
        "name", "ratio: value", "ratio: low", "ratio: high", "ratio: level", "ratio: n", "ratio: unit", "ratio: basis",
        "ratio: note",
    ]  # fmt: skip
    assert left["rows"] == [
        ["one, two", 1.1, 0.98, 1.25, 0.95, 900, "ratio", "recorded", None],
        ["three", None, None, None, 0.95, 1, "ratio", "recorded", "not estimable: 1 organization"],
    ]


def test_a_page_shows_the_first_rows_of_many_and_says_so():
    shown = show(charts.bars, [f"unit {n}" for n in range(100)], range(100), "rows", caption="Rows.", alt="100 units.")
    details = BeautifulSoup(shown.data, "html.parser").details
    assert len(details.tbody.find_all("tr")) == MOST
    assert "The first 60 of 100 rows" in details.get_text()
    assert len(shown.content["rows"]) == 100


def test_no_column_goes_along_that_is_not_drawn():
    frame = pd.DataFrame({"group": ["SG5"], "start": [pd.Timestamp("2026-11-30")], "people": [3], "person": ["p17"]})
    told = drawn(charts.through_time, (frame, "people", "participants"), {"lines": ["2020-04-01"]})
    assert told.columns.tolist() == ["group", "start", "participants"]

    def dots(figure, frame, column):
        figure.add_subplot().plot(frame[column])

    assert drawn(dots, (frame, "people"), {}).columns.tolist() == ["people"]


def test_a_chart_that_cannot_tell_asks_for_its_data():
    def dots(figure, values):
        figure.add_subplot().plot(values)

    with pytest.raises(ValueError, match="dots does not tell which data it draws; give it to show as a frame"):
        show(dots, [1, 2], caption="A finding.", alt="Two.")
    shown = show(dots, [1, 2], caption="A finding.", alt="Two.", table=pd.DataFrame({"value": [1, 2]}))
    assert shown.content["rows"] == [[1], [2]]


def test_a_histogram_tells_its_bars():
    values = np.array([0.5, 1.5, 1.6, 3, 4])
    told = drawn(charts.distribution, (values, "years", "mentions"), {})
    from matplotlib.figure import Figure

    figure = Figure()
    charts.distribution(figure, values, "years", "mentions")
    bars = list(figure.axes[0].patches)
    assert told["mentions"].tolist() == [bar.get_height() for bar in bars]
    assert told["years, from"].tolist() == pytest.approx([bar.get_x() for bar in bars])


def test_a_funnel_tells_its_limits():
    rates = comparison_charts.limits(pd.Series({"A": 100, "B": 20}), pd.Series({"A": 5, "B": 2}))
    told = drawn(comparison_charts.funnel, (rates, "meetings", "contributions per meeting"), {"dispersion": 2})
    assert {"unit", "meetings", "contributions per meeting", "low95", "outside"} <= set(told)
    assert len(told) == 2


def test_a_table_leaves_raw_values_and_cells_sort_by_them():
    frame = pd.DataFrame(
        {
            "group": ["SG5", "SG13"],
            "since": [pd.Timestamp("2020-01-02"), pd.NaT],
            "rows": [12345.678, 7],
            "most": [np.inf, np.nan],
            "ratio": [RATIO, "fewer than 5"],
            "known": [True, False],
        }
    )
    shown = table(frame, "Rows", basis="recorded")
    cells = BeautifulSoup(shown.data, "html.parser").tbody.find_all(["th", "td"])
    assert [(cell.get_text(), cell.get("data-value")) for cell in cells] == [
        ("SG5", None), ("2020-01-02", None), ("12,346", "12345.678"), ("infinity", "Infinity"),
        ("1.1 (0.98 to 1.25)", "1.1"), ("True", None),
        ("SG13", None), ("–", None), ("7", None), ("–", None), ("fewer than 5", None), ("False", None),
    ]  # fmt: skip
    left = shown._repr_mimebundle_()[TABLE]
    assert {column["name"]: column["type"] for column in left["columns"][:4]} == {
        "group": "text", "since": "date", "rows": "number", "most": "number",
    }  # fmt: skip
    assert left["rows"][0][:5] == ["SG5", "2020-01-02", 12345.678, "infinity", 1.1]
    assert left["rows"][1] == ["SG13", None, 7.0, None, *[None] * 7, "fewer than 5", False]


def test_values_are_the_same_bytes_every_time():
    frame = pd.DataFrame({"a": [np.float64(0.1) + 0.2], "b": [np.int64(3)], "c": [np.datetime64("2026-11-30")]})
    assert json.dumps(content(frame, "A")) == json.dumps(content(frame.copy(), "A"))
    assert content(frame, "A")["rows"] == [[0.1 + 0.2, 3, "2026-11-30"]]
