"""A published ranking: mortality of cardiac surgery in twelve hospitals."""

import numpy as np
from scipy.special import log_expit

HOSPITALS = "ABCDEFGHIJKL"
OPERATIONS = np.array([47, 148, 119, 810, 211, 196, 148, 215, 207, 97, 256, 360])
DEATHS = np.array([0, 18, 8, 46, 8, 13, 9, 31, 14, 8, 29, 24])
DRAWS = 200_000
REACH = np.linspace(-6, 6, 401)  # standard deviations from the mean of the population
ENDS = {"2.5% point": 0.025, "median": 0.5, "97.5% point": 0.975}


def surgery(rng=0):
    """Ranks of the hospitals, lowest mortality first: medians and ends of 95% intervals.

    The model is the one printed: ``logit p ~ N(mu, 1 / tau)``, ``mu ~ N(0, 10^6)``, ``tau ~ Gamma(.001, .001)``. Its
    posterior is drawn from directly, on a grid, where the published values are from a Markov chain.

    Parameters
    ----------
    rng : int or numpy.random.Generator

    Returns
    -------
    dict of str to int
    """
    drawn = _drawn(DRAWS, np.random.default_rng(rng))
    rank = drawn.argsort(axis=1).argsort(axis=1) + 1
    found = {name: np.quantile(rank, share, axis=0, method="inverted_cdf") for name, share in ENDS.items()}
    return {
        f"rank of hospital {hospital}, {name}": int(found[name][place])
        for place, hospital in enumerate(HOSPITALS)
        for name in ENDS
    }


def _drawn(size, rng):
    """Log odds of the hospitals from the posterior, shape (size, hospitals)."""
    mean, spread = (grid.ravel() for grid in np.meshgrid(np.linspace(-3.6, -1.6, 81), np.geomspace(0.012, 3, 90)))
    cells = rng.multinomial(size, _weights(mean, spread))
    parts = []
    for cell in np.flatnonzero(cells):
        points = mean[cell] + spread[cell] * REACH
        density = _logarithm(points) - REACH**2 / 2
        mass = np.exp(density - density.max(axis=1, keepdims=True)).cumsum(axis=1)
        chance = rng.random((len(HOSPITALS), cells[cell])) * mass[:, -1:]
        parts.append([np.interp(one, held, points) for one, held in zip(chance, mass, strict=True)])
    return np.concatenate(parts, axis=1).T


def _weights(mean, spread):
    """Posterior of the population's mean and spread over a grid that is even in the logarithm of the spread."""
    nodes, share = np.polynomial.hermite_e.hermegauss(61)
    density = _logarithm(mean[:, None] + spread[:, None] * nodes)
    top = density.max(axis=-1, keepdims=True)
    held = (top[..., 0] + np.log(np.exp(density - top) @ share)).sum(axis=0)
    held += -0.002 * np.log(spread) - 0.001 / spread**2 - mean**2 / 2e6  # the priors
    weight = np.exp(held - held.max())
    return weight / weight.sum()


def _logarithm(odds):
    """Log-likelihood of each hospital at log odds of any shape; the first axis is the hospitals."""
    shape = (-1,) + (1,) * np.ndim(odds)
    deaths, others = DEATHS.reshape(shape), (OPERATIONS - DEATHS).reshape(shape)
    return deaths * log_expit(odds) + others * log_expit(-odds)
