"""A sheet of text cells, and the cells in it that hold an error in the place of a value."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

HEADER_WITHIN = 40  # rows from the top in which the headings must come
LEGEND = "legend"  # sheet of a workbook that explains the others, and says where their rows are made up
NOTHING = ("N/A", "n/a", "-", "–", "—", "--")  # what people write into a cell that stays empty; NA is Namibia
UNSTORED = "#FORMULA!"
_ERROR = re.compile(r"#(N/A|REF!|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}")


@dataclass(frozen=True)
class Sheet:
    """One table of a file.

    Attributes
    ----------
    name
        Of the sheet or the table, None where a file has but one.
    rows
        Yields (number of the row, cells as text); may be called again. Cells
        are stripped, dates are written 2024-07-15, whole numbers without a
        decimal point, errors as spreadsheets print them. Blank rows are left out.
    notes
        What a user should know, one sentence each.
    """

    name: str | None
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    notes: tuple[str, ...] = ()

    @cached_property
    def head(self):
        """The first rows, in which the headings must come; read once."""
        return list(itertools.islice(self.rows(), HEADER_WITHIN))


def unstored(formula):
    """The text that stands for a formula whose result the file does not hold."""
    return f"{UNSTORED} ={formula}".strip()


def fault(text):
    """Why a cell holds no value, and what to do; None where it does.

    Examples
    --------
    >>> fault("#N/A")
    ('is an error of the spreadsheet, not a value', 'mend the formula, or empty the cell')
    >>> fault("N/A"), fault("#1 in the list")
    (None, None)
    """
    if text.startswith(UNSTORED):
        return "is a formula without a stored value", "open the file in a spreadsheet program and save it"
    if _ERROR.fullmatch(text):
        return "is an error of the spreadsheet, not a value", "mend the formula, or empty the cell"
    return None
