"""Charts of times until something happens: step curves with their intervals."""

import matplotlib
import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

NARROW_INCHES = 6
STYLES = ("-", "--", ":", "-.")


def curves(figure, found, xlabel, ylabel, happened=False, until=None):
    """One step curve for each entry of ``found``, name to Survival, with its interval as a band.

    With ``happened`` the share for which it has happened rises; otherwise the share for which it has not falls.
    ``until`` is where the axis ends.
    """
    axes = figure.add_subplot()
    colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
    for place, (name, curve) in enumerate(found.items()):
        colour, last = colours[place % len(colours)], min(curve.last, until or curve.last)
        table = curve.table[curve.table["time"] <= last]
        time = np.concatenate([[curve.since], table["time"], [last]])
        value, low, high = (_steps(table[column], happened) for column in ("value", "low", "high"))
        axes.step(time, value, where="post", color=colour, linewidth=2, linestyle=STYLES[place % 4],
                  label=f"{name} (n = {curve.n:,})")  # fmt: skip
        axes.fill_between(time, low, high, step="post", facecolor=(colour, 0.15), edgecolor=colour, linewidth=0.6,
                          linestyle=STYLES[place % 4])  # fmt: skip
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1.02))
    axes.set_xlim(left=0, right=until * 1.03 if until else None)  # a step at the end is seen
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{share:.0%}"))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper left",
                  ncols=1 if figure.get_figwidth() < NARROW_INCHES else 3)  # fmt: skip


def _steps(column, happened):
    """The values from the start on, the last one held."""
    values = np.concatenate([[1.0], column.to_numpy(float)])
    values = np.concatenate([values, values[-1:]])
    return 1 - values if happened else values
