"""In which year, or at which meeting, an organization was there: occasions in their order."""

import re

import numpy as np
import pandas as pd

from engagement.errors import DataError

PER = ("year", "meeting", "period")
WITHDRAWN = "withdrawn"
WHOLE = "plenary"


def took_place(records, column="meeting_id"):
    """The records of occasions that took place: one whose documents were all withdrawn is left out as called off.

    Parameters
    ----------
    records : pandas.DataFrame
        As ``engagement.activities.contributions`` gives, with the column and, where it is known, ``outcome``.
    column : str
        ``meeting_id``, or ``period`` where there are no meetings. A row that names none is kept.

    Returns
    -------
    pandas.DataFrame
        The rows kept; a document withdrawn from an occasion that took place is among them.

    Examples
    --------
    >>> records = pd.DataFrame({"meeting_id": ["M1", "M1", "M2"], "outcome": ["withdrawn", None, "withdrawn"]})
    >>> took_place(records)["meeting_id"].tolist()
    ['M1', 'M1']
    """
    if "outcome" not in records:
        return records
    left = ~(records["outcome"] == WITHDRAWN).fillna(False)
    found = records[records[column].isna() | records[column].isin(records.loc[left, column].dropna().unique())]
    found.attrs = dict(records.attrs)
    return found


def presences(records, per="year", leave_out=()):
    """Which organizations were there on which occasion.

    Parameters
    ----------
    records : pandas.DataFrame
        What organizations did, as ``engagement.activities.contributions`` or ``attendances`` gives: ``organization``
        (rows without it are left out) and, as far as `per` needs them, ``date`` or ``start``, ``meeting_id``,
        ``period``. A document whose ``outcome`` is that it was withdrawn is no presence.
    per : {"year", "meeting", "period"}
        What an occasion is. Meetings stand in the order of the median date of their records, those without a date in
        the order of the numbers in their names.
    leave_out : collection of str
        Occasions whose records are not complete: an organization missing from a list that was cut off has not lapsed.

    Returns
    -------
    pandas.DataFrame
        One row an organization and occasion: ``organization``, ``occasion``, ``place`` (0 is the first). ``attrs``
        carries ``occasions`` (labels in order), ``days`` (median date of each, None without), ``per`` and the basis.

    Raises
    ------
    DataError
        If there is no such kind of occasion, no row states one, or one to leave out is not there.

    Examples
    --------
    >>> records = pd.DataFrame({"organization": ["a", "b", "a", None], "meeting_id": ["M9", "M9", "M10", "M10"]})
    >>> presences(records, "meeting")[["organization", "occasion", "place"]].to_numpy().tolist()
    [['a', 'M9', 0], ['b', 'M9', 0], ['a', 'M10', 1]]
    """
    if per not in PER:
        raise DataError(f"per is {per!r}; an occasion is one of {', '.join(PER)}")
    there = records if "outcome" not in records else records[~(records["outcome"] == WITHDRAWN).fillna(False)]
    rows = pd.DataFrame({"organization": there["organization"], "occasion": _occasion(there, per), "day": _day(there)})
    rows = rows.dropna(subset="occasion")
    if rows.empty:
        raise DataError(f"no record states its {per}; choose another of {', '.join(PER)}")
    days = rows.groupby("occasion")["day"].median()
    labels = _ordered(days)
    unknown = [name for name in leave_out if name not in labels]
    if unknown:
        raise DataError(f"there is no {per} {', '.join(unknown)} to leave out; there are {labels[0]} to {labels[-1]}")
    labels = [label for label in labels if label not in set(leave_out)]
    pairs = rows.dropna(subset="organization")[["organization", "occasion"]].drop_duplicates()
    pairs = pairs[pairs["occasion"].isin(labels)]
    found = pairs.assign(place=pairs["occasion"].map({label: n for n, label in enumerate(labels)}).astype(int))
    found = found.sort_values(["place", "organization"], ignore_index=True)
    middle = [str(days[label].date()) if pd.notna(days[label]) else None for label in labels]
    found.attrs = {"occasions": labels, "days": middle, "per": per, "basis": records.attrs.get("basis")}
    return found


def panel(records, meetings, per="", leave_out=(), among=None):
    """Presences on occasions that can be compared with one another.

    Parameters
    ----------
    records : pandas.DataFrame
        As for `presences`.
    meetings : pandas.DataFrame or None
        As ``engagement.activities.meetings`` gives: of meetings, only those not known to be of a part of a group
        (rapporteur groups, working parties, joint meetings) are taken, since they draw other organizations.
    per : {"", "year", "meeting", "period"}
        As `kind_of_occasion` says if it is empty.
    leave_out : collection of str
        Occasions known to be incomplete, where the records have them.
    among : pandas.DataFrame, optional
        All records of the body, of which `records` are a choice. By year, a first and a last year that they do not
        cover are left out as well, see `partial_years`.

    Returns
    -------
    pandas.DataFrame
        As `presences`; ``attrs["left_out"]`` lists what was left out.
    """
    per = per or kind_of_occasion(records)
    if per == "meeting" and meetings is not None:
        parts = meetings.loc[~meetings["meeting_kind"].fillna(WHOLE).isin([WHOLE]), "meeting_id"]
        records = records[~records["meeting_id"].isin(parts)]
    if per == "year":
        leave_out = [*leave_out, *partial_years(records if among is None else among)]
    there = set(_occasion(records, per).dropna())
    left_out = [name for name in dict.fromkeys(leave_out) if name in there]
    found = presences(records, per, left_out)
    found.attrs["left_out"] = left_out
    return found


def place_of(found, year):
    """Place of the first occasion of a year or after it; 0 where occasions have no dates.

    Raises
    ------
    DataError
        If all are before the year.

    Examples
    --------
    >>> records = pd.DataFrame({"organization": ["a"] * 2, "date": pd.to_datetime(["2001-05-01", "2004-03-01"])})
    >>> place_of(presences(records), 2003)
    1
    """
    days = found.attrs["days"]
    if None in days:
        return 0
    later = [place for place, day in enumerate(days) if int(day[:4]) >= year]
    if not later:
        raise DataError(f"all occasions are before {year}; the last is {found.attrs['occasions'][-1]}")
    return later[0]


def kind_of_occasion(records):
    """Whether records are best taken by meeting or by year.

    By meeting where they belong to one group, or to none, and state meetings; several groups meet at different times,
    and then a year is what they share.

    Examples
    --------
    >>> kind_of_occasion(pd.DataFrame({"group": ["SG5", "SG13"], "meeting_id": ["a", "b"]}))
    'year'
    """
    if records["meeting_id"].isna().all() or records["group"].nunique() > 1:
        return "year"
    return "meeting"


def partial_years(records, days=60):
    """The first year of records that begin well after it does, and the last one of records that end well before.

    Whoever is missing from such a year may have been there: it is no occasion yet.

    Parameters
    ----------
    records : pandas.DataFrame
    days : int
        Days from the beginning or the end of a year within which records may begin or end for it to count as whole.

    Returns
    -------
    list of str
        Years, none to two.

    Examples
    --------
    >>> partial_years(pd.DataFrame({"date": pd.to_datetime(["2021-11-04", "2022-03-01", "2023-01-15"])}))
    ['2021', '2023']
    """
    day = _day(records)
    first, last, margin = day.min(), day.max(), pd.Timedelta(days=days)
    if pd.isna(last):
        return []
    late = [str(first.year)] if first - margin > pd.Timestamp(first.year, 1, 1) else []
    early = [str(last.year)] if last + margin < pd.Timestamp(last.year, 12, 31) else []
    return list(dict.fromkeys(late + early))


def grid(found):
    """Presences as a table of true and false: one row an organization, one column an occasion.

    Returns
    -------
    numpy.ndarray of bool, shape (organizations, occasions)
    pandas.Index
        The organizations, in order.
    """
    codes, organizations = pd.factorize(found["organization"], sort=True)
    there = np.zeros((len(organizations), len(found.attrs["occasions"])), dtype=bool)
    there[codes, found["place"].to_numpy(int)] = True
    return there, organizations


def _occasion(records, per):
    if per == "year":
        return _day(records).dt.year.astype("Int64").astype("string")
    return records["meeting_id" if per == "meeting" else "period"].astype("string")


def _day(records):
    name = "date" if "date" in records else "start"
    if name not in records:
        return pd.Series(pd.NaT, index=records.index, dtype="datetime64[s]")
    return pd.to_datetime(records[name])


def _ordered(days):
    """Occasions by median day; without days, by the words and numbers of their names."""
    by_name = sorted(days.index, key=lambda name: [
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", name) if part
    ])  # fmt: skip
    if days.isna().any():
        return by_name
    return list(days.loc[by_name].sort_values(kind="stable").index)
