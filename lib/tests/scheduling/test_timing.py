"""Times as users say them, as cron writes them and as systemd does."""

import re
import shutil
import subprocess
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import ScheduleError
from engagement.scheduling import at_time, by_expression

NOVEMBER = datetime(2026, 11, 27, 12, 0)  # a Friday


@pytest.mark.parametrize(
    ("days", "numbers"),
    [
        ("daily", "*"),
        ("mon-fri", "1,2,3,4,5"),
        ("Mon-Fri", "1,2,3,4,5"),
        ("tue,sat-sun", "0,2,6"),
        ("fri-mon", "0,1,5,6"),
        ("wednesday", "3"),
        ("thurs, tues", "2,4"),
    ],
)
def test_days_are_named_in_english_and_a_span_may_go_over_the_weekend(days, numbers):
    assert at_time("02:30", days).expression == f"30 2 * * {numbers}"


@pytest.mark.parametrize(
    "days", ["", "m", "moo", "mon-", "-fri", "mon-tue-wed", "mon,,tue", "1-5", "monfri", "daily,mon"]
)
def test_what_is_no_day_is_named_with_the_way_to_write_it(days):
    with pytest.raises(ScheduleError, match=r"--on .* is no day; write daily, mon-fri"):
        at_time("02:30", days)


@pytest.mark.parametrize("time", ["24:00", "2", "02:60", "02:30:00", "2.30", "half past two", "", "-1:00", "٠٢:٣٠"])
def test_what_is_no_time_of_day_is_refused(time):
    with pytest.raises(ScheduleError, match="is no time of day; write it from 00:00 to 23:59"):
        at_time(time)


@pytest.mark.parametrize(
    "expression",
    ["", "* * * *", "* * * * * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 31 2 *", "0 0 * 13 *", "0 0 * * 8"]
    + ["0 0 L * *", "0 0 LW * *", "0 0 * * 5L", "0 0 * * 1#2", "5-1 * * * *", "*/0 * * * *", "@reboot", "@sometimes"]
    + ["0 0 * * mon\n* * * * * rm", "0 0 * * %", "0 0 * * ?"],
)
def test_what_cron_could_not_read_is_refused(expression):
    with pytest.raises(ScheduleError, match=f"--cron {re.escape(repr(expression))}"):
        by_expression(expression)


def test_the_next_start_is_told():
    assert at_time("02:30", "mon-fri").following(NOVEMBER) == datetime(2026, 11, 30, 2, 30)
    assert by_expression("0 6 13 * fri").following(NOVEMBER) == datetime(2026, 12, 4, 6, 0)
    assert by_expression("@hourly").following(NOVEMBER) == datetime(2026, 11, 27, 13, 0)


def test_systemd_is_given_the_same_days():
    assert at_time("06:05").calendars() == ["*-*-* 6:5:00"]
    assert at_time("23:00", "sat-sun").calendars() == ["Sun,Sat *-*-* 23:0:00"]
    assert by_expression("*/20 * 1 jan,jul *").calendars() == ["*-1,7-1 *:0,20,40:00"]
    assert by_expression("0 6 1 * 7").calendars() == ["*-*-1 6:0:00", "Sun *-*-* 6:0:00"]
    assert by_expression("0 6 */10 * mon").calendars() == ["Mon *-*-1,11,21,31 6:0:00"]


def _field(low, high):
    numbers = st.integers(low, high)
    spans = st.tuples(numbers, numbers).map(lambda ends: f"{min(ends)}-{max(ends)}")
    return st.one_of(st.just("*"), numbers.map(str), spans, st.integers(2, 9).map("*/{}".format))


EXPRESSIONS = st.tuples(_field(0, 59), _field(0, 23), _field(1, 28), _field(1, 12), _field(0, 6)).map(" ".join)


@given(EXPRESSIONS)
def test_any_expression_has_a_next_start_and_one_or_two_calendars(expression):
    timing = by_expression(expression)
    assert timing.following(NOVEMBER) > NOVEMBER
    assert len(timing.calendars()) in (1, 2)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd: sudo apt-get install systemd")
@pytest.mark.parametrize("expression", ["30 2 * * 1-5", "*/7 */5 1,15 2-4 *", "0 6 1 * 7", "59 23 28-31 */3 sat"])
def test_systemd_starts_at_the_times_at_which_cron_would(expression):
    timing = by_expression(expression)
    told = [
        subprocess.run(
            ["systemd-analyze", "calendar", "--base-time=2026-11-27 12:00:00 UTC", f"{calendar} UTC"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for calendar in timing.calendars()
    ]
    starts = [re.search(r"Next elapse: \w+ ([\d-]+ [\d:]+) UTC", text)[1] for text in told]
    assert min(map(datetime.fromisoformat, starts)) == timing.following(NOVEMBER)
