"""A figure of these records beside one that somebody published."""

import pandas as pd

from engagement.errors import DataError
from engagement.estimate import Estimate

MEETING = r"IETF (\d+)"


def mean_of_last(meetings, group, figure, until, k=6):
    """The mean of a figure over the last meetings of a group that are known to state it.

    Parameters
    ----------
    meetings : pandas.DataFrame
        Table ``meeting_figures``.
    group, figure : str
    until : date-like
        The last of them begins on this day or before.
    k : int
        How many meetings at most.

    Returns
    -------
    Estimate
        A complete count without interval; n counts the meetings, ``method`` says when the first of them began.
    pandas.DataFrame
        The meetings: ``meeting_id``, ``start`` and the figure.

    Raises
    ------
    DataError
        If no meeting of the group states the figure by then.
    """
    known = meetings[(meetings["group"] == group) & (meetings["kind"] == "SG") & meetings[figure].notna()]
    known = known[known["start"] <= pd.Timestamp(until)].sort_values("start").tail(k)
    if known.empty:
        raise DataError(f"no meeting of {group} up to {until} states its {figure}")
    unit, first = f"{figure} per meeting", known["start"].iloc[0]
    method = f"mean over the last {len(known)} meetings known, the first of {first:%B %Y}"
    mean = Estimate(float(known[figure].astype(float).mean()), None, None, 0.95, len(known), unit, "published", method)
    return mean, known[["meeting_id", "start", figure]].reset_index(drop=True)


def rest_of(mean, k, known):
    """What the meetings not known must average, for all k to have that mean.

    Parameters
    ----------
    mean : float
        Of all k.
    k : int
    known : sequence of float
        Figures of some of them, fewer than k.

    Returns
    -------
    float

    Examples
    --------
    >>> rest_of(236, 6, [224, 259, 299])
    211.33333333333334
    """
    known = list(known)
    if len(known) >= k:
        raise DataError(f"{len(known)} meetings are known, and {k} make up the mean: there is no rest")
    return (k * mean - sum(known)) / (k - len(known))


def ietf_attendance(published, meetings):
    """Published attendance of IETF meetings beside the registrations on record.

    Parameters
    ----------
    published : pandas.DataFrame
        Table ``other_sdos``.
    meetings : pandas.DataFrame
        As `engagement.measures.attendance.per_meeting` gives.

    Returns
    -------
    pandas.DataFrame
        One row a published figure that names its meeting: ``meeting_id``, ``published`` (its qualifier before it),
        ``value``, ``listed``, ``on_site``, ``remote``, ``source``. The columns of ours are missing where the meeting is
        not on record.
    """
    rows = published[(published["sdo"] == "IETF") & (published["indicator"] == "attendees")]
    number = rows["date_printed"].str.extract(MEETING)[0]
    rows = rows.assign(meeting_id="IETF" + number)[number.notna()]
    words = rows["qualifier"].astype(object).where(rows["qualifier"] != "exact", "")
    printed = [f"{word} {value:,.0f}".strip() for word, value in zip(words, rows["value"], strict=True)]
    rows = rows.assign(published=printed)[["meeting_id", "published", "value", "source"]]
    return rows.merge(meetings[["meeting_id", "listed", "on_site", "remote"]], on="meeting_id", how="left")
