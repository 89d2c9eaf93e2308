"""Projects whose tables are built already: what is tested here begins after that. Clusters to run them on."""

import contextlib
import shutil
import tempfile
from pathlib import Path

import pytest

from engagement.warehouse.build import build
from tests.conftest import Project, of
from tests.publishing.clusters import WORKERS, lonely_scheduler, wait_for, worker

SAVES = (
    "from pathlib import Path\nimport engagement\nfrom engagement import Estimate\nfrom engagement.views import save\n"
    "rows = len(engagement.load('meeting_figures')) + len(Path('studies/own.txt').read_text())\n"
    "save(f'{rows} rows.', rows=Estimate(rows, None, None, 0.95, rows, 'rows', 'published', 'count'))"
)
WAITS_ONCE = (
    "import os, time\nfrom pathlib import Path\nbegun = Path(marker)\n"
    "if not begun.exists():\n    begun.write_text(str(os.getpid()))\n    time.sleep(100)\nprint('done')"
)


@pytest.fixture
def project(project, once):
    def make(home):
        made = Project(home)
        with of(home):
            assert not build(made.home / "data" / "inbox", workers=1).unreadable

    shutil.copytree(once("shipped-project", make) / "data" / "tidy", project.home / "data" / "tidy")
    return project


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler with three workers."""
    base = tmp_path_factory.mktemp("cluster")
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(lonely_scheduler(base))
        for number in range(WORKERS):
            stack.enter_context(worker(base / f"worker-{number}", address))
        wait_for(address, WORKERS)
        yield address


@pytest.fixture
def shared_memory(tmp_path):
    """The one place outside its own folder where a report may leave a mark; no other is needed where none is kept."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.exists() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def some(project, shared_memory):
    """A report that takes long once, one that loads a table and opens a file, one that comes after it."""
    (project.home / "notebooks/studies").mkdir()
    (project.home / "notebooks/studies/own.txt").write_text("abc")
    project.notebook("saves.ipynb", SAVES)
    project.notebook("waits.ipynb", WAITS_ONCE, parameters="marker = ''")
    project.notebook("plain.ipynb", "print('caf\\u00e9')")
    project.marker = shared_memory / "begun"
    waits = {"notebook": "waits.ipynb", "parameters": {"marker": str(project.marker)}}
    project.entries = [
        {"id": "waits", "title": "Waits", **waits},
        {"id": "saves", "title": "Saves", "notebook": "saves.ipynb", "parameters": {"group": "SG5"}},
        {"id": "plain", "title": "Plain", "notebook": "plain.ipynb", "after": ["saves"]},
    ]
    project.plan(*project.entries)
    return project
