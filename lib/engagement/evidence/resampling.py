"""Intervals that assume no distribution: order statistics for a median, resampling of whole clusters."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.estimate import Estimate


def cluster_bootstrap(values, statistic, clusters, unit, basis, method, n_resamples=1999, level=0.95, rng=0):
    """Percentile interval of a statistic when observations come in clusters.

    Parameters
    ----------
    values : array_like, shape (n,) or (n, columns)
        The observations.
    statistic : callable
        Takes an array like ``values`` and gives a number.
    clusters : pandas.Series, shape (n,)
        The cluster of each observation; whole clusters are drawn with replacement, and called by its name.
    unit, basis, method : str
        As in ``Estimate``; ``method`` names the statistic.
    n_resamples : int
        Draws.
    level : float
        Coverage of the interval.
    rng : int or numpy.random.Generator
        Seed or generator; the same seed gives the same interval.

    Returns
    -------
    Estimate
        n counts observations. The interval is widened to hold the statistic itself
        where the percentiles miss it.

    Raises
    ------
    ValueError
        If there are fewer than two clusters.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, 5.3.
    """
    values, clusters = np.asarray(values), pd.Series(clusters).reset_index(drop=True)
    parts = [values[rows] for rows in clusters.groupby(clusters, sort=True).indices.values()]
    if len(parts) < 2:
        raise ValueError(f"{clusters.name} has {len(parts)} values; resampling needs at least two")
    rng = np.random.default_rng(rng)
    drawn = [
        statistic(np.concatenate([parts[i] for i in rng.integers(len(parts), size=len(parts))]))
        for _ in range(n_resamples)
    ]
    value = float(statistic(values))
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    how = f"{method}; percentile bootstrap over {len(parts)} values of {clusters.name}, {n_resamples} draws"
    return Estimate(value, min(low, value), max(high, value), level, len(values), unit, basis, how)


def median_interval(values, unit, basis, method, level=0.95):
    """A median with the interval of the sign test, interpolated between order statistics.

    Parameters
    ----------
    values : array_like
        Independent observations; their number is n.
    unit, basis, method : str
        As in ``Estimate``.
    level : float
        Coverage of the interval.

    Returns
    -------
    Estimate
        Without interval where no pair of order statistics reaches the level
        (fewer than six values at 95%); ``method`` then says so. Simulated, 95% intervals of fractions cover 95%, of
        whole numbers 94-97% with 10 to 100 values, and more where many are equal: 99% with 300 around a median of 8,
        as the median of a whole population of whole numbers is found to the letter in the end.

    References
    ----------
    Hettmansperger and Sheather (1986), Statistics and Probability Letters 4(2).

    Examples
    --------
    >>> print(median_interval([4, 8, 15, 16, 23, 42], "participants", "published", "median"))
    15.5 participants (95% interval 5.43 to 35.2; n = 6; published)
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    n = len(ordered)
    if n == 0:
        raise ValueError("there is no median of no values")
    tail = (1 - level) / 2
    below = int(stats.binom.ppf(tail, n, 0.5))
    below -= stats.binom.cdf(below, n, 0.5) > tail  # values that lie below the lower of two order statistics
    value = float(np.median(ordered))
    if below < 0:
        return Estimate(
            value, None, None, level, n, unit, basis, f"{method}; too few values for a {level:.0%} interval"
        )
    wide, near = (stats.binom.cdf(at, n, 0.5) for at in (below, below + 1))
    part, rank = (tail - wide) / (near - wide), below + 1
    inward = (n - rank) * part / (rank + (n - 2 * rank) * part)
    low, high = (one[below] + inward * (one[below + 1] - one[below]) for one in (ordered, ordered[::-1]))
    return Estimate(value, low, high, level, n, unit, basis, f"{method}; interpolated sign-test interval")
