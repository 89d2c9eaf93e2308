"""How long organizations stay, and how long it takes them to a first seat: Kaplan-Meier over spells."""

import pandas as pd

from engagement.estimate import Estimate
from engagement.evidence.survival import survival


def retention(spells, level=0.95):
    """The share of organizations still there after so many occasions.

    Parameters
    ----------
    spells : pandas.DataFrame
        As `engagement.measures.spells.spells` gives.
    level : float

    Returns
    -------
    Survival or None
        Of the first spell on record of each organization, if its start is known, in occasions after the first: at 1 the
        share that has not lapsed by the next occasion, and so on; with ``absent`` occasions to lapse nobody can before
        that age. Those that go on when observation begins are at risk from the age they have then; those that go on
        when it ends are cut off there. Later spells are left out, so that organizations are the independent units that
        the interval takes. None if no such spell was under observation.

    Examples
    --------
    >>> from engagement.measures.spells import spells
    >>> found = pd.DataFrame({"organization": list("zabcabc"), "place": [0, 1, 1, 1, 2, 2, 3]})
    >>> found.attrs = {"occasions": list("1234"), "per": "year", "basis": "recorded"}
    >>> print(retention(spells(found)).at(1))
    66.7% (95% interval 5.41 to 94.5; n = 3; recorded)
    """
    used = spells[spells["known_start"] & (spells["spell"] == 1)]
    if used.empty:
        return None
    per, basis = spells.attrs["per"], spells.attrs["basis"]
    return survival(used["age"], used["lapsed"], f"{per}s", basis, entry=used["entry"], level=level)


def dated(seats, periods):
    """Seats with a first day, inferred where the list states none.

    Parameters
    ----------
    seats : pandas.DataFrame
        As ``engagement.activities.seats`` gives: ``role``, ``group``, ``scope``, ``period``, ``start``, ``end`` ….
    periods : pandas.DataFrame
        Table ``study_periods``: ``period``, ``start``.

    Returns
    -------
    pandas.DataFrame
        The seats with ``start`` filled and ``dated``: ``stated``; ``after the former holder``, the day after the only
        former holder of the same role, group and scope left it, where one person holds it now; ``start of the period``
        for a seat with no former holder on the list, which takes the list of former holders to be complete; else
        ``unknown``.

    Examples
    --------
    >>> seats = pd.DataFrame({"role": "rapporteur", "group": "SG13", "scope": ["1/13", "1/13", "2/13"], "period": "T17",
    ...                       "start": pd.to_datetime(["2017-01-10", None, None]),
    ...                       "end": pd.to_datetime(["2018-05-31", None, None])})
    >>> periods = pd.DataFrame({"period": ["T17"], "start": pd.to_datetime(["2016-11-04"])})
    >>> dated(seats, periods)[["start", "dated"]].astype(str).to_numpy().tolist()[1:]
    [['2018-06-01', 'after the former holder'], ['2016-11-04', 'start of the period']]
    """
    place = [seats[name].astype("string").fillna("") for name in ("role", "group", "scope", "period")]
    former, now = seats["end"].notna(), seats["end"].isna()
    count = {name: flag.groupby(place).transform("sum") for name, flag in (("former", former), ("now", now))}
    left = pd.to_datetime(seats["end"]).groupby(place).transform("max") + pd.Timedelta(days=1)
    begun = seats["period"].map(periods.set_index("period")["start"].to_dict())
    open_ = seats["start"].isna() & now
    after = open_ & (count["former"] == 1) & (count["now"] == 1)
    first = open_ & (count["former"] == 0) & begun.notna()
    start = pd.to_datetime(seats["start"]).where(~after, left).where(~first, pd.to_datetime(begun))
    how = pd.Series("unknown", index=seats.index).mask(seats["start"].notna(), "stated")
    return seats.assign(
        start=start, dated=how.mask(after, "after the former holder").mask(first, "start of the period")
    )


def first_seats(seen, seats, end):
    """Days from when an organization was first there until it had its first seat.

    Parameters
    ----------
    seen : pandas.Series
        Day on which each organization was first there (index: organization), those only whose first day is known.
    seats : pandas.DataFrame
        ``organization`` and ``start``, one row a seat, as ``engagement.activities.seats`` gives.
    end : date
        Last day of observation; organizations without a seat by then are cut off there.

    Returns
    -------
    pandas.DataFrame
        One row an organization that can be used: ``organization``, ``days`` (above 0), ``seated``.
    dict
        How many cannot be used: ``undated`` (have a seat, but one without a first day, which may have been the first),
        ``before`` (had a seat on the day they were first there, or before) and ``late`` (first there on the last day).
    """
    end = pd.Timestamp(end)
    seen = pd.to_datetime(seen[pd.to_datetime(seen) <= end])
    dated = seats.dropna(subset="organization")
    undated = seen.index.isin(dated.loc[dated["start"].isna(), "organization"])
    first = pd.to_datetime(dated.dropna(subset="start").groupby("organization")["start"].min())
    first = first.reindex(seen.index).where(lambda days: days <= end)
    before, late = (first <= seen).to_numpy(), (seen >= end).to_numpy()
    kept = ~undated & ~before & ~late
    rows = pd.DataFrame({
        "organization": seen.index,
        "days": (first.fillna(end) - seen).dt.days.to_numpy(),
        "seated": first.notna().to_numpy(),
    })[kept].reset_index(drop=True)  # fmt: skip
    out = {"undated": undated.sum(), "before": (before & ~undated).sum(), "late": (late & ~before & ~undated).sum()}
    return rows, {name: int(count) for name, count in out.items()}


def seated_within(rows, days, basis):
    """The share of organizations with a seat within some days of first being there.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `first_seats` gives.
    days : int
    basis : str

    Returns
    -------
    Estimate
        In percent; one minus Kaplan-Meier. n counts organizations. Not estimable if there is none, or none was
        followed for that long.
    """
    if rows.empty:
        return Estimate.not_estimable("no organization with a known first day", 0, "%", basis)
    left = survival(rows["days"], rows["seated"], "days", basis).at(days)
    if not left.estimable:
        return left
    method = f"share with a first seat within {days} days: 1 - {left.method}"
    return Estimate(100 - left.value, 100 - left.high, 100 - left.low, left.level, left.n, "%", basis, method)
