"""Commands for runs that nobody watches."""

import os
import shlex
import sys
from datetime import datetime

from engagement.cli.options import count
from engagement.errors import ScheduleError

PATHS = ("--plan", "--site")
PASSED = "of `engagement run`, after --, such as: -- --workers 4 --scheduler tcp://HOST:PORT"


def add_to(commands):
    """Add `schedule` and `unattended` to what can be typed."""
    schedule = commands.add_parser(
        "schedule", help="print a crontab line or a systemd timer that makes the reports regularly, or install it"
    )
    schedule.add_argument("--at", metavar="HH:MM", help="when (default: 02:30)")
    schedule.add_argument("--on", metavar="DAYS", help="mon-fri, or tue,sat-sun (default: daily)")
    schedule.add_argument("--cron", metavar="EXPR", help="a cron expression instead: '30 2 1,15 * *', or @weekly")
    schedule.add_argument("--with", dest="scheduler", choices=["cron", "systemd"], help="default: whichever is here")
    schedule.add_argument("--on-failure", metavar="COMMAND", help="for the shell, after a run that failed")
    schedule.add_argument("--keep", type=count, metavar="N", help="logs kept in reports/logs (default: 30)")
    schedule.add_argument("run", nargs="*", metavar="OPTION", help=PASSED)
    action = schedule.add_mutually_exclusive_group()
    action.add_argument("--install", action="store_true", help="install it, in place of one installed before")
    action.add_argument("--remove", action="store_true", help="remove what was installed for this checkout")
    action.add_argument("--status", action="store_true", help="say what is installed and how the last run ended")
    schedule.set_defaults(command=_schedule)

    unattended = commands.add_parser(
        "unattended", help="what `schedule` starts: build, then run, with a log and a word on failure"
    )
    unattended.add_argument("--on-failure", metavar="COMMAND", help="for the shell, after a run that failed")
    unattended.add_argument("--keep", type=count, default=30, metavar="N", help="logs kept (default: 30)")
    unattended.add_argument("run", nargs="*", metavar="OPTION", help=PASSED)
    unattended.set_defaults(command=_unattended)


def _unattended(options):
    """Build and run; silent where all went well, so that cron sends no mail."""
    from engagement.scheduling import unattended

    _checked(options.run)
    outcome = unattended.run(options.on_failure, options.keep, options.run)
    if outcome.status:
        print(f"engagement: {outcome}; see {outcome.log}", file=sys.stderr)
    return outcome.status


def _schedule(options):
    if options.remove or options.status:
        given = [name for name in ("at", "on", "cron", "on_failure", "keep") if getattr(options, name) is not None]
        given = [f"--{name.replace('_', '-')}" for name in given] + options.run
        if given:
            raise ScheduleError(f"{given[0]} says how to schedule; leave it out to remove or look")
        return _remove(options.scheduler) if options.remove else _status(options.scheduler)
    from engagement.scheduling import Job

    timing, job = _timing(options), Job.unattended(options.on_failure, options.keep, _settled(options.run))
    scheduler = options.scheduler or _whichever(job)
    (_with_cron if scheduler == "cron" else _with_systemd)(job, timing, options.install)
    if options.install and _also(job, scheduler):
        other = "systemd" if scheduler == "cron" else "cron"
        print(f"  {other} starts it too: `engagement schedule --with {other} --remove` ends that", file=sys.stderr)
    print(f"  next start: {timing.following(datetime.now()):%A %Y-%m-%d %H:%M}, by {scheduler}", file=sys.stderr)
    return 0


def _checked(options):
    """Refuse now what `engagement run` would refuse at night."""
    from engagement.cli.parser import parser

    parser().parse_args(["run", *options])


def _settled(options):
    """Options of `engagement run`, checked, their paths as they hold from any folder."""
    _checked(options)
    settled, before = [], None
    for one in options:
        name, equals, value = one.partition("=")
        if before in PATHS:
            one = _there(before, one)
        elif name in PATHS and equals:
            one = f"{name}={_there(name, value)}"
        settled.append(one)
        before = one
    return settled


def _there(option, path):
    if option == "--plan" and not os.path.isfile(path):
        raise ScheduleError(f"--plan {path}: there is no such file; give that of a plan")
    return os.path.abspath(path)


def _timing(options):
    from engagement.scheduling import at_time, by_expression

    if options.cron is None:
        return at_time("02:30" if options.at is None else options.at, "daily" if options.on is None else options.on)
    if options.at is not None or options.on is not None:
        raise ScheduleError("--cron says it all; leave out --at and --on, or --cron")
    return by_expression(options.cron)


def _whichever(job):
    """Cron where it is: it also starts runs while the user is logged out."""
    from engagement.scheduling import crontab, systemd

    if crontab.is_there():
        return "cron"
    if systemd.is_there():
        return "systemd"
    command = shlex.join(["env", *(f"{name}={value}" for name, value in job.environment.items()), *job.arguments])
    raise ScheduleError(
        "neither cron nor a systemd of this user is here; install one (sudo apt-get install cron), or have what "
        f"starts programs here start this: {command}"
    )


def _with_cron(job, timing, install):
    from engagement.scheduling import crontab

    print(crontab.line(job, timing))
    if install:
        before = crontab.read()
        after = crontab.with_line(before, job, timing)
        if after != before:
            crontab.write(after)
        others = len(after.splitlines()) - 1
        print(f"  installed in the crontab; its {others} other lines are as they were", file=sys.stderr)


def _with_systemd(job, timing, install):
    from engagement.scheduling import systemd

    if not install:
        for name, text in systemd.units(job, timing).items():
            print(f"# {systemd.folder() / name}\n{text}")
        return
    for path in systemd.install(job, timing):
        print(path)
    if systemd.lingers() is False:
        print("  it rests while you are logged out; `loginctl enable-linger` lets it go on", file=sys.stderr)


def _also(job, scheduler):
    """Whether the other scheduler starts the job as well."""
    from engagement.scheduling import crontab, systemd

    if scheduler == "cron":
        return systemd.installed(job)
    return crontab.is_there() and crontab.lines_of(crontab.read(), job)


def _remove(scheduler):
    from engagement.scheduling import Job, crontab, systemd

    job, removed = Job.unattended(), []
    if scheduler != "systemd" and (crontab.is_there() or scheduler):
        table = crontab.read()
        removed += crontab.lines_of(table, job)
        if removed:
            crontab.write(crontab.without_line(table, job))
    if scheduler != "cron":
        removed += systemd.remove(job)
    print(*(f"removed: {one}" for one in removed) if removed else ["nothing is scheduled for this checkout"], sep="\n")
    return 0


def _status(scheduler):
    from engagement.scheduling import Job, crontab, systemd, unattended

    job, found = Job.unattended(), []
    if scheduler != "systemd" and (crontab.is_there() or scheduler):
        found += [f"crontab: {line}" for line in crontab.lines_of(crontab.read(), job)]
    if scheduler != "cron":
        found += [f"systemd ({systemd.state(job)}): {path}" for path in systemd.installed(job)]
    print(*found or ["nothing is scheduled for this checkout"], sep="\n")
    log, ended = unattended.last_ended()
    print(f"last run: {ended or 'has not ended'} ({log})" if log else "no run so far")
    return 0 if found else 1
