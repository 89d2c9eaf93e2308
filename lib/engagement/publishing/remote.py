"""What a worker of a Dask cluster does: get what a report needs, and have a process beside it make the report."""

import contextlib
import pickle
import subprocess
import sys
import tempfile
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from engagement.publishing.hand import Errand
from engagement.publishing.likeness import differences, likeness
from engagement.publishing.supplies import Store

IDLE = {plain: deque() for plain in (False, True)}  # a forked kernel is of no use to who wants a plain one
BUSY = {}  # by the name of the run, those at work


@dataclass(frozen=True)
class Order:
    """A report to be made on a worker.

    Attributes
    ----------
    run : str
        Name of the run it is for.
    report, executed, plain, variables, home
        As for ``Errand``.
    items : tuple of Item
        The files of the project.
    address : str or None
        Where they may be had.
    likeness : dict
        Of the machine the run is on.
    given : dict of str to bytes
        Contents of files that were lacking, by digest.
    """

    run: str
    report: object
    executed: dict | None
    plain: bool
    variables: dict
    home: str
    items: tuple
    address: str | None
    likeness: dict
    given: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Lacking:
    """A worker cannot get these files by itself."""

    digests: set
    worker: str


@dataclass(frozen=True)
class Unlike:
    """A worker that came too late to be asked is not like the machine the run is on."""

    differences: list
    worker: str


def make(order):
    """Make a report on the worker this is called on.

    Parameters
    ----------
    order : Order

    Returns
    -------
    (dict, dict of str to bytes), or Lacking, or Unlike
        What came of the report, as of ``Crew``, and its files.

    Raises
    ------
    WorkerError
        If it cannot be made there.
    """
    from distributed import get_worker

    worker = get_worker()
    try:
        return _made(order, worker)
    except Exception as error:
        raise WorkerError(f"{worker.address} ({type(error).__name__}: {error})") from error


def _made(order, worker):
    unlike = differences(order.likeness, likeness())
    if unlike:
        return Unlike(unlike, worker.address)
    folder = Path(worker.local_directory) / "engagement"
    store = Store(folder / "files")
    lacking = store.fetch(order.items, order.address, order.given)
    if lacking:
        return Lacking(lacking, worker.address)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        store.lay_out(order.items, Path(own) / "home")
        errand = Errand(order.report, order.executed, order.plain, Path(own), order.variables, order.home)
        with _hand(order) as hand:
            return hand.make(errand)


def stop(run):
    """End what is being made for a run."""
    for hand in list(BUSY.get(run, ())):
        hand.end()


class WorkerError(Exception):
    """A worker, and why it could not make a report."""


class HandLost(Exception):
    """The process that made a report ended before it was done."""


class Hand:
    """A process that makes reports, kept for the next one, as it has imported what they need."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "engagement.publishing.hand"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def make(self, errand):
        """Have a report made."""
        try:
            pickle.dump(errand, self.process.stdin)
            self.process.stdin.flush()
            return pickle.load(self.process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise HandLost(f"the process that makes reports ended with code {self.process.wait()}") from error

    def end(self):
        """Close its input, upon which it ends, with all it started."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()


@contextlib.contextmanager
def _hand(order):
    """A process that is free, or a new one; free again afterwards, if it still lives."""
    idle, busy = IDLE[order.plain], BUSY.setdefault(order.run, set())
    try:
        hand = idle.pop()
    except IndexError:
        hand = Hand()
    busy.add(hand)
    try:
        yield hand
        idle.append(hand)
    except BaseException:
        hand.end()
        raise
    finally:
        busy.discard(hand)
