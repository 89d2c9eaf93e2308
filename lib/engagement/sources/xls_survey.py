"""The sheets of an old Excel workbook: the records of its stream, gone through one by one."""

import struct

import olefile

from engagement.sources.opening import Unreadable
from engagement.sources.workbook_survey import Survey

BOF, EOF, FILEPASS, BOUNDSHEET, FORMULA, BOOLERR = 0x0809, 0x000A, 0x002F, 0x0085, 0x0006, 0x0205
VALUES = (FORMULA, BOOLERR, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6)  # one cell each
MULRK, DIMENSIONS = 0x00BD, 0x0200
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def survey(path):
    """Survey an old Excel workbook; it can hold no more than 16 million cells a sheet.

    Returns
    -------
    dict of int to Survey
        By the place of the sheet, from 0; its name may be in any encoding.

    Raises
    ------
    Unreadable
        If it is protected by a password.
    """
    with olefile.OleFileIO(path) as file:
        content = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
    shared = list(_records(content, 0))
    if any(kind == FILEPASS for kind, _ in shared):
        raise Unreadable("it is protected by a password", "save it without a password")
    starts = [struct.unpack_from("<I", content, at)[0] for kind, at in shared if kind == BOUNDSHEET]
    return {place: _sheet(content, start) for place, start in enumerate(starts)}


def _sheet(content, start):
    """A sheet of 65,536 rows and 256 columns at most; damaged records may speak of more."""
    survey = Survey()
    for kind, at in _records(content, start):
        size = int.from_bytes(content[at - 2 : at], "little")
        if kind == DIMENSIONS and size == 14:  # of Excel 97 and later; before, a sheet had 16,384 rows
            rows, _, columns = struct.unpack_from("<IHH", content, at + 4)
            survey.reach(rows - 1, columns - 1)
        elif kind in VALUES or kind == MULRK:
            row, column = struct.unpack_from("<HH", content, at)
            if kind == MULRK:  # its last column stands at its end
                column = int.from_bytes(content[at + size - 2 : at + size], "little")
            survey.reach(row, column)
            survey.formulas |= kind == FORMULA
            code = _error(content[at + 6 : at + 14], kind) if kind in (FORMULA, BOOLERR) else None
            if code is not None:
                survey.faults[row, column] = ERRORS.get(code, "#N/A")
    return survey


def _error(result, kind):
    """The code of an error, None for a value; a formula marks by its last bytes that it has no number."""
    if kind == BOOLERR:
        return result[0] if result[1:2] == b"\x01" else None
    return result[2] if result[:1] == b"\x02" and result[6:8] == b"\xff\xff" else None


def _records(content, at):
    """Kind and place of each record from one place to the end of its part; charts within it are passed over."""
    depth = 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth == 1:
            yield kind, at + 4
        if depth <= 0:
            return
        at += 4 + size
