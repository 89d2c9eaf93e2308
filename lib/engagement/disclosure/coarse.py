"""Shares and means of persons as coarse as the counts that are told, so that they tell no more."""

import math

from engagement.estimate import Estimate


def coarse(estimate, whole, rule, persons=False):
    """A share or mean whose value and interval are multiples of what a rounded count comes to.

    Parameters
    ----------
    estimate : Estimate
        A share of persons in percent, or a mean per person.
    whole : int
        Persons, or person-meetings, it is a share of or a mean over.
    rule : engagement.disclosure.rules.Rule
    persons : bool
        Whether ``n`` counts persons: it is then rounded as well.

    Returns
    -------
    Estimate
        The interval is widened to the next multiples, never narrowed. Not estimable where `whole` rounds to nothing.

    Examples
    --------
    >>> from engagement.disclosure.rules import Rule
    >>> share = Estimate(33.7, 25.2, 41.9, 0.95, 12, "%", "recorded", "share")
    >>> print(coarse(share, 101, Rule()))
    35% (95% interval 25 to 45; n = 12; recorded)
    """
    n = rule.rounded(estimate.n) if persons else estimate.n
    most = rule.rounded(whole)
    if not estimate.estimable or not most:
        why = f"{rule.few}" if estimate.estimable else estimate.method.partition(": ")[2]
        return Estimate.not_estimable(why, n, estimate.unit, estimate.basis, estimate.level)
    share = estimate.unit == "%"
    step, top = (100 if share else 1) * rule.rounding / most, 100.0 if share else math.inf
    value = min(math.floor(estimate.value / step + 0.5) * step, top)
    low, high = estimate.low, estimate.high
    if low is not None:
        low, high = min(math.floor(low / step) * step, value), max(min(math.ceil(high / step) * step, top), value)
    method = f"{estimate.method}; to multiples of {rule.rounding} persons"
    return Estimate(value, low, high, estimate.level, n, estimate.unit, estimate.basis, method)


def kept_back(estimate, rule):
    """What stands in place of a share or mean that is withheld: nothing of it is left, nor its n.

    Examples
    --------
    >>> from engagement.disclosure.rules import Rule
    >>> print(kept_back(Estimate(33.7, None, None, 0.95, 12, "%", "recorded", "share"), Rule()))
    % not estimable: withheld, as it rests on fewer than 5 persons or would tell another that does (n = 0; recorded)
    """
    why = f"withheld, as it rests on {rule.few} or would tell another that does"
    return Estimate.not_estimable(why, 0, estimate.unit, estimate.basis, estimate.level)
