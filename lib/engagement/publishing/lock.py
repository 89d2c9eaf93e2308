"""One run at a time: a lock the system releases when its holder ends, however it ends."""

import os
from contextlib import contextmanager

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
        If another run holds it, naming its process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+", encoding="utf-8") as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise PlanError(f"another run is at work (process {file.read().strip()}); wait for it to end") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
