"""Meetings of study groups: what was contributed to them and what they consented."""

from engagement.errors import DataError
from engagement.measures.outputs import published


def meetings_panel(figures, years=0, since=None, until=None):
    """One row a meeting of a whole study group that states both contributions and texts consented.

    Parameters
    ----------
    figures : pandas.DataFrame
        Table ``meeting_figures``.
    years : int
        0: texts are counted at the meeting itself.
    since, until : int, optional
        Years of the first and last meetings, both included.

    Returns
    -------
    pandas.DataFrame
        ``meeting_id``, ``group``, ``start``, ``year``, ``contributions``, ``participants`` (missing where not stated),
        ``consented``, ``consented_or_determined`` (a figure of texts determined that is not stated taken for 0),
        ``exact`` (the figure was read, not derived, and is not marked as suspicious). ``attrs["left_out"]`` says how
        many meetings are missing and why.
    """
    if years:
        raise DataError(f"years is {years}; texts are counted at the meeting itself, so it is 0")
    rows = published(figures)
    year = rows["start"].dt.year
    rows = rows.assign(year=year)[(year >= (since or 0)) & (year <= (until or 9999))]
    both = rows["contributions"].notna() & rows["consented"].notna()
    told = figures.set_index("meeting_id")
    found = rows[both].reset_index(drop=True)
    found = found.assign(
        consented_or_determined=found["consented"] + found["determined"].fillna(0),
        participants=found["meeting_id"].map(told["participants"]),
        exact=(found["meeting_id"].map(told["derived"]).isna() & found["meeting_id"].map(told["suspicious"]).isna()),
    )
    found.attrs["left_out"] = {"contributions or texts consented not stated": int((~both).sum())}
    return found
