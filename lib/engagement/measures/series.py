"""A figure from one occasion to the next: what trends and forecasts are made from."""

import pandas as pd

from engagement.errors import DataError
from engagement.evidence.trends import decimal_year
from engagement.measures.attendance import took_part
from engagement.measures.occasions import panel

COUNTED = {"contributions": "document_id", "participants": "person", "organizations": "organization"}


def counted(records, meetings, what, among=None):
    """How many contributions, participants or organizations there were on each occasion.

    Parameters
    ----------
    records, meetings, among : pandas.DataFrame
        As for `engagement.measures.occasions.panel`: years where records are of several groups, else meetings of whole
        groups; years that the records do not cover are left out.
    what : {"contributions", "participants", "organizations"}
        Participants are persons who took part; whoever a list does not name counts by the row.

    Returns
    -------
    pandas.DataFrame
        One row an occasion, in order: ``occasion``, ``time`` (in years; the place in the order where occasions have no
        date) and ``value``. ``attrs`` carries ``per`` and the basis.

    Raises
    ------
    DataError
        If there is no such thing to count, or no record states its occasion.

    Examples
    --------
    >>> records = pd.DataFrame({"document_id": ["C1", "C2", "C3"], "organization": ["a", "a", "b"], "group": "SG5",
    ...                         "meeting_id": ["M1", "M1", "M2"]})
    >>> counted(records, None, "contributions")[["occasion", "value"]].to_numpy().tolist()
    [['M1', 2], ['M2', 1]]
    """
    if what not in COUNTED:
        raise DataError(f"there is no {what!r} to count; there are {', '.join(COUNTED)}")
    records = took_part(records) if what == "participants" and "presence" in records else records
    found = panel(records.assign(organization=_each(records, COUNTED[what])), meetings, among=among)
    value = found["place"].value_counts().reindex(range(len(found.attrs["occasions"])), fill_value=0)
    days = pd.to_datetime(pd.Series(found.attrs["days"], dtype=object))
    time = pd.Series(value.index, dtype=float) if days.isna().any() else decimal_year(days)
    rows = pd.DataFrame({"occasion": found.attrs["occasions"], "time": time, "value": value.to_numpy()})
    rows.attrs = {name: found.attrs[name] for name in ("per", "basis")}
    return rows


def _each(records, column):
    """What tells one thing to count from another; who took part without being named counts by the row."""
    things = records[column].astype(object)
    if column != "person":
        return things
    return things.where(things.notna(), pd.Series(range(len(records)), index=records.index))


def stated(meetings, figure):
    """A figure of the meetings of each group, where their reports state it.

    Parameters
    ----------
    meetings : pandas.DataFrame
        ``group``, ``start`` and the figure, one row a meeting.
    figure : str

    Returns
    -------
    dict of str to pandas.DataFrame
        For each group, most meetings first, rows as `counted` gives; several meetings of one day are left with their
        mean. Figures of 0 are left out: no ratio to them can be taken.
    """
    rows = meetings[meetings[figure].notna() & meetings[figure].ne(0).fillna(False)]
    found = {}
    for group in rows["group"].value_counts().index:
        here = rows[rows["group"] == group].groupby("start")[figure].mean().astype(float)
        days = pd.Series(here.index)
        one = pd.DataFrame(
            {"occasion": days.dt.strftime("%B %Y"), "time": decimal_year(days), "value": here.to_numpy()}
        )
        one.attrs = {"per": "meeting", "basis": "published"}
        found[group] = one
    return found
