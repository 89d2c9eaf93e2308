"""The temporary folder of a run: its path is short enough for sockets, and what a killed run left is cleared away."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from engagement.errors import PlanError

try:
    import fcntl
except ImportError:  # Windows has no such lock; what a killed run leaves there stays
    fcntl = None

PREFIX, HELD = "engagement-", ".held"
SHORT = 40  # characters of a path below which those of sockets, also of what a notebook starts, stay under 104
OTHERS = ("/tmp", "/var/tmp")


def base():
    """Where temporary folders are made: where the system says, or, if sockets there had paths too long, elsewhere.

    Raises
    ------
    PlanError
        If there is nowhere else.
    """
    told = tempfile.gettempdir()
    if len(os.fsencode(told)) <= SHORT or os.name == "nt":
        return told
    found = next((other for other in OTHERS if os.access(other, os.W_OK | os.X_OK)), None)
    if found is None:
        raise PlanError(f"{told}: too long a path for temporary folders with sockets; set TMPDIR to a shorter one")
    return found


class Folder:
    """A folder that no other run takes away while this one lives, however it ends.

    Parameters
    ----------
    base : path-like
        Where it is made; what killed runs of this user left there goes first.
    """

    def __init__(self, base):
        _clear(Path(base))
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
        self.held = None
        if fcntl:
            self.held = open(self.path / f"{HELD}-soon", "w")  # noqa: SIM115 - for as long as it lives
            fcntl.flock(self.held, fcntl.LOCK_EX)
            (self.path / f"{HELD}-soon").rename(self.path / HELD)

    def remove(self):
        """Take it away."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self.held:
            self.held.close()


def _clear(base):
    """Take away the folders that nobody holds any more."""
    for mark in base.glob(f"{PREFIX}*/{HELD}") if fcntl else ():
        with contextlib.suppress(OSError), open(mark) as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if mark.parent.stat().st_uid == os.getuid():
                shutil.rmtree(mark.parent, ignore_errors=True)
