"""How long seats are held: tenure from the first day to the last, and changes of the holder."""

import pandas as pd

from engagement.estimate import Estimate
from engagement.evidence.survival import survival
from engagement.measures.ratios import ratio
from engagement.measures.retention import dated

SEAT = ["person", "role", "group", "scope"]
DAYS = 365.25


def stays(seats, periods, until):
    """Unbroken times in a seat, over study periods.

    Parameters
    ----------
    seats : pandas.DataFrame
        As `engagement.activities.seats` gives.
    periods : pandas.DataFrame
        Table ``study_periods``: ``period``, ``start``, ``end``.
    until : date
        Last day of observation.

    Returns
    -------
    pandas.DataFrame
        One row a person in a seat (role, group and scope): ``role``, ``group``, ``scope``, ``organization``, ``start``,
        ``end``, ``years``, ``ended``. First days that a list does not state are inferred by
        `engagement.measures.retention.dated`. A seat held to the end of a period goes on where the list of the next
        period has the person in it; it ended with the period where that list is there without the person; else it is
        cut off on the last day that is known. What a list says of days after `until` is not looked at.
        ``attrs["left_out"]`` counts the seats without person or first day, or with none of its days observed.
    """
    rows = dated(seats, periods)
    begins, ends = (periods.set_index("period")[name] for name in ("start", "end"))
    last, until = pd.to_datetime(rows["period"].map(ends.to_dict())), pd.Timestamp(until)
    end = pd.to_datetime(rows["end"])
    rows = rows.assign(stop=end.fillna(last).clip(upper=until))
    following = begins.sort_values().index
    after = dict(zip(following[:-1], following[1:], strict=True))
    listed = set(zip(rows["group"].astype(object), rows["period"].astype(object), strict=True))
    onward = pd.Series(zip(rows["group"].astype(object), rows["period"].map(after).astype(object), strict=True))
    rows["over"] = (end <= until) | (end.isna() & (last <= until) & onward.isin(listed).to_numpy())
    used = rows[rows["person"].notna() & (rows["stop"] > rows["start"])]
    used = used.assign(scope=used["scope"].astype("string").fillna(""))
    used = used.sort_values([*SEAT, "start"], kind="stable")
    seat = [used[name] for name in SEAT]
    former = used.groupby(seat, observed=True)["stop"].cummax().groupby(seat, observed=True).shift()
    used = used.assign(number=(~(used["start"] <= former + pd.Timedelta(days=1))).cumsum())
    found = used.sort_values(["number", "stop"], kind="stable").groupby("number").agg(
        role=("role", "first"), group=("group", "first"), scope=("scope", "first"),
        organization=("organization", "last"), start=("start", "min"), end=("stop", "last"), ended=("over", "last"),
    )  # fmt: skip
    found["years"] = (found["end"] - found["start"]).dt.days / DAYS
    found.attrs = {"left_out": len(seats) - len(used)}
    return found.reset_index(drop=True)


def tenure(stays, basis):
    """How long a seat is held.

    Parameters
    ----------
    stays : pandas.DataFrame
        As `stays` gives.
    basis : str

    Returns
    -------
    engagement.evidence.survival.Survival or None
        Kaplan-Meier over stays, in years, ``at(years)`` the share still in the seat and ``quantile()`` the median;
        those who hold it still are cut off there. n counts stays, taken as independent. Seats held when the first
        period on record began count from that day: where former lists are missing, tenure is too short. None without
        any stay.
    """
    return survival(stays["years"], stays["ended"], "years", basis) if len(stays) else None


def changes(seats, basis):
    """How often a seat changed its holder.

    Parameters
    ----------
    seats : pandas.DataFrame
        As `engagement.activities.seats` gives, of one period; those whose holder left have an ``end``.
    basis : str

    Returns
    -------
    Estimate
        Former holders per seat held, 0 or above; n counts groups, which the interval leaves out one at a time
        (`engagement.measures.ratios.ratio`). Not estimable where no list names a former holder: whether none left or
        lists do not say is then not known.

    Examples
    --------
    >>> seats = pd.DataFrame({"group": ["SG5"] * 5, "end": [pd.Timestamp("2019-01-01"), *[pd.NaT] * 4]})
    >>> changes(seats, "recorded").value
    0.25
    """
    unit = "changes per seat"
    former = seats["end"].notna()
    if not former.any() or former.all():
        which = "no former" if not former.any() else "no present"
        return Estimate.not_estimable(f"the lists name {which} holder", 0, unit, basis)
    return ratio(
        former, ~former, unit, basis, "former holders over seats held", clusters="groups", labels=seats["group"]
    )
