"""Whether a computed number is the one that was printed, to the digits printed."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from numbers import Integral

from engagement.errors import DataError


def agrees(printed, ours):
    """Whether a number rounds to the digits printed.

    Parameters
    ----------
    printed : str
        A number as printed: ``.0811``, ``-6.592912e-05``, ``15099``. Its last digit says how exact it is.
    ours : float
        The same, computed; halves round away from zero.

    Returns
    -------
    bool

    Raises
    ------
    DataError
        If what was printed is no number.

    Examples
    --------
    >>> agrees(".0811", 0.08114), agrees(".0811", 0.08116), agrees("1469.1", 1469.18)
    (True, False, False)
    """
    number = _number(printed)
    return _rounded(ours, _last(number)) == number


def shown(printed, ours):
    """A computed number as text: whole if it is a count, else with one digit more than was printed.

    Examples
    --------
    >>> shown(".0811", 0.0811449), shown("4.494e-03", 0.0044944872), shown("12", 12)
    ('0.08114', '0.0044945', '12')
    """
    if isinstance(ours, Integral):
        return str(ours)
    return f"{_rounded(ours, _last(_number(printed)) - 1):f}"


def _number(printed):
    try:
        return Decimal(printed)
    except InvalidOperation as error:
        raise DataError(f"{printed!r} is no printed number; write it as 0.0811 or 4.49e-03") from error


def _last(number):
    """The power of ten of the last digit printed."""
    return number.as_tuple().exponent


def _rounded(value, power):
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(power), ROUND_HALF_UP)
