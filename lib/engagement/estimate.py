"""A number that never travels without its n, interval, unit and basis."""

import json
import math
from dataclasses import asdict, dataclass
from html import escape
from numbers import Integral, Real

from engagement.errors import DataError
from engagement.tables.definition import BASES

NOT_ESTIMABLE = "not estimable"
LEAST_P = 0.0001  # below it a p says no more than that it is small
OPEN = "infinity"  # an end in JSON, which has no number for it


@dataclass(frozen=True)
class Estimate:
    """One estimated quantity.

    Parameters
    ----------
    value : float or None
        The point estimate, in ``unit``; None where nothing can be estimated, see `not_estimable`.
    low, high : float or None
        Ends of the interval; both None where there is none to give, because a
        count is complete or observations are too few (``method`` says which).
        ``high`` is infinite where the data set no upper end.
    level : float
        Coverage of the interval, 0 < level < 1.
    n : int
        Observations the value rests on (meetings, RFCs, … as ``method`` says).
    unit : str
        ``participants per meeting``, ``ratio``, ``%`` …
    basis : {"published", "recorded", "demonstration"}
    method : str
        Estimator, interval and small-sample rule in words.

    Raises
    ------
    ValueError
        If the value lies outside its interval, n is no count, the level no
        proportion, the basis unknown, or unit or method is missing.

    Examples
    --------
    >>> print(Estimate(12.5, 9.0, 16.0, 0.95, 40, "participants", "published", "mean, t interval"))
    12.5 participants (95% interval 9 to 16; n = 40; published)
    >>> print(Estimate.not_estimable("1 organization", 1, "Gini coefficient", "recorded"))
    Gini coefficient not estimable: 1 organization (n = 1; recorded)
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    n: int
    unit: str
    basis: str
    method: str

    @classmethod
    def not_estimable(cls, why, n, unit, basis, level=0.95):
        """The result where there is nothing to estimate from.

        Parameters
        ----------
        why : str
            What is lacking: ``1 organization``, ``all counts are 0``.
        n, unit, basis, level
            As for any estimate.
        """
        return cls(None, None, None, level, n, unit, basis, f"{NOT_ESTIMABLE}: {why}")

    @property
    def estimable(self):
        """Whether there is a value."""
        return self.value is not None

    def __post_init__(self):
        check_level(self.level)
        for name in ("value", "low", "high"):
            given = getattr(self, name)
            if given is None and (name != "value" or str(self.method).startswith(NOT_ESTIMABLE)):
                continue
            given = math.inf if given == OPEN else given
            if not isinstance(given, Real) or math.isnan(given):
                raise ValueError(f"{name} is {given!r}, not a number")
            object.__setattr__(self, name, float(given))
        if (self.low is None) != (self.high is None):
            raise ValueError(f"an interval has two ends; got {self.low} and {self.high}")
        if self.low is not None and (self.value is None or not self.low <= self.value <= self.high):
            raise ValueError(f"value {self.value} lies outside its interval {self.low} to {self.high}")
        if not isinstance(self.n, Integral) or self.n < 0:
            raise ValueError(f"n is {self.n!r}, not a count of observations")
        object.__setattr__(self, "n", int(self.n))
        if self.basis not in BASES:
            raise ValueError(f"basis {self.basis!r} is none of {', '.join(BASES)}")
        if not self.unit or not self.method:
            raise ValueError("an estimate states its unit and its method")

    @property
    def interval(self):
        """The interval in words: ``95% interval 9 to 16``, or ``9 or more`` where it has no upper end."""
        return "no interval" if self.low is None else f"{self.level:.0%} interval {self.ends()}"

    def ends(self, number=None):
        """Both ends of the interval in words, each written by a function (see `plain`): ``9 to 16``, ``9 or more``."""
        number = number or plain
        return f"{number(self.low)} or more" if self.high == math.inf else f"{number(self.low)} to {number(self.high)}"

    def __str__(self):
        if not self.estimable:
            return f"{self.unit} {self.method} (n = {self.n:,}; {self.basis})"
        number = f"{plain(self.value)}{self.unit}" if self.unit == "%" else f"{plain(self.value)} {self.unit}"
        return f"{number} ({self.interval}; n = {self.n:,}; {self.basis})"

    def _repr_html_(self):
        value, interval = (plain(self.value), f"{self.interval}; ") if self.estimable else ("–", "")
        return (
            f'<p class="estimate"><strong>{value}</strong> {escape(self.unit)} '
            f"<span>{escape(interval)}n = {self.n:,}</span> "
            f'<span class="basis {self.basis}">{self.basis}</span> '
            f"<small>{escape(self.method)}</small></p>"
        )

    def to_dict(self):
        """The estimate as values that JSON can hold, in field order; an end that is infinite is a word."""
        return asdict(self) | ({"high": OPEN} if self.high == math.inf else {})

    def to_json(self):
        """The estimate as a JSON object."""
        return json.dumps(self.to_dict(), allow_nan=False)

    @classmethod
    def from_json(cls, text):
        """Read back what ``to_json`` wrote."""
        return cls(**json.loads(text))


def check_level(level):
    """Refuse what is no coverage of an interval.

    Raises
    ------
    DataError
        If it is no number between 0 and 1.
    """
    if not (isinstance(level, Real) and 0 < level < 1):
        raise DataError(f"level is {level!r}; give the coverage of the interval as a part of 1, such as 0.95")


def p_value(p):
    """The p of a test as people write it: ``p = 0.0312``, and ``p < 0.0001`` below that.

    Examples
    --------
    >>> p_value(0.031234), p_value(5e-8)
    ('p = 0.0312', 'p < 0.0001')
    """
    return f"p = {plain(p)}" if p >= LEAST_P else f"p < {LEAST_P}"


def plain(number):
    """A number as people write it: three significant digits, thousands separated.

    Examples
    --------
    >>> [plain(x) for x in (0.01234, 2.5, 16.04, 345.6, 12345.6, -0.0001)]
    ['0.0123', '2.5', '16', '346', '12,346', '-0.0001']
    """
    if not math.isfinite(number):
        return "infinity" if number > 0 else "-infinity"
    if abs(number) >= 100 or number == int(number):
        return f"{number:,.0f}"
    digits = 2 - math.floor(math.log10(abs(number)))
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") if abs(number) < 1000 else f"{number:,.0f}"
