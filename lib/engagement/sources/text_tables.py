"""CSV in any encoding and with any separator -> a sheet of text rows."""

import collections
import contextlib
import csv
import itertools
from io import TextIOWrapper

from engagement.sources import encodings
from engagement.sources.cells import Sheet
from engagement.sources.opening import Unreadable, damage_told

DELIMITERS = ",;\t|"
SAMPLE = 1_000_000
LINES = 50  # from which the separator is told
FIELD = 10_000_000  # characters in a line or a cell; more is an open quotation mark, or no table
UNENDED = "the last line is not ended, so the file may be cut off"


def sheet(opened):
    """The one sheet of a CSV.

    Parameters
    ----------
    opened : Opened

    Returns
    -------
    Sheet

    Raises
    ------
    Unreadable
        If it is damaged, here or when its rows are asked for.
    """
    encoding = encodings.find(opened)
    with damage_told(), _text(opened, encoding.name) as file:
        try:
            delimiter = _delimiter(file.read(SAMPLE))
        except UnicodeDecodeError as error:
            raise _undecodable(encoding.name, 0, error) from error
    notes = () if encoding.certain else (f"the text is taken to be in {encoding.name}, which its bytes do not prove",)
    return Sheet(None, lambda: _rows(opened, encoding.name, delimiter), notes if encoding.ended else (*notes, UNENDED))


def _rows(opened, encoding, delimiter):
    csv.field_size_limit(FIELD)
    before = 0
    with damage_told(), _text(opened, encoding) as file:
        reader = csv.reader(_lines(file), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                number, before = before + 1, reader.line_num
                cells = [cell.strip() for cell in cells]
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            raise Unreadable(*_told(error, before + 1)) from error
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"after line {before} it is not text in {encoding} ({error.reason})", "export it in UTF-8"
            ) from error


def _undecodable(encoding, line, error):
    return Unreadable(f"after line {line} it is not text in {encoding} ({error.reason})", "export it in UTF-8")


def _lines(file):
    """The lines of a text, none of them longer than a machine can hold."""
    while line := file.readline(FIELD):
        if len(line) == FIELD:
            raise csv.Error(f"a line is longer than {FIELD:,} characters")
        yield line


def _told(error, line):
    """What is wrong from a line on, and the remedy."""
    if "unexpected end of data" in str(error):
        return f"a quotation mark opened in line {line} or below is never closed", "close it, or export the file again"
    return f"from line {line} on it is no CSV ({error})", "check the quotation marks there, or export the file again"


def _text(opened, encoding):
    return TextIOWrapper(opened.stream(), encoding=encoding, newline="")


def _delimiter(sample):
    """The sign that parts most lines into as many cells as each other; Excel may name it in the first line."""
    if sample[:4].casefold() == "sep=" and sample[4:5] in DELIMITERS:
        return sample[4]
    return max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample, delimiter):
    """How well a sign parts the first lines: how many into as many cells as most, and into how many cells."""
    lines = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter, strict=True)
    widths = collections.Counter()
    with contextlib.suppress(csv.Error):  # what was parted before it counts
        for cells in itertools.islice(lines, LINES):
            widths[len(cells)] += len(cells) > 1
    return max(((often, width) for width, often in widths.items()), default=(0, 0))
