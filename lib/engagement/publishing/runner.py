"""Execute one report's notebook with papermill and say what became of it."""

import json
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from engagement import locations
from engagement.publishing.parameters import TAG
from engagement.tables.definition import BASES
from engagement.views.results import RESULTS
from engagement.warehouse.store import digest, place

# Several threads add up in an order of their own, which moves the last digits; sets are in the order of their hashes.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS")
REPRODUCIBLE = {**dict.fromkeys(THREADS, "1"), "PYTHONHASHSEED": "0"}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Run:
    """What became of a report: the executed notebook, or the reason it failed."""

    seconds: float
    inputs: list
    notebook: nbformat.NotebookNode | None = None
    reason: str | None = None

    @property
    def bases(self):
        """The bases of the tables counted from, each once; tables to look things up in have none."""
        return sorted({source["basis"] for source in self.inputs if source.get("basis") in BASES})

    @property
    def results(self):
        """The estimates the notebook saved, by name."""
        return self._saved.get("estimates", {})

    @property
    def headline(self):
        """The answer in one sentence, where the notebook saved one."""
        return self._saved.get("answer")

    @property
    def _saved(self):
        outputs = (
            [output for cell in self.notebook.cells for output in cell.get("outputs", [])] if self.notebook else []
        )
        return next((output.data[RESULTS] for output in outputs if RESULTS in output.get("data", {})), {})


def run(report, work):
    """Execute a report.

    Parameters
    ----------
    report : Report
    work : pathlib.Path
        A folder for the executed notebook and its trace.

    Returns
    -------
    Run
        Whatever happened: a notebook that raises, hangs or loses its kernel
        gives a ``reason``, never an exception.
    """
    start = time.monotonic()
    if report.problem:
        return Run(0.0, [_itself(report)] if report.path.exists() else [], reason=report.problem)
    executed, trace = work / f"{report.id}.ipynb", work / f"{report.id}.trace"
    notebook, reason = None, None
    try:
        notebook = _execute(report, executed, trace)
    except PapermillExecutionError as error:
        cell = _cell(report, error.cell_index)
        reason = f"{report.notebook}, cell {cell} raised {error.ename}: {COLOURS.sub('', error.evalue)}"
    except CellTimeoutError:
        reason = f"{report.notebook}: a cell took more than {report.timeout} seconds; raise its `timeout` in the plan"
    except DeadKernelError:
        reason = f"{report.notebook}: the kernel died (killed by the system, often for want of memory)"
    except Exception as error:  # a broken report must never stop the others
        reason = f"{type(error).__name__}: {error}"
    return Run(time.monotonic() - start, [_itself(report), *_read(trace)], notebook, reason)


def _execute(report, executed, trace):
    before = dict(os.environ)
    os.environ.update(REPRODUCIBLE, ENGAGEMENT_TRACE=str(trace), ENGAGEMENT_HOME=str(locations.home()))
    try:
        return papermill.execute_notebook(
            report.path,
            executed,
            report.parameters,
            kernel_name="python3",
            language="python",
            cwd=locations.notebooks(),
            progress_bar=False,
            execution_timeout=report.timeout,
            config=_private_sockets(executed.parent / "kernel"),
        )
    finally:
        os.environ.clear()
        os.environ.update(before)


def _private_sockets(path):
    """Talk to the kernel over sockets in a folder of our own; over TCP others on the machine could listen."""
    quiet = {"extra_arguments": ["--IPKernelApp.log_level=50"]}  # what a kernel says as it is stopped is no news
    if sys.platform == "win32":
        return Config(NotebookClient=quiet)
    sockets = {"transport": "ipc", "ip": str(path), "connection_file": f"{path}.json"}
    return Config(NotebookClient=quiet, KernelManager=sockets)


def _cell(report, index):
    """Number, from 1, of a cell in the notebook as stored: given parameters put one more behind the tagged cell."""
    cells = nbformat.read(report.path, as_version=4).cells
    tagged = next(place for place, cell in enumerate(cells) if TAG in cell.metadata.get("tags", []))
    return index + (0 if report.parameters and index > tagged else 1)


def _itself(report):
    return {"file": place(report.path), "sha256": digest(report.path)}


def _read(trace):
    """The tables a notebook read, each once, by name."""
    if not Path(trace).exists():
        return []
    lines = set(Path(trace).read_text(encoding="utf-8").splitlines())
    return sorted((json.loads(line) for line in lines), key=lambda source: source["table"])
