"""Participation per meeting: participants, countries and contributions from the published figures."""

import numpy as np
import pandas as pd

from engagement.estimate import Estimate
from engagement.evidence.resampling import cluster_bootstrap, median_interval

PRINCIPAL = ("SG", "TSAG")  # meetings of a whole group, not of its parts
LEAST_DAYS = 3
LEAST_GROUPS = 5
COUNTED = ("attending", "on site and remote", "on site", "remote only", "registered")


def principal_meetings(meetings, groups=(), first_year=None, last_year=None, least_days=LEAST_DAYS):
    """The meetings of whole groups that can be compared with one another.

    Parameters
    ----------
    meetings : pandas.DataFrame
        Table ``meeting_figures``.
    groups : sequence of str
        Groups to keep; none named means all.
    first_year, last_year : int, optional
        Years of the first day, both included.
    least_days : int
        Meetings that are shorter, or of unknown length, are left out: a plenary
        of one day closes a meeting or decides one matter, and draws another
        audience. None keeps all.

    Returns
    -------
    pandas.DataFrame
        Rows of ``meeting_figures``, by group and date.

    Raises
    ------
    ValueError
        If a group named has no meeting in the table, the years are reversed, or
        no meeting fits.
    """
    known = meetings["group"].unique()
    unknown = [group for group in groups if group not in known]
    if unknown:
        raise ValueError(f"no meetings of {', '.join(unknown)}; groups with meetings are {', '.join(sorted(known))}")
    meetings = within_years(meetings, first_year, last_year)
    days = (meetings["end"] - meetings["start"]).dt.days + 1
    kept = (
        meetings["kind"].isin(PRINCIPAL)
        & ((days >= least_days) if least_days else True)
        & (meetings["group"].isin(groups) if len(groups) else True)
    )
    if not kept.any():
        raise ValueError(
            f"no meeting of {', '.join(groups) or 'any group'} in these years lasted {least_days} days or more"
        )
    return meetings[kept].sort_values("start").sort_values("group", key=_orders, kind="stable")


def within_years(meetings, first_year=None, last_year=None):
    """The meetings that start within years, both included.

    Raises
    ------
    ValueError
        If the years are reversed or hold no meeting.
    """
    year = meetings["start"].dt.year
    first, last = first_year or year.min(), last_year or year.max()
    if first > last:
        raise ValueError(f"first_year {first} is after last_year {last}")
    if not year.between(first, last).any():
        raise ValueError(f"no meetings from {first} to {last}; they run from {year.min()} to {year.max()}")
    return meetings[year.between(first, last)]


def without_suspicious(meetings, figures):
    """The meetings with figures that look wrong as printed (column ``suspicious``) left empty."""
    wrong = meetings["suspicious"].fillna("").str.split(";")
    return meetings.assign(
        **{figure: meetings[figure].mask(wrong.map(lambda names, figure=figure: figure in names)) for figure in figures}
    )


def attending(meetings):
    """Participants of each meeting, missing where the source counts those registered: they may be more than came."""
    return meetings["participants"].mask(meetings["participants_counted"] == "registered")


def on_site(meetings):
    """Participants on site, where that is known.

    Returns
    -------
    pandas.Series
        The participants of a meeting counted on site; the participants less
        the remote ones where both are stated; otherwise missing, and missing
        for a virtual meeting.
    """
    stated = meetings["participants"] - meetings["remote_participants"]
    known = stated.where(meetings["participants_counted"] != "on site", meetings["participants"])
    return known.mask((known == 0) | (meetings["participants_counted"] == "registered"))


def around(meetings, value, day="2020-04-01"):
    """The last meeting before a day, and the first from it on, that state a figure.

    Returns
    -------
    pandas.Timestamp, pandas.Timestamp
        First days of the two meetings; NaT where there is none.

    Examples
    --------
    >>> days = pd.to_datetime(["2017-11-06", "2020-07-20", "2023-03-13"])
    >>> meetings = pd.DataFrame({"start": days, "participants": [87, None, 313]})
    >>> [str(one.date()) for one in around(meetings, "participants")]
    ['2017-11-06', '2023-03-13']
    """
    start = meetings.loc[meetings[value].notna(), "start"]
    return start[start < day].max(), start[start >= day].min()


def group_order(group):
    """Sort key of a group: study groups by number, then the others by name."""
    number = group.removeprefix("SG")
    return (0, int(number), "") if number.isdigit() else (1, 0, group)


def _years(dates):
    first, last = dates.min().year, dates.max().year
    return str(first) if first == last else f"{first}–{last}"


def _orders(groups):
    return groups.map(group_order)


def level(meetings, value, unit, basis="published"):
    """The median of a figure per meeting, group by group.

    Parameters
    ----------
    meetings : pandas.DataFrame
        One row a meeting, with ``group``, ``start`` and the figure.
    value : str
        Column of the figure.
    unit : str
        Unit of the estimates.

    Returns
    -------
    pandas.Series
        Estimate by group. n counts meetings that state the figure; with fewer
        than six there is no 95% interval for a median, and none is given.
    """
    used = meetings[meetings[value].notna()]
    return used.groupby("group", sort=False)[value].apply(
        lambda figures: median_interval(figures, unit, basis, f"median of {value.replace('_', ' ')} over meetings")
    )


def typical(meetings, value, unit, basis="published", rng=68):
    """The median of a figure over meetings of one or more groups.

    Parameters
    ----------
    meetings : pandas.DataFrame
        One row a meeting, with ``group`` and the figure.
    value : str
        Column of the figure.
    unit, basis : str
        As in ``Estimate``.
    rng : int or numpy.random.Generator
        Seed or generator of the resampling.

    Returns
    -------
    Estimate
        n counts meetings that state the figure. Over five groups or more, whole
        groups are resampled, since meetings of one resemble one another; over
        one group the interval is that of the sign test; over two to four there
        is none to give.

    Raises
    ------
    ValueError
        If no meeting states the figure.
    """
    used = meetings.loc[meetings[value].notna(), ["group", value]].astype({value: float})
    method, groups = f"median of {value} over meetings", used["group"].nunique()
    if groups <= 1:
        return median_interval(used[value], unit, basis, method)
    if groups < LEAST_GROUPS:
        few = f"{method}; {groups} groups are too few for an interval"
        return Estimate(used[value].median(), None, None, 0.95, len(used), unit, basis, few)
    return cluster_bootstrap(used[value], np.median, used["group"], unit, basis, method, rng=rng)


def era(meetings):
    """When a meeting began: ``before 2020``, ``2020 to 2022`` (travel restricted) or ``since 2023``."""
    labels = ["before 2020", "2020 to 2022", "since 2023"]
    return pd.cut(meetings["start"].dt.year, [0, 2019, 2022, 9999], labels=labels).astype(str).rename("era")


def remote_share(meetings):
    """Share of the participants who took part remotely, for meetings that state it.

    Returns
    -------
    pandas.DataFrame
        The meetings with ``remote_share`` (0 to 1) and ``era``.
    """
    stated = meetings[meetings["remote_participants"].notna() & meetings["participants"].notna()]
    share = stated["remote_participants"].astype(float) / stated["participants"].astype(float)
    return stated.assign(remote_share=share, era=era(stated))


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
