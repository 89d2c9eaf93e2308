"""A family of correlations, tested together."""

import numpy as np
import pandas as pd

from engagement.errors import DataError
from engagement.evidence.paired import hopeless, paired, scores, share_as_extreme
from engagement.evidence.permuting import orders

TINY = 1e-12


def correlations(frame, pairs, method="spearman", blocks=None, n_resamples=9999, rng=None, *, exchange="within"):
    """A family of correlations, with p adjusted for their number by step-down max-T.

    Parameters
    ----------
    frame : pandas.DataFrame
        Observations; rows that miss a value in any column named are left out.
    pairs : sequence of (str, str)
        Columns to correlate. All columns that come second are permuted together, so that what holds among them stays.
    method : {"spearman", "pearson"}
    blocks : str, optional
        Column of blocks.
    n_resamples, rng, exchange
        As in `correlation`.

    Returns
    -------
    pandas.DataFrame
        One row a pair: x, y, value, p, p_adjusted, n.

    References
    ----------
    Westfall and Young (1993), Resampling-Based Multiple Testing, algorithm 4.1.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"a": range(12), "b": [1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10], "c": [1, 5, 2, 0] * 3})
    >>> found = correlations(frame, [("a", "b"), ("a", "c")])
    >>> found["p_adjusted"].lt(0.05).tolist()
    [True, False]
    """
    if method not in ("spearman", "pearson"):
        raise DataError(f"method {method!r} is none of spearman, pearson")
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    used = frame[[*names, *([blocks] if blocks else [])]].dropna()
    columns, labels, _, _ = paired(used[names[0]], used[names[0]], used[names], used[blocks] if blocks else None)
    why = hopeless(columns)
    if why:
        raise DataError(f"the family cannot be tested: {why}")
    ranked = scores(columns[:, 2:], method)
    first, second = ([names.index(pair[side]) for pair in pairs] for side in (0, 1))
    value = (ranked[:, first] * ranked[:, second]).sum(axis=0)
    rng = np.random.default_rng(0 if rng is None else rng)
    drawn = np.concatenate(
        [
            np.stack([(ranked[order, b] * ranked[:, a]).sum(axis=1) for a, b in zip(first, second, strict=True)], 1)
            for order in orders(len(used), n_resamples, rng, labels, exchange)
        ]
    )
    own = share_as_extreme(np.abs(drawn) >= np.abs(value) - TINY)
    table = pd.DataFrame(pairs, columns=["x", "y"])
    return table.assign(value=value, p=own, p_adjusted=step_down(np.abs(value), np.abs(drawn)), n=len(used))


def step_down(value, drawn):
    """p of each of a family of statistics, adjusted for their number by step-down max-T.

    Parameters
    ----------
    value : ndarray, shape (family,)
        The statistics, on one scale: large is unlike the null.
    drawn : ndarray, shape (draws, family)
        The same in copies drawn under the null.

    Returns
    -------
    ndarray, shape (family,)
    """
    order = np.argsort(-value, kind="stable")
    most = np.maximum.accumulate(drawn[:, order[::-1]], axis=1)[:, ::-1]
    adjusted = np.maximum.accumulate(share_as_extreme(most >= value[order] - TINY))
    found = np.empty(len(value))
    found[order] = adjusted
    return found
