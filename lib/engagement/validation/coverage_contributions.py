"""Coverage of the intervals of contributions and attendance: simulations with the unequal sizes of truth.yml.

Organizations are log-normal in activity with a standard deviation of 1.5 on the log and contribute by their kind,
meetings vary around the level of their group, persons differ in readiness to come, as the demonstration's do.
"""

import numpy as np
import pandas as pd

from engagement.evidence.resampling import median_interval
from engagement.evidence.unequal_means import unequal_mean
from engagement.measures.continuity import continuity
from engagement.measures.ratios import rate, share
from engagement.validation.covered import covered

SIZES = (10, 30, 100)
UNEQUAL = 1.5  # of the log activity of organizations
LEVELS = np.array([50, 60, 80, 90, 100, 120, 150, 200, 220, 290, 400.0])  # contributions per plenary of 11 groups
# share of organizations and activity of a kind; the rest are others
KINDS = {
    "industry": (0.62, 1.4),
    "academia": (0.13, 0.6),
    "government": (0.17, 0.5),
}
RATE = "engagement.measures.ratios.rate"
SHARE = "engagement.measures.ratios.share"
CONTINUITY = "engagement.measures.continuity.continuity"


def coverage(draws=4000, rng=5):
    """Coverage of every interval of these measures.

    Parameters
    ----------
    draws : int
        Simulated data sets per design.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a design, see `engagement.validation.covered.covered`.
    """
    rng = np.random.default_rng(rng)
    designs = [*_rates(rng), *_members(rng), *_kinds(rng), *_meetings(rng), *_persons(rng)]
    return pd.DataFrame([_covered(draws, *design) for design in designs])


def _covered(draws, measure, interval, design, units, n, draw, truth, note=""):
    """The row of one design; `draw` gives an Estimate."""
    return covered([draw() for _ in range(draws)], truth, measure, interval, design, units, n, note)


def _lognormal(rng, sd, size=None):
    """Of mean 1."""
    return np.exp(rng.normal(0, sd, size) - sd**2 / 2)


def _rates(rng):
    """Contributions per meeting: of a group, of a Question with few, over all groups."""
    for n in (5, *SIZES):
        for name, mean, sd in (("contributions per meeting", 150, 0.4), ("contributions per Question", 0.5, 0.7)):
            yield (
                name, RATE, f"meetings log-normal ({sd}), mean {mean}, Poisson", "meetings", n,
                lambda n=n, mean=mean, sd=sd: _rate(rng.poisson(mean * _lognormal(rng, sd, n))),
                mean,
            )  # fmt: skip
    for each in (2, 3, 9):
        group = np.repeat(np.arange(len(LEVELS)), each)
        yield (
            "contributions per meeting", RATE, f"11 groups as strata, {each} meetings in each", "meetings", len(group),
            lambda group=group: _rate(rng.poisson(LEVELS[group] * _lognormal(rng, 0.3, len(group))), group),
            LEVELS.mean(),
        )  # fmt: skip


def _rate(amounts, strata=None):
    return rate(amounts, "contributions", "demonstration", "mean", strata=strata)


def _members(rng):
    """Contributions per organization: the median, and the mean of what few hold most of."""
    design, truth = f"organizations log-normal ({UNEQUAL}), mean 25, Poisson", _middle_of_members()
    sign, mean = "engagement.evidence.resampling.median_interval", "engagement.evidence.unequal_means.unequal_mean"
    for n in (*SIZES, 300):
        for name, draw in POPULATIONS.items():
            yield (
                "mean per organization", mean, f"organizations {name}, mean 25", "organizations", n,
                lambda n=n, draw=draw: unequal_mean(draw(rng, n), "contributions", "demonstration", "mean"), 25,
            )  # fmt: skip
        yield (
            "median per organization", sign, design, "organizations", n,
            lambda n=n: median_interval(_held(rng, n), "contributions", "demonstration", "median"), truth,
            "of whole numbers: wide where many are equal",
        )  # fmt: skip


def _held(rng, n):
    return rng.poisson(25 * _lognormal(rng, UNEQUAL, n))


POPULATIONS = {
    f"log-normal ({UNEQUAL}), Poisson: the demonstration's": _held,
    "log-normal (1), Poisson": lambda rng, n: rng.poisson(25 * _lognormal(rng, 1, n)),
    "gamma of shape 0.5, Poisson": lambda rng, n: rng.poisson(rng.gamma(0.5, 50, n)),
    "geometric": lambda rng, n: rng.geometric(1 / 25, n),
    "Pareto (1.5)": lambda rng, n: 25 / 3 * (1 + rng.pareto(1.5, n)),
}


def _middle_of_members():
    return float(np.median(_held(np.random.default_rng(0), 10**6)))


def _kinds(rng):
    """Share of a kind of organization, organizations drawn."""
    whole = sum(part * activity for part, activity in KINDS.values()) + 0.08 * 0.35
    for kind, (part, activity) in KINDS.items():
        for n in (*SIZES, 300):
            yield (
                f"share of {kind}", f"{SHARE}, organizations", f"log-normal ({UNEQUAL})", "organizations", n,
                lambda n=n, kind=kind: _kind_share(rng, n, kind), 100 * part * activity / whole,
                "wide on purpose where few organizations are of the kind" if part * n < 10 else "",
            )  # fmt: skip


def _kind_share(rng, n, kind):
    places = np.append(np.cumsum([part for part, _ in KINDS.values()]), 1.0)
    which = np.searchsorted(places, rng.random(n), side="right")
    activity = np.array([*(activity for _, activity in KINDS.values()), 0.35])[which]
    credit = rng.poisson(25 * activity * _lognormal(rng, UNEQUAL, n))
    mine = which == list(KINDS).index(kind)
    return share(credit * mine, credit, "demonstration", "m", clusters="organizations")


def _meetings(rng):
    """Share accepted, share of industry and share of remote participants, meetings drawn."""
    for name, chance in (("share accepted", 0.46), ("share accepted, rare", 0.05), ("remote share", 0.6)):
        for n in (5, *SIZES):
            yield (
                name, f"{SHARE}, meetings", f"log-normal (0.5), shares beta around {chance:.0%}", "meetings", n,
                lambda n=n, chance=chance: _meeting_share(rng, n, chance), 100 * chance,
            )  # fmt: skip


def _meeting_share(rng, n, chance, alike=30):
    whole = 1 + rng.poisson(80 * _lognormal(rng, 0.5, n))
    part = rng.binomial(whole, rng.beta(chance * alike, (1 - chance) * alike, n))
    return share(part, whole, "demonstration", "m", clusters="meetings")


def _persons(rng):
    """Continuity: persons of unequal readiness at meetings that draw more or fewer."""
    truth = 100 * np.mean([_continuity(np.random.default_rng(seed), 20, 400).value / 100 for seed in range(40)])
    for n in SIZES:
        yield (
            "continuity of persons", CONTINUITY, "150 persons, readiness log-normal (1)", "meetings", n,
            lambda n=n: _continuity(rng, n, 150), truth, "units are meetings with a former one",
        )  # fmt: skip


def _continuity(rng, meetings, persons):
    ready = 0.25 * _lognormal(rng, 1.0, persons)[:, None] * _lognormal(rng, 0.2, meetings + 1)
    present = rng.random((persons, meetings + 1)) < np.clip(ready, 0, 0.98)
    person, former = np.nonzero(present)
    last = present[person, np.maximum(former - 1, 0)] & (former > 0)
    before = pd.DataFrame(
        {"group": "G", "meeting_id": former, "person": person, "former": former, "row": last.astype(int)}
    )
    return continuity(before, "demonstration")
