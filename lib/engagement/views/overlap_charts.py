"""Charts of what groups share: every pair as a square."""

import matplotlib
import numpy as np

from engagement.views import grids

NARROW_INCHES = 6
SURE = 0.05


def pairs(figure, table, value, p=None, digits=0, label=""):
    """Every pair of groups as a square, darker for more, with its number; a frame where chance does not explain it.

    ``table`` has ``first`` and ``second`` in the order of the groups, ``value`` (Estimates) and ``p`` (adjusted p,
    which may be missing).
    """
    axes = figure.add_subplot()
    names = list(dict.fromkeys([*table["first"], *table["second"]]))
    grid = np.full((len(names), len(names)), np.nan)
    for row in table.to_dict("records"):
        if row[value].estimable:
            grid[names.index(row["second"]), names.index(row["first"])] = row[value].value
    ink = matplotlib.rcParams["text.color"]
    written = np.array([[f"{number:.{digits}f}" for number in row] for row in grid[1:, :-1]])
    grids.grid(axes, grid[1:, :-1], written, (5 if digits else 6, 8), gap=(0, 0, 0, 0))
    for row in table.to_dict("records") if p else ():
        if row[p] is not None and row[p] < SURE:
            place = (names.index(row["first"]), names.index(row["second"]) - 1)
            axes.add_patch(matplotlib.patches.Rectangle(place, 1, 1, fill=False, edgecolor=ink, linewidth=1.5))
    narrow = figure.get_figwidth() < NARROW_INCHES
    axes.set_xticks(np.arange(len(names) - 1) + 0.5, names[:-1], rotation=90 if narrow or len(names) > 12 else 0)
    axes.set_yticks(np.arange(len(names) - 1) + 0.5, names[1:], rotation=0)
    axes.grid(visible=False)
    axes.set(xlabel=label, ylabel="")
