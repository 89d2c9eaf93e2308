"""Shuffled copies of observations under a null: all together, within blocks, or whole blocks."""

import numpy as np

EXCHANGES = ("within", "between")
CHUNK = 20_000_000  # numbers held at a time


def orders(n, times, rng, blocks=None, exchange="within"):
    """Random orders of n observations, some at a time.

    Parameters
    ----------
    n : int
    times : int
        How many orders in all.
    rng : numpy.random.Generator
    blocks : array_like of length n, optional
        Label of the block of each observation.
    exchange : {"within", "between"}
        Observations change places within their block, or whole blocks change places.

    Yields
    ------
    ndarray of int, shape (some, n)
        Row by row, which observation stands in the place of each.

    Raises
    ------
    ValueError
        If blocks to be exchanged whole differ in size, or there is one only, or none has two observations to
        exchange within.
    """
    places = _places(n, blocks, exchange)
    for start in range(0, times, step := max(1, CHUNK // max(n, 1))):
        many = min(step, times - start)
        yield (
            _between(places, many, rng)
            if blocks is not None and exchange == "between"
            else _within(places, n, many, rng)
        )


def _places(n, blocks, exchange):
    """The positions of each block."""
    if exchange not in EXCHANGES:
        raise ValueError(f"exchange is {exchange!r}; it is one of {', '.join(EXCHANGES)}")
    if blocks is None:
        return [np.arange(n)]
    labels = np.asarray(blocks)
    if len(labels) != n:
        raise ValueError(f"{len(labels)} labels of blocks for {n} observations; give one each")
    _, codes = np.unique(labels.astype(str), return_inverse=True)
    order = np.argsort(codes, kind="stable")
    places = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    sizes = {len(one) for one in places}
    if exchange == "between" and (len(places) < 2 or len(sizes) > 1):
        raise ValueError(
            f"{len(places)} blocks of {min(sizes)} to {max(sizes)} observations cannot be exchanged whole; "
            f"take one row a block, or blocks of one size"
        )
    if exchange == "within" and max(sizes) < 2:
        raise ValueError("every block has one observation, so nothing can be exchanged within blocks")
    return places


def _within(places, n, many, rng):
    found = np.empty((many, n), np.intp)
    for block in places:
        found[:, block] = rng.permuted(np.broadcast_to(block, (many, len(block))), axis=1)
    return found


def _between(places, many, rng):
    grid = np.stack(places)
    shuffled = rng.permuted(np.broadcast_to(np.arange(len(grid)), (many, len(grid))), axis=1)
    found = np.empty((many, grid.size), np.intp)
    found[:, grid.ravel()] = grid[shuffled].reshape(many, -1)
    return found
