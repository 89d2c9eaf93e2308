"""The bars of who holds what show the counts they are given."""

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement.views import leadership_charts

TABLE = pd.DataFrame(
    {"group": ["SG5", "SG16"], "seats": [6, 3], "AFR": [1, 0], "ASP": [3, 3], "not known": [2, 0]},
)


@pytest.mark.parametrize("inches", [8, 4])
def test_parts_of_a_bar_add_up_to_the_seats(inches):
    figure = Figure(figsize=(inches, 3), layout="constrained")
    leadership_charts.composition(figure, TABLE, "seats")
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["SG5", "SG16"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["AFR", "ASP", "not known"]
    bars = {container.get_label(): [bar.get_width() for bar in container] for container in axes.containers}
    assert bars == {"AFR": [1, 0], "ASP": [3, 3], "not known": [2, 0]}
    ends = [bar.get_x() + bar.get_width() for bar in axes.containers[-1]]
    assert ends == [6, 3]
    assert matplotlib.colors.to_rgba(axes.containers[-1][0].get_facecolor())[3] == 0  # not known is drawn empty
    figure.canvas.draw()
