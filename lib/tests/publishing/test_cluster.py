"""Reports on a Dask cluster: a scheduler and three workers, each a process with a folder of its own."""

import json
import os
import subprocess
import sys
import time

import psutil
import pytest

from engagement import cli
from engagement.publishing import cluster, remote
from engagement.publishing.supplies import Item, listing
from tests.publishing.clusters import entries, lonely_scheduler, pages, refused

KILLS_HAND = (
    "import os, psutil\nfrom pathlib import Path\nbegun = Path(marker)\nonce = begun.name == 'once'\n"
    "if not (once and begun.exists()):\n    begun.write_text('')\n    above = psutil.Process().parents()\n"
    "    next(one for one in above if 'engagement.publishing.hand' in one.cmdline()).kill()\n"
    "    import time\n    time.sleep(100)\nprint('done')"
)
KILLS = (
    "import os, psutil\nabove = psutil.Process().parents()\n"
    "hand = next(place for place, one in enumerate(above) if 'engagement.publishing.hand' in one.cmdline())\n"
    "os.kill(above[hand + 1].pid, 9)\nimport time\ntime.sleep(100)"
)


def kill_worker_of(marker):
    """Kill, at once, the worker on which the process named by a file runs."""
    deadline = time.monotonic() + 300
    while not (marker.exists() and marker.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    above = psutil.Process(int(marker.read_text())).parents()
    hand = next(place for place, one in enumerate(above) if "engagement.publishing.hand" in one.cmdline())
    above[hand + 1].kill()


def test_a_worker_killed_mid_run_changes_no_byte_and_one_that_is_killed_each_time_fails_alone(some, scheduler, capsys):
    some.notebook("kills.ipynb", KILLS)
    some.plan(*some.entries, {"id": "kills", "title": "Kills", "notebook": "kills.ipynb"})
    command = "import sys\nfrom engagement import cli\nsys.exit(cli.main(sys.argv[1:]))"
    run = subprocess.Popen([sys.executable, "-c", command, "run", "--plain", "--scheduler", scheduler])
    kill_worker_of(some.marker)
    assert run.wait(timeout=600) == 1
    failed = {id: entry["reason"] for id, entry in entries(some).items() if entry["status"] == "failed"}
    assert list(failed) == ["kills"]
    assert "kills.ipynb: a worker was lost each time it was made, the last at tcp://127.0.0.1:" in failed["kills"]
    assert not psutil.pid_exists(int(some.marker.read_text()))
    some.plan(*some.entries)
    capsys.readouterr()
    assert cli.main(["run", "--plain"]) == 0
    assert "3 fresh" in capsys.readouterr().err
    there, told = pages(some), entries(some)
    assert cli.main(["run", "--plain", "--force"]) == 0
    assert (pages(some), entries(some)) == (there, told)
    kept = some.site.with_name(".site-kept") / "saves"
    assert "notebooks/studies/own.txt" in json.loads((kept / "record.json").read_text())["fingerprint"]["files"]


@pytest.fixture
def unseen(some, monkeypatch):
    """The files of a project as if on a disk the workers do not see; one was never seen before."""
    (some.home / "notebooks/studies/own.txt").write_text(str(some.home))
    monkeypatch.chdir(some.home)
    listed = listing()
    hidden = tuple(Item(item.name, item.sha256, os.path.relpath(item.source)) for item in listed)
    monkeypatch.setattr(cluster, "listing", lambda: hidden)
    return some


def test_what_workers_cannot_see_goes_to_them_and_forked_kernels_there_give_the_bytes_of_plain_ones_here(
    unseen, scheduler
):
    assert cli.main(["run", "--scheduler", scheduler, "--only", "saves"]) == 0
    there, told = pages(unseen), entries(unseen)
    assert cli.main(["run", "--plain", "--force", "--only", "saves"]) == 0
    assert (pages(unseen), entries(unseen)) == (there, told)


def test_a_file_that_changes_while_the_run_is_on_fails_its_report_and_no_worker_keeps_it(unseen, scheduler):
    (unseen.home / "notebooks/studies/own.txt").write_text("changed since the files were listed")
    assert cli.main(["run", "--plain", "--scheduler", scheduler, "--only", "saves"]) == 1
    reason = entries(unseen)["saves"]["reason"]
    assert "saves.ipynb: notebooks/studies/own.txt changed since the run began; run again" in reason


def test_files_go_by_way_of_an_address_and_a_page_alone_is_drawn_there_too(unseen, scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "given", None)  # nothing is handed over
    options = ["run", "--plain", "--scheduler", scheduler, "--data", f"file://{tmp_path}/shared", "--only", "saves"]
    assert cli.main(options) == 0
    assert {path.name for path in (tmp_path / "shared").iterdir()} == {item.sha256 for item in listing()}
    unseen.plan(*[{**entry, "title": "Renamed"} for entry in unseen.entries])
    assert cli.main(options) == 0
    assert "<h1>Renamed</h1>" in (unseen.site / "saves.html").read_text()


def test_a_process_beside_a_worker_that_is_lost_is_replaced_once_and_the_worker_told(project, scheduler, shared_memory):
    project.notebook("kills.ipynb", KILLS_HAND, parameters="marker = ''")
    entries = {id: {"parameters": {"marker": str(shared_memory / id)}} for id in ("once", "always")}
    project.plan(*({"id": id, "title": id, "notebook": "kills.ipynb", **more} for id, more in entries.items()))
    assert cli.main(["run", "--plain", "--scheduler", scheduler]) == 1
    once, always = json.loads((project.site / "reports.json").read_text())
    assert (once["status"], always["status"]) == ("ok", "failed")
    assert "kills.ipynb: no worker could make it in 2 tries, the last tcp://127.0.0.1:" in always["reason"]
    assert "the process that makes reports ended with code -9); see that worker's log for why" in always["reason"]


@pytest.mark.parametrize("address", ["", "foo", "udp://host:8786", "tcp://host", "tcp://host:port", "tcp://a b:1"])
def test_what_is_no_address_of_a_scheduler_is_told_at_once(capsys, address):
    with pytest.raises(SystemExit):
        cli.main(["run", "--scheduler", address])
    assert f"{address!r} is no address of a scheduler, such as tcp://HOST:8786" in capsys.readouterr().err


def test_a_scheduler_that_does_not_answer_or_has_no_worker_is_told_soon(some, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "CONNECT", 1)
    monkeypatch.setattr(cluster, "APPEAR", 1)
    said, seconds = refused(some, capsys, "--scheduler", "tcp://127.0.0.1:9")
    assert "tcp://127.0.0.1:9: no scheduler answers" in said
    assert "dask scheduler" in said
    assert seconds < 30
    with lonely_scheduler(tmp_path) as address:
        said, _ = refused(some, capsys, "--scheduler", address)
    assert "has no worker; start some with `dask worker tcp://127.0.0.1:" in said


def test_without_the_package_the_line_that_installs_it_is_told(some, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    said, _ = refused(some, capsys, "--scheduler", "tcp://127.0.0.1:9")
    assert 'pip install -c lib/constraints.txt -e "lib[cluster]"' in said
    said, _ = refused(some, capsys, "--data", "memory://x")
    assert "give --scheduler too" in said


def test_a_process_that_makes_reports_and_dies_is_told_of(monkeypatch):
    hand = remote.Hand()
    hand.process.kill()
    with pytest.raises(remote.HandLost, match="ended with code -9"):
        hand.make("anything")
