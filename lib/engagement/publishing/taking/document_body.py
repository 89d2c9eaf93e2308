"""The body of a page in a document: headings, paragraphs, lists, figures and tables."""

import re

from bs4 import NavigableString
from docx.shared import Cm

from engagement.publishing.taking import document_tables
from engagement.publishing.taking.abstract import plain
from engagement.publishing.taking.plain_text import printable

HEADINGS = {"h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "h5": "Heading 3", "h6": "Heading 3"}
LISTS = {"ul": "List Bullet", "ol": "List Number"}
ON_PAGE_ONLY = {"data-used", "reproduce"}  # sections of digests, commands and versions
WIDTH = Cm(17)
EMPHASIS = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic"}


class Body:
    """Writes elements of a page into a document, numbering figures and tables as the page does.

    Parameters
    ----------
    document : docx.document.Document
    folder : pathlib.Path
        Where the figures lie as PNG.
    """

    def __init__(self, document, folder):
        self.document, self.folder = document, folder

    def write(self, element):
        """Write what is within an element."""
        for child in element.find_all(True, recursive=False):
            self._element(child)

    def _element(self, element):
        name, classes = element.name, element.get("class", [])
        if name in ("details", "nav", "script", "style") or "code" in classes or "along" in classes:
            return
        if element.get("id") in ON_PAGE_ONLY:
            return
        if name in HEADINGS:
            self.document.add_paragraph(printable(plain(element)), style=HEADINGS[name])
        elif name in ("p", "dt", "dd"):
            self._paragraph(element)
        elif name in LISTS:
            self._list(element, LISTS[name])
        elif name == "pre":
            self.document.add_paragraph(printable(element.get_text().strip()))
        elif name == "figure":
            self._figure(element)
        elif name == "table":
            self._table(element)
        else:
            self.write(element)

    def _paragraph(self, element, style=None):
        line = self.document.add_paragraph(style=style)
        if element.find("span", class_="basis"):
            line.add_run(printable(plain(element)))
        else:
            self._runs(line, element, {})
        return line

    def _runs(self, line, element, look):
        """The text of an element, bold and italic where it is; addresses are spelled out."""
        for child in element.children:
            if isinstance(child, NavigableString):
                run = line.add_run(printable(re.sub(r"\s+", " ", child)))
                for name in look:
                    setattr(run, name, True)
            elif child.name not in LISTS:
                emphasis = EMPHASIS.get(child.name)
                self._runs(line, child, look | ({emphasis: True} if emphasis else {}))
                address = child.get("href", "")
                if address.startswith(("https://", "http://")) and address != child.get_text():
                    line.add_run(printable(f" ({address})"))

    def _list(self, element, style):
        for item in element.find_all("li", recursive=False):
            self._paragraph(item, style)
            for inner in item.find_all(list(LISTS), recursive=False):
                self._list(inner, f"{LISTS[inner.name]} 2")

    def _figure(self, element):
        number = element["id"].rpartition("-")[2]
        line = self.document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(str(self.folder / f"{element['id']}.png"), width=WIDTH)
        shape._inline.docPr.set("descr", printable(element.img["alt"]))
        shape._inline.docPr.set("name", f"Figure {number}")
        caption = plain(element.figcaption)
        self.document.add_paragraph(printable(f"Figure {number} – {caption}"), style="Caption")

    def _table(self, element):
        caption = plain(element.caption) if element.caption else ""
        place = element.get("id", "")
        number = place.rpartition("-")[2] if place.startswith("table-") else None
        label = f"Table {number} – {caption}" if number else caption or "Table"
        document_tables.write(self.document, element, printable(label))
