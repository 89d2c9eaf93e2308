"""One process that makes one report: executes the notebook, draws the page, and leaves both in a folder."""

import contextlib
import os
import signal
import sys
import threading
import traceback
from multiprocessing import connection, parent_process

import nbformat

from engagement import locations
from engagement.publishing import provisioner, runner
from engagement.publishing.confining import adopt, end_descendants
from engagement.publishing.kept import EARLIER, LOG, NOTEBOOK, OUTCOME, PAGE, RESULTS, write, write_text
from engagement.publishing.page import render
from engagement.publishing.taking import FOLDER
from engagement.publishing.taking.writing import take
from engagement.warehouse.saved import VARIABLE


def make(report, folder, environment, executed=None):
    """Make a report and leave what came of it in ``outcome.json``; the whole of a process of its own.

    Parameters
    ----------
    report : Report
    folder : pathlib.Path
        Empty.
    environment : dict of str to str
        The variables to work under.
    executed : dict, optional
        ``seconds``, ``inputs`` and ``notebook``, the path of the executed notebook, where only its page is to be
        drawn again.
    """
    if not executed:
        os.environ.update(environment)
        provisioner.fork_ahead()
    _settle(folder, environment)
    code = 1
    try:
        write(folder / OUTCOME, _made(report, folder, executed))
        code = 0
    except Exception:  # said in the log, of which the run tells the end
        traceback.print_exc()
    finally:
        _end_all()
        sys.stderr.flush()
        os._exit(code)  # a kernel that does not end must not be waited for


def _made(report, folder, executed):
    if executed:
        run = runner.Run(executed["seconds"], executed["inputs"], nbformat.read(executed["notebook"], as_version=4))
    else:
        write(folder / EARLIER, report.earlier or {"numbers": {}, "since": None})
        os.environ[VARIABLE] = str(folder / EARLIER)
        run = runner.run(report, folder)
    reason = run.reason
    if reason is None:
        try:
            page = render(report, run)
            take(report, run, page, folder / FOLDER)
            write_text(folder / PAGE, page)
            write(folder / RESULTS, run.results)
            nbformat.write(run.notebook, folder / NOTEBOOK)
        except (ValueError, OSError) as error:
            reason = f"{report.notebook}: {error}"
    return {
        "reason": reason,
        "cell": run.cell,
        "again": run.again,
        "headline": run.headline if reason is None else None,
        "seconds": round(run.seconds, 2),
        "inputs": run.inputs,
        "bases": run.bases,
        "lines": list(run.lines),
    }


def _settle(folder, environment):
    if hasattr(os, "setsid"):
        os.setsid()  # a Ctrl-C is for the run, which then ends its workers in order
    adopt()
    signal.signal(signal.SIGTERM, lambda *_: _stop())
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.clear()
    os.environ.update(environment)
    os.environ.update(ENGAGEMENT_KERNEL_LOG=str(folder / LOG), ENGAGEMENT_HOME=str(locations.home()))
    os.environ["ENGAGEMENT_TIDY"] = str(_tables_of_its_own(folder / "tidy"))


def _tables_of_its_own(folder):
    """Links to the tables, so that a notebook which deletes them takes them from nobody else."""
    tidy = locations.tidy()
    try:
        folder.mkdir()
        for path in tidy.iterdir():
            if path.is_file():
                os.link(path, folder / path.name)
    except OSError:  # some file systems have no links
        return tidy
    return folder


def _stop_with_parent():
    connection.wait([parent_process().sentinel])
    _stop()


def _stop():
    with contextlib.suppress(Exception):
        _end_all()
    os._exit(1)


def _end_all():
    """End the kernel with all it started, of its own group or not."""
    provisioner.end_all()
    end_descendants()
