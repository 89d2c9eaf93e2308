"""A saved web page -> its title, its words and its tables; nothing of it is run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree, html

from engagement.sources.opening import Unreadable

LARGEST = 200_000_000  # bytes
SPAN = 1_000  # the most columns or rows a cell may cover, as in the HTML standard
BREAKS = {"br", "p", "div", "li", "tr"}


@dataclass(frozen=True)
class PageTable:
    """A table that holds no other table.

    Attributes
    ----------
    name
        ``table 2``: the second on the page that has rows of its own.
    rows
        Yields (number of the row, cells); a cell that covers several columns
        or rows stands in the first of them. Lines within a cell are parted by
        a line break.
    """

    name: str
    rows: Callable[[], Iterator[tuple[int, list[str]]]]


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes
    ----------
    title
    text
        All words, whitespace folded.
    basis
        ``demonstration`` where the page says it of itself, else None.
    source
        Address the page says it was saved from, None where it does not.
    tables
        Its tables.
    """

    title: str
    text: str
    basis: str | None
    source: str | None
    tables: tuple[PageTable, ...]


def read(opened):
    """Read a page.

    Raises
    ------
    Unreadable
        If it is cut off within a table, too large or no HTML.
    """
    with opened.stream() as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(f"the page is larger than {LARGEST:,} bytes", "save the list in parts")
    _whole(content)
    try:
        tree = html.fromstring(content, parser=html.HTMLParser(encoding=_declared(content), huge_tree=True))
    except (etree.ParserError, ValueError, LookupError) as error:
        raise Unreadable(f"it cannot be read as HTML ({error})", "save the page again, as HTML") from error
    source = _saved_from(content)
    basis = tree.xpath("string(//meta[@name='basis']/@content)").strip() or None
    etree.strip_elements(tree, "script", "style", "noscript", "template", etree.Comment, with_tail=False)
    inner = [table for table in tree.iter("table") if not table.xpath(".//table") and table.xpath(".//tr")]
    tables = [PageTable(f"table {number}", partial(_rows, table)) for number, table in enumerate(inner, 1)]
    title = " ".join((tree.findtext(".//title") or "").split())
    return Page(title, " ".join(tree.text_content().split()), basis, source, tuple(tables))


def lines(cell):
    """The lines within a cell, as a list; empty ones are left out."""
    return [line for line in (part.strip() for part in cell.split("\n")) if line]


def _whole(content):
    """Refuse a page that ends before its tables do."""
    tail = content.rstrip().lower()
    opened, closed = tail.count(b"<table"), tail.count(b"</table")
    if opened > closed or (b"<html" in tail[:5000] and b"</html" not in tail[-5000:]):
        raise Unreadable("the page is cut off before its end", "save it again, whole")


def _declared(content):
    """The encoding a page declares; UTF-8 where its bytes are that."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        found = html.fromstring(content[:4000]).xpath("string(//meta/@charset)")
        return found or "cp1252"


def _saved_from(content):
    head = content[:2000].decode("utf-8", "replace")
    _, marked, rest = head.partition("saved from url=")
    return rest.split("-->")[0].strip().partition(")")[2].strip() or None if marked else None


def _rows(table):
    below = {}
    for number, line in enumerate(table.iter("tr"), 1):
        cells, column = [], 0
        for cell in line.iterchildren("td", "th"):
            while below.get(column, 0):
                below[column] -= 1
                cells.append("")
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            cells += [_words(cell), *[""] * (width - 1)]
            for covered in range(column, column + width):
                below[covered] = height - 1
            column += width
        for covered in [c for c in below if c >= column and below[c]]:
            below[covered] -= 1
        if any(cells):
            yield number, cells


def _span(cell, name):
    try:
        return min(max(int(cell.get(name, "1")), 1), SPAN)
    except ValueError:
        return 1


def _words(cell):
    parts = []
    for event, part in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if part.tag in BREAKS and parts:
                parts.append("\n")
            parts.append(" ".join((part.text or "").split()) if not (part.text or "").isspace() else " ")
        elif part is not cell:
            parts.append(" " + " ".join(part.tail.split()) + " " if part.tail and part.tail.strip() else " ")
    text = "".join(parts)
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
