"""Workbooks of every kind: what is read from them, and what is said of their cells."""

import datetime
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import xlwt

from engagement.sources import templates
from engagement.sources.opening import open_file
from engagement.sources.sheets import sheets
from tests.sources.workbooks import (
    HEADINGS,
    ROW,
    cell,
    changed,
    ods,
    ods_content,
    plain_ods,
    plain_xls,
    plain_xlsx,
    row,
)

DAY = datetime.date(2023, 12, 6)

ERROR = "is an error of the spreadsheet, not a value"


def told(rejects):
    return list(rejects[["row", "column", "value", "reason"]].itertuples(index=False, name=None))


def test_numbers_dates_and_truth_are_read_as_people_write_them(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "dd/mm/yy"})
        sheet.write_row(0, 0, [12, 1.5, True, " text ", 0.1, 1e15])
        sheet.write_datetime(0, 6, datetime.datetime(2024, 7, 15, 10, 30), day)
    (sheet,) = sheets(open_file(tmp_path / "a.xlsx"))
    assert list(sheet.rows()) == [(1, ["12", "1.5", "true", "text", "0.1", "1000000000000000", "2024-07-15"])]


def test_rows_have_the_numbers_a_spreadsheet_shows(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(4, 2, "first")
        sheet.write(8, 2, "last")
    (sheet,) = sheets(open_file(tmp_path / "a.xlsx"))
    assert list(sheet.rows()) == [(5, ["first"]), (9, ["last"])]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
@pytest.mark.parametrize("first", [1900, 1904])
def test_both_calendars_of_excel_give_the_same_day(tmp_path, read, suffix, first):
    path = tmp_path / f"a{suffix}"
    if suffix == ".xlsx":
        with xlsxwriter.Workbook(path, {"date_1904": first == 1904}) as workbook:
            sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, ROW)
            sheet.write_datetime(1, 3, datetime.datetime(2023, 12, 6), day)
        assert (b"date1904" in zipfile.ZipFile(path).read("xl/workbook.xml")) == (first == 1904)
    else:
        workbook = xlwt.Workbook()
        workbook.dates_1904 = first == 1904
        sheet = workbook.add_sheet("list")
        for place, (heading, cell) in enumerate(zip(HEADINGS, ROW, strict=True)):
            sheet.write(0, place, heading)
            sheet.write(1, place, DAY if place == 3 else cell, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        workbook.save(str(path))
    done, rows, _ = read(path)
    assert (done.rows_read, rows["date"].iloc[0]) == (1, pd.Timestamp(DAY))


def test_dates_of_the_first_months_of_1900_are_the_days_excel_shows(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet, day = workbook.add_worksheet(), workbook.add_format({"num_format": "yyyy-mm-dd"})
        for place, serial in enumerate((1, 59, 61, 45488)):
            sheet.write_number(0, place, serial, day)
    (sheet,) = sheets(open_file(tmp_path / "a.xlsx"))
    assert sheet.head == [(1, ["1900-01-01", "1900-02-28", "1900-03-01", "2024-07-15"])]


def test_days_before_the_calendar_of_spreadsheets_are_texts_in_a_form(tmp_path):
    rows = pd.DataFrame({"body": "itu-t", "publication_id": ["a", "b"], "published": ["1865-05-17", "1900-03-01"]})
    templates.write("publications", tmp_path / "form.xlsx", rows)
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["publications"]
    (column,) = [cell.column for cell in sheet[1] if cell.value == "published"]
    assert [sheet.cell(row, column).value for row in (2, 3)] == ["1865-05-17", datetime.datetime(1900, 3, 1)]


def test_formulas_count_with_the_value_stored_for_them(tmp_path, read):
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
        sheet.write_formula(1, 2, '="quan"&"tum"', None, "quantum")
        sheet.write_formula(1, 4, '=""', None, "")
    as_excel_writes_no_text = {b'<c r="E2"><f>': b'<c r="E2" t="str"><f>'}
    changed(tmp_path / "made.xlsx", tmp_path / "a.xlsx", as_excel_writes_no_text)
    done, rows, _ = read(tmp_path / "a.xlsx")
    assert rows["theme"].iloc[0] == "quantum"
    assert pd.isna(rows["place"].iloc[0])
    assert done.notes == "formulas are read as the values last stored for them"


def test_a_formula_without_a_stored_value_is_rejected_and_told(book, read):
    done, rows, rejects = read(book([HEADINGS, ROW, [*ROW[:2], '="quan"&"tum"', *ROW[3:]], ["=A2", "=B2"]]))
    assert (done.rows_present, done.rows_read, done.rows_rejected) == (3, 1, 2)
    assert told(rejects) == [
        (3, "theme", '#FORMULA! ="quan"&"tum"', "is a formula without a stored value"),
        (4, "body", "#FORMULA! =A2", "is a formula without a stored value"),
        (4, "occasion", "#FORMULA! =B2", "is a formula without a stored value"),
    ]
    assert set(rejects["remedy"]) == {"open the file in a spreadsheet program and save it"}


def xlsx_of_errors(path):
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for line, cells in enumerate([HEADINGS, ROW, ROW]):
            sheet.write_row(line, 0, cells)
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
        sheet.write_formula(2, 2, "=A0", None, "#REF!")


def xls_of_errors(path):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("list")
    for line, cells in enumerate([HEADINGS, ROW, ROW]):
        for place, text in enumerate(cells):
            if (line, place) not in ((1, 4), (2, 2)):
                sheet.write(line, place, text)
    sheet.row(1).set_cell_error(4, 0x2A)
    sheet.row(2).set_cell_error(2, 0x17)
    workbook.save(str(path))


def ods_of_errors(path):
    made = [[cell(one) for one in row] for row in (HEADINGS, ROW, ROW)]
    error = ' table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
    made[1][4], made[2][2] = cell("#N/A", error), cell("#REF!", error)
    ods(path, made)


def csv_of_errors(path):
    path.write_text("\n".join(map(",".join, [HEADINGS, [*ROW[:4], "#N/A"], [*ROW[:2], "#REF!", *ROW[3:]], []])))


@pytest.mark.parametrize("write", [xlsx_of_errors, xls_of_errors, ods_of_errors, csv_of_errors])
def test_errors_of_spreadsheets_never_become_text(tmp_path, read, write):
    write(tmp_path / "a")
    done, rows, rejects = read(tmp_path / "a")
    assert (done.rows_present, done.rows_read) == (2, 0)
    assert told(rejects) == [(2, "place", "#N/A", ERROR), (3, "theme", "#REF!", ERROR)]


def test_an_error_in_a_column_nobody_reads_rejects_nothing(tmp_path, read):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, [*HEADINGS, "total"])
        sheet.write_row(1, 0, ROW)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    done, _, _ = read(tmp_path / "a.xlsx")
    assert (done.rows_present, done.rows_read) == (1, 1)
    assert "columns not read: total" in done.notes


def test_headings_in_merged_cells_are_found(book, read):
    def merge(workbook):
        sheet = workbook.active
        for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2"):
            sheet.merge_cells(cells)

    rows = [
        ["Priorities of executives"],
        ["body", "what", None, "when and where", None],
        [None, "occasion", "theme", "date", "place"],
        ROW,
    ]
    done, rows, _ = read(book(rows, change=merge))
    assert (done.rows_present, done.rows_read) == (1, 1)
    assert rows["place"].iloc[0] == "Dubai"


def test_a_cell_merged_over_rows_counts_in_each(book, read):
    rows = [HEADINGS, ROW, ["itu-t", None, "terahertz"], ["itu-t", "TSAG", "languages"]]
    done, rows, _ = read(book(rows, change=lambda workbook: workbook.active.merge_cells("B2:B3")))
    assert list(rows["occasion"]) == ["CxO", "CxO", "TSAG"]
    assert "merged over several rows" in done.notes


def test_hidden_sheets_are_not_read_and_told(book, read):
    def hide(workbook):
        for name, state in (("old", "hidden"), ("older", "veryHidden")):
            sheet = workbook.create_sheet(name)
            sheet.append(HEADINGS)
            sheet.append(ROW)
            sheet.sheet_state = state

    done, _, _ = read(book([HEADINGS, ROW], change=hide))
    assert (done.rows_present, done.notes) == (1, "hidden sheets are not read: old, older")


def test_sheets_of_another_kind_are_told(book, read):
    def add(workbook):
        workbook.create_sheet("notes").append(["call back", "on Monday"])
        workbook.create_sheet("empty")
        workbook.create_chartsheet("chart")

    done, _, _ = read(book([HEADINGS, ROW], change=add))
    assert (done.rows_read, done.notes) == (1, "not read, their headings are others: notes")


def test_all_sheets_with_the_headings_are_read(book, read):
    def add(workbook):
        sheet = workbook.create_sheet("second")
        sheet.append(list(reversed(HEADINGS)))
        sheet.append(list(reversed(ROW)))

    done, rows, _ = read(book([HEADINGS, ROW], change=add))
    assert list(rows["sheet"]) == ["Sheet", "second"]
    assert list(rows["theme"]) == ["quantum", "quantum"]


def test_headings_that_stand_twice_are_told_and_the_first_counts(book, read):
    done, rows, _ = read(book([[*HEADINGS, "Theme"], [*ROW, "other"]]))
    assert rows["theme"].iloc[0] == "quantum"
    assert done.notes == "headings that stand more than once, of which the first was read: Theme"


def test_cells_beyond_the_headings_are_told(book, read):
    done, _, _ = read(book([HEADINGS, [*ROW, None, "see mail"], ROW, [*ROW, "x"]]))
    assert (done.rows_read, done.notes) == (3, "cells beyond the last heading are not read, in 2 rows from row 2 on")


def test_na_is_namibia(book, read):
    rows = [["body", "recommendation", "organization_printed", "country"], ["itu-t", "H.265", "Example Systems", "NA"]]
    _, rows, _ = read(book(rows))
    assert rows["country"].iloc[0] == "NA"


def test_scripts_and_combining_characters_stay_as_they_are(book, read):
    words = ["اتحاد الاتصالات", "e\u0301te\u0301", "\u200fאבג\u200f", "日本"]
    _, rows, _ = read(book([HEADINGS, *([*ROW[:2], word] for word in words)]))
    assert list(rows["theme"]) == words


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_the_three_kinds_of_workbook_give_the_same_rows(tmp_path, read, suffix):
    path = tmp_path / f"list{suffix}"
    {".xlsx": plain_xlsx, ".xls": plain_xls, ".ods": plain_ods}[suffix](
        path, [["Priorities"], [""], HEADINGS, ROW, ROW[:3]]
    )
    done, rows, _ = read(path)
    assert (done.rows_read, done.notes) == (2, None)
    assert rows[[*HEADINGS[1:], "sheet", "row"]].astype(object).where(rows.notna(), None).values.tolist() == [
        ["CxO", "quantum", pd.Timestamp(DAY), "Dubai", "list", 4],
        ["CxO", "quantum", None, None, "list", 5],
    ]


def test_repeated_cells_and_rows_of_opendocument_count_as_often(tmp_path):
    path = tmp_path / "a.ods"
    content = row(cell("x", ' table:number-columns-repeated="2" office:value-type="string"'), repeated=3)
    ods_content(path, content + row("<table:table-cell/>", repeated=1_048_000))
    (sheet,) = sheets(open_file(path))
    assert list(sheet.rows()) == [(1, ["x", "x"]), (2, ["x", "x"]), (3, ["x", "x"])]


def test_a_formula_without_value_in_opendocument_is_told(tmp_path):
    ods(tmp_path / "a.ods", [[cell("x"), '<table:table-cell table:formula="of:=[.A1]"/>']])
    (sheet,) = sheets(open_file(tmp_path / "a.ods"))
    assert sheet.head == [(1, ["x", "#FORMULA! =[.A1]"])]


@pytest.mark.parametrize("suffix", [".csv", ".xls", ".html"])
def test_a_wrong_ending_is_told_and_the_content_counts(tmp_path, read, suffix):
    plain_xlsx(tmp_path / f"list{suffix}", [HEADINGS, ROW])
    done, _, _ = read(tmp_path / f"list{suffix}")
    assert (done.rows_read, done.notes) == (1, f"named {suffix}, but it is an Excel workbook, and read as such")


def test_a_web_page_named_as_a_workbook_is_read_as_a_page(tmp_path, read):
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in one) + "</tr>" for one in (HEADINGS, ROW))
    (tmp_path / "list.xls").write_text(f"<html><body><table>{cells}</table></body></html>")
    done, _, _ = read(tmp_path / "list.xls")
    assert (done.rows_read, done.notes) == (1, "named .xls, but it is a web page, and read as such")
