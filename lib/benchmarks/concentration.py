"""Concentration of every group and meeting, beside plain pandas groupby-apply; and from little to much.

    ROWS=10000000 python benchmarks/concentration.py

prints a table of seconds and of the most memory held; ROWS is the number of credits (10 million if not given). Without
intervals, pandas is given the same measures to apply to each meeting. With intervals it draws 999 times from the
organizations of a meeting besides, vectorised, and takes percentiles: that for one meeting in ten, times ten.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from measuring import line, measured, table

ROWS = 10_000_000
RESAMPLES, TENTH = 999, 10
GROUPS, MEETINGS, ORGANIZATIONS = 11, 3_000, 5_000
WITHIN = ["group", "meeting_id"]
CREDITS = f"""
    SELECT format('C{{:d}}', i // 2) AS document_id, format('SG{{:d}}', m % {GROUPS}) AS "group",
           format('M{{:d}}', m) AS meeting_id,
           format('Example Company {{:d}}', (power(hash(i) % 1000003 / 1000003.0, 2) * {ORGANIZATIONS})::BIGINT)
           AS organization,
           1.0 / (1 + i // 2 % 3) AS credit
    FROM (SELECT i, (hash(i // 2 + 7) % {MEETINGS})::BIGINT AS m FROM range(?) AS numbers(i))
"""


def lines(rows):
    """Lines of the table for a tenth of the rows and for all of them."""
    with tempfile.TemporaryDirectory(prefix="engagement-bench-") as name:
        path = Path(name) / "credits.parquet"
        found = {}
        for count in (rows // 10, rows):
            duckdb.execute(f"COPY ({CREDITS}) TO '{path}'", [count])
            for intervals in ("", "with intervals"):
                found[count, intervals] = _beside_pandas(path, count, intervals)
    growth = found[rows, ""][0] / found[rows // 10, ""][0] / 10
    return [
        *(one for _, one in found.values()),
        line(f"growth of time from {rows // 10:,} to {rows:,} credits", "", "", growth, wanted="<= 1.15"),
    ]


def _beside_pandas(path, rows, intervals):
    ours, plain = (measured([sys.executable, __file__, way, str(path), intervals]) for way in ("ours", "plain"))
    seconds, instead = (float(cost.printed.split()[-1]) for cost in (ours, plain))
    return seconds, line(
        f"concentration, {MEETINGS:,} meetings, {rows:,} credits {intervals}".strip(), f"{seconds:.1f} s",
        f"pandas groupby-apply: {instead:.1f} s", instead / seconds, ours.memory, plain.memory,
        ">= 10, < 60 s, < 4,000 MB",
    )  # fmt: skip


def plainly(credits, draws=0):
    """The measures as one would write them in pandas."""
    rng = np.random.default_rng(1)

    def measures(counts):
        counts = np.sort(counts)[..., ::-1]
        share, n = counts / counts.sum(axis=-1, keepdims=True), counts.shape[-1]
        return {
            "hhi": (share**2).sum(axis=-1), "gini": share @ (n - 1 - 2 * np.arange(n)) / n,
            "shannon": -(share * np.log(share)).sum(axis=-1), "simpson": 1 - (share**2).sum(axis=-1),
            "concentration_ratio": share[..., :4].sum(axis=-1),
            "elephant_factor": 1 + (share.cumsum(axis=-1) < 0.5).sum(axis=-1),
        }  # fmt: skip

    def row(meeting):
        counts = meeting.groupby("organization")["credit"].sum().to_numpy()
        found = {"contributions": meeting["document_id"].nunique(), "organizations": len(counts), **measures(counts)}
        if draws:
            for name, values in measures(rng.choice(counts, (draws, len(counts)))).items():
                found[f"{name}_low"], found[f"{name}_high"] = np.quantile(values, [0.025, 0.975])
        return pd.Series(found)

    return credits.groupby(WITHIN).apply(row)


def main(way, path, intervals):
    """Measure one way, the reading of the file left out."""
    from engagement.measures.concentration_table import concentration_by

    credits = pd.read_parquet(path)
    times = 1
    if way == "plain" and intervals:
        meetings = credits["meeting_id"].unique()
        credits, times = credits[credits["meeting_id"].isin(meetings[::TENTH])], TENTH
    began = time.perf_counter()
    if way == "ours":
        concentration_by(credits, WITHIN, 0.95 if intervals else None)
    else:
        plainly(credits, RESAMPLES if intervals else 0)
    print(times * (time.perf_counter() - began))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        print(table(lines(int(os.environ.get("ROWS") or ROWS))))
