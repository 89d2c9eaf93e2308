"""Partial pooling of means that have standard errors, each drawn towards the others as far as chance explains it."""

from dataclasses import dataclass

import numpy as np

from engagement.errors import DataError
from engagement.measures.posteriors import LEAST

NODES = np.linspace(-10, 8, 181)  # logit of the shrinkage of the typical unit
ALONE = 1e12  # spread between units, in squared errors, at which nothing is pooled


@dataclass(frozen=True)
class MeanPool:
    """What is known of the means of units after pooling them, on a grid of how much units differ.

    Attributes
    ----------
    values, errors : array of float, shape (units,)
    weights : array of float, shape (nodes,)
        Of each node; they add up to 1.
    middle, middle_variance : array of float, shape (nodes,)
        The common mean at each node: its own mean and variance.
    kept : array of float, shape (nodes, units)
        How far each unit keeps its own value at each node: 1 all, 0 nothing.
    """

    values: np.ndarray
    errors: np.ndarray
    weights: np.ndarray
    middle: np.ndarray
    middle_variance: np.ndarray
    kept: np.ndarray

    @property
    def means(self):
        """The pooled mean of each unit, shape (units,)."""
        return self.weights @ (self.kept * self.values + (1 - self.kept) * self.middle[:, None])

    @property
    def own(self):
        """How far each pooled mean rests on the unit's own records: 1 all, 0 nothing, shape (units,)."""
        return self.weights @ self.kept

    @property
    def method(self):
        """Estimator and interval in words."""
        if len(self.weights) == 1:
            return f"not pooled: fewer than {LEAST} units; normal interval"
        return f"partial pooling of {len(self.values)} units, normal, uniform shrinkage prior; posterior interval"

    def draws(self, n=4000, rng=0):
        """Draws of all units at once, shape (n, units)."""
        rng = np.random.default_rng(rng)
        node = rng.choice(len(self.weights), size=n, p=self.weights)
        middle = self.middle[node] + rng.normal(size=n) * np.sqrt(self.middle_variance[node])
        kept = self.kept[node]
        centre = kept * self.values + (1 - kept) * middle[:, None]
        return centre + rng.normal(size=kept.shape) * self.errors * np.sqrt(kept)


def pool_means(values, errors):
    """Pool the means of units.

    Parameters
    ----------
    values, errors : array_like, shape (units,)
        Mean of each unit and its standard error, above 0, taken as known.

    Returns
    -------
    MeanPool

    Notes
    -----
    True means are normal around a common one, which has a flat prior; so has the shrinkage v / (v + A) of a unit with
    the median squared error v, A being the variance between units. The posterior is summed over a grid of A: fixing it
    at its best value, as plain empirical Bayes does, gives intervals that are too short. Fewer than three units are
    not pooled.

    Raises
    ------
    DataError
        If there is no unit, a value is not finite or an error not above 0.

    References
    ----------
    Morris (1983), Journal of the American Statistical Association 78(381); Rubin (1981), Journal of Educational
    Statistics 6(4), for the example: coaching in eight schools.

    Examples
    --------
    >>> schools = pool_means([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
    >>> schools.means.round().astype(int).tolist()
    [11, 8, 6, 8, 5, 6, 11, 8]
    """
    values, errors = np.asarray(values, float), np.asarray(errors, float)
    if values.ndim != 1 or values.shape != errors.shape or not len(values):
        raise DataError(f"give one mean and one standard error a unit; got {values.shape} and {errors.shape}")
    wrong = np.flatnonzero(~(np.isfinite(values) & np.isfinite(errors) & (errors > 0)))
    if wrong.size:
        raise DataError(
            f"unit {wrong[0]} has mean {values[wrong[0]]:g} and standard error {errors[wrong[0]]:g}; the mean is "
            "finite and the error above 0; leave such units out"
        )
    typical = np.median(errors) ** 2
    pooled = len(values) >= LEAST
    spread = typical * (np.exp(-NODES) if pooled else np.array([ALONE]))
    precision = 1 / (spread[:, None] + errors**2)
    middle = (precision * values).sum(axis=1) / precision.sum(axis=1)
    fit = (precision * (values - middle[:, None]) ** 2).sum(axis=1)
    log = 0.5 * (np.log(precision).sum(axis=1) - np.log(precision.sum(axis=1)) - fit)
    if pooled:
        log = log - np.logaddexp(0, NODES) - np.logaddexp(0, -NODES)
    weights = np.exp(log - log.max())
    kept = spread[:, None] * precision
    return MeanPool(values, errors, weights / weights.sum(), middle, 1 / precision.sum(axis=1), kept)
