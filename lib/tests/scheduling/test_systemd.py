"""Units that systemd itself finds right, and a systemd that does not answer."""

import re
import shutil
import stat
import subprocess
import sys

import pytest

from engagement.cli import main
from engagement.scheduling import Job, at_time, by_expression, systemd

STAND_IN = """\
#!/bin/sh
echo "$@" >> {folder}/said
case "$*" in *"$(cat {folder}/fault 2>/dev/null || echo none)"*) echo "no bus" >&2; exit 1;; esac
case "$*" in *is-active*) echo active;; esac
"""


@pytest.fixture
def user_systemd(tmp_path, monkeypatch):
    """Folder of a stand-in for systemctl: `said` holds its calls, one that holds the text of `fault` fails."""
    folder = tmp_path / "systemctl"
    folder.mkdir()
    program = folder / "systemctl"
    program.write_text(STAND_IN.format(folder=folder))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd: sudo apt-get install systemd")
@pytest.mark.parametrize("timing", [at_time("02:30", "mon-fri"), by_expression("*/5 6 1 * mon")])
def test_systemd_finds_nothing_wrong_with_the_units(checkout, tmp_path, timing):
    folder = tmp_path / "units"
    folder.mkdir()
    texts = systemd.units(Job.unattended("mail -s \"100% '$x'\" me \\n", 5), timing)
    for name, text in texts.items():
        (folder / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(folder / name) for name in texts)],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "SYSTEMD_UNIT_PATH": f"{folder}:"},
    )
    assert [text for text in done.stderr.splitlines() if "engagement-" in text] == []
    assert done.returncode == 0, done.stderr


def test_words_reach_the_program_as_they_were():
    job = Job("/srv/it", ["/opt/a b/python3", 'say "50%" of $HOME \\ it\'s'], {"A": "x$y"})
    service = systemd.units(job, at_time())["engagement-it-" + systemd._stem(job)[-8:] + ".service"]
    assert 'ExecStart=/usr/bin/env "/opt/a b/python3" "say \\"50%%\\" of $$HOME \\\\ it\'s"' in service
    assert 'Environment="A=x$y"' in service


def test_two_checkouts_of_one_name_have_units_of_their_own():
    first, second = (systemd.units(Job(f"/{place}/it", [sys.executable]), at_time()) for place in "ab")
    assert not set(first) & set(second)
    assert all(re.fullmatch(r"engagement-it-[0-9a-f]{8}\.(service|timer)", name) for name in first)


def test_the_timer_is_installed_shown_and_removed(user_systemd, checkout, tmp_path, capsys):
    folder = tmp_path / "config/systemd/user"
    for time in ("02:30", "02:30", "05:00"):
        assert main(["schedule", "--with", "systemd", "--at", time, "--install"]) == 0
    assert len(list(folder.iterdir())) == 2
    (timer,) = folder.glob("*.timer")
    assert "OnCalendar=*-*-* 5:0:00\n" in timer.read_text()
    assert f"--user restart {timer.name}\n" in (user_systemd / "said").read_text()
    capsys.readouterr()
    assert main(["schedule", "--with", "systemd", "--status"]) == 0
    assert f"systemd (active): {timer}" in capsys.readouterr().out
    assert main(["schedule", "--with", "systemd", "--remove"]) == 0
    assert list(folder.iterdir()) == []
    assert f"--user disable --now {timer.name}\n" in (user_systemd / "said").read_text()


@pytest.mark.parametrize(("fault", "said"), [("show-environment", "does not answer"), ("enable", "removed again")])
def test_nothing_is_left_where_systemd_does_not_take_it(user_systemd, checkout, tmp_path, capsys, fault, said):
    (user_systemd / "fault").write_text(fault)
    assert main(["schedule", "--with", "systemd", "--install"]) == 2
    assert said in capsys.readouterr().err
    assert not list((tmp_path / "config").rglob("engagement*"))


def test_who_starts_it_too_is_told(crontab, user_systemd, checkout, monkeypatch, capsys):
    monkeypatch.setenv("PATH", f"{crontab}:{user_systemd}:/usr/bin:/bin")
    assert main(["schedule", "--install"]) == 0
    assert "starts it too" not in capsys.readouterr().err
    assert main(["schedule", "--with", "systemd", "--install"]) == 0
    assert "cron starts it too: `engagement schedule --with cron --remove`" in capsys.readouterr().err
    assert main(["schedule", "--with", "cron", "--remove"]) == 0
    assert main(["schedule", "--with", "systemd", "--install"]) == 0
    assert "starts it too" not in capsys.readouterr().err
    assert main(["schedule", "--with", "cron", "--install"]) == 0
    assert "systemd starts it too" in capsys.readouterr().err
