"""Association of two quantities: estimate, BCa interval, permutation test, what a single point does to it."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate, p_value
from engagement.evidence.bca import bca
from engagement.evidence.paired import held_out, hopeless, paired, scores, share_as_extreme
from engagement.evidence.permuting import orders
from engagement.evidence.weighted_correlation import METHODS, matrices, partial, partials

LOST = 0.5  # of the coefficient, with one point left out: then that point carries the result
APART = 0.3  # between Pearson and Spearman
WORTH = 0.3  # a weaker coefficient is carried by no point, it is weak
FEW = 30  # blocks
TINY = 1e-12


class OnePointWarning(UserWarning):
    """One observation carries a correlation."""


@dataclass(frozen=True)
class Correlation:
    """The association of two quantities.

    Attributes
    ----------
    estimate : Estimate
        The coefficient with its BCa interval; n counts the observations.
    p : float or None
        Two-sided permutation p of no association, (1 + as extreme) / (1 + permutations); None where not estimable.
    permutations : int
    influence : pandas.Series
        The coefficient with each observation left out, under the index of x.
    warning : str or None
        Set where one observation carries the result.
    """

    estimate: Estimate
    p: float | None
    permutations: int
    influence: pd.Series
    warning: str | None

    def __str__(self):
        p = "" if self.p is None else f", permutation {p_value(self.p)}"
        return f"{self.estimate}{p}" + (f". {self.warning}" if self.warning else "")


def correlation(
    x, y, method="spearman", blocks=None, covariates=None, n_resamples=9999, rng=None, *, exchange="within",
    permutations=None, level=0.95, basis="recorded",
):  # fmt: skip
    """Correlate two quantities.

    Parameters
    ----------
    x, y : array_like of length n
        Observations; those with a missing value in anything given are left out, and ``method`` says how many.
    method : {"spearman", "kendall", "pearson"}
        Kendall's is tau-b.
    blocks : array_like of length n, optional
        Label of each observation's block (group, meeting). Whole blocks are resampled for the interval; for the test,
        observations change places within their block.
    covariates : array_like of shape (n, k) or DataFrame, optional
        Quantities to hold: the coefficient is then partial. Not with Kendall.
    n_resamples : int
        Of the interval.
    permutations : int, optional
        Of the test; as many as resamples if not given.
    rng : int or numpy.random.Generator, optional
        Seed 0 if not given.
    exchange : {"within", "between"}
        ``between`` permutes whole blocks, for quantities that belong to blocks.
    level : float
    basis : str

    Returns
    -------
    Correlation
        Not estimable with fewer than four observations or a constant quantity.

    Raises
    ------
    DataError
        If lengths differ, a value is infinite or no number, or the method is unknown.
    ValueError
        If the blocks do not allow the permutation.

    Warns
    -----
    OnePointWarning
        If leaving out one observation turns the sign of a coefficient above 0.3 or takes half of it away, or if
        Pearson's is further than 0.3 from Spearman's.

    References
    ----------
    Efron (1987); Freedman and Lane (1983), Journal of Business & Economic Statistics 1(4), for the test of a partial
    coefficient; Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1), for p.

    Examples
    --------
    >>> found = correlation([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 6, 5, 8, 7])
    >>> round(found.estimate.value, 3), found.p < 0.05
    (0.905, True)
    """
    if method not in METHODS:
        raise DataError(f"method {method!r} is none of {', '.join(METHODS)}")
    if method == "kendall" and covariates is not None:
        raise DataError("Kendall's coefficient takes no covariates here; use spearman")
    columns, blocks, kept, index = paired(x, y, covariates, blocks)
    words = _words(method, columns, blocks, len(index) - kept.sum(), n_resamples)
    rng = np.random.default_rng(0 if rng is None else rng)
    why = hopeless(columns)
    if why:
        nothing = Estimate.not_estimable(why, len(columns), words[0], basis, level)
        return Correlation(nothing, None, 0, pd.Series(np.nan, index=index[kept]), None)
    value = partial(matrices(columns, np.ones((1, len(columns))), method))[0]
    if np.isnan(value):
        nothing = Estimate.not_estimable("the covariates determine x or y", len(columns), words[0], basis, level)
        return Correlation(nothing, None, 0, pd.Series(np.nan, index=index[kept]), None)
    without = _left_out(columns, np.arange(len(columns)), method)
    estimate = _estimate(columns, blocks, method, value, without, n_resamples, rng, level, basis, words)
    permutations = n_resamples if permutations is None else permutations
    p = _p(columns, blocks, method, exchange, permutations, rng)
    warning = _carried(columns, method, value, without, index[kept])
    if warning:
        warnings.warn(warning, OnePointWarning, stacklevel=2)
    return Correlation(estimate, p, permutations, pd.Series(without, index=index[kept]), warning)


def _words(method, columns, blocks, missing, n_resamples):
    name = {"spearman": "Spearman correlation", "kendall": "Kendall tau-b", "pearson": "Pearson correlation"}[method]
    name = f"partial {name}" if columns.shape[1] > 2 else name
    units = f"{blocks.max() + 1} blocks" if blocks is not None and len(blocks) else "observations"
    left = f"; {missing:,} observations with a missing value left out" if missing else ""
    few = "; few blocks, so the interval is likely too short" if blocks is not None and _few(blocks) else ""
    return name, f"BCa interval from {n_resamples:,} resamples of {units}{few}{left}"


def _few(blocks):
    return len(blocks) > 0 and blocks.max() + 1 < FEW


def _estimate(columns, blocks, method, value, without, n_resamples, rng, level, basis, words):
    name, how = words
    n = len(columns)
    units = np.arange(n) if blocks is None else blocks
    k = units.max() + 1
    left_out = without if blocks is None else _left_out(columns, blocks, method)
    drawn = partials(
        columns, n_resamples, method,
        lambda first, past: rng.multinomial(k, np.full(k, 1 / k), past - first)[:, units],
    )  # fmt: skip
    drawn, left_out = drawn[np.isfinite(drawn)], left_out[np.isfinite(left_out)]
    if len(drawn) < n_resamples / 2 or not len(left_out):
        return Estimate(value, None, None, level, n, name, basis, "too few distinct observations for an interval")
    low, high = bca(value, drawn, left_out, level)
    return Estimate(value, min(low, value), max(high, value), level, n, name, basis, how)


def _left_out(columns, units, method):
    """The coefficient with each unit left out."""
    return partials(columns, units.max() + 1, method, lambda first, past: units != np.arange(first, past)[:, None])


def _p(columns, blocks, method, exchange, permutations, rng):
    if method == "kendall":
        signs = [np.sign(column[:, None] - column[None, :]) for column in columns[:, :2].T]
        value = (signs[0] * signs[1]).sum()
        step = orders(len(columns), permutations, rng, blocks, exchange)
        drawn = np.array([(signs[0] * signs[1][np.ix_(order, order)]).sum() for some in step for order in some])
        return float(share_as_extreme(np.abs(drawn) >= abs(value) - TINY))
    ranked = scores(columns, method)
    first, second = (held_out(ranked[:, place], ranked[:, 2:]) for place in (0, 1))
    value = first @ second
    drawn = [second[order] @ first for order in orders(len(columns), permutations, rng, blocks, exchange)]
    return float(share_as_extreme(np.abs(np.concatenate(drawn)) >= abs(value) - TINY))


def _carried(columns, method, value, without, index):
    """A sentence where one observation carries the result."""
    change = value - without
    place = int(np.nanargmax(np.abs(change)))
    left = without[place]
    said = f"one observation ({index[place]}) carries the result: without it the coefficient is {left:.2f}"
    if abs(value) > WORTH and (left * value < 0 or abs(left) < LOST * abs(value)):
        return f"{said}, with it {value:.2f}"
    if method == "pearson":
        ranked = stats.spearmanr(columns[:, 0], columns[:, 1])[0]
        if columns.shape[1] == 2 and abs(value - ranked) > APART:
            return f"Pearson's coefficient is {value:.2f}, Spearman's {ranked:.2f}: a few points carry the result"
    return None
