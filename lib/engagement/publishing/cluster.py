"""Several reports at a time on the workers of a Dask cluster: a crew that is not on this machine."""

import logging
import os
import time
import uuid

from engagement import locations
from engagement.errors import PlanError
from engagement.publishing import remote
from engagement.publishing.crew import NOTHING, TRIES
from engagement.publishing.likeness import differences, likeness
from engagement.publishing.supplies import given, listing, put

CARRIED = ("LANG", "LC_ALL", "SOURCE_DATE_EPOCH", "TZ")  # variables that a report's numbers and dates may depend on
CONNECT, APPEAR, RETURN = 10, 30, 120  # seconds: to connect, for a first worker, for one after the last was lost
LOST = 4  # workers in a row, upon which a report is no longer handed to others
LOOK = 2  # seconds between two looks at who is there
ANSWER = 60  # seconds a worker has to say something, as it may import this library first


class Cluster:
    """Hands reports to the workers of a cluster; the same face as ``Crew``.

    Parameters
    ----------
    address : str
        Of the scheduler, ``tcp://host:port`` or ``tls://host:port``.
    kept : Kept
        Gives each report a place where its files are put.
    plain : bool
        Start kernels as programs rather than fork them.
    data : str or None
        A folder, as fsspec names it, by way of which the workers get the files they need.
    say : callable
        Takes a line for whoever watches the run.

    Raises
    ------
    PlanError
        If the package is not installed, the scheduler or a worker cannot be reached, or no worker is like this
        machine in what decides how a report comes out and answers.
    """

    def __init__(self, address, kept, plain, data, say):
        self.address, self.kept, self.plain, self.data, self.say = address, kept, plain, data, say
        self.name = uuid.uuid4().hex
        self.running, self.futures = [], {}
        self.asked, self.unlike = set(), set()  # addresses of workers, and of those that get no reports
        self.alone = set()  # ids of those that had the cluster to themselves
        self.suspects = []  # tasks whose workers were lost with others at work; each is tried once more by itself

    def __enter__(self):
        self.client = _connected(self.address)
        try:
            self._check_workers()
            self.items = listing()
            if self.data:
                put(self.items, self.data)
        except BaseException:
            self.client.close(timeout=1)
            raise
        return self

    def __exit__(self, *_):
        if self.futures and self.client.status == "running":  # else the scheduler is lost, and nobody to be told
            self.client.cancel(list(self.futures.values()))
            self._told(remote.stop, self.name)
        self.client.close(timeout=1)

    @property
    def has_room(self):
        """Whether another report can be begun."""
        return len(self.running) < self.size and not self.suspects

    def begin(self, task):
        """Begin a report."""
        self.alone = set() if self.running else {task.report.id}
        self.running.append(task)
        self._hand_over(task)

    def next_ended(self):
        """Wait for a report to end.

        Returns
        -------
        list of (Task, dict)
            What came of each; empty while those that ended are handed over once more.
        """
        if not self.futures:
            self.alone = {self.suspects[0].report.id}
            self._hand_over(self.suspects[0])
        self._wait()
        ended = [task for task in self.running if task.report.id in self.futures and self._future(task).done()]
        found = [(task, outcome) for task in ended if (outcome := self._end(task))]
        for task, _ in found:
            self.running.remove(task)
            self.suspects = [other for other in self.suspects if other is not task]
        return found

    def _future(self, task):
        return self.futures[task.report.id]

    def _hand_over(self, task, given=None, worker=None):
        """Hand a report to the cluster, with files that were lacking, rather to the worker that lacked them."""
        executed = task.executed
        if executed:
            with open(executed["notebook"], "rb") as file:
                executed = executed | {"notebook": file.read()}
        order = remote.Order(
            run=self.name,
            report=task.report,
            executed=executed,
            plain=self.plain,
            variables={name: os.environ[name] for name in CARRIED if name in os.environ},
            home=str(locations.home()),
            items=self.items,
            address=self.data,
            likeness=likeness(),
            given=given or {},
        )
        wanted = [worker] if worker else self._look() if self.unlike else []
        where = {"workers": wanted, "allow_other_workers": True} if wanted else {}
        task.tries, task.begun = task.tries + (not given), time.monotonic()
        key = f"{task.report.id}-{uuid.uuid4().hex}"
        self.futures[task.report.id] = self.client.submit(remote.make, order, key=key, pure=False, **where)

    def _wait(self):
        """Wait until something ends, as long as there is a worker or one may come back."""
        from distributed import TimeoutError, wait
        from distributed.client import FuturesCancelledError

        seen = time.monotonic()
        while True:
            try:
                with self.client.as_current():
                    wait(list(self.futures.values()), timeout=LOOK, return_when="FIRST_COMPLETED")
                self._look()
                return
            except TimeoutError:
                seen = self._last_seen(seen)
            except FuturesCancelledError as error:
                raise self._lost() from error

    def _wait_for_workers(self):
        seen = time.monotonic()
        while not self._look():
            seen = self._last_seen(seen)
            time.sleep(LOOK)

    def _last_seen(self, seen):
        """When a worker was last there; the run ends where that is too long ago."""
        if self._look():
            return time.monotonic()
        if time.monotonic() - seen > RETURN:
            raise PlanError(f"{self.address}: no worker has been there for {RETURN} seconds; start some, run again")
        return seen

    def _look(self):
        """Addresses of the workers there that get reports; new ones are asked first what they have."""
        try:
            there = self.client.nthreads()
            self._ask(there.keys() - self.asked)
        except (OSError, ValueError, RuntimeError) as error:
            raise self._lost() from error
        threads = {worker: number for worker, number in there.items() if worker not in self.unlike}
        self.size = max(1, sum(threads.values()))
        return list(threads)

    def _ask(self, workers):
        """See whether workers are like this machine."""
        for worker, there in self._told(likeness, workers=workers).items() if workers else ():
            if isinstance(there, OSError) and not isinstance(there, TimeoutError):  # it is gone, or will be asked again
                continue
            self.asked.add(worker)
            if isinstance(there, TimeoutError):
                self._leave_out(worker, f"it has not answered for {ANSWER} seconds; end it, and start another")
            elif isinstance(there, Exception):
                remedy = "install this library there and start the worker again"
                self._leave_out(worker, f"it cannot say what it has ({there}); {remedy}")
            elif unlike := differences(likeness(), there):
                self._leave_out(worker, _otherwise(unlike))

    def _told(self, function, *arguments, workers=None):
        """What workers, by default all there are, answer; a `TimeoutError` for those that do not within the time."""

        def told(workers):
            run, how = self.client.run, {"workers": workers, "on_error": "return"}
            return self.client.sync(run, function, *arguments, callback_timeout=ANSWER, **how)

        there, found = list(self.client.nthreads() if workers is None else workers), {}
        try:
            return told(there)
        except TimeoutError:
            for worker in there:
                try:
                    found |= told([worker])
                except (OSError, TimeoutError) as error:
                    found[worker] = error
        return found

    def _leave_out(self, worker, why):
        """Give a worker no reports."""
        if worker not in self.unlike:
            self.unlike.add(worker)
            self.say(f"  worker {worker} gets no reports: {why}")

    def _lost(self):
        return PlanError(f"{self.address}: the scheduler was lost; start it, run again, and the run goes on from here")

    def _end(self, task):
        """What came of a report; None where it was handed over once more."""
        from distributed import KilledWorker

        future = self.futures.pop(task.report.id)
        error = future.exception()
        if isinstance(error, KilledWorker):
            lost = error.allowed_failures + 1  # in a row
            return self._killed(task, lost, f", the last at {error.last_worker.address}; see that worker's log for why")
        if error is not None:
            if task.tries < TRIES:
                return self._hand_over(task)
            what = str(error) if isinstance(error, remote.WorkerError) else f"{type(error).__name__}: {error}"
            tried = f"no worker could make it in {task.tries} tries, the last {what}"
            return _failed(task, f"{tried}; see that worker's log for why")
        result = future.result()
        if isinstance(result, remote.Lacking):
            return self._supply(task, result)
        if isinstance(result, remote.Unlike):
            return self._hand_elsewhere(task, result)
        outcome, files = result
        self._put(task.report.id, files)
        return outcome

    def _supply(self, task, lacking):
        """Hand a report over with files that were lacking; it fails where they are no longer what they were."""
        found = given(self.items, lacking.digests)
        if found:
            return self._hand_over(task, found, lacking.worker)
        names = ", ".join(item.name for item in self.items if item.sha256 in lacking.digests)
        return _failed(task, f"{names} changed since the run began; run again")

    def _hand_elsewhere(self, task, unlike):
        """Hand a report that came to a worker unlike this machine to another; it comes back where those were lost."""
        again = unlike.worker in self.unlike
        self._leave_out(unlike.worker, _otherwise(unlike.differences))
        if again and task.tries >= LOST:
            return self._killed(task, LOST, "; see their logs for why")
        self._wait_for_workers()
        return self._hand_over(task)

    def _killed(self, task, lost, where):
        if task.report.id not in self.alone:
            self.suspects.append(task)
            return None
        workers = "a worker was" if lost == 1 else f"{lost} workers were"
        return _failed(task, f"{workers} lost each time it was made{where}")

    def _put(self, id, files):
        """Put the files of a report where one made here would have left them."""
        folder = self.kept.place(id)
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    def _check_workers(self):
        """Before any work, see that every worker is like this machine."""
        from distributed import TimeoutError

        try:
            self.client.wait_for_workers(1, timeout=APPEAR)
        except TimeoutError as error:
            raise PlanError(f"{self.address}: has no worker; start some with `dask worker {self.address}`") from error
        if not self._look():
            raise PlanError(f"{self.address}: no worker there can make reports; do what is told of one")


def _connected(address):
    try:
        from distributed import Client
    except ImportError as error:
        raise PlanError(
            "--scheduler needs the package `distributed`, which is not installed; "
            'install it with `pip install -c lib/constraints.txt -e "lib[cluster]"`'
        ) from error
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what went wrong is said in words of our own
    try:
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise PlanError(
            f"{address}: no scheduler answers ({error}); start one with `dask scheduler`, and give the address it tells"
        ) from error


def _otherwise(differences):
    return f"they would come out otherwise there: {'; '.join(differences)}"


def _failed(task, reason):
    seconds = round(time.monotonic() - task.begun, 2)
    reason = f"{task.report.notebook}: {reason}"
    return {"reason": reason, "again": False, "seconds": seconds, "tries": task.tries, **NOTHING}
