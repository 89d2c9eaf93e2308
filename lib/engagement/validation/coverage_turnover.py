"""How often the intervals of turnover and retention hold the truth, for made-up organizations that come and go."""

import numpy as np
import pandas as pd

from engagement.evidence.proportions import proportion
from engagement.evidence.survival import survival
from engagement.measures.retention import retention, seated_within
from engagement.measures.spells import spells
from engagement.measures.turnover import flows, rate
from engagement.validation.covered import covered

SIZES = (10, 30, 100)
OCCASIONS, BEFORE, START = 15, 10, 5
AGE = 3
WITHIN, FOLLOWED, MEDIAN_DAYS = 730, 2000, 1500
MANY = 100_000
COMING = (
    "organizations join at any of 25 occasions, stay for a geometric time (lapse odds differ: beta with mean 0.13) and "
    "come to each occasion with a chance of their own (beta with mean 0.8); the last 15 occasions are on record"
)
SEATING = (
    f"organizations come at any time of {FOLLOWED} days; days to a first seat log-normal, median {MEDIAN_DAYS}, sd 1"
)
RATIO = "engagement.measures.ratios.share, organizations"
INTERVALS = {
    "lapse rate over all occasions": RATIO,
    "share new over all occasions": RATIO,
    "share returning over all occasions": RATIO,
    "share lapsed on one occasion": "engagement.evidence.proportions.proportion (Wilson)",
    f"share retained after {AGE} occasions": "engagement.evidence.survival, late entry, log-log",
    "median stay": "engagement.evidence.survival, late entry, Brookmeyer-Crowley",
    f"share with a first seat within {WITHIN} days": "engagement.evidence.survival, log-log",
    "days by which a quarter has a first seat": "engagement.evidence.survival, Brookmeyer-Crowley",
}


def coverage(draws=1000, rng=0):
    """Simulate the coverage of the intervals of turnover.

    Parameters
    ----------
    draws : int
        Made-up records for each number of organizations.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a measure and number of organizations, see `engagement.validation.covered.covered`. The truth is the
        measure of a hundred thousand organizations drawn in the same way.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for design, draw in ((COMING, _coming), (SEATING, _seating)):
        truth = draw(rng, MANY)
        for size in SIZES:
            found = pd.DataFrame([draw(rng, size) for _ in range(draws)])
            rows += [_row(found[name], truth[name].value, name, design, size) for name in truth]
    return pd.DataFrame(rows)


def _row(estimates, truth, name, design, size):
    return covered(list(estimates), truth, name, INTERVALS[name], design, "organizations", size)


def _coming(rng, count):
    """Each measure of organizations that come and go."""
    found = _records(rng, count)
    curve = retention(spells(found, absent=1, start=START))
    last = flows(found).iloc[-1]
    lapsed = proportion(int(last["lapsed"]), int(last["at_risk"]), "demonstration", "as in per_occasion")
    return dict(zip(INTERVALS, [
        rate(found, "lapsed"), rate(found, "new"), rate(found, "returning"), lapsed, curve.at(AGE), curve.quantile(),
    ], strict=False))  # fmt: skip


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


def _seating(rng, count):
    """Time to a first seat, cut off by the end of the records."""
    days = np.ceil(MEDIAN_DAYS * np.exp(rng.normal(0, 1, count)))
    followed = rng.integers(1, FOLLOWED + 1, count)
    rows = pd.DataFrame({"days": np.minimum(days, followed), "seated": days <= followed})
    curve = survival(rows["days"], rows["seated"], "days", "demonstration")
    return dict(zip(list(INTERVALS)[-2:], [
        seated_within(rows, WITHIN, "demonstration"), curve.quantile(0.25),
    ], strict=True))  # fmt: skip
