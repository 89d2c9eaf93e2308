"""How a document looks: A4, the fonts of ITU documents, page numbers."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Times New Roman"
SIZES = {"Normal": 11, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Caption": 10}
BLACK = RGBColor(0, 0, 0)


def apply(document):
    """Set page, fonts, language and page numbers of a new document."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin, section.header_distance = Cm(2.3), Cm(2), Cm(1)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = FONT, Pt(size), BLACK
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        for script in ("eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    document.styles["Caption"].font.bold = True
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(5), Pt(3), 1.1
    document.styles["Caption"].paragraph_format.space_before = Pt(8)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for former in properties.findall(qn("w:lang")):
        properties.remove(former)
    properties.append(language)
    _number_pages(section)


def _number_pages(section):
    """A line such as ``- 2 -`` on top of every page but the first, as ITU documents have it."""
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("- ")
    run = line.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("text", "2"), ("end", None)):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = text
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
    line.add_run(" -")
