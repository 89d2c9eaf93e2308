"""Programs of Dask, each a process with a folder of its own, and what a run on them leaves."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from engagement import cli

LIBRARY = Path(cli.__file__).parents[2]
WORKERS = 3


@contextlib.contextmanager
def started(folder, *command, **variables):
    """A program of Dask, in a folder of its own, until the block is left."""
    folder.mkdir()
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("ENGAGEMENT_", "PYTEST_"))}
    mine |= {"PYTHONPATH": str(LIBRARY), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", **variables}
    command = [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard"]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(command, cwd=folder, env=mine, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        family = [process, *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        for one in family:
            with contextlib.suppress(psutil.Error):
                one.kill()
        process.wait()


def worker(folder, address, **variables):
    options = ["--nthreads", "1", "--nanny", "--death-timeout", "60", "--local-directory", "."]
    return started(folder, "worker", address, *options, **variables)


@contextlib.contextmanager
def lonely_scheduler(base):
    """The address of a scheduler without workers."""
    told = base / "scheduler.json"
    options = ["--port", "0", "--idle-timeout", "300", "--scheduler-file", str(told)]
    with started(base / "scheduler", "scheduler", *options):
        while not (told.exists() and told.read_text().endswith("}")):  # it is not written in one go
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"]


def wait_for(address, workers):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)


def workers(scheduler):
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        return set(client.nthreads())


def pages(project):
    return {path.name: path.read_bytes() for path in project.site.iterdir() if path.name != "reports.json"}


def entries(project):
    found = json.loads((project.site / "reports.json").read_text())
    return {entry["id"]: {**entry, "seconds": None} for entry in found}


def refused(project, capsys, *options):
    """What is said of a run that cannot be made; nothing is published."""
    began = time.monotonic()
    assert cli.main(["run", *options]) == 2
    assert not project.site.exists()
    return capsys.readouterr().err, time.monotonic() - began
