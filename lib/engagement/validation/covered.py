"""The row of one design in a table of coverage: how often intervals held the truth, with an interval of its own."""

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from engagement.errors import DataError


def covered(estimates, truth, measure, interval, design, units, n, note="", nominal=0.95):
    """How often the intervals of one design held the truth.

    Parameters
    ----------
    estimates : sequence of Estimate
        One a draw; those without an interval are left out, and ``note`` says how many.
    truth : float
        The value that the measure ought to have.
    measure, interval, design : str
        What is measured, how the interval comes about, and how records are drawn.
    units : str
        What n counts: organizations, meetings …
    n : int
        How many units are drawn.
    note : str
    nominal : float

    Returns
    -------
    dict
        measure, interval, design, units, n, nominal, covered (0 to 1), draws (those that gave an interval), low and
        high (Wilson 95% interval of covered), note.

    Raises
    ------
    DataError
        If no draw gave an interval.

    Examples
    --------
    >>> from engagement.estimate import Estimate
    >>> draws = [Estimate(low, low, low + 4, 0.95, 30, "%", "demonstration", "mean") for low in (1, 2, 3, 6)]
    >>> row = covered(draws, 5, "mean", "t", "normal", "meetings", 30)
    >>> row["covered"], row["draws"], round(row["low"], 2)
    (0.75, 4, 0.3)
    """
    with_interval = [estimate for estimate in estimates if estimate.low is not None]
    if not with_interval:
        raise DataError(f"no draw of {measure} with {n} {units} gave an interval; draw more, or more units")
    without = len(estimates) - len(with_interval)
    notes = [note, f"{without} of {len(estimates)} draws gave no interval"] if without else [note]
    hits = [one.low <= truth <= one.high for one in with_interval]
    return counted(hits, measure, interval, design, units, n, "; ".join(filter(None, notes)), nominal)


def counted(hits, measure, interval, design, units, n, note="", nominal=0.95):
    """The row of a design whose draws are counted already: intervals that held the truth, or tests that rejected it.

    Parameters
    ----------
    hits : sequence of bool
        One a draw.
    measure, interval, design, units, n, note
        As for `covered`.
    nominal : float
        The share that ``hits`` ought to have, 0.05 for a test of size 5%.

    Returns
    -------
    dict
        As for `covered`.
    """
    share, of = float(np.mean(hits)), len(hits)
    low, high = proportion_confint(int(np.sum(hits)), of, method="wilson")
    return {
        "measure": measure, "interval": interval, "design": design, "units": units, "n": n, "nominal": nominal,
        "covered": share, "draws": of, "low": min(float(low), share), "high": max(float(high), share), "note": note,
    }  # fmt: skip


def by_group(shares, measure, interval, design, units, n, note="", nominal=0.95):
    """The row of a design whose draws are groups of units that are pooled together.

    Parameters
    ----------
    shares : array_like
        For each group drawn, the share of its units whose interval held their truth, 0 to 1.
    measure, interval, design, units, n, note, nominal
        As for `covered`; n counts units of a group.

    Returns
    -------
    dict
        As for `covered`, groups being independent and their units not: low and high are those of a mean by t, or
        Wilson's where all groups are alike.

    Examples
    --------
    >>> row = by_group([1.0, 0.9, 0.95, 0.95], "share", "pooled", "normal", "Questions", 20)
    >>> round(row["covered"], 3), round(row["low"], 3), row["draws"]
    (0.95, 0.885, 4)
    """
    shares = np.asarray(shares, dtype=float)
    middle = float(shares.mean())
    if len(shares) > 1 and set(np.unique(shares)) - {0.0, 1.0}:
        reach = stats.t.ppf(0.975, len(shares) - 1) * shares.std(ddof=1) / np.sqrt(len(shares))
        low, high = max(0.0, float(middle - reach)), min(1.0, float(middle + reach))
    else:
        low, high = proportion_confint(shares.sum(), len(shares), method="wilson")
    return {
        "measure": measure, "interval": interval, "design": design, "units": units, "n": n, "nominal": nominal,
        "covered": middle, "draws": len(shares), "low": low, "high": high, "note": note,
    }  # fmt: skip
