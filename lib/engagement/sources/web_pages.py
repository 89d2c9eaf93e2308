"""A saved web page -> its title, its words, its addresses and its tables; nothing of it is run."""

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from lxml import etree, html

from engagement.sources.opening import Unreadable, damage_told, is_utf16
from engagement.sources.page_tables import PageTable, folded

LARGEST = 200_000_000  # bytes
LONG = 10  # rows of a table that is no part of the words around it
WESTERN = "cp1252"
HIDDEN = ("script", "style", "noscript", "template", "textarea")
HIDING = re.compile(rf"<(!--|(?:{'|'.join(HIDDEN)})\b)", re.IGNORECASE)
ENDS = {"!--": re.compile("-->")} | {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in HIDDEN}
SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(\S+)|SingleFile\s+url:\s*(\S+)")
DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes
    ----------
    title
    basis
        ``demonstration`` where the page says it of itself, else None.
    source
        Address the page says it was saved from, None where it does not.
    addresses
        That one, and those of the page that it names as its own, the surest first.
    chosen
        What is chosen in its drop-down lists.
    tables
        Its tables, layout and all; a table within a cell is a table of its own.
    notes
        What a user should know, one sentence each.
    tree
        The page as lxml has it, without scripts, comments and drop-down lists.
    """

    title: str
    basis: str | None
    source: str | None
    addresses: tuple[str, ...]
    chosen: tuple[str, ...]
    tables: tuple[PageTable, ...]
    notes: tuple[str, ...] = ()
    tree: html.HtmlElement = field(repr=False, compare=False, default=None)

    @cached_property
    def text(self):
        """All words, with a blank between those of different parts."""
        return folded(" ".join(self.tree.itertext()))

    @cached_property
    def headings(self):
        """The words of its headings and of the captions of its tables."""
        return tuple(filter(None, (folded(one.text_content()) for one in self.tree.iter("h1", "h2", "h3", "caption"))))

    @cached_property
    def links(self):
        """Addresses it links to."""
        return tuple(self.tree.xpath("//a/@href"))

    @cached_property
    def marked(self):
        """Identifier and lines of each part of a line that has one, in the order of the page."""
        parts = self.tree.xpath("//span[@id] | //a[@id]")
        return tuple((part.get("id"), tuple(filter(None, map(folded, part.itertext())))) for part in parts)


def read(opened):
    """Read a page.

    Parameters
    ----------
    opened : Opened

    Returns
    -------
    Page

    Raises
    ------
    Unreadable
        If it is cut off, too large or no HTML.
    """
    with damage_told(), opened.stream() as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(f"the page is larger than {LARGEST:,} bytes", "save the list in parts")
    text, notes = _decoded(content)
    tree = _parsed(_shown(text))
    found = SAVED_FROM.search(text[:10_000])
    source = unescape(found[1] or found[2]) if found else None
    basis = tree.xpath("string(//meta[@name='basis']/@content)").strip() or None
    etree.strip_elements(tree, etree.Comment, etree.PI, with_tail=False)
    chosen = tuple(filter(None, (folded(one.text_content()) for one in tree.xpath("//option[@selected]"))))
    etree.strip_elements(tree, "select", with_tail=False)
    title = folded(tree.findtext(".//title") or "")
    return Page(title, basis, source, _addresses(tree, source), chosen, _tables(tree), notes, tree)


def lines(cell):
    """The lines within a cell, as a list; empty ones are left out.

    Examples
    --------
    >>> lines("Example Telecom\\nExample Systems")
    ['Example Telecom', 'Example Systems']
    """
    return [line for line in (part.strip() for part in cell.split("\n")) if line]


def _decoded(content):
    """The text of a page, and what had to be assumed of it."""
    if is_utf16(content[:4096]):
        marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        little = content[1:4096:2].count(0) > content[0:4096:2].count(0)
        return content.decode("utf-16" if marked else f"utf-16-{'le' if little else 'be'}", "replace"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _not_utf8(content)


def _not_utf8(content):
    declared = DECLARED.search(content[:10_000])
    name = _known_encoding(declared[1].decode("ascii", "replace")) if declared else None
    if name == "utf-8":
        text = content.decode("utf-8", "replace")
        lost = text.count("\ufffd")
        if sum(not sign.isascii() for sign in text) > 2 * lost:
            return text, (f"{lost:,} signs are not valid in UTF-8, which the page declares, and stand as \ufffd",)
    if name in (None, "utf-8"):
        return content.decode(WESTERN, "replace"), ("the page declares no encoding that fits; read as Windows-1252",)
    return content.decode(name, "replace"), ()


def _known_encoding(label):
    """The name of an encoding; Latin-1 stands for Windows-1252, as in browsers."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return WESTERN if name in ("iso8859-1", "ascii") else name


def _shown(text):
    """The page without scripts and comments, refused where it ends before its tables do."""
    parts, place = [], 0
    while found := HIDING.search(text, place):
        parts.append(text[place : found.start()])
        end = ENDS[found[1].lower()].search(text, found.start() + 2)
        if not end:
            raise _cut_off()
        place = end.end()
    shown = "".join((*parts, text[place:]))
    lower = shown.lower()
    ends = "</html" in lower[-5_000:] or "</body" in lower[-5_000:]
    open_tables = lower.count("<table") > lower.count("</table")
    if not ends and ("<html" in lower or open_tables or lower.rfind("<") > lower.rfind(">")):
        raise _cut_off()
    return shown


def _cut_off():
    return Unreadable("the page is cut off before its end", "save it again, whole")


def _parsed(text):
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it cannot be read as HTML ({error})", "save the page again, as HTML") from error
    if any(
        one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log
    ):  # the parser gave up and says so here only
        raise Unreadable("its parts stand too deep within one another to be read", "save the list alone")
    return tree


def _addresses(tree, source):
    """Where the page says it stands: as saved, as its own link, and where its forms send to."""
    said = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content | //form/@action")
    return tuple(dict.fromkeys(one.strip() for one in (source, *said) if one and one.strip()))


def _tables(tree):
    """Every table that has rows of its own, by the rows' nearest table."""
    rows = defaultdict(list)
    for row in tree.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is not None:
            rows[table].append(row)
    holders = {outer for table in tree.iter("table") if (outer := next(table.iterancestors("table"), None)) is not None}
    apart = holders | {table for table in rows if len(rows[table]) > LONG}
    with_rows = [table for table in tree.iter("table") if table in rows]
    return tuple(PageTable(f"table {n}", rows[table], apart) for n, table in enumerate(with_rows, 1))
