"""Correlation matrices of many weighted samples at once: Pearson, Spearman and Kendall, without a loop over samples."""

import numpy as np

METHODS = ("spearman", "kendall", "pearson")
CHUNK = 5_000_000  # counts held at a time


def partials(columns, samples, method, draw):
    """The (partial) correlation of the first two variables in many weighted samples, some held at a time.

    Parameters
    ----------
    columns : ndarray, shape (n, m)
    samples : int
        How many.
    method : {"spearman", "kendall", "pearson"}
    draw : callable
        Takes the number of the first and of the one past the last sample; gives their counts, as `matrices` takes.

    Returns
    -------
    ndarray, shape (samples,)
    """
    step = max(1, CHUNK // len(columns))
    firsts = range(0, samples, step)
    parts = [partial(matrices(columns, draw(one, min(one + step, samples)), method)) for one in firsts]
    return np.concatenate(parts)


def matrices(columns, counts, method):
    """The correlation matrix of each resample.

    Parameters
    ----------
    columns : ndarray, shape (n, m)
        Observations of m variables.
    counts : ndarray, shape (b, n)
        How often each observation is in each resample, whole numbers of 0 or more.
    method : {"spearman", "kendall", "pearson"}
        Spearman is Pearson's coefficient of mid-ranks taken anew in each resample; Kendall is tau-b.

    Returns
    -------
    ndarray, shape (b, m, m)
        NaN where a variable is constant in a resample.
    """
    work = _Kendall(columns) if method == "kendall" else {"spearman": _spearman, "pearson": _pearson}[method]
    with np.errstate(invalid="ignore", divide="ignore"):
        return work(columns, counts.astype(float))


def partial(correlations):
    """The correlation of the first two variables with the others held, from the inverse of each matrix.

    Parameters
    ----------
    correlations : ndarray, shape (b, m, m)

    Returns
    -------
    ndarray, shape (b,)
        NaN where a matrix has no inverse. With two variables, their correlation.
    """
    if correlations.shape[-1] == 2:
        return correlations[:, 0, 1]
    found = np.full(len(correlations), np.nan)
    usable = np.isfinite(correlations).all(axis=(1, 2))
    usable[usable] = np.linalg.cond(correlations[usable]) < 1e10
    inverse = np.linalg.inv(correlations[usable])
    found[usable] = -inverse[:, 0, 1] / np.sqrt(inverse[:, 0, 0] * inverse[:, 1, 1])
    return found


def _pearson(columns, counts):
    centred = columns - columns.mean(axis=0)
    total = counts.sum(axis=1)[:, None, None]
    mean = (counts @ centred)[:, :, None] / total
    m = columns.shape[1]
    products = (centred[:, :, None] * centred[:, None, :]).reshape(len(columns), m * m)
    covariance = (counts @ products).reshape(-1, m, m) / total - mean * mean.transpose(0, 2, 1)
    return _scaled(covariance, (centred**2).mean(axis=0))


def _spearman(columns, counts):
    """Mid-ranks follow from running sums of the counts in the order of each variable."""
    counts = np.ascontiguousarray(counts.T)  # a row an observation: rows are quick to reorder
    middle = (counts.sum(axis=0) + 1) / 2  # the mean of mid-ranks
    ranks = [_ranks(column, counts) - middle for column in columns.T]
    m = len(ranks)
    found = np.empty((counts.shape[1], m, m))
    for first in range(m):
        weighed = counts * ranks[first]
        for second in range(first, m):
            found[:, first, second] = found[:, second, first] = np.einsum("nb,nb->b", weighed, ranks[second])
    return _scaled(found, np.ones(m))


def _ranks(column, counts):
    values, tie = np.unique(column, return_inverse=True)
    order = np.argsort(tie, kind="stable")
    held = counts[order]
    if len(values) < len(column):
        held = np.add.reduceat(held, np.searchsorted(tie[order], np.arange(len(values))), axis=0)
    return (held.cumsum(axis=0) - (held - 1) / 2)[tie]


class _Kendall:
    def __init__(self, columns):
        self.signs = [np.sign(column[:, None] - column[None, :]) for column in columns.T]

    def __call__(self, columns, counts):
        m = len(self.signs)
        found = np.empty((len(counts), m, m))
        for first in range(m):
            for second in range(first, m):
                agreement = self.signs[first] * self.signs[second]
                found[:, first, second] = found[:, second, first] = ((counts @ agreement) * counts).sum(axis=1)
        return _scaled(found, np.zeros(m))


def _scaled(covariance, scale):
    """Divide by the standard deviations; a variable without any has no correlation."""
    spread = np.einsum("bkk->bk", covariance).copy()
    spread[spread <= 1e-14 * scale] = np.nan
    root = np.sqrt(spread)
    return np.clip(covariance / (root[:, :, None] * root[:, None, :]), -1, 1)
