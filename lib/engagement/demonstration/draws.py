"""Draws that several parts of the world make."""

import numpy as np

DAYS = 365.25


def streams(seed, parts):
    """A generator for each part of the world, so that a change of one leaves the others as they were.

    Parameters
    ----------
    seed : int
    parts : list of str

    Returns
    -------
    dict of str to numpy.random.Generator
    """
    seeds = np.random.SeedSequence(seed).spawn(len(parts))
    return {part: np.random.default_rng(one) for part, one in zip(parts, seeds, strict=True)}


def portions(shares, total):
    """Whole numbers in proportion to shares that add up to a total.

    Parameters
    ----------
    shares : array of float
    total : int

    Returns
    -------
    array of int

    Examples
    --------
    >>> portions(np.array([0.5, 0.3, 0.2]), 4).tolist()
    [2, 1, 1]
    """
    exact = np.asarray(shares, float) / np.sum(shares) * total
    counts = np.floor(exact).astype(int)
    left = total - counts.sum()
    counts[np.argsort(counts - exact, kind="stable")[:left]] += 1
    return counts


def pick(rng, weights, size):
    """Places drawn with replacement in proportion to weights."""
    steps = np.cumsum(weights)
    return np.minimum(np.searchsorted(steps, rng.random(size) * steps[-1], side="right"), len(steps) - 1)


def top(rng, weights, count):
    """Places drawn without replacement in proportion to weights; those of no weight never are.

    Returns
    -------
    array of int
        At most ``count`` places, fewer where fewer have a weight; the first drawn first.
    """
    with np.errstate(divide="ignore"):
        keys = np.log(weights) + rng.gumbel(size=len(weights))
    count = min(int(count), int((np.asarray(weights) > 0).sum()))
    return np.argsort(-keys, kind="stable")[:count]


def share(rng, words):
    """A function that draws words by their shares: ``size -> array of str``."""
    names, weights = np.array(list(words), dtype=object), np.array(list(words.values()))
    return lambda size: names[pick(rng, weights, size)]
