"""Several reports at a time: processes that make them, each with its time, tried again where that may help."""

import contextlib
import os
import tempfile
import time
from dataclasses import dataclass, field
from multiprocessing import connection

from engagement.errors import PlanError
from engagement.publishing import temporary
from engagement.publishing.forking import LEAN, PLAIN, REPRODUCIBLE, SOCKETS, STACK, WORKER, context

TRIES = 2
NOTHING = {"cell": None, "headline": None, "inputs": [], "bases": [], "lines": []}
PATIENCE = 5  # seconds a worker has to end in order


@dataclass
class Task:
    """A report to make.

    ``executed`` as for ``worker.make``; ``expected`` seconds, as last time.
    """

    report: object
    executed: dict | None = None
    expected: float = 60.0
    tries: int = 0
    process: object = field(default=None, repr=False)
    begun: float = 0.0

    @property
    def left(self):
        """Seconds it still has."""
        return self.begun + self.report.limit - time.monotonic()


class Crew:
    """At most so many processes at work at once; leaving the block ends them.

    Parameters
    ----------
    size : int
        Processes.
    kept : Kept
        Gives each report a place to be made in.
    plain : bool
        Start kernels as programs rather than fork them.
    """

    def __init__(self, size, kept, plain=False):
        self.size, self.kept = size, kept
        self.context = context(WORKER if plain else STACK)  # a kernel that is a program imports its own
        base = temporary.base()
        self.folder = temporary.Folder(base)
        plainly = {PLAIN: "1"} if plain else {}
        places = {SOCKETS: str(self.folder.path)} | ({} if base == tempfile.gettempdir() else {"TMPDIR": base})
        self.environment = {**os.environ, **REPRODUCIBLE, **LEAN, **plainly, **places}
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for task in self.running:
            task.process.terminate()
        for task in self.running:
            _see_it_end(task.process)
        self.folder.remove()

    @property
    def has_room(self):
        """Whether another report can be begun."""
        return len(self.running) < self.size

    def begin(self, task):
        """Begin a report."""
        folder = self.kept.place(task.report.id)
        task.tries, task.begun = task.tries + 1, time.monotonic()
        arguments = (task.report, folder, self.environment, task.executed)
        task.process = self.context.Process(target=_make, args=arguments)
        with _variables(self.environment):  # what new processes are forked from starts with these
            try:
                task.process.start()
            except (EOFError, ConnectionError) as error:
                raise PlanError(
                    "the process that reports are forked from ended at once, as said above; see that all it imports "
                    f"can be imported (`python -m {STACK}`), or run with --plain"
                ) from error
        self.running.append(task)

    def next_ended(self):
        """Wait for a report to end or run out of time.

        Returns
        -------
        list of (Task, dict)
            What came of each; empty while those that ended are tried once more.
        """
        soonest = max(0, min(task.left for task in self.running))
        ready = connection.wait([task.process.sentinel for task in self.running], soonest)
        ended = [task for task in self.running if task.process.sentinel in ready or task.left <= 0]
        found = [(task, self._end(task)) for task in ended]
        again = [task for task, outcome in found if outcome["again"] and task.tries < TRIES]
        for task in again:
            self.begin(task)
        return [(task, outcome) for task, outcome in found if task not in again]

    def _end(self, task):
        self.running.remove(task)
        overdue = task.left <= 0
        if overdue:
            task.process.terminate()
        _see_it_end(task.process)
        outcome = self.kept.outcome(task.report.id)
        if outcome is None:
            limit = f"took more than {task.report.limit} seconds; raise its `limit` in the plan"
            died = f"its process ended with code {task.process.exitcode}; {self.kept.last_words(task.report.id)}"
            reason = f"{task.report.notebook}: {limit if overdue else died}"
            seconds = round(time.monotonic() - task.begun, 2)
            outcome = {"reason": reason, "again": not overdue, "seconds": seconds, **NOTHING}
        return outcome | {"tries": task.tries}


def _make(*arguments):
    from engagement.publishing.worker import make  # the run itself need not import what executes notebooks

    make(*arguments)


def _see_it_end(process):
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()


@contextlib.contextmanager
def _variables(values):
    before, folder = dict(os.environ), tempfile.tempdir
    os.environ.update(values)
    tempfile.tempdir = None  # as the variables have it
    try:
        yield
    finally:
        tempfile.tempdir = folder
        os.environ.clear()
        os.environ.update(before)
