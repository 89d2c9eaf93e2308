"""What a notebook can do to the rest of the machine: nothing that outlives it."""

import ctypes
import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from bs4 import BeautifulSoup

from engagement import cli
from engagement.publishing.confining import CREATE_RULESET, VERSION, _call

confines = pytest.mark.skipif(_call(CREATE_RULESET, None, 0, VERSION) < 1, reason="this system has no Landlock")

TRIES = """
import os, subprocess, tempfile
from pathlib import Path
from engagement.publishing.confining import confine

home, scratch = Path({home!r}), Path({scratch!r})
tried = {{
    "write": lambda: (home / "kept.txt").write_text("harm"),
    "append": lambda: open(home / "kept.txt", "a"),
    "truncate": lambda: os.truncate(home / "kept.txt", 0),
    "remove": lambda: (home / "kept.txt").unlink(),
    "rename": lambda: (home / "kept.txt").rename(home / "away.txt"),
    "take": lambda: (home / "kept.txt").rename(scratch / "kept.txt"),
    "link": lambda: (home / "link").symlink_to(home),
    "make": lambda: (home / "folder").mkdir(),
    "shell": lambda: subprocess.run(["rm", "-rf", home / "kept.txt"], check=True, stderr=subprocess.DEVNULL),
}}
assert confine([scratch])
for name, what in tried.items():
    try:
        what()
    except (PermissionError, OSError, subprocess.CalledProcessError):
        print(name)
(scratch / "own.txt").write_text("own")
(scratch / "own.txt").rename(scratch / "renamed.txt")
Path("/dev/null").write_text("gone")
print((home / "kept.txt").read_text())
"""


@confines
def test_a_confined_process_and_its_children_change_nothing_outside(tmp_path):
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir(), scratch.mkdir()
    (home / "kept.txt").write_text("kept")
    done = subprocess.run(
        [sys.executable, "-c", TRIES.format(home=str(home), scratch=str(scratch))], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    tried = ["write", "append", "truncate", "remove", "rename", "take", "link", "make", "shell"]
    assert done.stdout.split() == [*tried, "kept"]
    assert [path.name for path in home.iterdir()] == ["kept.txt"]
    assert (scratch / "renamed.txt").read_text() == "own"


def test_a_system_without_it_is_told_apart(monkeypatch, tmp_path):
    def none(*_):
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", none)
    from engagement.publishing.confining import confine

    assert confine([tmp_path]) is False


HARMS = {
    "deletes": "import os, shutil\nos.chdir('/')\nshutil.rmtree(os.environ['ENGAGEMENT_HOME'] + '/data')",
    "shell": "!rm -rf ../data ../notebooks; ls ..\nimport os\nassert not os.path.exists('../data'), 'still there'",
    "writes": "open('../data/published/meeting_figures.csv', 'w')",
    "tables": "import os\nopen(os.environ['ENGAGEMENT_TIDY'] + '/meeting_figures.parquet', 'w')",
}
LEAVES = (
    "import subprocess, sys, tempfile\nfrom pathlib import Path\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
    "path = Path(tempfile.mkdtemp()) / 'own'\npath.write_text('fine')\nprint(child.pid, path)"
)


@confines
def test_a_report_that_would_harm_the_project_fails_and_harms_nothing(project):
    for id, cell in HARMS.items():
        project.notebook(f"{id}.ipynb", cell)
    project.notebook("leaves.ipynb", LEAVES)
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in (*HARMS, "leaves")))
    before = _files(project.home)
    assert cli.main(["run"]) == 1
    assert _files(project.home) == before
    found = {entry["id"]: entry for entry in json.loads((project.site / "reports.json").read_text())}
    assert [id for id, entry in found.items() if entry["status"] == "ok"] == ["leaves"]
    for id in ("deletes", "writes", "tables"):
        assert "a report may write to its own temporary folder only" in found[id]["reason"]
    assert "still there" in found["shell"]["reason"]
    page = BeautifulSoup((project.site / "leaves.html").read_text(), "html.parser")
    pid, path = page.main.select_one("pre:not(.code)").get_text().split()
    assert not Path(path).exists()
    assert _ended(int(pid))


def _files(home):
    return {
        path: path.read_bytes()
        for folder in ("data", "notebooks")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def _ended(pid):
    for _ in range(50):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False
