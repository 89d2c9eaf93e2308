"""How often intervals of ranks hold the true rank, and how often the chance to be in the top three comes true."""

import numpy as np
import pandas as pd

from engagement.evidence.ranking import TOP, rank_means, rank_rates
from engagement.validation.covered import counted

UNITS = (11, 30)
MEETINGS, MEAN, SPREAD, ERROR = 6, 8.0, 0.5, 0.3
CHANCES = ((0.0, 0.1), (0.1, 0.4), (0.4, 0.7), (0.7, 1.01))
RATES = f"contributions of units in {MEETINGS} meetings: Poisson, rates log-normal (median {MEAN:g}, sd {SPREAD:g})"
MEANS = f"means with normal errors (sd {ERROR:g}), true means normal (sd {SPREAD:g})"


def coverage(draws=300, rng=0):
    """Simulate the coverage of intervals of ranks and the calibration of the chance to be in the top three.

    Parameters
    ----------
    draws : int
        Made-up sets of units of each size.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a kind of values and number of units, see `engagement.validation.covered.covered`, ``draws`` counting
        units over all sets. ``note`` says how often chances to be in the top three came true.
        Ranks being whole numbers, 95% intervals cover 97% to 99%; chances come true within three points.
    """
    rng = np.random.default_rng(rng)
    rows = []
    for design, one in ((RATES, _rates), (MEANS, _means)):
        for units in UNITS:
            found = pd.concat([one(rng, units) for _ in range(draws)], ignore_index=True)
            how = f"{one.__name__[1:]}: interval of the rank"
            rows.append(counted(found["held"], "rank", how, design, "units", units, _chances(found)))
    return pd.DataFrame(rows)


def _chances(found):
    """How often the chances given came true, in words."""
    parts = []
    for low, high in CHANCES:
        here = found[found["top"].between(low, high, inclusive="left")]
        if len(here):
            parts.append(f"{here['top'].mean():.1%} given, {here['in_top'].mean():.1%} came true ({len(here)})")
    return f"chance of the top {TOP}: {', '.join(parts)}"


def _rates(rng, units):
    true = MEAN * np.exp(rng.normal(0, SPREAD, units))
    found = rank_rates(
        rng.poisson(true * MEETINGS), np.full(units, MEETINGS), range(units), "per meeting", "demonstration",
        draws=2000, rng=rng,
    )  # fmt: skip
    return _compared(found, true)


def _means(rng, units):
    true = rng.normal(0, SPREAD, units)
    found = rank_means(
        true + rng.normal(0, ERROR, units), np.full(units, ERROR), range(units), "points", "demonstration",
        n=np.full(units, MEETINGS), draws=2000, rng=rng,
    )  # fmt: skip
    return _compared(found, true)


def _compared(ranking, true):
    """Ranks and chances beside what is so: held, top, in_top."""
    rank = pd.Series(true).rank(ascending=False).to_numpy()
    table = ranking.table.set_index(ranking.table["unit"].astype(int))
    rank = rank[table.index]
    return pd.DataFrame({
        "held": [one.low <= place <= one.high for one, place in zip(table["rank"], rank, strict=True)],
        "top": table["top"].to_numpy(), "in_top": rank <= TOP,
    })  # fmt: skip
