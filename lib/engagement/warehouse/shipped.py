"""The tables the repository ships: CSV and Parquet files below data/ -> validated tidy tables."""

import csv
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from engagement import locations
from engagement.errors import DataError
from engagement.organizations.curation import table_problems
from engagement.tables.registry import TABLES, find
from engagement.tables.validation import checked, complain, typed
from engagement.warehouse.store import digest, place


@dataclass(frozen=True)
class Shipped:
    """A shipped table: its rows by line of the file, or the reason why there are none."""

    frame: pd.DataFrame | None
    note: dict
    problem: str | None = None


def names():
    """The tables the repository ships."""
    return [name for name, table in TABLES.items() if not table.optional]


def read(name, others=None):
    """Read one shipped table.

    Parameters
    ----------
    name : str
    others : dict of str to pandas.DataFrame, optional
        Tables read before, which its columns may refer to; the table is added.

    Returns
    -------
    Shipped
        A table that cannot be read carries its problem.
    """
    table, others = find(name), {} if others is None else others
    try:
        path = locations.data() / table.file
        others[name] = frame = _read(table, path)
        _check_references(table, frame, others)
        complain(table_problems(name, frame, others), f"data/{table.file}")
        return Shipped(frame, _note(table, path))
    except DataError as error:
        return Shipped(None, {}, str(error))


def _read(table, path):
    if path.suffix == ".parquet":
        return checked(_read_parquet(path), table.schema, place(path))
    return typed(_read_csv(path), table.schema, place(path))


def _read_parquet(path):
    try:
        return pd.read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        raise DataError(
            f"{place(path)}: not a readable Parquet file ({error}); restore it from the repository"
        ) from error


def _read_csv(path):
    """Rows as text with the line each stands on; a cell is missing only where it is empty ("NA" is Namibia)."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, None)
            rows = {line: row for row, line in ((row, reader.line_num) for row in reader) if row}
            file.seek(0)
            ended = file.read().endswith("\n")
    except FileNotFoundError as error:
        raise DataError(f"{place(path)}: the file is missing; restore it from the repository") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{place(path)}: not a readable UTF-8 CSV ({error}); restore or correct it") from error
    if not header or not rows:
        raise DataError(f"{place(path)}: the file has no rows; restore it from the repository")
    if not ended:
        raise DataError(
            f"{place(path)}, line {max(rows)}: the last line is not ended, so the file may be cut off; "
            f"restore it, or end the line"
        )
    repeated = sorted({name or "(blank)" for name in header if not name or header.count(name) > 1})
    if repeated:
        raise DataError(f"{place(path)}, line 1: column {', '.join(repeated)} must be named once; correct the header")
    ragged = [line for line, row in rows.items() if len(row) != len(header)]
    if ragged:
        line = ragged[0]
        raise DataError(
            f"{place(path)}, line {line}: {len(rows[line])} cells where the header has {len(header)}; "
            f"complete the line or quote its commas"
        )
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=header, dtype="string")
    return frame.mask(frame == "")


def _check_references(table, frame, frames):
    for column, (other, key) in table.references.items():
        known = frames[other] if other in frames else _read(find(other), locations.data() / find(other).file)
        values = frame[column].dropna()
        unknown = values[~values.isin(known[key])]
        problems = [(line, column, value, f"is not in data/{find(other).file}") for line, value in unknown.items()]
        complain(problems, f"data/{table.file}")


def _note(table, path):
    return {
        "table": table.name,
        "row": table.row,
        "basis": table.basis,
        "origin": table.origin,
        "licence": table.licence,
        "file": place(path),
        "sha256": digest(path),
    }
