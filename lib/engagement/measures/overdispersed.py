"""Counts that vary more than by chance, the more so the higher their mean, and how to pool them."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import optimize

from engagement.measures.pooling import pool_rates

ROUNDS = 5
WIDER = 1.25  # the excess of a unit is itself not known; without this, simulated coverage is 92% in place of 95%


class Variance(NamedTuple):
    """``variance = phi mean + k mean ** 2``; phi is 1 or above, k 0 or above."""

    phi: float
    k: float


def variance(counts, units, occasions=None):
    """How the variance of a unit's counts goes with their mean.

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
    Variance
        By weighted least squares of the squared residuals, scaled so that Pearson's chi-squared over all rows is its
        degrees of freedom. That of Poisson counts, (1, 0), where no unit has two rows or counts vary no more than
        these.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 10.3; Breslow (1984), Applied Statistics 33(1).

    Examples
    --------
    >>> [round(part, 3) for part in variance([2, 4, 9, 1], ["a", "a", "b", "b"])]
    [1.0, 0.534]
    >>> variance([2, 4, 9, 18], ["a", "a", "b", "b"], ["M1", "M2", "M1", "M2"])
    Variance(phi=1.0, k=0.0)
    """
    mean, squares, free = _residuals(counts, units, occasions)
    if free <= 0 or (squares / mean).sum() <= free:
        return Variance(1.0, 0.0)
    beyond = np.array([0.0, 1.0])
    terms, target = np.stack([mean, mean**2], axis=1), squares * len(mean) / free - mean
    for _ in range(ROUNDS):
        beyond = beyond * _scale(mean, squares, free, terms @ beyond)
        spread = mean + terms @ beyond
        fitted = optimize.nnls(terms / spread[:, None], target / spread)[0]
        if not fitted.any():
            break
        beyond = fitted
    phi, k = beyond * _scale(mean, squares, free, terms @ beyond)
    return Variance(float(1 + phi), float(k))


def pool(counts, exposure, varies):
    """Pool rates of units whose counts vary in such a way at each occasion.

    Parameters
    ----------
    counts, exposure : array_like, shape (units,)
        As for `engagement.measures.pooling.pool_rates`; the exposure counts occasions.
    varies : Variance

    Returns
    -------
    engagement.measures.posteriors.Pool
        Counts and exposures are divided by ``phi + k rate``, the rate being the pooled one of a first round, so that a
        unit with a high rate does not look as certain as Poisson counts would make it. What exceeds 1 is taken a
        quarter larger, since how much more a unit varies than by chance is itself an estimate.
    """
    counts, exposure = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    first = pool_rates(counts, exposure, varies.phi + varies.k * counts.sum() / exposure.sum())
    over = 1 + WIDER * (varies.phi - 1 + varies.k * first.means)
    return pool_rates(counts / over, exposure / over)


def words(method, varies):
    """The method of an estimate of `pool`, with what was taken for the variance."""
    return f"{method}; variance {varies.phi:.2g} mean + {varies.k:.2g} mean squared"


def _residuals(counts, units, occasions):
    """Mean and squared residual of each row, and degrees of freedom."""
    frame = pd.DataFrame({"count": np.asarray(counts, float)})
    by = frame.groupby(np.asarray(units, dtype=object))["count"]
    mean, free = by.transform("mean"), len(frame) - by.ngroups
    if occasions is not None and by.ngroups > 1:
        at = frame.groupby(np.asarray(occasions, dtype=object))["count"]
        mean = mean * at.transform("sum") / max(frame["count"].sum() / at.ngroups, 1e-300)
        free = (by.ngroups - 1) * (at.ngroups - 1)
    fits = (mean > 0).to_numpy()
    squares = ((frame["count"] - mean) ** 2)[fits].to_numpy()
    return mean[fits].to_numpy(), squares, free * fits.mean()


def _scale(mean, squares, free, beyond):
    """What the variance beyond that of Poisson counts is to be multiplied with for chi-squared to be as expected."""
    most = squares.sum() / free / beyond.min()
    return optimize.brentq(lambda times: (squares / (mean + times * beyond)).sum() - free, 0, most)
