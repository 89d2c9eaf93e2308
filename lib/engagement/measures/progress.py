"""How long work items take from registration to decision and to approval, those still open or deleted among them."""

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence.incidence import incidence

STAGES = {"decided": "consent, determination or, where an item needs neither, approval", "approved": "approval"}
DELETED = ("competing", "censored")


def durations(rows, stage="decided", periods=None):
    """Days from the registration of each item until it was decided, or approved.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `engagement.measures.pipeline.selected` gives, which says until when items are followed.
    stage : {"decided", "approved"}
        ``decided`` is the day of consent (AAP) or determination (TAP), of approval for a text that needs neither.
    periods : pandas.DataFrame, optional
        Table ``study_periods``. A work programme of a study period lists what was not finished when the period began.
        An item from before is therefore under observation only from then on (left truncation): had it been quicker, it
        would not be listed. Without the table all are taken as followed from registration, which is right where the
        records go back as far as the items do.

    Returns
    -------
    pandas.DataFrame
        One row an item that can be used: ``work_item_id``, ``group``, ``question``, ``process``, ``entry`` and ``time``
        (days after registration at which it came under observation, and at which it got there or observation ended),
        ``happened``, ``deleted``. An item that is deleted leaves observation on that day. ``attrs["left_out"]`` counts
        why others are not: ``unregistered`` (no day of registration), ``undated`` (it got there on a day not on
        record), ``outside`` (it got there, or was registered, when it was not under observation).

    Raises
    ------
    DataError
        If there is no such stage.

    Examples
    --------
    >>> day = pd.to_datetime
    >>> rows = pd.DataFrame({"work_item_id": ["Y.a", "Y.b"], "group": "SG13", "question": "1/13", "period": "T17",
    ...     "process": "AAP", "state": ["in approval", "under study"], "registered": day(["2017-03-01", "2018-03-01"]),
    ...     "decided": day(["2018-03-01", None]), "approved": day([None, None]), "deleted": day([None, None])})
    >>> rows.attrs = {"as_of": day("2019-03-01"), "basis": "recorded"}
    >>> durations(rows)[["time", "happened", "deleted"]].to_numpy().tolist()
    [[365.0, True, False], [365.0, False, False]]
    """
    if stage not in STAGES:
        raise DataError(f"stage is {stage!r}; items are followed until they are {' or '.join(STAGES)}")
    as_of, there = rows.attrs["as_of"], ("approved",) if stage == "approved" else ("in approval", "approved")
    begun = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]")
    if periods is not None:
        begun = rows["period"].map(periods.set_index("period")["start"].to_dict()).astype("datetime64[s]")
    days = {
        name: (column - rows["registered"]).dt.days.astype(float)
        for name, column in (("entry", begun), ("got", rows[stage]), ("gone", rows["deleted"]))
    }
    ends = pd.DataFrame({**days, "end": (as_of - rows["registered"]).dt.days.astype(float)})
    time = ends[["got", "gone", "end"]].min(axis=1)
    undated = (rows["state"].isin(there) & rows[stage].isna()) | (rows["state"].eq("deleted") & rows["deleted"].isna())
    undated |= rows["state"].eq("not known")
    entry = ends["entry"].clip(lower=0).fillna(0.0)
    found = rows[["work_item_id", "group", "question", "process"]].assign(
        entry=entry, time=time, happened=ends["got"].notna() & (ends["got"] == time),
        deleted=ends["gone"].notna() & (ends["gone"] == time) & ~(ends["got"] == time),
    )  # fmt: skip
    unregistered, outside = rows["registered"].isna(), ~(time > entry)
    out = {"unregistered": unregistered, "undated": undated & ~unregistered,
           "outside": outside & ~undated & ~unregistered}  # fmt: skip
    found = found[~(unregistered | undated | outside)].reset_index(drop=True)
    found.attrs = {"basis": rows.attrs["basis"], "stage": stage, "left_out": {k: int(v.sum()) for k, v in out.items()}}
    return found


def time_to(found, deleted="competing", level=0.95):
    """The curve of how long it takes, `engagement.evidence.incidence.incidence` over Questions.

    Parameters
    ----------
    found : pandas.DataFrame
        As `durations` gives.
    deleted : {"competing", "censored"}
        ``competing``: a deleted item will never get there, and counts among all that were registered; the curve ends
        above 0. ``censored``: it is followed until its deletion, as if it might have got there later; the curve is of
        items that are not deleted, if those deleted would have taken as long as others, which cannot be checked.
    level : float

    Returns
    -------
    Survival or None
        In days after registration; n counts items; units of the interval are Questions. None without items. For its
        coverage see `engagement.evidence.incidence.incidence`.

    Raises
    ------
    DataError
        If `deleted` is something else.
    """
    if deleted not in DELETED:
        raise DataError(f"deleted is {deleted!r}; deleted items are {' or '.join(DELETED)}")
    if found.empty:
        return None
    other = found["deleted"] if deleted == "competing" else None
    return incidence(
        found["time"], found["happened"], "days", found.attrs["basis"], other=other, entry=found["entry"],
        clusters=found["question"].astype(str), word="Questions", level=level,
    )  # fmt: skip


def median_time(curve, basis):
    """The days by which half of the items got there; not estimable without a curve."""
    return _none(basis, "days") if curve is None else curve.quantile()


def got_there(curve, days, basis):
    """The share of items, in percent, that got there within so many days of registration.

    Returns
    -------
    Estimate
        n counts items. Not estimable past the longest time for which any was followed.
    """
    if curve is None:
        return _none(basis, "%")
    left = curve.at(days)
    if not left.estimable:
        return left
    ends = (100 - left.high, 100 - left.low)
    method = f"share within {days:g} days: {left.method}"
    return Estimate(100 - left.value, *ends, left.level, left.n, "%", basis, method)


def by_group(found, days=730, deleted="competing"):
    """The same in each group.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``items``, ``happened``, ``deleted``, ``median`` and ``within`` (Estimates), in the order given.
        Groups hold few items each, and are no league table: intervals overlap far more often than not.
    """
    rows, basis = [], found.attrs["basis"]
    for group, of_group in found.groupby("group", sort=False, observed=True):
        of_group.attrs = found.attrs
        curve = time_to(of_group, deleted)
        counts = (len(of_group), int(of_group["happened"].sum()), int(of_group["deleted"].sum()))
        rows.append((group, *counts, median_time(curve, basis), got_there(curve, days, basis)))
    return pd.DataFrame(rows, columns=["group", "items", "happened", "deleted", "median", "within"])


def _none(basis, unit):
    return Estimate.not_estimable("no item with a day of registration was under observation", 0, unit, basis)
