"""Who an organization belonged to on a day: the top of its corporate group."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.tables.validation import complain

PLACE = "data/reference/organization_ownership.csv"
COLUMNS = ("organization_id", "parent_id", "from_date", "to_date")
FIRST, LAST = pd.Timestamp("1700-01-01"), pd.Timestamp("2250-12-31")  # before and after all records


def group_of(ids, dates=None, *, ownership=None):
    """The corporate group of organizations as at a date.

    A subsidiary, a joint venture and an organization that went up in or was renamed to another belong to that one
    from the first to the last day of the row, and so on to the top.

    Parameters
    ----------
    ids : sequence of str
        Organizations, as `resolve` gives; may be missing.
    dates : sequence of datetime, or one datetime, optional
        Day of each record. Where a date is missing, the group as it stands at the end of the table.
    ownership : pandas.DataFrame, optional
        In place of the curated table: ``organization_id``, ``parent_id``, ``from_date`` and ``to_date`` (missing:
        before, or after, all records).

    Returns
    -------
    pandas.Series
        Identifier of the group, the organization itself where it belongs to none; missing ids stay missing. The index
        is that of `ids` where it has one.

    Raises
    ------
    DataError
        If the table has a loop, two parents at one time or a date that ends before it starts.

    Examples
    --------
    >>> table = pd.DataFrame({"organization_id": ["chip-firm"], "parent_id": ["vendor"],
    ...                       "from_date": ["2016-01-04"], "to_date": [None]})
    >>> group_of(["chip-firm", "chip-firm", "vendor"], ["2015-12-31", "2016-01-04", None], ownership=table).tolist()
    ['chip-firm', 'vendor', 'vendor']
    """
    table = _typed(_table(ownership))
    if ownership is not None:  # the curated table was checked as it was read
        complain(problems(table), PLACE)
    index = ids.index if isinstance(ids, pd.Series) else None
    ids = pd.Series(ids, index=index, dtype=pd.StringDtype(na_value=pd.NA))
    days = _days(dates, len(ids))
    spans = _spans(table)
    codes, each = pd.factorize(ids)
    owned = np.flatnonzero(np.array([*(one in spans for one in each), False])[codes])  # -1 is a missing one
    pairs = list(zip(ids.iloc[owned], days[owned], strict=True))
    top = {pair: _top(*pair, spans) for pair in set(pairs)}
    groups = ids.rename("group_id").copy()
    groups.iloc[owned] = [top[pair] for pair in pairs]
    return groups


def problems(table, known=None):
    """What is wrong with an ownership table.

    Parameters
    ----------
    table : pandas.DataFrame
        Typed dates; its index says on which line of the file a row stands.
    known : collection of str, optional
        Organizations there are.

    Returns
    -------
    list of tuple
        Line, column, value and what is wrong, as `tables.validation.complain` takes them.
    """
    table = _typed(table)
    found = []
    if known is not None:
        for column in ("organization_id", "parent_id"):
            lost = table.loc[~table[column].isin(list(known)), column]
            found += [
                (line, column, value, "is not in data/reference/organizations.csv") for line, value in lost.items()
            ]
    backwards = table[table["to_date"] < table["from_date"]]
    found += [(line, "to_date", value, "ends before it starts") for line, value in backwards["to_date"].items()]
    return found + _overlaps(table) + _loops(table)


def _table(ownership):
    if ownership is None:
        from engagement.warehouse.loading import load

        ownership = load("organization_ownership")
    missing = [column for column in COLUMNS if column not in ownership]
    if missing:
        raise DataError(f"ownership has no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
    return ownership


def _typed(table):
    days = {column: pd.to_datetime(table[column]).astype("datetime64[ns]") for column in ("from_date", "to_date")}
    return table.assign(**days)


def _days(dates, count):
    """Days of the records as numbers; a missing one lies behind all others."""
    if dates is None or not np.ndim(dates):
        dates = [dates] * count
    if len(dates) != count:
        raise DataError(f"{len(dates)} dates for {count} organizations; give one each, missing where unknown")
    days = dates if pd.api.types.is_datetime64_dtype(dates) else pd.Series(list(dates), dtype="object")
    days = pd.Series(pd.to_datetime(days, errors="coerce")).astype("datetime64[ns]")
    return days.fillna(LAST).astype("int64").to_numpy()


def _spans(table):
    """Organization -> (first moment, last moment, parent), in the order of time."""
    first = table["from_date"].fillna(FIRST).astype("int64")
    last = (table["to_date"].fillna(LAST) + pd.Timedelta(days=1)).astype("int64") - 1
    spans = {}
    for one, parent, start, end in zip(table["organization_id"], table["parent_id"], first, last, strict=True):
        spans.setdefault(one, []).append((start, end, parent))
    return {one: sorted(rows) for one, rows in spans.items()}


def _top(one, day, spans):
    while (above := next((up for start, end, up in spans.get(one, ()) if start <= day <= end), None)) is not None:
        one = above
    return one


def _overlaps(table):
    """Rows that begin before an earlier row of the same organization has ended."""
    rows = table.assign(
        start=table["from_date"].fillna(pd.Timestamp.min), end=table["to_date"].fillna(pd.Timestamp.max)
    )
    rows = rows.sort_values(["organization_id", "start"], kind="stable")
    before = rows.groupby("organization_id")["end"].cummax().groupby(rows["organization_id"]).shift()
    return [
        (line, "from_date", row["from_date"], f"is before the end of another parent of {row['organization_id']}")
        for line, row in rows[rows["start"] <= before].iterrows()
    ]


def _loops(table):
    """Rows through which an organization belongs to itself on some day."""
    spans = [
        (line, one, parent, start if pd.notna(start) else FIRST, end if pd.notna(end) else LAST)
        for line, one, parent, start, end in table[list(COLUMNS)].itertuples(name=None)
    ]
    found = {}
    for day in sorted({start for *_, start, _ in spans}):
        up = {one: (line, parent) for line, one, parent, start, end in spans if start <= day <= end}
        for way in _circles({one: parent for one, (_, parent) in up.items()}):
            line = min(up[one][0] for one in way)
            found.setdefault(
                line, (line, "parent_id", _parent_of(way, up), f"leads in a circle: {' - '.join([*way, way[0]])}")
            )
    return [found[line] for line in sorted(found)]


def _parent_of(way, up):
    """The parent written in the first row of a circle."""
    return min((up[one] for one in way), key=lambda row: row[0])[1]


def _circles(up):
    seen, circles = set(), []
    for start in up:
        way, place = [], start
        while place in up and place not in seen:
            seen.add(place)
            way.append(place)
            place = up[place]
        if place in way:
            circle = way[way.index(place) :]
            first = circle.index(min(circle))
            circles.append(circle[first:] + circle[:first])
    return circles
