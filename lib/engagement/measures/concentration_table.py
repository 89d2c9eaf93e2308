"""Concentration of every group, meeting … at once, for tables of any size."""

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence import inequality
from engagement.measures import diversity, share_statistics
from engagement.measures.credit_totals import credit_totals

LARGEST, HALF = 4, 0.5
MEASURES = {
    "hhi": share_statistics.SQUARES,
    "gini": share_statistics.MEAN_DIFFERENCE,
    "shannon": diversity.ENTROPY,
    "simpson": diversity.PAIRS,
    "concentration_ratio": share_statistics.largest(LARGEST),
    "elephant_factor": share_statistics.fewest(HALF),
}
UNITS = {
    "hhi": "HHI",
    "gini": "Gini coefficient",
    "shannon": "nats",
    "simpson": "Simpson diversity",
    "concentration_ratio": "share of the 4 largest",
    "elephant_factor": "organizations that hold half",
}
ENOUGH = {"concentration_ratio": LARGEST + 1}  # organizations from which there is an interval; 2 otherwise


def concentration_by(credits, within=("group",), level=0.95):
    """Concentration and diversity of the credits within each group, meeting …

    Parameters
    ----------
    credits : pandas.DataFrame or pyarrow.Table
        One row a document and organization: ``organization``, ``credit`` (documents, 0 or above), ``document_id`` and
        the columns of `within`, as `engagement.activities.contributions` gives. Rows without organization are counted
        as contributions and left out of the rest.
    within : sequence of str
        Columns to measure apart; rows where one of them is missing are left out.
    level : float or None
        Coverage of the intervals; None leaves them out, for a look at very large tables.

    Returns
    -------
    pandas.DataFrame
        One row a group …: `within`, ``contributions`` (different documents), ``organizations`` (n: those with a
        credit), ``credit``, and for each of ``hhi``, ``gini``, ``shannon`` (nats), ``simpson``,
        ``concentration_ratio`` (of the four largest) and ``elephant_factor`` (of a half) the value and, under
        ``…_low`` and ``…_high``, the interval, as the functions of `engagement.measures` of that name give it. Missing
        where not estimable: all with no organization, ``gini`` with 1. No interval where they give none. ``attrs``
        carries the basis.

    Raises
    ------
    DataError
        If a column is missing, or a credit is missing, negative or infinite.

    Examples
    --------
    >>> credits = pd.DataFrame({"group": ["A", "A", "B"], "document_id": ["1", "2", "3"],
    ...                         "organization": ["x", "y", "x"], "credit": [3.0, 1.0, 2.0]})
    >>> concentration_by(credits)[["group", "organizations", "hhi", "elephant_factor"]].to_numpy().tolist()
    [['A', 2, 0.625, 1.0], ['B', 1, 1.0, 1.0]]
    """
    within = list(within)
    if not within or "organization" in within:
        raise DataError(f"within is {within}; name columns to measure apart other than organization, such as group")
    names = list(credits.column_names if isinstance(credits, pa.Table) else credits)
    if lacking := [name for name in [*within, "organization", "document_id", "credit"] if name not in names]:
        raise DataError(f"the credits have no column {', '.join(lacking)}; they have {', '.join(names)}")
    groups, held, ends = credit_totals(credits, within)
    many = np.diff(ends)
    table = groups.assign(organizations=many, credit=0.0)
    found = _measured(held, ends[:-1][many > 0], level).set_index(np.flatnonzero(many))
    table["credit"] = table["credit"].where(many == 0, found["credit"])
    table = table.join(found.drop(columns=["organizations", "credit"]))
    table.attrs = dict(getattr(credits, "attrs", {}))
    return table


def estimates(table, measure, basis, level=0.95):
    """One measure of a table as estimates.

    Parameters
    ----------
    table : pandas.DataFrame
        As `concentration_by` gives.
    measure : str
        ``hhi``, ``gini`` …
    basis : str
    level : float
        The one of the table.

    Returns
    -------
    list of Estimate
        One a row; not estimable where the table has no value.
    """
    method = f"{measure.replace('_', ' ')}; {share_statistics.DRAWN}"
    found = []
    for n, *ends in table[["organizations", measure, f"{measure}_low", f"{measure}_high"]].itertuples(index=False):
        value, low, high = (None if pd.isna(end) else end for end in ends)
        why = f"{n} organization" if n == 1 else f"{n} organizations"
        found.append(
            Estimate.not_estimable(why, n, UNITS[measure], basis, level)
            if value is None else Estimate(value, low, high, level, n, UNITS[measure], basis, method)
        )  # fmt: skip
    return found


def read_out(table, basis):
    """A table for readers: what it is within, contributions, organizations, and each measure with its interval."""
    within = list(table)[: list(table).index("contributions")]
    found = table[[*within, "contributions", "organizations"]].copy()
    for measure in MEASURES:
        found[UNITS[measure]] = estimates(table, measure, basis)
    return found


def rarefied_by(credits, groups, column="group"):
    """Organizations expected among equally many mentions of organizations, so that groups of unequal size compare.

    Parameters
    ----------
    credits : pandas.DataFrame
        As `engagement.activities.contributions` gives, by whole counting or fractional.
    groups : sequence of str
        The groups to compare.
    column : str

    Returns
    -------
    int
        Mentions, a document of two organizations having two: as many as the smallest of the groups has.
    list of Estimate
        One a group, see `engagement.measures.rarefied`.
    """
    rows = credits.dropna(subset=["organization"])
    rows = rows[rows[column].isin(list(groups))]
    counts = rows.groupby([column, "organization"], observed=True)["document_id"].nunique()
    least = int(counts.groupby(level=0).sum().reindex(list(groups), fill_value=0).min())
    if least == 0:
        raise DataError(
            f"one of the groups {', '.join(groups)} has no contribution of a known organization; leave it out"
        )
    basis = {"basis": credits.attrs.get("basis")}
    held = [counts.loc[group].rename("contributions") for group in groups]
    for one in held:
        one.attrs = basis
    return least, [diversity.rarefied(one, least) for one in held]


def _measured(held, starts, level):
    """Every measure of each row; what a row holds stands ascending, one row after another."""
    many = np.diff(np.append(starts, len(held)))
    total = np.add.reduceat(held, starts) if len(starts) else np.zeros(0)
    found = pd.DataFrame({"organizations": many, "credit": total})
    values, reached = _values(held, starts, many, total)
    if level is None:
        return found.assign(**values)
    skews = inequality.log_skew(held, starts) if len(starts) else total
    differ = held[starts] < held[starts + many - 1] if len(starts) else total > 0
    order = np.lexsort([skews, many])
    fit = order[(differ & (many >= 2) & (many <= inequality.SIZES[-1]))[order]]
    shown = np.stack([values[name][fit] for name in MEASURES])
    seen = np.stack([(reached if one.seen else values[name])[fit] for name, one in MEASURES.items()])
    ends = inequality.intervals(many[fit], skews[fit], shown, seen, tuple(MEASURES.values()), level)
    for name, *sides in zip(MEASURES, *ends, strict=True):
        found[name] = values[name]
        for side, end in zip(("low", "high"), sides, strict=True):
            column = np.full(len(many), np.nan)
            column[fit] = np.where(many[fit] >= ENOUGH.get(name, 2), end, np.nan)
            found[f"{name}_{side}"] = column
    return found


def _values(held, starts, many, total):
    """Every measure of each row, and how far into the last organization of the elephant factor the half is reached."""
    if not len(starts):
        return {name: np.zeros(0) for name in MEASURES}, np.zeros(0)
    place = np.arange(len(held)) - np.repeat(starts, many)
    from_top = np.repeat(many, many) - place  # 1 is the largest
    share = held / np.repeat(total, many)
    above = np.cumsum(share[::-1])[::-1]
    ends = np.append(above, 0.0)[starts + many]
    above = above - np.repeat(ends, many) - share  # held by all larger ones

    def added(amounts):
        return np.add.reduceat(amounts, starts)

    squares = added(share**2)
    logs = np.log(share)
    needed = above < HALF - share_statistics.ROUNDING
    last = needed & (from_top == np.repeat(added(needed.astype(int)), many))
    values = {
        "hhi": squares,
        "gini": np.where(many > 1, added(share * (2 * place + 1 - np.repeat(many, many))) / many, np.nan),
        "shannon": np.maximum(-added(share * logs), 0.0),
        "simpson": 1 - squares,
        "concentration_ratio": np.minimum(added(np.where(from_top <= LARGEST, share, 0.0)), 1.0),
        "elephant_factor": added(needed.astype(float)),
    }
    return values, from_top[last] - 1 + (HALF - above[last]) / share[last]
