"""A run stopped at any moment leaves the old site or the new one, and the next goes on.

Here it is stopped a few times; `make kills` does so 50 times, at moments drawn anew for each SEED.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time

import psutil

from engagement import cli
from tests.publishing.running import RUN

KILLS, SEED = int(os.environ.get("KILLS", 3)), int(os.environ.get("SEED", 1))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
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
        assert code in (0, 130, -how), "it ended otherwise than by the signal, or the next run could not begin"
        new = _is_whole(project, before, attempt)
        psutil.wait_procs(family, timeout=10)
        assert not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
        ends.append(f"{how.name} after {moment:.2f} s: {'done before' if code == 0 else 'new' if new else 'old'} site")
    assert cli.main(["run"]) == 0
    assert _is_whole(project, None, KILLS)
    print("\n".join(ends))


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
