"""Charts of what may come next."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from engagement.views.charts import NARROW_INCHES, _cycle


def ahead(figure, series, forecasts):
    """One small panel a series: its values, and after them the interval of the next.

    Parameters
    ----------
    series : dict of str to pandas.DataFrame
        ``time``, ``value``.
    forecasts : dict of str to engagement.evidence.forecasts.Forecast
        Of the same names; a series without forecast shows its values only.
    """
    columns = min(len(series), 1 if figure.get_figwidth() < NARROW_INCHES else 3)
    panels = figure.subplots(-(-len(series) // columns), columns, squeeze=False).ravel()
    for axes, (name, rows) in zip(panels, series.items(), strict=False):
        axes.plot(rows["time"], rows["value"], "o-", color=_cycle()[0], markersize=3.5, linewidth=1)
        first = forecasts[name].values[0]
        if first.estimable:
            step = np.diff(rows["time"]).mean()
            when = rows["time"].iloc[-1] + step
            axes.plot([when, when], [first.low, first.high], color=_cycle()[1], linewidth=3, solid_capstyle="butt")
            axes.plot(when, first.value, "D", color=_cycle()[1], markersize=5)
        axes.set_title(name, fontsize="small")
        axes.set_ylim(0, None)
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    for axes in panels[len(series) :]:
        axes.set_visible(False)
