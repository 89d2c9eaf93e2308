"""The interval of any smooth figure from its value with one unit left out at a time."""

import numpy as np
from scipy import special

from engagement.estimate import Estimate

EDGE = 1e-12
SCALES = {  # there, back, bounds
    "plain": (lambda x: x, lambda x: x, (-np.inf, np.inf)),
    "log": (np.log, np.exp, (0.0, np.inf)),
    "fisher": (lambda x: np.arctanh(np.clip(x, -1 + EDGE, 1 - EDGE)), np.tanh, (0.0, 1.0)),
    "correlation": (lambda x: np.arctanh(np.clip(x, -1 + EDGE, 1 - EDGE)), np.tanh, (-1.0, 1.0)),
}
POSITIVE = ("log", "fisher")


def jackknife(values, unit, basis, method, *, clusters="organizations", scale="plain", level=0.95):
    """An estimate with an interval from leaving out one unit at a time.

    Parameters
    ----------
    values : array_like of length n + 1
        The figure itself, then the figure without each of n units.
    unit, basis, method : str
        As in ``Estimate``; ``method`` names the figure.
    clusters : str
        What the units are called.
    scale : {"plain", "log", "fisher", "correlation"}
        Scale on which the interval is symmetric: for differences, for amounts above 0, for cosines from 0 to 1, for
        correlations.
    level : float

    Returns
    -------
    Estimate
        n counts units. The variance is that of the delete-one jackknife, the quantile that of t with n - 1 degrees of
        freedom or, if that is less, 2 S2^2 / (S4 - S2^2 / n) from the second and fourth powers of what leaving out a
        unit changes (Satterthwaite), which is small where a few units decide. No interval where everything hangs on a
        single unit, so that without it there is no figure, where a cosine is 0, or with fewer than three units.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 11; Satterthwaite (1946), Biometrics
    Bulletin 2(6).

    Examples
    --------
    >>> print(jackknife([2.5, 3, 2.667, 2.333, 2], "documents", "recorded", "mean of 1, 2, 3 and 4"))
    2.5 documents (95% interval 0.445 to 4.55; n = 4; recorded)
    """
    values = np.asarray(values, dtype=float)
    value, left, n = values[0], values[1:], len(values) - 1
    there, back, (least, most) = SCALES[scale]
    if n == 0 or not np.isfinite(value):
        return Estimate.not_estimable("nothing to compare", n, unit, basis, level)
    if n < 3 or not np.isfinite(left).all() or (scale in POSITIVE and min(value, left.min()) <= 0):
        why = f"{n} of {clusters}" if n < 3 else f"it hangs on 1 of {n} {clusters}"
        why = "nothing is shared" if scale == "fisher" and value <= 0 else why
        return Estimate(value, None, None, level, n, unit, basis, f"{method}; no interval: {why}")
    middle = there(value)
    pull = np.sqrt((n - 1) / n) * (there(left) - middle)
    spread = (pull**2).sum()
    uneven = (pull**4).sum() / spread**2 - 1 / n if spread > EDGE**2 else 0.0
    freedom = max(1.0, min(n - 1, 2 / max(uneven, EDGE)))
    reach = special.stdtrit(freedom, (1 + level) / 2) * np.sqrt(spread)
    with np.errstate(over="ignore"):
        low, high = np.clip(back(np.clip(middle + np.array([-reach, reach]), -700, 700)), least, most)
    how = f"{method}; {scale} jackknife over {n} {clusters}, t({freedom:.0f})"
    return Estimate(value, min(low, value), max(high, value), level, n, unit, basis, how)
