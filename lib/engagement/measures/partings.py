"""Partings: how far two ways to put the same things into groups agree."""

import numpy as np
import pandas as pd

from engagement.errors import DataError


def agreement(first, second):
    """How far two ways to part the same things agree.

    Parameters
    ----------
    first, second : sequence
        Label of each thing.

    Returns
    -------
    float, float
        Adjusted Rand index (1 the same, 0 as by chance, may be below 0) and normalized mutual information (0 to 1, by
        the mean of the two entropies; not adjusted for chance). Both 1 where either parting is trivially the same.

    Raises
    ------
    DataError
        If they differ in length or are empty.

    References
    ----------
    Hubert and Arabie (1985), Journal of Classification 2; Vinh, Epps and Bailey (2010), Journal of Machine Learning
    Research 11.

    Examples
    --------
    >>> rand, information = agreement([0, 0, 1, 1], ["a", "a", "b", "c"])
    >>> round(rand, 3), round(information, 3)
    (0.571, 0.8)
    """
    if len(first) != len(second) or len(first) == 0:
        raise DataError(f"{len(first)} and {len(second)} labels; give each thing one of both")
    table = np.zeros((len(set(first)), len(set(second))))
    np.add.at(
        table, (pd.factorize(np.asarray(first, dtype=object))[0], pd.factorize(np.asarray(second, dtype=object))[0]), 1
    )
    rows, columns, n = table.sum(axis=1), table.sum(axis=0), table.sum()
    both, one, other = (_couples(counts) for counts in (table, rows, columns))
    chance = one * other / max(_couples(n), 1)
    rand = 1.0 if (one + other) / 2 == chance else (both - chance) / ((one + other) / 2 - chance)
    entropies = _entropy(rows / n) + _entropy(columns / n)
    information = 1.0 if entropies == 0 else 2 * (1 - _entropy(table.ravel() / n) / entropies)
    return float(rand), float(min(max(information, 0), 1))


def _couples(counts):
    return float((np.asarray(counts) * (np.asarray(counts) - 1) / 2).sum())


def _entropy(shares):
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())
