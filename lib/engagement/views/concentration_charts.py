"""Charts of concentration: a measure through the years with its interval as a band."""

import matplotlib
from matplotlib.ticker import MaxNLocator


def through_years(figure, frame, measure, ylabel):
    """One line with its band: ``year``, the measure, and its ``_low`` and ``_high`` where there is an interval."""
    axes = figure.add_subplot()
    colour = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0]
    years = frame["year"].astype(float)
    axes.plot(years, frame[measure].astype(float), color=colour, linewidth=2, marker="o", markersize=4)
    ends = (frame[f"{measure}_{end}"].astype(float) for end in ("low", "high"))
    axes.fill_between(years, *ends, facecolor=(colour, 0.2), edgecolor=colour, linewidth=0.6)
    axes.set(xlabel="", ylabel=ylabel)
    axes.set_ylim(bottom=0)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
