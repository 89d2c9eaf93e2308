"""What stands in the records of a workbook beside its values: how far a sheet reaches, which cells hold no value."""

from dataclasses import dataclass, field

MOST_CELLS = 40_000_000
PARSING = {"resolve_entities": False, "no_network": True, "load_dtd": False}


@dataclass
class Survey:
    """A sheet, before it is read.

    Attributes
    ----------
    rows, columns
        The last that hold anything, counted from 1.
    formulas
        Whether there are any.
    faults
        (row, column), from 0 -> text of a cell that holds an error, or a formula without result.
    merged
        (first row, last row, column), from 0, of cells merged over several rows.
    """

    rows: int = 0
    columns: int = 0
    formulas: bool = False
    faults: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)

    @property
    def too_large(self):
        """Whether the rectangle around all cells has more of them than a machine can hold."""
        return self.rows * self.columns > MOST_CELLS

    def reach(self, row, column):
        """Take note of a cell that holds something."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
