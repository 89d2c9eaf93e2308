"""What tests of readers share: country spellings, and a file read down to typed rows."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engagement.sources.country_names import CountryNames
from engagement.warehouse.reading import Origin, read_file
from engagement.warehouse.references import References


@pytest.fixture
def names():
    return CountryNames(
        countries={"finland": "FI", "norway": "NO", "usa": "US", "georgia": "GE"},
        states={"ca": "US", "georgia": "US"},
        prefixes={"FIN-": "FI"},
        telephone={"47": "NO"},
    )


@pytest.fixture(scope="session")
def read():
    """Reads a file down to typed rows, without reference tables: what became of it, the rows, and the rejects."""

    def read(path):
        kept = Kept()
        done = read_file(path, path.name, Origin("inbox", "recorded"), References({}), b"key", kept)
        rows = kept.frames.get(done.table, [])
        rejects = kept.frames.get("rejects", [])
        return done, *(pd.concat(frames, ignore_index=True) if frames else pd.DataFrame() for frames in (rows, rejects))

    return read


@pytest.fixture
def book(tmp_path):
    """Writes rows into an XLSX; formulas are written without a value, as programs do that do not calculate."""

    def write(rows, name="list.xlsx", change=None):
        workbook = openpyxl.Workbook()
        for cells in rows:
            workbook.active.append(cells)
        if change:
            change(workbook)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


class Kept:
    """A writer that keeps everything."""

    def __init__(self):
        self.frames = {}

    def write(self, name, frame):
        if len(frame):
            self.frames.setdefault(name, []).append(frame)


WEIGH = """
import re, sys
from pathlib import Path
from engagement.sources.readers import recognise

reader, found, notes = recognise(Path(sys.argv[1]))
print(sum(rows.present for rows in found.read()))
print(re.search("VmHWM: *(.*) kB", Path("/proc/self/status").read_text().expandtabs())[1])
"""


@pytest.fixture
def weigh():
    """Reads a file in a process of its own: rows present, and the most memory the process took, in kilobytes."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the memory of a process is told by /proc only")

    def weigh(path):
        done = subprocess.run([sys.executable, "-c", WEIGH, path], capture_output=True, text=True, check=True)
        return map(int, done.stdout.split())

    return weigh
