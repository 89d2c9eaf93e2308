"""Concentration: how unequally something is held."""

import numpy as np


def gini(counts):
    """Gini coefficient with the factor n/(n-1): 0 where all hold the same, 1 where one holds all.

    Parameters
    ----------
    counts : array_like
        What each unit holds, 0 or above; at least two units, not all 0.

    Raises
    ------
    ValueError
        If there are fewer than two units, a negative holding, or nothing to hold.

    References
    ----------
    Deltas (2003), Review of Economics and Statistics 85(1).

    Examples
    --------
    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 5])
    (0.0, 1.0)
    """
    held = np.sort(np.asarray(counts, dtype=float))
    n = len(held)
    if n < 2 or (held < 0).any() or held.sum() == 0:
        raise ValueError("a Gini coefficient needs two units or more, none negative, not all 0")
    ranks = np.arange(1, n + 1)
    return float((2 * ranks - n - 1) @ held / (held.sum() * (n - 1)))


def share_of_largest(counts, k):
    """Share that the k largest units hold (CR_k), 0 to 1.

    Raises
    ------
    ValueError
        If k is below 1 or there is nothing to hold.

    Examples
    --------
    >>> share_of_largest([5, 3, 1, 1], 2)
    0.8
    """
    held = np.sort(np.asarray(counts, dtype=float))[::-1]
    if k < 1 or held.sum() <= 0:
        raise ValueError("CR_k needs k of 1 or more and something to hold")
    return float(held[:k].sum() / held.sum())
