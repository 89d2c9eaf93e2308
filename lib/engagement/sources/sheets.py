"""Any file that holds a list -> its sheets."""

from engagement.sources import text_tables, workbooks
from engagement.sources.cells import Sheet

__all__ = ["Sheet", "sheets"]


def sheets(opened):
    """The sheets of a file.

    Parameters
    ----------
    opened : Opened
        Of kind csv, xlsx, xls or ods.

    Returns
    -------
    list of Sheet

    Raises
    ------
    Unreadable
        If the file is damaged.
    """
    return [text_tables.sheet(opened)] if opened.kind == "csv" else workbooks.sheets(opened)
