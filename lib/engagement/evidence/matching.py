"""How far the matching of names to organizations could move a number: several plausible resolutions, pooled."""

import numpy as np
from scipy import stats

from engagement.errors import DataError
from engagement.estimate import Estimate

COMPLETE = "; a complete count, without interval"


def pooled(estimates):
    """Pool the estimates of one quantity under several plausible resolutions of the names by Rubin's rules.

    Parameters
    ----------
    estimates : sequence of Estimate
        Two or more, of one unit, basis and level, one for each resolution.

    Returns
    -------
    Estimate
        The mean; n is the mean n, rounded. The variance is the mean of their own (from the width of their intervals, as
        of normal ones) plus 1 + 1/K times that between resolutions; the quantile is that of t with Rubin's degrees of
        freedom. Where the estimates have no intervals, what is given is the spread of the resolutions alone, and
        ``method`` says so. An interval that is not symmetric about its estimate keeps its two sides apart. Not
        estimable if any is not, n then being the smallest. ``method`` states the lowest and the highest value under a
        single resolution.

    Raises
    ------
    DataError
        If there are fewer than two, or units, bases or levels differ.

    References
    ----------
    Rubin (1987), Multiple Imputation for Nonresponse in Surveys, 3.3.

    Examples
    --------
    >>> draws = [Estimate(n, n - 2, n + 2, 0.95, 40, "organizations", "recorded", "m") for n in (9, 10, 11)]
    >>> print(pooled(draws))
    10 organizations (95% interval 6.28 to 13.7; n = 40; recorded)
    """
    estimates = list(estimates)
    _check(estimates)
    first = estimates[0]
    n = min(estimate.n for estimate in estimates)
    lacking = next((estimate for estimate in estimates if not estimate.estimable), None)
    if lacking:
        why = lacking.method.split(": ", 1)[-1]
        return Estimate.not_estimable(f"{why} under one resolution", n, first.unit, first.basis, first.level)
    values = np.array([estimate.value for estimate in estimates])
    value, between = values.mean(), values.var(ddof=1) * (1 + 1 / len(values))
    normal = stats.norm.ppf((1 + first.level) / 2)
    counts = all(estimate.low is None for estimate in estimates)
    reaches = []
    for side in ("low", "high"):
        ends = [getattr(estimate, side) for estimate in estimates]
        own = [0.0 if end is None else (end - one) / normal for end, one in zip(ends, values, strict=True)]
        reaches.append(_reach(np.mean(np.square(own)), between, len(values), first.level))
    said = f"{first.method.removesuffix(COMPLETE)}; the interval is of the matching alone" if counts else first.method
    n = round(np.mean([estimate.n for estimate in estimates]))
    method = f"pooled over {len(values)} resolutions of names, {values.min():.4g} to {values.max():.4g}; {said}"
    return Estimate(value, value - reaches[0], value + reaches[1], first.level, n, first.unit, first.basis, method)


def moved(estimates):
    """How much of the uncertainty is that of the matching: share of the variance between resolutions, 0 to 1.

    Parameters
    ----------
    estimates : sequence of Estimate
        As for `pooled`, with intervals.

    Returns
    -------
    float
        0 where all resolutions give the same, also where there is no variance at all.

    Examples
    --------
    >>> draws = [Estimate(value, value - 2, value + 2, 0.95, 40, "share", "recorded", "m") for value in (10, 10)]
    >>> moved(draws)
    0.0
    """
    _check(list(estimates))
    values = np.array([estimate.value for estimate in estimates])
    between = values.var(ddof=1) * (1 + 1 / len(values))
    normal = stats.norm.ppf((1 + estimates[0].level) / 2)
    widths = [0.0 if one.low is None else (one.high - one.low) / (2 * normal) for one in estimates]
    whole = between + np.mean(np.square(widths))
    return float(between / whole) if whole > 0 else 0.0


def _check(estimates):
    if len(estimates) < 2:
        raise DataError(f"{len(estimates)} resolutions cannot be pooled; draw two or more")
    for part in ("unit", "basis", "level"):
        if len(found := {getattr(estimate, part) for estimate in estimates}) > 1:
            raise DataError(f"estimates of different {part} cannot be pooled: {', '.join(sorted(map(str, found)))}")


def _reach(own, between, k, level):
    """Half the width of an interval from the variance within and between resolutions."""
    if between <= 1e-12 * own or between == 0:
        return stats.norm.ppf((1 + level) / 2) * np.sqrt(own)
    freedom = (k - 1) * (1 + own / between) ** 2
    return stats.t.ppf((1 + level) / 2, freedom) * np.sqrt(own + between)
