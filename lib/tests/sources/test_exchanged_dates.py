"""Whether day and month of the true dates in a column were exchanged: never read wrong where the column tells."""

import datetime

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engagement.sources import dates
from engagement.sources.exchanged_dates import exchange, is_open, verdict


def column(*values):
    return pd.Series(values, dtype="string")


def after_a_spreadsheet(days, order):
    """Dates written in an order, opened in a spreadsheet that expects the other one."""
    for day in days:
        first, second = (day.month, day.day) if order == "month" else (day.day, day.month)
        readable = second <= 12
        yield f"{day.year}-{second:02d}-{first:02d}" if readable else f"{first}/{second}/{day.year} 8:42:48 AM"


def put_right(values):
    """Dates as they are read in the end, missing where they are refused."""
    found = verdict(values)
    if found.decided == "exchanged":
        values = values.mask(is_open(values), exchange(values))
    elif found.decided == "open":
        values = values.mask(is_open(values))
    written, undecided = dates.rewrite(values, dates.order(values))
    return written.mask(undecided)


spans = st.dates(datetime.date(2001, 1, 1), datetime.date(2040, 1, 1)).flatmap(
    lambda first: st.lists(st.dates(first, first + datetime.timedelta(80)), min_size=1, max_size=60)
)


@settings(max_examples=60, deadline=None)
@given(spans)
def test_a_month_first_list_from_a_day_first_spreadsheet_is_read_right_or_refused(days):
    values = column(*after_a_spreadsheet(days, "month"))
    assume(values.str.contains("/").any())
    meant = column(*(day.isoformat() for day in days))
    read = put_right(values)
    assert (read.isna() | (read == meant)).all()


@settings(max_examples=60, deadline=None)
@given(spans)
def test_dates_that_nobody_exchanged_are_kept(days):
    values = column(*(day.isoformat() for day in days))
    assert verdict(values).decided == "kept"
    assert put_right(values).equals(values)


def test_a_day_first_list_is_put_right_too():
    days = [datetime.date(2022, 4, day) for day in (5, 6, 8, 11, 13, 20, 22)]
    values = column(*after_a_spreadsheet(days[:4], "month"), *(f"{day.day}/4/2022" for day in days[4:]))
    assert put_right(values).tolist() == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (
            ["4/13/2022", "4/20/2022", "4/22/2022", "2022-06-04", "2022-08-04", "2022-04-25"],
            "a true day after the 12th",
        ),
        (["4/13/2022", "4/20/2022", "4/5/2022", "2022-06-04", "2022-08-04", "2022-11-04"], "a text that could be read"),
        (["4/13/2022", "20/4/2022", "4/22/2022", "2022-06-04", "2022-08-04", "2022-11-04"], "texts in both orders"),
        (["2022-06-04", "2022-08-04", "2022-11-04"], "no texts"),
        (["4/13/2022", "4/20/2022", "4/22/2022", "2022-04-04"], "day and month are the same"),
        (["soon", "2022-06-04", "2022-08-04", "2022-11-04"], "no dates among the texts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_dates_are_kept_where_the_pattern_does_not_hold(values, why):
    assert verdict(column(*values)).decided == "kept"


@pytest.mark.parametrize(
    "values",
    [
        ["4/13/2022", "2022-06-04", "2022-08-04", "2022-11-04"],
        ["4/13/2022", "4/20/2022", "4/22/2022", "2022-06-04"],
        ["4/13/2022", "4/20/2022", "4/30/2022", "2022-04-09", "2022-04-10", "2022-04-11"],
    ],
    ids=["few texts", "few true dates", "closer as they are"],
)
def test_nothing_is_decided_on_too_little(values):
    found = verdict(column(*values))
    assert found.decided == "open"
    assert "too little to tell" in found.said("Uploaded")
