"""How strong something unmeasured would have to be to explain an association away: E-value, robustness value."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from engagement.errors import DataError


class EValue(NamedTuple):
    """The E-value of a rate ratio.

    Attributes
    ----------
    estimate : float
        For the ratio itself, 1 or above.
    limit : float or None
        For the end of the interval that is nearer to 1; 1 where the interval holds 1, None where there is none.
    """

    estimate: float
    limit: float | None

    def __str__(self):
        limit = "" if self.limit is None else f" ({self.limit:.2f} for the end of the interval nearer to 1)"
        return f"E-value {self.estimate:.2f}{limit}"


def e_value(ratio, low=None, high=None):
    """The least association, as a ratio, of something unmeasured with both sides that would explain a ratio away.

    Parameters
    ----------
    ratio : float
        A rate ratio (or risk ratio) of a stated contrast, above 0: for ten contributions more, say. The E-value of
        another contrast is another one.
    low, high : float, optional
        Ends of its interval.

    Returns
    -------
    EValue
        From 1 (nothing unmeasured is needed) upwards. A ratio and its inverse have the same.

    Raises
    ------
    DataError
        If the ratio is not above 0 and finite, or lies outside its interval.

    References
    ----------
    VanderWeele and Ding (2017), Annals of Internal Medicine 167(4).

    Examples
    --------
    >>> found = e_value(3.9, 1.8, 8.7)
    >>> print(found)
    E-value 7.26 (3.00 for the end of the interval nearer to 1)
    >>> e_value(1.2, 0.9, 1.6).limit
    1.0
    """
    if not (np.isfinite(ratio) and ratio > 0):
        raise DataError(f"the ratio is {ratio}; an E-value needs a ratio above 0, so give exp of a coefficient")
    if (low is None) != (high is None):
        raise DataError(f"an interval has two ends; got {low} and {high}")
    if low is None:
        return EValue(_least(ratio), None)
    if not low <= ratio <= high:
        raise DataError(f"the ratio {ratio} lies outside its interval {low} to {high}")
    near = low if ratio > 1 else high
    holds_one = low <= 1 <= high
    return EValue(_least(ratio), 1.0 if holds_one else _least(near))


def _least(ratio):
    away = max(ratio, 1 / ratio)
    return float(away + np.sqrt(away * (away - 1)))


def robustness_value(t, freedom, q=1.0, alpha=None):
    """The least share of the rest of both sides that something unmeasured must explain to undo a linear coefficient.

    Parameters
    ----------
    t : float
        Coefficient over its classical standard error, in a linear regression with homoskedastic errors: there the
        ratio stands for a partial R2, which that of a cluster-robust error does not.
    freedom : float
        Residual degrees of freedom, above 1.
    q : float
        Share of the coefficient to be explained away: 1 brings it to 0.
    alpha : float, optional
        If given: that takes away its significance at this level, rather than the coefficient.

    Returns
    -------
    float
        0 (nothing is needed) to 1.

    Raises
    ------
    DataError
        If t is no number, or freedom, q or alpha are out of range.

    References
    ----------
    Cinelli and Hazlett (2020), Journal of the Royal Statistical Society B 82(1), with the boundary case of their R
    package sensemakr.

    Examples
    --------
    Exposure to violence and attitudes to peace in Darfur, as printed there:

    >>> round(robustness_value(4.18, 783), 3), round(robustness_value(4.18, 783, alpha=0.05), 3)
    (0.139, 0.076)
    """
    if not np.isfinite(t):
        raise DataError(f"t is {t}, not a number")
    if not freedom > 1:
        raise DataError(f"freedom is {freedom}; a robustness value needs more than 1 degree of freedom")
    if not q > 0 or not (alpha is None or 0 < alpha < 1):
        raise DataError(f"q is {q} and alpha {alpha}; q is above 0, alpha between 0 and 1")
    strength = q * abs(t) / np.sqrt(freedom)
    needed = 0.0 if alpha is None else stats.t.ppf(1 - alpha / 2, freedom - 1) / np.sqrt(freedom - 1)
    if strength <= needed:
        return 0.0
    if needed and strength >= 1 / needed:  # there it is enough to explain engagement alone
        return float((strength**2 - needed**2) / (1 + strength**2))
    spare = (strength - needed) ** 2
    return float((np.sqrt(spare**2 + 4 * spare) - spare) / 2)


class Bound(NamedTuple):
    """Something unmeasured, so many times as strong as an observed control.

    Attributes
    ----------
    engagement, outcome : float
        Shares of what is left of each that it explains, at most.
    estimate : float
        The coefficient that would be left, had it been held.
    t : float
        That coefficient over its standard error.
    """

    engagement: float
    outcome: float
    estimate: float
    t: float


def benchmark(estimate, error, freedom, on_engagement, on_outcome, times=1.0):
    """What would be left of a linear coefficient if something were missed as strong as a control that is observed.

    Parameters
    ----------
    estimate, error : float
        The coefficient of engagement and its classical standard error.
    freedom : float
        Residual degrees of freedom of that regression, above 1.
    on_engagement, on_outcome : float
        Partial R2 of the control with engagement (given the other controls) and with the outcome (given engagement
        besides); t^2 / (t^2 + freedom) of the control in either regression.
    times : float
        How many times as strong as the control, above 0.

    Returns
    -------
    Bound

    Raises
    ------
    DataError
        If a partial R2 is none, or nothing so strong can exist.

    References
    ----------
    Cinelli and Hazlett (2020), Journal of the Royal Statistical Society B 82(1), section 4.4.

    Examples
    --------
    >>> found = benchmark(0.0973, 0.02326, 783, 0.00908, 0.1098, times=3)
    >>> round(found.engagement, 3), round(found.estimate, 2)
    (0.027, 0.03)
    """
    for name, share in (("on_engagement", on_engagement), ("on_outcome", on_outcome)):
        if not 0 <= share < 1:
            raise DataError(f"{name} is {share}; a partial R2 is at least 0 and below 1")
    if not times > 0 or not freedom > 1:
        raise DataError(f"times is {times} and freedom {freedom}; they are above 0 and above 1")
    engagement = times * on_engagement / (1 - on_engagement)
    if engagement >= 1 or times * on_engagement >= 1:
        raise DataError(f"nothing {times:g} times as strong as this control can exist: it explains too much; ask less")
    shared = times * on_engagement**2 / ((1 - times * on_engagement) * (1 - on_engagement))
    if shared >= 1:
        raise DataError(f"nothing {times:g} times as strong as this control can exist: it explains too much; ask less")
    outcome = min(1.0, (np.sqrt(times) + np.sqrt(shared)) ** 2 / (1 - shared) * on_outcome / (1 - on_outcome))
    moved = error * np.sqrt(outcome * engagement / (1 - engagement) * freedom)
    left = np.sign(estimate) * (abs(estimate) - moved)
    wide = error * np.sqrt((1 - outcome) / (1 - engagement) * freedom / (freedom - 1))
    return Bound(float(engagement), float(outcome), float(left), float(left / wide) if wide else float("nan"))
