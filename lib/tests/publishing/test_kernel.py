"""What a kernel tells of the project's files and modules it used."""

import gc
import json
import sys
from types import ModuleType

import pytest

from engagement.publishing.kernel import OWN, Used

MOST = 400


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
