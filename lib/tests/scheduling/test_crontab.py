"""The crontab keeps its other lines byte for byte; ours is there once, and says the same to the shell as we do."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.cli import main
from engagement.errors import ScheduleError
from engagement.scheduling import Job, at_time, by_expression
from engagement.scheduling.crontab import line, lines_of, with_line, without_line

OTHERS = b"MAILTO=me\n\n# mine\r\n*\t* * * * date +\\%F > /tmp/\xff\n  # odd  \n"
JOB, NIGHT = Job("/srv/my project", ["python3", "-m", "it"], {"PATH": "/bin"}), at_time("02:30")


def as_cron_reads(text):
    """What cron hands to the shell: what follows the five fields, up to a bare %, the others unescaped."""
    command = text.split(" ", 5)[5]
    assert "%" not in command.replace("\\%", "")
    return command.replace("\\%", "%")


def test_installing_twice_gives_one_line_and_removing_gives_the_crontab_back(crontab, checkout, capsys):
    (crontab / "table").write_bytes(OTHERS)
    assert main(["schedule", "--at", "02:30", "--install"]) == 0
    once = (crontab / "table").read_bytes()
    assert main(["schedule", "--at", "02:30", "--install"]) == 0
    assert (crontab / "table").read_bytes() == once
    assert once.startswith(OTHERS) and once.count(b"\n") == OTHERS.count(b"\n") + 1
    assert main(["schedule", "--at", "05:00", "--on", "sun", "--install"]) == 0
    again = (crontab / "table").read_bytes()
    assert again.startswith(OTHERS + b"0 5 * * 0 env ") and again.count(b"\n") == once.count(b"\n")
    capsys.readouterr()
    assert main(["schedule", "--status"]) == 0
    assert "crontab: 0 5 * * 0 env" in capsys.readouterr().out
    assert main(["schedule", "--remove"]) == 0
    assert (crontab / "table").read_bytes() == OTHERS
    assert main(["schedule", "--status"]) == 1
    assert "nothing is scheduled for this checkout\nno run so far\n" in capsys.readouterr().out


def test_without_install_the_line_is_only_printed(crontab, checkout, capsys):
    assert main(["schedule", "--cron", "0 6 1 * *"]) == 0
    assert not (crontab / "table").exists()
    said = capsys.readouterr()
    assert said.out.startswith("0 6 1 * * env PATH=") and said.out.count("\n") == 1
    assert "by cron" in said.err


def test_options_of_the_run_stand_in_the_line(crontab, checkout, capsys, monkeypatch, tmp_path):
    assert main(["schedule", "--at", "02:30", "--", "--workers", "4", "--scheduler", "tcp://host:8786"]) == 0
    assert " unattended -- --workers 4 --scheduler tcp://host:8786 # engagement" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert main(["schedule", "--", "--plan", "own.yml"]) == 2
    assert "--plan own.yml: there is no such file" in capsys.readouterr().err
    (tmp_path / "own.yml").touch()
    assert main(["schedule", "--", "--plan=own.yml", "--site", "site"]) == 0
    assert f" unattended -- --plan={tmp_path}/own.yml --site {tmp_path}/site #" in capsys.readouterr().out
    for nothing in (["--at", ""], ["--on", ""]):
        assert main(["schedule", *nothing]) == 2
    capsys.readouterr()
    assert main(["schedule", "--status", "--", "--force"]) == 2
    with pytest.raises(SystemExit):
        main(["schedule", "--", "--workers", "0"])


def test_a_crontab_that_is_not_there_is_an_empty_one(crontab, checkout):
    assert main(["schedule", "--install"]) == 0
    assert (crontab / "table").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize("action", ["--install", "--remove", "--status"])
def test_nothing_is_written_where_the_crontab_cannot_be_read(crontab, checkout, capsys, action):
    (crontab / "table").write_bytes(OTHERS)
    (crontab / "fault").write_text("you are not allowed to use this program")
    assert main(["schedule", action]) == 2
    assert "cannot be read, and nothing was written" in (said := capsys.readouterr().err) and "not allowed" in said
    assert (crontab / "table").read_bytes() == OTHERS


def test_a_refused_crontab_leaves_the_old_one(crontab, checkout, capsys):
    (crontab / "table").write_bytes(OTHERS)
    assert main(["schedule", "--install", "--on-failure", "refuse me"]) == 2
    assert "the old one stands" in capsys.readouterr().err
    assert (crontab / "table").read_bytes() == OTHERS


def test_without_cron_the_error_says_how_to_get_it(checkout, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["schedule", "--with", "cron", "--install"]) == 2
    assert "sudo apt-get install cron" in capsys.readouterr().err
    assert main(["schedule"]) == 2
    assert "neither cron nor a systemd of this user is here" in capsys.readouterr().err


def test_times_with_nothing_to_schedule_are_refused(crontab, checkout, capsys):
    assert main(["schedule", "--remove", "--at", "03:00"]) == 2
    assert main(["schedule", "--cron", "@daily", "--on", "mon"]) == 2
    assert "leave it out" in (said := capsys.readouterr().err) and "leave out --at and --on" in said


def test_the_environment_is_carried_over_with_whole_paths(crontab, checkout, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGEMENT_DATA", "my data")
    monkeypatch.setenv("ENGAGEMENT_TIDY", "tidy")
    monkeypatch.setenv("PATH", f"/bin:{tmp_path}/not-there:stand-in:/bin")
    job = Job.unattended()
    assert job.environment == {
        "PATH": f"/bin:{tmp_path}/stand-in",
        "ENGAGEMENT_HOME": str(checkout),
        "ENGAGEMENT_DATA": f"{tmp_path}/my data",
        "ENGAGEMENT_TIDY": f"{tmp_path}/tidy",
    }


TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=20).filter(
    lambda text: "\\\\" not in text and "\\%" not in text
)


@given(st.lists(TEXTS, max_size=3), TEXTS)
def test_the_shell_gets_every_word_as_it_was(words, value):
    show = ["sh", "-c", 'printf "%s\\0" "$@" "$IT"', "sh"]
    text = line(Job("/a # b % 'c'", [*show, *words], {"IT": value}), NIGHT)
    done = subprocess.run(["/bin/sh", "-c", as_cron_reads(text)], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == [*words, value]


@given(st.lists(st.binary(max_size=20)), st.booleans())
def test_any_crontab_keeps_its_bytes(lines, ended):
    table = b"\n".join(lines) + (b"\n" if ended and lines else b"")
    installed = with_line(table, JOB, NIGHT)
    assert with_line(installed, JOB, NIGHT) == installed
    assert installed.startswith(table)
    assert without_line(installed, JOB) in (table, table + b"\n")  # a line needs its end for ours to follow


def test_a_line_of_another_checkout_or_one_commented_out_is_left_alone():
    other = Job("/srv/x # engagement schedule of /srv/my project", ["python3"], {})
    text = line(JOB, NIGHT)
    table = with_line(f"#{text}\n".encode(), other, NIGHT)
    assert lines_of(table, JOB) == []
    assert without_line(with_line(table, JOB, NIGHT), JOB) == table
    assert lines_of(table, other) == [line(other, NIGHT)]


def test_a_second_line_of_ours_is_dropped():
    table = b"".join([OTHERS, line(JOB, NIGHT).encode(), b"\n", OTHERS, line(JOB, NIGHT).encode(), b"\n"])
    assert with_line(table, JOB, by_expression("@weekly")) == b"".join(
        [OTHERS, line(JOB, by_expression("@weekly")).encode(), b"\n", OTHERS]
    )


@pytest.mark.parametrize(
    ("command", "reason"),
    [("echo '\\\\'", "two backslashes"), ("echo \\%", "one before %"), ("x" * 990, "cron takes 998")],
)
def test_what_cron_would_misread_or_cut_is_refused(command, reason):
    with pytest.raises(ScheduleError, match=reason):
        line(Job("/srv/it", ["python3", command]), NIGHT)


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\0b"])
def test_line_breaks_are_refused(text):
    with pytest.raises(ScheduleError, match="no schedule can hold"):
        Job("/srv/it", ["python3", text])
