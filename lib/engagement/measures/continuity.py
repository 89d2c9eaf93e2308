"""Continuity: whether those at a meeting were at the group's meetings before it."""

import numpy as np

from engagement.disclosure import coarse, kept_back, tell
from engagement.errors import DataError
from engagement.estimate import Estimate
from engagement.measures.attendance import took_part
from engagement.measures.ratios import share

PLENARY = ("plenary",)


def came_before(attendances, kinds=PLENARY):
    """For each person at a meeting: at how many of the group's last meetings in a row the person was.

    Parameters
    ----------
    attendances : pandas.DataFrame
        As `engagement.activities.attendances` gives.
    kinds : collection of str
        Kinds of meeting that follow one another; a rapporteur group is no former meeting of a plenary.

    Returns
    -------
    pandas.DataFrame
        One row a person and meeting: ``group``, ``meeting_id``, ``start``, ``person``, ``former`` (meetings of the
        group before it in these records) and ``row`` (how many of them, the last first, without a gap, the person was
        at). Persons who only registered are left out. Empty where lists name no persons or meetings no dates.
    """
    rows = took_part(attendances).dropna(subset=["person", "group", "start"])
    rows = rows[rows["meeting_kind"].isin(list(kinds))]
    rows = rows[["group", "meeting_id", "start", "person"]].drop_duplicates(["meeting_id", "person"])
    order = rows.drop_duplicates("meeting_id").sort_values(["group", "start", "meeting_id"])
    number = order.groupby("group", observed=True).cumcount()
    rows = rows.assign(former=rows["meeting_id"].map(dict(zip(order["meeting_id"], number, strict=True))).astype(int))
    rows = rows.sort_values(["group", "person", "former"], kind="stable").reset_index(drop=True)
    by = rows.groupby(["group", "person"], observed=True)
    gap = by["former"].diff().fillna(0) != 1
    start = rows["former"].where(gap).ffill().astype(int)
    return rows.assign(row=rows["former"] - start).sort_values(["start", "meeting_id"], ignore_index=True)


def continuity(before, basis, back=1):
    """Share of the persons at a meeting who were at each of the group's last meetings before it.

    Parameters
    ----------
    before : pandas.DataFrame
        As `came_before` gives.
    basis : str
    back : int
        How many former meetings: 1 is the last one, 2 the last two. Meetings that have fewer before them in these
        records are left out.

    Returns
    -------
    Estimate
        0 to 100 %; n counts the meetings. The interval is the wider of two (`engagement.measures.ratios.ratio`): other
        meetings of these groups, or other persons. Simulated with persons as different in readiness as the
        demonstration's and meetings that draw more or fewer of the regulars, it covers 93-97% from 10 meetings on. Not
        estimable where no meeting has a former one.

    Raises
    ------
    DataError
        If `back` is below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"group": "SG13", "meeting_kind": "plenary", "presence": "on site",
    ...                      "meeting_id": ["M1", "M1", "M2", "M2"], "person": ["p", "q", "p", "r"],
    ...                      "start": pd.to_datetime(["2020-01-01"] * 2 + ["2021-01-01"] * 2)})
    >>> continuity(came_before(rows), "recorded").value
    50.0
    """
    if back < 1:
        raise DataError(f"back is {back}; a former meeting is 1 or more back")
    rows = before[before["former"] >= back]
    meetings = rows["meeting_id"].nunique()
    if not meetings:
        return Estimate.not_estimable("no persons at a meeting with a former one", 0, "%", basis)
    hit, one = (rows["row"] >= back).to_numpy(float), np.ones(len(rows))
    method = f"share of persons who were at {'the meeting' if back == 1 else f'each of the {back} meetings'} before"
    both = [
        share(hit, one, basis, method, clusters="meetings", labels=rows["meeting_id"], strata=rows["group"]),
        share(hit, one, basis, method, clusters="persons", labels=rows["person"]),
    ]
    with_ends = [estimate for estimate in both if estimate.low is not None]
    if not with_ends:
        return both[0]
    widest = max(with_ends, key=lambda estimate: estimate.high - estimate.low)
    how = f"{widest.method}, the wider of that over meetings and over persons"
    return Estimate(widest.value, widest.low, widest.high, widest.level, meetings, "%", basis, how)


def continuity_told(before, basis, rule, back=1):
    """Continuity over all groups and group by group, as far as may be told.

    Parameters
    ----------
    before : pandas.DataFrame
        As `came_before` gives.
    basis : str
    rule : engagement.disclosure.Rule
    back : int

    Returns
    -------
    Estimate
        As `continuity`, to multiples of what the rounding of persons comes to; not estimable where withheld.
    dict of str to Estimate
        The same by group.
    """
    rows = before[before["former"] >= back]
    if rows.empty:
        return continuity(before, basis, back), {}
    rows = rows.assign(again=(rows["row"] >= back).map({True: "yes", False: "no"}))
    told = tell(rows, [["again"], ["group", "again"]], [["group"], ["again"]], rule, told=[["group"]])
    every = _told(rows, continuity(before, basis, back), told, told.withheld(["again"]))
    cells, found = told.withheld(["group", "again"]), {}
    for group, mine in rows.groupby("group", observed=True, sort=False):
        share = continuity(before[before["group"] == group], basis, back)
        found[group] = _told(mine, share, told, {key: hidden for key, hidden in cells.items() if key[0] == group})
    return every, found


def _told(rows, share, told, cells):
    return kept_back(share, told.rule) if any(cells.values()) else coarse(share, len(rows), told.rule)


def by_meeting(before, back=1):
    """Share who had been at the meeting before, at each meeting that has one.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``meeting_id``, ``start``, ``participants`` and ``returned`` (0 to 1): complete counts.
    """
    rows = before[before["former"] >= back].assign(returned=lambda frame: frame["row"] >= back)
    by = rows.groupby(["group", "meeting_id", "start"], observed=True)["returned"]
    found = by.agg(participants="size", returned="mean").reset_index()
    return found.sort_values("start", kind="stable", ignore_index=True)
