"""Workbooks that are damaged, locked, harmful or none: nothing is run or unpacked, and the reader is told why."""

import zipfile

import msoffcrypto
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from xlwt.CompoundDoc import XlsDoc

from tests.sources.workbooks import HEADINGS, PLAIN, ROW, cell, changed, ods_content, plain_xlsx, row


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
    XlsDoc().save(str(tmp_path / "secret.xls"), stream[:start] + locked + stream[start:])
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
    document = XlsDoc()
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
