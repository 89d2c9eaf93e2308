"""The rule by which numbers of persons are told in shared pages."""

from dataclasses import dataclass

from engagement.errors import DataError

WITHHELD = "withheld"
SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Rule:
    """How numbers of persons counted from one table are told.

    Parameters
    ----------
    minimum : int
        Fewest persons behind a number that is told, 2 or more.
    rounding : int
        Multiple to which numbers that are told are rounded, `minimum` or more: then no difference of two of them, of
        two pages or of two editions, is known more closely than that.

    Raises
    ------
    DataError
        If `minimum` is below 2 or `rounding` below `minimum`.
    """

    minimum: int = 5
    rounding: int = 5

    def __post_init__(self):
        if self.minimum < 2:
            raise DataError(f"the fewest persons behind a number are {self.minimum}; they must be 2 or more")
        if self.rounding < self.minimum:
            raise DataError(
                f"numbers are rounded to {self.rounding}, less than the fewest persons, {self.minimum}: a difference "
                "of two of them would tell fewer"
            )

    @property
    def few(self):
        """The minimum in words: ``fewer than 5 persons``."""
        return f"fewer than {self.minimum} persons"

    def rounded(self, count):
        """A count to the nearest multiple of `rounding`, halves up.

        Examples
        --------
        >>> [Rule().rounded(count) for count in (0, 2, 3, 7, 12346)]
        [0, 0, 5, 5, 12345]
        """
        return int((count + self.rounding / 2) // self.rounding) * self.rounding

    def words(self, count):
        """A number of persons in words: rounded, or that there are few.

        Examples
        --------
        >>> [Rule().words(count) for count in (0, 3, 1234)]
        ['0', 'fewer than 5', '1,235']
        """
        return f"fewer than {self.minimum}" if 0 < count < self.minimum else f"{self.rounded(count):,}"


def rule_for(table, rows="attendance"):
    """The rule of a table of records.

    Parameters
    ----------
    table : pandas.DataFrame
        Table ``suppression``.
    rows : str
        Name of the table whose rows are counted.

    Returns
    -------
    Rule

    Raises
    ------
    DataError
        If the table has no row of that name, or says that its numbers are exempt.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"table": ["attendance"], "treatment": ["suppressed"], "minimum": [5], "rounding": [10]})
    >>> rule_for(table)
    Rule(minimum=5, rounding=10)
    """
    found = table[(table["table"] == rows) & (table["treatment"] == SUPPRESSED)]
    if len(found) != 1:
        raise DataError(
            f"{len(found)} rules say how numbers of the table {rows!r} are suppressed; give one row of it in "
            "data/reference/suppression.csv with treatment 'suppressed'"
        )
    return Rule(int(found["minimum"].iloc[0]), int(found["rounding"].iloc[0]))
