"""Dates as people write them: every form, the evidence for day or month first, and what stays undecided."""

import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.dates import Order, order, readings, rewrite


def written(*dates):
    values = pd.Series(dates, dtype="string")
    return rewrite(values, order(values))[0].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-05", "2024-07-05 10:30", "2024-07-05T10:30:00Z", "2024/7/5", "2024.07.05", "2024/07/05 10:30",
        "5 July 2024", "05 Jul 2024", "5th July, 2024", "5-Jul-2024", "5. July 2024", "July 5, 2024", "Jul. 5th, 2024",
        "20240705", "JULY 5 2024", "5 July 2024 10:30",
    ],
)  # fmt: skip
def test_dates_that_can_be_read_in_one_way_only(text):
    assert written(text) == ["2024-07-05"]


@pytest.mark.parametrize("mark", ["/", ".", "-"])
def test_a_day_after_the_twelfth_decides_for_its_column(mark):
    early, late = mark.join(("3", "4", "2024")), mark.join(("25", "4", "2024"))
    assert written(early, late) == ["2024-04-03", "2024-04-25"]
    assert written(early, mark.join(("4", "25", "2024"))) == ["2024-03-04", "2024-04-25"]


def test_without_evidence_only_what_is_the_same_either_way_is_read():
    values = pd.Series(["3/4/2024", "4/4/2024", "03/04/2024 10:00", None, "soon"], dtype="string")
    rewritten, undecided = rewrite(values, order(values))
    assert rewritten.tolist() == ["3/4/2024", "2024-04-04", "03/04/2024 10:00", pd.NA, "soon"]
    assert undecided.tolist() == [True, False, True, False, False]


def test_evidence_for_both_decides_nothing():
    values = pd.Series(["25/4/2024", "4/25/2024", "3/4/2024"], dtype="string")
    evidence = order(values)
    assert (evidence.decided, evidence.said("date")) == (None, "")
    rewritten, undecided = rewrite(values, evidence)
    assert rewritten.tolist() == ["2024-04-25", "2024-04-25", "3/4/2024"]
    assert undecided.tolist() == [False, False, True]


def test_evidence_adds_up_over_the_parts_of_a_file_and_is_said():
    one = order(pd.Series(["3/4/2024", "4/4/2024"], dtype="string"))
    other = order(pd.Series(["25/4/2024", "2024-04-03", None], dtype="string"))
    assert one + other == Order(day_first=1, month_first=0, either=1)
    assert (one + other).said("date") == "dates in date are read as day/month: 1 of them can be nothing else, 1 could"
    assert Order(month_first=2, either=3).said("start").startswith("dates in start are read as month/day: 2 of them")


def test_nothing_is_said_where_nothing_had_to_be_decided():
    assert Order(day_first=5).said("date") == Order(either=5).said("date") == ""


def test_both_readings_are_told():
    assert readings("03/04/2024 10:00") == ("2024-04-03", "2024-03-04")


@pytest.mark.parametrize(
    "text", ["soon", "2024", "July 2024", "5/2024", "45488", "31/31/2024", "5 Brumaire 2024", "3/4/24"]
)
def test_what_is_no_date_stays_as_it_is(text):
    assert written(text) == [text]


@settings(max_examples=30, deadline=None)
@given(st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31)))
def test_every_day_is_itself_in_every_form(day):
    year = day.year
    forms = [f"{day:%Y/%m/%d}", f"{day:%d %B} {year}", f"{day:%B %d}, {year}", f"{day:%d-%b}-{year}", day.isoformat()]
    assert written(*forms) == [day.isoformat()] * len(forms)
    assert written(f"{day:%d/%m}/{year}", "31/12/2000")[0] == day.isoformat()
    assert written(f"{day:%m/%d}/{year}", "12/31/2000")[0] == day.isoformat()
