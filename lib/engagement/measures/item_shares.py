"""Shares of work items for which something holds: overall, by group, and by Question with partial pooling."""

import calendar

import pandas as pd

from engagement.errors import DataError
from engagement.measures.pooling import pool_shares
from engagement.measures.ratios import share

PRECISIONS = {"day": 0, "month": 1, "quarter": 3}


def overall(flags, basis):
    """The share of items for which it holds, in percent.

    Parameters
    ----------
    flags : pandas.DataFrame
        One row an item: ``question``, ``hit`` (bool); ``attrs["method"]`` names the share.
    basis : str

    Returns
    -------
    Estimate
        0 to 100 %; n counts Questions. Interval: `engagement.measures.ratios.share` over these, since the items of a
        Question go together; which groups there are is no draw. Not estimable without items. Simulated
        (`engagement.validation.coverage_progress`), 95% intervals cover 96-97% with 10 Questions of three items, 95%
        with 30 and with 100; for a share of 6% they are wider than need be, 98% with 30 Questions.
    """
    hits, questions = flags["hit"].astype(int), flags["question"].astype(str)
    method = flags.attrs.get("method", "share of items")
    return share(hits, [1] * len(hits), basis, method, clusters="Questions", labels=questions)


def by_group(flags, basis):
    """The same in each group.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``items``, ``hits`` and ``share`` (Estimate as `overall`), in the order of the items given.
    """
    rows = []
    for group, of_group in flags.groupby("group", sort=False, observed=True):
        of_group.attrs = flags.attrs
        rows.append((group, len(of_group), int(of_group["hit"].sum()), overall(of_group, basis)))
    return pd.DataFrame(rows, columns=["group", "items", "hits", "share"])


def by_question(flags, basis):
    """The same in each Question, drawn towards the others as far as chance explains how they differ.

    Returns
    -------
    pandas.DataFrame
        ``question``, ``group``, ``items``, ``hits`` and ``share`` (Estimate in percent, see
        `engagement.measures.pooling.pool_shares`; n counts items), the highest share first. A Question with a handful
        of items is neither first nor last by luck.

    Raises
    ------
    DataError
        If there are no items.
    """
    if flags.empty:
        raise DataError("there are no work items to take a share of; widen the groups or choose another day")
    found = flags.groupby(["question", "group"], sort=False, observed=True)["hit"].agg(["size", "sum"]).reset_index()
    found.columns = ["question", "group", "items", "hits"]
    pool = pool_shares(found["hits"], found["items"])
    found["share"] = pool.estimates("%", basis, n=found["items"])
    order = pd.Series(pool.means).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def overdue(rows, precision="month"):
    """Which items under study are past their target date.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.pipeline.selected` gives.
    precision : {"month", "day", "quarter"}
        What a target on the first of a month stands for, since work programmes print months and quarters, and the
        records hold their first day. With ``quarter`` a target on the first day of a quarter stands for all of it, any
        other for its month. An item is overdue once that time is over.

    Returns
    -------
    pandas.DataFrame
        One row an item under study that has a target: ``work_item_id``, ``group``, ``question``, ``target``, ``late``
        (days past the target, missing where it is not overdue), ``hit``. ``attrs["untargeted"]`` counts those without
        a target. Only the last target is on record: an item whose target was moved is not overdue, however often it
        was, so that the share is a lower bound of what is behind the first plan.

    Raises
    ------
    DataError
        If there is no such precision.

    Examples
    --------
    >>> rows = pd.DataFrame({"work_item_id": ["Y.a", "Y.b"], "group": "SG13", "question": "1/13",
    ...                      "state": "under study", "target": pd.to_datetime(["2024-04-01", "2024-07-01"])})
    >>> rows.attrs = {"as_of": pd.Timestamp("2024-07-15")}
    >>> overdue(rows)[["late", "hit"]].to_numpy().tolist()
    [[76.0, True], [nan, False]]
    """
    if precision not in PRECISIONS:
        raise DataError(f"precision is {precision!r}; it is one of {', '.join(PRECISIONS)}")
    as_of = rows.attrs["as_of"]
    going = rows[rows["state"] == "under study"]
    planned = going[going["target"].notna()]
    due = planned["target"].map(lambda day: _end(day, precision))
    late = (as_of - due).dt.days
    found = planned[["work_item_id", "group", "question", "target"]].assign(late=late.where(late > 0), hit=late > 0)
    found.attrs = {
        "untargeted": len(going) - len(planned),
        "method": f"share of items under study on {as_of.date()} that are past their target",
    }
    return found.reset_index(drop=True)


def single_supporter(rows, state="under study"):
    """Which items have one organization behind them.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.pipeline.selected` gives; ``supporters`` counts different organizations, or corporate
        groups, as the items were read.
    state : str
        Where the items stand; empty for all of them.

    Returns
    -------
    pandas.DataFrame
        One row an item that names supporting members: ``work_item_id``, ``group``, ``question``, ``supporters``,
        ``hit``. ``attrs["unnamed"]`` counts those that name none, which are neither in the part nor in the whole.
    """
    kept = rows[rows["state"] == state] if state else rows
    named = kept[kept["supporters"].notna()]
    found = named[["work_item_id", "group", "question", "supporters"]]
    found = found.assign(hit=(named["supporters"] == 1).astype(bool))
    which = f"items {state}" if state else "items"
    found.attrs = {"unnamed": len(kept) - len(named), "method": f"share of {which} with a single supporting member"}
    return found.reset_index(drop=True)


def _end(day, precision):
    """Last day of what a target stands for."""
    months = PRECISIONS[precision]
    if months == 0 or day.day != 1:
        return day
    last = day.month + 2 if months == 3 and day.month % 3 == 1 else day.month
    return pd.Timestamp(day.year, last, calendar.monthrange(day.year, last)[1])
