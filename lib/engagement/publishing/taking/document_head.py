"""The head of a document, as a TD of TSAG has it: who, what, when, keywords and abstract."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from engagement.publishing.taking.document_tables import describe, repeat
from engagement.publishing.taking.plain_text import printable

OPEN = "–"  # for the secretariat to fill in
WIDTHS = (Cm(2.6), Cm(9.4), Cm(5))


def write(document, told, given, abstract):
    """Write the head.

    Parameters
    ----------
    document : docx.document.Document
    told : dict
        ``title`` of the report.
    given : dict of str to str
        number, period, questions, place, date, source, contact, keywords; what is not given stays open.
    abstract : str
    """
    say = {name: given.get(name, OPEN) for name in ("number", "period", "questions", "source", "contact", "keywords")}
    where = ", ".join(filter(None, [given.get("place"), given.get("date")])) or OPEN
    union = ["INTERNATIONAL TELECOMMUNICATION UNION", "TELECOMMUNICATION STANDARDIZATION SECTOR",
             f"STUDY PERIOD {say['period']}"]  # fmt: skip
    table = document.add_table(0, 3)
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    for line, right in zip(union, [f"TSAG-TD {say['number']}", "TSAG", "Original: English"], strict=True):
        _row(table, [line, None, right], merged=(0, 1), bold=True, ruled=right.startswith("Original"))
    _row(table, ["Question(s):", say["questions"], where])
    _row(table, ["TD", None, None], merged=(0, 2), bold=True, centred=True)
    for name, text in (("Source", say["source"]), ("Title", told["title"]), ("Contact", say["contact"]),
                       ("Keywords", say["keywords"]), ("Abstract", abstract)):  # fmt: skip
        _row(table, [f"{name}:", text, None], merged=(1, 2), ruled=name in ("Contact", "Abstract"))
    repeat(table.rows[0])  # without a heading row a table counts as one that cannot be read out
    describe(table, "Head of the document", "Who, what and when, keywords and abstract")


def _row(table, texts, merged=None, bold=False, centred=False, ruled=False):
    cells = table.add_row().cells
    for cell, width in zip(cells, WIDTHS, strict=True):
        cell.width = width
        if ruled:
            _rule(cell)
    if merged:
        cells[merged[0]].merge(cells[merged[1]])
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if text is None:
            continue
        line = cell.paragraphs[0]
        line.add_run(printable(text)).bold = bold or text.endswith(":")
        if centred or place == 2:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT


def _rule(cell):
    """A line below a cell."""
    borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)
