"""What a study could have seen: the power for an effect, and the smallest effect that it detects."""

from scipy import optimize, stats

from engagement.errors import DataError

NORMAL = 1e5  # degrees of freedom from which t is the normal distribution


def power(effect, error, freedom, alpha=0.05):
    """The chance that a two-sided t test finds an effect, if it is there.

    Parameters
    ----------
    effect : float
        On the scale of the coefficient: for a count model, the logarithm of a rate ratio.
    error : float
        Its standard error, above 0.
    freedom : float
        Degrees of freedom of t, above 0; those of Satterthwaite need not be whole.
    alpha : float
        Level of the test.

    Returns
    -------
    float
        ``alpha`` where the effect is 0, up to 1. From the noncentral t distribution; exact for a linear coefficient
        under normal errors, otherwise as good as the t approximation itself.

    Raises
    ------
    DataError
        If the error or the degrees of freedom are not above 0, or alpha is no proportion.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.

    Examples
    --------
    >>> round(power(0.1, 0.035, 10), 2), round(power(0, 0.035, 10), 2)
    (0.73, 0.05)
    """
    if not error > 0 or not freedom > 0 or not 0 < alpha < 1:
        raise DataError(
            f"standard error {error}, degrees of freedom {freedom} and level {alpha} give no power; the first two are "
            "above 0, the level between 0 and 1"
        )
    return _power(abs(effect) / error, freedom, alpha)


def _power(away, freedom, alpha):
    critical = stats.t.ppf(1 - alpha / 2, freedom)
    if freedom > NORMAL:
        return float(stats.norm.sf(critical - away) + stats.norm.cdf(-critical - away))
    return float(stats.nct.sf(critical, freedom, away) + stats.nct.sf(critical, freedom, -away))


def smallest_effect(error, freedom, chance=0.8, alpha=0.05):
    """The smallest effect that a two-sided t test finds with the chance asked for.

    Parameters
    ----------
    error, freedom, alpha
        As for `power`.
    chance : float
        The power asked for; above ``alpha``, below 1.

    Returns
    -------
    float
        On the scale of the standard error; ``exp`` of it is the smallest detectable rate ratio of a count model. An
        interval that holds no effect says little about effects smaller than this one.

    Raises
    ------
    DataError
        As for `power`, or if the chance is out of range.

    References
    ----------
    Bloom (1995), Evaluation Review 19(5), on minimum detectable effects.

    Examples
    --------
    >>> round(smallest_effect(1, 10), 2), round(smallest_effect(1, 1e9), 2)
    (3.11, 2.8)
    """
    if not alpha < chance < 1:
        raise DataError(f"a chance of {chance} is asked for; it lies between the level {alpha} and 1")
    power(0, error, freedom, alpha)  # refuses what gives no power
    enough = 2 * (stats.t.ppf(1 - alpha / 2, freedom) + stats.t.ppf(chance, freedom)) + 10
    return error * optimize.brentq(lambda away: _power(away, freedom, alpha) - chance, 0, enough)
