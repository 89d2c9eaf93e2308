"""Statistics of the shares that organizations hold, and their estimates with intervals."""

from functools import cache

import numpy as np

from engagement.estimate import Estimate
from engagement.evidence import inequality
from engagement.evidence.populations import Statistic
from engagement.measures.held import basis_of, checked, nothing

DRAWN = "as many drawn alike: log-gamma sizes, spread inverted"
SQUARES = Statistic(lambda shares: (shares**2).sum(axis=-1), "squares")
ROUNDING = 1e-9  # sums of shares that are further apart than this differ
MEAN_DIFFERENCE = Statistic(
    lambda shares: shares @ (2 * np.arange(1, shares.shape[-1] + 1) - shares.shape[-1] - 1.0) / shares.shape[-1],
    "mean difference",
)
ALONE = "no interval: 1 organization"
ALIKE = "no interval: all organizations hold the same"


def measured(counts, statistic, unit, name, level=0.95, alone=1):
    """The estimate of a statistic of shares.

    Parameters
    ----------
    counts : array_like, shape (organizations,)
    statistic : engagement.evidence.populations.Statistic
    unit, name : str
    level : float
    alone : int
        Organizations up to which there is no interval.
    """
    held = checked(counts)
    if none := nothing(held, counts, unit, level):
        return none
    held = np.sort(held[held > 0])
    n, value = len(held), float(statistic.of((held / held.sum())[None, :])[0])
    if n <= alone:
        few = ALONE if n == 1 else f"no interval: {n} organizations hold all"
        return Estimate(value, None, None, level, n, unit, basis_of(counts), f"{name}; {few}")
    if n > (most := inequality.SIZES[-1]):
        return Estimate(value, None, None, level, n, unit, basis_of(counts), f"{name}; no interval above {most:,}")
    if held[0] == held[-1]:
        return Estimate(value, None, None, level, n, unit, basis_of(counts), f"{name}; {ALIKE}")
    low, high = inequality.interval(held, statistic, level)
    return Estimate(value, low, high, level, n, unit, basis_of(counts), f"{name}; {DRAWN}")


def without_excess(plain, held, unit, sign=1):
    """A sum of squared shares, or 1 less it, as that of pairs of different contributions."""
    total = held.sum()
    if total < 2:
        return Estimate.not_estimable("fewer than 2 contributions", plain.n, unit, plain.basis, plain.level)
    squares = (held * (held - 1)).sum() / (total * (total - 1))
    value = squares if sign > 0 else 1 - squares
    if plain.low is None:
        return Estimate(value, None, None, plain.level, plain.n, unit, plain.basis, plain.method)
    ends = np.clip(np.array([plain.low, plain.high]) + value - plain.value, 0, 1)
    method = f"pairs of different contributions; {DRAWN}"
    return Estimate(value, min(ends[0], value), max(ends[1], value), plain.level, plain.n, unit, plain.basis, method)


@cache
def largest(k):
    """The statistic of `concentration_ratio`."""
    return Statistic(lambda shares: np.minimum(shares[..., -k:].sum(axis=-1), 1), f"largest {k}")


@cache
def fewest(share):
    """The statistic of `elephant_factor`."""

    def count(shares):
        from_top = np.cumsum(shares[..., ::-1], axis=-1)
        return 1 + (from_top[..., :-1] < share - ROUNDING).sum(axis=-1)

    def reached(shares):
        """The same between whole numbers: how far into the last of them the share is reached."""
        last = count(shares)[..., None]
        held = np.take_along_axis(shares[..., ::-1], last - 1, axis=-1)
        upto = np.take_along_axis(np.cumsum(shares[..., ::-1], axis=-1), last - 1, axis=-1)
        return (last - (upto - share) / held)[..., 0]

    return Statistic(count, f"fewest {share}", rises=False, seen=reached)
