"""One run at a time: a lock the system releases when its holder ends, however it ends."""

import getpass
import os
import platform
from contextlib import contextmanager
from datetime import datetime

from engagement.errors import PlanError

try:
    import fcntl
except ImportError:  # Windows has no such lock; two runs at once are then the user's to avoid
    fcntl = None


@contextmanager
def only_run(path):
    """Hold the lock at ``path`` while the block runs.

    Raises
    ------
    PlanError
        If another run holds it, naming its process, whose it is, and since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise PlanError(f"another run is at work ({file.read().strip()}); wait for it to end") from error
        file.truncate(0)
        file.write(_holder())
        file.flush()
        yield


def _holder():
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user the system has no name for
        name = f"user {os.getuid()}"
    return f"process {os.getpid()} of {name} on {platform.node()}, since {datetime.now():%Y-%m-%d %H:%M}"
