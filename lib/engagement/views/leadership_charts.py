"""Charts of who holds what: the seats of each group as parts of a bar."""

import matplotlib
import numpy as np

from engagement.views.charts import HATCHES, NARROW_INCHES

REST = "not known"


def composition(figure, table, xlabel):
    """Counts as parts of a bar, a bar for each row from the top down.

    ``table`` is what `engagement.measures.leadership.counted` gives: the first column names the rows, the second is
    their sum, the others are the parts; what is not known is drawn empty, at the end.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    ink, paper = matplotlib.rcParams["text.color"], matplotlib.rcParams["patch.edgecolor"]
    places, base = np.arange(len(table)), np.zeros(len(table))
    for place, name in enumerate(table.columns[2:]):
        widths = table[name].to_numpy(float)
        turn = place % len(colours)
        look = {"color": colours[turn], "hatch": _hatch(place, len(colours)), "edgecolor": paper}
        look = {"color": "none", "edgecolor": ink} if name == REST else look
        axes.barh(places, widths, left=base, height=0.7, label=name, linewidth=0.6, **look)
        base = base + widths
    axes.set_yticks(places, table.iloc[:, 0])
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_xlabel(xlabel)
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
    axes.grid(axis="y", visible=False)
    narrow = figure.get_figwidth() < NARROW_INCHES
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=3 if narrow else 7)


def _hatch(place, colours):
    """A hatch for each part; those of a second turn through the colours take the next."""
    return HATCHES[(place + place // colours) % len(HATCHES)]
