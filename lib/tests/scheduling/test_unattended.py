"""What is left of a run that nobody watched."""

import os
import subprocess
import sys

import pytest

from engagement import locations
from engagement.cli import main
from engagement.publishing.lock import only_run
from engagement.scheduling import unattended


@pytest.fixture
def goes_well(monkeypatch):
    """Short commands that succeed."""
    monkeypatch.setattr(unattended, "COMMANDS", ("--help", "--help"))


def test_a_run_that_goes_well_is_silent_and_starts_no_hook(project, goes_well, capfd):
    assert main(["unattended", "--on-failure", "touch told"]) == 0
    assert capfd.readouterr() == ("", "")
    assert not (project.home / "told").exists()
    (log,) = unattended.logs()
    text = log.read_text()
    assert text.count(" engagement --help\n") == 2 and "usage: engagement" in text
    assert text.endswith(" ended: exit status 0, no site was made\n")


def test_a_second_run_ends_with_who_is_at_work_and_tells_the_hook(project, capfd):
    hook = 'echo "$ENGAGEMENT_EXIT_STATUS/$ENGAGEMENT_FAILED_REPORTS/$ENGAGEMENT_HOME" > "$(pwd)/told"; exit 3'
    with only_run(locations.data() / ".lock"):
        assert main(["unattended", "--on-failure", hook]) == 2
    assert (project.home / "told").read_text() == f"2//{project.home}\n"
    (log,) = unattended.logs()
    text = log.read_text()
    assert f"another run is at work (process {os.getpid()} of " in text
    assert "engagement run" not in text
    assert text.endswith(" --on-failure ended with exit status 3\n")
    assert capfd.readouterr().err == f"engagement: exit status 2, no site was made; see {log}\n"
    assert unattended.last_ended()[1].endswith("ended: exit status 2, no site was made")


def test_options_after_two_dashes_are_those_of_the_run(project, monkeypatch, capfd):
    monkeypatch.setattr(unattended, "COMMANDS", ("run",))
    project.plan({"id": "one", "title": "One", "notebook": "no.ipynb"})
    assert main(["unattended", "--", "--only", "other*"]) == 2
    text = unattended.logs()[0].read_text()
    assert " engagement run --only other*\n" in text and "other*" in text.split("\n", 1)[1]
    with pytest.raises(SystemExit):
        main(["unattended", "--", "--wurkers", "3"])
    assert "unrecognized arguments: --wurkers 3" in capfd.readouterr().err
    assert len(unattended.logs()) == 1


def test_a_hook_that_hangs_is_stopped(project, monkeypatch):
    monkeypatch.setattr(unattended, "HOOK_TIME", 0.2)
    with only_run(locations.data() / ".lock"):
        assert unattended.run("exec sleep 60").status == 2
    assert "--on-failure: " in unattended.logs()[0].read_text()


def test_the_hook_is_told_even_where_no_log_can_be_written(project, goes_well, capfd):
    (project.home / "reports" / "logs").write_text("in the way")
    assert main(["unattended", "--on-failure", 'echo "$ENGAGEMENT_EXIT_STATUS$ENGAGEMENT_LOG" > told']) == 2
    assert (project.home / "told").read_text() == "2\n"
    assert "no log can be written" in capfd.readouterr().err


def test_the_newest_logs_are_kept_and_files_of_others_too(project, goes_well):
    folder = project.home / "reports" / "logs"
    folder.mkdir()
    for day in range(1, 6):
        (folder / f"2020-01-0{day}T02-30-00-1.log").write_text("old")
    (folder / "notes.txt").write_text("mine")
    newest = unattended.run(keep=3).log
    names = ["2020-01-04T02-30-00-1.log", "2020-01-05T02-30-00-1.log", newest.name]
    assert [log.name for log in unattended.logs()] == names
    assert (folder / "notes.txt").exists()


def test_failed_reports_are_those_of_a_site_made_now(project, monkeypatch):
    project.site.mkdir()
    (project.site / "reports.json").write_text('[{"status": "failed"}, {"status": "ok"}]')
    monkeypatch.setattr(unattended, "COMMANDS", ("--help",))
    assert unattended.run().failed == 1
    with only_run(locations.data() / ".lock"):
        monkeypatch.setattr(unattended, "COMMANDS", ("build",))
        assert unattended.run().failed is None


def test_a_command_killed_by_a_signal_ends_as_a_shell_says_it(project, monkeypatch):
    run = subprocess.run
    killed = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]
    monkeypatch.setattr(unattended.subprocess, "run", lambda _, **rest: run(killed, **rest))
    assert unattended.run().status == 137


def test_no_logs_at_all_cannot_be_asked_for(capsys):
    with pytest.raises(SystemExit):
        main(["unattended", "--keep", "0"])
    assert "'0' is not a whole number from 1" in capsys.readouterr().err


def test_a_plan_that_has_gone_since_is_a_failure_that_is_logged_and_told(project, tmp_path, capsys):
    told = tmp_path / "told"
    assert main(["unattended", "--on-failure", f"touch '{told}'", "--", "--plan", str(tmp_path / "gone.yml")]) == 2
    assert told.exists()
    assert "see " in capsys.readouterr().err
