"""How often tests of trends and breaks reject what is true, and intervals hold the truth, on made-up series."""

import numpy as np
import pandas as pd
import pymannkendall

from engagement.evidence.breaks import free_break
from engagement.evidence.monotonic import mann_kendall
from engagement.evidence.trends import trend
from engagement.validation.covered import counted, covered

LENGTHS, MEMORIES = (15, 30, 60), (0.0, 0.3, 0.6)
BASIS = "demonstration"
GROUPS, STEP, PER_YEAR, NOISE, MEMORY = 11, 1.3, 1.02, 0.2, 0.5
PANEL = (
    f"{GROUPS} groups with 4 to 14 meetings each in 12 years; logarithms with group means (sd 0.5) and errors (sd "
    f"{NOISE:g}, autocorrelation {MEMORY:g} from meeting to meeting)"
)
TESTS = {
    "Mann-Kendall test": "mann_kendall, bias-corrected pre-whitening, the default",
    "Mann-Kendall test, plain": "pymannkendall.original_test (naive)",
}
FREE = "free_break, signs of groups"
CR3 = "trend, CR3 by group, t(G - 1)"
SLOPE = "Theil-Sen slope"


def coverage(draws=2000, rng=0):
    """Simulate the size of tests for trends and breaks, and the coverage of slopes and steps.

    Parameters
    ----------
    draws : int
        Made-up series of each length and memory; of panels there are a quarter as many.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a test or interval and design, see `engagement.validation.covered.covered`. For tests ``nominal`` is
        0.05 and ``covered`` the share of series in which it rejects what is true: 3.5% to 10.4% for the default test of
        trends (12% to 32% for the plain one where values hang together), 6.2% for the break at a free date. Intervals
        of the step and the yearly change of 11 groups cover 94.6% and 94.0%.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for memory in MEMORIES:
        for length in LENGTHS:
            rows += _series(rng, length, memory, draws)
    panels = [panel(rng) for _ in range(draws // 4)]
    found = [trend(one, "value", basis=BASIS) for one in panels]
    rows += [
        covered([one.shift for one in found], STEP, "step at 2020", CR3, PANEL, "groups", GROUPS),
        covered([one.per_year for one in found], PER_YEAR, "yearly change", CR3, PANEL, "groups", GROUPS),
    ]
    p = [free_break(panel(rng, step=1.0), "value").p for _ in range(draws // 4)]
    rows.append(counted(_rejected(p), "break at a free date", FREE, PANEL, "groups", GROUPS, nominal=0.05))
    return pd.DataFrame(rows)


def panel(rng, step=STEP):
    """One made-up panel of meetings: group, start, value."""
    parts = []
    for group in range(GROUPS):
        dates = np.sort(rng.uniform(2013, 2025, rng.integers(4, 15)))
        errors = remembered(rng, len(dates), MEMORY) * NOISE
        logs = rng.normal(5, 0.5) + np.log(PER_YEAR) * (dates - 2020) + np.log(step) * (dates >= 2020.25) + errors
        days = pd.Timestamp("2000-01-01") + pd.to_timedelta((dates - 2000) * 365.25, unit="D")
        parts.append(pd.DataFrame({"group": f"SG{group}", "start": days, "value": np.exp(logs)}))
    return pd.concat(parts, ignore_index=True)


def remembered(rng, n, memory):
    """A series of variance 1 of which each value keeps a part of the one before."""
    series = rng.normal(size=n)
    for place in range(1, n):
        series[place] = memory * series[place - 1] + np.sqrt(1 - memory**2) * series[place]
    return series


def _series(rng, length, memory, draws):
    """Rows for series of one length and memory."""
    drawn = [remembered(rng, length, memory) for _ in range(draws)]
    design = f"no trend; normal errors, correlation {memory:g} from one value to the next"
    found = [mann_kendall(one, unit="per year", basis=BASIS) for one in drawn]
    plain = [pymannkendall.original_test(one).p for one in drawn]
    tests = zip(TESTS.items(), ([one.p for one in found], plain), strict=True)
    return [
        *(counted(_rejected(p), name, how, design, "values", length, nominal=0.05) for (name, how), p in tests),
        covered([one.slope for one in found], 0.0, SLOPE, "mann_kendall, by Kendall's S", design, "values", length),
    ]


def _rejected(p):
    return [one <= 0.05 for one in p]
