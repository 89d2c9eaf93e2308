"""Small reports on this machine and on the workers of a Dask cluster beside it: what handing them over costs.

[REPORTS=60] python benchmarks/cluster.py
"""

import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import yaml

from engagement.warehouse.build import SHIPPED

CHECKOUT = Path(__file__).parents[2]
REPORTS, LOCAL, WORKERS = int(os.environ.get("REPORTS", 60)), 2, 3
ADOPT = 36  # PR_SET_CHILD_SUBREAPER: what outlives its parent becomes ours, and its time is counted
CELLS = (
    "import engagement\nimport matplotlib.pyplot as plt\n"
    "from engagement import Estimate\nfrom engagement.views import save\n"
    "rows = engagement.load('meeting_figures')",
    "figure, axes = plt.subplots()\nplt.close(figure)\nprint(number, len(rows))",
    "save(f'{len(rows)} rows.', rows=Estimate(len(rows), None, None, 0.95, len(rows), 'rows', 'published', 'count'))",
)
COMMAND = "import sys\nfrom engagement import cli\nsys.exit(cli.main(sys.argv[1:]))"


def main():
    """Print wall and processor time, and what a report costs more on the cluster."""
    ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        home = _project(Path(folder))
        _run(home, "--only", "r0")  # builds the tables
        here = _run(home, "--force", "--workers", str(LOCAL))
        print(f"{REPORTS} reports, {LOCAL} at a time here: {here[0]:.1f} s, {here[1]:.1f} s of processor", flush=True)
        with _cluster(Path(folder)) as address:
            options = ["--force", "--scheduler", address]
            first, there = _run(home, *options), _run(home, *options)
        print(f"{REPORTS} reports, {WORKERS} fresh workers: {first[0]:.1f} s, {first[1]:.1f} s of processor")
        print(f"{REPORTS} reports, the same workers again: {there[0]:.1f} s, {there[1]:.1f} s of processor")
        print(f"more a report: {(there[1] - here[1]) / REPORTS:.2f} s of processor")


def _project(folder):
    home = folder / "home"
    for name in SHIPPED:
        source, target = CHECKOUT / "data" / name, home / "data" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    for name in ("notebooks", "reports", "data/inbox"):
        (home / name).mkdir(parents=True)
    cells = [nbformat.v4.new_code_cell("number = 0  # of the report", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), home / "notebooks/small.ipynb")
    reports = [
        {"id": f"r{number}", "title": f"Report {number}", "notebook": "small.ipynb", "parameters": {"number": number}}
        for number in range(REPORTS)
    ]
    (home / "reports/plan.yml").write_text(yaml.safe_dump({"reports": reports}))
    return home


def _run(home, *options):
    """Seconds of wall and of processor time that a run took, its own and that of all who worked for it."""
    began, spent = time.perf_counter(), _spent()
    command = [sys.executable, "-c", COMMAND, "run", *options]
    subprocess.run(command, env=os.environ | {"ENGAGEMENT_HOME": str(home)}, capture_output=True, check=True)
    seconds = time.perf_counter() - began
    time.sleep(1)  # what it forked from ends too
    return seconds, _spent() - spent


def _spent():
    """Processor time of all processes below this one, those that have ended included."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = 0.0
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            living += sum(process.cpu_times()[:4])
    return ended.ru_utime + ended.ru_stime + living


@contextlib.contextmanager
def _cluster(folder):
    """The address of a scheduler with workers of one thread."""
    told, running = folder / "scheduler.json", []

    def start(name, *options):
        (folder / name).mkdir()
        command = [sys.executable, "-m", "dask", *options, "--host", "127.0.0.1", "--no-dashboard"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running.append(subprocess.Popen(command, cwd=folder / name, **quiet))

    try:
        start("scheduler", "scheduler", "--port", "0", "--scheduler-file", str(told))
        while not told.exists():
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        for number in range(WORKERS):
            start(f"worker-{number}", "worker", address, "--nthreads", "1", "--local-directory", ".")
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait()


if __name__ == "__main__":
    main()
