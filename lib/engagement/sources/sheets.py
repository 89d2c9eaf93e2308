"""Any file that holds tables -> sheets of text cells, each row with its number."""

import csv
import datetime
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper

import python_calamine
from charset_normalizer import from_bytes

from engagement.sources.opening import Unreadable

DELIMITERS = ",;\t|"
SAMPLE = 1_000_000
FIELD = 10_000_000  # characters in a cell of a CSV; more is an open quotation mark
EXCEL_ENCODING = "cp1252"


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
        decimal point. Blank rows are left out.
    notes
        What a user should know, one sentence each.
    """

    name: str | None
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    notes: tuple[str, ...] = ()


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
    return [_text_table(opened)] if opened.kind == "csv" else _workbook(opened)


def _workbook(opened):
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(opened.path))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    except Exception as error:  # calamine raises errors of many kinds for damaged files
        raise Unreadable(f"the workbook cannot be read ({error})", "open it, save it again and put it here") from error
    return [Sheet(name, lambda name=name: _cells(workbook, name)) for name in visible]


def _cells(workbook, name):
    try:
        sheet = workbook.get_sheet_by_name(name)
        for number, row in enumerate(sheet.iter_rows(), 1 + (sheet.start or (0, 0))[0]):
            cells = [_written(value) for value in row]
            if any(cells):
                yield number, cells
    except python_calamine.CalamineError as error:
        raise Unreadable(f"sheet {name} cannot be read ({error})", "open it, save it again and put it here") from error


def _written(value):
    """A cell as people would write it."""
    if type(value) is str:
        return value.strip()
    if type(value) is float:
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if type(value) is bool:
        return "true" if value else "false"
    return str(value).strip()


def _text_table(opened):
    encoding, certain = _encoding(opened)
    with _text(opened, encoding) as file:
        sample = file.read(SAMPLE)
    delimiter = _delimiter(sample)
    guessed = () if certain else (f"the text is taken to be in {encoding}",)
    return Sheet(None, lambda: _lines(opened, encoding, delimiter), guessed)


def _lines(opened, encoding, delimiter):
    csv.field_size_limit(FIELD)
    with _text(opened, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter)
        before = 0
        try:
            for cells in reader:
                number, before = before + 1, reader.line_num
                cells = [cell.strip() for cell in cells]
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            raise Unreadable(f"after line {before} it is no CSV ({error})", "check the quotation marks there") from error
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"after line {before} it is not text in {encoding} ({error.reason})", "export it in UTF-8"
            ) from error
        except EOFError as error:
            raise Unreadable("the compressed file is cut off", "copy it again, whole") from error


def _text(opened, encoding):
    return TextIOWrapper(opened.stream(), encoding=encoding, newline="")


def _encoding(opened):
    """The encoding of a text, and whether its bytes prove it."""
    with opened.stream() as file:
        head = file.read(4)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16", True
        file.seek(0)
        if _is_utf8(file):
            return "utf-8-sig", True
        file.seek(0)
        sample = file.read(SAMPLE)
    if b"\0" in sample:
        return ("utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"), False
    best = from_bytes(sample, cp_isolation=[EXCEL_ENCODING, "cp1250", "cp1251", "shift_jis", "gb18030"]).best()
    return (best.encoding if best else EXCEL_ENCODING), False


def _is_utf8(file):
    from codecs import getincrementaldecoder

    decoder = getincrementaldecoder("utf-8")()
    try:
        while block := file.read(SAMPLE):
            if b"\0" in block:
                return False
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(sample):
    """The sign that parts the first lines into most cells, as many in each."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        lines = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)
        try:
            widths = [len(cells) for cells in itertools.islice(lines, 20) if cells]
        except csv.Error:
            continue
        score = sum(width == widths[0] for width in widths) * (widths[0] - 1) if widths else 0
        if score > most:
            best, most = delimiter, score
    return best
