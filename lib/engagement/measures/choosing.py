"""Choosing groups and years before measuring, and refusing a choice that leaves nothing."""

from engagement.errors import DataError
from engagement.tables.reference import ALL_KINDS


def known_names(named, tables, column="group"):
    """Refuse names that stand in none of the tables.

    Parameters
    ----------
    named : sequence of str
        Groups somebody asked for.
    tables : sequence of pandas.DataFrame
        Tables with that column.
    column : str

    Raises
    ------
    DataError
        Naming those that are not there and those that are, or if it is a text in place of a list of them.

    Examples
    --------
    >>> import pandas as pd
    >>> known_names(["SG13"], [pd.DataFrame({"group": ["SG13", "SG15"]})])
    """
    if isinstance(named, str):
        raise DataError(f"{named!r} is no list of a {column}; write [{named!r}]")
    there = {str(name) for table in tables for name in table[column].dropna().unique()}
    if unknown := [name for name in named if name not in there]:
        raise DataError(
            f"no {column} {', '.join(map(str, unknown))} in these records; there are {', '.join(sorted(there)[:40])}"
        )


def of_kinds(records, kinds):
    """The rows of organizations of some kinds.

    Parameters
    ----------
    records : dict of any to pandas.DataFrame
        Rows with ``kind``, as `engagement.activities` gives, of several bodies or by several ways of counting.
    kinds : sequence of str
        Kinds of `engagement.tables.reference.ALL_KINDS`; none named means all.

    Returns
    -------
    dict
        Bodies without an organization of these kinds are left out.

    Raises
    ------
    DataError
        If there is no such kind, or nobody of it in any of the records.

    Examples
    --------
    >>> import pandas as pd
    >>> records = {"ietf": pd.DataFrame({"organization": ["a", "b"], "kind": ["industry", "academia"]})}
    >>> of_kinds(records, ["academia"])["ietf"]["organization"].tolist()
    ['b']
    """
    if unknown := [kind for kind in kinds if kind not in ALL_KINDS]:
        raise DataError(f"no kind of organization {', '.join(unknown)}; there are {', '.join(ALL_KINDS)}")
    if not kinds or not records:
        return records
    found = {name: rows[rows["kind"].isin(list(kinds))].reset_index(drop=True) for name, rows in records.items()}
    if not any(map(len, found.values())):
        raise DataError(f"none of the records is of an organization of kind {', '.join(kinds)}; choose another kind")
    return {name: rows for name, rows in found.items() if len(rows)}


def restriction(kinds):
    """What a choice of kinds means for every number, in a sentence; nothing where all kinds count.

    Examples
    --------
    >>> restriction(["industry", "consultancy"])
    'Only organizations of kind industry, consultancy are counted. '
    >>> restriction([])
    ''
    """
    return f"Only organizations of kind {', '.join(kinds)} are counted. " if kinds else ""


def chosen(rows, groups=(), first_year=None, last_year=None, date="date"):
    """The rows of some groups and years.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``group``, ``meeting_id`` and the column of dates.
    groups : sequence of str
        Groups to keep; none named means all.
    first_year, last_year : int, optional
        Years, both included; without either all rows are kept. A row without date takes the middle date of its
        meeting, and is in no year where that has none; where no row has a date, years choose nothing.
    date : str

    Returns
    -------
    pandas.DataFrame
        Rows with their dates filled; ``attrs["undated"]`` says whether years could not be applied.

    Raises
    ------
    DataError
        If a group is unknown, the years are reversed, or no row is left.
    """
    known_names(groups, [rows])
    if first_year and last_year and first_year > last_year:
        raise DataError(f"first_year {first_year} is after last_year {last_year}")
    kept = rows[rows["group"].isin(list(groups))] if len(groups) else rows
    undated = bool(kept[date].isna().all())
    if not undated:
        middle = kept.groupby("meeting_id")[date].median()
        days = kept[date].fillna(kept["meeting_id"].map(middle.to_dict()).astype("datetime64[ns]"))
        year = days.dt.year
        first, last = first_year or year.min(), last_year or year.max()
        chosen = year.between(first, last) if first_year or last_year else slice(None)
        kept = kept.assign(**{date: days})[chosen]
        if kept.empty:
            raise DataError(f"no row from {first} to {last}; they run from {year.min():.0f} to {year.max():.0f}")
    if kept.empty:
        raise DataError("there are no rows to choose from")
    kept.attrs = {**rows.attrs, "undated": undated}
    return kept


def occasion(rows):
    """What recurs in these records: meetings where rows name one, else years.

    Returns
    -------
    str, str
        The column and the word for one of its values.

    Examples
    --------
    >>> import pandas as pd
    >>> occasion(pd.DataFrame({"meeting_id": [None, None], "period": ["2019", "2020"]}))
    ('period', 'year')
    """
    return ("meeting_id", "meeting") if rows["meeting_id"].notna().any() else ("period", "year")
