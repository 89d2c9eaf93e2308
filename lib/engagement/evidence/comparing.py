"""Two estimates compared: their difference and their ratio, with an interval from the two intervals."""

import math

from engagement.errors import DataError
from engagement.estimate import Estimate

HOW = "from both intervals (MOVER), as if independent: too wide where the same organizations stand behind both"


def difference(after, before, unit=None):
    """How much the one estimate is above the other.

    Parameters
    ----------
    after, before : Estimate
        Of one unit, basis and level.
    unit : str, optional
        Of the difference, if not theirs.

    Returns
    -------
    Estimate
        ``after - before``; n is the smaller n. Not estimable if one of them is not; no interval if one has none.
        Simulated for means, the interval covers as the two do where they are independent.

    Raises
    ------
    DataError
        If units, bases or levels differ.

    References
    ----------
    Zou and Donner (2008), Statistics in Medicine 27(10).

    Examples
    --------
    >>> made = {"level": 0.95, "n": 30, "unit": "countries", "basis": "recorded", "method": "mean"}
    >>> print(difference(Estimate(30, 27, 33, **made), Estimate(20, 16, 24, **made)))
    10 countries (95% interval 5 to 15; n = 30; recorded)
    """
    unit = unit or f"{after.unit}"
    if not _comparable(after, before):
        return _not(after, before, unit)
    value, method = after.value - before.value, f"difference; {HOW}; {after.method}"
    if after.low is None or before.low is None:
        return Estimate(value, None, None, after.level, min(after.n, before.n), unit, after.basis, method)
    low = value - math.hypot(after.value - after.low, before.high - before.value)
    high = value + math.hypot(after.high - after.value, before.value - before.low)
    return Estimate(value, low, high, after.level, min(after.n, before.n), unit, after.basis, method)


def ratio(after, before):
    """How many times the other the one estimate is.

    Parameters
    ----------
    after, before : Estimate
        Of one unit, basis and level, above 0.

    Returns
    -------
    Estimate
        ``after / before``, with the unit ``ratio``; otherwise as `difference`, on the log scale. No interval where the
        lower end of one is 0. Not estimable where one of them is 0 itself.

    Raises
    ------
    DataError
        If units, bases or levels differ, or one is negative.

    References
    ----------
    Zou and Donner (2008), Statistics in Medicine 27(10).

    Examples
    --------
    >>> made = {"level": 0.95, "n": 30, "unit": "countries", "basis": "recorded", "method": "mean"}
    >>> print(ratio(Estimate(30, 27, 33, **made), Estimate(20, 16, 24, **made)))
    1.5 ratio (95% interval 1.22 to 1.91; n = 30; recorded)
    """
    if not _comparable(after, before) or min(after.value, before.value) == 0:
        return _not(after, before, "ratio")
    ends = [after.low, before.low]
    if min(after.value, before.value, *(end for end in ends if end is not None)) < 0:
        raise DataError(f"a ratio of {after.value:g} and {before.value:g} makes no sense; take the difference")
    n, method = min(after.n, before.n), f"ratio; {HOW}; {after.method}"
    value = after.value / before.value
    if None in ends or min(ends) == 0:
        return Estimate(value, None, None, after.level, n, "ratio", after.basis, method)
    down = math.hypot(math.log(after.value / after.low), math.log(before.high / before.value))
    up = math.hypot(math.log(after.high / after.value), math.log(before.value / before.low))
    return Estimate(value, value * math.exp(-down), value * math.exp(up), after.level, n, "ratio", after.basis, method)


def _comparable(after, before):
    for part in ("unit", "basis", "level"):
        one, other = getattr(after, part), getattr(before, part)
        if one != other:
            raise DataError(f"estimates of different {part} cannot be compared: {one} and {other}")
    return after.estimable and before.estimable


def _not(after, before, unit):
    lacking = next((one for one in (after, before) if not one.estimable), None)
    why = lacking.method.split(": ", 1)[1] if lacking else "one of the two is 0"
    return Estimate.not_estimable(why, min(after.n, before.n), unit, after.basis, after.level)
