"""Building the tables from made-up documents, beside plain pandas; from little to much; and again after a change.

    ROWS=10000000 python benchmarks/building.py

prints a table of seconds and of the most memory held; ROWS is the number of documents (10 million if not given).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import made_up_documents
import psutil
from measuring import line, measured, table

from engagement import locations
from engagement.warehouse.build import SHIPPED

ROWS = 10_000_000
FILES = 10
DROPPED = 50  # files in the inbox of which one changes
PANDAS_HOLDS = 1_800  # bytes a row at most, by experience; without so much memory it is not tried
HERE = Path(__file__).parent


def lines(rows):
    """Lines of the table for builds of a tenth of the rows, of all of them, and of 50 files of which one changes."""
    with tempfile.TemporaryDirectory(prefix="engagement-bench-") as name:
        folder = Path(name)
        for shipped in SHIPPED:
            source, target = locations.data() / shipped, folder / "home" / "data" / shipped
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
        few, first = _beside_pandas(folder, rows // 10)
        many, second = _beside_pandas(folder, rows)
        growth = line(f"growth of time from {rows // 10:,} to {rows:,}", "", "", many / few / 10, wanted="<= 1.15")
        return [first, second, growth, *_again(folder, rows // 10)]


def _beside_pandas(folder, rows):
    """Seconds of our build of so many rows, and the line with those of pandas."""
    inbox = folder / f"inbox-{rows}"
    made_up_documents.write(inbox, rows, FILES)
    ours = _build(folder, inbox)
    plain = None
    if psutil.virtual_memory().available > rows * PANDAS_HOLDS:
        plain = measured([sys.executable, str(HERE / "plain_pandas.py"), str(inbox), str(folder / "plain")])
        shutil.rmtree(folder / "plain")
    shutil.rmtree(inbox)
    shutil.rmtree(folder / "tidy")
    instead = f"pandas, unchecked: {plain.seconds:.1f} s" if plain else "pandas: too little memory here"
    return ours.seconds, line(
        f"build, {rows:,} documents in {FILES} files", f"{ours.seconds:.1f} s", instead,
        plain and plain.seconds / ours.seconds, ours.memory, plain and plain.memory, "< 4,000 MB",
    )  # fmt: skip


def _again(folder, rows):
    """Lines for a build of 50 files, for one after nothing and for one after one file changed."""
    inbox = folder / f"inbox-{DROPPED}"
    paths = made_up_documents.write(inbox, rows, DROPPED)
    whole, all_read = _build(folder, inbox), _parts(folder)
    nothing = _build(folder, inbox)
    with open(paths[DROPPED // 2], "a", encoding="utf-8") as file:
        file.write(made_up_documents.EXTRA)
    one = _build(folder, inbox)
    read = len(_parts(folder) - all_read)
    yield line(f"build, {rows:,} documents in {DROPPED} files", f"{whole.seconds:.1f} s", memory=whole.memory)
    yield line("  again, nothing changed", f"{nothing.seconds:.2f} s", "build all: as above",
               whole.seconds / nothing.seconds, nothing.memory, wanted="< 1 s")  # fmt: skip
    yield line(f"  again, one changed: {read} of {DROPPED} read", f"{one.seconds:.1f} s", "build all: as above",
               whole.seconds / one.seconds, one.memory, wanted="1 read")  # fmt: skip


def _build(folder, inbox):
    """The cost of `engagement build` as a process of its own."""
    command = [sys.executable, "-m", "engagement.cli", "build", "--inbox", str(inbox), "--tidy", str(folder / "tidy")]
    return measured(command, ENGAGEMENT_HOME=str(folder / "home"), ENGAGEMENT_DATA="", ENGAGEMENT_TIDY="")


def _parts(folder):
    """What was read from files, a folder each."""
    return {path.parent.name for path in (folder / "tidy" / ".parts").glob("*/file.json")}


if __name__ == "__main__":
    print(table(lines(int(os.environ.get("ROWS") or ROWS))))
