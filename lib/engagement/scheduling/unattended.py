"""A run that nobody watches: a dated log, an exit status, and a command to tell of a failure."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engagement import locations

RUN = "run"
COMMANDS = ("build", RUN)
STOPPED = 2  # what `engagement` ends with where nothing could be done at all
HOOK_TIME = 300  # seconds


@dataclass(frozen=True)
class Outcome:
    """How an unattended run ended.

    Parameters
    ----------
    status : int
        0 where all went well, else the exit status of the command that failed.
    failed : int or None
        Failed reports on the site; None where no site was made.
    log : pathlib.Path or None
        None where none could be written.
    """

    status: int
    failed: int | None
    log: Path | None

    def __str__(self):
        reports = "no site was made" if self.failed is None else f"{self.failed} failed reports"
        return f"exit status {self.status}, {reports}"


def run(on_failure=None, keep=30, options=()):
    """Build the tables and run the reports, write a log, and run a command if that fails.

    Parameters
    ----------
    on_failure : str, optional
        Command for the shell. It finds ``ENGAGEMENT_EXIT_STATUS``,
        ``ENGAGEMENT_FAILED_REPORTS`` (empty where no site was made),
        ``ENGAGEMENT_LOG`` and ``ENGAGEMENT_HOME`` in its environment, and has five minutes.
    keep : int
        Logs kept, this one included; older ones are removed.
    options : sequence of str
        Of ``engagement run``.

    Returns
    -------
    Outcome
    """
    try:
        log = _log()
    except OSError as error:
        print(f"engagement: no log can be written: {error}", file=sys.stderr)
        outcome = Outcome(STOPPED, None, None)
        _tell(on_failure, outcome, sys.stderr)
        return outcome
    with log:
        outcome = _commands(log, options)
        _say(log, f"ended: {outcome}")
        if outcome.status:
            _tell(on_failure, outcome, log)
    for old in logs()[:-keep]:
        old.unlink(missing_ok=True)
    return outcome


def logs():
    """The logs there are, oldest first."""
    return sorted(_folder().glob("[0-9]*.log"))


def last_ended():
    """The newest log and the line that says how it ended; None for what is not there."""
    for log in reversed(logs()):
        ends = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if " ended: " in line]
        return log, ends[-1] if ends else None
    return None, None


def _folder():
    return locations.reports() / "logs"


def _log():
    _folder().mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now():%Y-%m-%dT%H-%M-%S}-{os.getpid()}.log"  # a clock may come twice, a process does not
    return open(_folder() / name, "x", encoding="utf-8")


def _commands(log, options):
    """Each command in turn; one that can do nothing at all stops the rest."""
    site, before = locations.reports() / "site" / "reports.json", _stamp()
    worst = 0
    for command in COMMANDS:
        words = [command, *(options if command == RUN else ())]
        _say(log, f"engagement {' '.join(words)}")
        status = _start([sys.executable, "-P", "-m", "engagement.cli", *words], log)
        worst = status or worst
        if status not in (0, 1):
            break
    made = site.exists() and (worst in (0, 1) or _stamp() != before)
    return Outcome(worst, _failed(site) if made else None, Path(log.name))


def _start(arguments, log):
    done = subprocess.run(
        arguments, cwd=locations.home(), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
    )
    return done.returncode if done.returncode >= 0 else 128 - done.returncode  # as a shell tells of a signal


def _stamp():
    """What changes when a site is put in place."""
    try:
        found = (locations.reports() / "site" / "reports.json").stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _failed(site):
    return sum(entry["status"] == "failed" for entry in json.loads(site.read_text(encoding="utf-8")))


def _say(log, text):
    print(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z} {text}", file=log, flush=True)


def _tell(command, outcome, log):
    """Run the user's command; what becomes of it is told in the log and changes nothing."""
    if command is None:
        return
    facts = {
        "ENGAGEMENT_EXIT_STATUS": str(outcome.status),
        "ENGAGEMENT_FAILED_REPORTS": "" if outcome.failed is None else str(outcome.failed),
        "ENGAGEMENT_LOG": "" if outcome.log is None else str(outcome.log),
        "ENGAGEMENT_HOME": str(locations.home()),
    }
    try:
        done = subprocess.run(
            command,
            shell=True,
            cwd=locations.home(),
            env={**os.environ, **facts},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=HOOK_TIME,
        )
        _say(log, f"--on-failure ended with exit status {done.returncode}")
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(log, f"--on-failure: {error}")
