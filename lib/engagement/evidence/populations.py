"""Populations of organizations that share things out unequally, simulated: what a statistic is among many alike."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from scipy import special

SIZES = np.unique(np.r_[2:13, np.geomspace(12, 20_000, 30).round()]).astype(int)  # of simulated populations
SKEWS = np.array([-1.9, -1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0, 1.5, 1.9])
SPREADS = np.concatenate([np.linspace(0.02, 3, 30), [3.5, 4, 5, 6]])
NUMBERS = 100_000  # drawn for a population
DRAWS = (300, 2000)  # fewest and most populations drawn
TABLE = Path(__file__).with_name("populations.npz")  # made by `python -m engagement.validation.populations`
LEVEL = 0.95  # of the table


@dataclass(frozen=True)
class Statistic:
    """A measure of how something is shared out.

    Parameters
    ----------
    of : callable
        Takes shares, shape (rows, organizations), ascending and with the sum 1 in each row, and gives shape (rows,).
    name : str
        Under which the table may hold it.
    rises : bool
        Whether it rises as shares get more unequal.
    seen : callable, optional
        The like of ``of`` that is compared with populations in its place: of a whole number, which is the same for
        many shares, what tells them apart.
    """

    of: callable
    name: str
    rises: bool = True
    seen: callable = None

    def compared(self, shares):
        """What is compared with populations, shape (rows,)."""
        return (self.seen or self.of)(shares)


def curves(size, skew, statistics, level=LEVEL):
    """Mean of statistics, two quantiles of what is seen of them, over populations of one number and skewness.

    Looked up where the table holds all the statistics, else drawn, which takes a tenth of a second and more.

    Parameters
    ----------
    size, skew : int
        Places in ``SIZES`` and ``SKEWS``; what an organization holds is log-gamma, its logarithm of that skewness.
    statistics : tuple of Statistic
    level : float

    Returns
    -------
    numpy.ndarray, shape (statistics, 3, spreads)
        At each standard deviation of the logarithms, ``SPREADS``; the two quantiles leave `level` between them, the
        first being that of the less unequal shares.
    """
    if level == LEVEL and all(one.name in _table() for one in statistics):
        return np.stack([_table()[one.name][size, skew] for one in statistics])
    return drawn(size, skew, statistics, level)


@cache
def drawn(size, skew, statistics, level=LEVEL):
    """The same as `curves`, drawn now."""
    tails = [(1 - level) / 2, (1 + level) / 2]
    found = np.empty((len(statistics), 3, len(SPREADS)))
    for column, spread in enumerate(SPREADS):
        shares = _shares(float(spread) * _logs(size, skew))
        for row, statistic in enumerate(statistics):
            ends = np.quantile(statistic.compared(shares), tails)
            found[row, :, column] = statistic.of(shares).mean(), *(ends if statistic.rises else ends[::-1])
    return found


@cache
def _table():
    """Curves of the statistics that reports use, each of shape (sizes, skews, 3, spreads), by name."""
    with np.load(TABLE) as held:
        return {name: held[name] for name in held.files}


@lru_cache(maxsize=4)  # those that one interval lies between
def _logs(size, place):
    """Logarithms of what organizations of one number and skewness hold, less the largest, (draws, organizations)."""
    n = SIZES[size]
    draws = int(np.clip(NUMBERS // n, *DRAWS))
    logs = np.sort(_log_gamma(SKEWS[place], (draws, n), np.random.default_rng([n, place])), axis=1)
    return (logs - logs[:, -1:]).astype(np.float32)


def _shares(logs):
    held = np.exp(logs, out=logs)
    held /= held.sum(axis=1, keepdims=True)
    return held


def _log_gamma(skew, size, rng):
    """Log-gamma numbers of that skewness, with mean 0 and variance 1."""
    if skew == 0:
        return rng.normal(size=size)
    shapes = np.exp(np.linspace(-8, 10, 4000))
    skewness = special.polygamma(2, shapes) / special.polygamma(1, shapes) ** 1.5
    shape = np.interp(-abs(skew), skewness, shapes)
    logs = np.log(rng.gamma(shape + 1, size=size)) + np.log(rng.random(size)) / shape  # log-gamma, shape near 0 too
    logs = (logs - special.digamma(shape)) / np.sqrt(special.polygamma(1, shape))
    return -logs if skew > 0 else logs
