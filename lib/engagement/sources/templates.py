"""The spreadsheet form of each table: what people fill in is read back as it stands."""

from engagement.sources.reader import tabular
from engagement.sources.shapes import Shape
from engagement.tables.inbox import RECORDS


def shape(table):
    """The headings of a table's form: the names of its columns."""
    fields = {name: (name,) for name in table.entry.columns}
    required = tuple(name for name, column in table.entry.columns.items() if not column.nullable)
    return Shape(fields, required)


def _reader(table):
    return tabular(f"template-{table.name}", f"form of the table {table.name}", table.name, shape(table), _as_it_stands)


def _as_it_stands(frame, context):
    return frame


READERS = tuple(_reader(table) for table in RECORDS)
