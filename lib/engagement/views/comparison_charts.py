"""Charts of groups side by side: a funnel of what chance allows."""

import matplotlib
import numpy as np

NARROW_INCHES = 6
BANDS = (("99.8", 0.12), ("95", 0.2))


def funnel(figure, limits, xlabel, ylabel):
    """Rates by exposure within the limits of chance, as `engagement.measures.comparison.funnel` gives them."""
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    exposure = limits["exposure"].to_numpy(float)
    for name, alpha in BANDS:
        low, high = (limits[f"{end}{name}"].to_numpy(float) for end in ("low", "high"))
        axes.fill_between(*_edges(exposure, low, high), color=colours[0], alpha=alpha, linewidth=0)
    axes.axhline(limits.attrs["rate"], color=matplotlib.rcParams["text.color"], linewidth=1, linestyle=(0, (4, 3)))
    outside = (limits["outside"] != "within").to_numpy()
    for which, colour in ((~outside, colours[0]), (outside, colours[1])):
        axes.plot(exposure[which], limits["rate"].to_numpy(float)[which], "o", color=colour, markersize=5)
    for label, x, y, out in zip(limits.index, exposure, limits["rate"], outside, strict=True):
        if out or len(limits) <= 15:
            axes.annotate(str(label), (x, y), xytext=(5, 3), textcoords="offset points", fontsize="small")
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.set_ylim(bottom=0)


def _edges(exposure, low, high):
    """Bands a little wider than the units, so that a single exposure has one as well."""
    gap = max(np.ptp(exposure) * 0.05, 0.5)
    ends = np.r_[exposure[0] - gap, exposure, exposure[-1] + gap]
    return ends, np.r_[low[0], low, low[-1]], np.r_[high[0], high, high[-1]]
