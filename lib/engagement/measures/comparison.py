"""Groups side by side without a league table: a funnel of what chance allows, and ranks with their intervals."""

import numpy as np
import pandas as pd
from scipy import special, stats

from engagement.errors import DataError
from engagement.estimate import Estimate

LIMITS = {"95": 0.95, "99.8": 0.998}
PLACES = "of {:,} {} by rank"


def funnel(counts, exposure, dispersion=1.0):
    """Rates of units beside the limits within which chance alone would keep most of them.

    Parameters
    ----------
    counts : pandas.Series
        Contributions … of each unit (index).
    exposure : pandas.Series
        Meetings … of each unit, above 0, same index.
    dispersion : float
        Variance of a count over its mean, 1 or above; see `engagement.measures.pooling.dispersion`. Contributions vary
        much more than Poisson counts do, and limits without it flag half of the groups.

    Returns
    -------
    pandas.DataFrame
        One row a unit, by exposure: ``exposure``, ``rate``, ``low95``, ``high95``, ``low99.8``, ``high99.8`` (limits
        around the rate of all at this exposure) and ``outside`` (``within``, ``above 95%``, ``below 95%``,
        ``above 99.8%`` or ``below 99.8%``). ``attrs["rate"]`` is the rate of all. By chance alone at most one in forty
        lies above the 95% limits and one in forty below, fewer where few are expected, as counts are whole.

    Raises
    ------
    DataError
        If there is no unit, a count is missing, negative or infinite, an exposure is not above 0, or the dispersion
        is below 1.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24(8).

    Examples
    --------
    >>> rates = funnel(pd.Series({"A": 100, "B": 20}), pd.Series({"A": 5, "B": 2}))
    >>> rates["outside"].to_dict(), rates.attrs["rate"]
    ({'B': 'below 95%', 'A': 'within'}, 17.142857142857142)
    """
    frame = pd.DataFrame({"count": counts.astype(float), "exposure": exposure.astype(float)})
    wrong = frame[~(frame["count"] >= 0) | ~(frame["exposure"] > 0) | np.isinf(frame).any(axis=1)]
    if frame.empty or len(wrong):
        what = (
            f"{wrong.index[0]} has {wrong['count'].iloc[0]} over {wrong['exposure'].iloc[0]}" if len(wrong) else "none"
        )
        raise DataError(f"give a count of 0 or above and an exposure above 0 for each unit; {what}")
    if not 1 <= dispersion < np.inf:
        raise DataError(f"the dispersion is {dispersion:g}; give 1, as of Poisson counts, or more")
    whole = frame["count"].sum() / frame["exposure"].sum()
    found = frame.sort_values("exposure", kind="stable")
    found = found.assign(rate=found["count"] / found["exposure"]).drop(columns="count")
    expected = whole * found["exposure"] / dispersion
    outside = pd.Series("within", index=found.index)
    for name, part in LIMITS.items():
        # Counts as low, or as high, have this chance; between whole counts as the incomplete gamma function goes.
        low, high = special.pdtrik((1 - part) / 2, expected), 1 + special.pdtrik((1 + part) / 2, expected)
        low, high = (count * dispersion / found["exposure"] for count in (low, high))
        found[f"low{name}"], found[f"high{name}"] = low, high
        outside = outside.mask(found["rate"] > high, f"above {name}%").mask(found["rate"] < low, f"below {name}%")
    found["outside"] = outside
    found.attrs["rate"] = float(whole)
    return found


def ranks(draws, labels, basis, what="units", level=0.95, top=3):
    """The rank of each unit, with its interval: 1 is the highest.

    Parameters
    ----------
    draws : array_like, shape (draws, units)
        Draws of the values of all units at once, as `engagement.measures.posteriors.Pool.draws` gives.
    labels : sequence of str
        Names of the units.
    basis : str
    what : str
        The units in the plural, for ``unit``.
    level : float
    top : int

    Returns
    -------
    pandas.DataFrame
        One row a unit, by rank: ``unit``, ``rank`` (Estimate: the median over the draws, with the middle of the ranks
        drawn; n counts units) and ``top`` (chance to be among the first ``top``, 0 to 1).

    Raises
    ------
    DataError
        If the draws do not fit the labels.

    References
    ----------
    Goldstein and Spiegelhalter (1996), Journal of the Royal Statistical Society A 159(3).

    Examples
    --------
    >>> found = ranks([[3, 2, 1], [3, 1, 2], [3, 2, 1]], ["A", "B", "C"], "recorded", top=1)
    >>> found["unit"].tolist(), found["top"].tolist()
    (['A', 'B', 'C'], [1.0, 0.0, 0.0])
    >>> print(found["rank"].iloc[0])
    1 of 3 units by rank (95% interval 1 to 1; n = 3; recorded)
    """
    draws, labels = np.asarray(draws, dtype=float), list(labels)
    if draws.ndim != 2 or draws.shape[1] != len(labels) or not draws.size:
        raise DataError(f"draws of shape {draws.shape} for {len(labels)} units; give one column a unit")
    drawn = stats.rankdata(-draws, axis=1)
    middle, low, high = np.quantile(drawn, [0.5, (1 - level) / 2, (1 + level) / 2], axis=0)
    unit, method = (
        PLACES.format(len(labels), what),
        f"median rank over {len(draws):,} draws; middle {level:.0%} of ranks",
    )
    estimates = [
        Estimate(value, min(below, value), max(above, value), level, len(labels), unit, basis, method)
        for value, below, above in zip(middle, low, high, strict=True)
    ]
    found = pd.DataFrame({"unit": labels, "rank": estimates, "top": (drawn <= top).mean(axis=0)})
    return found.iloc[np.argsort(middle, kind="stable")].reset_index(drop=True)
