"""Rows of a table in its form: one workbook while they are few, text tables of so many rows each when they are many."""

import pandas as pd

from engagement.sources import templates
from engagement.tables.registry import find

WORKBOOK_ROWS = 30_000
PART_ROWS = 200_000


def write_forms(folder, **frames):
    """Write the rows of whole tables of ITU-T."""
    for table, frame in frames.items():
        with Form(table, folder) as form:
            form.add(frame.assign(body="itu-t"))


class Form:
    """A table that is written as its rows come.

    Parameters
    ----------
    table : str
    folder : pathlib.Path
        Gets ``TABLE.xlsx``, or ``TABLE-01.csv``, ``TABLE-02.csv`` …
    """

    def __init__(self, table, folder):
        self.table, self.folder = find(table), folder
        self.frames, self.rows, self.parts = [], 0, 0

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self._flush(last=True)

    def add(self, frame):
        """Append rows, whose columns are some of the form's."""
        self.frames.append(frame)
        self.rows += len(frame)
        if self.rows > PART_ROWS:
            self._flush(last=False)

    def _flush(self, last):
        rows = pd.concat(self.frames, ignore_index=True) if self.frames else pd.DataFrame()
        self.frames, self.rows = [], 0
        rows = rows.reindex(columns=list(self.table.entry.columns))
        if last and not self.parts and len(rows) <= WORKBOOK_ROWS:
            templates.write(self.table.name, self.folder / f"{self.table.name}.xlsx", rows, basis="demonstration")
        elif len(rows):
            self.parts += 1
            path = self.folder / f"{self.table.name}-{self.parts:02d}.csv"
            templates.write_csv(self.table.name, path, rows, basis="demonstration")
