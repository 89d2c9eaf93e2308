"""On site or remote: what may be told of it, meeting by meeting and over meetings."""

import pandas as pd

from engagement.disclosure import coarse, kept_back, tell
from engagement.measures.attendance import ON_SITE, REMOTE, remote_share, took_part

VIRTUAL = pd.Timestamp("2020-04-01")  # when meetings went virtual
ALL, BEFORE, SINCE = "over all meetings", "before April 2020", "since April 2020"


def eras(start, undated):
    """Before or since April 2020; all one where meetings have no dates.

    Parameters
    ----------
    start : pandas.Series of datetime
    undated : bool

    Examples
    --------
    >>> eras(pd.Series(pd.to_datetime(["2019-05-01", "2021-05-01"])), False).tolist()
    ['before April 2020', 'since April 2020']
    """
    if undated:
        return pd.Series(ALL, index=start.index, dtype=object)
    return (start >= VIRTUAL).map({False: BEFORE, True: SINCE}).astype(object)


def recording(meetings):
    """The meetings from the first whose list has somebody remote: whether somebody was at those before is not recorded.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `engagement.measures.attendance.per_meeting` gives, of one body.

    Returns
    -------
    pandas.DataFrame
        In the order of dates; meetings without one in that of the numbers that end their names. Empty where no list
        has anybody remote.

    Examples
    --------
    >>> meetings = pd.DataFrame({"meeting_id": ["IETF100", "IETF99"], "start": pd.NaT, "remote": [0, 7]})
    >>> recording(meetings)["meeting_id"].tolist()
    ['IETF99', 'IETF100']
    """
    number = meetings["meeting_id"].str.extract(r"(\d+)$")[0].astype(float)
    ordered = meetings.assign(number=number).sort_values(["start", "number"], kind="stable").drop(columns="number")
    return ordered[(ordered["remote"] > 0).cummax()]


def told_of_presence(attendances, undated, rule):
    """Which numbers of persons on site and remote may be told: of each meeting, before and since April 2020.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives.
    undated : bool
        Whether meetings have no dates.
    rule : engagement.disclosure.Rule

    Returns
    -------
    engagement.disclosure.Told or None
        Tables ``era`` by ``presence`` and ``meeting_id`` by ``presence``; how many took part in each meeting of those
        whose presence is known is told. None where no list says who was remote.
    """
    rows = took_part(attendances)
    rows = rows[rows["presence"].isin([ON_SITE, REMOTE])]
    if rows.empty:
        return None
    rows = rows.assign(era=eras(rows["start"], undated))
    tables = [["era", "presence"], ["meeting_id", "presence"]]
    return tell(rows, tables, [["meeting_id", "era"], ["presence"]], rule, told=[["meeting_id"], ["era"]])


def remote_by_era(meetings, told, basis, undated):
    """The remote share of each era that may be told.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `engagement.measures.attendance.per_meeting` gives.
    told : engagement.disclosure.Told or None
        As `told_of_presence` gives.
    basis : str
    undated : bool

    Returns
    -------
    dict of str to Estimate
        By era: to multiples of what the rounding of persons comes to, or not estimable where withheld.
    """
    found = {}
    for era, held in meetings.groupby(eras(meetings["start"], undated), sort=True):
        share = remote_share(held, basis, held["group"])
        if told is not None and share.estimable:
            withheld = [told.withheld(["era", "presence"]).get((era, one), False) for one in (ON_SITE, REMOTE)]
            known = int(held["on_site"].sum() + held["remote"].sum())
            share = kept_back(share, told.rule) if any(withheld) else coarse(share, known, told.rule)
        found[era] = share
    return found


def by_meeting(meetings, told):
    """Persons on site and remote at each meeting for which both may be told.

    Parameters
    ----------
    meetings : pandas.DataFrame
        As `engagement.measures.attendance.per_meeting` gives.
    told : engagement.disclosure.Told or None
        As `told_of_presence` gives.

    Returns
    -------
    pandas.DataFrame
        The meetings with somebody whose presence is known, and ``percent`` (remote, of those); ``attrs["withheld"]``
        counts those left out by the rule.
    """
    known = meetings[(meetings["remote"] + meetings["on_site"]) > 0]
    cells = told.withheld(["meeting_id", "presence"]) if told is not None else {}
    hidden = [any(cells.get((one, where), False) for where in (ON_SITE, REMOTE)) for one in known["meeting_id"]]
    found = known[[not one for one in hidden]]
    found = found.assign(percent=100 * found["remote"] / (found["remote"] + found["on_site"]))
    found.attrs = {**meetings.attrs, "withheld": sum(hidden)}
    return found
