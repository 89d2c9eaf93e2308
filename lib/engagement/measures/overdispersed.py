"""Counts whose variance grows with the square of their mean, as that of contributions does, and how to pool them."""

import numpy as np
import pandas as pd
from scipy import optimize

from engagement.measures.pooling import pool_rates


def excess(counts, units, occasions=None):
    """Variance of a unit's counts beyond that of Poisson counts, over the square of their mean.

    Parameters
    ----------
    counts : array_like, shape (rows,)
        Counts of each unit at each meeting …, those of 0 included.
    units : array_like, shape (rows,)
    occasions : array_like, shape (rows,), optional
        Meeting of each row, where all units have a row at all of them: what makes a meeting large or small for all
        units is then no variation of a unit. Without it, or for a single unit, it is.

    Returns
    -------
    float
        k in ``variance = mean + k mean ** 2`` at least 0: that for which Pearson's chi-squared over all units
        is its degrees of freedom; 0 where no unit has two rows.

    References
    ----------
    Breslow (1984), Applied Statistics 33(1).

    Examples
    --------
    >>> round(excess([2, 4, 9, 1], ["a", "a", "b", "b"]), 3)
    0.534
    >>> excess([2, 4, 9, 18], ["a", "a", "b", "b"], ["M1", "M2", "M1", "M2"])
    0.0
    """
    frame = pd.DataFrame({"count": np.asarray(counts, float)})
    by = frame.groupby(np.asarray(units, dtype=object))["count"]
    mean, free = by.transform("mean"), len(frame) - by.ngroups
    if occasions is not None and by.ngroups > 1:
        at = frame.groupby(np.asarray(occasions, dtype=object))["count"]
        mean = mean * at.transform("sum") / (frame["count"].sum() / at.ngroups)
        free = (by.ngroups - 1) * (at.ngroups - 1)
    fits = (mean > 0).to_numpy()
    squares, mean, free = ((frame["count"] - mean) ** 2)[fits].to_numpy(), mean[fits].to_numpy(), free * fits.mean()
    if free <= 0 or (squares / mean).sum() <= free:
        return 0.0
    return float(
        optimize.brentq(
            lambda k: (squares / (mean + k * mean**2)).sum() - free, 0, squares.sum() / free / min(mean) ** 2
        )
    )


def pool(counts, exposure, k):
    """Pool rates of units whose counts have variance ``mean + k mean ** 2`` at each occasion.

    Parameters
    ----------
    counts, exposure : array_like, shape (units,)
        As for `engagement.measures.pooling.pool_rates`; the exposure counts occasions.
    k : float
        See `excess`.

    Returns
    -------
    engagement.measures.posteriors.Pool
        Counts and exposures are divided by ``1 + k rate``, the rate being the pooled one of a first round, so that a
        unit with a high rate does not look as certain as Poisson counts would make it.
    """
    counts, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    first = pool_rates(counts, exposure, 1 + k * counts.sum() / exposure.sum())
    over = 1 + k * first.means
    return pool_rates(counts / over, exposure / over)


def words(method, k):
    """The method of an estimate of `pool`, with what was taken for the variance."""
    return f"{method}; variance mean + {k:.2g} mean squared" if k else method
