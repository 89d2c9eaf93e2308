"""A real cron starts a small project, which leaves its site, its log and the word of its hook."""

import json
import os
import shutil
import subprocess
import time

import pytest

from engagement.cli import main
from engagement.scheduling import Job, crontab, unattended

CRON = shutil.which("cron", path="/usr/sbin:/usr/bin:/sbin") or shutil.which("crond", path="/usr/sbin:/usr/bin:/sbin")
START, END = 80, 240  # seconds for cron to start a run, at the latest with the next minute, and for the run to end
FOREGROUND = {"cron": ["-f"], "crond": ["-n"]}


@pytest.fixture
def real_crontab():
    """The crontab of this user, given back byte for byte afterwards."""
    try:
        before = crontab.read()
    except crontab.ScheduleError as error:
        pytest.skip(f"this user may have no crontab: {error}")
    yield
    if not before:
        subprocess.run(["crontab", "-r"], capture_output=True)
    elif crontab.read() != before:
        crontab.write(before)


@pytest.fixture
def cron(real_crontab):
    """A running cron: the one of the machine, or else one started for this test."""
    if os.geteuid():
        running = subprocess.run(["pgrep", "-x", "cron|crond"], capture_output=True).returncode == 0
        if not running:
            pytest.skip("cron is not running, and only root may start it: sudo service cron start")
        yield
        return
    started = subprocess.Popen([CRON, *FOREGROUND[os.path.basename(CRON)]], stderr=subprocess.DEVNULL)
    try:
        yield  # where another is at work, ours has ended at once
    finally:
        started.terminate()
        started.wait(30)


def wait_for(what, seconds):
    """What a function gives as soon as it gives anything."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, f"nothing after {seconds} seconds"
        time.sleep(0.5)
    return found


@pytest.mark.skipif(not (CRON and crontab.is_there()), reason="needs cron: sudo apt-get install cron")
def test_cron_makes_the_site_writes_the_log_and_starts_the_hook(project, cron, tmp_path, monkeypatch):
    monkeypatch.delenv("ENGAGEMENT_TIDY", raising=False)
    project.notebook("01-good.ipynb", "print('as it should be')")
    project.notebook("02-bad.ipynb", "1 / 0")
    project.plan(
        {"id": "good", "title": "Good", "notebook": "01-good.ipynb"},
        {"id": "bad", "title": "Bad", "notebook": "02-bad.ipynb"},
    )
    mark = tmp_path / "100% marked"
    facts = "$ENGAGEMENT_EXIT_STATUS $ENGAGEMENT_FAILED_REPORTS $ENGAGEMENT_LOG"
    hook = f"echo \"{facts}\" > '{mark}.part' && mv '{mark}.part' '{mark}'"
    assert main(["schedule", "--with", "cron", "--cron", "* * * * *", "--on-failure", hook, "--install"]) == 0
    assert len(crontab.lines_of(crontab.read(), Job.unattended())) == 1
    (log,) = wait_for(unattended.logs, START)
    assert main(["schedule", "--with", "cron", "--remove"]) == 0
    wait_for(mark.exists, END)

    assert mark.read_text() == f"1 1 {log}\n"
    assert "exit status 1, 1 failed reports" in log.read_text()
    entries = json.loads((project.site / "reports.json").read_text())
    assert {entry["id"]: entry["status"] for entry in entries} == {"good": "ok", "bad": "failed"}
    assert "as it should be" in (project.site / "good.html").read_text()
    wait_for(lambda: "--on-failure ended with exit status 0" in log.read_text(), 30)
