"""Workbooks of every kind: what is read from them, what is said of them, and what is refused."""

import datetime
import zipfile

import msoffcrypto
import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from engagement.sources import templates
from engagement.sources.opening import open_file
from engagement.sources.sheets import sheets

HEADINGS = ["body", "occasion", "theme", "date", "place"]
ROW = ["itu-t", "CxO", "quantum", "2023-12-06", "Dubai"]
DAY = datetime.date(2023, 12, 6)
ERROR = "is an error of the spreadsheet, not a value"


@pytest.fixture
def book(tmp_path):
    """Writes rows into an XLSX; formulas are written without a value, as programs do that do not calculate."""

    def write(rows, name="list.xlsx", change=None):
        workbook = openpyxl.Workbook()
        for cells in rows:
            workbook.active.append(cells)
        if change:
            change(workbook)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


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
        for place, cell in enumerate(cells):
            if (line, place) not in ((1, 4), (2, 2)):
                sheet.write(line, place, cell)
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


def test_macros_are_not_run_and_the_values_are_read(book, tmp_path, read):
    plain, path = book([HEADINGS, ROW]), tmp_path / "list.xlsm"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    changed(plain, path, {kind: b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    done, _, _ = read(path)
    assert (done.rows_read, done.notes) == (1, "the workbook holds macros; they are not run")


def test_a_workbook_under_a_password_is_told(book, tmp_path, read):
    path = tmp_path / "secret.xlsx"
    with open(book([HEADINGS, ROW]), "rb") as plain, open(path, "wb") as locked:
        OOXMLFile(plain).encrypt("secret", locked)
    with open(path, "rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    done, _, _ = read(path)
    assert (done.problem, done.remedy) == ("it is protected by a password", "save it without a password")


def test_an_old_workbook_under_a_password_is_told(tmp_path, read):
    workbook = xlwt.Workbook()
    workbook.add_sheet("list").write(0, 0, "body")
    stream = workbook.get_biff_data()
    start = 4 + int.from_bytes(stream[2:4], "little")  # right behind the first record
    locked = bytes.fromhex("2f00060000001234abcd")
    xlwt.CompoundDoc.XlsDoc().save(str(tmp_path / "secret.xls"), stream[:start] + locked + stream[start:])
    done, _, _ = read(tmp_path / "secret.xls")
    assert (done.problem, done.remedy) == ("it is protected by a password", "save it without a password")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize("share", [0.05, 0.4, 0.9, 0.99])
def test_a_workbook_that_is_cut_off_is_told(tmp_path, read, suffix, share):
    rows = [HEADINGS, *([*ROW[:2], f"theme {number}"] for number in range(3000))]
    path = tmp_path / f"list{suffix}"
    PLAIN[suffix](path, rows)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    done, _, _ = read(path)
    assert "cut off" in done.problem
    assert "again" in done.remedy
    assert done.rows_present == 0


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


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, read):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1_000_000))
    done, _, _ = read(path)
    assert "as made to fill a machine" in done.problem
    assert path.stat().st_size < 1_000_000


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path, read):
    path = tmp_path / "list.xlsx"
    plain_xlsx(path, [HEADINGS, *([*ROW[:2], f"theme {number}"] for number in range(5000))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/sharedStrings.xml").file_size
    at = content.rindex(b"xl/sharedStrings.xml") - 46  # its entry in the directory at the end of the file
    assert int.from_bytes(content[at + 24 : at + 28], "little") == true
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    done, _, _ = read(path)
    assert "damaged" in done.problem


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_cell_far_from_the_table_does_not_fill_the_machine(tmp_path, read, suffix):
    path = tmp_path / f"far{suffix}"
    if suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("list")
            sheet.write_row(0, 0, HEADINGS)
            sheet.write(1_048_575, 16_383, "x")
    else:
        wide = cell("x", ' table:number-columns-repeated="16000" office:value-type="string"')
        ods_content(path, row(wide, repeated=1_000_000))
    done, _, _ = read(path)
    assert done.problem.startswith("sheet list reaches to row 1,0")
    assert done.remedy.startswith("delete what stands far from the table")


def test_format_that_reaches_far_beyond_the_table_does_no_harm(tmp_path, read):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet, grey = workbook.add_worksheet(), workbook.add_format({"bg_color": "#eeeeee"})
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ROW)
        sheet.write_blank(1_048_575, 16_383, None, grey)
    done, _, _ = read(tmp_path / "a.xlsx")
    assert (done.rows_present, done.rows_read) == (1, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n \r\n", "the file is empty"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"<?xml version='1.0'?><Workbook/>", "it is XML, but no web page"),
        (bytes(range(256)) * 100, "it is neither text nor a spreadsheet"),
    ],
)
def test_what_is_no_spreadsheet_is_told(tmp_path, read, content, said):
    (tmp_path / "list.xlsx").write_bytes(content)
    done, _, _ = read(tmp_path / "list.xlsx")
    assert done.problem == said
    assert done.remedy


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["xl/workbook.bin"], "it is a binary Excel workbook (XLSB)"),
        (["word/document.xml"], "it is an archive without a spreadsheet"),
    ],
)
def test_other_archives_are_told(tmp_path, read, parts, said):
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    assert read(tmp_path / "list.xlsx")[0].problem == said


def test_another_office_file_is_told(tmp_path, read):
    document = xlwt.CompoundDoc.XlsDoc()
    document.save(str(tmp_path / "a.doc"), bytes(5000))
    content = (tmp_path / "a.doc").read_bytes()
    (tmp_path / "a.doc").write_bytes(content.replace("Workbook".encode("utf-16-le"), "Document".encode("utf-16-le")))
    assert read(tmp_path / "a.doc")[0].problem == "it is an Office file without a spreadsheet"


def test_a_large_workbook_takes_a_bounded_amount_of_memory(tmp_path, weigh):
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(1, 60_001):
            sheet.write_row(number, 0, ["itu-t", f"meeting {number}", "a theme of some words", "2023-12-06", "Dubai"])
    present, kilobytes = weigh(path)
    assert present == 60_000
    assert kilobytes < 350_000


def changed(old, new, words):
    """A workbook with other words in its parts."""
    with zipfile.ZipFile(old) as read, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as written:
        for part in read.namelist():
            content = read.read(part)
            for one, other in words.items():
                content = content.replace(one, other)
            written.writestr(part, content)


def plain_xlsx(path, rows):
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("list")
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)


def plain_xls(path, rows):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("list")
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell:
                sheet.write(line, place, cell)
    workbook.save(str(path))


def plain_ods(path, rows):
    ods(path, [[cell(one) for one in cells] for cells in rows])


PLAIN = {".xlsx": plain_xlsx, ".xls": plain_xls, ".ods": plain_ods}


def ods(path, rows):
    """An OpenDocument spreadsheet of rows of cells."""
    ods_content(path, "".join(row(*cells) for cells in rows))


def row(*cells, repeated=1):
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def cell(text, attributes=' office:value-type="string"'):
    return (
        f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>" if text else "<table:table-cell/>"
    )


def ods_content(path, rows):
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{listed}</manifest:manifest>")
        table = f'<table:table table:name="list">{rows}</table:table>'
        body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
