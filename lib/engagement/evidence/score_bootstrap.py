"""Score bootstrap by cluster: tests and intervals of count models without a refit for each resample."""

import numpy as np

from engagement.errors import DataError
from engagement.evidence.fitting import in_scale
from engagement.evidence.informative import within
from engagement.evidence.leverage import influence

RESAMPLES = 999
FEWEST, MOST = (
    20,
    50,
)  # clusters with which its size was simulated and held; with 11 it rejects 6.6% (data/coverage.csv)
STEPS, PRECISE = 100, 1e-10
REACH, HALVINGS = 64.0, 12  # standard errors within which an end of an interval is looked for, and steps towards it


def bootstrapped(fit, clusters, se, level=0.95, rng=None):
    """Two-sided p and interval of each coefficient.

    Parameters
    ----------
    fit : engagement.evidence.fitting.Fit
        Of counts.
    clusters : ndarray of int, shape (n,)
    se : ndarray of shape (k,)
        Standard errors, for the search of the ends only; NaN where there is none, and then no p and no ends.
    level : float
    rng : int or numpy.random.Generator, optional
        Seed 0 if not given.

    Returns
    -------
    ndarray of shape (k, 3)
        p, and the ends of the values that the test does not reject; infinite where it rejects none on that side.

    Raises
    ------
    DataError
        If clusters are fewer or more than those for which simulation shows that the test holds its size.
    """
    count = clusters.max() + 1
    if not FEWEST <= count <= MOST:
        raise DataError(
            f"the score bootstrap is offered with {FEWEST} to {MOST} clusters, where simulation shows that it holds "
            f"its size; the rows used have {count}; take errors='CR2'"
        )
    weights = webb(count, np.random.default_rng(0 if rng is None else rng))
    found = []
    for place, (estimate, error) in enumerate(zip(fit.coefficients, se, strict=True)):
        if np.isnan(error):
            found.append([np.nan] * 3)
            continue

        def excess(value, place=place):
            return p_value(fit, place, value, clusters, weights) - (1 - level)

        ends = [_end(excess, estimate, side * error) for side in (-1, 1)]
        found.append([excess(0.0) + 1 - level, *ends])
    return np.array(found)


def webb(clusters, rng, resamples=RESAMPLES):
    """Webb's weights: plus or minus the roots of 1/2, 1 and 3/2, with mean 0 and variance 1.

    Returns
    -------
    ndarray of shape (resamples, clusters)
    """
    roots = np.sqrt([0.5, 1.0, 1.5])
    return rng.choice(np.concatenate([-roots, roots]), (resamples, clusters))


def held(fit, place, value):
    """The Poisson fit with one coefficient held at a value.

    Parameters
    ----------
    fit : engagement.evidence.fitting.Fit
        Without that restriction.
    place : int
        Of the coefficient.
    value : float

    Returns
    -------
    engagement.evidence.fitting.Fit
    """
    design, k = fit.design, len(fit.coefficients)
    others = np.arange(k) != place
    offset = design.offset + value * design.x[:, place]
    eta = np.log(fit.fitted) + (value - fit.coefficients[place]) * (design.x[:, place] - design.x[:, place].mean())
    last = np.inf
    for _ in range(STEPS):
        mean = np.exp(eta)
        working = eta - offset + design.y / mean - 1
        left = within(np.column_stack([working, design.x[:, others]]), design.effects, mean)
        products = left[:, 1:].T @ (left * mean[:, None])
        slopes = np.linalg.solve(products[:, 1:], products[:, 0])
        eta = working - left[:, 0] + left[:, 1:] @ slopes + offset
        deviance = (np.exp(eta) - design.y * eta).sum()
        if abs(deviance - last) <= PRECISE * (1 + abs(deviance)):
            break
        last = deviance
    coefficients = np.insert(slopes, place, value)
    return in_scale(design, coefficients, np.exp(eta), np.exp(eta))


def p_value(fit, place, value, clusters, weights):
    """Two-sided p of one coefficient being a value.

    Scores of the fit under the hypothesis are multiplied with one random weight a cluster. Each time one Newton step
    gives the coefficient that the weighted scores ask for and its CR0 error, whose quotient is compared.

    Parameters
    ----------
    weights : ndarray of shape (resamples, J)

    References
    ----------
    Kline and Santos (2012), Journal of Econometric Methods 1(1).
    """
    found = influence(held(fit, place, value), clusters, 0)
    added, shared = found.added[:, place], found.shared[:, place]
    signs = np.vstack([np.ones(len(added)), weights])
    moved = signs * added - (signs @ found.scores) @ shared.T
    t = np.abs(signs @ added) / np.sqrt((moved**2).sum(axis=1))
    return (1 + (t[1:] >= t[0] * (1 - PRECISE)).sum()) / len(t)


def _end(excess, estimate, error):
    """Where p falls to 1 - level on one side of the estimate."""
    inside, step = 0.0, 1.0
    while excess(estimate + step * error) > 0:
        inside, step = step, 2 * step
        if step > REACH:
            return np.inf * np.sign(error)
    outside = step
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if excess(estimate + middle * error) > 0 else (inside, middle)
    return estimate + (inside + outside) / 2 * error
