"""Rates and shares of what comes in clusters: a sum over a sum, with a jackknife interval over whole clusters."""

import numpy as np
import pandas as pd
from scipy import special, stats

from engagement.errors import DataError
from engagement.estimate import Estimate

NOTHING = 1e-6  # as near to nothing, or to all, as makes no difference


def rate(amounts, unit, basis, method, *, clusters="meetings", strata=None, level=0.95):
    """The mean amount of a unit: contributions per meeting, per member …

    Parameters
    ----------
    amounts : array_like
        Amount of each unit, 0 or above; units without any count with 0.
    unit, basis, method : str
        As in ``Estimate``; ``method`` names the rate.
    clusters : str
        What the units are called in ``method``: meetings, members.
    strata : array_like, optional
        Stratum of each unit, such as the group of a meeting: strata are all that are looked at, their units a draw.
    level : float

    Returns
    -------
    Estimate
        0 or above; n counts units. Interval: see `ratio`.

    Raises
    ------
    DataError
        If an amount is missing or negative.

    Examples
    --------
    >>> print(rate([40, 50, 60, 50], "contributions per meeting", "recorded", "mean"))
    50 contributions per meeting (95% interval 38.5 to 64.9; n = 4; recorded)
    >>> print(rate([], "contributions per meeting", "recorded", "mean"))
    contributions per meeting not estimable: no meetings (n = 0; recorded)
    """
    amounts = np.asarray(amounts, dtype=float)
    return ratio(amounts, np.ones(len(amounts)), unit, basis, method, clusters=clusters, strata=strata, level=level)


def share(part, whole, basis, method, *, clusters, labels=None, strata=None, level=0.95):
    """The share of a part in the whole, in percent, when both come in clusters.

    Parameters
    ----------
    part, whole : array_like
        Amounts of each row, 0 <= part <= whole; they may be fractional, as credits are.
    basis, method : str
        As in ``Estimate``.
    clusters : str
        What is drawn, as it is called in ``method``: organizations, meetings, persons.
    labels, strata : array_like, optional
        Cluster and stratum of each row; without labels every row is a cluster.
    level : float

    Returns
    -------
    Estimate
        0 to 100 %; n counts clusters with a whole above 0. Interval: see `ratio`.

    Raises
    ------
    DataError
        If an amount is missing or negative, or a part is more than its whole.

    Examples
    --------
    >>> print(share([8, 1, 6, 2], [10, 4, 9, 8], "recorded", "share of industry", clusters="organizations"))
    54.8% (95% interval 15 to 89.3; n = 4; recorded)
    """
    return ratio(
        part, whole, "%", basis, method, clusters=clusters, labels=labels, strata=strata, bounded=True, level=level
    )


def ratio(part, whole, unit, basis, method, *, clusters, labels=None, strata=None, bounded=False, level=0.95):
    """A sum over a sum, with an interval from leaving out one cluster at a time.

    Parameters
    ----------
    part, whole, labels, strata, clusters, unit, basis, method, level
        As for `rate` and `share`.
    bounded : bool
        Whether it is a share; it is then given in percent.

    Returns
    -------
    Estimate
        ``sum(part) / sum(whole)``; n counts clusters with a whole above 0. The interval is symmetric on the log scale,
        for a share on the logit scale; its variance is that of the delete-one-cluster jackknife, within strata where
        there are any (a stratum of one cluster is put together with another). The quantile is that of t; its degrees
        of freedom are clusters less 1, combined over strata by Satterthwaite, or, if that is less,
        3 S2^2 / S4 from the second and fourth powers of what leaving out a cluster changes, which is small where a few
        clusters decide. Where nothing, everything, or all of either hangs on a single cluster, the interval is the
        exact binomial one of the effective number of clusters. One cluster gives no interval.

        Simulated (`engagement.validation`), 95% intervals cover 93-97% from 30 clusters on, organizations as unequal
        as log-normal of 1.5 among them, and 97-98% for the share of a kind that 4 of 30 organizations are of. With 5
        or 10 meetings they cover 92-96%, with 10 so unequal organizations 98-99%: wide, as it should be. The mean of
        so unequal amounts is the exception, see `engagement.evidence.unequal_means`.

    References
    ----------
    Wolter (2007), Introduction to Variance Estimation, chapter 4; Satterthwaite (1946), Biometrics Bulletin 2(6);
    Korn and Graubard (1998), Survey Methodology 24(2).
    """
    part, whole, stratum = _clusters(part, whole, labels, strata, bounded)
    scale, n = (100.0 if bounded else 1.0), len(part)
    if n == 0:
        return Estimate.not_estimable(f"no {clusters}", 0, unit, basis, level)
    value = part.sum() / whole.sum()
    if n == 1:
        how = f"{method}; no interval: 1 of {clusters}"
        return Estimate(scale * value, None, None, level, 1, unit, basis, how)
    (low, high), how = _interval(part, whole, _joined(stratum), bounded, level)
    ends = (min(low, value), max(high, value))  # equal but for rounding where nothing differs
    how = f"{method}; {how} over {n} {clusters}"
    return Estimate(scale * value, scale * ends[0], scale * ends[1], level, n, unit, basis, how)


def _clusters(part, whole, labels, strata, bounded):
    """Amounts and stratum of each cluster with a whole above 0."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    for column, values in (("part", part), ("whole", whole)):
        if (wrong := np.flatnonzero(~(values >= 0) | np.isinf(values))).size:
            raise DataError(f"{column} is {values[wrong[0]]} in row {wrong[0]}; give amounts of 0 or above")
    if bounded and (more := np.flatnonzero(part > whole * (1 + 1e-9))).size:
        raise DataError(f"row {more[0]}: a part of {part[more[0]]:g} in {whole[more[0]]:g}")
    stratum = np.zeros(len(part), dtype=int) if strata is None else _codes(strata)
    if labels is not None:
        pairs = _codes(labels) * (stratum.max(initial=0) + 1) + stratum
        cluster, first, label = np.unique(pairs, return_index=True, return_inverse=True)
        part, whole = (np.bincount(label, amounts, len(cluster)) for amounts in (part, whole))
        stratum = stratum[first]
    kept = whole > 0
    return part[kept], whole[kept], stratum[kept]


def _codes(labels):
    return pd.factorize(np.asarray(labels, dtype=object), use_na_sentinel=False)[0]


def _joined(stratum):
    """Strata of a single cluster put together; one alone goes to the stratum with fewest clusters."""
    stratum = np.unique(stratum, return_inverse=True)[1]
    many = np.bincount(stratum)
    alone = many[stratum] == 1
    if alone.sum() == 1:
        stratum = np.where(alone, np.argmin(np.where(many == 1, len(stratum) + 1, many)), stratum)
        return np.unique(stratum, return_inverse=True)[1]
    return np.unique(np.where(alone, len(many), stratum), return_inverse=True)[1]


def _interval(part, whole, stratum, bounded, level):
    """Ends as ratios, and how they came about."""
    value, size = part.sum() / whole.sum(), whole.sum() ** 2 / (whole**2).sum()
    many = np.bincount(stratum)
    left = _left_out(part, stratum, many) / _left_out(whole, stratum, many)
    if left.min() <= 0 or (bounded and left.max() >= 1 - 1e-12):
        return _exact(part, whole, size, bounded, level)
    middle = _scaled(value, bounded)
    pull = np.sqrt((many - 1) / many)[stratum] * (_scaled(left, bounded) - middle)
    spread = (pull**2).sum()
    if spread < 1e-20:
        return (value, value), "jackknife, no cluster differs from another,"
    by_stratum = np.bincount(stratum, pull**2)
    within = spread**2 / (by_stratum**2 / (many - 1)).sum()
    uneven = 3 * spread**2 / (pull**4).sum()
    freedom = max(1.0, min(within, uneven))
    reach = special.stdtrit(freedom, (1 + level) / 2) * np.sqrt(spread)
    ends = middle + np.array([-reach, reach])
    with np.errstate(over="ignore"):
        ends = special.expit(ends) if bounded else np.exp(np.minimum(ends, 700))
    strata = " within strata" if len(many) > 1 else ""
    return ends, f"{'logit' if bounded else 'log'} jackknife{strata}, t({freedom:.0f}),"


def _left_out(amounts, stratum, many):
    """The sum without each cluster, the rest of its stratum standing for it."""
    of_stratum = np.bincount(stratum, amounts, len(many))[stratum]
    kept = np.maximum(of_stratum - amounts, 0) * (many / np.maximum(many - 1, 1))[stratum]
    return amounts.sum() - of_stratum + kept


def _scaled(value, bounded):
    return np.log(value / (1 - value)) if bounded else np.log(value)


def _exact(part, whole, size, bounded, level):
    """Binomial ends of the effective number of clusters; for an amount, of the clusters that have any."""
    tail, value = (1 - level) / 2, part.sum() / whole.sum()
    count = size if bounded else len(part)
    hits = value * size if bounded else (part > 0).sum()
    if hits == 0 and not bounded:
        return (0.0, -np.log(tail) / whole.sum()), "exact Poisson interval, nothing counted at all,"
    low = stats.beta.ppf(tail, hits, count - hits + 1) if hits > 0 else 0.0
    high = stats.beta.ppf(1 - tail, hits + 1, count - hits) if count - hits > 1e-9 else 1.0
    low, high = 0.0 if low < NOTHING else low, 1.0 if high > 1 - NOTHING else high
    if bounded:
        return (low, high), "exact binomial interval of the effective number of clusters"
    return (value * low * count / hits, value * high * count / hits), "exact binomial interval of clusters with any"
