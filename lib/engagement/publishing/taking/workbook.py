"""All tables of a report, and the data of its figures, as one workbook."""

import datetime
import io

import xlsxwriter

from engagement.errors import DataError
from engagement.publishing.taking.plain_text import printable

MADE = datetime.datetime(2024, 1, 1)  # of every workbook, so that the same numbers are the same bytes
HEAD = 4  # lines above the headings
MOST_ROWS, MOST_SIGNS = 1_048_576 - HEAD - 1, 32_767  # that a sheet and a cell hold
FIRST_DAY = "1900-03-01"  # before it the calendar of spreadsheets is wrong by a day, or has none
NARROW, WIDE = 9, 44


def written(items, title, source):
    """The bytes of a workbook with a sheet for each table and figure.

    Parameters
    ----------
    items : list of Item
    title : str
        Of the report.
    source : str
        Where the numbers come from.

    Returns
    -------
    bytes
        The same for the same content. Text is written as text, never as a formula or link.

    Raises
    ------
    DataError
        If a table has more rows than a sheet.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": _fitting(title), "comments": _fitting(source), "created": MADE})
        formats = {
            "bold": book.add_format({"bold": True}),
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for item in items:
            _sheet(book.add_worksheet(item.id), item, source, formats)
    return content.getvalue()


def _sheet(sheet, item, source, formats):
    columns, rows = item.content["columns"], item.content["rows"]
    if len(rows) > MOST_ROWS:
        raise DataError(f"{item.id} has {len(rows):,} rows, a sheet holds {MOST_ROWS:,}; show fewer of them")
    about = [item.content["caption"], f"Basis: {item.content.get('basis') or 'not counted from records'}"]
    for row, line in enumerate([*about, f"Source: {source}"]):
        sheet.write_string(row, 0, _fitting(line), formats["bold"] if row == 0 else None)
    for place, column in enumerate(columns):
        sheet.write_string(HEAD, place, _fitting(column["name"]), formats["heading"])
        longest = max([len(column["name"]) // 2, *(len(str(row[place])) for row in rows)], default=NARROW)
        sheet.set_column(place, place, min(max(longest + 1, NARROW), WIDE))
    for number, row in enumerate(rows, HEAD + 1):
        for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
            _cell(sheet, number, place, cell, column["type"], formats["date"])
    sheet.freeze_panes(HEAD + 1, 0)
    if rows:
        sheet.autofilter(HEAD, 0, HEAD + len(rows), len(columns) - 1)


def _cell(sheet, row, place, cell, kind, date):
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, place, cell)
    elif isinstance(cell, str) and kind == "date" and cell >= FIRST_DAY and len(cell) == 10:
        sheet.write_datetime(row, place, datetime.datetime.fromisoformat(cell), date)
    elif cell is not None:
        sheet.write_string(row, place, _fitting(cell))


def _fitting(text):
    return printable(text)[:MOST_SIGNS]
