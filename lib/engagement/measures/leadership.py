"""Who leads: seats by role, kind of organization, country, region, development."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.measures import behind
from engagement.measures.choosing import known_names

MANAGEMENT = (
    "chair", "vice-chair", "working party chair", "working party vice-chair", "working party chair or vice-chair",
)  # fmt: skip
EXPERTS = ("rapporteur", "acting rapporteur", "associate rapporteur", "liaison rapporteur", "editor")
ITU = r"^https?://(?:[\w-]+\.)*itu\.int/"
BENCHES = {"management": MANAGEMENT, "experts": EXPERTS}
UNKNOWN = "not known"


def benches(seats):
    """Which seats manage a group and which lead its technical work.

    Parameters
    ----------
    seats : pandas.DataFrame
        As `engagement.activities.seats` gives.

    Returns
    -------
    pandas.Series
        ``management`` (chairs and vice-chairs of groups and working parties), ``experts`` (rapporteurs of all sorts and
        editors), ``other`` (regional groups, JCAs, mentors …).

    Examples
    --------
    >>> benches(pd.DataFrame({"role": ["vice-chair", "editor", "JCA chair"]})).tolist()
    ['management', 'experts', 'other']
    """
    words = {role: bench for bench, roles in BENCHES.items() for role in roles}
    return seats["role"].map(words).astype(object).fillna("other").rename("bench")


def printed(leadership):
    """The published statements of seats in the form of `engagement.activities.seats`, each seat once.

    Parameters
    ----------
    leadership : pandas.DataFrame
        Table ``leadership``.

    Returns
    -------
    pandas.DataFrame
        Its columns ``role``, ``group``, ``scope``, ``period``, ``country``, ``organization_printed``; ``person``,
        ``start`` and ``end``, which no source states, all missing; ``from_itu``, whether the source is a page of ITU:
        others, such as the press of a country, name the seats of their own. Repeated statements of a seat are left out,
        those that may be repetitions are kept.
    """
    rows = leadership[leadership["repeat_certainty"].ne("same").fillna(True)].reset_index(drop=True)
    rows = rows.assign(person=pd.NA, start=pd.NaT, end=pd.NaT, from_itu=rows["source"].str.contains(ITU, regex=True))
    columns = ["role", "group", "scope", "period", "person", "country", "start", "end", "organization_printed"]
    return rows[[*columns, "from_itu"]]


def present(seats):
    """The seats that somebody holds: without those whose holder has left, by the list.

    Examples
    --------
    >>> present(pd.DataFrame({"role": ["chair", "chair"], "end": [pd.Timestamp("2019-01-01"), pd.NaT]})).index.tolist()
    [1]
    """
    return seats[seats["end"].isna()]


def chosen(records, groups=(), periods=()):
    """The seats that somebody holds, of some groups and study periods.

    Parameters
    ----------
    records : dict of any to pandas.DataFrame
        Seats, by body.
    groups, periods : sequence of str
        None named means all.

    Returns
    -------
    dict
        Without the bodies that have no such seat.

    Raises
    ------
    DataError
        If none of them knows a group or a period, or nothing is left.
    """
    for column, named in (("group", groups), ("period", periods)):
        known_names(named, records.values(), column)
    found = {}
    for body, rows in records.items():
        kept = present(rows)
        for column, named in (("group", groups), ("period", periods)):
            kept = kept[kept[column].isin(list(named))] if len(named) else kept
        if len(kept):
            found[body] = kept.reset_index(drop=True)
    if not found:
        raise DataError(f"no seat of {', '.join(groups) or 'any group'} in {', '.join(periods) or 'any period'}")
    return found


def counted(seats, by, rows="group", order=()):
    """Seats by two things: groups and roles, groups and regions …

    Parameters
    ----------
    seats : pandas.DataFrame
    by : str
        Column of `seats` that makes the columns.
    rows : str
        Column that makes the rows.
    order : sequence of str
        Values of `by` that have a column each, in this order, also where nobody has such a seat.

    Returns
    -------
    pandas.DataFrame
        One row a value of `rows`, the most seats first: the column, ``seats`` and a count for each value of `by`, the
        most first where no order is given; what is not known is a value of its own, the last. Rows add up.

    Raises
    ------
    DataError
        If there are no seats or a column is missing.

    Examples
    --------
    >>> seats = pd.DataFrame({"group": ["SG5", "SG5", "SG16"], "itu_region": ["ASP", None, "EUR"]})
    >>> counted(seats, "itu_region").to_dict("list")
    {'group': ['SG5', 'SG16'], 'seats': [2, 1], 'ASP': [1, 0], 'EUR': [0, 1], 'not known': [1, 0]}
    """
    _there(seats, [by, rows])
    words = seats[[rows, by]].astype(object).where(seats[[rows, by]].notna(), UNKNOWN)
    table = pd.crosstab(words[rows], words[by])
    found = table.sum().sort_values(ascending=False, kind="stable").index
    names = dict.fromkeys([*order, *found.drop(UNKNOWN, errors="ignore"), *found.intersection([UNKNOWN])])
    table = table.reindex(columns=list(names), fill_value=0)
    table.insert(0, "seats", table.sum(axis=1))
    table = table.sort_values("seats", ascending=False, kind="stable").rename_axis(columns=None)
    return table.reset_index()


def seat_shares(seats, by, basis):
    """The share of the seats that each kind, region … has.

    Parameters
    ----------
    seats : pandas.DataFrame
        Of one group, or of groups that are to be put together.
    by : str
        Column; seats where it is missing are in neither part nor whole.
    basis : str

    Returns
    -------
    pandas.DataFrame
        One row a value, the most first: the column, ``seats`` and ``share`` (Estimate in percent; n counts the
        organizations behind the seats, a seat whose organization is not known as one of its own; the method says how
        many of each, see `engagement.measures.behind.share`). The interval says how far the share hangs on which
        organizations these are, see `engagement.measures.ratios.ratio`; simulated
        (`engagement.validation.coverage_leadership`), it covers 94-98% with 30 organizations with a seat or more, 99%
        where two or three of them are of the value, and 96-100% with fewer: wide, since seats are few. A list of all
        seats is a complete count: its shares are then exact. No rows where nothing is known.

    Raises
    ------
    DataError
        If there are no seats or a column is missing.

    Examples
    --------
    >>> seats = pd.DataFrame({"itu_region": ["ASP", "ASP", "EUR", None], "organization": ["a", None, "b", "c"]})
    >>> found = seat_shares(seats, "itu_region", "published")
    >>> [(row.itu_region, row.seats, round(row.share.value), row.share.n) for row in found.itertuples()]
    [('ASP', 2, 67, 3), ('EUR', 1, 33, 3)]
    """
    _there(seats, [by, "organization"])
    known = seats.dropna(subset=by).reset_index(drop=True)
    one, held = np.ones(len(known)), known["organization"]
    rows = [
        (value, count, behind.share(known[by] == value, one, held, basis, f"share of {value} in seats", rows="seats"))
        for value, count in known[by].value_counts().items()
    ]
    return pd.DataFrame(rows, columns=[by, "seats", "share"])


def behind_seats(seats):
    """What the n of a share of seats counts, in words.

    Parameters
    ----------
    seats : pandas.DataFrame
        With ``organization``.

    Examples
    --------
    >>> behind_seats(pd.DataFrame({"organization": ["a", "b", "a", None, None]}))
    '2 organizations and 2 seats whose organization is not known'
    """
    return behind.words(*behind.counted(seats["organization"]), rows="seats")


def _there(seats, columns):
    if lacking := [column for column in columns if column not in seats]:
        raise DataError(f"the seats have no column {', '.join(lacking)}; they have {', '.join(seats.columns)}")
    if seats.empty:
        raise DataError("there are no seats to count; choose other groups, periods or roles")
