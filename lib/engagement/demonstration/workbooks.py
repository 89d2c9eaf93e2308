"""Lists as workbooks such as ITU's secretariat exports, the same bytes for the same rows."""

import datetime

import xlsxwriter

from engagement.demonstration.pages import NOTICE
from engagement.sources.reader import DEMONSTRATION, LEGEND

SHEET_ROWS = 1_000_000  # a sheet takes 1,048,576
IN_MEMORY = 20_000  # rows; more are written as they come, which takes no memory but longer
MADE = datetime.datetime(2022, 3, 9)  # of every workbook, so that the same rows give the same bytes


def write_list(path, title, headings, rows):
    """Write a list under a line that says what it is, on as many sheets as it takes, with a legend: it is made up.

    Parameters
    ----------
    path : pathlib.Path
    title : str
        First line of each sheet.
    headings : list of str
    rows : list of tuple of str
    """
    with xlsxwriter.Workbook(path, {"in_memory" if len(rows) < IN_MEMORY else "constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "comments": NOTICE, "created": MADE})
        for number, first in enumerate(range(0, max(len(rows), 1), SHEET_ROWS), 1):
            sheet = workbook.add_worksheet("List" if number == 1 else f"List {number}")
            sheet.write_string(0, 0, title)
            for line, cells in enumerate([headings, *rows[first : first + SHEET_ROWS]], 1):
                for column, cell in enumerate(cells):
                    if cell:
                        sheet.write_string(line, column, cell)
        legend = workbook.add_worksheet(LEGEND)
        legend.write_row(0, 0, ["basis", DEMONSTRATION])
        legend.write_row(1, 0, ["what this is", NOTICE])
