"""Units ranked with what is not known of their ranks: values are pooled, drawn, and ranked in each draw."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.comparison import ranks
from engagement.measures.pooled_means import pool_means
from engagement.measures.pooling import pool_rates, pool_shares

TOP = 3
DRAWS = 8000


@dataclass(frozen=True)
class Ranking:
    """Units by rank, and the draws the ranks come from.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a unit, by rank: ``unit``, ``raw`` (as counted), ``pooled`` (Estimate), ``own`` (how far the pooled
        value rests on the unit's own records, 1 all, 0 nothing), ``rank`` (Estimate; 1 is the highest, or the lowest
        where ``lowest_first``) and ``top`` (chance to be among the first ``first``, 0 to 1).
    draws : numpy.ndarray, shape (draws, units)
        Values of all units at once, columns in the order in which the units were given.
    units : tuple of str
        Names of those columns.
    first : int
        Places that ``top`` is for.
    """

    table: pd.DataFrame
    draws: np.ndarray
    units: tuple
    first: int

    def drawn(self, unit):
        """The draws of one unit."""
        return self.draws[:, self.units.index(unit)]


def rank_rates(counts, exposure, units, unit, basis, *, dispersion=1.0, **options):
    """Rank units by the rate of their counts.

    Parameters
    ----------
    counts, exposure : array_like, shape (units,)
        See `engagement.measures.pooling.pool_rates`.
    units : sequence of str
        Names, each once.
    unit, basis : str
        As in ``Estimate``.
    dispersion : float
        Variance of a count over its mean within a unit, see `engagement.measures.pooling.dispersion`.
    **options
        ``lowest_first`` (False), ``what`` ("units", in the plural), ``first`` (3), ``level`` (0.95), ``draws`` (8000)
        and ``rng``.

    Returns
    -------
    Ranking

    Raises
    ------
    DataError
        As `engagement.measures.pooling.pool_rates`, and if names are missing, twice there or do not fit the counts.

    Examples
    --------
    >>> found = rank_rates([4, 30, 55], [1, 5, 5], ["1/13", "2/13", "3/13"], "contributions per meeting", "recorded")
    >>> found.table["unit"].tolist(), bool(found.table["top"].eq(1).all())
    (['3/13', '2/13', '1/13'], True)
    """
    raw = np.asarray(counts, float) / np.asarray(exposure, float)
    return _ranking(pool_rates(counts, exposure, dispersion), raw, _named(units, raw), unit, basis, **options)


def rank_shares(hits, of, units, basis, *, dispersion=1.0, **options):
    """Rank units by a share, in percent.

    Parameters
    ----------
    hits, of : array_like, shape (units,)
        See `engagement.measures.pooling.pool_shares`.
    units, basis, dispersion, **options
        As for `rank_rates`.

    Returns
    -------
    Ranking

    Raises
    ------
    DataError
        As `rank_rates`.

    Examples
    --------
    >>> found = rank_shares([0, 18, 8], [47, 148, 119], ["A", "B", "C"], "recorded", lowest_first=True)
    >>> found.table["unit"].tolist()
    ['A', 'C', 'B']
    """
    raw = 100 * np.asarray(hits, float) / np.asarray(of, float)
    return _ranking(pool_shares(hits, of, dispersion), raw, _named(units, raw), "%", basis, scale=100.0, **options)


def rank_means(values, errors, units, unit, basis, *, n, **options):
    """Rank units by means that have standard errors: participants per meeting, on the log scale …

    Parameters
    ----------
    values, errors : array_like, shape (units,)
        See `engagement.measures.pooled_means.pool_means`. Where units have few observations, take the variance within
        units from all of them together: errors of single units are then not sure enough.
    units, unit, basis
        As for `rank_rates`.
    n : array_like of int
        Observations of each unit.
    **options
        As for `rank_rates`.

    Returns
    -------
    Ranking

    Raises
    ------
    DataError
        As `rank_rates`, and `engagement.measures.pooled_means.pool_means`.

    References
    ----------
    Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159(3).

    Examples
    --------
    >>> found = rank_means([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18], list("ABCDEFGH"),
    ...                    "points", "published", n=[30] * 8)
    >>> found.table["unit"].iloc[0], bool(found.table["pooled"].iloc[0].value < 28)
    ('A', True)
    """
    raw = np.asarray(values, float)
    return _ranking(pool_means(raw, errors), raw, _named(units, raw), unit, basis, n=n, **options)


def _ranking(pool, raw, names, unit, basis, *, scale=1.0, n=None, lowest_first=False, what="units", first=TOP,
             level=0.95, draws=DRAWS, rng=0):  # fmt: skip
    drawn = scale * pool.draws(draws, rng)
    values = scale * pool.means
    ends = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    many = np.round(pool.exposure * pool.dispersion) if n is None else np.asarray(n)
    pooled = [
        Estimate(value, min(low, value), max(high, value), level, int(count), unit, basis, pool.method)
        for value, low, high, count in zip(values, *ends, many, strict=True)
    ]
    order = ranks(-drawn if lowest_first else drawn, names, basis, what, level, first).set_index("unit")
    rows = pd.DataFrame({"raw": raw, "pooled": pooled, "own": pool.own}, index=list(names))
    return Ranking(order.join(rows).reset_index()[["unit", "raw", "pooled", "own", "rank", "top"]], drawn, names, first)


def _named(units, values):
    names = tuple(str(unit) for unit in units)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or len(names) != len(values):
        raise DataError(
            f"{len(names)} names for {len(values)} units{': twice there ' + ', '.join(twice) if twice else ''}; "
            "give each unit one name"
        )
    return names
