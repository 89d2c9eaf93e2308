"""A share of units that come and go independently of one another: a plain proportion."""

from statsmodels.stats.proportion import proportion_confint

from engagement.errors import DataError
from engagement.estimate import Estimate


def proportion(hits, of, basis, method, level=0.95):
    """The share of hits among independent units, in percent.

    Parameters
    ----------
    hits, of : int
        ``0 <= hits <= of``.
    basis, method : str
        As in ``Estimate``; ``method`` names the share.
    level : float

    Returns
    -------
    Estimate
        ``100 * hits / of``, 0 to 100, with Wilson's interval; n counts units. Not estimable without units. Where
        rows of one organization, meeting or group go together, use `engagement.measures.ratios.share`.

    Raises
    ------
    DataError
        If a count is missing, negative or fractional, or hits are more than units.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22(158).

    Examples
    --------
    >>> print(proportion(8, 10, "recorded", "share retained"))
    80% (95% interval 49 to 94.3; n = 10; recorded)
    >>> print(proportion(0, 0, "recorded", "share retained"))
    % not estimable: no units to take a share of (n = 0; recorded)
    """
    for name, count in (("hits", hits), ("of", of)):
        if not (count >= 0 and float(count).is_integer()):
            raise DataError(f"{name} is {count}; give a whole number, 0 or above")
    if hits > of:
        raise DataError(f"{hits} hits are more than {of} units")
    if of == 0:
        return Estimate.not_estimable("no units to take a share of", 0, "%", basis, level)
    value = hits / of
    low, high = proportion_confint(int(hits), int(of), alpha=1 - level, method="wilson")
    ends = 100 * min(float(low), value), 100 * max(float(high), value)
    return Estimate(100 * value, *ends, level, int(of), "%", basis, f"{method}; Wilson interval")
