"""What each cluster says about a coefficient, from a fit without it: the parts of a score test."""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from engagement.errors import DataError

ROUNDS, ENOUGH = 50, 1e-9
TINY = 1e-10


class Scores(NamedTuple):
    """The score of one coefficient at no association, in parts.

    Attributes
    ----------
    score : ndarray, shape (clusters,)
        Each cluster's share of the score.
    pull : ndarray, shape (clusters, clusters)
        How much the controls and effects, fitted again, take from the share of the one when the residuals of the
        other turn.
    weight : ndarray, shape (clusters,)
        Each cluster's share of the information.
    """

    score: np.ndarray
    pull: np.ndarray
    weight: np.ndarray


def null_scores(y, x, controls, effects, clusters, *, count=True, exposure=None):
    """Fit an outcome on controls and effects alone, and what is left of it on a term, cluster by cluster.

    Parameters
    ----------
    y, x : ndarray, shape (n,)
        Outcome and term.
    controls : ndarray, shape (n, k)
    effects : sequence of ndarray of int, shape (n,)
        Codes of fixed effects; without any there is a single intercept.
    clusters : ndarray of int, shape (n,)
        Codes of clusters from 0.
    count : bool
        Poisson pseudo-likelihood, or least squares.
    exposure : ndarray, shape (n,), optional
        Of counts.

    Returns
    -------
    Scores
        ``score.sum() / weight.sum()`` is the coefficient of least squares, or the first Newton step of Poisson from no
        association.

    Raises
    ------
    DataError
        If nothing of the term is left once controls and effects are held, or the fit does not settle.

    References
    ----------
    Kline and Santos (2012), Journal of Econometric Methods 1(1), for the score bootstrap; Roodman, Nielsen, MacKinnon
    and Webb (2019), Stata Journal 19(1), for its fast form.

    Examples
    --------
    >>> y, x = np.array([1.0, 2, 3, 5]), np.array([0.0, 1, 2, 3])
    >>> found = null_scores(y, x, np.empty((4, 0)), [], np.array([0, 0, 1, 1]), count=False)
    >>> print(round(found.score.sum() / found.weight.sum(), 2))  # the slope
    1.3
    """
    design = _Design(controls, effects, len(y))
    scale = 1.0 if exposure is None else exposure
    fitted, weights = _poisson(y, design, scale) if count else _least_squares(y, design)
    solve = design.solver(weights)
    left = x - design.matrix @ solve(design.turned @ (weights * x))
    if not (weights * left**2).sum() > TINY * max((weights * x**2).sum(), TINY):
        raise DataError("nothing of the term is left once the controls and effects are held")
    residual = y - fitted

    def by_cluster(values):
        """Sums of the products of each column with values, one column a cluster."""
        return (design.turned @ sparse.csr_array((values, (np.arange(len(y)), clusters)))).toarray()

    pull = by_cluster(weights * left).T @ solve(by_cluster(residual))
    return Scores(np.bincount(clusters, left * residual), pull, np.bincount(clusters, weights * left**2))


class _Design:
    """Columns of the fixed effect with most values, then of the others and of controls; sparse."""

    def __init__(self, controls, effects, rows):
        blocks = sorted((_dummies(codes) for codes in effects), key=lambda block: -block.shape[1])
        first = blocks[0] if blocks else sparse.csr_array(np.ones((rows, 1)))
        sizes = np.abs(controls).max(axis=0, initial=0)
        controls = sparse.csr_array(controls / np.where(sizes > 0, sizes, 1))
        self.first = first.indices
        self.rest = sparse.csr_array(sparse.hstack([*blocks[1:], controls]))
        self.matrix = sparse.csr_array(sparse.hstack([first, self.rest]))
        self.turned = sparse.csr_array(self.matrix.T)
        self.filled = np.diff(self.rest.indptr)

    def solver(self, weights):
        """Solve the weighted normal equations; the largest block, whose columns share no row, by division."""
        own = np.bincount(self.first, weights)
        large = len(own)
        weighted = sparse.csr_array(
            (self.rest.data * np.repeat(weights, self.filled), self.rest.indices, self.rest.indptr), self.rest.shape
        )
        cross = (self.turned @ weighted).toarray()
        side, corner = cross[:large], cross[large:]
        below = side / own[:, None]
        inner = np.linalg.pinv(corner - side.T @ below, rcond=TINY, hermitian=True)

        def solve(right):
            second = inner @ (right[large:] - below.T @ right[:large])
            return np.concatenate([(right[:large].T / own).T - below @ second, second])

        return solve


def _dummies(codes):
    present, codes = np.unique(codes, return_inverse=True)
    return sparse.csr_array((np.ones(len(codes)), (np.arange(len(codes)), codes)), shape=(len(codes), len(present)))


def _least_squares(y, design):
    weights = np.ones(len(y))
    return design.matrix @ design.solver(weights)(design.turned @ y), weights


def _poisson(y, design, exposure):
    """Fitted values by iteratively reweighted least squares, and the weights of the last step."""
    fitted = (y + y.mean()) / 2 + TINY
    before = np.inf
    for _ in range(ROUNDS):
        working = np.log(fitted / exposure) + (y - fitted) / fitted
        linear = design.matrix @ design.solver(fitted)(design.turned @ (fitted * working))
        fitted = exposure * np.exp(np.clip(linear, -30, 30))
        now = 2 * (fitted - y + np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / fitted), 0)).sum()
        if abs(now - before) < ENOUGH * (abs(now) + 0.1):
            return fitted, fitted
        before = now
    raise DataError(f"the model without engagement does not settle in {ROUNDS} rounds; look for separated observations")


def informative(y, effects):
    """Rows whose every effect has an outcome above 0 somewhere: the others say nothing in a count model.

    Parameters
    ----------
    y : ndarray, shape (n,)
    effects : sequence of ndarray of int, shape (n,)

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    kept = np.ones(len(y), bool)
    while True:
        before = kept.sum()
        for codes in effects:
            kept &= np.bincount(codes, weights=y * kept)[codes] > 0
        if kept.sum() == before:
            return kept
