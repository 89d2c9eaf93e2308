"""The command `engagement`: tables, reports and their sources, from the shell."""

import contextlib
import os
import signal
import sys
import threading

from engagement.cli.parser import parser
from engagement.errors import EngagementError


def main(arguments=None):
    """Run one command; the exit code is 0 where all went well, 1 where part of it failed, 2 for unusable input."""
    options = parser().parse_args(arguments)
    try:
        with _stopping():
            code = options.command(options)
            sys.stdout.flush()
            return code
    except BrokenPipeError:  # whoever read, as `head` does, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as of a program that a pipe without a reader ends
    except EngagementError as error:
        print(f"engagement: {error}", file=sys.stderr)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"engagement: {where}{error.strerror or error}; mend that and run again", file=sys.stderr)
    except KeyboardInterrupt as stop:
        with contextlib.suppress(OSError):  # a terminal that is closed is told nothing
            print("engagement: stopped; what was published before is still in place", file=sys.stderr)
        return 128 + (stop.args[0] if stop.args else signal.SIGINT)
    return 2


@contextlib.contextmanager
def _stopping():
    """Be stopped in order by what a timer, a shutdown or a terminal that is closed sends, as by Ctrl-C."""
    here = os.getpid()

    def stop(number, _):
        if os.getpid() != here:  # forked: it ends as it would have
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        raise KeyboardInterrupt(number)

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    taken = [number for number in numbers if _is_free(number)]
    for number in taken:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _is_free(number):
    """Whether nobody else has said what is to be done: nohup, or a program that calls this in a thread."""
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and signal.getsignal(number) is signal.SIG_DFL
