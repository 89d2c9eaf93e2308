"""The head of a document, as a TD of TSAG has it: who, what, when, keywords and abstract."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from engagement.publishing.taking.document_tables import describe
from engagement.publishing.taking.plain_text import printable

OPEN = "–"  # for the secretariat to fill in
WIDTHS = (Cm(2.9), Cm(8.6), Cm(5.5))


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
    _row(table, [*union[:1], None, f"TSAG-TD {say['number']}"], merged=(0, 1), bold=True)
    _row(table, [union[1], None, "TSAG"], merged=(0, 1), bold=True)
    _row(table, [union[2], None, "Original: English"], merged=(0, 1), bold=True)
    _row(table, ["Question(s):", say["questions"], where])
    _row(table, ["TD", None, None], merged=(0, 2), bold=True, centred=True)
    _row(table, ["Source:", say["source"], None], merged=(1, 2))
    _row(table, ["Title:", told["title"], None], merged=(1, 2))
    _row(table, ["Contact:", say["contact"], None], merged=(1, 2))
    _row(table, ["Keywords:", say["keywords"], None], merged=(1, 2))
    _row(table, ["Abstract:", abstract, None], merged=(1, 2))
    describe(table, "Head of the document", "Who, what and when, keywords and abstract")
    document.add_paragraph()


def _row(table, texts, merged=None, bold=False, centred=False):
    cells = table.add_row().cells
    if merged:
        cells[merged[0]].merge(cells[merged[1]])
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        cell.width = WIDTHS[place]
        if text is None:
            continue
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(3)
        line.add_run(printable(text)).bold = bold or text.endswith(":")
        if centred or place == 2:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
