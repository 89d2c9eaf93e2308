"""Charts of coming and going: who is new, retained and returning on each occasion, and who lapses."""

import matplotlib
import numpy as np

from engagement.views.charts import HATCHES, NARROW_INCHES

ABOVE = ("retained", "returning", "new")


def flows(figure, table, ylabel="organizations"):
    """Organizations present as bars, by what they are; those that lapse below zero.

    ``table`` is what `engagement.measures.turnover.flows` gives; the first occasion, for which nothing is known of what
    went before, has an empty bar.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    ink = matplotlib.rcParams["text.color"]
    places, base = np.arange(len(table)), np.zeros(len(table))
    part = {"width": 0.8, "edgecolor": matplotlib.rcParams["patch.edgecolor"], "linewidth": 0.6}
    for colour, hatch, name in zip(colours, HATCHES, ABOVE, strict=False):
        heights = table[name].astype("Float64").fillna(0).to_numpy(float)
        axes.bar(places, heights, bottom=base, color=colour, hatch=hatch, label=name, **part)
        base = base + heights
    unknown = table["new"].isna().to_numpy()
    present = table["present"].to_numpy(float)
    if unknown.any():
        axes.bar(places[unknown], present[unknown], color="none", label="not known", **part | {"edgecolor": ink})
    lapsed = table["lapsed"].astype("Float64").fillna(0).to_numpy(float)
    axes.bar(places, -lapsed, color=colours[3], hatch=HATCHES[3], label="lapsed", **part)
    axes.axhline(0, color=ink, linewidth=0.8)
    axes.yaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda count, _: f"{abs(count):,.0f}"))
    axes.set(ylabel=ylabel, xlabel="")
    narrow = figure.get_figwidth() < NARROW_INCHES
    every = max(1, -(-len(table) // (7 if narrow else 14)))
    axes.set_xticks(places[::every], table["occasion"].iloc[::every], rotation=90 if _long(table) or narrow else 0)
    axes.grid(axis="x", visible=False)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=3 if narrow else 5)


def _long(table):
    return table["occasion"].astype(str).str.len().max() > 5
