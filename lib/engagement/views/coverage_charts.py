"""Charts of simulated coverage: one point a design, one line a family, what is stated as a band."""

import matplotlib
import numpy as np
from matplotlib.ticker import PercentFormatter

NARROW_INCHES = 6
SHAPES = "ovs"
COLOURS = (0, 1, 4)  # of the palette


def by_family(figure, table, kinds, nominal, within, xlabel):
    """Points of ``covered`` for each ``family`` from the top down, told apart by ``standing``.

    ``kinds`` are the up to three words of ``standing`` in the order of the legend; ``nominal`` is what is stated,
    ``within`` how far from it still counts as that.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    families = list(dict.fromkeys(table["family"]))
    spread = table.groupby("family").cumcount() / table.groupby("family")["family"].transform("size") - 0.5
    height = table["family"].map({name: place for place, name in enumerate(families)}) + 0.6 * spread
    axes.axvspan(nominal - within, nominal + within, color=colours[0], alpha=0.12, linewidth=0)
    axes.axvline(nominal, color=matplotlib.rcParams["text.color"], linewidth=0.8, linestyle=(0, (4, 3)))
    for colour, shape, kind in zip(COLOURS, SHAPES, kinds, strict=True):
        chosen = np.asarray(table["standing"] == kind)
        axes.plot(table.loc[chosen, "covered"].astype(float), height[chosen], shape, color=colours[colour],
                  markersize=4, label=kind)  # fmt: skip
    axes.set_yticks(range(len(families)), families)
    axes.set_ylim(len(families) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_xlabel(xlabel)
    axes.grid(axis="y", visible=False)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left",
                  ncols=2 if figure.get_figwidth() < NARROW_INCHES else 4)  # fmt: skip
