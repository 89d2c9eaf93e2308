"""Reading the RFC series, beside a plain sequential pass of regular expressions over the same texts.

    python benchmarks/rfc_reading.py DIR

prints CPU seconds of both and their ratio; DIR holds the texts and the index of the series.
"""

import gzip
import re
import resource
import sys
import time
from pathlib import Path

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


def main(directory):
    """Time both and print a line each."""
    names = country_names.read_country_names(locations.data() / "reference" / "country_names.csv")
    taken = {}
    for name, job in (
        ("this reader", lambda: series.read(Path(directory), names, progress=False)),
        ("plain sequential pass", lambda: plain_pass(directory)),
    ):
        wall, cpu = time.monotonic(), cpu_seconds()
        job()
        taken[name] = cpu_seconds() - cpu
        print(f"{name}: {taken[name]:.1f} s of CPU, {time.monotonic() - wall:.1f} s of wall time")
    print(f"ratio of CPU: {taken['this reader'] / taken['plain sequential pass']:.2f}")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("name the folder of RFC texts: make bench DIR=folder")
    main(sys.argv[1])
