"""Charts of simulated coverage: one point a design, one line a family, what is stated as a band."""

import matplotlib
import numpy as np
from matplotlib.ticker import PercentFormatter

NARROW_INCHES = 6


def by_family(figure, table, nominal, within, xlabel):
    """Points of ``covered`` for each ``family`` from the top down, told apart by ``standing``.

    ``nominal`` is what is stated, ``within`` how far from it still counts as that.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    families = list(dict.fromkeys(table["family"]))
    spread = table.groupby("family").cumcount() / table.groupby("family")["family"].transform("size") - 0.5
    height = table["family"].map({name: place for place, name in enumerate(families)}) + 0.6 * spread
    axes.axvspan(nominal - within, nominal + within, color=colours[2], alpha=0.15, linewidth=0)
    axes.axvline(nominal, color=matplotlib.rcParams["text.color"], linewidth=0.8, linestyle=(0, (4, 3)))
    for colour, shape, kind in zip(colours, "ovs^", dict.fromkeys(table["standing"]), strict=False):
        chosen = np.asarray(table["standing"] == kind)
        axes.plot(table.loc[chosen, "covered"].astype(float), height[chosen], shape, color=colour, markersize=4,
                  label=kind, alpha=0.8)  # fmt: skip
    axes.set_yticks(range(len(families)), families)
    axes.set_ylim(len(families) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_xlabel(xlabel)
    axes.grid(axis="y", visible=False)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left",
                  ncols=2 if figure.get_figwidth() < NARROW_INCHES else 4)  # fmt: skip
