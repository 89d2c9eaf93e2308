"""Bias-corrected and accelerated interval from resampled and leave-one-out values."""

import numpy as np
from scipy import stats


def bca(value, drawn, left_out, level=0.95):
    """Ends of the BCa interval.

    Parameters
    ----------
    value : float
        The statistic of the data.
    drawn : array_like
        The statistic of each resample, finite.
    left_out : array_like
        The statistic with each resampled unit left out, finite.
    level : float

    Returns
    -------
    float, float
        Percentiles of ``drawn``; they may not hold ``value`` where the bias is great.

    References
    ----------
    Efron (1987), Journal of the American Statistical Association 82(397).

    Examples
    --------
    >>> drawn = np.random.default_rng(1).normal(10, 1, 100_000)
    >>> low, high = bca(10, drawn, [9.9, 10.0, 10.1])
    >>> bool(abs(low - 8.04) < 0.05 and abs(high - 11.96) < 0.05)
    True
    """
    drawn = np.sort(np.asarray(drawn, float))
    below = (np.searchsorted(drawn, value, "left") + np.searchsorted(drawn, value, "right")) / (2 * len(drawn))
    edge = 0.5 / len(drawn)
    bias = stats.norm.ppf(np.clip(below, edge, 1 - edge))
    pull = np.mean(left_out) - np.asarray(left_out, float)
    spread = (pull**2).sum()
    bend = (pull**3).sum() / (6 * spread**1.5) if spread > 0 else 0.0
    normal = bias + stats.norm.ppf([(1 - level) / 2, (1 + level) / 2])
    shares = stats.norm.cdf(bias + normal / (1 - bend * normal))
    low, high = np.quantile(drawn, shares)
    return float(low), float(high)
