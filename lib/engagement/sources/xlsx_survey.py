"""The sheets of an XLSX, skimmed; one in which something stands out is gone through cell by cell."""

import itertools
import posixpath
import re
import string
import zipfile

from lxml import etree

from engagement.sources.cells import unstored
from engagement.sources.workbook_survey import PARSING, Survey

BLOCK = 1 << 20
STRINGS = "xl/sharedStrings.xml"
DIGITS, LETTERS = string.digits.encode(), string.ascii_uppercase.encode()
FORMULA = re.compile(rb"<f[ />]")
PLAIN = re.compile(rb"<worksheet[ >]")  # names without prefix


def survey(path):
    """Survey an XLSX.

    Returns
    -------
    dict of str to Survey
        By the name of the sheet.
    """
    with zipfile.ZipFile(path) as archive:
        found = {}
        if STRINGS in archive.namelist():
            _read_through(archive, STRINGS)
        for name, part in _parts(archive):
            skimmed = _skimmed(archive, part)
            found[name] = _gone_through(archive, part) if skimmed is None else skimmed
        return found


def _parts(archive):
    """Name and part of each sheet."""
    book = etree.fromstring(archive.read("xl/workbook.xml"), etree.XMLParser(**PARSING))
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**PARSING))
    targets = {one.get("Id"): one.get("Target") for one in relations.iter("{*}Relationship")}
    for sheet in book.iter("{*}sheet"):
        identity = next((value for key, value in sheet.items() if etree.QName(key).localname == "id"), None)
        part = posixpath.normpath(posixpath.join("/xl", targets.get(identity, ""))).lstrip("/")
        if part in archive.namelist():
            yield sheet.get("name"), part


def _read_through(archive, part):
    """Make sure that a part is no larger than the archive says; zipfile finds it out at its end."""
    with archive.open(part) as file:
        while file.read(BLOCK):
            pass


def _skimmed(archive, part):
    """The extent of a sheet, None where it holds formulas or errors, or where a cell seems to lie far out."""
    ends, rest = [], b""
    with archive.open(part) as file:
        start = file.read(BLOCK)
        if not PLAIN.search(start):
            return None
        for block in itertools.chain([start], iter(lambda: file.read(BLOCK), b"")):
            piece = rest + block
            if b't="e"' in piece or b"<f" in piece and FORMULA.search(piece):
                return None
            *rows, rest = piece.split(b"</row>")
            ends += [row[at : row.find(b'"', at)] for row in rows for at in (row.rfind(b' r="') + 4,)]
    return _extent(ends)


def _extent(ends):
    """The extent of a sheet from the last cell of each row, None where that is not as usual, or too much."""
    letters = {end.rstrip(DIGITS) for end in ends}
    numbers = {end.lstrip(LETTERS) for end in ends}
    if not all(one.isalpha() for one in letters) or not all(one.isdigit() for one in numbers):
        return None
    survey = Survey()
    for column in letters:
        survey.reach(max(map(int, numbers)) - 1, _column(column.decode()))
    return None if survey.too_large else survey


def _gone_through(archive, part):
    survey, row, column = Survey(), -1, -1
    with archive.open(part) as file:
        for event, one in etree.iterparse(file, events=("start", "end"), tag=("{*}row", "{*}c"), **PARSING):
            is_row = etree.QName(one).localname == "row"
            if is_row and event == "start":
                row, column = int(one.get("r", row + 2)) - 1, -1
            elif is_row:
                one.getparent().remove(one)
            elif event == "end":
                column = _column(one.get("r").rstrip("0123456789")) if one.get("r") else column + 1
                _look_at(survey, one, row, column)
                one.clear()
    return survey


def _look_at(survey, cell, row, column):
    formula, value = cell.find("{*}f"), cell.findtext("{*}v")
    if formula is None and not value and cell.find("{*}is") is None:
        return
    survey.formulas |= formula is not None
    survey.reach(row, column)
    if cell.get("t") == "e":
        survey.faults[row, column] = value or "#N/A"
    elif formula is not None and not value and cell.get("t") != "str":
        survey.faults[row, column] = unstored(formula.text or "")


def _column(letters):
    """Position of a column, from 0.

    Examples
    --------
    >>> _column("A"), _column("AA")
    (0, 26)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1
