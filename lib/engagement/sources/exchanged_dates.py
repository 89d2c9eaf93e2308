"""Days and months that a spreadsheet exchanged when it opened a list, found out by what the list itself shows.

A spreadsheet that expects the day first makes 4 May of the text 4/5/2022 meant as 5 April, and
leaves 4/13/2022 as the text it is, since there is no month 13. Such a column holds true dates, none
with a day after the 12th, beside texts that can be read in one order only; no other way of
writing dates parts them like that.
"""

from dataclasses import dataclass

import pandas as pd

from engagement.sources import dates

ENOUGH = 3  # different days of either kind that it takes to speak of a pattern


@dataclass(frozen=True)
class Verdict:
    """What a column says of its true dates.

    Attributes
    ----------
    decided
        ``kept``, ``exchanged`` or ``open``.
    texts, true
        Dates left as text, and true dates that could be exchanged.
    """

    decided: str = "kept"
    texts: int = 0
    true: int = 0

    def said(self, heading):
        """The verdict in a sentence, empty where there was nothing to decide."""
        if self.decided == "kept":
            return ""
        found = (
            f"{heading}: the {self.texts:,} dates left as text can be read in one order only, "
            f"none of the {self.true:,} others has a day after the 12th"
        )
        if self.decided == "exchanged":
            return f"{found}, so a spreadsheet has exchanged day and month in these, and they are read the other way"
        return f"{found}, which is too little to tell whether a spreadsheet has exchanged day and month in these"


def verdict(values):
    """Whether day and month of the true dates in a column were exchanged.

    The pattern in the module's first lines has to hold, for several different days, and the dates read
    the other way have to lie closer to those left as text.

    Parameters
    ----------
    values : Series of text
        The whole column; true dates are written 2024-07-15.

    Returns
    -------
    Verdict

    Examples
    --------
    >>> texts = ["4/13/2022 8:42:48 AM", "4/20/2022 9:36:31 AM", "4/22/2022 2:00:39 AM"]
    >>> verdict(pd.Series([*texts, "2022-06-04", "2022-08-04", "2022-12-04"], dtype="string")).decided
    'exchanged'
    >>> verdict(pd.Series([*texts, "2022-06-04", "2022-08-04", "2022-04-25"], dtype="string")).decided
    'kept'
    """
    values = values.dropna()
    is_true = values.str.fullmatch(dates.ISO)
    true, texts = values[is_true].str[:10], values[~is_true]
    order = dates.order(texts)
    if true.empty or order.decided is None or order.either or (true.str[8:10] > "12").any():
        return Verdict()
    could = true[is_open(true)]
    counts = {"texts": order.day_first + order.month_first, "true": len(could)}
    certain = _days(dates.rewrite(texts, order)[0].drop_duplicates())
    different = could.drop_duplicates()
    if different.empty:
        return Verdict()
    as_is, other = (_away(_days(one), certain) for one in (different, exchange(different)))
    enough = min(len(different), len(certain)) >= ENOUGH
    return Verdict("exchanged" if enough and other < as_is else "open", **counts)


def is_open(values):
    """True for the true dates whose day could be a month, and another one."""
    values = values.fillna("")
    day, month = values.str[8:10], values.str[5:7]
    return (values.str.fullmatch(dates.ISO) & day.le("12") & day.ne(month)).astype(bool)


def exchange(values):
    """True dates with day and month exchanged.

    Examples
    --------
    >>> exchange(pd.Series(["2022-05-04"], dtype="string")).tolist()
    ['2022-04-05']
    """
    return values.str[:4] + "-" + values.str[8:10] + "-" + values.str[5:7]


def _days(values):
    return pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").dropna()


def _away(days, certain):
    """Days by which dates lie outside the span of the certain ones, added up."""
    low, high = certain.min(), certain.max()
    outside = (low - days).dt.days.clip(lower=0) + (days - high).dt.days.clip(lower=0)
    return int(outside.sum())
