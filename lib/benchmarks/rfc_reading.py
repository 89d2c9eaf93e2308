"""Reading the RFC series, beside a plain sequential pass of regular expressions over the same texts.

    python benchmarks/rfc_reading.py DIR

prints CPU seconds of both and how many times faster this reader is; DIR holds the texts and the index of the series.
"""

import gzip
import re
import resource
import sys
import time
from pathlib import Path

from measuring import line, table

from engagement import locations
from engagement.sources import country_names
from engagement.sources.rfc import series

RFC = re.compile(r"RFC\s*\d+")
RECOMMENDATION = re.compile(r"\b[A-Z]\.\d{1,4}(?:\.\d+)?\b")


def cpu_seconds():
    """CPU time of this process and of those it has waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def plain_pass(directory):
    """Find every RFC number and every token shaped like a Recommendation; no names, dates or places."""
    found = 0
    for path in sorted(Path(directory).rglob("links/rfc[0-9]*.txt*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = raw.decode("utf-8", "replace")
        found += len(RFC.findall(text)) + len(RECOMMENDATION.findall(text))
    return found


def lines(directory):
    """Lines of the table: CPU seconds of both, and wall time of ours, which uses all cores."""
    names = country_names.read_country_names(locations.data() / "reference" / "country_names.csv")
    wall, ours = _timed(lambda: series.read(Path(directory), names, progress=False))
    _, plain = _timed(lambda: plain_pass(directory))
    said = f"regular expressions alone: {plain:.1f} s of CPU"
    return [line(f"read the RFC series ({wall:.1f} s in parallel)", f"{ours:.1f} s of CPU", said, plain / ours)]


def _timed(job):
    """Wall and CPU seconds of a job."""
    wall, cpu = time.monotonic(), cpu_seconds()
    job()
    return time.monotonic() - wall, cpu_seconds() - cpu


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("name the folder of RFC texts: make bench DIR=folder")
    print(table(lines(sys.argv[1])))
