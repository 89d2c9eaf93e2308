"""What a reader is: it takes files of one shape and gives the rows of one table, every row or its reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import pandas as pd

from engagement.sources import web_pages
from engagement.sources.cells import LEGEND as LEGEND
from engagement.sources.frames import PLACE, PROBLEM, faulty, frames, unread
from engagement.sources.frames import problems as problems
from engagement.sources.opening import Opened
from engagement.sources.shapes import Header, find_header
from engagement.sources.sheets import Sheet, sheets

LISTS = ("csv", "xlsx", "xls", "ods", "html")
DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Contents:
    """What an opened file holds, each looked at once however many readers ask.

    Attributes
    ----------
    opened : Opened
    """

    opened: Opened

    @cached_property
    def page(self):
        """The web page, None for a file of another kind."""
        return web_pages.read(self.opened) if self.opened.kind == "html" else None

    @cached_property
    def sheets(self):
        """The sheets, none for a file that has no tables."""
        if self.page is not None:
            return [Sheet(table.name, table.rows) for table in self.page.tables]
        return sheets(self.opened) if self.opened.kind in LISTS else []

    @cached_property
    def lists(self):
        """The sheets without the legend."""
        return [sheet for sheet in self.sheets if sheet.name != LEGEND]

    @cached_property
    def basis(self):
        """``demonstration`` where a page, or the legend of a workbook, says it, else None."""
        if self.page is not None:
            return self.page.basis
        legend = [cells for sheet in self.sheets if sheet.name == LEGEND for _, cells in sheet.head]
        return DEMONSTRATION if any(cells[:2] == ["basis", DEMONSTRATION] for cells in legend) else None


@dataclass(frozen=True)
class Rows:
    """Some rows of a file.

    Attributes
    ----------
    frame
        Text, missing cells as NA; ``body`` and those columns of the table's
        template that the file has, and ``sheet`` and ``row``, the place of each row.
    problems
        Columns sheet, row, column, value, reason, remedy; a row that is named
        here is rejected, whether or not it stands in ``frame``.
    present
        Rows found in the file.
    """

    frame: pd.DataFrame
    problems: pd.DataFrame
    present: int


@dataclass(frozen=True)
class Found:
    """A reader's claim to a file.

    Attributes
    ----------
    read
        Yields the `Rows` of the file; may be called again.
    sure
        The surest claim takes the file.
    basis
        What the file says of itself, None where it says nothing.
    notes
        What a user should know, one sentence each.
    """

    read: Callable[[], Iterator[Rows]]
    sure: int
    basis: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A format.

    Attributes
    ----------
    name
        ``itut-documents``.
    title
        What a user calls such a file.
    table
        Table its rows belong to.
    take
        Function of the Contents of a file; a Found, or None where it is something else.
    """

    name: str
    title: str
    table: str
    take: Callable[[Contents], Found | None]


@dataclass(frozen=True)
class Context:
    """What a conversion may know beside the rows.

    Attributes
    ----------
    contents
        The file.
    sheet
        Name of the sheet the rows are from.
    header
        Its headings.
    facts
        What the reader found out about the whole file.
    """

    contents: Contents
    sheet: str | None
    header: Header
    facts: dict = field(default_factory=dict)


def tabular(name, title, table, shape, convert, kinds=LISTS, known=None):
    """A reader of lists with headings.

    Parameters
    ----------
    name, title, table : str
        See `Reader`.
    shape : Shape
    convert : callable
        Takes a frame of the shape's fields (text, NA where empty) with sheet
        and row, and a Context; returns a frame of body and the table's columns
        with sheet and row, or that and a frame of problems. It may drop a row only
        with a problem.
    kinds : tuple of str
        Kinds of file the list comes in.
    known : callable, optional
        Takes the Contents; returns facts of the whole file for the Context, or
        None to decline the file.
    """
    return Reader(name, title, table, partial(_take, shape, convert, kinds, known))


def gone_wrong(frame, where, column, reason, remedy):
    """Problems for the rows of a frame that a mask selects.

    Parameters
    ----------
    frame : pandas.DataFrame
        With sheet and row.
    where : Series of bool
    column : str
        Column whose value is told.
    reason, remedy : str
    """
    wrong = frame[where.fillna(False).astype(bool)]
    return wrong[PLACE].assign(column=column, value=wrong.get(column, pd.NA), reason=reason, remedy=remedy)[PROBLEM]


def _take(shape, convert, kinds, known, contents):
    if contents.opened.kind not in kinds:
        return None
    found = [(sheet, header) for sheet in contents.lists if (header := find_header(sheet.head, shape))]
    facts = {} if known is None or not found else known(contents)
    if not found or facts is None:
        return None
    taken = [_without_example(sheet, header, shape) for sheet, header in found]
    notes = [note for sheet, header, left in taken for note in (*sheet.notes, *left, *unread(sheet, header))]
    left = [sheet.name for sheet in contents.lists if sheet.head and sheet not in [one for one, _ in found]]
    if left and contents.page is None:
        notes.append(f"not read, their headings are others: {', '.join(left)}")
    return Found(
        read=lambda: (part for sheet, header, _ in taken for part in _read(sheet, header, convert, contents, facts)),
        sure=len(shape.required) + (10 if shape.distinctive else 0),
        basis=contents.basis or facts.get("basis"),
        notes=tuple(dict.fromkeys(notes)),
    )


def _without_example(sheet, header, shape):
    """The headings and the example below them, where it still stands there as it is."""
    first = next((row for row in sheet.head if row[0] > header.last_row), None)
    if first is None or not shape.example:
        return sheet, header, ()
    said = {
        name: first[1][place] for name, place in header.columns.items() if place < len(first[1]) and first[1][place]
    }
    if said != shape.example:
        return sheet, header, ()
    return sheet, replace(header, last_row=first[0]), (f"row {first[0]} is the example of the form and was left out",)


def _read(sheet, header, convert, contents, facts):
    context = Context(contents, sheet.name, header, facts)
    for frame, wrong in frames(sheet, header, contents.opened.kind == "csv"):
        faults = faulty(frame, header)
        converted = convert(frame, context)
        rows, more = converted if isinstance(converted, tuple) else (converted, None)
        yield Rows(rows, pd.concat([wrong, faults, *([] if more is None else [more])]), len(frame) + len(wrong))
