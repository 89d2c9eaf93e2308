"""Charts of who holds what: the seats of each group as parts of a bar."""

import matplotlib
import numpy as np

NARROW_INCHES = 6
REST = "not known"


def composition(figure, table, xlabel):
    """Counts as parts of a bar, a bar for each row from the top down.

    ``table`` is what `engagement.measures.leadership.counted` gives: the first column names the rows, the second is
    their sum, the others are the parts; what is not known is drawn empty, at the end.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    ink = matplotlib.rcParams["text.color"]
    places, base = np.arange(len(table)), np.zeros(len(table))
    for place, name in enumerate(table.columns[2:]):
        widths = table[name].to_numpy(float)
        again = place >= len(colours)
        look = {"color": "none", "edgecolor": ink} if name == REST else {"color": colours[place % len(colours)]}
        axes.barh(
            places, widths, left=base, height=0.7, label=name, hatch="//" if again and name != REST else None, **look
        )
        base = base + widths
    axes.set_yticks(places, table.iloc[:, 0])
    axes.set_ylim(len(table) - 0.4, -0.6)
    axes.set_xlabel(xlabel)
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5, integer=True))
    axes.grid(axis="y", visible=False)
    narrow = figure.get_figwidth() < NARROW_INCHES
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=3 if narrow else 7)
