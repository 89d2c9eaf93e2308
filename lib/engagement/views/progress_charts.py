"""Charts of the progress of work: where items stand in each group, and what comes in and goes out each year."""

import matplotlib
import numpy as np
from matplotlib.ticker import MaxNLocator

from engagement.views.charts import DASHES, HATCHES, NARROW_INCHES, SHAPES


def stacked(figure, table, labels, columns, xlabel):
    """Bars from the top down, one a row of ``table``, parted by ``columns`` (column to words), counts in the parts."""
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    paper = matplotlib.rcParams["patch.edgecolor"]
    narrow = figure.get_figwidth() < NARROW_INCHES
    places, base = np.arange(len(table)), np.zeros(len(table))
    least = table[list(columns)].sum(axis=1).max() * (0.09 if narrow else 0.035)
    for number, (column, words) in enumerate(columns.items()):
        if not table[column].any():
            continue
        width = table[column].to_numpy(float)
        drawn = axes.barh(places, width, left=base, height=0.7, label=words, color=colours[number % len(colours)],
                          hatch=HATCHES[number % len(HATCHES)], edgecolor=paper, linewidth=0.6)  # fmt: skip
        axes.bar_label(
            drawn,
            [f"{count:.0f}" if count >= least else "" for count in width],
            label_type="center",
            fontsize="small",
            bbox={"facecolor": paper, "edgecolor": "none", "pad": 0.8},
        )
        base = base + width
    axes.set_yticks(places, table[labels])
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_xlabel(xlabel)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", visible=False)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left", ncols=2 if narrow else 5)


def years(figure, table, columns, ylabel):
    """One line a column (column to words) over ``year``, told apart by colour and marker."""
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    for colour, shape, dashes, (column, words) in zip(colours, SHAPES, DASHES, columns.items(), strict=False):
        axes.plot(table["year"], table[column].astype(float), color=colour, marker=shape, linestyle=dashes,
                  linewidth=2, label=words)  # fmt: skip
    axes.set(ylabel=ylabel, ylim=(0, None))
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left",
                  ncols=2 if figure.get_figwidth() < NARROW_INCHES else 5)  # fmt: skip
