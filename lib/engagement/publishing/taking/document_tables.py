"""Tables of a page in a document: header rows that are repeated, numbers aligned, a description."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from engagement.publishing.taking.plain_text import printable

MOST = 40  # rows in a document; the workbook has all
SIZES = {6: 9, 9: 8, 99: 7}  # points of a table with at most so many columns


def write(document, element, caption):
    """Write a table below its caption.

    Parameters
    ----------
    document : docx.document.Document
    element : bs4.Tag
        The table of the page.
    caption : str
    """
    head = [row.find_all(["th", "td"]) for row in element.select("thead tr")]
    body = [row.find_all(["th", "td"]) for row in element.select("tbody tr")]
    width = max(map(len, head + body), default=0)
    if not width:
        return
    line = document.add_paragraph(caption, style="Caption")
    line.paragraph_format.keep_with_next = True
    table = document.add_table(0, width, style="Table Grid")
    size = next(size for columns, size in SIZES.items() if width <= columns or columns == 99)
    for row in [*head, *body[:MOST]]:
        _fill(table.add_row(), row, size, is_head=row in head)
    describe(table, caption, f"{len(body):,} rows and {width} columns")
    if len(body) > MOST:
        document.add_paragraph(f"The first {MOST} of {len(body):,} rows; the workbook beside the page has all.")


def describe(table, title, words):
    """Give a table its title and description for those who cannot see it."""
    properties = table._tbl.tblPr
    for name, text in (("w:tblCaption", title), ("w:tblDescription", words)):
        element = OxmlElement(name)
        element.set(qn("w:val"), printable(text))
        properties.append(element)


def repeat(row):
    """Make a row the heading of its table, repeated on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(row, cells, size, is_head):
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if is_head:
        repeat(row)
    for cell, element in zip(row.cells, cells, strict=False):
        line = cell.paragraphs[0]
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1)
        run = line.add_run(printable(" ".join(element.get_text().split())))
        run.font.size, run.bold = Pt(size), is_head
        if "number" in element.get("class", []):
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
