"""Participation per meeting: participants, countries and contributions from the published figures."""

import pandas as pd

from engagement.evidence.resampling import median_interval

PRINCIPAL = ("SG", "TSAG")  # meetings of a whole group, not of its parts
LEAST_DAYS = 3
COUNTED = ("attending", "on site and remote", "on site", "remote only", "registered")


def principal_meetings(meetings, groups=(), first_year=None, last_year=None, least_days=LEAST_DAYS):
    """The meetings of whole groups that can be compared with one another.

    Parameters
    ----------
    meetings : pandas.DataFrame
        Table ``meetings``.
    groups : sequence of str
        Groups to keep; none named means all.
    first_year, last_year : int, optional
        Years of the first day, both included.
    least_days : int
        Meetings that are shorter, or of unknown length, are left out: a plenary
        of one day closes a meeting or decides one matter, and draws another audience.

    Returns
    -------
    pandas.DataFrame
        Rows of ``meetings``, by group and date.

    Raises
    ------
    ValueError
        If a group named has no meeting in the table, or the years are reversed.
    """
    known = meetings["group"].unique()
    unknown = [group for group in groups if group not in known]
    if unknown:
        raise ValueError(f"no meetings of {', '.join(unknown)}; groups with meetings are {', '.join(sorted(known))}")
    first, last = first_year or 0, last_year or 9999
    if first > last:
        raise ValueError(f"first_year {first} is after last_year {last}")
    days = (meetings["end"] - meetings["start"]).dt.days + 1
    kept = (
        meetings["kind"].isin(PRINCIPAL)
        & meetings["start"].dt.year.between(first, last)
        & (days >= least_days)
        & (meetings["group"].isin(groups) if len(groups) else True)
    )
    return meetings[kept].sort_values("start").sort_values("group", key=_orders, kind="stable")


def group_order(group):
    """Sort key of a group: study groups by number, then the others by name."""
    number = group.removeprefix("SG")
    return (0, int(number), "") if number.isdigit() else (1, 0, group)


def _years(dates):
    first, last = dates.min().year, dates.max().year
    return str(first) if first == last else f"{first}–{last}"


def _orders(groups):
    return groups.map(group_order)


def level(meetings, value, unit, since=None, basis="published"):
    """The median of a figure per meeting, group by group.

    Parameters
    ----------
    meetings : pandas.DataFrame
        One row a meeting, with ``group``, ``start`` and the figure.
    value : str
        Column of the figure.
    unit : str
        Unit of the estimates.
    since : date-like, optional
        Meetings from this day on only.

    Returns
    -------
    pandas.Series
        Estimate by group. n counts meetings that state the figure; with fewer
        than six there is no 95% interval for a median, and none is given.
    """
    used = meetings[meetings[value].notna() & (meetings["start"] >= pd.Timestamp(since or "1900-01-01"))]
    return used.groupby("group", sort=False)[value].apply(
        lambda figures: median_interval(figures, unit, basis, f"median of {value.replace('_', ' ')} over meetings")
    )


def remote_share(meetings):
    """Share of the participants who took part remotely, for meetings that state it.

    Returns
    -------
    pandas.DataFrame
        The meetings with ``remote_share`` (0 to 1) and ``era``: before 2020,
        2020 to 2022 (travel restricted) or since 2023.
    """
    stated = meetings[meetings["remote_participants"].notna() & meetings["participants"].notna()]
    year = stated["start"].dt.year
    return stated.assign(
        remote_share=stated["remote_participants"].astype(float) / stated["participants"].astype(float),
        era=pd.cut(year, [0, 2019, 2022, 9999], labels=["before 2020", "2020 to 2022", "since 2023"]).astype(str),
    )


def coverage(meetings, values):
    """How many meetings are known by group, and how many of them state each figure.

    Returns
    -------
    pandas.DataFrame
        One row a group: ``group``, ``meetings``, ``years`` (first and last) and a count for each of ``values``.
    """
    by_group = meetings.groupby("group", sort=False)
    counts = by_group[list(values)].count().astype(int)
    counts.insert(0, "meetings", by_group.size())
    counts.insert(1, "years", by_group["start"].agg(_years))
    return counts.reset_index()
