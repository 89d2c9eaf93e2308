"""How the form of a table looks as a workbook."""

import datetime
import io

import xlsxwriter

from engagement.errors import DataError
from engagement.sources.reader import DEMONSTRATION, LEGEND

MADE = datetime.datetime(2024, 1, 1)  # of every form, so that the same form is the same bytes
FIRST_DAY = "1900-03-01"  # before it the calendar of spreadsheets is wrong by a day, or has none
MOST_ROWS, MOST_SIGNS = 1_048_575, 32_767  # below the headings; in a cell
CONTROL = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"
KINDS = {
    "string": "text", "Int64": "whole number", "Float64": "number", "datetime64[ns]": "date, as 2024-07-15",
    "boolean": "true or false",
}  # fmt: skip
FORMATS = {"string": "@", "Int64": "0", "Float64": "General", "datetime64[ns]": "yyyy-mm-dd"}
HEADINGS = ("column", "required", "type", "unit", "meaning", "allowed values")
TYPED = {
    "person": "type the name, which becomes a pseudonym before anything is written, or an id of your own such as "
    "p-0001, the same at every meeting",
}
WIDTHS = (22, 10, 20, 12, 70, 40)
HOW = (
    "Headings on a coloured ground have to be filled in, the others where the value is known.",
    "The grey row below the headings is an example; left as it is, it is not read.",
    "More columns and sheets may be added; they are not read.",
)


def write(table, file, rows, basis):
    """Write the form of a table.

    Parameters
    ----------
    table : Record
    file : binary file
    rows : pandas.DataFrame or None
        Text columns of the form; None for the example.
    basis : str or None
        ``demonstration`` or None.

    Raises
    ------
    DataError
        If a value fits into no workbook.
    """
    _fit(table, rows)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": f"form of the table {table.name}", "comments": basis or "", "created": MADE})
        sheet, legend = book.add_worksheet(table.name), book.add_worksheet(LEGEND)
        ranges = _legend(book, legend, table, basis, example=rows is None)
        _columns(book, sheet, table, ranges)
        if rows is None:
            _example(book, sheet, table)
        else:
            _rows(sheet, table, rows)
    file.write(content.getvalue())


def _fit(table, rows):
    """Refuse what a workbook would cut off or change."""
    if rows is None:
        return
    if len(rows) > MOST_ROWS:
        raise DataError(f"{len(rows):,} rows of {table.name} are more than a sheet takes; write them as CSV")
    for name in rows:
        _none(rows[name].str.len() > MOST_SIGNS, table, name, f"is longer than {MOST_SIGNS:,} characters")
        _none(rows[name].str.contains(CONTROL), table, name, "holds a control character")


def _none(wrong, table, column, said):
    if wrong.any():
        place = int(wrong.fillna(False).to_numpy().argmax()) + 1
        raise DataError(f"row {place} of {table.name}: {column} {said}, which no workbook takes; shorten or mend it")


def _legend(book, sheet, table, basis, example):
    """Write the legend; returns the range of allowed values of each column that has them."""
    strong, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width, wrapped if place == 4 else None)
    marked = [("basis", DEMONSTRATION)] if basis else []
    line = 0
    for cells in (
        *marked,
        (f"One row for each {table.row}.",),
        *((said,) for said in HOW if example or said != HOW[1]),
    ):
        sheet.write_row(line, 0, cells)
        line += 1
    sheet.write_row(line + 1, 0, HEADINGS, strong)
    line, ranges = line + 2, {}
    for name, column in table.entry.columns.items():
        allowed = _allowed(column)
        kind, unit = KINDS[_kind(column)], (column.metadata or {}).get("unit")
        cells = (name, "no" if column.nullable else "yes", kind, unit if unit != "date" else "", _meaning(name, column))
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell or "")
        for number, word in enumerate(allowed):
            sheet.write_string(line + number, 5, word)
        if allowed:
            ranges[name] = f"={LEGEND}!$F${line + 1}:$F${line + len(allowed)}"
        line += max(len(allowed), 1)
    return ranges


def _meaning(name, column):
    """What a column means, and what to type where that does not say it."""
    return "; ".join(filter(None, (column.description, TYPED.get(name))))


def _kind(column):
    """The type of a column, wherever its texts are kept in memory."""
    return str(column.dtype).removesuffix("[pyarrow]").removesuffix("[python]")


def _allowed(column):
    """The words a column takes, none where it takes any."""
    return [str(word) for check in column.checks if check.name == "isin" for word in check.statistics["allowed_values"]]


def _columns(book, sheet, table, ranges):
    """Headings, formats and drop-downs."""
    headings = {
        False: book.add_format({"bold": True, "bg_color": "#FCE4D6", "bottom": 1}),
        True: book.add_format({"bold": True, "bottom": 1}),
    }
    formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    for place, (name, column) in enumerate(table.entry.columns.items()):
        sheet.set_column(place, place, max(14, len(name) + 2), formats[_kind(column)])
        sheet.write_string(0, place, name, headings[column.nullable])
        if name in ranges:
            sheet.data_validation(1, place, MOST_ROWS, place, {
                "validate": "list", "source": ranges[name], "error_title": name,
                "error_message": f"Choose one of the words in the list; the sheet {LEGEND} explains them.",
            })  # fmt: skip
    sheet.freeze_panes(1, 0)


def _example(book, sheet, table):
    grey = book.add_format({"italic": True, "font_color": "#808080", "num_format": "@"})
    for place, name in enumerate(table.entry.columns):
        sheet.write_string(1, place, table.example.get(name, ""), grey)


def _rows(sheet, table, rows):
    for place, (name, column) in enumerate(table.entry.columns.items()):
        write = _WRITERS.get(_kind(column), type(sheet).write_string)
        for line, text in enumerate(rows[name].array, 1):
            if isinstance(text, str):
                write(sheet, line, place, text)


def _day(sheet, line, place, text):
    """A date as a true one, where spreadsheets have it."""
    try:
        day = datetime.date.fromisoformat(text) if text >= FIRST_DAY else None
    except ValueError:
        day = None
    if day is None:
        sheet.write_string(line, place, text)
    else:
        sheet.write_datetime(line, place, datetime.datetime.combine(day, datetime.time()))


def _number(sheet, line, place, text):
    """A number as a true one, where the workbook holds all its digits."""
    try:
        number = float(text)
        exact = float(f"{number:.16G}") == number and abs(number) < 2**53
    except ValueError:
        exact = False
    if exact:
        sheet.write_number(line, place, number)
    else:
        sheet.write_string(line, place, text)


_WRITERS = {"datetime64[ns]": _day, "Int64": _number, "Float64": _number}
