"""The form of each table, a workbook or a CSV: what people fill in is read back as it stands, countries by name too."""

import contextlib
import re
from functools import partial
from pathlib import Path

import pandas as pd

from engagement.errors import DataError
from engagement.sources.reader import DEMONSTRATION, gone_wrong, tabular
from engagement.sources.reference_lists import countries
from engagement.sources.shapes import Shape, find_header
from engagement.tables.inbox import RECORDS
from engagement.tables.registry import TABLES

BASIS = "basis"
FORMS = {table.name: table for table in RECORDS}
MIXED = "is not the basis the first row gives: a file holds records, or is a demonstration in every row"


def write(table_name, path, rows=None, basis=None):
    """Write the form of a table as a workbook: headings, drop-downs, a legend, and an example or rows.

    The same call gives the same bytes. The sheet ``legend`` says what each
    column means, and where the rows are made up.

    Parameters
    ----------
    table_name : str
    path : path-like
        FILE.xlsx, which must not exist.
    rows : pandas.DataFrame, optional
        Columns of the form, typed or as text, in the place of the example.
    basis : str, optional
        ``demonstration`` for made-up rows.

    Raises
    ------
    DataError
        If there is no such form, the file exists or has another ending, or a
        value fits into no workbook.
    """
    from engagement.sources import template_workbook

    table, path = _form(table_name), Path(path)
    _check_basis(basis)
    if path.suffix.casefold() != ".xlsx":
        raise DataError(f"{path}: a form is an Excel workbook; name it {path.stem}.xlsx")
    texts = None if rows is None else as_text(table, rows)
    with _new_file(path) as file:
        template_workbook.write(table, file, texts, basis)


def write_csv(table_name, path, rows, basis=None):
    """Write rows in the form of a table as CSV in UTF-8, for more rows than a workbook takes.

    Parameters
    ----------
    table_name, rows, basis
        As for `write`; made-up rows say so in a column ``basis``.
    path : path-like
        FILE.csv, which must not exist.

    Raises
    ------
    DataError
        If there is no such form, or the file exists.
    """
    import pyarrow as pa
    from pyarrow import csv

    table = _form(table_name)
    _check_basis(basis)
    texts = as_text(table, rows)
    if basis:
        texts[BASIS] = pd.Series(basis, index=texts.index, dtype="string")
    with _new_file(Path(path)) as file:
        file.write(b"\xef\xbb\xbf")  # Excel takes the text for UTF-8 by this mark only
        csv.write_csv(pa.Table.from_pandas(texts, preserve_index=False), file, csv.WriteOptions(quoting_style="needed"))


def as_text(table, rows):
    """The columns of a form as text, in its order; those that are not given are empty.

    Parameters
    ----------
    table : Record
    rows : pandas.DataFrame

    Returns
    -------
    pandas.DataFrame
    """
    columns = table.entry.columns
    unknown = [str(name) for name in rows.columns if name not in columns]
    if unknown:
        raise DataError(f"{table.name} has no columns {', '.join(unknown)}; its columns are {', '.join(columns)}")
    texts = {name: _texts(rows[name], str(one.dtype)) for name, one in columns.items() if name in rows}
    return pd.DataFrame(texts, index=rows.index).reindex(columns=list(columns)).astype("string").replace("", pd.NA)


def shape(table):
    """The headings of a table's form: the names of its columns, and ``basis``, by which rows are marked as made up."""
    fields = {name: (name,) for name in [*table.entry.columns, BASIS]}
    required = tuple(name for name, column in table.entry.columns.items() if not column.nullable)
    return Shape(fields, required, example=table.example)


def _texts(values, dtype):
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d")
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("Int64") if dtype == "Int64" else values.astype("Float64").map(repr, na_action="ignore")
    return values


def _form(name):
    """A table that has a form."""
    filled = f"the tables to fill in are {', '.join(FORMS)}"
    if name in FORMS:
        return FORMS[name]
    for table in RECORDS:
        for listing in table.listings:
            if listing.table == name:
                raise DataError(
                    f"{name} follows from the column {listing.column} of {table.name}; fill in {table.name}"
                )
    said = f"{name} is not filled in by hand" if name in TABLES else f"there is no table {name!r}"
    raise DataError(f"{said}; {filled}")


def _check_basis(basis):
    if basis not in (None, DEMONSTRATION):
        raise DataError(f"basis {basis!r}: a form can be marked as {DEMONSTRATION}, or not at all")


@contextlib.contextmanager
def _new_file(path):
    """A file that did not exist before, and does not after an error."""
    try:
        with open(path, "xb") as file:
            yield file
    except FileExistsError as error:
        raise DataError(f"{path}: exists and is left as it is; choose another name, or remove it") from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _reader(table):
    form = shape(table)
    return tabular(
        f"template-{table.name}", f"form of the table {table.name}", table.name, form, _as_it_stands,
        known=partial(_basis_of_first_row, form),
    )  # fmt: skip


def _basis_of_first_row(form, contents):
    """What the column ``basis`` of a form says in the first row, which goes for the whole file."""
    for sheet in contents.lists:
        header = find_header(sheet.head, form)
        if header and BASIS in header.columns:
            below = [cells for number, cells in sheet.head if number > header.last_row]
            marked = below and below[0][header.columns[BASIS] :][:1] == [DEMONSTRATION]
            return {BASIS: DEMONSTRATION if marked else None}
    return {}


def _as_it_stands(frame, context):
    if "country" in frame:
        printed = frame["country"].dropna().unique()
        codes = {one: one if re.fullmatch("[A-Z]{2}", one) else countries().code(one) or one for one in printed}
        frame = frame.assign(country=frame["country"].map(codes).astype("string"))
    if BASIS not in frame:
        return frame
    said = context.contents.basis or context.facts.get(BASIS)
    silent = frame[BASIS].isna() if context.facts.get(BASIS) else False
    wrong = silent | (frame[BASIS].notna() & (frame[BASIS] != (said or "")))
    found = gone_wrong(frame, wrong, BASIS, MIXED, "part the file in two, or correct the cell")
    return frame.drop(columns=BASIS), found


READERS = tuple(_reader(table) for table in RECORDS)
