"""When to run, as cron and as systemd write it."""

import re
from dataclasses import dataclass
from datetime import datetime

from cronsim import CronSim, CronSimError

from engagement.errors import ScheduleError

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
FIELDS = "minute, hour, day of the month, month and day of the week, such as '30 2 * * 1-5'"


@dataclass(frozen=True)
class Timing:
    """Times at which something starts, in the time zone of the machine.

    Parameters
    ----------
    expression : str
        The five fields of cron, valid.
    """

    expression: str

    def following(self, moment):
        """The first start after ``moment`` (datetime)."""
        return next(CronSim(self.expression, moment))

    def calendars(self):
        """The same times as ``OnCalendar`` values of systemd, of which any one is enough.

        Cron starts on days that fit the day of the month *or* the day of the
        week where both are given, which takes two values.

        Examples
        --------
        >>> by_expression("0 6 1 * mon").calendars()
        ['*-*-1 6:0:00', 'Mon *-*-* 6:0:00']
        """
        cron = CronSim(self.expression, datetime(2000, 1, 1))
        weekdays = sorted({day % 7 for day in cron.weekdays})
        week = "" if len(weekdays) == 7 else ",".join(DAYS[day].title() for day in weekdays) + " "
        date, every = f"*-{_listed(cron.months, 12)}-", _listed(cron.days, 31)
        time = f"{_listed(cron.hours, 24)}:{_listed(cron.minutes, 60)}:00"
        if cron.day_and or not week or every == "*":
            return [f"{week}{date}{every} {time}"]
        return [f"{date}{every} {time}", f"{week}{date}* {time}"]


def at_time(time="02:30", days="daily"):
    """Once a day, on every day or some days of the week.

    Parameters
    ----------
    time : str
        Hour and minute on a clock of 24 hours, ``HH:MM``.
    days : str
        ``daily``, or days and spans of days by their English names, as in ``mon-fri`` or ``tue,sat-sun``.

    Returns
    -------
    Timing

    Raises
    ------
    ScheduleError
        If the time or a day is none.

    Examples
    --------
    >>> at_time("02:30", "mon-fri").expression
    '30 2 * * 1,2,3,4,5'
    """
    clock = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", time.strip(), re.ASCII)
    if not clock:
        raise ScheduleError(f"--at {time!r} is no time of day; write it from 00:00 to 23:59, such as 02:30")
    hour, minute = map(int, clock.groups())
    week = "*" if days.strip().lower() == "daily" else ",".join(map(str, _days(days)))
    return Timing(f"{minute} {hour} * * {week}")


def _days(text):
    """Numbers of the days named, Sunday being 0; a span may go over the end of the week."""
    chosen = set()
    for part in text.lower().split(","):
        ends = [_day(name.strip(), text) for name in part.split("-")]
        if len(ends) > 2:
            raise _no_days(text, part)
        chosen |= {(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)}
    return sorted(chosen)


def _day(name, text):
    found = [place for place, day in enumerate(DAYS) if len(name) >= 3 and _full(day).startswith(name)]
    if not found:
        raise _no_days(text, name)
    return found[0]


def _full(day):
    return {"tue": "tuesday", "wed": "wednesday", "thu": "thursday", "sat": "saturday"}.get(day, f"{day}day")


def _no_days(text, part):
    return ScheduleError(f"--on {text!r}: {part!r} is no day; write daily, mon-fri, or days such as tue,sat-sun")


def by_expression(expression):
    """Whenever a cron expression says.

    Parameters
    ----------
    expression : str
        Five fields (minute, hour, day of the month, month, day of the week), or ``@daily`` and its like.

    Returns
    -------
    Timing

    Raises
    ------
    ScheduleError
        If cron could not read it, or it names a date that never comes.

    Examples
    --------
    >>> from datetime import datetime
    >>> by_expression("@monthly").following(datetime(2026, 1, 15))
    datetime.datetime(2026, 2, 1, 0, 0)
    """
    plain = " ".join(SHORT.get(expression.strip().lower(), expression).split())
    if len(plain.split(" ")) != 5:
        known = ", ".join(SHORT)
        raise ScheduleError(f"--cron {expression!r} has not the five fields {FIELDS}; nor is it one of {known}")
    if re.search(r"[^0-9a-z*,/ -]", plain, re.IGNORECASE):
        raise ScheduleError(f"--cron {expression!r} holds a sign that cron does not know; write {FIELDS}")
    try:
        timing = Timing(plain)
        if re.search(r"\dL\b|\bLW?\b", plain.upper()):
            raise CronSimError("L (last) is not known to cron")
        timing.following(datetime(2000, 1, 1))
    except CronSimError as error:
        raise ScheduleError(f"--cron {expression!r}: {error}; write {FIELDS}") from error
    except StopIteration:
        raise ScheduleError(f"--cron {expression!r} names a day that never comes") from None
    return timing


def _listed(values, size):
    return "*" if len(values) == size else ",".join(map(str, sorted(values)))
