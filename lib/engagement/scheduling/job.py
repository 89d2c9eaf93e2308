"""What a scheduler starts: one program with its arguments and the environment it needs."""

import os
import sys
from dataclasses import dataclass, field

from engagement import locations
from engagement.errors import ScheduleError

CARRIED = ("ENGAGEMENT_DATA", "ENGAGEMENT_TIDY", "PYTHONPATH")


@dataclass(frozen=True)
class Job:
    """A program to start, and for which checkout.

    Parameters
    ----------
    project : str
        Folder of the checkout; one has one schedule.
    arguments : list of str
        Program and arguments.
    environment : dict
        Variables to set; schedulers start programs with hardly any.
    """

    project: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        for text in (self.project, *self.arguments, *self.environment.values()):
            if any(ord(sign) < 32 for sign in text):
                raise ScheduleError(f"{text!r} holds a line break or another control sign, which no schedule can hold")
        if "=" in self.arguments[0]:  # both schedules start it by env, which would take it for a variable
            raise ScheduleError(f"{self.arguments[0]!r}: a program with = in its path cannot be scheduled; move it")

    @classmethod
    def unattended(cls, on_failure=None, keep=None, options=()):
        """``engagement unattended`` for this checkout, in the environment of this process.

        Parameters
        ----------
        on_failure : str, optional
            Command for the shell, run after a run that failed.
        keep : int, optional
            How many logs are kept.
        options : sequence of str
            Of ``engagement run``.
        """
        arguments = [sys.executable, "-P", "-m", "engagement.cli", "unattended"]
        arguments += [] if on_failure is None else ["--on-failure", on_failure]
        arguments += [] if keep is None else ["--keep", str(keep)]
        arguments += ["--", *options] if options else []
        return cls(str(locations.home()), arguments, _carried())


def _carried():
    """What decides which checkout, data and programs are used here, with whole paths."""
    carried = {"PATH": _existing(os.environ.get("PATH", os.defpath)), "ENGAGEMENT_HOME": str(locations.home())}
    for name in CARRIED:
        if os.environ.get(name):
            carried[name] = os.pathsep.join(map(os.path.abspath, os.environ[name].split(os.pathsep)))
    return carried


def _existing(path):
    """Each folder of a search path that is there, once: a line of a crontab has little room."""
    folders = dict.fromkeys(os.path.abspath(folder) for folder in path.split(os.pathsep) if os.path.isdir(folder))
    return os.pathsep.join(folders)
