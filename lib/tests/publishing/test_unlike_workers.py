"""Workers of a cluster that are not like this machine, or do not say: they get no reports."""

import os
import shutil
import signal

import pytest

from engagement import cli
from engagement.publishing import cluster
from engagement.publishing.likeness import differences, likeness
from tests.publishing.clusters import LIBRARY, WORKERS, entries, refused, wait_for, worker, workers


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
        assert f"worker {another} gets no reports: they would come out otherwise there: another state of" in said
        assert "put the same checkout on both and start the worker again" in said
        assert {entry["status"] for entry in entries(project).values()} == {"ok"}


@pytest.fixture
def still(scheduler):
    """The address of a worker that stands still."""
    from distributed import Client

    with Client(scheduler, set_as_default=False) as client:
        address, pid = next(iter(client.run(os.getpid).items()))
    os.kill(pid, signal.SIGSTOP)
    yield address
    os.kill(pid, signal.SIGCONT)


def test_a_worker_that_does_not_answer_is_named_and_left_out(project, scheduler, still, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER", 3)
    project.notebook("plain.ipynb", "print('done')")
    project.plan(*({"id": f"plain-{n}", "title": "Plain", "notebook": "plain.ipynb"} for n in range(WORKERS)))
    assert cli.main(["run", "--plain", "--scheduler", scheduler]) == 0
    assert f"worker {still} gets no reports: it has not answered for 3 seconds; end it, and" in capsys.readouterr().err


def test_where_no_worker_is_like_this_machine_nothing_is_done_and_each_is_named(some, scheduler, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "differences", lambda here, there: differences({**here, "machine": "abacus"}, there))
    said, _ = refused(some, capsys, "--scheduler", scheduler)
    assert "no worker there can make reports; do what is told of one" in said
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


def test_what_differs_is_named_with_what_to_do():
    here = {**likeness(), "python": "CPython 3.11.7", "packages": {"numpy": "2.4.6", "pandas": "3.1.1"}}
    assert differences(here, here) == []
    there = {**here, "python": "CPython 3.12.1", "packages": {"numpy": "2.4.5", "polars": "1.0"}, "machine": "abacus"}
    python, machine, packages = differences(here, there)
    assert python == "CPython 3.12.1 there, CPython 3.11.7 here; install the same Python"
    assert "kind abacus there" in machine
    assert "numpy 2.4.5 there, 2.4.6 here, pandas not there, 3.1.1 here, polars 1.0 there, not here" in packages
