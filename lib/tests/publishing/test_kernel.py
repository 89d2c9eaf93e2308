"""What a kernel tells of the project's files and modules it used."""

import gc
import json
import subprocess
import sys
from types import ModuleType

import pytest

from engagement.publishing.forking import can_fork
from engagement.publishing.kernel import OWN, Used

MOST = 400
RUNS = """
import os, tempfile
from pathlib import Path
from engagement.publishing import forking, provisioner, runner
from engagement.publishing.plan import Report
provisioner.context = lambda: forking.context(forking.WORKER)  # which is soon imported
for _ in range(10):
    with tempfile.TemporaryDirectory() as folder:
        os.environ[forking.SOCKETS] = folder
        made = runner.run(Report("a", "A", "a.ipynb", {}, "TSAG"), Path(folder))
    print(made.reason or provisioner.ended())
"""


@pytest.fixture
def collecting():
    """Collect garbage at every chance, and let that import and open something, as threads and finalizers do."""
    used, numbers = [], iter(range(MOST))

    def meddle(*_):
        number = next(numbers, None) if used else None
        if number is None:
            return
        sys.modules[f"made_up_{number}"] = ModuleType("made_up")
        for one in used:
            one._audit("open", (f"{one.home}opened-{number}", "r", 0))

    before = gc.get_threshold()
    gc.callbacks.append(meddle)
    gc.set_threshold(5)
    yield used.append
    gc.callbacks.remove(meddle)
    gc.set_threshold(*before)
    for name in [name for name in sys.modules if name.startswith("made_up_")]:
        del sys.modules[name]


def test_what_is_imported_and_opened_while_it_tells_does_no_harm(collecting, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "addaudithook", lambda hook: None)  # one cannot be taken away again
    used = Used(tmp_path / "trace", "/home/of/project")
    collecting(used)
    for _ in range(5):
        used.tell()
    told = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert f"{OWN}.publishing.kernel" in {one.get("module") for one in told}
    assert any(one.get("opened", "").startswith("/home/of/project/opened-") for one in told)


@pytest.mark.skipif(not can_fork(), reason="kernels are not forked here")
def test_forked_kernels_end_by_themselves_when_asked_to(project):
    """Closing them in order waited, now and then, for a thread that waited for one already ended."""
    project.notebook("a.ipynb", "print('a line')")
    told = subprocess.run([sys.executable, "-c", RUNS], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.split() == ["0"] * 10  # negative where a signal had to end it
