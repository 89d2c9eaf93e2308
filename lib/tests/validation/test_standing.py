import pandas as pd
from matplotlib.figure import Figure

from engagement.validation.standing import INTERVAL, standing
from engagement.views import coverage_charts


def rows(*pairs):
    return pd.DataFrame(pairs, columns=["nominal", "covered"]).assign(family="one")


def test_intervals_and_tests_are_held_to_their_own_bounds():
    found = standing(rows((0.95, 0.93), (0.95, 0.9299), (0.95, 0.9701), (0.05, 0.035), (0.05, 0.0651), (0.05, 0.03)))
    assert found["kind"].tolist() == ["interval"] * 3 + ["test"] * 3
    assert found["standing"].tolist() == [
        "as stated", "too short", "wider than stated", "as stated", "rejects too often", "rejects too seldom",
    ]  # fmt: skip


def test_bounds_can_be_set_and_other_levels_are_taken_as_they_are():
    found = standing(rows((0.9, 0.86), (0.1, 0.2)), interval=0.05, test=0.2)
    assert found["standing"].tolist() == ["as stated", "as stated"]


def test_no_rows_give_no_rows():
    assert standing(rows()).columns.tolist() == ["nominal", "covered", "family", "kind", "standing"]


def test_the_chart_has_a_point_a_design_and_a_line_a_family():
    table = standing(rows((0.95, 0.95), (0.95, 0.8), (0.95, 0.99)).assign(family=["a", "a", "b"]))
    figure = Figure(figsize=(8, 3))
    coverage_charts.by_family(figure, table, INTERVAL, 0.95, 0.02, "share")
    (axes,) = figure.axes
    points = {line.get_label(): list(line.get_xdata()) for line in axes.lines}
    assert {name: x for name, x in points.items() if not name.startswith("_")} == {
        "as stated": [0.95], "too short": [0.8], "wider than stated": [0.99],
    }  # fmt: skip
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
