"""Workbooks written for tests: of every kind, from the same rows."""

import zipfile

import xlsxwriter
import xlwt

HEADINGS = ["body", "occasion", "theme", "date", "place"]
ROW = ["itu-t", "CxO", "quantum", "2023-12-06", "Dubai"]


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
