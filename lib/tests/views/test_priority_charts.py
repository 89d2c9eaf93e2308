"""The grid of ranks shows the chances it is given, in percent, each in the cell of its alternative and rank."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from engagement.views import priority_charts

CHANCES = pd.DataFrame([[0.9, 0.096, 0.004], [0.1, 0.5, 0.4], [0, 0.404, 0.596]], ["SG13", "SG15", "SG17"], [1, 2, 3])


@pytest.mark.parametrize("inches", [8, 4])
def test_a_cell_holds_the_chance_of_its_rank(inches):
    figure = Figure(figsize=(inches, 3), layout="constrained")
    priority_charts.acceptability(figure, CHANCES)
    figure.canvas.draw()
    (axes,) = figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["SG13", "SG15", "SG17"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "2", "3"]
    (mesh,) = axes.collections
    assert np.allclose(np.asarray(mesh.get_array()).reshape(3, 3), 100 * CHANCES)
    assert mesh.get_clim() == (0, 100)
    written = {tuple(int(place) for place in text.get_position()): text.get_text() for text in axes.texts}
    assert [[written.get((rank, row), "") for rank in range(3)] for row in range(3)] == [
        ["90", "10", ""], ["10", "50", "40"], ["", "40", "60"]
    ]  # fmt: skip
    assert axes.yaxis_inverted()  # the first alternative stands on top


def test_a_likelier_rank_is_drawn_stronger():
    figure = Figure(figsize=(8, 3))
    priority_charts.acceptability(figure, CHANCES)
    figure.canvas.draw()
    (mesh,) = figure.axes[0].collections
    colours = mesh.to_rgba(mesh.get_array()).reshape(-1, 4)[:, :3]
    assert colours[0].sum() < colours[3].sum()  # 90% and 10%, on white
