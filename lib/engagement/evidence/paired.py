"""Observations of two quantities and more: checked, ranked, with others held."""

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError

LEAST = 4  # observations


def paired(x, y, covariates, blocks):
    """The observations without missing values, their blocks, which were kept, and under which index."""
    index = x.index if isinstance(x, pd.Series) else pd.RangeIndex(len(x))
    more = [] if covariates is None else list(pd.DataFrame(np.asarray(covariates, dtype=object)).to_numpy().T)
    names = ["x", "y", *(f"covariate {place}" for place in range(1, len(more) + 1))]
    table = {}
    for name, values in zip(names, [x, y, *more], strict=True):
        if len(values) != len(index):
            raise DataError(f"{name} has {len(values)} values where x has {len(index)}")
        try:
            table[name] = pd.to_numeric(pd.Series(np.asarray(values, dtype=object))).astype(float).to_numpy()
        except (TypeError, ValueError) as error:
            raise DataError(f"{name} holds a value that is no number ({error})") from error
        endless = np.flatnonzero(np.isinf(table[name]))
        if len(endless):
            raise DataError(f"{name} is infinite at {index[endless[0]]!r}; correct it, or leave it out")
    columns = np.column_stack(list(table.values()))
    kept = ~np.isnan(columns).any(axis=1)
    if blocks is not None:
        blocks = pd.Series(np.asarray(blocks, dtype=object))
        if len(blocks) != len(index):
            raise DataError(f"blocks has {len(blocks)} labels where x has {len(index)} values")
        kept &= blocks.notna().to_numpy()
        blocks = pd.factorize(blocks[kept])[0]
    return columns[kept], blocks, kept, index


def hopeless(columns):
    """Why nothing can be said; empty where something can."""
    n, m = columns.shape
    if n < LEAST + m - 2:
        return f"{n} observations, at least {LEAST + m - 2} are needed"
    constant = np.flatnonzero((columns == columns[0]).all(axis=0))
    names = ["x", "y"] + ["a covariate"] * (m - 2)
    return f"{names[constant[0]]} is constant" if len(constant) else ""


def scores(columns, method):
    """Values, or ranks, centred and of unit length, so that a product is a correlation."""
    values = stats.rankdata(columns, axis=0) if method == "spearman" else columns
    values = values - values.mean(axis=0)
    return values / np.sqrt((values**2).sum(axis=0))


def held_out(values, others):
    """What is left of values when others are held; of unit length."""
    if others.shape[1]:
        values = values - others @ np.linalg.lstsq(others, values, rcond=None)[0]
    return values / np.sqrt((values**2).sum())


def share_as_extreme(as_extreme):
    return (1 + as_extreme.sum(axis=0)) / (1 + len(as_extreme))
