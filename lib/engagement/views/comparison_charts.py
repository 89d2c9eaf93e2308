"""Charts that compare units without a league table: a funnel of what chance allows, and ranks with their intervals."""

import matplotlib
import numpy as np
import pandas as pd

from engagement.measures.comparison import funnel as limits

NARROW_INCHES = 6
DASHES = {"95": (0, (4, 3)), "99.8": (0, (1, 2))}


def funnel(figure, rates, xlabel, ylabel, dispersion=1.0, named=8):
    """Rates of units against their exposure, within the limits that chance allows around the rate of all.

    ``rates`` is what `engagement.measures.comparison.funnel` gives, with the same ``dispersion``; those outside of the
    limits are named, at most ``named``, the farthest first.
    """
    axes = figure.add_subplot()
    colours, ink = _cycle(), matplotlib.rcParams["text.color"]
    smooth = _limits(rates, dispersion)
    for name, dash in DASHES.items():
        for end in ("low", "high"):
            label = f"{name}% of units by chance" if end == "low" else None
            axes.plot(smooth["exposure"], smooth[f"{end}{name}"], color=ink, linewidth=1, linestyle=dash, label=label)
    axes.axhline(rates.attrs["rate"], color=ink, linewidth=1, label="rate of all")
    out = rates["outside"] != "within"
    for chosen, colour, shape in ((~out, colours[0], "o"), (out, colours[1], "D")):
        axes.plot(rates.loc[chosen, "exposure"], rates.loc[chosen, "rate"], shape, color=colour, markersize=5)
    far = (rates.loc[out, "rate"] / rates.attrs["rate"] - 1).abs().sort_values(ascending=False).index[:named]
    middle = sum(axes.get_xlim()) / 2
    for unit in far:
        right = rates.loc[unit, "exposure"] > middle
        axes.annotate(
            unit,
            tuple(rates.loc[unit, ["exposure", "rate"]]),
            xytext=(-6 if right else 6, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            va="center",
            fontsize="small",
        )
    top = max(rates["rate"].max(), rates.attrs["rate"]) * 1.25
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, top))
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=1 if figure.get_figwidth() < NARROW_INCHES else 3)


def caterpillar(figure, table, of, top=None, label="unit"):
    """Ranks with their intervals, the first on top; a line below the ``top`` first places.

    ``table`` has ``label`` and ``rank`` (Estimates), as `engagement.measures.comparison.ranks` gives, or some of its
    rows; ``of`` is how many units are ranked.
    """
    axes = figure.add_subplot()
    colour, ink = _cycle()[0], matplotlib.rcParams["text.color"]
    for row, rank in enumerate(table["rank"]):
        axes.plot([rank.low, rank.high], [row, row], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot(rank.value, row, "o", color=colour, markersize=5)
    if top:
        axes.axvline(top + 0.5, color=ink, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_yticks(range(len(table)), table[label])
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.set_xlim(0.5, of + 0.5)
    axes.set_xticks(_places(of))
    axes.set_xlabel(f"rank among {of:,}; 1 is the highest")
    axes.grid(axis="y", visible=False)


def _limits(rates, dispersion):
    """The limits at many exposures, around the same rate."""
    low, high = rates["exposure"].min(), rates["exposure"].max()
    reach = 0.1 * (high - low) or 0.25 * high
    exposure = np.linspace(max(low - reach, low / 4), high + reach, 200)
    names = pd.RangeIndex(len(exposure))
    return limits(pd.Series(rates.attrs["rate"] * exposure, names), pd.Series(exposure, names), dispersion)


def _places(of):
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, of) if of / step <= 12)
    return [1, *range(step if step > 1 else 2, of + 1, step)]


def _cycle():
    return matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
