"""Which study group owned a Recommendation on a date."""

import pandas as pd

NUMBER = r"^\s*(?:ITU-T\s+)?(?P<series>[A-Z])\.(?P<number>\d+)"


def spans(rows, periods):
    """Give rows that speak of study periods their first and last day.

    Parameters
    ----------
    rows
        One row per statement: ``from_period``, ``to_period``, and ``from_date``, ``to_date``, which go
        before the bounds of the periods where they are filled.
    periods
        The table ``study_periods``: ``period``, ``start``, ``end``.

    Returns
    -------
    DataFrame
        The rows with ``first_day`` and ``last_day``.
    """
    bounds = periods.set_index("period")
    first = pd.to_datetime(rows["from_date"]).fillna(rows["from_period"].map(pd.to_datetime(bounds["start"])))
    last = pd.to_datetime(rows["to_date"]).fillna(rows["to_period"].map(pd.to_datetime(bounds["end"])))
    return rows.assign(first_day=first, last_day=last)


def owner(recommendations, dates, series, periods):
    """The group that owned each Recommendation on its date.

    A row with a narrow range of numbers goes before a row with a wide one, which goes before a row
    for the whole series. Only the first number counts: G.722.1 is looked up as G.722.

    Parameters
    ----------
    recommendations
        Series of names such as ``G.722.1`` or ``ITU-T X.509 (10/2019)``.
    dates
        Series of dates with the same index.
    series, periods
        The tables ``recommendation_series`` and ``study_periods``.

    Returns
    -------
    Series
        Groups (``SG15``), with the index of `recommendations`; missing where the table has no row,
        the date lies outside every period or the name cannot be read.

    Examples
    --------
    >>> periods = pd.DataFrame({"period": ["T25"], "start": ["2024-10-25"], "end": ["2028-12-31"]})
    >>> rows = pd.DataFrame({"series": ["G", "G"], "number_from": [None, 711], "number_to": [None, 729]})
    >>> rows = rows.assign(group=["SG15", "SG21"], from_period="T25", to_period="T25")
    >>> rows = rows.assign(from_date=None, to_date=None)
    >>> days = pd.Series(["2025-01-01", "2025-01-01"])
    >>> owner(pd.Series(["G.709", "G.722.1"]), days, rows, periods).tolist()
    ['SG15', 'SG21']
    """
    asked = (
        recommendations.astype("string")
        .str.extract(NUMBER)
        .assign(
            number=lambda read: pd.to_numeric(read["number"]).astype("float64"),
            day=pd.to_datetime(dates),
            place=range(len(recommendations)),
        )
    )
    pairs = asked.dropna(subset=["series"]).merge(_ranges(series, periods), on="series")
    fits = pairs["number"].between(pairs["low"], pairs["high"])
    fits &= pairs["day"].between(pairs["first_day"], pairs["last_day"])
    best = pairs[fits].sort_values("width", kind="stable").drop_duplicates("place").set_index("place")["group"]
    found = best.reindex(asked["place"]).astype("string")
    return pd.Series(found.array, index=recommendations.index, name="group")


def _ranges(series, periods):
    low = pd.to_numeric(series["number_from"]).astype("float64").fillna(0)
    high = pd.to_numeric(series["number_to"]).astype("float64").fillna(float("inf"))
    ranges = spans(series, periods).assign(low=low, high=high, width=high - low)
    return ranges[["series", "low", "high", "width", "first_day", "last_day", "group"]]
