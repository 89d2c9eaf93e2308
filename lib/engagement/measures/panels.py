"""Presences in several bodies, chosen alike, and why some have none."""

from engagement.errors import DataError
from engagement.measures.choosing import chosen, known_names
from engagement.measures.occasions import panel, place_of


def panels(every, meetings, groups=(), first_year=None, last_year=None, per="", leave_out=(), absent=1):
    """The panel of each body, and the place from which on to count.

    Parameters
    ----------
    every : dict of str to pandas.DataFrame
        All records of each body, see `engagement.measures.occasions.presences`.
    meetings : dict of str to pandas.DataFrame
        Meetings of each, for bodies that have some.
    groups : sequence of str
        Groups to look at; none named means all.
    first_year, last_year : int, optional
        Years, both included; earlier records say who was there before. They choose nothing where records have no dates.
    per, leave_out :
        As for `engagement.measures.occasions.panel`.
    absent : int
        Occasions missed in a row after which an organization has lapsed; a body needs two more, those before the first
        year included, so that an organization can be seen to lapse and to return.

    Returns
    -------
    dict of str to pandas.DataFrame
        As `engagement.measures.occasions.panel`; ``attrs["start"]`` is the place of the first occasion to count.
    dict of str to str
        Why there is none of a body.

    Raises
    ------
    DataError
        If a group is in no body, or no body is left; the reasons are named.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2001-01-05", "2002-06-01", "2003-12-20"])
    >>> rows = pd.DataFrame({"organization": list("aab"), "group": "SG5", "meeting_id": pd.NA, "date": dates})
    >>> found, why = panels({"A": rows, "B": rows[:1]}, {}, first_year=2002)
    >>> found["A"].attrs["occasions"], found["A"].attrs["start"], why
    (['2001', '2002', '2003'], 1, {'B': 'no record from 2002 on'})
    """
    known_names(groups, list(every.values()))
    found, why = {}, {}
    for name, rows in every.items():
        try:
            one = _panel(rows, meetings.get(name), groups, first_year, last_year, per, leave_out)
            if len(one.attrs["occasions"]) < absent + 2:
                few = f"{len(one.attrs['occasions'])} {one.attrs['per']}s"
                raise DataError(f"{few} are too few to see anybody return after {absent} missed")
        except DataError as error:
            why[name] = str(error)
        else:
            found[name] = one
    if not found:
        reasons = "; ".join(f"{name}: {said}" for name, said in why.items())
        raise DataError(f"nothing to count: {reasons or 'no records'}")
    return found, why


def _panel(rows, meetings, groups, first_year, last_year, per, leave_out):
    date = "date" if "date" in rows else "start"
    if groups and not rows["group"].isin(list(groups)).any():
        raise DataError(f"no record of {', '.join(groups)}")
    year = rows[date].dt.year
    if first_year and year.max() < first_year:
        raise DataError(f"no record from {first_year} on")
    if last_year and year.min() > last_year:
        raise DataError(f"no record up to {last_year}")
    one = panel(chosen(rows, groups, None, last_year, date), meetings, per, leave_out, among=rows)
    one.attrs["start"] = place_of(one, first_year or 0)
    return one
