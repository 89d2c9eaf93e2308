"""A share of units that come in clusters, with an interval that stays between 0 and 1."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate


def share(hits, of, unit, basis, method, clusters=None, level=0.95):
    """The share of hits among units, in percent, when units come in clusters.

    Parameters
    ----------
    hits, of : array_like of int
        Hits and units of each row; ``0 <= hits <= of``.
    unit, basis, method : str
        As in ``Estimate``; ``method`` names the share.
    clusters : array_like, optional
        What each row belongs to: organization, group … Rows of one cluster may go together. Without it all
        units are independent.
    level : float

    Returns
    -------
    Estimate
        ``100 * sum(hits) / sum(of)``, 0 to 100; n counts units. Wilson interval with the effective number of units,
        ``p (1 - p) / variance`` of the ratio estimator over clusters, at most the number of units, and the quantile of
        t with one degree of freedom less than clusters. Where no cluster differs from another (all hits, or none) the
        effective number is that of the clusters, which is wide on purpose. A single cluster tells nothing of the
        differences between clusters: its units are then taken as independent, and ``method`` says so. Not estimable
        without units. Simulated on organizations that come and go (`engagement.validation.coverage_turnover`), 95%
        intervals cover 92-96% from 30 clusters on and 95-98% with 10.

    Raises
    ------
    DataError
        If hits or units are missing, negative or fractional, or hits are more than units.

    References
    ----------
    Franco, Little, Louis, Slud (2019), Journal of Survey Statistics and Methodology 7(3); Korn and Graubard (1998),
    Survey Methodology 24(2).

    Examples
    --------
    >>> print(share([8], [10], "%", "recorded", "share retained"))
    80% (95% interval 49 to 94.3; n = 10; recorded)
    >>> print(share([4, 0, 4], [5, 5, 5], "%", "recorded", "share retained", clusters=["a", "b", "c"]))
    53.3% (95% interval 4.69 to 96.4; n = 15; recorded)
    """
    frame = _checked(hits, of, clusters)
    total = int(frame["of"].sum())
    if total == 0:
        return Estimate.not_estimable("no units to take a share of", 0, unit, basis, level)
    value = frame["hits"].sum() / total
    count = len(frame)
    if clusters is None or count == 1:
        alone = "; units taken as independent: a single cluster" if clusters is not None else ""
        low, high = _wilson(value, total, stats.norm.ppf((1 + level) / 2))
        how = f"{method}; Wilson interval{alone}"
    else:
        low, high = _wilson(value, _effective(frame, value), stats.t.ppf((1 + level) / 2, count - 1))
        how = f"{method}; Wilson interval, effective number of units over {count} clusters, t({count - 1})"
    return Estimate(100 * value, 100 * low, 100 * high, level, total, unit, basis, how)


def _checked(hits, of, clusters):
    frame = pd.DataFrame({"hits": np.asarray(hits, dtype=float), "of": np.asarray(of, dtype=float)})
    for column, values in frame.items():
        wrong = values[~((values >= 0) & (values == values.round()) & np.isfinite(values))]
        if len(wrong):
            raise DataError(f"{column} holds {wrong.iloc[0]} in row {wrong.index[0]}; give whole numbers, 0 or above")
    more = frame.index[frame["hits"] > frame["of"]]
    if len(more):
        raise DataError(f"row {more[0]} has {frame['hits'][more[0]]:.0f} hits among {frame['of'][more[0]]:.0f} units")
    if clusters is None:
        return frame
    frame["cluster"] = np.asarray(clusters, dtype=object)
    return frame[frame["of"] > 0].groupby("cluster", dropna=False)[["hits", "of"]].sum()


def _effective(frame, value):
    """Independent units that would leave the share as uncertain as these clusters do."""
    count, total = len(frame), frame["of"].sum()
    pull = frame["hits"] - value * frame["of"]
    variance = count / (count - 1) * (pull**2).sum() / total**2
    spread = value * (1 - value)
    return min(spread / variance, total) if variance > 0 and spread > 0 else count


def _wilson(value, count, quantile):
    weight = quantile**2 / count
    middle = (value + weight / 2) / (1 + weight)
    reach = quantile * np.sqrt(value * (1 - value) / count + weight / (4 * count)) / (1 + weight)
    return float(max(min(middle - reach, value), 0)), float(min(max(middle + reach, value), 1))
