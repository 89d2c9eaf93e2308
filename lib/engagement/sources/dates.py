"""Dates as people write them -> 2024-07-15; the column's own evidence decides whether day or month comes first."""

import calendar
import re
from dataclasses import dataclass

import pandas as pd

ISO = r"^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$"
YEAR_FIRST = r"^(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?:[ T].*)?$"
COMPACT = r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})$"
NUMERIC = r"^(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})(?:[ T,].*)?$"
DAY_WORD = r"^(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+(?P<month>[A-Za-z]{3,9})\.?,?[ -]+(?P<year>\d{4})(?:[ T,].*)?$"
WORD_DAY = r"^(?P<month>[A-Za-z]{3,9})\.?[ -]+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ -]+(?P<year>\d{4})(?:[ T,].*)?$"
MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
FORMS = (YEAR_FIRST, COMPACT, DAY_WORD, WORD_DAY)


@dataclass(frozen=True)
class Order:
    """What a column says of the order of day and month in dates such as 3/4/2024.

    Attributes
    ----------
    day_first, month_first
        Dates that can only be read with the day, or the month, in front.
    either
        Dates that can be read both ways.
    """

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    def __add__(self, other):
        return Order(self.day_first + other.day_first, self.month_first + other.month_first, self.either + other.either)

    @property
    def decided(self):
        """``day``, ``month`` or None: what stands in front."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "day" if self.day_first else "month"

    def said(self, column):
        """The decision in a sentence, empty where nothing had to be decided."""
        if not self.either or not self.decided:
            return ""
        certain = self.day_first or self.month_first
        order = "day/month" if self.decided == "day" else "month/day"
        return f"dates in {column} are read as {order}: {certain:,} of them can be nothing else, {self.either:,} could"


def order(values):
    """The evidence of some dates.

    Parameters
    ----------
    values : Series of text

    Examples
    --------
    >>> order(pd.Series(["3/4/2024", "25/4/2024", "2024-04-03"], dtype="string"))
    Order(day_first=1, month_first=0, either=1)
    """
    parts = values.str.extract(NUMERIC)
    first, second = (pd.to_numeric(parts[name]).fillna(0) for name in ("first", "second"))
    return Order(
        int(((first > 12) & second.between(1, 12)).sum()),
        int(((second > 12) & first.between(1, 12)).sum()),
        int((first.between(1, 12) & second.between(1, 12) & (first != second)).sum()),
    )


def rewrite(values, evidence):
    """Dates in the form 2024-07-15.

    Parameters
    ----------
    values : Series of text
    evidence : Order
        Of the whole column.

    Returns
    -------
    Series of text
        Rewritten; what is no date, or could be two, stays as it is.
    Series of bool
        True where a date could be two and nothing decides.

    Examples
    --------
    >>> dates = pd.Series(["3/4/2024", "25/4/2024", "3 Apr 2024", "soon"], dtype="string")
    >>> rewrite(dates, order(dates))[0].tolist()
    ['2024-04-03', '2024-04-25', '2024-04-03', 'soon']
    """
    iso = values.str.extract(ISO, expand=False)
    other = values[iso.isna() & values.notna()]
    if other.empty:
        return iso, pd.Series(False, index=values.index)
    written = iso.fillna(values)
    for form in FORMS:
        found = _assemble(other.str.extract(form))
        written = written.where(~written.index.isin(found.index), found.reindex(written.index))
    numeric, undecided = _numeric(other, evidence)
    written = written.where(~written.index.isin(numeric.index), numeric.reindex(written.index))
    return written.astype("string"), pd.Series(values.index.isin(undecided), index=values.index)


def readings(value):
    """Both readings of a date such as 3/4/2024.

    Examples
    --------
    >>> readings("3/4/2024 10:00")
    ('2024-04-03', '2024-03-04')
    """
    first, second, year = re.match(NUMERIC, value).groups()
    return f"{year}-{int(second):02d}-{int(first):02d}", f"{year}-{int(first):02d}-{int(second):02d}"


def _numeric(values, evidence):
    """Numeric dates whose order is known, and the index of those whose order is not."""
    parts = values.str.extract(NUMERIC).dropna()
    first, second = (pd.to_numeric(parts[name]) for name in ("first", "second"))
    day_first = (first > 12) | (first == second) | ((second <= 12) & (evidence.decided == "day"))
    month_first = ~day_first & ((second > 12) | (evidence.decided == "month"))
    day = first.where(day_first, second)
    month = second.where(day_first, first)
    known = _assemble(parts.assign(day=day, month=month.astype("string"))[day_first | month_first])
    return known, parts.index[~(day_first | month_first)]


def _assemble(parts):
    parts = parts[["year", "month", "day"]].dropna()
    month = parts["month"].astype("string").str.casefold()
    month = pd.to_numeric(month.map(MONTHS).fillna(pd.to_numeric(month, errors="coerce")))
    frame = parts.assign(month=month)[month.between(1, 12)]
    days = frame[["year", "month", "day"]].astype("int64").itertuples(index=False)
    texts = [f"{year}-{month:02d}-{day:02d}" for year, month, day in days]
    return pd.Series(texts, index=frame.index, dtype="string")
