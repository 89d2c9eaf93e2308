"""Whether a single group, organization or year carries a result: it is left out, and the model fitted again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate, plain

COLUMNS = ["estimate", "low", "high"]


@dataclass(frozen=True)
class Influence:
    """An estimate with each unit left out.

    Attributes
    ----------
    whole : pandas.Series
        estimate, low and high with all of the data.
    table : pandas.DataFrame
        One row a unit left out, under its name: rows (those left out), estimate, low, high, change (of the estimate
        against the whole), why (where there is no estimate without it). Strongest change first.
    column : str
        What is left out.
    units : int
        Units in all; those beyond ``len(table)`` are too small to have been left out one by one.
    null : float
        The value of no association.
    """

    whole: pd.Series
    table: pd.DataFrame
    column: str
    units: int
    null: float

    @property
    def lowest(self):
        """Smallest estimate with one left out."""
        return float(self.table["estimate"].min())

    @property
    def highest(self):
        """Largest estimate with one left out."""
        return float(self.table["estimate"].max())

    @property
    def sign_turns(self):
        """Units without which the sign is the other."""
        turned = (self.table["estimate"] - self.null) * (self.whole["estimate"] - self.null) < 0
        return list(self.table.index[turned])

    @property
    def conclusion_turns(self):
        """Units without which the interval includes no association where it did not before, or the other way round."""
        known = self.table["low"].notna() & np.isfinite(self.whole["low"])
        return list(self.table.index[known & (self._holds(self.table) != self._holds(self.whole))])

    def foremost(self, most):
        """Rows of the table to show: the strongest changes, and whatever turns the sign or the conclusion.

        Parameters
        ----------
        most : int
            How many of the strongest changes.

        Returns
        -------
        pandas.DataFrame
            Strongest change first; without units that nothing can be estimated without.
        """
        known = self.table[self.table["estimate"].notna()]
        turning = known.index.isin([*self.sign_turns, *self.conclusion_turns])
        return known[turning | (np.arange(len(known)) < most)]

    def _holds(self, found):
        return (found["low"] <= self.null) & (self.null <= found["high"])

    def __str__(self):
        known = self.table["estimate"].notna()
        if not known.any():
            return f"No {self.column} can be left out: {self.table['why'].iloc[0]}"
        most = self.table.index[known][0]
        said = (
            f"With one {self.column} left out at a time the estimate lies between {plain(self.lowest)} and "
            f"{plain(self.highest)} (all: {plain(self.whole['estimate'])}); {most} changes it most."
        )
        return f"{said} {self._turns()}{self._rest(known)}"

    def _turns(self):
        for turned, what in ((self.sign_turns, "The sign"), (self.conclusion_turns, "The conclusion")):
            if turned:
                more = f" (and {len(turned) - 5} more)" if len(turned) > 5 else ""
                return f"{what} hangs on one of them: {', '.join(map(str, turned[:5]))}{more}."
        return "Neither the sign nor the conclusion hangs on one of them."

    def _rest(self, known):
        small = self.units - len(self.table)
        rest = f" Only the {len(self.table):,} largest of {self.units:,} were left out." if small else ""
        return rest + (f" Without {(~known).sum():,} of them nothing can be estimated." if not known.all() else "")


def influence(fit, data, column, largest=None, *, weight=None, null=0.0):
    """Fit a model again with each unit left out.

    Parameters
    ----------
    fit : callable
        Given rows of the data, returns an Estimate, or estimate, low and high by name:
        ``lambda rows: count_model("texts ~ contributions", rows, cluster="group").ratio("contributions")``, with
        ``null=1``.
    data : pandas.DataFrame
    column : str
        What is left out: the group, the organization, the year. Rows that name none always stay.
    largest : int, optional
        Leave out only so many units, the largest; the result says so.
    weight : str or pandas.Series, optional
        What makes a unit large: a column whose sum does, or a number a unit, of either sign; a missing one is largest,
        none at all smallest. `engagement.evidence.dropped.moved_without` gives those that ought to move a count model
        most. The rows of a unit if not given, which says nothing where all have as many: ties are cut as they come.
    null : float
        The value of no association: 0 for a coefficient, 1 for a ratio.

    Returns
    -------
    Influence

    Raises
    ------
    DataError
        If there is no such column, fewer than two units, or ``largest`` is not above 0. What ``fit`` raises with all
        of the data is passed on; with a unit left out it is noted under ``why``.

    References
    ----------
    Belsley, Kuh and Welsch (1980), Regression Diagnostics, chapter 2.

    Examples
    --------
    >>> import pandas as pd
    >>> def fit(rows):
    ...     mean, reach = rows["x"].mean(), 2 * rows["x"].sem()
    ...     return {"estimate": mean, "low": mean - reach, "high": mean + reach}
    >>> data = pd.DataFrame({"group": ["A", "A", "B", "B", "C", "C"], "x": [1, 2, 1, 3, 9, 8]})
    >>> found = influence(fit, data, "group")
    >>> found.table["estimate"].to_dict()
    {'C': 1.75, 'A': 5.25, 'B': 5.0}
    """
    for name in [column, *([weight] if isinstance(weight, str) else [])]:
        if name is not None and name not in data.columns:
            raise DataError(f"the data has no column {name}; it has {', '.join(map(str, data.columns))}")
    if largest is not None and largest < 1:
        raise DataError(f"largest is {largest}; leave out at least one unit")
    counts = data[column].value_counts()
    if len(counts) < 2:
        raise DataError(f"{column} has {len(counts)} different values; leaving one out needs at least two")
    chosen = _size(counts, data, column, weight).sort_values(ascending=False, kind="stable").index[:largest]
    whole = pd.Series(_numbers(fit(data)))
    table = pd.DataFrame([_without(fit, data, column, one) for one in chosen], index=pd.Index(chosen, name=column))
    table.insert(0, "rows", counts.reindex(chosen).to_numpy())
    table.insert(4, "change", table["estimate"] - whole["estimate"])
    order = np.argsort(-table["change"].abs().fillna(-1.0).to_numpy(), kind="stable")
    return Influence(whole, table.iloc[order], column, len(counts), null)


def _size(counts, data, column, weight):
    if weight is None:
        return counts
    if isinstance(weight, str):
        return data.groupby(column, observed=True)[weight].sum()
    return weight.abs().fillna(np.inf).reindex(counts.index, fill_value=-1.0)


def _without(fit, data, column, unit):
    try:
        return _numbers(fit(data[data[column] != unit])) | {"why": ""}
    except ValueError as error:
        return dict.fromkeys(COLUMNS, np.nan) | {"why": str(error)}


def _numbers(found):
    """Estimate, low and high of what a fit returned."""
    if not isinstance(found, Estimate):
        return {name: float(found[name]) for name in COLUMNS}
    if not found.estimable:
        raise DataError(found.method)
    ends = (np.nan, np.nan) if found.low is None else (found.low, found.high)
    return dict(zip(COLUMNS, (found.value, *ends), strict=True))
