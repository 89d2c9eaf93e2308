"""A process beside a cluster's worker that makes reports for it, one at a time, just as a run on one machine does."""

import os
import pickle
import queue
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from engagement.publishing.crew import Crew, Task
from engagement.publishing.kept import MAKING, NOTEBOOK, Kept

END = None  # of what is asked for


@dataclass(frozen=True)
class Errand:
    """A report to make in a project laid out at ``folder / "home"``.

    Attributes
    ----------
    report : Report
    executed : dict or None
        As for ``worker.make``, with the content of the notebook rather than its path.
    plain : bool
    folder : pathlib.Path
    variables : dict of str to str
        Of the environment, as the run has them.
    home : str
        Where the run has its project: what was read is told as if it had been read there.
    """

    report: object
    executed: dict | None
    plain: bool
    folder: Path
    variables: dict
    home: str


def main():
    """Make reports as they are asked for on standard input, until it is closed."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not come among the replies
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    errands, surroundings = queue.SimpleQueue(), dict(os.environ)
    threading.Thread(target=_listen, args=(errands,), daemon=True).start()
    while (errand := errands.get()) is not END:
        os.environ.clear()
        os.environ.update(surroundings | errand.variables)
        pickle.dump(_made(errand), replies)
        replies.flush()


def _listen(errands):
    """Take in what is asked for; once there is nobody to ask, whatever is being made ends in order."""
    try:
        while True:
            errands.put(pickle.load(sys.stdin.buffer))
    except (EOFError, pickle.UnpicklingError):
        errands.put(END)
        if hasattr(signal, "pthread_kill"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)
        else:
            os._exit(1)


def _made(errand):
    """What came of a report, and the files that were made, by name."""
    home = errand.folder / "home"
    os.environ.update(ENGAGEMENT_HOME=str(home), ENGAGEMENT_TIDY=str(home / "data" / "tidy"))
    kept = Kept(errand.folder / "site")
    kept.begin()
    with Crew(1, kept, errand.plain) as crew:
        crew.begin(Task(errand.report, _on_disk(errand)))
        ended = []
        while not ended:
            ended = crew.next_ended()
    ((_, outcome),) = ended
    lines = [_as_if_read_at(errand.home, str(home), line) for line in outcome["lines"]]
    return outcome | {"lines": lines}, _files(kept.working / errand.report.id)


def _on_disk(errand):
    if not errand.executed:
        return None
    path = errand.folder / NOTEBOOK
    path.write_bytes(errand.executed["notebook"])
    return errand.executed | {"notebook": str(path)}


def _as_if_read_at(home, here, line):
    if "opened" not in line or not line["opened"].startswith(here):
        return line
    path = home + line["opened"].removeprefix(here)
    return {"opened": path, "path": path}


def _files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in MAKING
    }


if __name__ == "__main__":
    main()
