"""The sheets of an OpenDocument spreadsheet, gone through cell by cell."""

import itertools
import zipfile

from lxml import etree

from engagement.sources.cells import unstored
from engagement.sources.workbook_survey import PARSING, Survey


def survey(path):
    """Survey an OpenDocument spreadsheet.

    Returns
    -------
    dict of str to Survey
        By the name of the sheet.
    """
    found, row = {}, 0
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        for event, one in etree.iterparse(file, events=("start", "end"), tag=("{*}table", "{*}table-row"), **PARSING):
            is_row = etree.QName(one).localname == "table-row"
            if event == "start" and not is_row:
                current = found[_attribute(one, "name")] = Survey()
                row = 0
            elif event == "end" and is_row:
                _look_at(current, one, row)
                row += int(_attribute(one, "number-rows-repeated") or 1)
                one.getparent().remove(one)
    return found


def _look_at(survey, line, row):
    """Note what a row holds; one that is repeated holds it as often."""
    often, column = int(_attribute(line, "number-rows-repeated") or 1), 0
    for cell in line:
        wide = int(_attribute(cell, "number-columns-repeated") or 1)
        text, formula = "".join(cell.itertext()), _attribute(cell, "formula")
        if text or formula or _attribute(cell, "value-type"):
            survey.reach(row + often - 1, column + wide - 1)
            survey.formulas |= formula is not None
            fault = _fault(cell, text, formula)
            if fault and not survey.too_large:
                places = itertools.product(range(row, row + often), range(column, column + wide))
                survey.faults |= dict.fromkeys(places, fault)
            high = int(_attribute(cell, "number-rows-spanned") or 1)
            if high > 1:
                survey.merged.append((row, row + high - 1, column))
        column += wide


def _fault(cell, text, formula):
    if cell.get("{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type") == "error":
        return text or "#VALUE!"
    if formula and not text and not _attribute(cell, "value-type"):
        return unstored(formula.partition("=")[2])
    return None


def _attribute(one, name):
    """An attribute by its name, whatever version of the format its namespace belongs to."""
    return next((value for key, value in one.items() if etree.QName(key).localname == name), None)
