"""Everything that can be measured, as one table beside what a user would pick instead.

    [ROWS=10000000] [DIR=folder of RFC texts] [ENGAGEMENT_DATA=folder of data] python benchmarks

ROWS is the number of made-up documents that are built, and of credits whose concentration is measured.
"""

import os
import shutil
import sys
from pathlib import Path

import building
import concentration
import models
import reports
import rfc_reading
import searching
import specifications
import tdoc_reading
from measuring import table


def main():
    """Print the table, and before it what is not measured and why."""
    lines = []
    data = os.environ.get("ENGAGEMENT_DATA")
    if data and Path(data, tdoc_reading.LIST).exists():
        lines += tdoc_reading.lines(Path(data))
    else:
        print(f"not measured: reading of TDocs; it needs {tdoc_reading.LIST} in ENGAGEMENT_DATA", file=sys.stderr)
    if os.environ.get("DIR"):
        lines += rfc_reading.lines(os.environ["DIR"])
    else:
        print("not measured: reading of RFCs; it needs their texts, DIR=folder", file=sys.stderr)
    rows = int(os.environ.get("ROWS") or building.ROWS)
    lines += building.lines(rows)
    lines += concentration.lines(rows)
    lines += models.lines()
    lines += specifications.lines()
    if shutil.which("chromium"):
        lines += searching.lines()
    else:
        print("not measured: search in the index; it needs chromium", file=sys.stderr)
    lines += reports.lines()
    print(table(lines))


if __name__ == "__main__":
    main()
