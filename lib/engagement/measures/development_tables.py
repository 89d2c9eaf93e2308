"""Tables of the share of developing countries: activity by activity, group by group, year by year."""

from dataclasses import dataclass

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.evidence import comparing
from engagement.measures import behind, development, placed
from engagement.measures.occasions import partial_years
from engagement.measures.told_shares import of_developing


@dataclass(frozen=True)
class Change:
    """The share of developing countries in the first years and in the last.

    Parameters
    ----------
    early, late : Estimate
        Percent.
    difference : Estimate
        The second less the first, in percentage points.
    until, since : int
        The last of the first years, and the first of the last.
    """

    early: Estimate
    late: Estimate
    difference: Estimate
    until: int
    since: int


def known(rows, told=float):
    """Share of the credits whose country is classified, 0 to 1.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``credit`` and ``development_status``.
    told : callable
        Makes of an amount the one that may be told, as `engagement.disclosure.Rule.rounded` does.

    Raises
    ------
    DataError
        If there are no credits.

    Examples
    --------
    >>> known(pd.DataFrame({"credit": [3.0, 1.0], "development_status": ["other", None]}))
    0.75
    """
    whole = float(rows["credit"].sum())
    if whole <= 0:
        raise DataError("there are no credits to take a share of; choose other groups or years")
    part = float(rows.loc[rows["development_status"].notna(), "credit"].sum())
    return told(part) / (told(whole) or 1)


def share_in(activity, rows, basis, rule=None):
    """The share of developing countries in one activity, what is drawn being that of the activity.

    Parameters
    ----------
    activity : str
        As `engagement.measures.placed` names it.
    rows : pandas.DataFrame
        As that module gives, with ``development_status``.
    basis : str
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told; without it, as they are.
    """
    rule = rule if "person" in rows else None
    share = development.share(rows, basis, activity, "drawn", placed.drawn_in(activity), rule)
    return of_developing(share, rows, rule)


def overview(activities, statuses, benchmark, basis, rule=None):
    """The share of developing countries in each activity, and against their share of Member States.

    Parameters
    ----------
    activities : dict of str to pandas.DataFrame
        As the functions of `engagement.measures.placed` give.
    statuses : pandas.Series
        As `engagement.measures.development.status` gives.
    benchmark : Estimate
        As `engagement.measures.development.member_states` gives.
    basis : str
    rule : engagement.disclosure.Rule, optional
        How numbers of persons are told; without it, as they are.

    Returns
    -------
    pandas.DataFrame
        One row an activity: ``activity``, ``rows``, ``filled`` (those whose country is that of the organization),
        ``classified`` (0 to 1), ``share`` and ``ratio`` (Estimates), ``behind`` (what n counts, in words) and
        ``unknown`` (how many of n are rows that do not say). Rows that are persons are counted as the rule says.
    """
    found = []
    for activity, rows in activities.items():
        rows = development.classified(rows, statuses)
        persons = rule if "person" in rows else None
        told = persons.rounded if persons else lambda count: count
        share, filled = share_in(activity, rows, basis, rule), int(rows["filled"].sum())
        ratio = development.representation(share, benchmark)
        of, no = behind.counted(rows.loc[rows["development_status"].notna(), "drawn"])
        words = behind.words(of, persons.words(no) if persons else no, placed.drawn_in(activity), activity)
        found.append((activity, told(len(rows)), told(filled), known(rows, told), share, ratio, words, told(no)))
    columns = ["activity", "rows", "filled", "classified", "share", "ratio", "behind", "unknown"]
    return pd.DataFrame(found, columns=columns)


def by(activity, rows, column, basis, least=1):
    """The share of developing countries in one activity within each group, year or period.

    Parameters
    ----------
    activity : str
    rows : pandas.DataFrame
        With ``development_status``.
    column : str
        ``group``, ``year`` or ``period``; rows without it are left out.
    basis : str
    least : int
        Values with fewer organizations, or whatever is drawn, are left out: their share is that of a few.

    Returns
    -------
    pandas.DataFrame
        One row a value, in order: the column, ``credit``, ``classified`` and ``share`` (Estimate).
        ``attrs["left_out"]`` counts the values left out.

    Raises
    ------
    DataError
        If there is no such column.
    """
    if column not in rows:
        raise DataError(f"the rows have no column {column!r}; they have {', '.join(rows.columns)}")
    stated = rows.dropna(subset=column)
    counted = stated[stated["development_status"].notna() & (stated["credit"] > 0)].groupby(column, observed=True)
    many = counted["drawn"].nunique() + counted["drawn"].size() - counted["drawn"].count()  # a row without: of its own
    found, values = [], many.index[many >= max(least, 1)]
    for value, mine in stated[stated[column].isin(values)].groupby(column, observed=True):
        found.append((value, float(mine["credit"].sum()), known(mine), share_in(activity, mine, basis)))
    frame = pd.DataFrame(found, columns=[column, "credit", "classified", "share"])
    frame.attrs["left_out"] = stated[column].nunique() - len(values)
    return frame


def in_whole_years(rows, records):
    """Rows without those of a first or last year that the records do not cover.

    Parameters
    ----------
    rows : pandas.DataFrame
        As the functions of `engagement.measures.placed` give; rows without a year are kept.
    records : pandas.DataFrame
        What they were made of, with the day of each, see `engagement.measures.occasions.partial_years`.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> records = pd.DataFrame({"date": pd.to_datetime(["2021-01-04", "2022-03-01", "2023-01-01"])})
    >>> in_whole_years(pd.DataFrame({"year": [2021, 2022, 2023, None]}), records)["year"].tolist()
    [2021.0, 2022.0, nan]
    """
    partial = [int(year) for year in partial_years(records)]
    return rows[~rows["year"].isin(partial)]


def change(activity, rows, years, basis, most=5):
    """How the share of developing countries in an activity has changed.

    Parameters
    ----------
    activity : str
    rows : pandas.DataFrame
        With ``year`` and ``development_status``.
    years : sequence of int
        Two or more, in order.
    basis : str
    most : int
        As many years at either end, at most half of all.

    Returns
    -------
    Change
    """
    many = min(most, len(years) // 2)
    first, last = list(years)[:many], list(years)[-many:]
    early, late = (share_in(activity, rows[rows["year"].isin(those)], basis) for those in (first, last))
    return Change(early, late, comparing.difference(late, early, "percentage points"), int(first[-1]), int(last[0]))


def largest_group(rows):
    """The group that most rows are of.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``group`` and ``development_status``; rows whose country is not classified do not count.

    Returns
    -------
    tuple or None
        Its name, its rows and all rows; of groups with as many, the first. None where no row states a group.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG5", "SG5", "SG9"], "development_status": ["developing", "other", "other"]})
    >>> largest_group(rows)
    ('SG5', 2, 3)
    """
    mine = rows[rows["development_status"].notna()]
    many = mine["group"].value_counts()
    return (many.index[0], int(many.iloc[0]), len(mine)) if len(many) else None


def seats_of_largest_group(rows, basis):
    """How many seats the group with most has, as a number: n counts all seats, the unit names the group.

    Parameters
    ----------
    rows : pandas.DataFrame
        As for `largest_group`.
    basis : str

    Returns
    -------
    Estimate
        A complete count. Not estimable where no seat states a group, or none is of a country that is classified.

    Examples
    --------
    >>> rows = pd.DataFrame({"group": ["SG5", "SG5", "SG9"], "development_status": ["developing", "other", "other"]})
    >>> print(seats_of_largest_group(rows, "published"))
    2 seats of SG5 (no interval; n = 3; published)
    """
    found = largest_group(rows)
    if found is None:
        return Estimate.not_estimable("no seat states its group and its country", 0, "seats", basis)
    group, mine, every = found
    how = "complete count: seats of the group that has most of those known"
    return Estimate(mine, None, None, 0.95, every, f"seats of {group}", basis, how)


def not_classified(rows):
    """Countries that the definition does not classify, and rows without a country.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``country``, ``credit`` and ``development_status``.

    Returns
    -------
    pandas.DataFrame
        ``country`` (``not stated`` where there is none), ``credit`` and ``share`` of all credits (percent), the most
        first: a complete count.

    Examples
    --------
    >>> rows = pd.DataFrame({"country": ["TW", None, "FR"], "credit": [1.0, 2, 5],
    ...                      "development_status": [None, None, "other"]})
    >>> not_classified(rows).to_numpy().tolist()
    [['not stated', 2.0, 25.0], ['TW', 1.0, 12.5]]
    """
    those = rows[rows["development_status"].isna()]
    names = those["country"].astype(object).where(those["country"].notna(), "not stated")
    amounts = those["credit"].astype(float).groupby(names).sum().sort_values(ascending=False, kind="stable")
    whole = float(rows["credit"].sum())
    return pd.DataFrame(
        {"country": list(amounts.index), "credit": amounts.tolist(), "share": [100 * one / whole for one in amounts]}
    )


def described(countries, definitions):
    """What each definition goes by, and how it divides the Member States.

    Parameters
    ----------
    countries, definitions : pandas.DataFrame
        Tables ``countries`` and ``development_definitions``.

    Returns
    -------
    pandas.DataFrame
        One row a definition: ``definition``, ``developing if`` (in words) and the Member States that are
        ``developing``, ``other`` and ``not classified``: complete counts.
    """
    members = countries.loc[countries["itu_member"].fillna(False).astype(bool), "iso2"]
    found = []
    for name in development.definitions_there(definitions):
        rows = definitions[(definitions["definition"] == name) & definitions["counts"]]
        words = [
            column if set(mine["value"]) == {"true"} else f"{column}: {', '.join(mine['value'])}"
            for column, mine in rows.groupby("column", sort=False)
        ]
        of = members.map(development.status(countries, definitions, name).to_dict())
        found.append((name, " or ".join(words).replace("_", " "), int((of == development.DEVELOPING).sum()),
                      int((of == development.OTHER).sum()), int(of.isna().sum())))  # fmt: skip
    return pd.DataFrame(found, columns=["definition", "developing if", "developing", "other", "not classified"])
