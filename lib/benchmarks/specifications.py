"""A specification curve of 1,000 models on 20,000 rows, its joint test included.

    python benchmarks/specifications.py

prints the line of the table. 2 outcomes x 5 measures x 5 sets of controls x 4 sets of effects x 5 samples, in two
processes.
"""

import sys
import time
from itertools import accumulate

import numpy as np
import pandas as pd
from measuring import line, measured, table

GROUPS, MEETINGS, QUESTIONS, ROWS = 11, 20, 20, 20_000
CONTROLS = ("age", "pages", "members", "liaisons")


def lines():
    """The line of the table."""
    cost = measured([sys.executable, __file__, "ours"])
    models, seconds = cost.printed.split()[-2:]
    return [line(
        f"specification curve, {models} models on {ROWS:,} rows, joint test",
        f"{float(seconds):.0f} s", memory=cost.memory,
        wanted="< 120 s on two cores, < 1,000 MB",
    )]  # fmt: skip


def made_up(rng):
    """A panel of Questions with two outcomes and five measures of engagement."""
    data = pd.DataFrame({
        "group": rng.integers(GROUPS, size=ROWS), "meeting": rng.integers(MEETINGS, size=ROWS),
    })  # fmt: skip
    data["question"] = data["group"] * QUESTIONS + rng.integers(QUESTIONS, size=ROWS)
    data[list(CONTROLS)] = rng.normal(size=(ROWS, len(CONTROLS)))
    engagement = rng.normal(size=ROWS) + rng.normal(size=GROUPS)[data["group"]]
    data[[f"measure{n}" for n in range(5)]] = engagement[:, None] + rng.normal(0, 0.5, (ROWS, 5))
    rate = np.exp(0.5 + 0.1 * engagement + rng.normal(0, 0.3, GROUPS)[data["group"]])
    return data.assign(citations=rng.poisson(rate), references=rng.poisson(rate))


def main():
    """Draw the curve and say how many models it has and how long it took."""
    from engagement.evidence.specifications import specification_curve

    data = made_up(np.random.default_rng(1))
    began = time.perf_counter()
    found = specification_curve(
        data, ["citations", "references"], [f"measure{n}" for n in range(5)],
        controls=list(accumulate(((one,) for one in CONTROLS), initial=())),
        effects=[(), ("group",), ("group", "meeting"), ("question", "meeting")],
        samples={f"all but {n}": data["meeting"] % 5 != n for n in range(5)}, cluster="group", processes=2,
        progress=True,
    )  # fmt: skip
    print(len(found.estimable), time.perf_counter() - began)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main()
    else:
        print(table(lines()))
