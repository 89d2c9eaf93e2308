"""All pairs of groups: what they share, against what chance would let them share."""

from itertools import combinations

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.evidence.families import step_down
from engagement.evidence.margins import dealt, rewired
from engagement.evidence.paired import share_as_extreme
from engagement.measures.overlap import cosine, jaccard

TINY = 1e-9
COLUMNS = ["first", "second", "shared", "either", "jaccard", "roots", "cosine"]
CELLS = 2_000_000  # of copies, held as numbers at a time


def pairs(amounts, basis, draws=999, rng=0):
    """All pairs of groups: how much they share, and whether it is more or less than chance.

    Parameters
    ----------
    amounts : pandas.DataFrame
        As `amounts` gives.
    basis : str
    draws : int
        Copies drawn under the null, 1 or more.
    rng : int or numpy.random.Generator

    Returns
    -------
    pandas.DataFrame
        One row a pair, none where there is a single group: first, second, shared and either (organizations), jaccard,
        roots and cosine (Estimates); and for the Jaccard index and the cosine of roots what chance gives
        (``jaccard_expected``, ``roots_expected``), p and p_adjusted, missing where there are fewer than three groups.

        Null: organizations choose groups with no regard to what other organizations choose. Copies keep how many
        organizations each group has and in how many groups each organization is (Curveball), since large groups and
        busy organizations overlap in any case. For the cosine, each group keeps its amounts, and they go to the
        organizations the copy has in it, those that are large wherever they are first
        (`engagement.evidence.margins.dealt`). An organization is one unit throughout: to shuffle documents would take
        the documents of one organization for independent. Two-sided p is (b + 1) / (m + 1); ``p_adjusted`` is
        family-wise over all pairs, step-down max-T of the standardized figure. In 600 simulated records of 60 unequal
        organizations that choose independently, p was at or below 5% in 4-5% for one pair, and so was the least
        adjusted p (`engagement.validation.coverage_overlap.sizes_of_tests`).

    Raises
    ------
    DataError
        If there are no draws.

    References
    ----------
    Westfall and Young (1993), Resampling-Based Multiple Testing.

    Examples
    --------
    >>> rng = np.random.default_rng(3)
    >>> table = pd.DataFrame(rng.poisson(0.7, (60, 4)).astype(float), columns=list("abcd"))
    >>> found = pairs(table.assign(b=table["a"]), "demonstration", draws=199)
    >>> found.loc[found["p_adjusted"] < 0.05, ["first", "second"]].values.tolist()
    [['a', 'b']]
    """
    if draws < 1:
        raise DataError(f"draws is {draws}; draw 1 copy or more, such as 999")
    kept = amounts.loc[amounts.any(axis=1), amounts.any(axis=0)]
    there = kept.to_numpy() > 0
    rows = [
        {
            "first": one,
            "second": other,
            "shared": int((first & second).sum()),
            "either": int((first | second).sum()),
            "jaccard": jaccard(kept, one, other, basis),
            "roots": cosine(kept, one, other, basis, "roots"),
            "cosine": cosine(kept, one, other, basis),
        }
        for (one, first), (other, second) in combinations(zip(kept.columns, there.T, strict=True), 2)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    nothing = pd.array([pd.NA] * len(rows), dtype="Float64")
    tests = _tests(kept.to_numpy(), there, draws, rng) if len(kept.columns) > 2 else {}
    for name in ("jaccard", "roots"):
        expected, own, adjusted = tests.get(name, (nothing, nothing, nothing))
        table = table.assign(**{f"{name}_expected": expected, f"{name}_p": own, f"{name}_p_adjusted": adjusted})
    table = table.rename(columns={"jaccard_p": "p", "jaccard_p_adjusted": "p_adjusted"})
    table.attrs["basis"] = basis
    return table


def _tests(amounts, there, draws, rng):
    """What chance gives, p and adjusted p of each pair, for the Jaccard index and the cosine of roots."""
    rng = np.random.default_rng(rng)
    roots = np.sqrt(amounts)
    upper = np.triu_indices(there.shape[1], 1)
    drawn = {"jaccard": [], "roots": []}
    for copies in rewired(there, draws, rng):
        for some in np.array_split(copies, max(1, copies.size // CELLS)):
            drawn["jaccard"].append(_jaccards(some)[:, *upper])
            drawn["roots"].append(_cosines(dealt(roots, some, rng))[:, *upper])
    seen = {"jaccard": _jaccards(there.T[None])[0][upper], "roots": _cosines(roots.T[None])[0][upper]}
    return {name: against(seen[name], np.concatenate(drawn[name])) for name in seen}


def against(seen, drawn):
    """A family of figures against copies of them under the null.

    Parameters
    ----------
    seen : ndarray, shape (family,)
    drawn : ndarray, shape (draws, family)

    Returns
    -------
    ndarray, ndarray, ndarray
        The mean under the null, two-sided p, and p adjusted by step-down max-T; figures that never vary have p of 1.
    """
    every = np.vstack([seen, drawn])
    middle, spread = every.mean(axis=0), every.std(axis=0)
    far = np.abs(every - middle) / np.where(spread > TINY, spread, np.inf)
    own = share_as_extreme(far[1:] >= far[0] - TINY)
    return drawn.mean(axis=0), own, step_down(far[0], far[1:])


def _jaccards(copies):
    grid = copies.astype(np.float32)
    both = grid @ grid.transpose(0, 2, 1)
    size = grid.sum(axis=2)
    return 100 * both / (size[:, :, None] + size[:, None, :] - both)


def _cosines(grid):
    products = grid @ grid.transpose(0, 2, 1)
    length = np.sqrt(np.einsum("mii->mi", products))
    return products / (length[:, :, None] * length[:, None, :])
