"""What is known of the rates or shares of units once they are pooled: a posterior on a grid of hyperparameters."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from engagement.estimate import Estimate

LEAST = 3  # units from which something can be learned of how units differ
COARSE = np.linspace(-10, 20, 41)  # log of the median exposure over the strength of pooling
FINE = 61


@dataclass(frozen=True)
class Pool:
    """What is known of the rates or shares of units after pooling them.

    Each unit has a gamma (rates) or beta (shares) posterior at each node of a grid of hyperparameters; the nodes have
    weights. Counts and exposures are already divided by the dispersion.

    Attributes
    ----------
    family : {"rates", "shares"}
    counts, exposure : array of float, shape (units,)
    first, second, weights : array of float, shape (nodes,)
        Gamma: shape and rate; beta: both shapes. The weights add up to 1.
    dispersion : float
    shared : float
        Variance, on the scale of the log (rates) or the logit (shares), of an error that all units have in common: 0 if
        their records are drawn apart. It is no part of what the exposures allow for.
    """

    family: str
    counts: np.ndarray
    exposure: np.ndarray
    first: np.ndarray
    second: np.ndarray
    weights: np.ndarray
    dispersion: float
    shared: float = 0.0

    def draws(self, n=4000, rng=0):
        """Draws of all units at once, for ranks and differences.

        Returns
        -------
        numpy.ndarray, shape (n, units)
        """
        rng = np.random.default_rng(rng)
        node = rng.choice(len(self.weights), size=n, p=self.weights)
        first, second = self.first[node, None], self.second[node, None]
        if self.family == "rates":
            drawn = rng.gamma(first + self.counts, 1 / (second + self.exposure))
        else:
            drawn = rng.beta(first + self.counts, second + (self.exposure - self.counts))
        if self.shared == 0:
            return drawn
        common = rng.normal(0, np.sqrt(self.shared), (n, 1))
        return drawn * np.exp(common) if self.family == "rates" else special.expit(special.logit(drawn) + common)

    @property
    def means(self):
        """The pooled rate or share of each unit, shape (units,)."""
        first, second = self.first[:, None], self.second[:, None]
        whole = second + self.exposure if self.family == "rates" else first + second + self.exposure
        return self.weights @ ((first + self.counts) / whole)

    @property
    def own(self):
        """How far each pooled value rests on the unit's own records: 1 all, 0 nothing, shape (units,)."""
        prior = self.second if self.family == "rates" else self.first + self.second
        return self.weights @ (self.exposure / (prior[:, None] + self.exposure))

    def estimates(self, unit, basis, n=None, level=0.95, draws=8000, rng=0):
        """The pooled values with their intervals.

        Parameters
        ----------
        unit, basis : str
            As in ``Estimate``; shares are given in percent where the unit is ``%``.
        n : array_like of int, optional
            Observations of each unit; the exposure in whole numbers if not given.
        draws : int or array_like, shape (draws, units)
            How many draws the interval is of, or the draws, where they are there for ranks.

        Returns
        -------
        list of Estimate
            Shares in percent if ``unit`` is ``%``. Interval: the middle of the posterior, uncertainty of the
            hyperparameters included; see `pool_rates` for its coverage.
        """
        scale = 100 if unit == "%" else 1
        n = np.round(self.exposure * self.dispersion) if n is None else np.asarray(n)
        values = self.means
        tails = ((1 - level) / 2, (1 + level) / 2)
        ends = np.quantile(self.draws(draws, rng) if np.ndim(draws) == 0 else draws, tails, axis=0)
        ends = np.array([np.minimum(ends[0], values), np.maximum(ends[1], values)])
        return [
            Estimate(scale * value, scale * low, scale * high, level, int(many), unit, basis, self.method)
            for value, low, high, many in zip(values, *ends, n, strict=True)
        ]

    @property
    def method(self):
        """Estimator and interval in words."""
        model = {"rates": "gamma-Poisson", "shares": "beta-binomial"}[self.family]
        spread = "" if self.dispersion == 1 else f", dispersion {self.dispersion:.2g}"
        if len(self.weights) == 1:
            return f"not pooled: fewer than {LEAST} units; Jeffreys interval{spread}"
        return (
            f"partial pooling of {len(self.counts)} units, {model}, uniform shrinkage prior{spread}; posterior interval"
        )


def grid(nodes, likelihood, uniform):
    """Nodes where the posterior has weight, and the weights.

    Parameters
    ----------
    nodes : callable
        Takes logits of the shrinkage, shape (rows,), and gives the strength of pooling (rows,), locations (rows,
        columns) and the distance of one location from the next, up to a factor (rows, columns).
    likelihood : callable
        Takes strengths and locations and gives the log likelihood, shape (rows, columns).
    uniform : bool
        Whether the prior is uniform in the shrinkage; else one of its own is in the likelihood.

    Returns
    -------
    (strength, location), weights
        The weights, of all nodes in one row, add up to 1.
    """
    at = COARSE
    high = np.flatnonzero(_posterior(nodes, likelihood, uniform, at)[1].max(axis=1) > -16)
    at = np.linspace(at[max(high[0] - 1, 0)], at[min(high[-1] + 1, len(at) - 1)], FINE)
    places, log = _posterior(nodes, likelihood, uniform, at)
    weights = np.exp(log)
    return places, (weights / weights.sum()).ravel()


def _posterior(nodes, likelihood, uniform, at):
    """Nodes and their log weights, the highest of them 0."""
    strength, location, step = nodes(at)
    log = likelihood(strength, location) + np.log(step)
    log = log + (special.log_expit(at) + special.log_expit(-at))[:, None] * uniform
    return (strength, location), log - log.max()
