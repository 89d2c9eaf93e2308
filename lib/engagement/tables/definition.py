"""What a tidy table is: its columns and their meaning, its key, its origin and its basis."""

from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

BASES = ("published", "recorded", "demonstration")
REFERENCE = "reference"  # a table to look things up in; no number is counted from it
BY_ROW = "by row"  # a table whose rows each state their own basis


@dataclass(frozen=True)
class Table:
    """One tidy table.

    Attributes
    ----------
    name
        What ``engagement.load`` takes.
    file
        Where the repository ships it, below ``data/`` (``published/meetings.csv``).
    row
        "One row per …", in words.
    basis
        ``published`` (typed from a public source, row by row), ``recorded``
        (computed from real records), ``demonstration`` (made up) or
        ``reference`` (looked up, not counted).
    origin, licence
        Where the rows come from, and under what terms.
    schema
        Columns with type, description and unit, key and checks.
    optional
        True for a table the repository does not ship and a user may add.
    references
        Column -> (table, column) that must know its values.
    """

    name: str
    file: str
    row: str
    basis: str
    origin: str
    licence: str
    schema: pa.DataFrameSchema
    optional: bool = False
    references: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.basis not in (*BASES, REFERENCE, BY_ROW):
            raise ValueError(
                f"table {self.name}: basis {self.basis!r} is none of {', '.join((*BASES, REFERENCE, BY_ROW))}"
            )


def column(dtype, description, *checks, unit=None, nullable=False, unique=False):
    """One column of a schema: its type, what it means, its unit and its checks."""
    return pa.Column(
        dtype,
        list(checks),
        description=description,
        metadata={"unit": unit},
        nullable=nullable,
        unique=unique,
        coerce=True,
    )


def text(description, *checks, **options):
    """A text column."""
    return column(pd.StringDtype(na_value=pd.NA), description, *checks, **options)


def choice(description, allowed, **options):
    """A text column that takes one of a few values."""
    return text(description, pa.Check.isin(list(allowed)), **options)


def count(description, unit, at_most, **options):
    """A whole number from zero to a plausible most, often missing."""
    plausible = pa.Check.in_range(0, at_most)
    return column(pd.Int64Dtype(), description, plausible, unit=unit, **{"nullable": True, **options})


def whole(description, low, high, unit=None, **options):
    """A whole number within bounds."""
    return column(pd.Int64Dtype(), description, pa.Check.in_range(low, high), unit=unit, **options)


def number(description, low, high, unit=None, **options):
    """A decimal number within bounds."""
    return column(pd.Float64Dtype(), description, pa.Check.in_range(low, high), unit=unit, **options)


def date(description, low="1950-01-01", high="2099-12-31", **options):
    """A calendar date within plausible bounds."""
    plausible = pa.Check(
        lambda days: days.between(pd.Timestamp(low), pd.Timestamp(high)), error=f"is not between {low} and {high}"
    )
    return column("datetime64[ns]", description, plausible, unit="date", **options)


def flag(description, **options):
    """A yes or no."""
    return column(pd.BooleanDtype(), description, **options)


def schema(columns, key, rules=None):
    """A schema that takes these columns and no others.

    ``key`` may not repeat; ``rules`` maps what is wrong, in words, to a
    function of the frame that is true for the rows where it is wrong.
    """
    checks = [
        pa.Check(lambda frame, wrong=wrong: ~wrong(frame).fillna(False), error=said)
        for said, wrong in (rules or {}).items()
    ]
    return pa.DataFrameSchema(columns, checks=checks, unique=list(key), strict=True, ordered=False)
