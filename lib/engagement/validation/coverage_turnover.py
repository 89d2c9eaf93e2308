"""How often the intervals of turnover and retention hold the truth, for made-up organizations that come and go."""

import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from engagement.evidence.shares import share
from engagement.measures.retention import retention
from engagement.measures.spells import spells
from engagement.measures.turnover import flows, rate

SIZES = (10, 30, 100)
OCCASIONS, BEFORE, START = 15, 10, 5
AGE = 3
MANY = 100_000
NOMINAL = 0.95
DESIGN = (
    "organizations join at any of 25 occasions, stay for a geometric time (lapse odds differ: beta with mean 0.13) and "
    "come to each occasion with a chance of their own (beta with mean 0.8); the last 15 occasions are on record"
)


def coverage(draws=500, rng=0):
    """Simulate the coverage of the intervals of turnover.

    Parameters
    ----------
    draws : int
        Made-up records for each number of organizations.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a measure and number of organizations: measure, interval, design, units, n, nominal, covered (share of
        draws whose interval holds the truth; a draw without an interval is left out, ``note`` says how many), draws,
        low and high (95% Wilson interval of covered), note. The truth is the measure of a hundred thousand
        organizations drawn in the same way.
    """
    rng = np.random.default_rng(rng)
    truth = {name: estimate.value for name, estimate in _measures(_records(rng, MANY)).items()}
    rows = []
    for size in SIZES:
        held = {name: [] for name in truth}
        for _ in range(draws):
            for name, estimate in _measures(_records(rng, size)).items():
                if estimate is not None and estimate.low is not None:
                    held[name].append(estimate.low <= truth[name] <= estimate.high)
        rows += [_row(name, size, np.array(inside), draws) for name, inside in held.items()]
    return pd.DataFrame(rows)


def _records(rng, count):
    """Presences of organizations seen at least once."""
    tries = 6 * count + 60
    joined = rng.integers(-BEFORE, OCCASIONS, tries)
    stay = rng.geometric(rng.beta(2, 13, tries))
    places = np.arange(OCCASIONS)
    member = (places >= joined[:, None]) & (places < (joined + stay)[:, None])
    there = member & (rng.random(member.shape) < rng.beta(8, 2, tries)[:, None])
    there = there[there.any(axis=1)][:count]
    row, place = np.nonzero(there)
    found = pd.DataFrame({"organization": row, "place": place})
    found.attrs = {"occasions": [str(n) for n in places], "per": "meeting", "basis": "demonstration"}
    return found


def _measures(found):
    curve = retention(spells(found, absent=1, start=START))
    last = flows(found).iloc[-1]
    lapsed = share([last["lapsed"]], [last["at_risk"]], "%", "demonstration", "as in per_occasion")
    return {
        "lapse rate over all occasions": rate(found, "lapsed"),
        "share new over all occasions": rate(found, "new"),
        "share returning over all occasions": rate(found, "returning"),
        "share lapsed on one occasion": lapsed,
        f"share retained after {AGE} occasions": curve.at(AGE) if curve else None,
    }


INTERVALS = {
    "lapse rate over all occasions": "Wilson, effective number of units over organizations, t",
    "share new over all occasions": "Wilson, effective number of units over organizations, t",
    "share returning over all occasions": "Wilson, effective number of units over organizations, t",
    "share lapsed on one occasion": "Wilson",
    f"share retained after {AGE} occasions": "Kaplan-Meier with late entry, log-log",
}


def _row(name, size, inside, draws):
    low, high = proportion_confint(inside.sum(), len(inside), method="wilson") if len(inside) else (0, 1)
    return {
        "measure": name,
        "interval": INTERVALS[name],
        "design": DESIGN,
        "units": "organizations",
        "n": size,
        "nominal": NOMINAL,
        "covered": inside.mean() if len(inside) else np.nan,
        "draws": len(inside),
        "low": low,
        "high": high,
        "note": "" if len(inside) == draws else f"{draws - len(inside)} draws had nothing to estimate",
    }
