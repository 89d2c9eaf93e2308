"""XLSX, XLS or OpenDocument -> sheets of text rows, by calamine."""

import contextlib
import datetime
import io
import struct
import zipfile
import zlib
from functools import cached_property

import python_calamine
from lxml import etree
from python_calamine import SheetTypeEnum, SheetVisibleEnum

from engagement.sources import ods_survey, xls_survey, xlsx_survey
from engagement.sources.cells import LEGEND, Sheet
from engagement.sources.opening import NAMED, Unreadable
from engagement.sources.workbook_survey import MOST_CELLS, Survey

FORMULAS = "formulas are read as the values last stored for them"
DAMAGE = (
    python_calamine.CalamineError, zipfile.BadZipFile, zlib.error, etree.LxmlError, struct.error, OSError, EOFError,
    ValueError, LookupError, NotImplementedError,
)  # fmt: skip
SURVEYS = {"xlsx": xlsx_survey.survey, "ods": ods_survey.survey, "xls": xls_survey.survey}
MERGED = "what stands in cells merged over several rows is read in each of them"


def sheets(opened):
    """The sheets of a workbook that are not hidden, and its legend.

    Parameters
    ----------
    opened : Opened
        Of kind xlsx, xls or ods.

    Returns
    -------
    list of Sheet

    Raises
    ------
    Unreadable
        If the file is damaged, protected by a password, or larger than a machine can hold.
    """
    with _damage_told():
        surveys = SURVEYS[opened.kind](opened.path)
    _not_too_large(surveys)
    with _damage_told():
        workbook = _workbook(opened)
    grids = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    hidden = [one.name for one in grids if one.visible != SheetVisibleEnum.Visible and one.name != LEGEND]
    notes = [f"hidden sheets are not read: {', '.join(hidden)}"] if hidden else []
    places = {one.name: place for place, one in enumerate(workbook.sheets_metadata)}
    shown = [_Grid(workbook, one.name, surveys.get(one.name) or surveys.get(places[one.name])) for one in grids]
    return [Sheet(one.name, one.rows, (*notes, *one.notes)) for one in shown if one.name not in hidden]


def _workbook(opened):
    """Calamine goes by the ending of a name, so a file that is named wrongly is given to it without one."""
    if NAMED.get(opened.path.suffix.casefold()) == opened.kind:
        return python_calamine.CalamineWorkbook.from_path(str(opened.path))
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(opened.path.read_bytes()))


@contextlib.contextmanager
def _damage_told():
    try:
        yield
    except Unreadable:
        raise
    except python_calamine.PasswordError as error:
        raise Unreadable("it is protected by a password", "save it without a password") from error
    except BaseException as error:
        # a panic of the library beneath is no Exception to Python, and has a name only
        if not isinstance(error, DAMAGE) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable(
            f"the workbook is damaged or cut off ({error})", "copy it again, or open and save it"
        ) from error


def _not_too_large(surveys):
    for name, survey in surveys.items():
        if survey.too_large:
            where = f"sheet {name} reaches to row {survey.rows:,} and column {survey.columns:,}"
            raise Unreadable(
                f"{where}, which makes more than {MOST_CELLS:,} cells",
                "delete what stands far from the table, or export the table as CSV",
            )


class _Grid:
    """The cells of one sheet, held in memory once they have been asked for."""

    def __init__(self, workbook, name, survey):
        self.workbook, self.name, self.survey = workbook, name, survey or Survey()

    @cached_property
    def sheet(self):
        with _damage_told():
            return self.workbook.get_sheet_by_name(self.name)

    @cached_property
    def merged(self):
        """First row -> last row and column of cells merged over several rows; rows from 1, columns from 0."""
        told = [(one[0], two[0], one[1]) for one, two in self.sheet.merged_cell_ranges or ()]
        found = {}
        for first, last, column in told or self.survey.merged:
            if last > first:
                found.setdefault(first + 1, []).append((last + 1, column))
        return found

    @property
    def notes(self):
        """What a user should know of the sheet."""
        return [FORMULAS] * self.survey.formulas + [MERGED] * bool(self.merged)

    def rows(self):
        """Yield the number of each row that is not blank, and its cells."""
        left, reaching = (self.sheet.start or (0, 0))[1], {}
        for number, cells in self._with_faults(left):
            if not any(cells):
                continue
            for column, (last, text) in reaching.items():
                if number <= last and not cells[column]:
                    cells[column] = text
            for last, column in self.merged.get(number, ()):
                if 0 <= column - left < len(cells):
                    reaching[column - left] = (last, cells[column - left])
            yield number, cells

    def _with_faults(self, left):
        """Rows as text, and in them the errors and the formulas without result, which calamine leaves empty."""
        faults = {}
        for (row, column), text in self.survey.faults.items():
            faults.setdefault(row + 1, []).append((column - left, text))
        for number, row in enumerate(self.sheet.iter_rows(), 1):
            cells = [value.strip() if type(value) is str else _written(value) for value in row]
            yield number, _put(cells, faults.pop(number)) if number in faults else cells
        for number in sorted(faults):
            yield number, _put([], faults[number])


def _put(cells, texts):
    for column, text in texts:
        if column >= 0:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
    return cells


def _written(value):
    """A cell as people would write it."""
    if type(value) is float:
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if type(value) is bool:
        return "true" if value else "false"
    return str(value)  # an int, a day, a time of day or a span of time
