"""Standard errors of a fitted regression, each with its degrees of freedom and its rule in words."""

from dataclasses import dataclass

import numpy as np

from engagement.evidence.leverage import influence, nested

ALONE = 1e-6  # share of a coefficient's weights along directions fitted exactly, above which it has no error
TOO_FEW = 4  # Satterthwaite degrees of freedom below which t tests no longer hold their size


@dataclass(frozen=True)
class Errors:
    """Standard errors of k coefficients.

    Attributes
    ----------
    se : ndarray of shape (k,)
        NaN where the data cannot tell, which ``rule`` says.
    freedom : ndarray of shape (k,)
        Degrees of freedom of t, infinite for the normal distribution.
    rule : str
        The small-sample rule.
    """

    se: np.ndarray
    freedom: np.ndarray
    rule: str


def independent(fit, counts):
    """Errors under the model: variance equal to the mean of counts, or one variance for all linear outcomes."""
    k = fit.x.shape[1]
    if counts:
        return Errors(np.sqrt(np.diag(fit.inverse)), np.full(k, np.inf), "errors as if Poisson, normal quantiles")
    se = np.sqrt(np.diag(fit.inverse) * fit.dispersion)
    return Errors(se, np.full(k, fit.freedom), f"errors of one variance, t({fit.freedom})")


def heteroskedastic(fit):
    """HC1: rows independent, each with a variance of its own, times n / (n - parameters)."""
    each = fit.x @ fit.inverse * fit.residuals[:, None]
    n, freedom = len(each), fit.freedom
    se = np.sqrt((each**2).sum(axis=0) * n / freedom)
    return Errors(se, np.full(len(se), freedom), f"errors independent between rows (HC1, n/(n-k)), t({freedom})")


def clustered(fit, clusters, name, full=False):
    """CR1: clusters independent, times G/(G-1), or with ``full`` times G/(G-1) (n-1)/(n-k) as in Stata (CR1S)."""
    count, n = clusters.max() + 1, len(clusters)
    variance = _plain_variance(fit, clusters)
    if not full:
        return _by_cluster(np.sqrt(variance), count, name, "CR1, G/(G-1)")
    factor = (n - 1) / (n - _outside(fit.design, clusters))
    rule = "CR1S, G/(G-1) (n-1)/(n-k), effects within clusters not counted"
    return _by_cluster(np.sqrt(variance * factor), count, name, rule)


def bias_reduced(fit, clusters, name):
    """CR2 with Satterthwaite's degrees of freedom.

    References
    ----------
    Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36(4), equation 11 for the freedom.
    """
    found = influence(fit, clusters, 0.5)
    freedom = np.array([_satterthwaite(found.squares[:, place], found.shared[:, place]) for place in _places(found)])
    se, alone = _answered(found, name)
    freedom[np.isnan(se)] = np.nan
    few = f"; under {TOO_FEW} degrees of freedom p and interval are rough" if (freedom < TOO_FEW).any() else ""
    rule = f"{clusters.max() + 1} clusters; CR2, Satterthwaite t, freedom {_span(freedom)}{few}"
    return Errors(se, freedom, f"errors clustered by {name} ({rule}{alone})")


def jackknifed(fit, clusters, name):
    """CR3 by one step: each cluster's influence as predicted from all others, times (G-1)/G.

    Exact for linear outcomes. For counts it is one Newton step from the full fit towards the one without the cluster.

    References
    ----------
    MacKinnon, Nielsen and Webb (2023), Journal of Applied Econometrics 38(5).
    """
    count = clusters.max() + 1
    se, alone = _answered(influence(fit, clusters, 1), name)
    se = se * np.sqrt((count - 1) / count)
    return _by_cluster(se, count, name, f"CR3, jackknife by one step, (G-1)/G{alone}")


def two_way(fit, first, second, names):
    """Errors that may go together within either of two columns: first plus second less both, each with G/(G-1).

    Where the difference is no variance, being 0 or below, the larger of the two one-way errors stands in its place.

    References
    ----------
    Cameron, Gelbach and Miller (2011), Journal of Business & Economic Statistics 29(2).
    """
    both = np.unique(first * (second.max() + 1) + second, return_inverse=True)[1]
    one, other, shared = (_plain_variance(fit, codes) for codes in (first, second, both))
    variance, counts = one + other - shared, [codes.max() + 1 for codes in (first, second)]
    negative = variance <= 0
    mended = ", where that is no variance the larger of the two" if negative.any() else ""
    columns = f"{' and '.join(names)} ({counts[0]} and {counts[1]} clusters"
    return Errors(
        np.sqrt(np.where(negative, np.maximum(one, other), variance)), np.full(len(one), min(counts) - 1.0),
        f"errors clustered by {columns}; two-way, G/(G-1) each{mended}), t({min(counts) - 1})",
    )  # fmt: skip


def _plain_variance(fit, clusters):
    """CR1 variances."""
    count = clusters.max() + 1
    return (_added(fit, clusters) ** 2).sum(axis=0) * count / (count - 1)


def _answered(found, name):
    """Standard errors, none for coefficients that a single cluster determines; and words that say so."""
    se = np.sqrt((found.added**2).sum(axis=0))
    alone = found.lost.sum(axis=0) > ALONE * (found.squares + found.lost).sum(axis=0)
    return np.where(alone, np.nan, se), f"; no error where a single {name} tells a term apart" if alone.any() else ""


def _span(freedom):
    if np.isnan(freedom).all():
        return "none"
    low, high = (f"{end:.1f}" for end in (np.nanmin(freedom), np.nanmax(freedom)))
    return low if low == high else f"{low} to {high}"


def _by_cluster(se, count, name, rule):
    said = f"errors clustered by {name} ({count} clusters; {rule}), t({count - 1})"
    return Errors(se, np.full(len(se), count - 1.0), said)


def _added(fit, clusters):
    """Influence of each cluster on each coefficient, residuals as they are."""
    each = fit.x @ fit.inverse * fit.residuals[:, None]
    return np.column_stack([np.bincount(clusters, column) for column in each.T])


def _outside(design, clusters):
    """Terms, the constant, and those effects whose levels cross clusters."""
    crossing = [
        levels for codes, levels in zip(design.effects.T, design.levels, strict=True)
        if not nested(codes, clusters)
    ]  # fmt: skip
    return design.x.shape[1] + sum(levels - 1 for levels in crossing) + bool(len(design.levels))


def _places(found):
    return range(found.added.shape[1])


def _satterthwaite(squares, shared):
    """Degrees of freedom of a variance that adds clusters up, were residuals independent with variance 1."""
    taken = (shared**2).sum(axis=1)
    products = shared.T @ shared if shared.shape[1] < len(shared) else shared @ shared.T
    spread = (squares**2).sum() - 2 * (squares * taken).sum() + (products**2).sum()
    return (squares.sum() - taken.sum()) ** 2 / spread
