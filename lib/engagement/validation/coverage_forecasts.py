"""How often the intervals of forecasts hold the value that comes, for made-up series."""

import numpy as np
import pandas as pd

from engagement.evidence.forecasts import forecast
from engagement.validation.coverage_trends import remembered
from engagement.validation.covered import counted

LENGTHS = (8, 15, 30)
NOISE = 0.2
INTERVAL = "forecast, local level averaged over the share of a change that stays"


def coverage(draws=200, rng=0):
    """Simulate the coverage of the intervals of the next value.

    Parameters
    ----------
    draws : int
        Made-up series of each kind and length.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a kind of series and length, see `engagement.validation.covered.covered`; here an interval holds the
        truth when it holds the value that comes next.
    """
    rng = np.random.default_rng(rng)
    rows = [_row(rng, name, draw, length, draws) for name, draw in KINDS.items() for length in LENGTHS]
    return pd.DataFrame(rows)


def _row(rng, name, draw, length, draws):
    hits = []
    for _ in range(draws):
        series = np.exp(5 + draw(rng, length + 1))
        (found,) = forecast(series[:-1], unit="units", basis="demonstration", back=False).values
        hits.append(found.low <= series[-1] <= found.high)
    return counted(hits, "next value", INTERVAL, f"logarithms: {name}", "values", length)


def _level(rng, n, moves):
    return NOISE * (rng.normal(size=n) + np.cumsum(np.sqrt(moves) * rng.normal(size=n)))


KINDS = {
    "noise around a level": lambda rng, n: _level(rng, n, 0.0),
    "a level that moves, variance 0.2 of the noise's": lambda rng, n: _level(rng, n, 0.2),
    "a level that moves, variance as the noise's": lambda rng, n: _level(rng, n, 1.0),
    "a random walk": lambda rng, n: NOISE * np.cumsum(rng.normal(size=n)),
    "autocorrelation 0.6 around a level": lambda rng, n: NOISE * remembered(rng, n, 0.6),
    "growth of 5% a step, with noise": lambda rng, n: 0.05 * np.arange(n) + _level(rng, n, 0.0),
}
