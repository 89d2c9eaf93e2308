"""The errors a user meets; each message names the place, the value and the remedy."""


class EngagementError(Exception):
    """Root of the errors this library raises for input it cannot use."""


class DataError(EngagementError, ValueError):
    """A file or table cannot be read, or breaks its schema."""


class PlanError(EngagementError, ValueError):
    """The plan of reports, or a notebook it names, cannot be run as it stands."""


class ScheduleError(EngagementError, ValueError):
    """A run cannot be scheduled as asked: the time, the crontab or systemd does not allow it."""
