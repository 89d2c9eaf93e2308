"""Strings one edit apart, found in a time that grows with their number and not with its square."""

from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 30  # strings that one deletion makes equal and that are all compared with each other
BASE = np.uint64(0x9E3779B97F4A7C15)
SHORTEST = 5


def near_pairs(strings):
    """Pairs of strings that one or two slips of the pen lead from one to the other.

    Two strings are compared if leaving out one sign of each, or of one of them, makes them equal: then they are one
    substitution, insertion, deletion or transposition apart, or one insertion and one deletion.

    Parameters
    ----------
    strings : list of str
        Distinct; those shorter than five signs have no near ones.

    Returns
    -------
    left, right : numpy.ndarray of int
        Places in `strings`, left before right, each pair once.
    distance : numpy.ndarray of int
        Edits with transpositions (optimal string alignment), 1 or 2.

    Examples
    --------
    >>> [found.tolist() for found in near_pairs(["example", "exmaple", "simple", "exampel one"])]
    [[0], [1], [1]]
    """
    hashes, owners = _left_out(strings)
    left, right = _together(hashes, owners)
    if not len(left):
        return left, right, left
    distance = process.cpdist(
        [strings[place] for place in left], [strings[place] for place in right], scorer=OSA.distance, dtype=np.int32
    )
    close = (distance > 0) & (distance <= 2)
    return left[close], right[close], distance[close]


def _left_out(strings):
    """A hash of every string, whole and with each of its signs left out, and whose it is."""
    sizes = np.fromiter(map(len, strings), dtype=np.int64, count=len(strings))
    hashes, owners = [], []
    for size in np.unique(sizes[sizes >= SHORTEST]):
        places = np.flatnonzero(sizes == size)
        signs = np.frombuffer("".join([strings[place] for place in places]).encode("utf-32-le"), dtype=np.uint32)
        signs = signs.reshape(len(places), size).astype(np.uint64)
        powers = np.cumprod(np.full(size, BASE, dtype=np.uint64), dtype=np.uint64)
        ahead = np.cumsum(signs * powers, axis=1, dtype=np.uint64)
        moved = np.zeros_like(signs)
        moved[:, 1:] = signs[:, 1:] * powers[:-1]
        behind = np.cumsum(moved[:, ::-1], axis=1, dtype=np.uint64)[:, ::-1]
        cut = np.zeros((len(places), size + 1), dtype=np.uint64)
        cut[:, 1:size] += ahead[:, : size - 1]
        cut[:, : size - 1] += behind[:, 1:]
        cut[:, size] = ahead[:, -1]
        hashes.append(cut.ravel())
        owners.append(np.repeat(places, size + 1))
    if not hashes:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    return np.concatenate(hashes), np.concatenate(owners)


def _together(hashes, owners):
    """Pairs of owners that share a hash; in a crowd, each with the next few."""
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    left, right = [], []
    for step in range(1, MOST):
        same = hashes[step:] == hashes[:-step] if step < len(hashes) else np.zeros(0, dtype=bool)
        if not same.any():
            break
        one, other = owners[:-step][same], owners[step:][same]
        left.append(np.minimum(one, other))
        right.append(np.maximum(one, other))
    if not left:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    pairs = np.unique(np.stack([np.concatenate(left), np.concatenate(right)]), axis=1)
    pairs = pairs[:, pairs[0] != pairs[1]]
    return pairs[0], pairs[1]


def one_edit_away(word, known):
    """The first of the known words that is one edit from a word, or None.

    Examples
    --------
    >>> one_edit_away("corportion", ("company", "corporation"))
    'corporation'
    """
    table = _cuts(known)
    for cut in _shortened(word):
        for candidate in table.get(cut, ()):
            if OSA.distance(word, candidate, score_cutoff=1) == 1:
                return candidate
    return None


@lru_cache(maxsize=4)
def _cuts(known):
    table = {}
    for word in known:
        for cut in _shortened(word):
            table.setdefault(cut, []).append(word)
    return table


def _shortened(word):
    return [word, *dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word)))]
