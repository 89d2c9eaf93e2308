"""A run stopped at any moment leaves the old site or the new one, and the next goes on.

Here it is stopped a few times; `make kills` does so 50 times, at moments drawn anew for each SEED.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from engagement import cli
from engagement.publishing.temporary import Folder
from tests.publishing.running import RUN

KILLS, SEED = int(os.environ.get("KILLS", 3)), int(os.environ.get("SEED", 1))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SAVES = (
    "from engagement import Estimate\nfrom engagement.views import save\n"
    "save('attempt {0}', number=Estimate({0}, None, None, 0.95, 9, 'attempts', 'published', 'count'))"
)


def test_a_run_killed_at_any_moment_leaves_the_old_site_or_the_new(project):
    moments, ends = random.Random(SEED), []
    _write(project, 0)
    began = time.monotonic()
    assert cli.main(["run"]) == 0
    longest = 1.5 * (time.monotonic() - began)
    for attempt in range(1, KILLS + 1):
        _write(project, attempt)
        before = _files(project.site)
        run = subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began = time.monotonic()
        moment, how = moments.uniform(0, longest), moments.choice(SIGNALS)
        family = _family_at(run, moment)
        run.send_signal(how)
        code = run.wait(timeout=60)
        longest = time.monotonic() - began if code == 0 else longest
        assert code in (0, 128 + how, -how), "it ended otherwise than by the signal, or the next run could not begin"
        new = _is_whole(project, before, attempt)
        psutil.wait_procs(family, timeout=10)
        assert not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
        ends.append(f"{how.name} after {moment:.2f} s: {'done before' if code == 0 else 'new' if new else 'old'} site")
    assert cli.main(["run"]) == 0
    assert _is_whole(project, None, KILLS)
    print("\n".join(ends))


@pytest.fixture
def short(monkeypatch):
    """A temporary folder of its own with a short path."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


HEEDING = (  # signals that are ignored where the tests run in the background
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "signal.signal(signal.SIGHUP, signal.SIG_DFL);"
)


@pytest.fixture
def at_work(some, short):
    """A run that has come to a report which takes long."""
    command = [sys.executable, "-c", HEEDING + RUN]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (some.marker.exists() and some.marker.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(short.glob("engagement-*"))
    yield run
    run.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_run_asked_to_end_says_so_and_leaves_nothing_behind(some, short, at_work, how):
    family = psutil.Process(at_work.pid).children(recursive=True)
    at_work.send_signal(how)
    told = at_work.communicate(timeout=30)[1]
    assert at_work.returncode == 128 + how
    assert "engagement: stopped; what was published before is still in place" in told
    assert "Traceback" not in told
    assert not list(short.glob("engagement-*"))
    assert not (some.home / "reports/.site-new").exists()
    assert len(psutil.wait_procs(family, timeout=10)[1]) == 0


def test_what_a_killed_run_left_in_the_temporary_folder_goes_with_the_next_and_nothing_else(some, short, at_work):
    other = Folder(short)
    at_work.kill()
    at_work.wait()
    assert len(list(short.glob("engagement-*"))) == 2
    assert subprocess.run([sys.executable, "-c", RUN], capture_output=True).returncode == 0
    assert list(short.glob("engagement-*")) == [other.path]
    other.remove()
    assert not list(short.glob("engagement-*"))


def test_a_temporary_folder_too_deep_for_sockets_is_not_used_for_them(some, tmp_path, monkeypatch):
    (tmp_path / ("x" * 100)).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / ("x" * 100)))
    some.plan(*some.entries[1:])
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _family_at(run, moment):
    """The run and all processes it has started by that moment."""
    try:
        run.wait(moment)
    except subprocess.TimeoutExpired:
        process = psutil.Process(run.pid)
        return [process, *process.children(recursive=True)]
    return []


def _write(project, attempt):
    """Two reports of which each run would make another page."""
    project.notebook("plain.ipynb", SAVES.format(attempt))
    project.notebook("files.ipynb", f"print('attempt {attempt}')")
    project.plan(*({"id": id, "title": id, "notebook": f"{id}.ipynb"} for id in ("plain", "files")))


def _files(site):
    return {path.name: path.read_bytes() for path in site.iterdir()}


def _is_whole(project, before, attempt):
    """Whether the site is the new one; fails where it is neither that nor the old, or an edition is not whole."""
    found, said = _files(project.site), f"attempt {attempt}".encode()
    assert found == before or all(said in found[f"{id}.html"] for id in ("plain", "files"))
    editions = project.site.with_name(f"{project.site.name}-editions")
    for edition in editions.glob("[!.]*"):
        held = _files(edition)
        entries = {entry["id"]: entry for entry in json.loads(held["reports.json"])}
        assert set(entries) == {"plain", "files"} == set(json.loads(held["edition.json"])["reports"])
        assert {"index.html", "plain.html", "plain.json", "files.html"} <= set(held)
    return found != before
