"""A table of a web page -> rows of text cells, by the rules for cells that cover several columns or rows."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

WIDEST = 1_000  # columns a cell may cover, as in the HTML standard
TALLEST = 65_534  # rows, likewise
BLOCKS = {
    "br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
BREAK = "\0"  # cannot stand in a page
BETWEEN_LINKS = re.compile(r"[\s,;|/•·&-]*")
INVISIBLE = str.maketrans(dict.fromkeys("\u200b\ufeff\u00ad"))


@dataclass(frozen=True)
class PageTable:
    """A table.

    Attributes
    ----------
    name
        ``table 2``: the second on the page that has rows of its own.
    lines
        Its rows as lxml has them, without those of tables within it.
    apart
        Tables of the page whose words are no part of the cell they stand in.
    """

    name: str
    lines: list = field(repr=False)
    apart: set = field(repr=False)

    def rows(self):
        """Number and cells of each row that holds words.

        A cell that covers several columns stands in the first of them, one that
        covers several rows in each of them. Lines within a cell, and links where it
        holds nothing but several, are parted by a line break. The words of a
        table within a cell belong to it, unless that table holds others or is long.
        """
        return ((number, cells) for number, cells, _ in self._rows)

    @cached_property
    def across(self):
        """Numbers of the rows whose words stand in one cell over several columns: titles, notes, page numbers."""
        return frozenset(number for number, _, across in self._rows if across)

    @cached_property
    def _rows(self):
        return list(self._unfolded())

    def _unfolded(self):
        below = {}  # column -> rows it is still covered in, words of the cell that covers it
        for number, line in enumerate(self.lines, 1):
            cells, own, wide = [], False, False
            for cell in _cells(line):
                _covered(below, cells)
                width, height = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", TALLEST)
                words = _words(cell, self.apart)
                own |= bool(words)
                wide |= width > 1 and bool(words)
                for place in range(width if height > 1 else 0):
                    below[len(cells) + place] = (height - 1, "" if place else words)
                cells += [words, *[""] * (width - 1)]
            _covered(below, cells, to_the_end=True)
            while cells and not cells[-1]:
                cells.pop()
            if own:
                yield number, cells, wide and sum(map(bool, cells)) == 1


def folded(text):
    """Text with each run of white space as one blank, and without signs that nobody sees.

    Examples
    --------
    >>> folded(" Scope\\u00a0of \\n X\\u200b ")
    'Scope of X'
    """
    return " ".join(text.translate(INVISIBLE).split())


def _cells(line):
    """Cells of a row, also where something stands between them and it."""
    return list(line.iterchildren("td", "th")) or [
        cell for cell in line.iter("td", "th") if next(cell.iterancestors("tr")) is line
    ]


def _covered(below, cells, to_the_end=False):
    """Put in the cells that reach down from rows above."""
    last = max(below, default=-1) if to_the_end else -1
    while len(cells) in below or len(cells) <= last:
        left, words = below.pop(len(cells), (0, ""))
        if left > 1:
            below[len(cells)] = (left - 1, words)
        cells.append(words)


def _span(cell, name, most):
    """How many columns or rows a cell covers; 0 rows are all that follow."""
    try:
        covered = int(cell.get(name, "1"))
    except ValueError:
        return 1
    return min(covered, most) if covered > 0 else most if covered == 0 and name == "rowspan" else 1


def _words(cell, apart):
    if not len(cell):
        return folded(cell.text or "")
    parts, links, walk = [], 0, etree.iterwalk(cell, events=("start", "end"))
    for event, part in walk:
        if event == "start":
            if part is not cell:
                parts.append(BREAK if part.tag in BLOCKS else " " if part.tag in ("td", "th") else "")
            if part in apart:
                walk.skip_subtree()
                continue
            links += part.tag == "a"
            parts.append(part.text or "")
        elif part is not cell:
            parts += (BREAK if part.tag in BLOCKS else "", part.tail or "")
    lines = list(filter(None, map(folded, "".join(parts).split(BREAK))))
    return "\n".join(_links(cell, lines) if links > 1 else lines)


def _links(cell, lines):
    """A line for each link, where nothing but signs stands between them; else the lines as they are."""
    linked = list(filter(None, (folded(link.text_content()) for link in cell.iter("a"))))
    rest = " ".join(lines)
    for one in linked:
        before, found, rest = rest.partition(one)
        if not found or not BETWEEN_LINKS.fullmatch(before):
            return lines
    return linked if linked and BETWEEN_LINKS.fullmatch(rest) else lines
