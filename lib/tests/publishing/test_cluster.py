"""Reports on a Dask cluster: a scheduler and three workers, each a process with a folder of its own."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from engagement import cli
from engagement.publishing import cluster, remote
from engagement.publishing.likeness import differences, likeness
from engagement.publishing.supplies import Item, Store, given, listing, put

LIBRARY = Path(cli.__file__).parents[2]
WORKERS = 3
SAVES = (
    "from pathlib import Path\nimport engagement\nfrom engagement import Estimate\nfrom engagement.views import save\n"
    "rows = len(engagement.load('meeting_figures')) + len(Path('studies/own.txt').read_text())\n"
    "save(f'{rows} rows.', rows=Estimate(rows, None, None, 0.95, rows, 'rows', 'published', 'count'))"
)
WAITS_ONCE = (
    "import os, time\nfrom pathlib import Path\nbegun = Path(marker)\n"
    "if not begun.exists():\n    begun.write_text(str(os.getpid()))\n    time.sleep(100)\nprint('done')"
)
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


@contextlib.contextmanager
def started(folder, *command, **variables):
    """A program of Dask, in a folder of its own, until the block is left."""
    folder.mkdir()
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("ENGAGEMENT_", "PYTEST_"))}
    mine |= {"PYTHONPATH": str(LIBRARY), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", **variables}
    command = [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard"]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(command, cwd=folder, env=mine, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        family = [process, *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        for one in family:
            with contextlib.suppress(psutil.Error):
                one.kill()
        process.wait()


def worker(folder, address, **variables):
    options = ["--nthreads", "1", "--nanny", "--death-timeout", "60", "--local-directory", "."]
    return started(folder, "worker", address, *options, **variables)


@contextlib.contextmanager
def lonely_scheduler(base):
    """The address of a scheduler without workers."""
    told = base / "scheduler.json"
    options = ["--port", "0", "--idle-timeout", "300", "--scheduler-file", str(told)]
    with started(base / "scheduler", "scheduler", *options):
        while not told.exists():
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"]


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


def wait_for(address, workers):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)


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


def pages(project):
    return {path.name: path.read_bytes() for path in project.site.iterdir() if path.name != "reports.json"}


def entries(project):
    found = json.loads((project.site / "reports.json").read_text())
    return {entry["id"]: {**entry, "seconds": None} for entry in found}


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


def refused(project, capsys, *options):
    """What is said of a run that cannot be made; nothing is published."""
    began = time.monotonic()
    assert cli.main(["run", *options]) == 2
    assert not project.site.exists()
    return capsys.readouterr().err, time.monotonic() - began


def test_a_process_beside_a_worker_that_is_lost_is_replaced_once_and_the_worker_told(project, scheduler, shared_memory):
    project.notebook("kills.ipynb", KILLS_HAND, parameters="marker = ''")
    entries = {id: {"parameters": {"marker": str(shared_memory / id)}} for id in ("once", "always")}
    project.plan(*({"id": id, "title": id, "notebook": "kills.ipynb", **more} for id, more in entries.items()))
    assert cli.main(["run", "--plain", "--scheduler", scheduler]) == 1
    once, always = json.loads((project.site / "reports.json").read_text())
    assert (once["status"], always["status"]) == ("ok", "failed")
    assert "kills.ipynb: no worker could make it in 2 tries, the last tcp://127.0.0.1:" in always["reason"]
    assert "the process that makes reports ended with code -9); see that worker's log for why" in always["reason"]


@pytest.fixture
def another(tmp_path, scheduler):
    """The address of a fourth worker, which has another state of the library."""
    other = tmp_path / "lib"
    shutil.copytree(LIBRARY / "engagement", other / "engagement", ignore=shutil.ignore_patterns("__pycache__"))
    (other / "engagement/errors.py").write_text((other / "engagement/errors.py").read_text() + "# another\n")
    with worker(tmp_path / "other", scheduler, PYTHONPATH=str(other)):
        before = workers(scheduler)
        wait_for(scheduler, WORKERS + 1)
        (address,) = workers(scheduler) - before
        yield address


def workers(scheduler):
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        return set(client.nthreads())


def test_a_worker_with_another_library_is_named_and_left_out_and_so_is_one_that_comes_later(
    project, scheduler, another, capsys, monkeypatch
):
    project.notebook("plain.ipynb", "print('done')")
    project.plan(*({"id": f"plain-{n}", "title": "Plain", "notebook": "plain.ipynb"} for n in range(WORKERS + 1)))
    options = ["run", "--plain", "--force", "--scheduler", scheduler]
    too_late = (lambda *_: None, [])  # to be asked; of as many reports as there are workers it gets one
    for ask, chosen in ((cluster.Cluster._ask, ["--only", "plain-0"]), too_late):
        monkeypatch.setattr(cluster.Cluster, "_ask", ask)
        assert cli.main([*options, *chosen]) == 0
        said = capsys.readouterr().err
        assert said.count("worker tcp://127.0.0.1:") == 1
        assert f"worker {another} gets no reports, as they would come out otherwise there: another state of" in said
        assert "put the same checkout on both and start the worker again" in said
        assert {entry["status"] for entry in entries(project).values()} == {"ok"}


def test_where_no_worker_is_like_this_machine_nothing_is_done_and_each_is_named(some, scheduler, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "differences", lambda here, there: differences({**here, "machine": "abacus"}, there))
    said, _ = refused(some, capsys, "--scheduler", scheduler)
    assert "reports would come out otherwise on every worker; do what is told of one" in said
    assert said.count("worker tcp://127.0.0.1:") == said.count("abacus here; use machines of one kind") == WORKERS
    assert not some.marker.exists()


def test_where_only_workers_that_differ_are_left_the_run_ends_or_a_report_that_loses_the_others_fails(
    some, scheduler, capsys, monkeypatch
):
    monkeypatch.setattr(cluster.Cluster, "_ask", lambda *_: None)
    monkeypatch.setattr(cluster, "likeness", lambda: {**likeness(), "machine": "abacus"})
    monkeypatch.setattr(cluster, "RETURN", 0)
    options = ["--scheduler", scheduler, "--only", "waits"]
    said, _ = refused(some, capsys, *options)
    assert said.count("abacus here; use machines of one kind") == WORKERS
    assert "no worker has been there for 0 seconds" in said
    monkeypatch.setattr(cluster.Cluster, "_wait_for_workers", lambda _: None)
    assert cli.main(["run", *options]) == 1
    assert "4 workers were lost each time it was made; see their logs for why" in entries(some)["waits"]["reason"]
    assert not some.marker.exists()


def test_a_scheduler_that_does_not_answer_or_has_no_worker_is_told_soon(some, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(cluster, "CONNECT", 1)
    monkeypatch.setattr(cluster, "APPEAR", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere://x"):
        said, seconds = refused(some, capsys, "--scheduler", address)
        assert f"{address}: no scheduler answers" in said
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


def test_what_differs_is_named_with_what_to_do():
    here = {**likeness(), "python": "CPython 3.11.7", "packages": {"numpy": "2.4.6", "pandas": "3.1.1"}}
    assert differences(here, here) == []
    there = {**here, "python": "CPython 3.12.1", "packages": {"numpy": "2.4.5", "polars": "1.0"}, "machine": "abacus"}
    python, machine, packages = differences(here, there)
    assert python == "CPython 3.12.1 there, CPython 3.11.7 here; install the same Python"
    assert "kind abacus there" in machine
    assert "numpy 2.4.5 there, 2.4.6 here, pandas not there, 3.1.1 here, polars 1.0 there, not here" in packages


def test_nothing_of_the_inbox_and_nothing_hidden_is_handed_to_workers(project):
    for name in ("data/inbox/list.html", "data/.pseudonym-key", "notebooks/.ipynb_checkpoints/a.ipynb"):
        (project.home / name).parent.mkdir(exist_ok=True)
        (project.home / name).write_text("private")
    names = {item.name for item in listing()}
    assert {"data/reference/countries.csv", "data/tidy/meeting_figures.parquet"} <= names
    assert not [name for name in names if "inbox" in name or "/." in name]


def test_a_store_takes_only_what_it_was_asked_for_from_wherever_it_is(tmp_path):
    content, sha256 = b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "here").write_bytes(content)
    item, store = Item("data/x", sha256, "not/here"), Store(tmp_path / "store")
    put([Item("data/x", sha256, str(tmp_path / "here"))], "memory://some/folder")
    assert store.fetch([item], None, {}) == {sha256}
    (tmp_path / "changed").write_bytes(b"other")
    assert store.fetch([Item("data/x", sha256, str(tmp_path / "changed"))], "memory://nowhere", {}) == {sha256}
    assert store.fetch([item], "memory://some/folder", {}) == set()
    assert Store(tmp_path / "next").fetch([item], None, given([Item("", sha256, tmp_path / "here")], {sha256})) == set()
    far = Store(tmp_path / "far")
    assert far.fetch([item], None, {sha256: b"other"}) == {sha256}
    assert given([item, Item("", sha256, str(tmp_path / "changed"))], {sha256}) == {}
    assert far.fetch([Item("data/x", sha256, str(tmp_path / "here"))], "memory://nowhere", {}) == set()
    store.lay_out([item], tmp_path / "home")
    assert (tmp_path / "home/data/x").read_bytes() == content


def test_an_address_that_cannot_be_written_to_is_told_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")
    for address in (f"file://{tmp_path}/file/below", "nosuch://x"):
        with pytest.raises(ValueError, match="cannot be written to .* or leave it out"):
            put([], address)


def test_a_process_that_makes_reports_and_dies_is_told_of(monkeypatch):
    hand = remote.Hand()
    hand.process.kill()
    with pytest.raises(remote.HandLost, match="ended with code -9"):
        hand.make("anything")
