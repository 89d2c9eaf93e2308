"""Charts of what groups share: every pair as a square."""

import matplotlib
import numpy as np
import seaborn

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
    colour = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    ink = matplotlib.rcParams["text.color"]
    light = seaborn.color_palette([ink])[0] < (0.5, 0.5, 0.5)
    palette = seaborn.light_palette if light else seaborn.dark_palette
    narrow = figure.get_figwidth() < NARROW_INCHES
    seaborn.heatmap(
        grid[1:, :-1], ax=axes, cmap=palette(colour[0], as_cmap=True), vmin=0, cbar=False, square=False,
        linewidths=1.5, linecolor=(0, 0, 0, 0), annot=True, fmt=f".{digits}f",
        annot_kws={"size": (5 if digits else 6) if narrow else 8},
    )  # fmt: skip
    for row in table.to_dict("records") if p else ():
        if row[p] is not None and row[p] < SURE:
            place = (names.index(row["first"]) + 0.04, names.index(row["second"]) - 1 + 0.04)
            axes.add_patch(
                matplotlib.patches.Rectangle(place, 0.92, 0.92, fill=False, edgecolor=colour[1], linewidth=2)
            )
    axes.set_xticks(np.arange(len(names) - 1) + 0.5, names[:-1], rotation=90 if narrow or len(names) > 12 else 0)
    axes.set_yticks(np.arange(len(names) - 1) + 0.5, names[1:], rotation=0)
    axes.tick_params(length=0, axis="both")
    axes.grid(visible=False)
    axes.set(xlabel=label, ylabel="")
