"""Execute one report's notebook with papermill and say what became of it."""

import contextlib
import json
import os
import re
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from engagement import locations
from engagement.publishing import engine, provisioner
from engagement.publishing.forking import SOCKETS
from engagement.publishing.kernel import SCRATCH
from engagement.publishing.parameters import TAG
from engagement.tables.definition import BASES
from engagement.views.results import RESULTS
from engagement.warehouse.store import digest, place

MOST_SAID = 500  # characters of an error's name and message that are told
TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[ -~]?)")  # colours and others
MEMORY_ERRORS = ("MemoryError", "ArrowMemoryError", "_ArrayMemoryError", "OutOfMemoryException")


@dataclass(frozen=True)
class Run:
    """What became of a report: the executed notebook, or the reason it failed.

    ``lines`` is its trace; ``cell`` the number, from 1, and the source of the cell it failed in; ``again`` whether
    another try may help.
    """

    seconds: float
    inputs: list
    notebook: nbformat.NotebookNode | None = None
    reason: str | None = None
    lines: tuple = ()
    cell: dict | None = None
    again: bool = False

    @property
    def bases(self):
        """The bases of the tables counted from, each once; tables to look things up in have none."""
        return sorted({source["basis"] for source in self.inputs if source.get("basis") in BASES})

    @property
    def results(self):
        """The estimates the notebook saved, by name, in the order saved."""
        estimates = self._saved.get("estimates", {})
        return {name: estimates[name] for name in self._saved.get("order", estimates)}

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
    """Execute a report, in this process's environment and with one kernel.

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
        return Run(0.0, [_itself(report)] if report.path.is_file() else [], reason=report.problem)
    executed, trace = work / "notebook.ipynb", work / "trace"
    notebook, reason, cell, again = None, None, None, False
    try:
        with _traceback_in_log():
            notebook = _execute(report, executed, trace)
    except PapermillExecutionError as error:
        cell = _cell(report, error.cell_index)
        reason = f"{report.notebook}, cell {cell['number']} raised {_said(f'{error.ename}: {error.evalue}')}"
        if error.ename in MEMORY_ERRORS:
            reason += f" (it may take {report.memory} MB; raise its `memory` in the plan)"
        if error.ename == "PermissionError":
            reason += " (a report may write to its own temporary folder only, which `tempfile` gives it)"
    except CellTimeoutError:
        cell = _last_cell(report, executed)
        reason = f"{report.notebook}: a cell took more than {report.timeout} seconds; raise its `timeout` in the plan"
    except engine.Stopped as error:
        cell = _cell(report, error.cell_index)
        reason = f"{report.notebook}, cell {cell['number']} {error.did}"
    except DeadKernelError:
        cell, again = _last_cell(report, executed), True
        reason = f"{report.notebook}: the kernel died ({_how(provisioner.ended())})"
    except Exception as error:  # a broken report must never stop the others
        reason = f"{report.notebook}: {_said(f'{type(error).__name__}: {error}')}"
        again = isinstance(error, (RuntimeError, TimeoutError))
    lines = _lines(trace)
    return Run(time.monotonic() - start, [_itself(report), *_read(lines)], notebook, reason, lines, cell, again)


def _execute(report, executed, trace):
    os.environ["ENGAGEMENT_TRACE"], os.environ["ENGAGEMENT_MEMORY"] = str(trace), str(report.memory)
    os.environ[SCRATCH] = str(_private().with_suffix(".tmp"))
    Path(os.environ[SCRATCH]).mkdir(exist_ok=True)
    factory = KernelProvisionerFactory.instance()
    factory.default_provisioner_name = provisioner.NAME
    factory.provisioners.setdefault(provisioner.NAME, provisioner.entry_point())
    return papermill.execute_notebook(
        report.path,
        executed,
        report.parameters,
        engine_name=engine.NAME,
        kernel_name="python3",
        language="python",
        cwd=locations.notebooks(),
        progress_bar=False,
        execution_timeout=report.timeout,
        config=_kernel(),
    )


def _said(text):
    """What an error says, without what is meant for a terminal, and no more of it than can be read."""
    text = TERMINAL.sub("", text)
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]} … ({len(text):,} characters; its log has all)"


@contextlib.contextmanager
def _traceback_in_log():
    """Write where an error came from to standard error, which is the report's log: its page has the reason alone."""
    try:
        yield
    except PapermillExecutionError as error:
        print(TERMINAL.sub("", "\n".join(error.traceback)), file=sys.stderr)
        raise
    except Exception:
        traceback.print_exc()
        raise


def _kernel():
    """How the kernel is started, talked to and ended."""
    # What a kernel says as it is stopped is no news, and cells of reports are none for the user's history. After its
    # last cell nothing that it has is wanted, so it need not end in order.
    quiet = {"extra_arguments": ["--IPKernelApp.log_level=50", "--HistoryManager.enabled=False"]}
    client, prompt = quiet | {"shutdown_kernel": "immediate"}, f"{engine.__name__}.{engine.PromptClient.__name__}"
    if sys.platform == "win32":
        return Config(NotebookClient=client, AsyncKernelManager={"client_class": prompt})
    path = _private()  # over TCP others on the machine could listen
    sockets = {"transport": "ipc", "ip": str(path), "connection_file": f"{path}.json"}
    return Config(NotebookClient=client, KernelManager=sockets, AsyncKernelManager={"client_class": prompt})


def _private():
    """Where this process puts what it needs while it is at work."""
    return Path(os.environ[SOCKETS]) / str(os.getpid())


def _cell(report, index):
    """Number, from 1, and source of a cell as stored: given parameters put one more behind the tagged cell."""
    cells = nbformat.read(report.path, as_version=4).cells
    tagged = next(place for place, cell in enumerate(cells) if TAG in cell.metadata.get("tags", []))
    index -= 1 if report.parameters and index > tagged else 0
    return {"number": index + 1, "source": cells[index].source}


def _last_cell(report, executed):
    """The cell that was running when all ended; None where none had begun."""
    try:
        cells = nbformat.read(executed, as_version=4).cells
    except (OSError, ValueError):
        return None
    states = [cell.metadata.get("papermill", {}).get("status", "pending") for cell in cells]
    begun = [place for place, state in enumerate(states) if state != "pending"]  # papermill calls the last complete
    return _cell(report, begun[-1]) if begun else None


def _how(code):
    """How a kernel ended, in words."""
    if code is None or code >= 0:
        return f"it ended by itself, with exit code {code}" if code else "it ended by itself"
    name = signal.Signals(-code).name
    return f"{name}: killed by the system, often for want of memory" if name == "SIGKILL" else f"signal {name}"


def _itself(report):
    return {"file": place(report.path), "sha256": digest(report.path)}


def _lines(trace):
    """What the kernel told, each once."""
    if not Path(trace).exists():
        return ()
    told = dict.fromkeys(Path(trace).read_text(encoding="utf-8").splitlines())
    return tuple(json.loads(line) for line in told if line.endswith("}"))


def _read(lines):
    """The tables a notebook read, each once, by name."""
    return sorted((line for line in lines if "table" in line), key=lambda source: source["table"])
