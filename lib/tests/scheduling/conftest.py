"""A stand-in for the program `crontab`, so that tests change no real one."""

import os
import stat
import sys

import pytest

PROGRAM = """\
#!{python}
import pathlib, sys
table, fault = pathlib.Path({folder!r}, "table"), pathlib.Path({folder!r}, "fault")
if fault.exists():
    sys.exit(fault.read_text())
if sys.argv[1] == "-":
    given = sys.stdin.buffer.read()
    if b"refuse me" in given:
        sys.exit("errors in crontab file, can't install.")
    table.write_bytes(given)
elif table.exists():
    sys.stdout.buffer.write(table.read_bytes())
else:
    sys.exit("no crontab for somebody")
"""


@pytest.fixture
def crontab(tmp_path, monkeypatch):
    """Folder of the stand-in: `table` is the crontab, and what `fault` says is what it fails with."""
    folder = tmp_path / "stand-in"
    folder.mkdir()
    program = folder / "crontab"
    program.write_text(PROGRAM.format(python=sys.executable, folder=str(folder)))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with a name that needs quoting everywhere."""
    home = tmp_path / "it's 100% ours, $HOME & # co"
    home.mkdir()
    for name in ("ENGAGEMENT_DATA", "ENGAGEMENT_TIDY", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ENGAGEMENT_HOME", str(home))
    return home
