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
ENDS = """
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from engagement.publishing import forking, provisioner
provisioner.context = lambda: forking.context(forking.WORKER)  # which is soon imported
KernelProvisionerFactory.instance().default_provisioner_name = provisioner.NAME
for _ in range(10):
    manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--HistoryManager.enabled=False"])
    client.execute_interactive("1 + 1", output_hook=lambda message: None)
    client.stop_channels()
    manager.shutdown_kernel()
    print(provisioner.ended())
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
def test_forked_kernels_end_by_themselves_when_a_client_asks_them_to():
    """Closing them in order waited, now and then, for a thread that waited for one already ended."""
    told = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, text=True, timeout=120, check=True)
    codes = told.stdout.split()
    assert len(codes) == 10 and not {"-15", "-9"} & set(codes)  # signals of a client that has waited long enough
