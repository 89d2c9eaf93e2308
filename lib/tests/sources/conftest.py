"""What tests of readers share: country spellings, and a file read down to typed rows."""

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


class Kept:
    """A writer that keeps everything."""

    def __init__(self):
        self.frames = {}

    def write(self, name, frame):
        if len(frame):
            self.frames.setdefault(name, []).append(frame)
