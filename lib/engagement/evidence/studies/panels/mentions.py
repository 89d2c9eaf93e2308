"""Meetings of study groups: what was contributed to them, and how often RFCs then mention the group's texts."""

import pandas as pd

from engagement.errors import DataError
from engagement.measures.outputs import WHOLE
from engagement.tables.recommendation_owners import owner


def mentions_panel(figures, mentions, rfcs, series, periods, years=3, since=None, until=None):
    """One row a meeting of a whole study group with a known number of contributions and its window behind it.

    Parameters
    ----------
    figures, mentions, rfcs, series, periods : pandas.DataFrame
        Tables ``meeting_figures``, ``itut_mentions``, ``rfcs``, ``recommendation_series`` and ``study_periods``.
    years : int
        Length of the window, from the first day of the meeting.
    since, until : int, optional
        Years of the first and last meetings, both included.

    Returns
    -------
    pandas.DataFrame
        ``meeting_id``, ``group``, ``start``, ``year``, ``period``, ``contributions``, ``participants``, ``mentions``
        (pairs of RFC and Recommendation of the group, the owner being that of the day of the RFC),
        ``rfcs_mentioning``, ``recommendations_mentioned``, ``large`` (50 contributions or more).
        ``attrs["left_out"]`` says how many meetings are missing and why.

    Raises
    ------
    DataError
        If the window is not above 0.
    """
    if years <= 0:
        raise DataError(f"the window is {years} years, not above 0")
    meetings = figures[figures["kind"].isin(WHOLE) & figures["start"].notna()]
    year = meetings["start"].dt.year
    meetings = meetings.assign(year=year)[(year >= (since or 0)) & (year <= (until or 9999))]
    stated = meetings["contributions"].notna()
    window = pd.DateOffset(years=years)
    over = meetings["start"] + window <= rfcs["published"].max()
    columns = ["meeting_id", "group", "start", "year", "period", "contributions", "participants"]
    found = meetings.loc[stated & over, columns].reset_index(drop=True)
    pairs = _pairs(mentions, rfcs, series, periods)
    inside = found[["meeting_id", "group", "start"]].merge(pairs, on="group")
    inside = inside[(inside["published"] >= inside["start"]) & (inside["published"] < inside["start"] + window)]
    of = inside.groupby("meeting_id")
    counts = {"mentions": of.size(), "rfcs_mentioning": of["rfc"].nunique(),
              "recommendations_mentioned": of["recommendation"].nunique()}  # fmt: skip
    for name, count in counts.items():
        found[name] = found["meeting_id"].map(count).fillna(0).astype(int)
    found = found.assign(large=found["contributions"] >= 50)
    found.attrs["left_out"] = {
        "contributions not stated": int((~stated).sum()),
        f"{years} years after it are not over": int((stated & ~over).sum()),
    }
    return found


def _pairs(mentions, rfcs, series, periods):
    """Each RFC and Recommendation it mentions once, with the group that owned the text on the day of the RFC."""
    published = mentions["rfc"].map(rfcs.set_index("rfc")["published"])
    pairs = mentions[["rfc", "recommendation"]].assign(published=published).drop_duplicates(["rfc", "recommendation"])
    return pairs.assign(group=owner(pairs["recommendation"], pairs["published"], series, periods)).dropna()
