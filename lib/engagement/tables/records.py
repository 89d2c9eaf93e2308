"""Tables filled from the files people drop in: what a row says, what follows from it, where it stands."""

from dataclasses import dataclass, field
from functools import cached_property

import pandera.pandas as pa

from engagement.tables.definition import BASES, BY_ROW, Table, choice, flag, number, schema, text, whole

BODIES = {
    "itu-t": "ITU Telecommunication Standardization Sector",
    "ietf": "Internet Engineering Task Force",
    "3gpp": "3rd Generation Partnership Project",
    "etsi": "European Telecommunications Standards Institute",
    "iso-iec-jtc1": "ISO/IEC Joint Technical Committee 1",
    "ieee-802": "IEEE 802 LAN/MAN Standards Committee",
    "w3c": "World Wide Web Consortium",
    "onem2m": "oneM2M partnership",
}
SEPARATOR = "; "

BODY = {"body": choice("standards organization whose record it is", BODIES)}
PROVENANCE = {
    "basis": choice("what the row rests on, see the top of this page", BASES),
    "file_sha256": text("digest of the file the row was read from; the table files says which it is"),
    "sheet": text("sheet of a workbook, table of a page or member of an archive", nullable=True),
    "row": whole("row of the sheet, or line of the file, counted from 1", 1, 2**53),
}
COUNTS = {
    "counts": flag(
        "true for the row to count where several have the same key: the latest revision, then the file whose "
        "name sorts last, then the last row; the others are kept to be seen"
    )
}


@dataclass(frozen=True)
class Listing:
    """A column that names several things, and the table with a row for each.

    Attributes
    ----------
    table
        Name of the table with a row for each thing named.
    column
        Column of the record that names them.
    each
        What one of them is, as columns of that table.
    split
        ``names`` (organizations, as printed), ``list`` (parted by semicolons)
        or ``dated`` (a date and a word, parted by semicolons).
    extra
        Constant columns of these rows, such as the role of an organization.
    """

    table: str
    column: str
    each: tuple
    split: str = "list"
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Record(Table):
    """A table filled from files.

    Attributes
    ----------
    columns
        What a row says, in the order of the template.
    key
        Columns that say which thing a row is about: rows alike in all of them are about one thing.
    known_by
        Column that has to be filled for that; None where the key always tells.
    revision
        Column that tells later from earlier rows of the same key, if there is one.
    replaced_by
        Column that names the thing that took the place of this one, if there is one.
    example
        One row as people would fill it in, ``column -> text``.
    rules
        What is wrong, in words, to a function of the frame that is true where it is.
    listings
        Columns that name several things.
    """

    columns: dict = field(default_factory=dict)
    key: tuple = ()
    known_by: str | None = None
    revision: str | None = None
    replaced_by: str | None = None
    example: dict = field(default_factory=dict)
    rules: dict = field(default_factory=dict)
    listings: tuple = ()

    @cached_property
    def entry(self):
        """Schema of a row as a reader or a template gives it, before its place is added."""
        return pa.DataFrameSchema(BODY | self.columns, strict=True, ordered=False)


def record(name, row, columns, key, example, *, rules=None, references=None, listings=(), **more):
    """A table filled from files of the inbox."""
    return Record(
        name=name,
        file=name,
        row=row,
        basis=BY_ROW,
        origin="files read from data/inbox and data/demonstration, and what the repository ships",
        licence="as the files the rows were read from",
        schema=schema(BODY | columns | COUNTS | PROVENANCE, key=()),
        optional=True,
        references=references or {},
        columns=columns,
        key=("body", *key),
        example=example,
        rules=rules or {},
        listings=tuple(listings),
        **more,
    )


def listed(name, row, parents, columns):
    """The table of things that records name in one column.

    ``parents`` are the columns of the record that say whose row it is.
    """
    weight = {"weight": number("1 divided by how many the record names, so that a record adds up to 1", 0, 1)}
    place = {"position": whole("place in the list, from 1", 1, 100_000)}
    return Table(
        name=name,
        file=name,
        row=row,
        basis=BY_ROW,
        origin="lists within the rows of other tables",
        licence="as the files the rows were read from",
        schema=schema(BODY | parents | place | columns | weight | COUNTS | PROVENANCE, key=()),
        optional=True,
    )
