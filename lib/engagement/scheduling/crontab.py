"""One line of the user's crontab; all others are left byte for byte as they are."""

import shlex
import shutil
import subprocess

from engagement.errors import ScheduleError

LONGEST = 998  # what cron on Debian and its kin takes for a command


def is_there():
    """Whether a crontab can be changed here."""
    return shutil.which("crontab") is not None


def line(job, timing):
    """The line that starts a job, without the end of the line.

    Parameters
    ----------
    job : Job
    timing : Timing

    Returns
    -------
    str
        Quoted for the shell, and ``%``, which ends a command in a crontab, escaped.

    Raises
    ------
    ScheduleError
        If cron would cut or misread it.

    Examples
    --------
    >>> from engagement.scheduling import Job, at_time
    >>> line(Job("/srv/my project", ["python3", "100%"], {"PATH": "/bin"}), at_time("02:30"))
    "30 2 * * * env PATH=/bin python3 100\\\\% # engagement schedule of '/srv/my project'"
    """
    words = ["env", *(f"{name}={value}" for name, value in job.environment.items()), *job.arguments]
    plain = " ".join(map(shlex.quote, words))
    if "\\\\" in plain or "\\%" in plain:
        raise ScheduleError(
            f"{plain}: crons differ on two backslashes in a row and on one before %; put the command into a script"
        )
    command = f"{plain} {_marker(job)}".replace("%", "\\%")
    if len(command.encode()) > LONGEST:
        raise ScheduleError(
            f"the line would have {len(command.encode())} bytes, and cron takes {LONGEST}; schedule with a shorter "
            "PATH, such as PATH=/usr/local/bin:/usr/bin:/bin, put --on-failure into a script, or use --with systemd"
        )
    return f"{timing.expression} {command}"


def _marker(job):
    return f"# engagement schedule of {shlex.quote(job.project)}"


def with_line(table, job, timing):
    """A crontab (bytes) in which the job has this one line, where it stood before or else at the end."""
    fresh = line(job, timing).encode() + b"\n"
    kept, placed = [], False
    for old in table.splitlines(keepends=True) if table else []:
        if not _is_of(old, job):
            kept.append(old)
        elif not placed:
            kept.append(fresh)
            placed = True
    if not placed:
        if kept and not kept[-1].endswith(b"\n"):
            kept[-1] += b"\n"
        kept.append(fresh)
    return b"".join(kept)


def without_line(table, job):
    """A crontab (bytes) without the job's lines."""
    return b"".join(old for old in table.splitlines(keepends=True) if not _is_of(old, job))


def lines_of(table, job):
    """The job's lines in a crontab, as text."""
    return [old.decode(errors="replace").rstrip("\r\n") for old in table.splitlines() if _is_of(old, job)]


def _is_of(line, job):
    """Whether a line starts the job; one that somebody commented out is theirs."""
    marker = _marker(job).replace("%", "\\%").encode()
    return line.rstrip().endswith(b" " + marker) and not line.lstrip().startswith(b"#")


def read():
    """The user's crontab as bytes, empty where there is none.

    Raises
    ------
    ScheduleError
        If it cannot be read.
    """
    done = _crontab("-l")
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip()
    if "no crontab for" in said or ("can't open" in said and "No such file" in said):  # BusyBox says the second
        return b""
    raise ScheduleError(f"the crontab cannot be read, and nothing was written: crontab -l said {said!r}")


def write(table):
    """Replace the user's crontab.

    Raises
    ------
    ScheduleError
        If cron refuses it; the old one then stands.
    """
    done = _crontab("-", table)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise ScheduleError(f"cron refused the crontab, and the old one stands: {said!r}")


def _crontab(argument, given=None):
    if not is_there():
        raise ScheduleError("no crontab here; install it (sudo apt-get install cron) or use --with systemd")
    return subprocess.run(["env", "LC_ALL=C", "crontab", argument], input=given, capture_output=True)
