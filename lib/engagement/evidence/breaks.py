"""A step in a figure reported per meeting whose date is not taken as known: a check on a step at a date that is."""

import contextlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.evidence.null_scores import null_scores
from engagement.evidence.sign_flips import FEWEST, check_clusters, joint_test
from engagement.evidence.trends import LEAST_MEETINGS, LEAST_SIDE, prepared

EDGE = 0.15  # of the meetings on either side of the first and the last date tried


@dataclass(frozen=True)
class FreeBreak:
    """Where a step fits best, and whether there is any.

    Attributes
    ----------
    at : float or None
        Date, in years, at which a step leaves least unexplained; None where there is nothing to tell, see ``why``.
    ratio : float or None
        After to before, trend removed; the first look at it is the largest of many, so it is too far from 1.
    p : float or None
        Of no step at any of the dates, allowing for all of them having been tried.
    dates : pandas.DataFrame
        One row a date tried: ``at``, ``ratio``, ``p`` (adjusted for all dates).
    n, groups : int
        Meetings and groups.
    why : str
        Why nothing can be told, where that is so.
    """

    at: float | None
    ratio: float | None
    p: float | None
    dates: pd.DataFrame
    n: int
    groups: int
    why: str = ""


def free_break(meetings, value, *, turns=1999, rng=0):
    """Look for a step in the logarithm of a figure at every date, within groups and beside a common yearly change.

    Parameters
    ----------
    meetings, value
        As for `engagement.evidence.trends.trend`.
    turns : int
        Patterns of signs of the test, see `engagement.evidence.sign_flips.joint_test`.
    rng : int or numpy.random.Generator

    Returns
    -------
    FreeBreak
        Dates tried lie between those by which 15% and 85% of the meetings were held, with three meetings on each side.
        Nothing can be told with fewer than eight meetings or six groups: the test turns the signs of what whole groups
        leave unexplained, and with five groups no p lies below 1/16.

    Notes
    -----
    The largest t over all dates is compared with the largest under each pattern of signs, so that the choice of the
    best date is allowed for. Its size is simulated in `engagement.validation.coverage_trends`.

    References
    ----------
    Andrews (1993), Econometrica 61(4), for the largest statistic over dates; Cameron, Gelbach and Miller (2008),
    Review of Economics and Statistics 90(3), for the signs.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> days = pd.to_datetime([f"{year}-0{month}-15" for year in range(2012, 2024) for month in (3, 9)])
    >>> meetings = pd.DataFrame({"group": np.repeat([f"SG{n}" for n in range(8)], 24), "start": np.tile(days, 8)})
    >>> step = np.where(meetings["start"] >= "2020-04-01", 1.5, 1.0)
    >>> meetings["participants"] = 100 * step * np.exp(rng.normal(0, 0.1, len(meetings)))
    >>> found = free_break(meetings, "participants")
    >>> round(found.at, 1), found.p < 0.05
    (2020.5, True)
    """
    used = prepared(meetings, value, 0.0)
    n, groups = len(used), used["group"].nunique()
    years = used["years"].to_numpy()
    dates = _candidates(years)
    if n < LEAST_MEETINGS or groups < FEWEST or not len(dates):
        why = f"{n} meetings of {groups} groups; a free date needs {LEAST_MEETINGS} meetings of {FEWEST} groups"
        return FreeBreak(None, None, None, pd.DataFrame(columns=["at", "ratio", "p"]), n, groups, why)
    codes = pd.factorize(used["group"])[0]
    trend = (years - years.mean())[:, None]
    scores = {}
    for date in dates:
        with contextlib.suppress(DataError):  # a date that parts no group says nothing
            after = (years >= date).astype(float)
            score = null_scores(used["log"].to_numpy(), after, trend, [codes], codes, count=False)
            check_clusters(score)
            scores[date] = score
    if not scores:
        why = f"no date parts the meetings of {FEWEST} groups"
        return FreeBreak(None, None, None, pd.DataFrame(columns=["at", "ratio", "p"]), n, groups, why)
    found = joint_test(list(scores.values()), turns, rng)
    ratios = [np.exp(one.score.sum() / one.weight.sum()) for one in scores.values()]
    table = pd.DataFrame({"at": list(scores), "ratio": ratios, "p": found.adjusted})
    fits = [one.score.sum() ** 2 / one.weight.sum() for one in scores.values()]
    best = table.loc[np.argmax(fits)]
    return FreeBreak(float(best["at"]), float(best["ratio"]), float(table["p"].min()), table, n, groups)


def _candidates(years):
    """Dates half-way between meetings, those near the ends left out."""
    if len(years) < 2 * LEAST_SIDE:
        return np.array([])
    ordered = np.unique(years)
    dates = (ordered[1:] + ordered[:-1]) / 2
    before = np.array([(years < date).sum() for date in dates])
    least = max(LEAST_SIDE, EDGE * len(years))
    return dates[(before >= least) & (len(years) - before >= least)]
