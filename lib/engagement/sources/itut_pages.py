"""The lists of ITU-T pages: whether a page holds one, and its entries without what stands between them."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from engagement.sources.itut_about import BEGINNING, about
from engagement.sources.opening import Unreadable
from engagement.sources.reader import Contents, Reader, tabular
from engagement.sources.shapes import Shape, find_header, heading_key
from engagement.sources.sheets import Sheet

BODY = "itu-t"
ITUT = re.compile(r"\bitu\.int\b|\bITU-T\b", re.IGNORECASE)
NAME_GROUP = "save the page again from its own address, or add the study group to the title of the page"
ADD_PERIOD = "correct it, or add the period to data/reference/study_periods.csv"
ADDRESSED = 20  # surer of a page saved from the address of the list than of one that only looks like it


@dataclass(frozen=True)
class List:
    """A kind of list on ITU-T pages.

    Attributes
    ----------
    name, title, table
        As of its `Reader`.
    shape : Shape
    convert
        As for `tabular`; the facts of its Context are those of ``about`` and, by sheet, the rows that run across.
    address : re.Pattern
        Finds the addresses such lists are saved from.
    fits
        Takes the first Rows; whether they are of such a list, asked where the address does not say it.
    """

    name: str
    title: str
    table: str
    shape: Shape
    convert: Callable
    address: re.Pattern
    fits: Callable = lambda rows: True

    def reader(self):
        """The reader of such pages."""
        return Reader(self.name, self.title, self.table, self.take)

    def take(self, contents):
        """The claim to a file, None where it is something else.

        Raises
        ------
        Unreadable
            If the page was saved from the address of such a list and holds none.
        """
        if contents.page is None:
            return None
        addressed = is_addressed(contents.page, self.address)
        lists = _Entries(contents.opened, contents, self.shape)
        found = tabular(
            self.name, self.title, self.table, self.shape, self.convert, ("html",), lambda _: _facts(lists)
        ).take(lists)
        if found is None and addressed:
            raise without_list(self.title, self.shape)
        if found is None or not (addressed or self._looks_like_it(found, lists)):
            return None
        notes = (*contents.page.notes, *found.notes, *lists.left_out())
        return replace(found, sure=found.sure + ADDRESSED * addressed, notes=notes)

    def _looks_like_it(self, found, lists):
        page = lists.page
        said = ITUT.search(" ".join((*page.addresses, page.title, *page.headings, page.text[:BEGINNING])))
        return bool(said) and all(map(self.fits, itertools.islice(found.read(), 1)))


@dataclass(frozen=True)
class _Entries(Contents):
    """The lists of a page without what is no entry in them: rows that run across, headings printed again."""

    whole: Contents
    shape: Shape

    @property
    def page(self):
        return self.whole.page

    @cached_property
    def sheets(self):
        return [Sheet(table.name, partial(self._rows, table)) for table in self.page.tables]

    @cached_property
    def headers(self):
        heads = {table.name: Sheet(table.name, table.rows).head for table in self.page.tables}
        found = {name: find_header(head, self.shape) for name, head in heads.items()}
        return {name: header for name, header in found.items() if header}

    def _rows(self, table):
        header = self.headers.get(table.name)
        for number, cells in table.rows():
            if header is None or number <= header.last_row or not self._is_beside(table, header, number, cells):
                yield number, cells

    def _is_beside(self, table, header, number, cells):
        return number in table.across or self._repeats(header, cells)

    def _repeats(self, header, cells):
        """Whether the cells below the headings of required columns are these headings once more."""
        places = [header.columns[name] for name in self.shape.required]
        again = [
            place < len(cells) and heading_key(cells[place]) == heading_key(header.cells[place])
            for place in places
            if place < len(header.cells) and header.cells[place]
        ]
        return len(again) > 1 and all(again[:2])

    def across(self):
        """Words of the rows that run across a list, by table and row."""
        return {
            table.name: {number: cells for number, cells in table.rows() if number in table.across}
            for table in self.page.tables
            if table.name in self.headers
        }

    def left_out(self):
        for name, rows in self.across().items():
            rows = [number for number in rows if number > self.headers[name].last_row]
            if rows:
                told = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
                yield f"rows that run across {name} are no entries: {told}"


def without_list(title, shape):
    """The error for a page that is saved from the address of a list and holds none."""
    named = ", ".join(shape.fields[name][0] for name in shape.required)
    return Unreadable(
        f"it is saved from the address of the {title}, but holds no table with the headings {named}",
        "open the list itself, logged in where it asks for that, and save the page again",
    )


def is_addressed(page, address):
    """Whether a page was saved from an address of that kind."""
    return any(address.search(one) for one in page.addresses)


def _facts(lists):
    return about(lists.page) | {"across": lists.across()}
