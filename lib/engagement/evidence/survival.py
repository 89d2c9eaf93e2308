"""Times until something happens when some have not yet happened: Kaplan-Meier with late entry."""

from dataclasses import dataclass
from numbers import Number

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate, plain


@dataclass(frozen=True)
class Survival:
    """A product-limit curve.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a time at which something happened: ``time``, ``at_risk``, ``happened``, ``value`` (share for which it
        has not happened yet, 0 to 1), ``low`` and ``high``.
    observed : pandas.DataFrame
        ``entry`` and ``time`` of each, those cut off by the end of observation among them; their number is n.
    """

    table: pd.DataFrame
    observed: pd.DataFrame
    level: float
    what: str
    basis: str
    estimator: str = "Kaplan-Meier"

    def at(self, time):
        """The share, in percent, for which it has not happened by a time.

        Returns
        -------
        Estimate
            n counts times used. Interval on the log-log scale (Greenwood); where none or all have happened, that of
            Dorey and Korn, which takes those at risk as a binomial sample. Not estimable past the longest time seen.
            Simulated (`engagement.validation.coverage_turnover`), 95% intervals cover 94-97% from 30 on; with 10, 96%
            or more, since many of those are exact ones.

        Raises
        ------
        DataError
            If the time is missing.

        References
        ----------
        Dorey and Korn (1987), Statistics in Medicine 6(6).
        """
        if np.isnan(time):
            raise DataError("the time is missing; say by when")
        if time > self.last:
            return self._not(f"none was observed for {plain(time)} {self.what}", "%")
        rows = self.table[self.table["time"] <= time]
        value, low, high = (1.0, 0.0, 1.0) if rows.empty else rows.iloc[-1][["value", "low", "high"]]
        how = "log-log interval"
        if not 0 < value < 1:
            at_risk = self.at_risk(time if value == 1 else rows["time"].iloc[-1])
            edge, how = stats.beta.ppf((1 - self.level) / 2, max(at_risk, 1), 1), "exact interval"
            low, high = (edge, 1.0) if value == 1 else (0.0, 1 - edge)
        method = f"{self.estimator} at {plain(time)} {self.what}{self._condition}; {how}"
        return Estimate(100 * value, 100 * low, 100 * high, self.level, self.n, "%", self.basis, method)

    def quantile(self, part=0.5):
        """The time by which it has happened for a part of all.

        Parameters
        ----------
        part : float
            0.5 for the median.

        Returns
        -------
        Estimate
            The first time at which the curve is at or below ``1 - part``. Interval of Brookmeyer and Crowley: the
            times at which the ends of the curve's intervals are, without an upper end (``high`` infinite) where the
            curve's upper one does not get there. Not estimable where the curve itself does not. Simulated, 95%
            intervals cover 94-97% from 30 on, and 85-90% with 10.

        References
        ----------
        Brookmeyer and Crowley (1982), Biometrics 38(1).
        """
        if not 0 < part < 1:
            raise DataError(f"part is {part}, not between 0 and 1")
        value, low, high = (self._first(column, 1 - part) for column in ("value", "low", "high"))
        if value is None:
            left = self.table["value"].iloc[-1] if len(self.table) else 1.0
            why = f"it has happened for {1 - left:.0%} by {plain(self.last)} {self.what}, the longest seen"
            return self._not(why, self.what)
        method = f"{self.estimator} {'median' if part == 0.5 else f'{part:.0%} quantile'}{self._condition}"
        method += "; Brookmeyer-Crowley interval, log-log"
        if high is None:
            high, method = np.inf, f"{method}, its upper end past the longest time seen"
        return Estimate(value, low, high, self.level, self.n, self.what, self.basis, method)

    @property
    def n(self):
        """How many times were used."""
        return len(self.observed)

    @property
    def last(self):
        """The longest time for which any was observed."""
        return float(self.observed["time"].max())

    @property
    def since(self):
        """Earliest time at risk: 0, or where all enter late, the time on which the curve is conditional."""
        return float(self.observed["entry"].min())

    def at_risk(self, time):
        """How many were under observation just before a time."""
        return int(((self.observed["entry"] < time) & (self.observed["time"] >= time)).sum())

    @property
    def _condition(self):
        return f", given {plain(self.since)} {self.what} without it" if self.since > 0 else ""

    def _first(self, column, share):
        reached = self.table["time"][self.table[column] <= share + 1e-12]
        return float(reached.iloc[0]) if len(reached) else None

    def _not(self, why, unit):
        return Estimate.not_estimable(why, self.n, unit, self.basis, self.level)


def survival(time, happened, what, basis, entry=None, level=0.95):
    """Estimate how long it takes until something happens.

    Parameters
    ----------
    time : array_like of float
        Time at which it happened or observation ended, above ``entry``.
    happened : array_like of bool
        Whether it happened; otherwise it had not by ``time``.
    what : str
        Unit of the times: ``days``, ``meetings`` …
    basis : str
    entry : array_like of float, optional
        Time from which each was under observation, 0 or above: one that would not be known had it happened before is
        at risk only after its entry (left truncation).
    level : float

    Returns
    -------
    Survival

    Raises
    ------
    DataError
        If there is none, a time is missing, infinite or not above its entry, it is not known whether it happened, or
        lengths differ.

    Notes
    -----
    Where all at risk have left before others enter, nothing ties the late to the early: the late are not used, and the
    curve ends there.

    References
    ----------
    Kaplan and Meier (1958), Journal of the American Statistical Association 53(282); Klein and Moeschberger (2003),
    Survival Analysis, 4.6 for late entry.

    Examples
    --------
    >>> seen = survival([1, 2, 2, 3, 4], [True, True, False, True, False], "years", "recorded")
    >>> print(seen.quantile())
    3 years (95% interval 1 or more; n = 5; recorded)
    >>> seen.table["value"].round(3).tolist()
    [0.8, 0.6, 0.3]
    """
    time, happened, entry = checked(time, happened, entry)
    kept = linked(time, entry)
    time, happened, entry = time[kept], happened[kept], entry[kept]
    late = np.where(entry > 0, np.nextafter(entry, np.inf), 0)  # at risk after the entry, not at it
    fitted = KaplanMeierFitter(alpha=1 - level).fit(time, happened, entry=late if late.any() else None)
    events = fitted.event_table
    rows = events[events["observed"] > 0]
    ends = fitted.confidence_interval_survival_function_.loc[rows.index]
    table = pd.DataFrame({
        "time": rows.index.to_numpy(float),
        "at_risk": rows["at_risk"].to_numpy(int),
        "happened": rows["observed"].to_numpy(int),
        "value": fitted.survival_function_.loc[rows.index].iloc[:, 0].to_numpy(float),
        "low": ends.iloc[:, 0].to_numpy(float),
        "high": ends.iloc[:, 1].to_numpy(float),
    })  # fmt: skip
    return Survival(table, pd.DataFrame({"entry": entry, "time": time}), level, what, basis)


def checked(time, happened, entry=None):
    """Times, whether it happened, and entries as arrays, one each.

    Raises
    ------
    DataError
        If lengths differ, there is none, a time is missing, infinite or not above its entry, or ``happened`` is
        neither true nor false (1 nor 0) for one.
    """
    time, happened = np.asarray(time, dtype=float), flags(happened, "happened")
    entry = np.zeros(len(time)) if entry is None else np.asarray(entry, dtype=float)
    if not time.shape == happened.shape == entry.shape:
        raise DataError(
            f"there are {len(time)} times, {len(happened)} of happened and {len(entry)} entries; give one each"
        )
    if len(time) == 0:
        raise DataError("there are no times to estimate from")
    wrong = np.flatnonzero(~((time > entry) & (entry >= 0) & np.isfinite(time)))
    if len(wrong):
        raise DataError(
            f"row {wrong[0]} has time {time[wrong[0]]} and entry {entry[wrong[0]]}; times lie above entries"
        )
    return time, happened, entry


def flags(values, name):
    """Whether something holds, as an array of bool; refused where one is missing, or is neither true nor false."""
    if np.asarray(values).dtype == bool:
        return np.asarray(values)
    values = np.asarray(values, dtype=object)
    wrong = [place for place, one in enumerate(values) if not isinstance(one, Number | np.bool) or one not in (0, 1)]
    if wrong:
        raise DataError(f"{name} is {values[wrong[0]]!r} in row {wrong[0]}; it is true or false for each")
    return values.astype(bool)


def linked(time, entry):
    """Places of those that enter before all who entered earlier have left, by entry."""
    order = np.argsort(entry, kind="stable")
    longest = np.maximum.accumulate(time[order])
    gap = np.flatnonzero((entry[order][1:] >= longest[:-1]) & (entry[order][1:] > entry[order][:-1]))
    return order[: gap[0] + 1] if len(gap) else order
