"""A timer and a service of the user's own systemd, for one checkout."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from engagement.errors import ScheduleError

SERVICE = """\
# engagement schedule of {project}
[Unit]
Description=Industry engagement reports of {escaped}

[Service]
Type=oneshot
{environment}
ExecStart=/usr/bin/env {command}
"""
TIMER = """\
# engagement schedule of {project}
[Unit]
Description=Starts the industry engagement reports of {escaped}

[Timer]
{calendars}
Persistent=true

[Install]
WantedBy=timers.target
"""


def is_there():
    """Whether the user's own systemd answers here."""
    return shutil.which("systemctl") is not None and _systemctl("show-environment").returncode == 0


def units(job, timing):
    """Names and text of the timer and the service.

    Parameters
    ----------
    job : Job
    timing : Timing

    Returns
    -------
    dict of str to str
        A run that was missed while the machine was off is made up for (``Persistent``).

    Examples
    --------
    >>> from engagement.scheduling import Job, at_time
    >>> texts = units(Job("/srv/it", ["/usr/bin/python3", "100% $x"], {"A": 'b "c"'}), at_time())
    >>> print(*[line for text in texts.values() for line in text.splitlines() if line[:4] in ("Exec", "Envi", "OnCa")])
    Environment="A=b \\"c\\"" ExecStart=/usr/bin/env "/usr/bin/python3" "100%% $$x" OnCalendar=*-*-* 2:30:00
    """
    stem, escaped = _stem(job), job.project.replace("%", "%%")
    service = SERVICE.format(
        project=job.project,
        escaped=escaped,
        environment="\n".join(f"Environment={_quoted(f'{name}={value}')}" for name, value in job.environment.items()),
        command=" ".join(_quoted(word).replace("$", "$$") for word in job.arguments),
    )
    calendars = "\n".join(f"OnCalendar={calendar}" for calendar in timing.calendars())
    timer = TIMER.format(project=job.project, escaped=escaped, calendars=calendars)
    return {f"{stem}.service": service, f"{stem}.timer": timer}


def _quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _stem(job):
    """A name that no other checkout has, and that says which it is."""
    readable = re.sub(r"[^A-Za-z0-9_.-]+", "-", Path(job.project).name).strip("-.") or "checkout"
    return f"engagement-{readable}-{hashlib.sha256(job.project.encode()).hexdigest()[:8]}"


def folder():
    """Where the user's units are."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def install(job, timing):
    """Write the units, anew if they are there, and start the timer; returns their paths.

    Raises
    ------
    ScheduleError
        If the user's systemd does not answer or refuses; no unit is left behind.
    """
    texts = units(job, timing)
    if not is_there():
        raise ScheduleError(
            "the systemd of this user does not answer, and nothing was written; log in as this user (not by su or "
            "sudo) and try again, or use --with cron"
        )
    folder().mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder() / name).write_text(text, encoding="utf-8")
    timer = f"{_stem(job)}.timer"
    for command in (("daemon-reload",), ("enable", timer), ("restart", timer)):
        done = _systemctl(*command)
        if done.returncode:
            remove(job)
            raise ScheduleError(f"systemd refused the timer, which was removed again: {done.stderr.strip()!r}")
    return [folder() / name for name in texts]


def remove(job):
    """Stop the timer and remove the units; returns the paths removed."""
    found = installed(job)
    if found:
        _systemctl("disable", "--now", f"{_stem(job)}.timer")
        for path in found:
            path.unlink()
        _systemctl("daemon-reload")
    return found


def installed(job):
    """Paths of the units that are there."""
    return [path for kind in ("service", "timer") if (path := folder() / f"{_stem(job)}.{kind}").exists()]


def state(job):
    """What systemd says of the timer: ``active``, ``inactive``, or that it does not answer."""
    if shutil.which("systemctl") is None:
        return "no systemd here"
    done = _systemctl("is-active", f"{_stem(job)}.timer")
    return done.stdout.strip() or done.stderr.strip()


def lingers():
    """Whether the user's systemd goes on while the user is logged out; None if that is not known."""
    if shutil.which("loginctl") is None:
        return None
    done = subprocess.run(
        ["loginctl", "show-user", str(os.getuid()), "--property=Linger", "--value"], capture_output=True, text=True
    )
    return done.stdout.strip() == "yes" if done.returncode == 0 else None


def _systemctl(*arguments):
    return subprocess.run(["systemctl", "--user", *arguments], capture_output=True, text=True)
