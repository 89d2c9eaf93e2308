"""Where the items of a work programme stand on a day, and what came in and went out of it year by year."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.choosing import known_names

DECISIONS = ("consented", "determined", "approved")  # the first of them is when a group decides on the text
STATES = ("under study", "in approval", "approved", "deleted", "not known")
STAGE_STATES = {"registered": "under study", "consented": "in approval", "determined": "in approval",
                "last call": "in approval", "additional review": "in approval"}  # fmt: skip


def last_day(items, meetings=None, documents=None):
    """The last day that the records know of: of a stage, of a meeting, of a document.

    Parameters
    ----------
    items : pandas.DataFrame
        As `engagement.activities.work_items` gives.
    meetings, documents : pandas.DataFrame, optional
        With ``end`` and with ``date``. Targets are plans, and count for nothing here.

    Returns
    -------
    pandas.Timestamp

    Raises
    ------
    DataError
        If no record has a day.
    """
    columns = [items[name] for name in ("registered", "updated", "deleted", *DECISIONS)]
    columns += [] if meetings is None else [meetings["end"]]
    columns += [] if documents is None else [documents["date"]]
    days = [day for column in columns if pd.notna(day := pd.to_datetime(column).max())]
    if not days:
        raise DataError("no work item, meeting or document has a day; say as_of, such as 2024-07-31")
    return max(days)


def day_of(as_of, last):
    """The day a report looks at: the one given, or the last that the records know.

    Parameters
    ----------
    as_of : str or date-like
        Empty for the last day.
    last : pandas.Timestamp

    Returns
    -------
    pandas.Timestamp

    Raises
    ------
    DataError
        If it is no day, or later than the records.

    Examples
    --------
    >>> last = pd.Timestamp("2022-02-18")
    >>> str(day_of("", last).date()), str(day_of("2020-06-30", last).date())
    ('2022-02-18', '2020-06-30')
    """
    if not str(as_of).strip():
        return last
    day = pd.to_datetime(as_of, errors="coerce")
    if pd.isna(day):
        raise DataError(f"as_of is {as_of!r}; give a day such as {last.date()}, or leave it empty for the last one")
    if day > last:
        raise DataError(f"as_of {day.date()} is after {last.date()}, the last day the records know; choose one by then")
    return day


def selected(items, groups=(), as_of=None):
    """The items of some groups that a day knows of, each with what the measures of progress need.

    Parameters
    ----------
    items : pandas.DataFrame
        As `engagement.activities.work_items` gives.
    groups : sequence of str
        None named means all.
    as_of : pandas.Timestamp
        Items registered later are left out, later stages are not known yet. An item without a day of registration
        stays.

    Returns
    -------
    pandas.DataFrame
        The items with ``question`` (the first that it names; its group where it names none), ``decided`` (first day of
        consent, determination or approval) and ``state`` on that day, one of `STATES`. The days say it where they are
        known. Where the stage printed goes further than the days do, the item stands there on the last day of the
        records but ``not known`` on an earlier one: when it got there is not on record.

    Raises
    ------
    DataError
        If a group or a stage is unknown, or no item was registered by then.
    """
    known_names(groups, [items])
    rows = items[items["group"].isin(list(groups))] if len(groups) else items
    last = last_day(items)
    as_of = last if as_of is None else pd.Timestamp(as_of)
    rows = rows[rows["registered"].isna() | (rows["registered"] <= as_of)]
    if rows.empty:
        raise DataError(f"no work item was registered by {as_of.date()}; the first was {items['registered'].min()}")
    later = {name: rows[name].where(rows[name] <= as_of) for name in (*DECISIONS, "deleted")}
    first = rows["questions"].map(lambda text: text.split("; ")[0], na_action="ignore").astype(object)
    rows = rows.assign(**later, question=first.fillna(rows["group"]))
    rows["decided"] = rows[list(DECISIONS)].min(axis=1)
    dated = pd.Series("under study", index=rows.index)
    dated = dated.mask(rows["decided"].notna(), "in approval").mask(rows["approved"].notna(), "approved")
    dated = dated.mask(rows["deleted"].notna(), "deleted")
    stages = dict.fromkeys((*STAGE_STATES, *STATES))
    if unknown := sorted({str(stage) for stage in rows["stage"].dropna() if stage not in stages}):
        raise DataError(f"no stage {', '.join(unknown)}; there are {', '.join(stages)}")
    printed = rows["stage"].map(lambda stage: STAGE_STATES.get(stage, stage), na_action="ignore").fillna("under study")
    further = printed.map(STATES.index) > dated.map(STATES.index)
    undated = further & ~_comes_later(items.loc[rows.index], printed, as_of)
    rows["state"] = dated.mask(undated, printed if as_of >= last else "not known").astype("object")
    rows.attrs = {**items.attrs, "as_of": as_of}
    return rows


def pipeline(rows, by="group"):
    """How many items stand where.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `selected` gives.
    by : {"group", "question", "period"}

    Returns
    -------
    pandas.DataFrame
        One row a value of ``by``: that, ``group``, ``items`` and a column for each of `STATES`: complete counts of what
        is on record, without interval.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG13", "SG13", "SG15"], "state": ["approved", "under study", "deleted"]})
    >>> pipeline(rows)[["group", "items", "under study", "approved", "deleted"]].to_numpy().tolist()
    [['SG13', 2, 1, 1, 0], ['SG15', 1, 0, 0, 1]]
    """
    keys = list(dict.fromkeys(["group", by]))
    counts = rows.groupby([*keys, "state"], sort=False, observed=True).size().unstack("state", fill_value=0)
    counts = counts.reindex(columns=list(STATES), fill_value=0).rename_axis(columns=None)
    counts.insert(0, "items", counts.sum(axis=1))
    return counts.reset_index()


def per_year(rows):
    """What was registered, decided, approved and deleted in each year, and what was open at its end.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `selected` gives.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``registered``, ``decided``, ``approved``, ``deleted`` and ``open`` (registered and neither decided
        nor deleted by the end of the year, or by ``as_of`` in the last one). Items without a day of registration are
        left out. A work programme lists what its study period took over or took up, so that years before it hold only
        what was left over of them.
    """
    rows, as_of = rows[rows["registered"].notna()], rows.attrs["as_of"]
    closed = rows[["decided", "deleted"]].min(axis=1)
    names = ["registered", "decided", "approved", "deleted"]
    found = []
    for year in range(rows["registered"].min().year, as_of.year + 1):
        end = min(pd.Timestamp(year, 12, 31), as_of)
        still = (rows["registered"] <= end) & ~(closed <= end) & ~rows["state"].eq("not known")
        found.append([year, *(int((rows[name].dt.year == year).sum()) for name in names), int(still.sum())])
    return pd.DataFrame(found, columns=["year", *names, "open"])


def _comes_later(items, printed, as_of):
    """Whether the day on which an item got to where it is printed to stand is known, and after ``as_of``."""
    days = pd.DataFrame({
        "in approval": items[["consented", "determined"]].min(axis=1), "approved": items["approved"],
        "deleted": items["deleted"],
    })  # fmt: skip
    found = pd.Series(False, index=items.index)
    for state, day in days.items():
        found |= printed.eq(state) & (day > as_of)
    return found
